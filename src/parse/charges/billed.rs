//! Which of the codes a text names were performed or billed at this visit.

use super::mention::{Mention, Named};
use crate::parse::quantity::{Amount, Found, Words};
use crate::parse::{Clause, Doc, Section, TokenKind, checkbox};
use crate::rules::TimeWord;

/// Tokens after a code within which `not done` still speaks of it.
const REACH: usize = 9;

/// True when the mention says that the service was done or billed at this visit.
pub(super) fn counts(
    words: &Words<'_>,
    doc: &Doc,
    mentions: &[Mention],
    at: usize,
    amounts: &[Found],
) -> bool {
    let mention = &mentions[at];
    let start = mention.tokens.start;
    let Some(clause) = clause_of(doc, start) else {
        return false;
    };
    let code = |m: &&Mention| m.named == Named::Code;
    let before = mentions[..at]
        .iter()
        .rev()
        .find(code)
        .map_or(0, |m| m.tokens.end);
    let after = mentions[at + 1..]
        .iter()
        .find(code)
        .map_or(words.n_tokens(), |m| m.tokens.start);
    if boxed(words, doc, start, before) == Some(false) || answered_no(words, doc, start) {
        return false;
    }
    if empty_row(words, doc, start, amounts) {
        return false;
    }
    if denied(words, doc, clause, mention, (before, after)) || replaced(words, mention, after) {
        return false;
    }
    let billing = clause.section == Section::Charges || has(words, clause, TimeWord::Billing);
    let counted = amounts.iter().any(|f| {
        f.amount != Amount::Nothing
            && (mention.tokens.end..mention.tokens.end + 3).contains(&f.tokens.start)
    });
    if later_or_past(words, clause, mention, (before, after), billing) {
        return false;
    }
    let end = mention.tokens.end;
    let priced = words.sign(end, '=') && words.kind(end + 1) == Some(TokenKind::Word);
    let legend =
        |range: std::ops::Range<usize>| range.into_iter().any(|i| words.is(i, TimeWord::Legend));
    if (legend(clause.tokens.start..start) || priced) && !counted {
        return false;
    }
    let listed = legend(clause.tokens.clone());
    let charged = clause.section == Section::Charges || is_list(words, mentions, start);
    if listed && !counted && !charged {
        return false;
    }
    let in_plan = clause.section == Section::Plan && clause.tokens.start + 6 < start;
    billing || counted || !in_plan || is_list(words, mentions, start)
}

/// `will add 97530 next visit`, `last visit 97530 x2`: not of this visit. What stands before `but`
/// or before an earlier code of a charge line does not count.
fn later_or_past(
    words: &Words<'_>,
    clause: &Clause,
    mention: &Mention,
    near: (usize, usize),
    billing: bool,
) -> bool {
    let start = mention.tokens.start;
    let turn = (clause.tokens.start..start).rev().find(|i| {
        ["but", "however", "today", "now", "instead"]
            .iter()
            .any(|w| words.says(*i, w))
    });
    let from = turn.map_or(clause.tokens.start, |i| i + 1);
    let from = if billing { from.max(near.0) } else { from };
    let other_time =
        |i: usize| words.begins(i, TimeWord::Planned) || words.begins(i, TimeWord::Past);
    let end = mention.tokens.end;
    (from.min(start)..start).any(other_time)
        || (end..(end + 4).min(near.1))
            .any(|i| words.begins(i, TimeWord::Planned) && clause.tokens.contains(&i))
}

/// `97530 should be 97110`, `97112, amended to 97530`: another code stands in its place.
fn replaced(words: &Words<'_>, mention: &Mention, next: usize) -> bool {
    let end = mention.tokens.end;
    next < words.n_tokens()
        && next - end <= 6
        && (end..next).any(|i| words.begins(i, TimeWord::Correction))
        && !words.breaks(next)
}

