//! Words around a signature that make it one or take it back.

use crate::parse::header::Frame;
use crate::rules::LabelFound;
use crate::text::Span;

/// Number of letters in the words.
pub(super) fn letters(words: &str) -> usize {
    words.chars().filter(|c| c.is_alphabetic()).count()
}

/// Number of digits in the words.
pub(super) fn digits(words: &str) -> usize {
    words.bytes().filter(u8::is_ascii_digit).count()
}

/// True for a line left to be filled in.
pub(super) fn blank(words: &str) -> bool {
    words.contains("___") || words.contains("....")
}

/// True when one of the last words before the mark takes it back or puts it off.
pub(super) fn denied(before: &str) -> bool {
    let apart = |c: char| !c.is_alphabetic();
    let words = before.rsplit(apart).filter(|w| !w.is_empty()).take(3);
    { words }.any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(
            word.as_str(),
            "not"
                | "no"
                | "never"
                | "without"
                | "un"
                | "be"
                | "until"
                | "requires"
                | "require"
                | "required"
                | "needs"
                | "need"
                | "awaits"
                | "unable"
                | "cannot"
        )
    })
}

/// True when the words after a mark say that it is the patient's, or nobody's.
pub(super) fn is_nobody(after: &str) -> bool {
    let words = after.trim_start_matches([' ', ':', '-', ',', '(', '[', '<', '*']);
    let first = words
        .split(|c: char| !c.is_alphabetic() && c != '/')
        .next()
        .unwrap_or_default();
    let first = first.to_ascii_lowercase();
    matches!(
        first.as_str(),
        "patient"
            | "pt"
            | "parent"
            | "guardian"
            | "client"
            | "subscriber"
            | "insured"
            | "none"
            | "missing"
            | "blank"
            | "absent"
            | "pending"
            | "n/a"
            | "not"
            | "no"
            | "required"
            | "needed"
            | "tbd"
            | "awaiting"
            | "here"
    ) && !words.starts_with("PT ")
}

/// Capitalized words beside a signature label that name nobody.
pub(super) fn is_status_word(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    matches!(
        word.as_str(),
        "date"
            | "time"
            | "signature"
            | "provider"
            | "therapist"
            | "signed"
            | "by"
            | "title"
            | "yes"
            | "no"
            | "pending"
            | "credentials"
            | "license"
            | "lic"
            | "print"
            | "printed"
            | "name"
            | "none"
            | "electronically"
            | "n/a"
            | "note"
            | "status"
    )
}

/// True for `DRAFT` as a mark of the note, not `draft of a letter`.
pub(super) fn is_status(frame: &Frame, label: &LabelFound) -> bool {
    let line = frame.lines[frame.line_of(label.span.start)];
    let words = frame.words(label.span);
    let after = frame.words(Span::new(label.span.end, line.end.max(label.span.end)));
    let lower = words.to_ascii_lowercase();
    let of_signature = lower.contains("sign") || lower.contains("authent");
    of_signature || frame.is_field_start(label.span.start) && !after.starts_with(" of")
}
