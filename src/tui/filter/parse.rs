//! A filter line to a query, or to the first mistake in it.

use super::{Field, Mistake, Query, Status, Term, Test};
use crate::finding::{Category, VisitVerdict};
use crate::text::{CivilDate, Span};
use crate::visit::ChargeVerdict;

/// Reads a filter line: what it asks for, and the first mistake. A term with a mistake in it is
/// left out, so that the list shows what the rest of the line asks for.
pub(crate) fn parse(line: &str) -> (Query, Option<Mistake>) {
    let (mut terms, mut first) = (Vec::new(), None);
    for span in pieces(line) {
        match term(line, span) {
            Ok(term) => terms.extend(term),
            Err(mistake) => {
                first.get_or_insert(mistake);
            }
        }
    }
    (Query { terms }, first)
}

/// Spans of the pieces between spaces; spaces inside double quotes belong to the piece.
pub(super) fn pieces(line: &str) -> Vec<Span> {
    let (mut spans, mut start, mut quoted) = (Vec::new(), None, false);
    for (at, c) in line.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            spans.extend(start.take().map(|from| Span::new(from, at)));
        } else {
            start.get_or_insert(at);
        }
    }
    spans.extend(start.map(|from| Span::new(from, line.len())));
    spans
}

fn term(line: &str, span: Span) -> Result<Option<Term>, Mistake> {
    let piece = span.of(line);
    let (not, body) = match piece.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, piece),
    };
    let start = span.end - body.len();
    let at = body.find([':', '<', '>', '=']).filter(|at| *at > 0);
    let name = at
        .map(|at| &body[..at])
        .filter(|name| name.chars().all(|c| c.is_ascii_alphabetic()));
    let Some(name) = name else {
        let word = body.replace('"', "").to_lowercase();
        return Ok((!word.is_empty()).then_some(Term {
            not,
            test: Test::Word(word),
        }));
    };
    let wrong = |message: String| Mistake {
        span: Span::new(start, span.end),
        message,
    };
    let field = Field::named(&name.to_lowercase()).ok_or_else(|| wrong(no_field(name)))?;
    let rest = &body[name.len()..];
    let test = test(field, rest).map_err(wrong)?;
    Ok(test.map(|test| Term { not, test }))
}

/// The condition of a field; `None` while its value is not typed yet.
fn test(field: Field, rest: &str) -> Result<Option<Test>, String> {
    let (operator, value) = split_operator(rest);
    let value = value.replace('"', "").to_lowercase();
    if value.is_empty() {
        return Ok(None);
    }
    let ordered = matches!(field, Field::Score | Field::Date);
    if !ordered && operator != ":" {
        let (name, takes) = field.words();
        return Err(format!("`{name}` takes a colon: {name}: {takes}"));
    }
    let test = match field {
        Field::Score => score(operator, &value)?,
        Field::Date => date(operator, &value)?,
        Field::Status => Test::Status(choices(field, &value, &Status::ALL)?),
        Field::Verdict => Test::Verdict(choices(field, &value, &visit_verdicts())?),
        Field::Mine => Test::Mine(choices(field, &value, &charge_verdicts())?),
        Field::Clone => Test::Clone(yes(field, &value)?),
        Field::Signed => Test::Signed(yes(field, &value)?),
        Field::Unreadable => Test::Unreadable(yes(field, &value)?),
        Field::Category => {
            let known = Category::ALL.map(|category| (category, category.word()));
            let values = choices(field, &value, &known)?;
            Test::Text(
                field,
                values
                    .iter()
                    .map(|category| category.word().to_owned())
                    .collect(),
            )
        }
        Field::Patient
        | Field::Provider
        | Field::Code
        | Field::Rule
        | Field::Path
        | Field::Payer => Test::Text(
            field,
            value
                .split(',')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
        ),
    };
    Ok(Some(test))
}

fn split_operator(rest: &str) -> (&str, &str) {
    [">=", "<=", ":", ">", "<", "="]
        .iter()
        .find_map(|operator| rest.strip_prefix(operator).map(|value| (*operator, value)))
        .unwrap_or((":", rest))
}

