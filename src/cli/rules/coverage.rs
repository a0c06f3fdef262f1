//! `chartpull rules coverage DIR`: how often each rule fires on a folder of notes.
//!
//! A rule that never fires may be dead, misspelt or not needed here; one that fires on nearly every
//! visit says more of the clinic's form, or of the rule, than of any visit. Shares are of visits,
//! not of findings.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::bail;
use serde::Serialize;

use crate::cli::args::{Common, CoverageFormat};
use crate::cli::collect::collect;
use crate::cli::exit::Exit;
use crate::cli::progress::Progress;
use crate::cli::{output, setup, terminal};
use crate::finding::Checked;
use crate::report::style::{Role, Style};
use crate::report::width::{cut, wrap};
use crate::report::{Basis, Report};
use crate::rules::RuleSet;
use crate::scan::{ScanOptions, scan};

/// Share of visits, in percent, over which a rule fires on nearly everything.
const NEARLY_ALL: usize = 80;

/// Visits under which a share means nothing.
const FEW: usize = 5;

/// What was counted over a folder.
#[derive(Serialize)]
struct Coverage {
    schema: u32,
    profile: String,
    rules_version: String,
    visits: usize,
    unread: usize,
    never: Vec<String>,
    nearly_all: Vec<String>,
    switched_off: Vec<String>,
    rules: Vec<Row>,
}

/// One rule.
#[derive(Serialize)]
struct Row {
    rule: String,
    severity: &'static str,
    visits: usize,
    findings: usize,
    share_permille: usize,
    example: Option<Example>,
}

/// The first place at which a rule fired.
#[derive(Serialize)]
struct Example {
    path: String,
    visit: u32,
    line: Option<usize>,
    column: Option<usize>,
}

/// Scans the folder, counts, prints.
pub(super) fn run(
    dir: Option<&Path>,
    format: CoverageFormat,
    common: &Common,
    style: Style,
) -> anyhow::Result<Exit> {
    let root = setup::folder(dir)?;
    let rules = Arc::new(setup::rules(common)?);
    let profile = setup::profile(&rules, &common.profile)?;
    let basis = Basis {
        rules_version: rules.version.clone(),
        rules_hash: rules.hash.clone(),
        profile: profile.name.clone(),
    };
    let mut options = ScanOptions::new(root, Arc::clone(&rules), profile);
    options.jobs = common.jobs.unwrap_or(0);
    let events = scan(options.clone(), Arc::new(AtomicBool::new(false)));
    let collected = collect(&events, basis, &rules, &Progress::new(common.quiet));
    let report = collected.report;
    if report.summary.n_visits == 0 {
        bail!("no visit in {}: nothing to count", options.root.display());
    }
    let coverage = count(&report, &rules);
    match format {
        CoverageFormat::Text => output::print(&text(&coverage, style, terminal::columns()))?,
        CoverageFormat::Json => {
            let json = serde_json::to_string_pretty(&coverage)?;
            output::print(&format!("{json}\n"))?;
        }
    }
    Ok(if report.summary.n_unread > 0 {
        Exit::Unread
    } else {
        Exit::Done
    })
}

