//! What stands between two places of the text, and which block belongs to which service.

use std::ops::Range;

use crate::parse::charges::{Mention, Named};
use crate::parse::quantity::{Found, Words};
use crate::parse::{Doc, LineStart, Section, TokenKind};
use crate::rules::TimeWord;

/// Words that change nothing between a service and its minutes.
const FREE: [TimeWord; 16] = [
    TimeWord::Link,
    TimeWord::Of,
    TimeWord::Contact,
    TimeWord::Total,
    TimeWord::Timed,
    TimeWord::Billing,
    TimeWord::Minute,
    TimeWord::MinuteLabel,
    TimeWord::Unit,
    TimeWord::Lasted,
    TimeWord::Each,
    TimeWord::Both,
    TimeWord::Start,
    TimeWord::Until,
    TimeWord::Correction,
    TimeWord::CodeColumn,
];

/// Sums over the tokens up to each place, so that any stretch is weighed at once.
pub(super) struct Weights {
    content: Vec<u16>,
    stops: Vec<u16>,
    colons: Vec<u16>,
}

/// What a stretch of tokens holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// Words that say something of their own.
    pub(super) content: u16,
    /// Ends of sentences.
    pub(super) stops: u16,
    /// Colons, dashes between spaces, ends of blocks.
    pub(super) colons: u16,
}

impl Weights {
    pub(super) fn new(words: &Words<'_>, doc: &Doc, mentions: &[Mention], found: &[Found]) -> Self {
        let mut covered = vec![false; words.n_tokens()];
        let strong = mentions.iter().filter(|m| m.named != Named::Also);
        for range in strong
            .map(|m| &m.tokens)
            .chain(found.iter().map(|f| &f.tokens))
        {
            covered[range.clone()].fill(true);
        }
        let (mut content, mut stops, mut colons) = (vec![0], vec![0], vec![0]);
        let mut named = false;
        for (at, covered) in covered.into_iter().enumerate() {
            let last = |list: &[u16]| list.last().copied().unwrap_or(0);
            let kind = words.kind(at);
            let free = covered || words.any(at, &FREE) || words.is(at, TimeWord::Visit);
            let name = kind == Some(TokenKind::Word)
                && named
                && words.letters(at).starts_with(char::is_uppercase);
            named = name
                || words.says(at, "dr")
                || words.says(at, "doctor")
                || named && words.sign(at, '.')
                || (words.says(at, "w") || words.sign(at, '/')) && named;
            let counts = match kind {
                Some(TokenKind::Word) => !free && !name,
                Some(TokenKind::Sign) => false,
                _ => !free && !parenthesised(words, at),
            };
            content.push(last(&content) + u16::from(counts));
            let leader = words.sign(at, '.') && at > 0 && words.sign(at - 1, '.');
            let stop =
                !leader && [".", ";", "!", "?"].contains(&words.mark(at)) && ends_clause(doc, at);
            stops.push(last(&stops) + u16::from(stop));
            let dash = words.sign(at, '-') && !words.glued(at) && !words.glued(at + 1);
            let block =
                at > 0 && words.breaks(at) && block_starts(doc, words.tokens[at].span.start);
            colons.push(last(&colons) + u16::from(words.sign(at, ':') || dash || block));
        }
        Self {
            content,
            stops,
            colons,
        }
    }

    /// Weighs the tokens `range`; nothing when it is reversed.
    pub(super) fn gap(&self, range: Range<usize>) -> Gap {
        if range.start >= range.end {
            return Gap::default();
        }
        let over = |sums: &[u16]| sums[range.end] - sums[range.start];
        Gap {
            content: over(&self.content),
            stops: over(&self.stops),
            colons: over(&self.colons),
        }
    }
}

/// `(2)` behind a code is its units.
fn parenthesised(words: &Words<'_>, at: usize) -> bool {
    at > 0 && words.sign(at - 1, '(') && words.sign(at + 1, ')') && words.letters(at).len() == 1
}

