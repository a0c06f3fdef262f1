//! Lines that can open a visit.

use crate::parse::date::{DateForm, DateFound, is_weekday};
use crate::parse::header::{Frame, Role};
use crate::rules::{Label, LabelFound};
use crate::text::Span;

/// How a heading says that it opens a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// By a label beside the date.
    Labelled,
    /// By a date at the start of the line.
    Bare,
}

/// A line that can open a visit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading {
    pub(super) line: usize,
    pub(super) style: Style,
    pub(super) date: Option<DateFound>,
    /// Number of the visit or encounter, when the heading has one.
    number: Option<u32>,
    /// Hash of the label's letters.
    label: u64,
}

impl Heading {
    /// True when this heading opens a visit other than the one `last` opened.
    pub(super) fn opens_after(&self, last: &Heading) -> bool {
        let day = |h: &Heading| h.date.map(|d| d.date);
        day(self) != day(last)
            || (self.number.is_some() && last.number.is_some() && self.number != last.number)
    }

    /// True when two headings are written the same way.
    pub(super) fn is_like(&self, first: &Heading) -> bool {
        let form = |h: &Heading| h.date.map(|d| d.form);
        match self.style {
            Style::Labelled => self.label == first.label,
            Style::Bare => form(self) == form(first),
        }
    }

    /// True when lines beside it name the patient, the chart or the provider, as a page head does.
    pub(super) fn in_header_block(&self, frame: &Frame) -> bool {
        let from = frame.lines[self.line.saturating_sub(4)].start;
        let to = frame.lines[(self.line + 4).min(frame.lines.len() - 1)].end;
        let fields = frame
            .labels_in(Span::new(from, to))
            .iter()
            .filter(|l| {
                matches!(l.label, Label::Patient | Label::Mrn | Label::Provider)
                    && frame.is_field_start(l.span.start)
                    && is_marked(frame, l.span)
            })
            .count();
        fields >= 2
    }
}

/// All lines that can open a visit, in order.
pub(super) fn headings(frame: &Frame) -> Vec<Heading> {
    let mut out: Vec<Heading> = Vec::new();
    for date in &frame.dates {
        let line = frame.line_of(date.span.start);
        if out.last().is_some_and(|h| h.line == line) {
            continue;
        }
        if let Some(heading) = heading(frame, line, date) {
            out.push(heading);
        }
    }
    out
}

fn heading(frame: &Frame, line: usize, date: &DateFound) -> Option<Heading> {
    let span = frame.lines[line];
    let before = Span::new(span.start, date.span.start);
    let (role, label) = frame.role(date);
    let made = |style, label: Option<LabelFound>| {
        Some(Heading {
            line,
            style,
            date: Some(*date),
            number: number(frame, span, date),
            label: label.map_or(0, |l| letters(frame.words(l.span))),
        })
    };
    let opens = only_labels(frame, before);
    match role {
        Role::Service | Role::Dated if opens => made(Style::Labelled, label),
        Role::Service => label
            .filter(|l| frame.is_field_start(l.span.start) && !starts_sentence(frame, l.span))
            .and_then(|l| made(Style::Labelled, Some(l))),
        Role::Plain
            if opens && date.form != DateForm::Compact && !is_wrapped(frame, line, date) =>
        {
            let after = Span::new(date.span.end, span.end);
            let visit = frame
                .labels_in(after)
                .first()
                .filter(|l| l.label == Label::Visit && l.span.start - date.span.end < 8);
            match visit {
                Some(label) => made(Style::Labelled, Some(*label)),
                None => made(Style::Bare, None),
            }
        }
        _ => None,
    }
}

/// True when a mark or a wide gap parts a label from its value.
fn is_marked(frame: &Frame, label: Span) -> bool {
    let line = frame.lines[frame.line_of(label.start)];
    let after = frame.words(Span::new(label.end, line.end.max(label.end)));
    after.starts_with([':', '=', '#', '\t'])
        || after.starts_with("  ")
        || after.starts_with(" :")
        || after.starts_with(" #")
}

/// True for a line that goes on with the sentence of the line above: `… by` / `09/14/2026. STG: …`.
fn is_wrapped(frame: &Frame, line: usize, date: &DateFound) -> bool {
    let Some(above) = line
        .checked_sub(1)
        .map(|i| frame.words(frame.lines[i]).trim_end())
    else {
        return false;
    };
    let last = above
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let leads = [
        "by", "on", "until", "to", "through", "of", "since", "from", "before", "after", "dated",
        "and", "for", "thru", "till", "or", "was", "is",
    ];
    let after = frame.words(Span::new(
        date.span.end,
        frame.lines[line].end.max(date.span.end),
    ));
    let sentence =
        after.starts_with(". ") && above.ends_with(|c: char| c.is_lowercase() || c == ',');
    leads.iter().any(|word| last.eq_ignore_ascii_case(word)) || sentence
}

/// True when nothing stands before the date but labels, numbers, weekdays and marks.
fn only_labels(frame: &Frame, before: Span) -> bool {
    let mut from = before.start;
    for label in frame.labels_in(before) {
        let named = matches!(label.label, Label::Service | Label::Dated | Label::Visit);
        if !named || !is_plain(frame.words(Span::new(from, label.span.start))) {
            return false;
        }
        from = label.span.end;
    }
    is_plain(frame.words(Span::new(from, before.end)))
}

