//! Fits the clause scorer and the element decisions on labelled notes:
//!
//! ```text
//! cargo run --release --example fit -- [--gold DIR] [--write]
//! ```
//!
//! Reads the labelled sets under `DIR` (default `../shared/gold`), the roles of their clauses
//! (`tests/fit/roles.tsv`) and clauses written for the purpose (`tests/fit/clauses.tsv`). Prints how
//! well each set is judged by weights that never saw it (leave one set out). With `--write` it puts
//! the weights fitted on all of them into `src/engine/weights/`. Same input, same bytes.

#![allow(clippy::print_stdout, reason = "its figures are its output")]
#![allow(
    clippy::needless_range_loop,
    reason = "questions and roles are numbered"
)]
#![allow(missing_docs, reason = "a command, not an interface")]

mod charges;
mod data;
mod linear;
mod roles;

use std::path::PathBuf;

/// Sets that the weights may see. The others stay unseen.
const TUNED: [&str; 7] = [
    "dev-a", "dev-b", "dev-d", "dev-e", "dev-g", "dev-i", "dev-j",
];

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let gold = args
        .iter()
        .position(|a| a == "--gold")
        .and_then(|at| args.get(at + 1))
        .map_or("../shared/gold", String::as_str);
    let write = args.iter().any(|a| a == "--write");
    let corpus = data::Corpus::read(&PathBuf::from(gold), &TUNED)?;
    let own = data::own_sets()?;
    let sets: Vec<&str> = TUNED
        .iter()
        .copied()
        .chain(own.iter().map(String::as_str))
        .collect();
    println!(
        "{} notes, {} clauses, {} written clauses",
        corpus.notes.len(),
        corpus.n_clauses(),
        corpus.written.len()
    );
    let scored = roles::leave_one_out(&corpus, &sets);
    if args.iter().any(|a| a == "--lost") {
        charges::lost(&corpus);
    }
    if args.iter().any(|a| a == "--oracle") {
        println!("with the labelled roles themselves:");
        charges::leave_one_out(&corpus, &sets, &roles::oracle(&corpus));
        charges::contact_out(&corpus, &sets, &roles::oracle(&corpus));
    }
    let out = PathBuf::from("src/engine/weights");
    charges::leave_one_out(&corpus, &sets, &scored);
    charges::contact_out(&corpus, &sets, &scored);
    if write {
        std::fs::create_dir_all(&out)?;
        let fitted = roles::fit(&corpus, &|_| true);
        std::fs::write(out.join("clauses.tsv"), fitted.text())?;
        std::fs::write(
            out.join("elements.tsv"),
            charges::fit_text(&corpus, &scored),
        )?;
    }
    Ok(())
}
