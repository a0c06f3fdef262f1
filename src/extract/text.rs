//! Plain text and Markdown: decode, make harmless, say what was lost.

use super::encoding::Decoded;
use super::sanitize::sanitize;
use super::{ExtractError, Extracted};
use crate::visit::Problem;

/// What a UTF-8 text looks like after it was taken for Windows-1252 and saved again.
const MOJIBAKE: [&str; 12] = [
    "â€™",
    "â€œ",
    "â€\u{9d}",
    "â€“",
    "â€”",
    "â€¢",
    "â€¦",
    "Ã©",
    "Ã±",
    "Ã³",
    "Â°",
    "Â½",
];

/// Share of control characters and broken bytes beyond which bytes are no text: one in so many.
const CONTROL_SHARE: usize = 10;

/// Reads text that was already decoded.
pub(super) fn read(decoded: Decoded, format: &'static str) -> Result<Extracted, ExtractError> {
    let mut problems = Vec::new();
    let mut report = |kind: &str, message: String| {
        problems.push(Problem {
            kind: kind.to_owned(),
            message,
        });
    };
    let Decoded {
        text,
        encoding,
        guessed,
        n_replaced,
    } = decoded;
    if guessed {
        report(
            "encoding-guessed",
            format!("the file does not say its encoding; read as {encoding}"),
        );
    }
    let n_lost = text.matches(char::REPLACEMENT_CHARACTER).count();
    if n_replaced > 0 {
        report(
            "characters-replaced",
            format!("{} could not be decoded", count(n_replaced, "character")),
        );
    } else if n_lost > 0 {
        report(
            "characters-replaced",
            format!(
                "{} had been lost when the file was made",
                count(n_lost, "character")
            ),
        );
    }
    let n_mojibake: usize = if text.is_ascii() {
        0
    } else {
        MOJIBAKE.iter().map(|m| text.matches(m).count()).sum()
    };
    if n_mojibake > 0 {
        let places = count(n_mojibake, "place");
        report(
            "mojibake",
            format!("signs and accents were garbled before the file was saved, in {places}"),
        );
    }
    let sanitized = sanitize(text);
    if (sanitized.n_harmful + n_replaced) * CONTROL_SHARE > sanitized.text.len() {
        return Err(ExtractError::Binary("data of an unknown kind"));
    }
    if sanitized.n_harmful > 0 {
        let signs = count(sanitized.n_harmful, "control or invisible character");
        report(
            "control-characters",
            format!("{signs} replaced by a visible sign"),
        );
    }
    if sanitized.text.trim().is_empty() {
        return Err(ExtractError::Empty);
    }
    Ok(Extracted {
        text: sanitized.text,
        format,
        encoding: encoding.to_owned(),
        problems,
    })
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
