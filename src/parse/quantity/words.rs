//! The tokens of a visit as the time grammar sees them.

use crate::parse::{Doc, Token, TokenKind, sign_id};
use crate::rules::{RuleSet, TimeClass, TimeWord};

/// Tokens with the classes of words that cover them.
pub struct Words<'a> {
    /// Text of the note file.
    pub text: &'a str,
    /// Tokens of the visit.
    pub tokens: &'a [Token],
    classes: Vec<u64>,
    heads: Vec<u64>,
}

impl<'a> Words<'a> {
    /// Marks each token with the classes of the phrases that cover it.
    pub fn new(text: &'a str, doc: &'a Doc, rules: &RuleSet) -> Self {
        let mut classes = vec![0; doc.tokens.len()];
        let mut heads = vec![0; doc.tokens.len()];
        for cue in &doc.cues {
            if let TimeClass::Word(word) = rules.time.get(cue.class) {
                for class in &mut classes[cue.first..cue.end] {
                    *class |= word.bit();
                }
                heads[cue.first] |= word.bit();
            }
        }
        Self {
            text,
            tokens: &doc.tokens,
            classes,
            heads,
        }
    }

    /// Number of tokens.
    pub fn n_tokens(&self) -> usize {
        self.tokens.len()
    }

    /// True when the token `at` exists and stands in a phrase of that class.
    pub fn is(&self, at: usize, word: TimeWord) -> bool {
        self.classes
            .get(at)
            .is_some_and(|set| set & word.bit() != 0)
    }

    /// True when a phrase of that class begins at the token `at`.
    pub fn begins(&self, at: usize, word: TimeWord) -> bool {
        self.heads.get(at).is_some_and(|set| set & word.bit() != 0)
    }

    /// True when the token stands in a phrase of one of these classes.
    pub fn any(&self, at: usize, words: &[TimeWord]) -> bool {
        let bits = words.iter().fold(0, |all, word| all | word.bit());
        self.classes.get(at).is_some_and(|set| set & bits != 0)
    }

    /// The letters of the token `at`; empty beyond the end.
    pub fn letters(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .map_or("", |token| token.span.of(self.text))
    }

    /// The letters of the token, dashes of every length as `-`.
    pub fn mark(&self, at: usize) -> &'a str {
        if self.sign(at, '-') {
            "-"
        } else {
            self.letters(at)
        }
    }

    /// True when the token is that word, in any case.
    pub fn says(&self, at: usize, word: &str) -> bool {
        self.letters(at).eq_ignore_ascii_case(word)
    }

    /// True when the token is that sign or one that looks like it.
    pub fn sign(&self, at: usize, sign: char) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| t.kind == TokenKind::Sign && t.word == sign_id(sign))
    }

    /// Kind of the token `at`.
    pub fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// True when no white space stands before the token.
    pub fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    /// True when a line ends before the token.
    pub fn breaks(&self, at: usize) -> bool {
        if at == 0 {
            return true;
        }
        match (self.tokens.get(at - 1), self.tokens.get(at)) {
            (Some(before), Some(here)) => {
                here.spaced && self.text[before.span.end..here.span.start].contains('\n')
            }
            _ => true,
        }
    }

    /// Columns of white space before the token, on its line.
    pub fn gap(&self, at: usize) -> usize {
        match (
            at.checked_sub(1).and_then(|b| self.tokens.get(b)),
            self.tokens.get(at),
        ) {
            (Some(before), Some(here)) => here.span.start - before.span.end,
            _ => 0,
        }
    }

    /// Cheap test that no amount is missed by.
    pub(super) fn may_start_amount(&self, at: usize) -> bool {
        match self.tokens[at].kind {
            TokenKind::Number | TokenKind::Clock => true,
            TokenKind::Code | TokenKind::Mixed => false,
            TokenKind::Sign => matches!(self.letters(at), "(" | "~" | "×" | "*" | "½" | "¼" | "¾"),
            TokenKind::Word => {
                self.any(
                    at,
                    &[
                        TimeWord::MinuteLabel,
                        TimeWord::Unit,
                        TimeWord::Start,
                        TimeWord::Timed,
                        TimeWord::Total,
                        TimeWord::Visit,
                        TimeWord::Correction,
                    ],
                ) || ["time", "dur", "length"].iter().any(|w| self.says(at, w))
                    || super::number::may_start(self, at)
            }
        }
    }
}

impl Words<'_> {
    /// True when the token is a number that touches the one before it.
    pub(super) fn glued_number(&self, at: usize) -> bool {
        self.glued(at) && self.figure(at)
    }

    /// True when the token is a number in figures.
    pub(super) fn figure(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Number)
    }
}