/// A clause that holds little beside codes and their units is a charge line wherever it stands.
fn is_list(words: &Words<'_>, mentions: &[Mention], token: usize) -> bool {
    let first = token.saturating_sub(LIST_REACH);
    let last = words.n_tokens().min(token + LIST_REACH);
    let Some(from) = (first..=token)
        .rev()
        .find(|i| words.breaks(*i))
        .or((first == 0).then_some(0))
    else {
        return false;
    };
    let Some(to) = (token + 1..last)
        .find(|i| words.breaks(*i))
        .or((last == words.n_tokens()).then_some(last))
    else {
        return false;
    };
    let covered = |i: usize| {
        mentions
            .iter()
            .any(|m| m.named != Named::Also && m.tokens.contains(&i))
    };
    let n_words = (from..to)
        .filter(|i| {
            words.kind(*i) == Some(TokenKind::Word)
                && words.letters(*i).len() > 1
                && !words.is(*i, TimeWord::Unit)
                && !covered(*i)
        })
        .count();
    n_words <= 2
}

/// The clause that holds the token.
pub(crate) fn clause_of(doc: &Doc, token: usize) -> Option<&Clause> {
    let at = doc.clauses.partition_point(|c| c.tokens.end <= token);
    doc.clauses.get(at).filter(|c| c.tokens.contains(&token))
}

fn has(words: &Words<'_>, clause: &Clause, word: TimeWord) -> bool {
    clause.tokens.clone().any(|i| words.is(i, word))
}

/// Bytes before a mention in which its box must stand: a label of 40 characters and the box.
const NEAR: usize = 96;
/// Longest line, in bytes, that can be a question of a form.
const LONGEST_QUESTION: usize = 400;
/// Most tokens on either side of a mention that are looked at to tell a list of charges.
const LIST_REACH: usize = 120;

/// Whether the box directly before the token on its line is ticked.
pub(crate) fn boxed(words: &Words<'_>, doc: &Doc, token: usize, after: usize) -> Option<bool> {
    let start = words.tokens[token].span.start;
    let line = doc
        .lines
        .get(doc.lines.partition_point(|l| l.span.end < start))?;
    let from = words
        .tokens
        .get(after.saturating_sub(1))
        .filter(|_| after > 0)
        .map_or(0, |t| t.span.end);
    let mut near = line.span.start.max(from).max(start.saturating_sub(NEAR));
    while !words.text.is_char_boundary(near) {
        near += 1;
    }
    let before = words.text.get(near..start)?;
    let open = before.rfind(['[', '(', '☐', '☑', '☒', '□', '✓', '✔'])?;
    let (ticked, len) = checkbox(&before[open..])?;
    let label = before[open + len..].trim();
    (label.len() <= 40 && !label.contains(['.', ';'])).then_some(ticked)
}

/// A row of a form whose boxes are all empty and that has no amounts, or whose box in the column of
/// billed services is empty: the service is printed there, not done.
fn empty_row(words: &Words<'_>, doc: &Doc, token: usize, amounts: &[Found]) -> bool {
    let start = words.tokens[token].span.start;
    let nth = doc.lines.partition_point(|l| l.span.end < start);
    let Some(line) = doc.lines.get(nth).filter(|l| l.cells.len() > 1) else {
        return false;
    };
    let boxes: Vec<(usize, bool)> = line
        .cells
        .iter()
        .filter(|cell| cell.start > start)
        .filter_map(|cell| checkbox(cell.of(words.text)).map(|(ticked, _)| (cell.start, ticked)))
        .collect();
    let tokens = doc.token_at(line.span.start)..doc.token_at(line.span.end);
    let others = tokens
        .clone()
        .filter(|i| words.kind(*i) == Some(TokenKind::Code))
        .count();
    if boxes.is_empty() || others > 1 {
        return false;
    }
    let column =
        |byte: usize, from: usize| words.text.get(from..byte).map_or(0, |t| t.chars().count());
    let heads = doc.lines[..nth]
        .iter()
        .rev()
        .take(12)
        .find(|l| l.cells.len() > 2 && !l.span.of(words.text).contains(['[', '☐', '☑']));
    let billed = heads.and_then(|head| {
        let cell = head.cells.iter().find(|cell| {
            let mut tokens = doc.token_at(cell.start)..doc.token_at(cell.end);
            tokens.any(|i| {
                words.is(i, TimeWord::Billing)
                    || words.says(i, "done")
                    || words.says(i, "performed")
            })
        })?;
        Some(head.indent + column(cell.start, head.span.start))
    });
    let under = billed.and_then(|at| {
        boxes
            .iter()
            .find(|(byte, _)| (line.indent + column(*byte, line.span.start)).abs_diff(at) <= 4)
    });
    let counted = amounts
        .iter()
        .any(|f| f.amount != Amount::Nothing && tokens.contains(&f.tokens.start))
        || line.cells.iter().any(|cell| {
            let cell = cell.of(words.text);
            !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit()) && cell.len() < 4
        });
    match under {
        Some((_, ticked)) => !ticked,
        None => !counted && boxes.iter().all(|(_, ticked)| !ticked),
    }
}

