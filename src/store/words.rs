//! A decision told in plain words, for `log show` and for messages.

use super::entry::Entry;
use crate::decision::{Action, Decision, Target};

/// The decision in plain words: `verdict partial on 97530 of notes/x.txt visit 1`.
pub fn words(entry: &Entry) -> String {
    harmless(&told(&entry.decision))
}

fn told(decision: &Decision) -> String {
    let place = place(decision);
    match &decision.action {
        Action::Verdict {
            verdict: Some(verdict),
        } => format!("verdict {} on {place}", verdict.word()),
        Action::Verdict { verdict: None } => format!("verdict taken back on {place}"),
        Action::Accept => format!("accepted {place}"),
        Action::Dismiss { reason } if reason.trim().is_empty() => format!("dismissed {place}"),
        Action::Dismiss { reason } => format!("dismissed {place}: {}", one_line(reason)),
        Action::Comment { text } => format!("comment on {place}: {}", one_line(text)),
        Action::Reviewed { done: true } => format!("reviewed {place}"),
        Action::Reviewed { done: false } => format!("opened again {place}"),
        Action::Flag { on: true } => format!("second look wanted on {place}"),
        Action::Flag { on: false } => format!("second look no longer wanted on {place}"),
        Action::Undo { of } => format!("undo of {of} ({place})"),
        Action::Redo { of } => format!("redo of {of} ({place})"),
    }
}

/// What the decision is about, part first.
fn place(decision: &Decision) -> String {
    let key = &decision.anchor.key;
    let visit = format!("{} visit {}", key.path, key.visit);
    match &decision.target {
        Target::Visit => visit,
        Target::Charge { code, nth: 0 | 1 } => format!("{code} of {visit}"),
        Target::Charge { code, nth } => format!("{code} (number {nth}) of {visit}"),
        Target::Finding {
            rule,
            code: Some(code),
            ..
        } => format!("finding {rule} on {code} of {visit}"),
        Target::Finding {
            rule, code: None, ..
        } => format!("finding {rule} of {visit}"),
        Target::Passage { quote } => format!("\"{}\" of {visit}", one_line(quote)),
    }
}

/// Lines joined, so that one decision stays one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control and bidi characters made visible: a journal may come from somebody else.
pub fn harmless(text: &str) -> String {
    let bidi = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| {
            if c.is_control() || bidi(c) {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}
