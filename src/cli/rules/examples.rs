//! `chartpull rules test`: the rules against their own examples, told rule by rule.

use std::fmt::Write as _;
use std::path::Path;

use crate::cli::args::Common;
use crate::cli::exit::Exit;
use crate::cli::{output, setup, terminal};
use crate::engine::selftest::{Fault, Selftest, Wrong, selftest};
use crate::report::style::{Role, Style};
use crate::report::width::cut;

/// Lines of an example that are told; the rest is in the rules file.
const MAX_LINES: usize = 3;

/// Runs every example. [`Exit::Found`] when one does not do what it is there for.
pub(super) fn run(file: Option<&Path>, common: &Common, style: Style) -> anyhow::Result<Exit> {
    let mut common = common.clone();
    common.rules.extend(file.map(Path::to_owned));
    let rules = setup::rules(&common)?;
    let profile = setup::profile(&rules, &common.profile)?;
    let result = selftest(&rules, &profile);
    output::print(&told(&result, rules.rules.len(), style, terminal::width()))?;
    let failed = !result.wrong.is_empty();
    Ok(if failed { Exit::Found } else { Exit::Done })
}

fn told(result: &Selftest, n_rules: usize, style: Style, width: usize) -> String {
    let mut text = String::new();
    for wrong in &result.wrong {
        one(&mut text, wrong, style, width);
    }
    if !result.bare.is_empty() {
        let title = style.paint(Role::Warning, "No example on one of the two sides:");
        _ = writeln!(text, "{title} {}\n", result.bare.join(", "));
    }
    let (n_examples, n_wrong) = (result.n_examples, result.wrong.len());
    let verdict = match n_wrong {
        0 => style.paint(Role::Good, "all do what they are there for".to_owned()),
        n => style.paint(Role::Error, format!("{n} wrong")),
    };
    _ = writeln!(text, "{n_examples} examples of {n_rules} rules: {verdict}");
    text
}

fn one(text: &mut String, wrong: &Wrong, style: Style, width: usize) {
    let (list, found) = match wrong.fault {
        Fault::Missing => ("must_flag", "raised instead"),
        Fault::Noisy => ("must_pass", "pointed at"),
    };
    let head = format!("{}[{}]", wrong.fault.word(), wrong.rule);
    let head = style.paint(Role::Error, head);
    _ = writeln!(text, "{head}: example {} of {list}", wrong.number);
    let bar = style.paint(Role::Frame, "  |");
    let mut lines = wrong.example.trim_end().lines();
    for line in lines.by_ref().take(MAX_LINES) {
        _ = writeln!(text, "{bar} {}", cut(line, width.saturating_sub(4)));
    }
    let n_more = lines.count();
    if n_more > 0 {
        _ = writeln!(text, "{bar} … and {n_more} more");
    }
    let words = if wrong.found.is_empty() {
        "nothing".to_owned()
    } else {
        wrong.found.join(", ")
    };
    let found = style.paint(Role::Frame, format!("  = {found}:"));
    _ = writeln!(text, "{found} {words}\n");
}

#[cfg(test)]
mod tests {
    use super::{Fault, Selftest, Style, Wrong, told};

    #[test]
    fn each_wrong_example_is_told_with_what_was_found() {
        let wrong = |fault, found: &[&str]| Wrong {
            rule: "own.phrase".to_owned(),
            fault,
            number: 2,
            example: "one\ntwo\nthree\nfour\nfive\n".to_owned(),
            found: found.iter().map(|word| (*word).to_owned()).collect(),
        };
        let result = Selftest {
            n_examples: 9,
            wrong: vec![
                wrong(Fault::Missing, &[]),
                wrong(Fault::Noisy, &["did great"]),
            ],
            bare: vec!["own.bare".to_owned()],
        };
        let expected = "\
missing[own.phrase]: example 2 of must_flag
  | one
  | two
  | three
  | … and 2 more
  = raised instead: nothing

noisy[own.phrase]: example 2 of must_pass
  | one
  | two
  | three
  | … and 2 more
  = pointed at: did great

No example on one of the two sides: own.bare

9 examples of 4 rules: 2 wrong
";
        assert_eq!(told(&result, 4, Style { colour: false }, 80), expected);
    }
}
