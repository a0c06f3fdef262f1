//! Prints how a note is cut into clauses, with section and label: `cargo run --example structure -- NOTE`.

use chartpull::parse::Doc;
use chartpull::rules::RuleSet;
use chartpull::text::Span;

fn main() -> std::io::Result<()> {
    let rules = RuleSet::builtin();
    let mut out = String::new();
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let doc = Doc::read(&text, Span::new(0, text.len()), &rules);
        for clause in &doc.clauses {
            let words: Vec<&str> = clause.span.of(&text).split_whitespace().collect();
            let mark = if clause.heading {
                "#"
            } else if clause.label.is_some() {
                ":"
            } else {
                " "
            };
            let mark = if clause.first {
                format!("\n{mark}")
            } else {
                format!("  {mark}")
            };
            out.push_str(&format!(
                "{mark} {:11} {}\n",
                clause.section.word(),
                words.join(" ")
            ));
        }
    }
    std::io::Write::write_all(&mut std::io::stdout(), out.as_bytes())
}
