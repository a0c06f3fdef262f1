//! Whether a row passes a query.

use super::{Field, Query, Status, Test, Words};
use crate::finding::Checked;
use crate::tui::state::Mark;
use crate::tui::state::audit::{Row, has_category};

/// True when every term of the query holds for the row.
pub(crate) fn accepts(query: &Query, matcher: &Words, row: &Row, mark: &Mark) -> bool {
    query
        .terms
        .iter()
        .all(|term| term.not != holds(&term.test, matcher, row, mark))
}

fn holds(test: &Test, matcher: &Words, row: &Row, mark: &Mark) -> bool {
    match test {
        Test::Word(word) => anywhere(word, matcher, row),
        Test::Text(field, values) => values.iter().any(|value| text(*field, value, row)),
        Test::Status(wanted) => wanted.iter().any(|status| is(*status, row, mark)),
        Test::Unreadable(yes) => row.is_unreadable() == *yes,
        Test::Mine(wanted) => mark
            .verdicts
            .iter()
            .flatten()
            .any(|verdict| wanted.contains(verdict)),
        other => row
            .checked()
            .is_some_and(|checked| of_visit(other, checked)),
    }
}

fn of_visit(test: &Test, checked: &Checked) -> bool {
    match test {
        Test::Verdict(wanted) => wanted.contains(&checked.verdict),
        Test::Score(low, high) => (*low..=*high).contains(&checked.score),
        Test::Date(first, last) => checked
            .visit
            .date
            .is_some_and(|date| (*first..=*last).contains(&date)),
        Test::Clone(yes) => checked.clone_of.is_some() == *yes,
        Test::Signed(yes) => checked.visit.signed == *yes,
        _ => false,
    }
}

fn is(status: Status, row: &Row, mark: &Mark) -> bool {
    match status {
        // A file that could not be read is nobody's to review.
        Status::Todo => row.checked().is_some() && !mark.done,
        Status::Done => mark.done,
        Status::Flagged => mark.flagged,
        Status::Commented => mark.n_comments > 0,
        Status::Stale => mark.stale,
    }
}

fn anywhere(word: &str, matcher: &Words, row: &Row) -> bool {
    let hay = &row.hay;
    let date = row
        .checked()
        .and_then(|checked| checked.visit.date)
        .map(|date| date.to_string());
    [
        &hay.patient,
        &hay.provider,
        &hay.codes,
        &hay.rule,
        &hay.path,
    ]
    .iter()
    .any(|text| matcher.found(word, text))
        || date.is_some_and(|date| date.contains(word))
}

fn text(field: Field, value: &str, row: &Row) -> bool {
    if field == Field::Path {
        return row.hay.path.contains(value);
    }
    let Ok(checked) = &row.outcome else {
        return false;
    };
    match field {
        Field::Patient => {
            row.hay.patient.contains(value)
                || checked
                    .visit
                    .mrn
                    .as_deref()
                    .is_some_and(|mrn| mrn.to_lowercase().contains(value))
        }
        Field::Provider => row.hay.provider.contains(value),
        Field::Code => checked
            .visit
            .charges
            .iter()
            .any(|charge| charge.code.to_lowercase().starts_with(value)),
        Field::Rule => checked
            .findings
            .iter()
            .any(|finding| finding.rule.contains(value)),
        Field::Category => crate::finding::Category::ALL
            .iter()
            .any(|category| category.word() == value && has_category(checked, *category)),
        Field::Payer => checked
            .visit
            .payer
            .as_deref()
            .is_some_and(|payer| payer.to_lowercase().contains(value)),
        _ => false,
    }
}
