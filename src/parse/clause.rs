//! Blocks to clauses: the smallest stretch of text that says one thing, with its section.
//!
//! A clause ends at a sentence end, a semicolon, a cell border or the end of its block. It knows the
//! section it stands in; a label at its front (`Goal:`, `O)`, `Response`) opens a section.

use std::ops::Range;

use super::layout::{Block, Line, LineStart, blocks, bullet, checkbox, lines};
use super::token::{Token, TokenKind, tokens};
use crate::rules::{Cue, Heard, RuleSet};
use crate::text::Span;

/// Part of a note that a heading opens. The words are the keys of `headings` in `rules.yaml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each word is the field's own")]
pub enum Section {
    #[default]
    Body,
    Subjective,
    Objective,
    Treatment,
    Assessment,
    Plan,
    Goal,
    Reason,
    Response,
    Contact,
    Time,
    Charges,
    Header,
    Signature,
    Addendum,
    Other,
}

impl Section {
    /// Sections that a heading of `rules.yaml` can open, with the key there.
    pub const NAMED: [(&'static str, Section); 14] = [
        ("subjective", Section::Subjective),
        ("objective", Section::Objective),
        ("treatment", Section::Treatment),
        ("assessment", Section::Assessment),
        ("plan", Section::Plan),
        ("goal", Section::Goal),
        ("reason", Section::Reason),
        ("response", Section::Response),
        ("contact", Section::Contact),
        ("time", Section::Time),
        ("charges", Section::Charges),
        ("header", Section::Header),
        ("signature", Section::Signature),
        ("addendum", Section::Addendum),
    ];

    /// True when a heading of its own line opens it until the next heading, over blank lines.
    fn stands(self) -> bool {
        !matches!(
            self,
            Self::Time | Self::Charges | Self::Contact | Self::Header | Self::Signature
        )
    }

    /// The key in `rules.yaml`; `body` and `other` have none.
    pub fn word(self) -> &'static str {
        Self::NAMED
            .iter()
            .find(|(_, section)| *section == self)
            .map_or("body", |(word, _)| word)
    }
}

/// One stretch of text that says one thing.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Bytes of the text; a label at the front is part of it.
    pub span: Span,
    /// Tokens of the clause, as indices into [`Doc::tokens`].
    pub tokens: Range<usize>,
    /// Block it stands in, as an index into [`Doc::blocks`].
    pub block: usize,
    /// Line its first character stands on, as an index into [`Doc::lines`].
    pub line: usize,
    /// Section it stands in.
    pub section: Section,
    /// Section that its own label opens.
    pub label: Option<Section>,
    /// Number of tokens of the label at its front.
    pub n_label: usize,
    /// True when it is a heading alone on its line.
    pub heading: bool,
    /// True for the first clause of its block.
    pub first: bool,
    /// True when an unticked box stands before it.
    pub unticked: bool,
}

/// The structure of one visit's text.
#[derive(Clone, Debug, Default)]
pub struct Doc {
    /// Bytes of the file's text that the visit takes.
    pub span: Span,
    /// Tokens in order.
    pub tokens: Vec<Token>,
    /// Phrases of all word classes, in order of their first token.
    pub cues: Vec<Cue>,
    /// Physical lines.
    pub lines: Vec<Line>,
    /// Paragraphs, bullets, rows.
    pub blocks: Vec<Block>,
    /// Clauses in order.
    pub clauses: Vec<Clause>,
}

impl Doc {
    /// Reads the structure of `text[span]`.
    pub fn read(text: &str, span: Span, rules: &RuleSet) -> Self {
        let tokens = tokens(text, span.start..span.end);
        let cues = rules.lexicon.cues(tokens.len(), |at| Heard {
            word: tokens[at].word,
            letters: tokens[at].span.of(text),
        });
        let lines = lines(text, span);
        let blocks = blocks(text, &lines);
        let mut doc = Self {
            span,
            tokens,
            cues,
            lines,
            blocks,
            clauses: Vec::new(),
        };
        Sections::new(text, rules).run(&mut doc);
        doc
    }

    /// Index of the first token at or after byte `at`.
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start < at)
    }

    /// Cues that lie wholly inside the tokens `range`.
    pub fn cues_in(&self, range: Range<usize>) -> impl Iterator<Item = &Cue> {
        let from = self.cues.partition_point(|cue| cue.first < range.start);
        self.cues[from..]
            .iter()
            .take_while(move |cue| cue.first < range.end)
            .filter(move |cue| cue.end <= range.end)
    }

    /// Bytes that the tokens `range` cover.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        match (
            self.tokens.get(range.start),
            self.tokens.get(range.end.saturating_sub(1)),
        ) {
            (Some(first), Some(last)) if range.start < range.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::default(),
        }
    }
}

