//! The frame of a note: its lines, its dates and its labels, found once for the whole file.

use crate::parse::date::{DateFound, dates, is_weekday, misread, run_together};
use crate::rules::{HeaderLabels, Label, LabelFound};
use crate::text::{CivilDate, Span};

/// A note file as split and header see it.
pub struct Frame<'t> {
    /// The extracted text.
    pub text: &'t str,
    /// Lines without their endings.
    pub lines: Vec<Span>,
    /// Dates in reading order.
    pub dates: Vec<DateFound>,
    /// Labels in reading order.
    pub labels: Vec<LabelFound>,
    /// What each date is, with the label that says so.
    roles: Vec<(Role, Option<LabelFound>)>,
    /// Dates in the file's name: hints, never the date of a visit.
    pub named: Vec<CivilDate>,
}

/// What a date is, by the words before it on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A label of the date of service.
    Service,
    /// `Date:`, `Visit 4 --`, `Seen`.
    Dated,
    /// Nothing is said.
    Plain,
    /// The day of a signature.
    Signed,
    /// Birth, injury, print, next visit, addendum …
    Other,
}

/// Bytes that may stand between a label of another day and its date (`repaired arthroscopically …`).
const OTHER_REACH: usize = 28;

/// Bytes before a date in which a label of another day is looked for.
const LABEL_REACH: usize = 64;

impl<'t> Frame<'t> {
    /// Reads the frame of a file's text. `name` is the file's name.
    pub fn new(text: &'t str, name: &str, labels: &HeaderLabels) -> Self {
        let lines = lines(text);
        let named = dates(name, "").iter().map(|d| d.date).collect();
        let mut frame = Self {
            text,
            lines,
            dates: dates(text, name),
            labels: labels.find(text),
            roles: Vec::new(),
            named,
        };
        frame.add_misread_dates();
        for at in 0..frame.dates.len() {
            let role = frame.decide_role(at, labels);
            frame.roles.push(role);
        }
        frame
    }

    /// Dates that a text recogniser garbled, where a label of the day of service promises one.
    fn add_misread_dates(&mut self) {
        let promised = |l: &&LabelFound| matches!(l.label, Label::Service | Label::Dated);
        let mut found: Vec<DateFound> = Vec::new();
        for label in self.labels.iter().filter(promised) {
            let gap = self.text[label.span.end..]
                .bytes()
                .take_while(|b| matches!(b, b' ' | b':' | b'.' | b'-'))
                .count();
            let at = label.span.end + gap;
            if self.dates_in(Span::new(at, at + 12)).is_empty()
                && self.is_field_start(label.span.start)
            {
                found.extend(run_together(self.text, at).or_else(|| misread(self.text, at)));
            }
        }
        if !found.is_empty() {
            self.dates.append(&mut found);
            self.dates.sort_by_key(|d| d.span);
        }
    }

    /// Number of the line that holds the byte.
    pub fn line_of(&self, at: usize) -> usize {
        self.lines
            .partition_point(|line| line.start <= at)
            .saturating_sub(1)
    }

    /// Dates that start inside the span.
    pub fn dates_in(&self, span: Span) -> &[DateFound] {
        let from = self.dates.partition_point(|d| d.span.start < span.start);
        let to = self.dates.partition_point(|d| d.span.start < span.end);
        &self.dates[from..to.max(from)]
    }

    /// Labels that start inside the span.
    pub fn labels_in(&self, span: Span) -> &[LabelFound] {
        let from = self.labels.partition_point(|l| l.span.start < span.start);
        let to = self.labels.partition_point(|l| l.span.start < span.end);
        &self.labels[from..to.max(from)]
    }

