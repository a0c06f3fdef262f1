//! Whether a provider signed the visit, and as whom.
//!
//! A signature is a phrase that says so, a signature label with a name or a date, or a name with a
//! credential as the last words of the visit. An empty line, a draft, a patient's signature is none.

use super::header::{Frame, provider_in};
use crate::rules::{HeaderLabels, Label, LabelFound};
use crate::text::Span;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// True when a provider's signature stands in the visit.
    pub is_signed: bool,
    /// The words of the signature line.
    pub span: Option<Span>,
    /// Who signed.
    pub name: Option<String>,
}

/// Non-empty lines at the end of a visit where a bare name is a signature.
const LAST_LINES: usize = 3;

/// The signature of the visit.
pub fn signature(frame: &Frame, visit: Span, labels: &HeaderLabels) -> Signature {
    let marks = frame.labels_in(visit);
    let signed = marks.iter().rev().find(|l| {
        matches!(l.label, Label::Signed | Label::Signature) && holds(frame, visit, l, labels)
    });
    if let Some(mark) = signed {
        let line = frame.lines[frame.line_of(mark.span.start)];
        return Signature {
            is_signed: true,
            span: Some(line),
            name: signer(frame, line, mark, labels),
        };
    }
    let unsigned = marks
        .iter()
        .any(|l| l.label == Label::Unsigned && is_status(frame, l));
    let last = (!unsigned)
        .then(|| name_at_end(frame, visit, labels))
        .flatten();
    match last {
        Some((line, name)) => Signature {
            is_signed: true,
            span: Some(line),
            name,
        },
        None => Signature::default(),
    }
}

/// True when the mark is a provider's signature: the line does not deny it, nobody else signed, and
/// somebody is named or the day is given.
fn holds(frame: &Frame, visit: Span, mark: &LabelFound, labels: &HeaderLabels) -> bool {
    let line = frame.lines[frame.line_of(mark.span.start)];
    let on_line = frame.labels_in(line);
    if on_line
        .iter()
        .any(|l| matches!(l.label, Label::Unsigned | Label::OtherSigner))
    {
        return false;
    }
    let before = frame.words(Span::new(line.start.max(visit.start), mark.span.start));
    let after = frame.words(Span::new(mark.span.end, line.end.max(mark.span.end)));
    if denied(before) || on_patient(after) {
        return false;
    }
    if blank(after) && !names_somebody(before, labels) {
        return false;
    }
    if mark.label == Label::Signed {
        whole_signature(frame, line, before, after, labels)
    } else {
        labelled_signature(frame, line, mark, before, after, labels)
    }
}

/// `Electronically signed …` holds when somebody is named beside it or on the next line.
fn whole_signature(
    frame: &Frame,
    line: Span,
    before: &str,
    after: &str,
    labels: &HeaderLabels,
) -> bool {
    let beside = names_somebody(after, labels) || names_somebody(before, labels);
    // `esigned k. mbeki-larsson pt`: nothing else on the line.
    let alone = before.trim().is_empty() && after.len() < 60 && letters(after) > 3;
    let bare = letters(after) + digits(after) == 0 && !blank(after);
    beside || alone || bare && names_somebody(next_line(frame, line), labels)
}

/// `Signed` and `Signature` hold in a field or after a name: `She signed the form` is a sentence.
fn labelled_signature(
    frame: &Frame,
    line: Span,
    mark: &LabelFound,
    before: &str,
    after: &str,
    labels: &HeaderLabels,
) -> bool {
    if blank(after) {
        return false;
    }
    if provider_in(before, labels).is_some_and(|name| name.credentialed) {
        return true;
    }
    let colon = after.starts_with([':', '?']);
    let rest = after.trim_start_matches([':', ' ', '-', ',', '\t', '(']);
    let date_after = rest.starts_with(|c: char| c.is_ascii_digit());
    let date_before = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let last_word = letters(after) == 0 && line.len() < 80;
    if last_word && (date_before || date_after) && letters(before) > 1 {
        return true;
    }
    let begins =
        rest.starts_with(char::is_uppercase) || !after.starts_with(' ') || after.starts_with("  ");
    let field =
        colon || frame.is_field_start(mark.span.start) && (begins || names_somebody(after, labels));
    let bare = letters(after) + digits(after) == 0;
    field
        && (names_somebody(after, labels)
            || date_after && letters(before) > 1
            || bare && names_somebody(before, labels)
            || bare && colon && names_somebody(next_line(frame, line), labels))
}

fn next_line<'t>(frame: &Frame<'t>, line: Span) -> &'t str {
    let next = frame.line_of(line.start) + 1;
    frame.lines.get(next).map_or("", |l| frame.words(*l))
}

fn letters(words: &str) -> usize {
    words.chars().filter(|c| c.is_alphabetic()).count()
}

fn digits(words: &str) -> usize {
    words.bytes().filter(u8::is_ascii_digit).count()
}

/// True for a line left to be filled in.
fn blank(words: &str) -> bool {
    words.contains("__") || words.contains("....")
}