pub(super) fn visit_verdicts() -> [(VisitVerdict, &'static str); 3] {
    [
        VisitVerdict::Clean,
        VisitVerdict::Review,
        VisitVerdict::Flagged,
    ]
    .map(|verdict| (verdict, verdict.word()))
}

pub(super) fn charge_verdicts() -> [(ChargeVerdict, &'static str); 3] {
    [
        ChargeVerdict::Supported,
        ChargeVerdict::Partial,
        ChargeVerdict::Unsupported,
    ]
    .map(|verdict| (verdict, verdict.word()))
}

/// Words out of a closed list, whole or by their beginning.
fn choices<T: Copy + PartialEq>(
    field: Field,
    value: &str,
    known: &[(T, &'static str)],
) -> Result<Vec<T>, String> {
    let mut found = Vec::new();
    for part in value.split(',').filter(|part| !part.is_empty()) {
        let whole = known.iter().find(|(_, word)| *word == part);
        let begun = known.iter().find(|(_, word)| word.starts_with(part));
        match whole.or(begun) {
            Some((choice, _)) => found.push(*choice),
            None => {
                let words: Vec<_> = known.iter().map(|(_, word)| *word).collect();
                return Err(format!(
                    "`{}` is one of {}, not `{part}`",
                    field.words().0,
                    words.join(", ")
                ));
            }
        }
    }
    Ok(found)
}

fn yes(field: Field, value: &str) -> Result<bool, String> {
    match value {
        "yes" | "y" | "true" => Ok(true),
        "no" | "n" | "false" => Ok(false),
        _ => Err(format!("`{}` is yes or no, not `{value}`", field.words().0)),
    }
}

fn score(operator: &str, value: &str) -> Result<Test, String> {
    let number = |text: &str| {
        text.parse::<u32>().map_err(|_| {
            format!(
                "`score` takes a number from 0 to 100, as in score>50 or score:40..60, not `{text}`"
            )
        })
    };
    let (low, high) = match (operator, value.split_once("..")) {
        (">", _) => (number(value)?.saturating_add(1), u32::MAX),
        (">=", _) => (number(value)?, u32::MAX),
        ("<", _) => match number(value)? {
            // Nothing lies below zero: an empty range.
            0 => (1, 0),
            limit => (0, limit - 1),
        },
        ("<=", _) => (0, number(value)?),
        (_, Some((low, high))) => (
            if low.is_empty() { 0 } else { number(low)? },
            if high.is_empty() {
                u32::MAX
            } else {
                number(high)?
            },
        ),
        (_, None) => (number(value)?, number(value)?),
    };
    Ok(Test::Score(low, high))
}

fn date(operator: &str, value: &str) -> Result<Test, String> {
    let period = |text: &str| {
        period(text).ok_or_else(|| {
            format!("`date` is written 2025, 2025-03, 2025-03-04 or 2025-03..2025-04, not `{text}`")
        })
    };
    let least = CivilDate::new(1900, 1, 1).expect("the first date there is");
    let most = CivilDate::new(2199, 12, 31).expect("the last date there is");
    let (first, last) = match (operator, value.split_once("..")) {
        (">", _) => (next_day(period(value)?.1), most),
        (">=", _) => (period(value)?.0, most),
        ("<", _) => (least, previous_day(period(value)?.0)),
        ("<=", _) => (least, period(value)?.1),
        (_, Some((from, to))) => (
            if from.is_empty() {
                least
            } else {
                period(from)?.0
            },
            if to.is_empty() { most } else { period(to)?.1 },
        ),
        (_, None) => period(value)?,
    };
    Ok(Test::Date(first, last))
}

/// First and last day of a year, a month or a day.
fn period(text: &str) -> Option<(CivilDate, CivilDate)> {
    let parts: Vec<&str> = text.split('-').collect();
    let year: u16 = parts.first().filter(|year| year.len() == 4)?.parse().ok()?;
    match parts.as_slice() {
        [_] => Some((CivilDate::new(year, 1, 1)?, CivilDate::new(year, 12, 31)?)),
        [_, month] => {
            let month: u8 = month.parse().ok()?;
            let last = (28..=31)
                .rev()
                .find_map(|day| CivilDate::new(year, month, day))?;
            Some((CivilDate::new(year, month, 1)?, last))
        }
        [_, month, day] => {
            let day = CivilDate::new(year, month.parse().ok()?, day.parse().ok()?)?;
            Some((day, day))
        }
        _ => None,
    }
}

fn next_day(date: CivilDate) -> CivilDate {
    let (year, month, day) = (date.year(), date.month(), date.day());
    CivilDate::new(year, month, day + 1)
        .or_else(|| CivilDate::new(year, month + 1, 1))
        .or_else(|| CivilDate::new(year + 1, 1, 1))
        .unwrap_or(date)
}

fn previous_day(date: CivilDate) -> CivilDate {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let end_of = |year, month| {
        (28..=31)
            .rev()
            .find_map(|day| CivilDate::new(year, month, day))
    };
    CivilDate::new(year, month, day.saturating_sub(1))
        .or_else(|| end_of(year, month.saturating_sub(1)))
        .or_else(|| end_of(year - 1, 12))
        .unwrap_or(date)
}

/// Says that there is no such field, and which one was probably meant.
fn no_field(name: &str) -> String {
    let name = name.to_lowercase();
    let names = Field::ALL.map(|(_, word, _)| word);
    let near = names
        .iter()
        .map(|word| (distance(&name, word), *word))
        .min();
    match near {
        Some((steps, word)) if steps <= 2 => {
            format!("there is no field `{name}`; did you mean `{word}`?")
        }
        _ => format!(
            "there is no field `{name}`; fields are {}",
            names.join(", ")
        ),
    }
}

/// Edits between two short words (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.chars().enumerate() {
            let swap = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = swap.min(corner + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}