fn is_plain(words: &str) -> bool {
    words
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .all(|w| is_weekday(w) || matches!(w, "on" | "of" | "no" | "No" | "the"))
}

/// True when the label is no field but part of a sentence (`billed for DOS 04/13/2025`).
fn starts_sentence(frame: &Frame, label: Span) -> bool {
    let line = frame.lines[frame.line_of(label.start)];
    let before = frame.words(Span::new(line.start, label.start));
    before.trim_end().ends_with('.') && !before.ends_with("  ")
}

/// The visit's number in a heading: `[visit 4]`, `ENCOUNTER 2 --`, `#3`, `[2]`.
fn number(frame: &Frame, line: Span, date: &DateFound) -> Option<u32> {
    let visit = frame
        .labels_in(line)
        .iter()
        .find(|l| l.label == Label::Visit);
    let after = visit.map(|l| frame.words(Span::new(l.span.end, line.end)));
    let lead = || {
        let before = frame
            .words(Span::new(line.start, date.span.start))
            .trim_start();
        before.strip_prefix(['#', '['])
    };
    let words = after
        .or_else(lead)?
        .trim_start_matches([' ', '#', '.', ':']);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let ends = !words[digits..].starts_with(['/', '-', '.', ':']);
    (1..=4).contains(&digits).then_some(())?;
    ends.then(|| words[..digits].parse().ok()).flatten()
}

fn letters(words: &str) -> u64 {
    let plain = words.bytes().filter(u8::is_ascii_alphabetic);
    plain.fold(7, |hash, b| {
        (hash ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3)
    })
}

/// True when the words are a visit and not a line of history: they bill a code, hold two sections
/// or a signature.
pub(super) fn is_visit(frame: &Frame, body: Span) -> bool {
    let words = frame.words(body);
    let signed = frame
        .labels_in(body)
        .iter()
        .any(|l| matches!(l.label, Label::Signed));
    signed || holds_code(words) || sections(words) >= 2
}

/// True when a five-character procedure code stands in the words.
pub(super) fn holds_code(words: &str) -> bool {
    let bytes = words.as_bytes();
    let alone = |at: usize| {
        let before = at.checked_sub(1).map(|i| bytes[i]);
        let after = bytes.get(at + 5).copied();
        let joins = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'.');
        !joins(before) && !after.is_some_and(|b| b.is_ascii_alphanumeric())
    };
    (0..bytes.len().saturating_sub(4)).any(|at| {
        let code = &bytes[at..at + 5];
        matches!(code[0], b'9' | b'G' | b'S' | b'2')
            && code[1..].iter().all(u8::is_ascii_digit)
            && matches!(
                &code[..2],
                b"97" | b"98" | b"99" | b"G0" | b"95" | b"S8" | b"20"
            )
            && alone(at)
    })
}

/// Number of different SOAP sections that lines of the words open.
fn sections(words: &str) -> u32 {
    const NAMES: [(&str, u8); 13] = [
        ("subjective", 0),
        ("subj", 0),
        ("objective", 1),
        ("obj", 1),
        ("assessment", 2),
        ("plan", 3),
        ("treatment", 4),
        ("tx", 4),
        ("s", 0),
        ("o", 1),
        ("a", 2),
        ("p", 3),
        ("t", 4),
    ];
    let mut seen = 0_u32;
    for line in words.lines() {
        let line = line.trim_start_matches([' ', '\t', '*', '#', '-', '[']);
        let end = line.bytes().take_while(u8::is_ascii_alphabetic).count();
        let opens = line[end..]
            .trim_start_matches([']', '*'])
            .starts_with([':', ')', '/', '-', '>', '.', '\t'])
            || end > 4 && line[end..].trim().is_empty()
            || end == 1 && line[end..].starts_with("  ");
        if opens
            && let Some((_, bit)) = NAMES
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&line[..end]))
        {
            seen |= 1 << bit;
        }
    }
    seen.count_ones()
}

/// True for a line that belongs to the page and not to a visit: a rule, a page mark, a repeated
/// line of the head, a line of header fields.
pub(super) fn is_furniture(frame: &Frame, line: usize) -> bool {
    let span = frame.lines[line];
    let words = frame.words(span).trim();
    if words.len() >= 3 && !words.contains(|c: char| c.is_alphanumeric()) {
        return true;
    }
    let labels = frame.labels_in(span);
    if labels.iter().any(|l| {
        matches!(
            l.label,
            Label::Signed | Label::Signature | Label::OtherSigner
        )
    }) {
        return false;
    }
    let fields = labels.iter().filter(|l| {
        matches!(
            l.label,
            Label::Patient | Label::Mrn | Label::Provider | Label::Payer
        ) && frame.is_field_start(l.span.start)
    });
    if fields.count() >= 2 {
        return true;
    }
    let head = frame.lines.iter().take(6).take(line);
    head.filter(|first| !first.is_empty())
        .any(|first| same_but_digits(frame.words(*first).trim(), words))
}

fn same_but_digits(left: &str, right: &str) -> bool {
    let plain = |words: &str| -> Vec<u8> {
        words
            .bytes()
            .filter(|b| !b.is_ascii_digit() && *b != b' ')
            .collect()
    };
    left.len() > 8 && plain(left) == plain(right)
}