fn denied(before: &str) -> bool {
    let last = before
        .trim_end_matches([' ', ':', '-'])
        .rsplit(|c: char| !c.is_alphabetic())
        .next();
    last.is_some_and(|w| {
        ["not", "no", "never", "without", "un", "be", "until"]
            .iter()
            .any(|n| w.eq_ignore_ascii_case(n))
    })
}

fn on_patient(after: &str) -> bool {
    let words = after.trim_start_matches([' ', ':', '-', ',', '(']);
    [
        "patient",
        "pt ",
        "parent",
        "guardian",
        "client",
        "subscriber",
        "insured",
    ]
    .iter()
    .any(|who| {
        words
            .get(..who.len())
            .is_some_and(|w| w.eq_ignore_ascii_case(who))
    })
}

/// True when a capitalized name, initials, a credential or a doctor's title stands in the words.
fn names_somebody(words: &str, labels: &HeaderLabels) -> bool {
    words
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ',' | '|' | '"' | '[' | ']' | '(' | ')' | '_' | '*')
        })
        .any(|word| {
            let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
            let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
            let capital = plain.chars().next().is_some_and(char::is_uppercase);
            labels.is_credential(word)
                || plain.eq_ignore_ascii_case("dr")
                || capital && letters >= 2 && !is_status_word(plain)
        })
}

/// Capitalized words beside a signature label that name nobody.
fn is_status_word(word: &str) -> bool {
    const WORDS: [&str; 17] = [
        "date",
        "time",
        "signature",
        "provider",
        "therapist",
        "signed",
        "by",
        "title",
        "yes",
        "no",
        "pending",
        "credentials",
        "license",
        "print",
        "name",
        "none",
        "electronically",
    ];
    WORDS.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// True for `DRAFT` as a mark of the note, not `draft of a letter`.
fn is_status(frame: &Frame, label: &LabelFound) -> bool {
    let line = frame.lines[frame.line_of(label.span.start)];
    let words = frame.words(label.span);
    let whole = words.chars().all(|c| !c.is_lowercase());
    let after = frame.words(Span::new(label.span.end, line.end.max(label.span.end)));
    whole
        || words.contains("sign")
        || words.contains("authent")
        || frame.is_field_start(label.span.start) && !after.starts_with(" of")
}

fn signer(frame: &Frame, line: Span, mark: &LabelFound, labels: &HeaderLabels) -> Option<String> {
    let after = frame.words(Span::new(mark.span.end, line.end.max(mark.span.end)));
    let before = frame.words(Span::new(line.start, mark.span.start));
    let trimmed = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let trimmed = trimmed
        .strip_prefix("by ")
        .or_else(|| trimmed.strip_prefix("by: "))
        .unwrap_or(trimmed);
    let names = [provider_in(trimmed, labels), provider_in(before, labels)];
    let mut named: Vec<_> = names.into_iter().flatten().collect();
    named.sort_by_key(|name| !name.credentialed);
    named.into_iter().next().map(|name| name.words)
}

/// A name with a credential (or `Dr.`) alone on one of the last lines; initials in the last cell of
/// a travel-card row.
fn name_at_end(
    frame: &Frame,
    visit: Span,
    labels: &HeaderLabels,
) -> Option<(Span, Option<String>)> {
    let first = frame.line_of(visit.start);
    let end = frame.line_of(visit.end.saturating_sub(1).max(visit.start));
    let lines = frame.lines[first..=end].iter().rev();
    let mut seen = lines
        .filter(|l| frame.words(**l).chars().any(char::is_alphanumeric))
        .take(LAST_LINES);
    seen.find_map(|line| {
        let words = frame.words(*line).trim();
        if let Some(initials) = row_initials(words) {
            return Some((*line, Some(initials.to_owned())));
        }
        // `Casimir Holloway, OTR/L`, also at the end of the last sentence.
        let tail = words
            .rsplit_once(". ")
            .filter(|(_, tail)| tail.len() > 8)
            .map_or(words, |(_, tail)| tail);
        [words, tail].iter().find_map(|words| {
            let labelled = frame.labels_in(*line).iter().any(|l| {
                matches!(l.label, Label::Provider | Label::Referrer | Label::Patient)
                    && frame
                        .words(Span::new(l.span.end, line.end))
                        .starts_with([':', '='])
            });
            let name = provider_in(words.trim_start_matches(['-', ' ', '/', '*']), labels)?;
            let doctor = words.starts_with("Dr") && words.split_whitespace().count() <= 5;
            let short = words.len() <= name.words.len() + 44
                && words
                    .find(&name.words)
                    .is_some_and(|at| at <= 4 || words.contains(" / "));
            (!labelled && short && (name.credentialed || doctor))
                .then_some((*line, Some(name.words)))
        })
    })
}

/// `JD` in the last cell of a row with bars.
fn row_initials(words: &str) -> Option<&str> {
    let bars = words.bytes().filter(|b| *b == b'|').count();
    let last = words
        .trim_end_matches(['|', ' '])
        .rsplit('|')
        .next()?
        .trim();
    let initials =
        (2..=4).contains(&last.len()) && last.chars().all(|c| c.is_ascii_uppercase() || c == '/');
    (bars >= 3 && initials).then_some(last)
}

#[cfg(test)]
mod tests;
