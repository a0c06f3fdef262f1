//! Patients' names and numbers, hidden.
//!
//! Every letter and digit of a name or number is replaced by one sign of the same width, so that
//! columns and highlights stay where they are.

use crate::finding::Checked;
use crate::visit::Visit;

/// The sign that stands for a hidden letter or digit.
const HIDDEN: char = '*';

/// `text` with the visit's patient and record number hidden, when `hide` says so.
pub(crate) fn masked(text: &str, visit: &Visit, hide: bool) -> String {
    if !hide {
        return text.to_owned();
    }
    let spans = hidden(text, visit);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let inside = spans.iter().any(|(start, end)| *start <= at && at < *end);
        out.push(if inside && c.is_alphanumeric() {
            HIDDEN
        } else {
            c
        });
    }
    out
}

/// What is said about a visit (a finding's message), with its patient hidden and, for a copy, the
/// path of the visit it repeats.
pub(crate) fn about(text: &str, checked: &Checked, hide: bool) -> String {
    match &checked.clone_of {
        Some(clone_of) if hide => masked(
            &text.replace(&clone_of.path, "(file)"),
            &checked.visit,
            hide,
        ),
        _ => masked(text, &checked.visit, hide),
    }
}

/// Byte ranges of `text` that name the visit's patient.
pub(crate) fn hidden(text: &str, visit: &Visit) -> Vec<(usize, usize)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        // Offsets would not fit; such text is rare, so it is hidden as a whole.
        return vec![(0, text.len())];
    }
    let mut spans = Vec::new();
    for word in names(visit) {
        spans.extend(
            lower
                .match_indices(&word)
                .map(|(at, found)| (at, at + found.len())),
        );
    }
    spans
}

/// The words that name the patient, lower case.
fn names(visit: &Visit) -> Vec<String> {
    let patient = visit.patient.as_deref().unwrap_or_default().to_lowercase();
    let mut words: Vec<String> = patient
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| word.chars().count() > 2)
        .map(str::to_owned)
        .collect();
    words.extend(
        visit
            .mrn
            .as_deref()
            .map(str::to_lowercase)
            .filter(|mrn| mrn.len() > 2),
    );
    words
}

/// A whole name hidden but for its length.
pub(crate) fn name(text: &str, hide: bool) -> String {
    if hide {
        text.chars()
            .map(|c| if c.is_alphanumeric() { HIDDEN } else { c })
            .collect()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::masked;
    use crate::visit::Visit;

    #[test]
    fn names_and_numbers_are_hidden_wherever_they_stand() {
        let visit = Visit {
            patient: Some("Alvarez, Maria".into()),
            mrn: Some("10432".into()),
            ..Visit::default()
        };
        assert_eq!(
            masked("ALVAREZ, Maria (10432) pain 5", &visit, true),
            "*******, ***** (*****) pain 5"
        );
        assert_eq!(masked("Alvarez", &visit, false), "Alvarez");
    }
}
