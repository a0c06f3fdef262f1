//! `chartpull rules`: what the program knows, told, checked and tested.

mod coverage;
mod examples;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::bail;

use super::args::{Common, Rules};
use super::exit::Exit;
use super::{output, setup, terminal};
use crate::report::style::{Role, Style};
use crate::report::width::{cut, wrap};
use crate::rules::{Part, Rule, RuleSet, nearest, schema};

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
            let (Some(rule), Some(parts)) = (rules.rules.get(id), rules.explain(id)) else {
                bail!("{}", unknown(id, &rules));
            };
            output::print(&explain(rule, &parts, style, terminal::width()))?;
        }
        Rules::Check { file } => return check(file, common),
        Rules::Test { file } => return examples::run(file.as_deref(), common, style),
        Rules::Coverage { dir, format } => {
            return coverage::run(dir.as_deref(), *format, common, style);
        }
        Rules::Init => output::print(STARTER)?,
        Rules::Schema => output::print(&format!("{:#}\n", schema()))?,
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

/// What to say when no rule has that id.
pub(super) fn unknown(id: &str, rules: &RuleSet) -> String {
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

/// The page of a rule: its diagnostic, then its parts beside their titles.
fn explain(rule: &Rule, parts: &[Part], style: Style, width: usize) -> String {
    const INDENT: usize = 15;
    let head = format!("{}[{}]", rule.severity.word(), rule.id);
    let head = style.paint(rule.severity, head);
    let mut text = format!("{head}: {}\n", style.paint(Role::Strong, &rule.message));
    // The message is in the first line.
    for part in parts.iter().filter(|part| part.title != "says") {
        text.push('\n');
        let columns = width.saturating_sub(INDENT).max(20);
        let lines = part.text.lines().flat_map(|line| wrap_kept(line, columns));
        for (idx, line) in lines.enumerate() {
            let title = if idx == 0 { part.title } else { "" };
            let title = style.paint(Role::Frame, format!("  {title:<13}"));
            _ = writeln!(text, "{title}{line}");
        }
    }
    text
}

/// A line wrapped, with its indentation kept, which means something in a rules file.
fn wrap_kept(line: &str, columns: usize) -> Vec<String> {
    let indent = &line[..line.len() - line.trim_start().len()];
    let lines = wrap(line, columns.saturating_sub(indent.len()));
    lines
        .into_iter()
        .map(|line| format!("{indent}{line}"))
        .collect()
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