/// Walks the blocks and carries the open section along.
struct Sections<'a> {
    text: &'a str,
    rules: &'a RuleSet,
    standing: Section,
}

impl<'a> Sections<'a> {
    fn new(text: &'a str, rules: &'a RuleSet) -> Self {
        Self {
            text,
            rules,
            standing: Section::Body,
        }
    }

    fn run(mut self, doc: &mut Doc) {
        let mut clauses: Vec<Clause> = Vec::with_capacity(doc.blocks.len() * 2);
        let mut current = Section::Body;
        for (at, block) in doc.blocks.iter().enumerate() {
            if block.apart {
                current = self.standing;
            }
            let row_unticked = block.start == LineStart::Unchecked;
            for (nth, span) in cut(self.text, doc, block).into_iter().enumerate() {
                let from = doc.token_at(span.start);
                let range = from..doc.token_at(span.end).max(from);
                if range.is_empty() {
                    continue;
                }
                let own_box = checkbox(span.of(self.text)).map(|(ticked, _)| ticked);
                let unticked = own_box == Some(false) || (row_unticked && own_box.is_none());
                let line = doc
                    .lines
                    .partition_point(|l| l.span.end < span.start)
                    .min(doc.lines.len() - 1);
                let fresh = nth == 0 || doc.lines[line].span.start == span.start;
                let label = self.label(doc, &range, fresh);
                let heading = label.is_some_and(|l| l.alone);
                if let Some(found) = label {
                    current = found.section;
                    if heading && nth == 0 {
                        self.standing = if found.section.stands() {
                            found.section
                        } else {
                            Section::Body
                        };
                    }
                }
                clauses.push(Clause {
                    span,
                    tokens: range,
                    block: at,
                    line,
                    section: current,
                    label: label.map(|l| l.section),
                    n_label: label.map_or(0, |l| l.n_tokens),
                    heading,
                    first: nth == 0,
                    unticked,
                });
            }
        }
        doc.clauses = clauses;
    }

    /// The section that a label at the front of `range` opens.
    fn label(&self, doc: &Doc, range: &Range<usize>, line_start: bool) -> Option<Label> {
        let mut from = range.start;
        if line_start {
            from += marker_tokens(self.text, doc, range);
        }
        let region = self.region(doc, from..range.end, line_start)?;
        let mut best: Option<(usize, Section)> = None;
        for cue in doc.cues_in(from..region.end) {
            let Some(section) = self.section_of(cue) else {
                continue;
            };
            let at_front = cue.first == from;
            let at_back = cue.end == region.end;
            if (at_front || (at_back && region.colon))
                && best.is_none_or(|(len, _)| cue.end - cue.first >= len)
            {
                best = Some((cue.end - cue.first, section));
            }
        }
        match best {
            Some((_, section)) => Some(Label {
                section,
                n_tokens: region.end - range.start,
                alone: region.alone,
            }),
            None if region.colon && line_start && region.alone => Some(Label {
                section: Section::Other,
                n_tokens: region.end - range.start,
                alone: true,
            }),
            None => None,
        }
    }

