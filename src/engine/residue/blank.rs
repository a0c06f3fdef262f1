//! Runs of one sign: `___`, `***`, `XX`, and tokens between signs: `@AGE@`, `%NAME%`, `${name}`.

use super::{Page, Shape};
use crate::rules::LeftoverList;
use crate::text::Span;

/// Bytes that may stand between a blank and the label of a line to sign on.
const SIGN_REACH: usize = 60;

impl Page<'_> {
    /// A run of the sign at `at`.
    pub(super) fn run(&self, at: usize) -> Shape {
        let bytes = self.text.as_bytes();
        let sign = bytes[at];
        let n = bytes[at..self.visit.end]
            .iter()
            .take_while(|b| **b == sign)
            .count();
        let run = Span::new(at, at + n);
        let is_leftover = match sign {
            b'_' => n >= 2 && self.is_open_blank(run),
            b'*' => n >= 3 && self.is_wildcard(run),
            b'X' => n >= 2 && self.is_cross_out(run),
            b'?' => n >= 3 || self.is_number_missing(run),
            _ => {
                self.is_number_missing(run)
                    && !self.before(at).is_some_and(|b| b.is_ascii_alphanumeric())
            }
        };
        let leftover = is_leftover.then(|| self.whole(run));
        Shape {
            leftover,
            next: leftover.map_or(run.end, |span| span.end),
        }
    }

    fn before(&self, at: usize) -> Option<u8> {
        at.checked_sub(1)
            .filter(|i| *i >= self.visit.start)
            .map(|i| self.text.as_bytes()[i])
    }

    fn after(&self, at: usize) -> Option<u8> {
        (at < self.visit.end).then(|| self.text.as_bytes()[at])
    }

    /// True for a blank that nobody filled: not a ruling line, not `__25__`, not a box of a
    /// `Yes_x_ No__` pair, not a line to sign on.
    fn is_open_blank(&self, run: Span) -> bool {
        let line = self.line(run.start);
        let words = line.of(self.text);
        let joined = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric());
        let (left, right) = (self.before(run.start), self.after(run.end));
        if !words.bytes().any(|b| b.is_ascii_alphanumeric()) || joined(left) && joined(right) {
            return false;
        }
        // `__25__` and `_x_`: a run that closes or opens a filled blank.
        if joined(right) && self.closes_later(run.end, line.end)
            || joined(left) && self.opened_before(run.start, line.start)
        {
            return false;
        }
        if run.len() == 2 {
            // `No__`, `__ left`: a box; only before a scale is a short blank a value.
            return self.is_number_missing(run) || right == Some(b']');
        }
        !self.is_to_sign(run, line) && !is_long_rule(run, words)
    }

    /// True when a scale or a unit follows the run: `__/10`, `xx minutes`, `## reps`.
    fn is_number_missing(&self, run: Span) -> bool {
        let rest = &self.text[run.end..self.visit.end];
        if rest.starts_with("/10")
            || rest.starts_with("/ 10")
            || run.len() > 1 && rest.starts_with("/_")
        {
            return true;
        }
        let gap = rest
            .strip_prefix([' ', '-'])
            .unwrap_or(if run.len() > 1 { rest } else { "" });
        let word = gap
            .split(|c: char| !(c.is_alphabetic() || c == '/'))
            .next()
            .unwrap_or_default();
        run.len() >= 2 && self.words.has(LeftoverList::Measured, &word.to_lowercase())
    }

    /// True when the word right of the run ends in another run: `__25__`, `__10 min__`.
    fn closes_later(&self, at: usize, end: usize) -> bool {
        let rest = &self.text[at..end];
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | ' ');
        rest.find(|c: char| !inner(c)).is_some_and(|len| {
            len <= 24
                && rest[len..].starts_with('_')
                && !rest[..len].ends_with(' ')
                && !rest[..len].starts_with(' ')
        })
    }

    /// True when the word left of the run began after another run.
    fn opened_before(&self, at: usize, start: usize) -> bool {
        let rest = &self.text[start..at];
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | ' ');
        rest.rfind(|c: char| !inner(c)).is_some_and(|from| {
            rest.len() - from <= 25
                && rest[from..].starts_with('_')
                && !rest[from + 1..].starts_with(' ')
        })
    }

    /// True for a line where somebody signs: it stays open until then.
    fn is_to_sign(&self, run: Span, line: Span) -> bool {
        let from = run.start.saturating_sub(SIGN_REACH).max(line.start);
        let Some(before) = self.text.get(from..run.start) else {
            return false;
        };
        let apart = |c: char| !c.is_alphabetic();
        let is = |list: LeftoverList, word: &str| self.words.has(list, &word.to_lowercase());
        let signs = |word: &str| is(LeftoverList::ToSign, word);
        let mut words = before.rsplit(apart).filter(|w| !w.is_empty()).take(4);
        let nearest = words.next().unwrap_or_default();
        let crossed = line.of(self.text).to_lowercase().contains("x__");
        let beside = is(LeftoverList::BesideSign, nearest)
            && (crossed || line.of(self.text).split(apart).any(signs));
        // An empty line, or one with an `x` where to sign.
        let lead = before.trim();
        let alone = (lead.is_empty() || lead.eq_ignore_ascii_case("x")) && run.len() >= 12;
        signs(nearest) || beside || alone || words.any(signs) && run.len() >= 8
    }

    /// True for `***` in place of a word: not a ruling line, a frame around words, or bold type.
    fn is_wildcard(&self, run: Span) -> bool {
        let line = self.line(run.start);
        let words = line.of(self.text);
        let letter = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric());
        let glued = letter(self.before(run.start)) && letter(self.after(run.end));
        if glued || !words.bytes().any(|b| b.is_ascii_alphanumeric()) {
            return false;
        }
        let first = words.trim_start().starts_with("***");
        let framed = first && words.matches("***").count() >= 2;
        let bold = letter(self.after(run.end)) && words[run.end - line.start..].contains("***");
        let heading = first
            && self.after(run.end) == Some(b' ')
            && run.start == line.start
            && self.starts_note(run.end);
        !framed && !bold && !heading
    }

    /// True when a capital or a word of removal follows a mark at the line's start.
    fn starts_note(&self, at: usize) -> bool {
        let rest = self.text[at..self.visit.end].trim_start_matches(' ');
        rest.starts_with(|c: char| c.is_uppercase()) || rest.starts_with("removed")
    }

    /// True for capitals that stand for a value: `XX`, `XX/XX/XXXX`, `XX-year-old`.
    fn is_cross_out(&self, run: Span) -> bool {
        let left = self.before(run.start);
        let word = |b: Option<u8>| {
            b.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'[' || b == b'(' && run.len() < 2)
        };
        let right = self.after(run.end);
        // `46,XX` is a karyotype, `[XX]` a box, `XXII` and `XXL` words.
        !(word(left)
            || left == Some(b',')
            || right.is_some_and(|b| b.is_ascii_alphanumeric() || b == b']'))
    }

    /// The left-over with what belongs to it: `___/___`, `XX/10`, `___/10`.
    fn whole(&self, run: Span) -> Span {
        let bytes = self.text.as_bytes();
        let sign = bytes[run.start];
        let mut end = run.end;
        while self.after(end) == Some(b'/') {
            let part = bytes[end + 1..self.visit.end]
                .iter()
                .take_while(|b| **b == sign || b.is_ascii_digit())
                .count();
            if part == 0 {
                break;
            }
            end += 1 + part;
        }
        Span::new(run.start, end)
    }

    /// A score without its number: `Pain: /10`, `( )/10`.
    pub(super) fn empty_scale(&self, at: usize) -> Shape {
        let none = Shape {
            leftover: None,
            next: at + 1,
        };
        let rest = &self.text[at..self.visit.end];
        let ten = rest.starts_with("/10")
            && !rest[3..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
        if !ten {
            return none;
        }
        let line = self.line(at);
        let before = self.text[line.start..at].trim_end_matches([' ', '(', ')', '[', ']']);
        // A number in words or a fraction sign also fills the scale.
        let word = before
            .rsplit(|c: char| !c.is_alphanumeric() && c != '.')
            .next()
            .unwrap_or_default();
        let asks = self.words.has(LeftoverList::Scored, &word.to_lowercase())
            || before.ends_with(':') && before.len() < at - line.start;
        let leftover =
            asks.then(|| Span::new(line.start + before.len(), at + 3).trimmed(self.text));
        Shape {
            leftover,
            next: at + 3,
        }
    }

    /// A merge token: `@AGE@`, `%PATIENT_NAME%`, `${name}`.
    pub(super) fn token(&self, at: usize) -> Shape {
        let bytes = self.text.as_bytes();
        let sign = bytes[at];
        if sign == b'$' {
            let braced = self.after(at + 1) == Some(b'{');
            let end = self.text[at..self.visit.end]
                .find('}')
                .filter(|n| braced && *n < 40)
                .map(|n| at + n + 1);
            return Shape {
                leftover: end.map(|end| Span::new(at, end)),
                next: end.unwrap_or(at + 1),
            };
        }
        let name = bytes[at + 1..self.visit.end]
            .iter()
            .take_while(|b| {
                b.is_ascii_uppercase() || b.is_ascii_digit() || **b == b'_' || **b == b'.'
            })
            .count();
        let end = at + 1 + name;
        let closed = name >= 2 && self.after(end) == Some(sign);
        let leftover = closed.then(|| Span::new(at, end + 1));
        Shape {
            leftover,
            next: if closed { end + 1 } else { at + 1 },
        }
    }
}

/// True for a run that is most of its line: it rules the page.
fn is_long_rule(run: Span, words: &str) -> bool {
    run.len() >= 40 && run.len() * 2 > words.trim().len()
}
