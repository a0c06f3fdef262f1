//! The grammar of amounts, form by form: what is read, and of which words.

use super::{Amount, Words, amounts};
use crate::parse::Doc;
use crate::rules::RuleSet;
use crate::text::Span;

/// The amounts of a line, written short: `23m` minutes, `9:05+23` a span, `2u` units, `-` nothing.
fn short(rules: &RuleSet, text: &str) -> String {
    let whole = Span::new(0, text.len());
    let doc = Doc::read(text, whole, rules);
    let words = Words::new(text, &doc, rules);
    let one = |amount: Amount| match amount {
        Amount::Minutes { minutes, each, .. } => {
            format!("{minutes}m{}", if each { " each" } else { "" })
        }
        Amount::Clock { start, minutes, .. } => {
            format!("{}:{:02}+{minutes}", start / 60, start % 60)
        }
        Amount::Units { units, each, .. } => {
            format!("{units}u{}", if each { " each" } else { "" })
        }
        Amount::Nothing => "-".to_owned(),
    };
    let found: Vec<String> = amounts(&words).iter().map(|f| one(f.amount)).collect();
    found.join(" ")
}

fn table(rows: &[(&str, &str)]) {
    let rules = RuleSet::builtin();
    let wrong: Vec<String> = rows
        .iter()
        .map(|(text, want)| (text, want, short(&rules, text)))
        .filter(|(_, want, got)| *want != got)
        .map(|(text, want, got)| format!("{text:?}: {got:?}, not {want:?}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn durations() {
    table(&[
        ("97530 25 min", "25m"),
        ("97530 25 mins.", "25m"),
        ("97530 25min", "25m"),
        ("97530 25 minutos", "25m"),
        ("97530 25'", "25m"),
        ("97530 25m", "25m"),
        ("97530 twenty-five minutes", "25m"),
        ("97530 twenty five (25) minutes", "25m"),
        ("a 25-minute block", "25m"),
        ("half an hour", "30m"),
        ("an hour and a quarter", "75m"),
        ("three quarters of an hour", "45m"),
        ("1 hr 10 min", "70m"),
        ("1.5 hours", "90m"),
        ("0.5 hr", "30m"),
        ("1h05", "65m"),
        ("0:25:00", "25m"),
        ("20-25 minutes", "20m"),
        ("20 to 25 minutes", "20m"),
        ("8 + 15 = 23 minutes", "23m"),
        ("8 min + 15 min", "8m 15m"),
        ("15 min x 2", "30m"),
        ("15 minutes each", "15m each"),
        ("25 rnin", "25m"),
        ("2S min", "25m"),
        ("3O minutes", "30m"),
        ("Minutes: 25", "25m"),
        ("min = 25", "25m"),
        ("Time: 25", "25m"),
        ("97530 x25", "25m"),
    ]);
}

#[test]
fn spans_of_the_clock() {
    table(&[
        ("9:05-9:28", "9:05+23"),
        ("9:05 am to 9:28 am", "9:05+23"),
        ("0905-0928", "9:05+23"),
        ("11:50-12:13", "11:50+23"),
        ("from 2:02 until 2:25 pm", "2:02+23"),
        ("2:02-25", "2:02+23"),
        ("began 3:10; concluded 3:35", "3:10+25"),
        ("Time in 9:00, time out 9:50", "9:00+50"),
        ("from ten past nine until half past", "9:10+20"),
        ("appointment 11/24/2026", "-"),
        ("arrived at 9:05", ""),
    ]);
}

#[test]
fn units_of_service() {
    table(&[
        ("97530 x2", "2u"),
        ("97530 x 2", "2u"),
        ("97530 - 2 units", "2u"),
        ("97530 2u", "2u"),
        ("97530 two units", "2u"),
        ("2 units of 97530", "2u"),
        ("97530 units: 2.0", "2u"),
        ("97530 1 unit each", "1u each"),
        ("97530, 2 units, 30 min", "2u 30m"),
    ]);
}

#[test]
fn what_is_no_amount() {
    table(&[
        ("hold 30 seconds", "-"),
        ("sit to stand in 12.4 s", "-"),
        ("at least 8 minutes", "-"),
        ("billed at 15 min per unit", "-"),
        ("billed in 15-minute increments", "-"),
        ("Mod A 25%", ""),
        ("BP 128/76, HR 72", ""),
        ("3 sets of 10", ""),
        ("ROM 0-120", ""),
    ]);
}