    /// The tokens that a label could take: up to a colon, a wide gap, or the end of the line.
    fn region(&self, doc: &Doc, range: Range<usize>, line_start: bool) -> Option<Region> {
        let mut n_words = 0;
        for at in range.clone() {
            let token = &doc.tokens[at];
            let sign = token.span.of(self.text);
            let gap = at > range.start && doc.tokens[at - 1].span.end + 2 <= token.span.start;
            if at > range.start && gap && line_start {
                return Some(Region {
                    end: at,
                    colon: !self.crosses_line(doc, at),
                    alone: false,
                });
            }
            match sign {
                ":" | "=" | "|" => {
                    return Some(Region {
                        end: at,
                        colon: true,
                        alone: at + 1 >= range.end || self.crosses_line(doc, at + 1),
                    });
                }
                ")" | "/" | "." | "-" | "–" | "—" if at == range.start + 1 && line_start => {
                    let single = doc.tokens[range.start].span.len() <= 2;
                    let closes = sign == ")" && doc.tokens[range.start].kind == TokenKind::Word;
                    if closes
                        || (single && sign != ".")
                        || sign == "-"
                        || sign == "–"
                        || sign == "—"
                    {
                        return Some(Region {
                            end: at,
                            colon: true,
                            alone: at + 1 >= range.end,
                        });
                    }
                    let dotted = at + 1 < range.end && !doc.tokens[at + 1].spaced;
                    if sign == "." && dotted {
                        return None;
                    }
                    if sign == "." {
                        return Some(Region {
                            end: at,
                            colon: false,
                            alone: at + 1 >= range.end || self.crosses_line(doc, at + 1),
                        });
                    }
                }
                "-" | "–" | "—"
                    if token.spaced
                        && at + 1 < range.end
                        && doc.tokens[at + 1].spaced
                        && line_start =>
                {
                    // `Goal - carry the tray`, but not `Exercise 15 min 1:1 - per flow sheet`.
                    let plain = n_words <= 4
                        && doc.tokens[range.start..at].iter().all(|t| {
                            t.kind == TokenKind::Word && !t.span.of(self.text).contains(':')
                        });
                    return plain.then_some(Region {
                        end: at,
                        colon: true,
                        alone: false,
                    });
                }
                "." | ";" | "," | "?" => return None,
                _ => {}
            }
            if token.kind == TokenKind::Word {
                n_words += 1;
            }
            if n_words > 6 {
                return None;
            }
        }
        let single_letter = line_start && doc.tokens[range.start].span.len() == 1;
        if single_letter && range.len() > 1 {
            return Some(Region {
                end: range.start + 1,
                colon: false,
                alone: false,
            });
        }
        line_start.then_some(Region {
            end: range.end,
            colon: false,
            alone: true,
        })
    }

    fn crosses_line(&self, doc: &Doc, at: usize) -> bool {
        match (doc.tokens.get(at.wrapping_sub(1)), doc.tokens.get(at)) {
            (Some(before), Some(here)) => {
                self.text[before.span.end..here.span.start].contains('\n')
            }
            _ => true,
        }
    }

    fn section_of(&self, cue: &Cue) -> Option<Section> {
        let key = self
            .rules
            .lexicon
            .name(cue.class)
            .strip_prefix("heading:")?;
        Section::NAMED
            .iter()
            .find(|(word, _)| *word == key)
            .map(|(_, section)| *section)
    }
}

#[derive(Clone, Copy)]
struct Label {
    section: Section,
    n_tokens: usize,
    alone: bool,
}

struct Region {
    end: usize,
    colon: bool,
    alone: bool,
}

/// Tokens of a bullet or a box at the front of a line.
fn marker_tokens(text: &str, doc: &Doc, range: &Range<usize>) -> usize {
    let start = doc.tokens[range.start].span.start;
    let body = &text[start..doc.tokens[range.end - 1].span.end];
    let len = checkbox(body)
        .map(|(_, len)| len)
        .or_else(|| bullet(body))
        .unwrap_or(0);
    doc.tokens[range.clone()]
        .iter()
        .take_while(|token| token.span.end <= start + len)
        .count()
}

/// Spans of the clauses of a block, in order.
fn cut(text: &str, doc: &Doc, block: &Block) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = block.span.start;
    let tokens = doc.token_at(block.span.start)..doc.token_at(block.span.end);
    for at in tokens.clone() {
        if at + 1 < tokens.end && ends_clause(text, doc, at) {
            let end = doc.tokens[at].span.end;
            out.push(Span::new(from, end).trimmed(text));
            from = doc.tokens[at + 1].span.start;
        }
    }
    out.push(Span::new(from, block.span.end).trimmed(text));
    let rows: Vec<Span> = doc.lines[block.lines.clone()]
        .iter()
        .filter(|l| l.cells.len() > 2)
        .flat_map(|l| l.cells.clone())
        .collect();
    if rows.is_empty() {
        out
    } else {
        at_cells(text, out, &rows)
    }
}

/// Cuts clauses further where a cell of a table begins.
fn at_cells(text: &str, clauses: Vec<Span>, cells: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    for clause in clauses {
        let mut from = clause.start;
        for cell in cells
            .iter()
            .filter(|cell| cell.start > clause.start && cell.start < clause.end)
        {
            out.push(Span::new(from, cell.start).trimmed(text));
            from = cell.start;
        }
        out.push(Span::new(from, clause.end).trimmed(text));
    }
    out.retain(|span| !span.is_empty());
    out
}

