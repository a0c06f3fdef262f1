//! Names of patients and providers in header text.

use super::frame::Frame;
use crate::rules::{HeaderLabels, Label};
use crate::text::Span;

/// A provider's name as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Name with credential, blanks folded.
    pub words: String,
    /// True when a credential stands with it.
    pub credentialed: bool,
}

/// Lines of a visit in which a patient can stand without a label.
const HEADER_LINES: usize = 5;

/// True for a word that can be part of a name: a capital and letters, or an initial.
fn is_name_word(word: &str) -> bool {
    let core = word.trim_matches(['.', ',', '"', '(', ')', '*']);
    let mut chars = core.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.' | '(' | ')'))
        && !is_header_word(core)
}

/// Capitalized words of headers that are no names.
fn is_header_word(word: &str) -> bool {
    const WORDS: &str = " patient name date visit dob mrn dos clinic therapy rehab rehabilitation chiropractic physical \
        occupational center daily note record provider none unknown male female acct chart age yes no denies reports seen \
        returns presents was signed sgd dictated post hall room rm home health ortho neuro treatment encounter on-site \
        january february march april may june july august september october november december dx the with plan goal \
        service services session progress initial evaluation status doing well ";
    let word = word.to_lowercase();
    WORDS.split_whitespace().any(|w| w == word)
}

/// The name at the start of a patient field: `Alvarez, Maria`, `K. Lachapelle`, `TAMURA`.
pub(super) fn patient_name(value: &str, labels: &HeaderLabels) -> Option<String> {
    let value = value.trim_start_matches(['"', '*', ' ', '(']);
    let mut words: Vec<&str> = Vec::new();
    for word in value.split_whitespace() {
        let named = is_name_word(word) && !labels.is_credential(word.trim_matches([',', '.']));
        let particle = matches!(
            word,
            "de" | "la"
                | "van"
                | "von"
                | "der"
                | "den"
                | "del"
                | "da"
                | "di"
                | "bin"
                | "al"
                | "St."
        );
        if !(named || particle) || words.len() == 5 {
            break;
        }
        words.push(word.split('(').next().unwrap_or(word));
        let sentence_ends = word.ends_with('.') && word.len() > 4;
        if words.len() > 1 && word.ends_with([',', ';', ':']) || sentence_ends || word.contains('(')
        {
            break;
        }
    }
    // The first words of a sentence (`Pt: Reports`) are no name; one word must be whole in its field.
    let name = words.join(" ");
    let name = name.trim_end_matches([',', ';', ':', '.', '-', '*', '"', ')']);
    let rest = &value.trim_start()[value.trim_start().find(words.first()?)?..];
    let whole = words.len() >= 2
        || rest.trim().len() <= name.len() + 3
        || rest[name.len().min(rest.len())..].starts_with([',', ' ', '(']);
    (name.chars().filter(|c| c.is_alphabetic()).count() >= 2 && whole).then(|| name.to_owned())
}

/// A patient without a label: `Last, First` at a place of the header where a field can begin.
pub(super) fn patient_in_header(
    frame: &Frame,
    span: Span,
    labels: &HeaderLabels,
) -> Option<String> {
    let first = frame.line_of(span.start);
    let lines = frame.lines[first..]
        .iter()
        .take_while(|l| l.start < span.end);
    lines
        .filter(|l| !frame.words(**l).trim().is_empty())
        .take(HEADER_LINES)
        .find_map(|line| comma_name(frame.words(*line), labels))
}

