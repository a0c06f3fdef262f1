//! Values of header fields: what stands after a label, up to the next column.

use super::frame::Frame;
use super::person;
use crate::rules::{HeaderLabels, Label, LabelFound};
use crate::text::Span;

/// Longest value of a field, in bytes.
const MAX_VALUE: usize = 90;

/// The patient as the record names them.
pub(super) fn patient(frame: &Frame, span: Span, labels: &HeaderLabels) -> Option<String> {
    let mut best: Option<(u8, String)> = None;
    for label in fields(frame, head(frame, span), Label::Patient) {
        let Some(value) = value(frame, &label) else {
            continue;
        };
        let Some(name) = person::patient_name(value, labels) else {
            continue;
        };
        let marked = value_is_marked(frame, &label);
        let shouted = !name.chars().any(char::is_lowercase);
        let comma = name.contains(',');
        // `PT TOLERATED TREATMENT WELL` is a sentence: without a mark a name needs its own look.
        if !marked && (shouted && !comma || !name.contains(' ') && !value.contains(',')) {
            continue;
        }
        // `PT ..... Fenna Rosskamp` is the therapist where `Patient` stands as well.
        let short = frame.words(label.span).trim_end_matches('.').len() <= 2;
        let rank =
            4 * u8::from(!short) + 2 * u8::from(marked) + u8::from(comma || name.contains(' '));
        if best.as_ref().is_none_or(|(most, _)| rank > *most) {
            best = Some((rank, name));
        }
    }
    best.map(|(_, name)| name)
        .or_else(|| person::patient_in_header(frame, span, labels))
}

/// Lines of a visit that can hold header fields.
const HEAD_LINES: usize = 14;

/// The first lines of a visit.
fn head(frame: &Frame, span: Span) -> Span {
    let last = frame.line_of(span.start) + HEAD_LINES;
    let end = frame
        .lines
        .get(last)
        .map_or(span.end, |line| line.start.min(span.end));
    Span::new(span.start, end)
}

/// The clinic's number for the patient: it holds a digit and no blank.
pub(super) fn mrn(frame: &Frame, span: Span) -> Option<String> {
    let numbers = |words: &str| -> Option<String> {
        let words = words.trim_start_matches([' ', '#', ':', '.', '"', '=', ',']);
        let end = words
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
            .unwrap_or(words.len());
        let number = words[..end].trim_matches('-');
        let long = number.len() >= 2 && number.len() <= 20;
        (long && number.bytes().any(|b| b.is_ascii_digit())).then(|| number.to_owned())
    };
    fields(frame, head(frame, span), Label::Mrn)
        .filter(|label| !date_follows(frame, label))
        .find_map(|label| numbers(value(frame, &label)?))
}

/// Who pays.
pub(super) fn payer(frame: &Frame, span: Span) -> Option<String> {
    let label =
        fields(frame, head(frame, span), Label::Payer).find(|l| value_is_marked(frame, l))?;
    let words = value(frame, &label)?.trim_matches([' ', '*', '"', ',', ';']);
    let named = words.chars().any(char::is_alphabetic) && words.len() < 60;
    named.then(|| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The treating provider, when a label names them.
pub(super) fn provider(frame: &Frame, span: Span, labels: &HeaderLabels) -> Option<person::Name> {
    fields(frame, span, Label::Provider)
        .filter(|label| !is_referrer(frame, label))
        // `Bell, DC, CCSP`: a credential is a label only with a mark.
        .filter(|label| {
            label.span.len() > 2
                || value_is_marked(frame, label)
                || frame.words(label.span).starts_with(['D', 'd'])
                    && frame.words(label.span).ends_with(['r', 'R'])
        })
        .filter_map(|label| person::provider_in(value(frame, &label)?, labels))
        .max_by_key(|name| name.credentialed)
}

/// True for the `Dr` of `Referred by: Dr. A. Stone`.
fn is_referrer(frame: &Frame, label: &LabelFound) -> bool {
    let before = Span::new(label.span.start.saturating_sub(14), label.span.start);
    let last = frame
        .labels_in(Span::new(before.start.saturating_sub(24), label.span.start))
        .last();
    last.is_some_and(|l| l.label == Label::Referrer && l.span.end > before.start)
}

/// Labels of that kind that stand where a field can begin.
fn fields<'f>(frame: &'f Frame, span: Span, label: Label) -> impl Iterator<Item = LabelFound> + 'f {
    frame
        .labels_in(span)
        .iter()
        .filter(move |l| l.label == label && frame.is_field_start(l.span.start))
        .copied()
}

fn date_follows(frame: &Frame, label: &LabelFound) -> bool {
    let near = Span::new(label.span.end, label.span.end + 4);
    !frame.dates_in(near).is_empty()
}

/// True when a colon, a dash, dots or a wide gap part label and value.
fn value_is_marked(frame: &Frame, label: &LabelFound) -> bool {
    let line = frame.lines[frame.line_of(label.span.start)];
    let after = frame.words(Span::new(label.span.end, line.end.max(label.span.end)));
    after.starts_with([':', '=', '\t', '*'])
        || after.starts_with("  ")
        || after.starts_with(" :")
        || after.starts_with(" .")
        || after.starts_with("\",")
}

/// Words after a label up to the next column, field or line end.
pub(super) fn value<'f>(frame: &'f Frame, label: &LabelFound) -> Option<&'f str> {
    let line = frame.lines[frame.line_of(label.span.start)];
    let rest = Span::new(label.span.end, line.end.max(label.span.end));
    let words = frame.words(rest);
    let skipped = words.len()
        - words
            .trim_start_matches([
                ' ', '\t', ':', '.', '=', '-', '*', '"', ',', '|', '│', '#', '>',
            ])
            .len();
    let start = rest.start + skipped;
    let mut end = rest.end;
    let next = frame
        .labels_in(Span::new(start, end))
        .iter()
        .find(|l| l.span.start > start && l.label != Label::Visit && opens_field(frame, l));
    end = next.map_or(end, |l| l.span.start);
    let value = frame.words(Span::new(start, end));
    let cut = wide_gap(value).unwrap_or(value.len()).min(MAX_VALUE);
    let mut cut = cut.min(value.len());
    while !value.is_char_boundary(cut) {
        cut -= 1;
    }
    let value = value[..cut].trim_end_matches([' ', '\t', '|', '/', ';', ':', '-', '│']);
    (!value.is_empty()).then_some(value)
}

/// True when a label inside a value opens the next field: a colon or a figure follows it.
fn opens_field(frame: &Frame, label: &LabelFound) -> bool {
    let line = frame.lines[frame.line_of(label.span.start)];
    let after = frame.words(Span::new(label.span.end, line.end.max(label.span.end)));
    let marked = after.starts_with([':', '='])
        || after
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || c == '#');
    marked && after.len() < 400
}

/// Where two blanks, a tab or a bar end a value.
fn wide_gap(value: &str) -> Option<usize> {
    ["  ", "\t", "|", " / ", ";", "│", "\","]
        .iter()
        .filter_map(|gap| value.find(gap))
        .min()
}
