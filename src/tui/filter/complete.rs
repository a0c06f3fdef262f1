//! What could come next in a filter line: field names, then the field's values.

use super::parse::{charge_verdicts, pieces, visit_verdicts};
use super::{Field, Status};
use crate::finding::Category;

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suggestion {
    /// The whole line with the suggestion taken.
    pub line: String,
    /// What is shown.
    pub label: String,
    /// What it means.
    pub help: String,
}

/// Suggestions for the piece that ends the line. `seen` gives the values that occur in the folder.
pub(crate) fn suggest(line: &str, seen: impl Fn(Field) -> Vec<String>) -> Vec<Suggestion> {
    let last = pieces(line).pop().filter(|span| span.end == line.len());
    let start = last.map_or(line.len(), |span| span.start);
    let piece = &line[start..];
    let (minus, body) = piece
        .strip_prefix('-')
        .map_or(("", piece), |rest| ("-", rest));
    let whole = |text: &str| format!("{}{minus}{text}", &line[..start]);
    match body.split_once(':') {
        None => Field::ALL
            .iter()
            .filter(|(_, name, _)| name.starts_with(&body.to_lowercase()))
            .map(|(_, name, takes)| Suggestion {
                line: whole(&format!("{name}:")),
                label: format!("{name}:"),
                help: (*takes).to_owned(),
            })
            .collect(),
        Some((name, typed)) => {
            let Some(field) = Field::named(&name.to_lowercase()) else {
                return Vec::new();
            };
            let (before, part) = typed
                .rsplit_once(',')
                .map_or(("", typed), |(before, part)| {
                    (&typed[..=before.len()], part)
                });
            let part = part.trim_start_matches('"').to_lowercase();
            values(field, seen)
                .into_iter()
                .filter(|value| value.to_lowercase().contains(&part) && *value != part)
                .take(50)
                .map(|value| {
                    let quoted = if value.contains(' ') {
                        format!("\"{value}\"")
                    } else {
                        value.clone()
                    };
                    Suggestion {
                        line: whole(&format!("{name}:{before}{quoted} ")),
                        label: value,
                        help: String::new(),
                    }
                })
                .collect()
        }
    }
}

fn values(field: Field, seen: impl Fn(Field) -> Vec<String>) -> Vec<String> {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match field {
        Field::Status => own(&Status::ALL.map(|(_, word)| word)),
        Field::Verdict => own(&visit_verdicts().map(|(_, word)| word)),
        Field::Mine => own(&charge_verdicts().map(|(_, word)| word)),
        Field::Category => own(&Category::ALL.map(Category::word)),
        Field::Clone | Field::Signed | Field::Unreadable => own(&["yes", "no"]),
        Field::Score | Field::Date | Field::Path => Vec::new(),
        Field::Patient | Field::Provider | Field::Code | Field::Rule | Field::Payer => seen(field),
    }
}
