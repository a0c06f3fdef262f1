//! A provider's name alone on its line, or initials in a row of a travel card.

use crate::parse::header::{Frame, provider_in};
use crate::rules::{HeaderLabels, Label};
use crate::text::Span;

/// Non-empty lines at the end of a visit where a name may also end a sentence.
const LAST_LINES: usize = 3;

/// Non-empty lines at the start of a visit that are its header: a name there is no signature.
const HEADER_LINES: usize = 2;

/// The last line that is a signature by itself, with the name.
pub(super) fn name_at_end(
    frame: &Frame,
    visit: Span,
    labels: &HeaderLabels,
) -> Option<(Span, Option<String>)> {
    let first = frame.line_of(visit.start);
    let end = frame.line_of(visit.end.saturating_sub(1).max(visit.start));
    let lines: Vec<Span> = frame.lines[first..=end]
        .iter()
        .copied()
        .filter(|l| frame.words(*l).chars().any(char::is_alphanumeric))
        .collect();
    let n = lines.len();
    lines.iter().enumerate().rev().find_map(|(at, line)| {
        let words = frame.words(*line).trim();
        if n - at <= LAST_LINES
            && let Some(initials) = row_initials(words)
        {
            return Some((*line, Some(initials.to_owned())));
        }
        if is_empty_line(frame, *line) {
            return None;
        }
        let in_header = at < HEADER_LINES.min(n.saturating_sub(1)) || at * 2 < n && n > 6;
        // `Provider: K. Osei, DC` is a field of the header, but a signature as the last words.
        let labelled = is_labelled(frame, *line);
        let named = match words.split_once(':') {
            Some((_, rest))
                if n - at <= 2 && at >= HEADER_LINES && names_provider(frame, *line) =>
            {
                rest
            }
            _ => words,
        };
        let own_line = (!in_header && (!labelled || named.len() < words.len()))
            .then(|| alone(named, labels))
            .flatten();
        let ending = || last_sentence(words).and_then(|tail| alone(tail, labels));
        let short = || {
            (at >= HEADER_LINES)
                .then(|| small_letters(words, labels))
                .flatten()
        };
        let at_end = || {
            (n - at <= LAST_LINES)
                .then(|| ending().or_else(short))
                .flatten()
        };
        own_line.or_else(at_end).map(|name| (*line, Some(name)))
    })
}

/// The last sentence of a paragraph; the point after an initial or a title ends none.
fn last_sentence(words: &str) -> Option<&str> {
    let stops = |(at, _): &(usize, &str)| {
        let word = words[..*at].rsplit(' ').next().unwrap_or_default();
        word.len() > 2 && !word.eq_ignore_ascii_case("dr")
    };
    let (at, _) = { words.rmatch_indices(". ") }.find(stops)?;
    Some(&words[at + 2..]).filter(|tail| tail.len() > 8)
}

/// `osei dc`, `dr. osei`, `KO`: shorthand without capitals, or initials, as the whole line.
fn small_letters(words: &str, labels: &HeaderLabels) -> Option<String> {
    let words = words.trim_matches(['-', ' ', '/', '*', '~', '–', '—', '.']);
    let parts: Vec<&str> = words
        .split([' ', ',', '/'])
        .filter(|w| !w.is_empty())
        .collect();
    let letters_only = parts.iter().all(|w| {
        w.chars()
            .all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '-'))
    });
    let last = parts.last()?;
    let credential =
        labels.is_credential(&last.to_ascii_uppercase()) && (2..=5).contains(&parts.len());
    let doctor = parts.len() <= 3
        && parts.len() > 1
        && parts[0].trim_end_matches('.').eq_ignore_ascii_case("dr");
    let plain: String = words.chars().filter(|c| *c != '.').collect();
    let initials = plain.len() == 2
        && plain.chars().all(|c| c.is_ascii_uppercase())
        && !labels.is_credential(&plain);
    let small = words.starts_with(char::is_lowercase);
    (letters_only && (small && credential || doctor || initials)).then(|| words.to_owned())
}

/// True when the line above is an empty rule to sign on (`____________`).
fn is_empty_line(frame: &Frame, line: Span) -> bool {
    let above = frame
        .line_of(line.start)
        .checked_sub(1)
        .map(|at| frame.words(frame.lines[at]).trim());
    above.is_some_and(|words| {
        (5..=50).contains(&words.len())
            && words
                .trim_start_matches(['x', 'X'])
                .bytes()
                .all(|b| b == b'_' || b == b' ')
    })
}

/// The name when the words are a name with a credential (or `Dr.`) and little else.
fn alone(words: &str, labels: &HeaderLabels) -> Option<String> {
    let words = words.trim_start_matches(['-', ' ', '/', '*', '~', '–', '—', '(', '[']);
    // An outline's number may stand before the name.
    let words =
        words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let name = provider_in(words, labels)?;
    let doctor = words.get(..2).is_some_and(|w| w.eq_ignore_ascii_case("dr"))
        && words.split_whitespace().count() <= 5;
    let at = words.find(&name.words)?;
    let first = at <= 4 || words.contains(" / ");
    let rest = &words[(at + name.words.len()).min(words.len())..];
    if rest.contains("__") {
        return None;
    }
    let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
    (first && (name.credentialed || doctor) && rest.len() <= 44 && letters <= 24)
        .then_some(name.words)
}

/// `Provider: K. Osei, DC` is a field of the header wherever it stands.
fn is_labelled(frame: &Frame, line: Span) -> bool {
    frame.labels_in(line).iter().any(|l| {
        let after = frame.words(Span::new(l.span.end, line.end.max(l.span.end)));
        matches!(l.label, Label::Provider | Label::Referrer | Label::Patient)
            && after.starts_with([':', '='])
    })
}

/// True when the line begins with a label of the treating provider.
fn names_provider(frame: &Frame, line: Span) -> bool {
    let first = frame.labels_in(line).first();
    first.is_some_and(|l| {
        l.label == Label::Provider
            && frame
                .words(Span::new(line.start, l.span.start))
                .trim()
                .is_empty()
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