fn ends_clause(doc: &Doc, at: usize) -> bool {
    let clause = doc.clauses.partition_point(|c| c.tokens.end <= at);
    doc.clauses
        .get(clause)
        .is_some_and(|c| c.tokens.end == at + 1)
}

fn block_starts(doc: &Doc, byte: usize) -> bool {
    doc.blocks
        .binary_search_by(|b| b.span.start.cmp(&byte))
        .is_ok()
}

/// Index of the block that holds the byte.
pub(super) fn block_of(doc: &Doc, byte: usize) -> usize {
    doc.blocks
        .partition_point(|b| b.span.end <= byte)
        .min(doc.blocks.len().saturating_sub(1))
}

/// For each block, the mention that it belongs to: the one at its front, or that of the block above
/// it when the two stand together.
pub(super) fn owners(
    words: &Words<'_>,
    doc: &Doc,
    mentions: &[Mention],
    counts: &[bool],
) -> Vec<Option<usize>> {
    let mut owner: Option<usize> = None;
    let mut owner_indent = 0;
    let mut out = Vec::with_capacity(doc.blocks.len());
    for (nth, block) in doc.blocks.iter().enumerate() {
        let tokens = doc.token_at(block.span.start)..doc.token_at(block.span.end);
        let lead = lead(words, mentions, counts, &tokens);
        let section = doc
            .clauses
            .iter()
            .find(|c| c.block == nth)
            .and_then(|c| c.label);
        let global = section.is_some_and(|s| {
            !matches!(
                s,
                Section::Time
                    | Section::Treatment
                    | Section::Contact
                    | Section::Body
                    | Section::Other
            )
        });
        let several = lead.is_some_and(|l| {
            mentions.iter().enumerate().any(|(i, m)| {
                counts[i]
                    && tokens.contains(&m.tokens.start)
                    && m.named == Named::Code
                    && m.codes != mentions[l].codes
                    && m.tokens.start < mentions[l].tokens.end + 12
            })
        });
        let away = block.apart && !(owner.is_some() && block.indent > owner_indent);
        if several || (global && lead.is_none()) {
            owner = None;
        } else if lead.is_some() {
            owner = lead;
            owner_indent = block.indent;
        } else if away && !follows_heading(words, doc, nth) {
            owner = None;
        }
        out.push(owner);
    }
    out
}

/// A block set apart still belongs to a heading that names the service alone on the line above.
fn follows_heading(words: &Words<'_>, doc: &Doc, nth: usize) -> bool {
    let Some(above) = nth.checked_sub(1).map(|n| &doc.blocks[n]) else {
        return false;
    };
    above.lines.len() == 1
        && above.span.len() < 60
        && above.start != LineStart::Row
        && !above.span.of(words.text).ends_with('.')
}

/// The mention at the front of a block, over a bullet, a box, a label or a number.
fn lead(
    words: &Words<'_>,
    mentions: &[Mention],
    counts: &[bool],
    tokens: &Range<usize>,
) -> Option<usize> {
    let first = mentions.partition_point(|m| m.tokens.start < tokens.start);
    let label = |i: usize| {
        let end = mentions[i].tokens.end;
        mentions[i].tokens.start == tokens.start
            && (words.sign(end, ':') || words.sign(end, '-') || words.gap(end) >= 2)
    };
    let at = (first..mentions.len()).find(|i| mentions[*i].named != Named::Also || label(*i))?;
    let mention = &mentions[at];
    if mention.tokens.start >= tokens.end || !counts[at] {
        return None;
    }
    let content = (tokens.start..mention.tokens.start)
        .filter(|i| {
            words.kind(*i) == Some(TokenKind::Word)
                && !words.any(*i, &FREE)
                && words.letters(*i).len() > 2
        })
        .count();
    (content <= 2 && mention.tokens.start < tokens.start + 8).then_some(at)
}
