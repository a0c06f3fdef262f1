//! Checks one note from standard input and tells its findings:
//! `cargo run --example check_one < note.txt`

#![allow(
    clippy::print_stdout,
    reason = "an example talks to whoever started it"
)]

use std::io::Read;

use chartpull::rules::RuleSet;

fn main() -> anyhow::Result<()> {
    let mut note = String::new();
    std::io::stdin().read_to_string(&mut note)?;
    let rules = RuleSet::builtin();
    for checked in chartpull::check(&note, &rules)? {
        let number = checked.visit.visit;
        println!(
            "visit {number}: {}, score {}",
            checked.verdict.word(),
            checked.score
        );
        for finding in &checked.findings {
            let place = finding.citations.first();
            let place = place.map_or("nowhere".to_owned(), |at| format!("line {}", at.line));
            println!("  {place}: {} [{}]", finding.message, finding.rule);
        }
    }
    Ok(())
}