fn count(report: &Report, rules: &RuleSet) -> Coverage {
    let mut rows: BTreeMap<&str, Row> = rules
        .rules
        .values()
        .map(|rule| {
            let row = Row {
                rule: rule.id.clone(),
                severity: rule.severity.word(),
                visits: 0,
                findings: 0,
                share_permille: 0,
                example: None,
            };
            (rule.id.as_str(), row)
        })
        .collect();
    for checked in report.visits() {
        add(&checked, &mut rows);
    }
    let visits = report.summary.n_visits;
    for row in rows.values_mut() {
        row.share_permille = row.visits * 1000 / visits.max(1);
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.sort_by(|a, b| b.visits.cmp(&a.visits).then_with(|| a.rule.cmp(&b.rule)));
    let ids = |wanted: &dyn Fn(&Row) -> bool| -> Vec<String> {
        let chosen = rows.iter().filter(|row| wanted(row));
        chosen.map(|row| row.rule.clone()).collect()
    };
    Coverage {
        schema: 1,
        profile: report.basis.profile.clone(),
        rules_version: report.basis.rules_version.clone(),
        visits,
        unread: report.summary.n_unread,
        never: ids(&|row| row.visits == 0),
        nearly_all: ids(&|row| visits >= FEW && row.visits * 100 > visits * NEARLY_ALL),
        switched_off: rules.off.clone(),
        rules: rows,
    }
}

fn add(checked: &Checked, rows: &mut BTreeMap<&str, Row>) {
    let mut seen: Vec<&str> = Vec::new();
    for finding in &checked.findings {
        let Some(row) = rows.get_mut(finding.rule.as_str()) else {
            continue;
        };
        row.findings += 1;
        row.visits += usize::from(!seen.contains(&finding.rule.as_str()));
        seen.push(&finding.rule);
        row.example.get_or_insert_with(|| {
            let place = finding.citations.first();
            Example {
                path: checked.visit.path.clone(),
                visit: checked.visit.visit,
                line: place.map(|place| place.line),
                column: place.map(|place| place.column),
            }
        });
    }
}

/// In a pipe (no `columns`) places are whole.
fn text(coverage: &Coverage, style: Style, columns: Option<usize>) -> String {
    let width = columns.unwrap_or(80);
    let mut out = String::new();
    let longest = coverage.rules.iter().map(|row| row.rule.len()).max();
    let longest = longest.unwrap_or(4);
    let head = format!("{:<longest$}  visits  share  first at", "rule");
    _ = writeln!(out, "{}", style.paint(Role::Strong, head));
    for row in coverage.rules.iter().filter(|row| row.visits > 0) {
        let percent = format!("{} %", (row.share_permille + 5) / 10);
        let place = row.example.as_ref().map_or_else(String::new, place);
        let start = format!("{:<longest$}  {:>6}  {percent:>5}  ", row.rule, row.visits);
        let room = columns.map_or(usize::MAX, |all| all.saturating_sub(start.len()).max(12));
        _ = writeln!(out, "{start}{}", tail(&place, room));
    }
    let over = format!("fire on over {NEARLY_ALL} % of the visits");
    for (what, list) in [
        (over.as_str(), &coverage.nearly_all),
        ("never fire", &coverage.never),
        ("switched off", &coverage.switched_off),
    ] {
        let words = if list.is_empty() {
            "none".to_owned()
        } else {
            list.join(", ")
        };
        _ = writeln!(out, "\n{}", style.paint(Role::Strong, what));
        for line in wrap(&words, width.saturating_sub(2)) {
            _ = writeln!(out, "  {line}");
        }
    }
    let unread = match coverage.unread {
        0 => String::new(),
        1 => ", 1 file could not be read".to_owned(),
        n => format!(", {n} files could not be read"),
    };
    let (n_rules, n_visits) = (coverage.rules.len(), coverage.visits);
    let fired = n_rules - coverage.never.len();
    _ = writeln!(
        out,
        "\n{fired} of {n_rules} rules fire on {n_visits} visit{}{unread}",
        if n_visits == 1 { "" } else { "s" }
    );
    out
}

/// `notes/a.txt#1:14:3`
fn place(example: &Example) -> String {
    let at = match (example.line, example.column) {
        (Some(line), Some(column)) => format!(":{line}:{column}"),
        _ => String::new(),
    };
    format!("{}#{}{at}", example.path, example.visit)
}

/// The end of a place, which tells more than its folders.
fn tail(place: &str, columns: usize) -> String {
    let n = place.chars().count();
    if n <= columns {
        return place.to_owned();
    }
    let kept: String = place.chars().skip(n + 1 - columns).collect();
    cut(&format!("…{kept}"), columns)
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn a_long_place_keeps_its_end() {
        assert_eq!(tail("a.txt#1:2:3", 20), "a.txt#1:2:3");
        assert_eq!(tail("notes/2025/a.txt#1:2:3", 12), "…a.txt#1:2:3");
    }
}