/// The first `Last, First` among the columns of a line.
fn comma_name(line: &str, labels: &HeaderLabels) -> Option<String> {
    line.split(['|', '\t', '/', ';', '│'])
        .flat_map(|part| part.split("  "))
        .flat_map(|part| part.split(" -- "))
        .flat_map(|part| part.split(" - "))
        .map(|part| {
            part.trim()
                .trim_start_matches(['>', '#', '*', '[', '"', ' '])
        })
        .find_map(|part| {
            // A heading date may stand right before the name.
            let part = part.trim_start_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | ' ')
            });
            let (last, rest) = part.split_once(", ")?;
            let surname = last.split(' ').count() <= 3 && last.split(' ').all(is_name_word);
            let first = rest.split([' ', ',', ';', '.']).next()?;
            let given = is_name_word(first) && first.len() > 1 && !labels.is_credential(first);
            let state = first.len() == 2 && first.chars().all(char::is_uppercase);
            // `HEAD, EYES` and `RRMS, EDSS` are lists and letters.
            let letters = |words: &str| words.chars().all(|c| c.is_uppercase()) && words.len() <= 4;
            (surname && given && !state && !(letters(last) && letters(first)))
                .then(|| format!("{last}, {first}"))
        })
}

/// The provider named in the words: a row of name words before a credential, or after `Dr`.
pub fn provider_in(words: &str, labels: &HeaderLabels) -> Option<Name> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let plain = |at: usize| words[at].trim_matches([',', ';', '(', ')', '*', '"', ':']);
    let credential = (1..words.len()).find(|at| credential_at(&words, *at, labels));
    if let Some(at) = credential {
        let mut from = at;
        while from > 0 && at - from < 5 && provider_word(words[from - 1], at - from == 0) {
            from -= 1;
        }
        let mut end = at + 1;
        while end < words.len() && credential_at(&words, end, labels) {
            end += 1;
        }
        let shouted = words[from..at]
            .iter()
            .all(|w| w.len() > 2 && !w.chars().any(char::is_lowercase) && !w.ends_with(['.', ',']));
        if from < at && !(shouted && at - from > 1) {
            let name = words[from..end].join(" ");
            let name = name.trim_start_matches(['-', '(', '*', '"', ' ']);
            let name = name.trim_end_matches([',', ';', ')', '*', '"', ':', '-']);
            return Some(Name {
                words: name.to_owned(),
                credentialed: true,
            });
        }
    }
    let from = (0..words.len()).find(|at| is_name_word(plain(*at)))?;
    let end = (from..words.len())
        .find(|at| !is_name_word(plain(*at)))
        .unwrap_or(words.len());
    let name = words[from..end.min(from + 4)].join(" ");
    let name = name
        .trim_end_matches([',', ';', ':', '.', '-', '*'])
        .to_owned();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (from == 0 && letters > 2).then_some(Name {
        words: name,
        credentialed: false,
    })
}

/// A word of a provider's name; a comma ends the name before the last one (`Bell, DC` yes).
fn provider_word(word: &str, last: bool) -> bool {
    let open = !word.ends_with([':', ';', '|', ')']);
    // `PLAN. PT` is the end of a sentence; `Jr. PT` and `K. PT` are not.
    let stops = word.ends_with('.') && word.len() > 4;
    is_name_word(word) && open && !stops && (last || !word.ends_with(','))
}

fn credential_at(words: &[&str], at: usize, labels: &HeaderLabels) -> bool {
    let word = words[at].trim_matches([',', ';', '(', ')', '*', '"', ':', '-', '│', '/', ']', '[']);
    let word = word
        .strip_suffix('.')
        .filter(|w| !w.contains('.'))
        .unwrap_or(word);
    if labels.is_credential(word) {
        return true;
    }
    let pair = words
        .get(at + 1)
        .map(|next| format!("{word} {}", next.trim_matches([',', ';', '.'])));
    pair.is_some_and(|pair| labels.is_credential(&pair))
}

/// The first provider with a credential in the header lines, referrers left out.
pub(super) fn first_provider(frame: &Frame, span: Span, labels: &HeaderLabels) -> Option<String> {
    let first = frame.line_of(span.start);
    let lines = frame.lines[first..]
        .iter()
        .take_while(|l| l.start < span.end);
    lines.take(HEADER_LINES * 2).find_map(|line| {
        let referred = frame
            .labels_in(*line)
            .iter()
            .any(|l| l.label == Label::Referrer);
        let named = (!referred)
            .then(|| provider_in(frame.words(*line), labels))
            .flatten();
        named
            .filter(|name| name.credentialed)
            .map(|name| name.words)
    })
}