    /// Words of the text.
    pub fn words(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// What the date is, and the label that says so.
    pub fn role(&self, date: &DateFound) -> (Role, Option<LabelFound>) {
        let at = self
            .dates
            .partition_point(|d| d.span.start < date.span.start);
        self.roles.get(at).copied().unwrap_or((Role::Plain, None))
    }

    /// What date number `at` is; those before it are decided.
    fn decide_role(&self, at: usize, labels: &HeaderLabels) -> (Role, Option<LabelFound>) {
        let date = self.dates[at];
        let line = self.lines[self.line_of(date.span.start)];
        let earlier = at
            .checked_sub(1)
            .filter(|i| self.dates[*i].span.start >= line.start);
        let from = earlier.map_or(line.start, |i| self.dates[i].span.end);
        let before = Span::new(from, date.span.start);
        let words = self.words(before);
        let bare = words
            .bytes()
            .all(|b| !b.is_ascii_alphanumeric() && b != b'|');
        if let Some(earlier) = earlier
            && bare
            && !words.contains("  ")
        {
            // `range 04/28/2025 - 05/12/2025`: both ends are what the first one is.
            return self.roles[earlier];
        }
        let signed = |l: &&LabelFound| matches!(l.label, Label::Signed | Label::Signature);
        if let Some(label) = self.labels_in(line).iter().find(signed)
            && self.near_signature(line, &date, label)
        {
            return (Role::Signed, Some(*label));
        }
        let Some(label) = self.nearest_label(before, labels) else {
            return (Role::Plain, None);
        };
        let gap = self.words(Span::new(label.span.end, date.span.start));
        let role = match label.label {
            Label::Service if is_filler(gap) => Role::Service,
            Label::Dated | Label::Visit if is_filler(gap) => Role::Dated,
            Label::OtherDate | Label::Paper | Label::Addendum if reaches(&label.span, gap) => {
                Role::Other
            }
            Label::Signed | Label::Signature | Label::Unsigned => Role::Signed,
            _ => Role::Plain,
        };
        (role, Some(label))
    }

    /// The label that ends last in the words before a date, the longer of two that end together.
    fn nearest_label(&self, before: Span, labels: &HeaderLabels) -> Option<LabelFound> {
        let found = self.labels_in(before).last().copied();
        let mut start = before.start.max(before.end.saturating_sub(LABEL_REACH));
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let near = self.words(Span::new(start, before.end));
        let other = labels.other_day(near).map(|l| LabelFound {
            span: l.span.shifted(start),
            ..l
        });
        let by_end = |l: &LabelFound| (l.span.end, l.span.len());
        found.into_iter().chain(other).max_by_key(by_end)
    }

    /// A date on a line with a signature is the signature's unless it stands in a column before it.
    fn near_signature(&self, line: Span, date: &DateFound, label: &LabelFound) -> bool {
        if date.span.start >= label.span.start {
            return true;
        }
        let between = self.words(Span::new(date.span.end, label.span.start));
        date.span.start > line.start + 2 && between.len() < 24
    }

    /// True when a field can begin here: at the start of a line, after a wide gap, a bar or a dash.
    pub fn is_field_start(&self, at: usize) -> bool {
        let line = self.lines[self.line_of(at)];
        let before = self.words(Span::new(line.start, at));
        let unticked = before.trim_end_matches([' ', ']', ')', 'x', 'X', '☑', '✓', '☒']);
        if unticked.trim_end_matches(['[', '(', ' ']).is_empty() {
            return true;
        }
        let trimmed =
            before.trim_end_matches([' ', '\t', '*', '_', '#', '[', '(', '<', '-', '=', '"', '>']);
        trimmed.is_empty()
            || trimmed.ends_with(['|', '/', ';', ':', ',', '│', '.'])
            || before.contains('\t') && before.ends_with('\t')
            || before.len() - before.trim_end_matches(' ').len() >= 2
            || before.ends_with("- ")
            || before.ends_with("\",\"")
    }
}

/// True when a label of another day still holds for a date after these words.
fn reaches(label: &Span, gap: &str) -> bool {
    // `b.` is a birth only right before its date.
    is_filler(gap) || label.len() > 2 && gap.len() <= OTHER_REACH && !column_break(gap)
}

/// Lines without their endings; a form feed ends one too.
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::with_capacity(text.len() / 40 + 1);
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        let mut from = start;
        for part in line.split('\u{c}') {
            let words = part.strip_suffix('\r').unwrap_or(part);
            out.push(Span::new(from, from + words.len()));
            from += part.len() + 1;
        }
        start = end + 1;
    }
    if out.len() > 1 && out.last().is_some_and(|line| line.is_empty()) {
        out.pop();
    }
    out
}

/// True for two blanks, a tab or a bar: the next column of a header line.
pub fn column_break(gap: &str) -> bool {
    let inner = gap.trim_start_matches([' ', ':', '.', '-', '=']);
    inner.contains("  ") || inner.contains('\t') || inner.contains('|')
}

/// True when only marks, numbers of a visit, weekdays and small words stand between label and date.
pub fn is_filler(gap: &str) -> bool {
    gap.len() <= 48
        && gap
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .all(is_small_word)
}

fn is_small_word(word: &str) -> bool {
    const SMALL: [&str; 19] = [
        "on", "of", "is", "the", "at", "for", "was", "no", "this", "date", "day", "s", "th", "mon",
        "tue", "tues", "wed", "thurs", "visit",
    ];
    SMALL.iter().any(|small| word.eq_ignore_ascii_case(small)) || is_weekday(word)
}
