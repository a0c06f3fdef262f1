//! Plain text and Markdown: decode, make harmless, say what was lost.

use super::encoding::Decoded;
use super::sanitize::sanitize;
use super::{ExtractError, Extracted};
use crate::visit::Problem;

/// What a UTF-8 text looks like after it was taken for Windows-1252 and saved again.
const MOJIBAKE: &str = "â€™ â€˜ â€œ â€\u{9d} â€“ â€” â€¢ â€¦ Ã© Ã¡ Ã± Ã³ Ã\u{ad} Â° Â½ Â±";

/// Share of control characters and broken bytes beyond which bytes are no text: one in so many.
const CONTROL_SHARE: usize = 10;

/// Reads text that was already decoded.
pub(super) fn read(decoded: Decoded, format: &'static str) -> Result<Extracted, ExtractError> {
    let mut problems = problems_of(&decoded);
    let sanitized = sanitize(decoded.text);
    let n_bad = sanitized.n_harmful + decoded.n_replaced;
    if n_bad * CONTROL_SHARE > sanitized.text.len() {
        return Err(ExtractError::Binary("data of an unknown kind"));
    }
    if sanitized.text.trim().is_empty() {
        return Err(ExtractError::Empty);
    }
    if sanitized.n_harmful > 0 {
        let signs = count(sanitized.n_harmful, "control or invisible character");
        let message = format!("{signs} replaced by a visible sign");
        problems.push(problem("control-characters", message));
    }
    let encoding = decoded.encoding.to_owned();
    Ok(Extracted {
        text: sanitized.text,
        format,
        encoding,
        problems,
    })
}

/// What went wrong before and while the bytes became text.
fn problems_of(decoded: &Decoded) -> Vec<Problem> {
    let mut problems = Vec::new();
    if decoded.guessed {
        let encoding = decoded.encoding;
        let message = format!("the file does not say its encoding; read as {encoding}");
        problems.push(problem("encoding-guessed", message));
    }
    if decoded.text.is_ascii() {
        return problems;
    }
    let n_lost = decoded.text.matches(char::REPLACEMENT_CHARACTER).count();
    if decoded.n_replaced > 0 {
        let message = format!(
            "{} could not be decoded",
            count(decoded.n_replaced, "character")
        );
        problems.push(problem("characters-replaced", message));
    } else if n_lost > 0 {
        let lost = count(n_lost, "character");
        let message = format!("{lost} had been lost before the file was saved");
        problems.push(problem("characters-replaced", message));
    }
    let n_garbled = count_garbled(&decoded.text);
    if n_garbled > 0 {
        let places = count(n_garbled, "place");
        let message =
            format!("signs or accents were garbled before the file was saved, in {places}");
        problems.push(problem("mojibake", message));
    }
    problems
}

/// Places where several characters stand for one. The first of them is `â`, `Ã` or `Â`, which all
/// have the same first byte.
fn count_garbled(text: &str) -> usize {
    let starts = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| *byte == 0xc3)
        .map(|(at, _)| &text[at..]);
    starts
        .filter(|rest| MOJIBAKE.split(' ').any(|garbled| rest.starts_with(garbled)))
        .count()
}

fn problem(kind: &str, message: String) -> Problem {
    Problem {
        kind: kind.to_owned(),
        message,
    }
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
