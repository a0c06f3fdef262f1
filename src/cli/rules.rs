//! `chartpull rules`: what the program knows, told, checked and tested.

mod examples;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::bail;

use super::args::{Common, Rules};
use super::exit::Exit;
use super::{output, setup, terminal};
use crate::report::style::{Role, Style};
use crate::report::width::{cut, wrap};
use crate::rules::{Rule, RuleSet, nearest};

/// A rules file to start from.
const STARTER: &str = include_str!("starter.yaml");

/// Does what was asked and says how it ended.
pub(super) fn run(command: &Rules, common: &Common) -> anyhow::Result<Exit> {
    let style = Style {
        colour: terminal::colour(common.no_color),
    };
    match command {
        Rules::List => output::print(&list(&setup::rules(common)?, style, terminal::columns()))?,
        Rules::Explain { id } => {
            let rules = setup::rules(common)?;
            let Some(rule) = rules.rules.get(id) else {
                bail!("{}", unknown(id, &rules));
            };
            output::print(&explain(rule, style, terminal::width()))?;
        }
        Rules::Check { file } => return check(file, common),
        Rules::Test { file } => return examples::run(file.as_deref(), common, style),
        Rules::Init => output::print(STARTER)?,
        _ => bail!("this part is not built yet"),
    }
    Ok(Exit::Done)
}

/// One line for each rule; cut to the page when there is one.
fn list(rules: &RuleSet, style: Style, columns: Option<usize>) -> String {
    let longest = rules.rules.keys().map(String::len).max().unwrap_or(0);
    let mut text = String::new();
    for rule in rules.rules.values() {
        let Rule { id, points, .. } = rule;
        let severity = style.paint(rule.severity, format!("{:<7}", rule.severity.word()));
        let room = columns.map_or(usize::MAX, |all| all.saturating_sub(longest + 16).max(20));
        let message = cut(&rule.message, room);
        let id = style.paint(Role::Strong, format!("{id:<longest$}"));
        _ = writeln!(text, "{id}  {severity}  {points:>3}  {message}");
    }
    text
}

fn unknown(id: &str, rules: &RuleSet) -> String {
    if rules.off.iter().any(|off| off == id) {
        return format!("rule `{id}` is switched off by a file given with --rules");
    }
    let known: Vec<&str> = rules.rules.keys().map(String::as_str).collect();
    // A part of an id counts too: `explain contact` names all rules on contact.
    let holds = |known: &&str| !id.is_empty() && known.contains(id);
    let mut near: Vec<&str> = nearest(id, &known).into_iter().collect();
    if near.is_empty() {
        near = known.iter().copied().filter(holds).collect();
    }
    if near.is_empty() {
        return format!("unknown rule `{id}`: `chartpull rules list` tells all of them");
    }
    let near: Vec<String> = near.iter().map(|id| format!("`{id}`")).collect();
    format!("unknown rule `{id}`, did you mean {}?", near.join(" or "))
}

/// Everything a reader wants to know of a rule.
fn explain(rule: &Rule, style: Style, width: usize) -> String {
    let mut text = String::new();
    let head = style.paint(
        rule.severity,
        format!("{}[{}]", rule.severity.word(), rule.id),
    );
    _ = writeln!(text, "{head}: {}", style.paint(Role::Strong, &rule.message));
    let (category, kind) = (rule.category.word(), rule.kind.word());
    let points = format!(
        "{} points of risk, category {category}, kind {kind}",
        rule.points
    );
    let when: Vec<String> = rule
        .when
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    for (name, words) in [
        ("weighs", points),
        ("when", when.join(", ")),
        ("why", rule.source.clone()),
        ("ask", rule.suggestion.clone()),
    ] {
        if !words.trim().is_empty() {
            field(&mut text, name, &words, style, width);
        }
    }
    show_examples(&mut text, "Flagged, for example:", &rule.must_flag, style);
    show_examples(&mut text, "Not flagged:", &rule.must_pass, style);
    text
}

fn field(text: &mut String, name: &str, words: &str, style: Style, width: usize) {
    const INDENT: usize = 10;
    for (idx, line) in wrap(words, width.saturating_sub(INDENT).max(20))
        .iter()
        .enumerate()
    {
        let name = if idx == 0 { name } else { "" };
        let name = style.paint(Role::Frame, format!("  {name:<8}"));
        _ = writeln!(text, "{name}{line}");
    }
}

fn show_examples(text: &mut String, title: &str, examples: &[String], style: Style) {
    if examples.is_empty() {
        return;
    }
    _ = writeln!(text, "\n{}", style.paint(Role::Strong, title));
    for (idx, example) in examples.iter().enumerate() {
        if idx > 0 {
            text.push('\n');
        }
        for line in example.trim_end().lines() {
            _ = writeln!(text, "  {} {line}", style.paint(Role::Frame, "|"));
        }
    }
}

/// Every mistake of a rules file, and of the rules it is laid over.
fn check(file: &Path, common: &Common) -> anyhow::Result<Exit> {
    let mut files = setup::read_all(&common.rules)?;
    let own = setup::read_rules(file)?;
    let name = own.0.clone();
    files.push(own);
    match RuleSet::load(&files) {
        Ok(rules) => {
            let n_rules = rules.rules.len();
            output::print(&format!(
                "{name}: no mistake; {n_rules} rules with the built-in ones\n"
            ))?;
            Ok(Exit::Done)
        }
        Err(errors) => {
            let lines: Vec<String> = errors.iter().map(|error| format!("{error}\n")).collect();
            output::print(&lines.concat())?;
            Ok(Exit::Found)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::STARTER;
    use crate::rules::RuleSet;

    #[test]
    fn the_starter_file_changes_nothing_and_has_no_mistake() {
        let rules = RuleSet::load(&[("mine.yaml", STARTER)]).map(|rules| rules.rules.len());
        assert_eq!(rules, Ok(RuleSet::builtin().rules.len()));
    }

    #[test]
    fn what_the_starter_file_shows_can_be_used_when_taken_in() {
        // A sentence has one blank after its #, an example none or more.
        let is_prose = |line: &str| line.starts_with("# ") && !line.starts_with("#  ");
        let taken: Vec<&str> = STARTER
            .lines()
            .filter(|line| !is_prose(line))
            .map(|line| line.strip_prefix('#').unwrap_or(line))
            .collect();
        let rules = RuleSet::load(&[("mine.yaml", taken.join("\n").as_str())])
            .expect("the examples of the starter file are valid");
        assert_eq!(rules.off, ["signature.missing"]);
        assert_eq!(rules.rules["contact.missing"].points, 30);
        assert!(rules.rules.contains_key("generic-phrasing.house_style"));
        assert!(rules.profiles.contains_key("acme"));
    }
}