/// True when a clause ends after token `at`.
fn ends_clause(text: &str, doc: &Doc, at: usize) -> bool {
    let token = &doc.tokens[at];
    let next = &doc.tokens[at + 1];
    match token.span.of(text) {
        ";" => true,
        "!" | "?" => next.spaced,
        "." => next.spaced && !abbreviates(text, doc, at),
        "\"" | ")" | "”" => {
            next.spaced
                && at > 0
                && matches!(doc.tokens[at - 1].span.of(text), "." | "!" | "?")
                && !next.span.of(text).starts_with(char::is_lowercase)
        }
        _ => false,
    }
}

/// True when the full stop at token `at` belongs to an abbreviation and no sentence ends there.
fn abbreviates(text: &str, doc: &Doc, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|b| &doc.tokens[b]) else {
        return false;
    };
    let word = before.span.of(text);
    let next = doc.tokens[at + 1].span.of(text);
    if before.span.end != doc.tokens[at].span.start {
        return false;
    }
    let lower = word.to_lowercase();
    let titles = [
        "dr", "mr", "mrs", "ms", "st", "prof", "vs", "e.g", "i.e", "no", "approx", "jr", "sr",
        "ref", "tel", "ext", "fig",
    ];
    if titles.contains(&lower.as_str()) {
        return true;
    }
    let small_next = next.starts_with(|c: char| c.is_lowercase());
    let units = [
        "min", "mins", "lb", "lbs", "ft", "in", "sec", "secs", "reps", "rep", "deg", "hr", "hrs",
        "wk", "wks", "yr", "yrs", "oz", "pt", "tx", "ex", "incl", "temp", "appt", "wt", "ht",
        "cerv", "thor", "lumb", "ther", "act", "activ", "max", "mod", "ext", "flex", "abd", "add",
        "lat", "med", "bilat", "exam", "resp", "pts", "w", "c", "s",
    ];
    if units.contains(&lower.as_str()) && small_next {
        return true;
    }
    // An initial before a name: `K. Osei`, but not a lone section letter at the front of a line.
    word.chars().count() == 1
        && word.chars().all(char::is_uppercase)
        && next.starts_with(char::is_uppercase)
        && before.spaced
        && at >= 2
        && !text[..before.span.start].ends_with('\n')
}

#[cfg(test)]
mod tests {
    use super::{Doc, Section};
    use crate::rules::RuleSet;
    use crate::text::Span;

    fn read(text: &str) -> Vec<(Section, String)> {
        let rules = RuleSet::builtin();
        let doc = Doc::read(text, Span::new(0, text.len()), &rules);
        doc.clauses
            .iter()
            .map(|c| {
                (
                    c.section,
                    c.span
                        .of(text)
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" "),
                )
            })
            .collect()
    }

    #[test]
    fn sentences_and_semicolons_end_clauses_and_abbreviations_do_not() {
        let got = read(
            "Dr. Osei held the belt; she lifted a 12.5 lb. crate. Pain 5 to 3/10 after set 2.",
        );
        let words: Vec<&str> = got.iter().map(|c| c.1.as_str()).collect();
        assert_eq!(
            words,
            [
                "Dr. Osei held the belt;",
                "she lifted a 12.5 lb. crate.",
                "Pain 5 to 3/10 after set 2."
            ]
        );
    }

    #[test]
    fn labels_open_sections_and_headings_stand() {
        let got = read(
            "S: neck 5/10\nO) C5 fixed\nGoal: carry the tray by May\n\nTREATMENT\nLifted crates.\n\nMore crates.\n",
        );
        let sections: Vec<Section> = got.iter().map(|c| c.0).collect();
        assert_eq!(
            sections,
            [
                Section::Subjective,
                Section::Objective,
                Section::Goal,
                Section::Treatment,
                Section::Treatment,
                Section::Treatment
            ]
        );
    }

    #[test]
    fn every_word_stands_in_exactly_one_clause() {
        let text = "HARBOR CLINIC\n97530 x2   24 min   1:1\n[ ] 97110\nGoal: stairs. Resp: tol well; pain 4 -> 3\n";
        let rules = RuleSet::builtin();
        let doc = Doc::read(text, Span::new(0, text.len()), &rules);
        let mut covered = vec![0; doc.tokens.len()];
        doc.clauses
            .iter()
            .flat_map(|c| c.tokens.clone())
            .for_each(|at| covered[at] += 1);
        assert!(covered.iter().all(|n| *n == 1), "{covered:?}");
    }
}
