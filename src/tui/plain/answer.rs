//! What can be answered, and how it is written.

use crate::visit::ChargeVerdict;

/// The answers, for `?`.
pub(super) const HELP: &str = "\
a            accept all the tool says that is open, mark the visit done, go to the next open one
1 s          item 1, a charge: supported; p partial, u unsupported
4 y          item 4, a finding: it stands
4 x REASON   item 4, a finding: dismiss it
c WORDS      comment on the visit; 4 c WORDS on item 4
f            flag the visit for a second look, or no longer
d            mark the visit done, or open again
n, b         next open visit, the open one before
g 12         go to visit 12
v            tell the visit again
t            the note's text, with line numbers
l            list all visits
u, r         undo, redo
q            leave; every decision is on disk
";

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Help,
    Tell,
    Text,
    List,
    Next,
    Previous,
    Go(usize),
    AcceptAll,
    Undo,
    Redo,
    Done,
    Flag,
    /// About the item of that number; 0 is the visit.
    On(usize, Item),
    Quit,
}

/// An answer about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Verdict(ChargeVerdict),
    Accept,
    Dismiss(String),
    Comment(String),
}

/// Reads an answer, or says what is wrong with it.
pub(super) fn parse(line: &str) -> Result<Answer, String> {
    let line = line.trim();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    let rest = rest.trim_start();
    let (word, words) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let words = words.trim();
    if !number.is_empty() {
        let number = number.parse().map_err(|_| unknown(line))?;
        return item(word, words)
            .map(|item| Answer::On(number, item))
            .ok_or_else(|| unknown(line));
    }
    Ok(match (word, words) {
        ("?" | "h" | "help", "") => Answer::Help,
        ("", "") | ("v", "") => Answer::Tell,
        ("t", "") => Answer::Text,
        ("l", "") => Answer::List,
        ("n", "") => Answer::Next,
        ("b", "") => Answer::Previous,
        ("g", number) => Answer::Go(
            number
                .parse()
                .map_err(|_| "g takes the number of a visit, as in g 12".to_owned())?,
        ),
        ("a", "") => Answer::AcceptAll,
        ("u", "") => Answer::Undo,
        ("r", "") => Answer::Redo,
        ("d", "") => Answer::Done,
        ("f", "") => Answer::Flag,
        ("q", "") => Answer::Quit,
        ("c", words) if !words.is_empty() => Answer::On(0, Item::Comment(words.to_owned())),
        _ => return Err(unknown(line)),
    })
}

fn item(word: &str, words: &str) -> Option<Item> {
    Some(match (word, words) {
        ("s", "") => Item::Verdict(ChargeVerdict::Supported),
        ("p", "") => Item::Verdict(ChargeVerdict::Partial),
        ("u", "") => Item::Verdict(ChargeVerdict::Unsupported),
        ("y", "") => Item::Accept,
        ("x", reason) => Item::Dismiss(reason.to_owned()),
        ("c", words) if !words.is_empty() => Item::Comment(words.to_owned()),
        _ => return None,
    })
}

fn unknown(line: &str) -> String {
    format!("`{line}` is no answer; ? lists the answers")
}

#[cfg(test)]
mod tests {
    use super::{Answer, Item, parse};
    use crate::visit::ChargeVerdict;

    #[test]
    fn answers_are_read_with_and_without_a_space() {
        let partial = Answer::On(2, Item::Verdict(ChargeVerdict::Partial));
        assert_eq!(parse("2 p"), Ok(partial.clone()));
        assert_eq!(parse(" 2p "), Ok(partial));
        assert_eq!(
            parse("4 x said  elsewhere"),
            Ok(Answer::On(4, Item::Dismiss("said  elsewhere".into())))
        );
        assert_eq!(
            parse("c who was there?"),
            Ok(Answer::On(0, Item::Comment("who was there?".into())))
        );
        assert_eq!(parse("g 12"), Ok(Answer::Go(12)));
        assert_eq!(parse(""), Ok(Answer::Tell));
    }

    #[test]
    fn what_is_no_answer_decides_nothing() {
        for line in [
            "accept",
            "2 z",
            "c",
            "g twelve",
            "99999999999999999999999 s",
            "a b",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