/// True when the line is a question of a form that was answered with no (`Yes__ No_x_`).
pub(crate) fn answered_no(words: &Words<'_>, doc: &Doc, token: usize) -> bool {
    let start = words.tokens[token].span.start;
    let Some(line) = doc
        .lines
        .get(doc.lines.partition_point(|l| l.span.end < start))
    else {
        return false;
    };
    let text = line.span.of(words.text);
    if text.len() > LONGEST_QUESTION || !text.contains(['_', '[', '(', '☑']) {
        return false;
    }
    let from = doc.token_at(line.span.start);
    let to = doc.token_at(line.span.end);
    let ticked = |word: TimeWord| {
        (from..to).any(|i| {
            words.is(i, word) && words.letters(i).len() <= 3 && {
                let next: String = words.text[words.tokens[i].span.end..line.span.end]
                    .chars()
                    .filter(|c| !c.is_whitespace())
                    .take(3)
                    .collect();
                matches!(next.to_ascii_lowercase().as_str(), "_x_" | "[x]" | "(x)")
                    || next.starts_with('☑')
            }
        })
    };
    ticked(TimeWord::No) && !ticked(TimeWord::Yes)
}

/// `not done`, `denied`, `no charge` said of this mention: behind it up to the next code, or before
/// it when no other code stands between.
fn denied(
    words: &Words<'_>,
    doc: &Doc,
    clause: &Clause,
    mention: &Mention,
    near: (usize, usize),
) -> bool {
    let start = mention.tokens.start;
    let row = doc
        .lines
        .get(clause.line)
        .is_some_and(|l| l.cells.len() > 2);
    let end = if row {
        doc.token_at(doc.lines[clause.line].span.end)
    } else {
        clause.tokens.end.min(mention.tokens.end + REACH)
    };
    let behind = (mention.tokens.end..end.min(near.1))
        .take_while(|i| row || !words.sign(*i, ':'))
        .any(|i| words.begins(i, TimeWord::NotDone));
    let first = near.0 <= clause.tokens.start;
    let from = clause.tokens.start.max(near.0);
    let but = (from..start)
        .rev()
        .find(|i| words.says(*i, "but") || words.sign(*i, ','));
    let from = but.map_or(from, |i| i + 1);
    let ahead = (from.min(start)..start).any(|i| {
        let close = start - i <= 4;
        close && words.begins(i, TimeWord::NotAhead)
            || first && words.begins(i, TimeWord::NotDone) && start - i < REACH
    });
    behind || ahead || bare_no(words, start)
}

fn bare_no(words: &Words<'_>, start: usize) -> bool {
    start > 0
        && words.says(start - 1, "no")
        && !words.breaks(start)
        && words.kind(start) == Some(TokenKind::Code)
}
