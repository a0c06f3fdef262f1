//! `chartpull explain PATH[#visit]`: why a visit is judged as it is, or why a rule left it alone.
//!
//! Reads the one file as a scan would, then asks the engine for its reasons. Prints what a person
//! can check against the note: words with their line and column, what counted, what came near.

mod sheet;
mod told;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{anyhow, bail};

use super::args::{Common, Explain};
use super::exit::Exit;
use super::rules::unknown;
use super::{output, setup, terminal};
use crate::engine::explain::{Explainer, cleared};
use crate::engine::mark_clone;
use crate::finding::Checked;
use crate::parse::{Reading, parse};
use crate::report::style::Style;
use crate::scan::{CloneMark, FileScan, ScanEvent, ScanOptions, read_note, scan_sorted};
use sheet::Sheet;
use told::Told;

/// Explains, and says how it ended.
pub(super) fn run(args: &Explain, common: &Common) -> anyhow::Result<Exit> {
    let (path, number) = split(&args.path)?;
    let root = setup::folder(Some(&path))?;
    if root.is_dir() {
        bail!(
            "{} is a folder: name one note file, such as {}",
            root.display(),
            root.join("note.txt#1").display()
        );
    }
    let rules = Arc::new(setup::rules(common)?);
    let profile = setup::profile(&rules, &common.profile)?;
    if let Some(id) = args
        .rule
        .as_ref()
        .filter(|id| !rules.rules.contains_key(*id))
    {
        bail!("{}", unknown(id, &rules));
    }
    let options = ScanOptions::new(root, rules, profile);
    let file = scanned(&options)?;
    let name = file.path.clone();
    let visits = file
        .outcome
        .map_err(|error| anyhow!("{name}: {}", error.message))?;
    let note = read_note(&options, &name).map_err(|error| anyhow!("{name}: {}", error.message))?;
    let readings = parse(&note, &options.rules);
    let wanted = chosen(&visits, number, args.charge.as_deref(), &args.path)?;
    let text = told(args, common, &options, &note.text, &readings, &wanted)?;
    output::print(&text)?;
    Ok(Exit::Done)
}

/// The page that tells of the visits.
fn told(
    args: &Explain,
    common: &Common,
    options: &ScanOptions,
    text: &str,
    readings: &[Reading],
    visits: &[&Checked],
) -> anyhow::Result<String> {
    let mut sheet = Sheet::new(
        Style {
            colour: terminal::colour(common.no_color),
        },
        terminal::width(),
    );
    for checked in visits {
        let Some(reading) = readings
            .iter()
            .find(|r| r.visit.visit == checked.visit.visit)
        else {
            bail!("the file changed while it was read: try again");
        };
        let explainer = Explainer::new(text, reading, checked, &options.rules, &options.profile);
        let mut told = Told::new(&mut sheet, text, checked, reading, &explainer);
        match &args.rule {
            Some(id) => {
                let rows = cleared(&explainer, id).unwrap_or_default();
                told.rule(&options.rules, id, &rows, args.charge.as_deref());
            }
            None => told.visit(&options.profile, args.charge.as_deref()),
        }
    }
    Ok(sheet.text())
}

/// `notes/a.txt#2` is visit 2 of `notes/a.txt`, unless a file has that very name.
fn split(path: &Path) -> anyhow::Result<(PathBuf, Option<u32>)> {
    if path.exists() {
        return Ok((path.to_owned(), None));
    }
    let Some((file, number)) = path.to_str().and_then(|text| text.rsplit_once('#')) else {
        return Ok((path.to_owned(), None));
    };
    match number.parse() {
        Ok(number) if number > 0 => Ok((PathBuf::from(file), Some(number))),
        _ => bail!("`#{number}` is no number of a visit: write {file}#1 for the first"),
    }
}

/// The file as a scan sees it, repeats within it marked.
fn scanned(options: &ScanOptions) -> anyhow::Result<FileScan> {
    let mut found = None;
    let mut marks: Vec<CloneMark> = Vec::new();
    for event in scan_sorted(options.clone(), Arc::new(AtomicBool::new(false))) {
        match event {
            ScanEvent::File(file) => found = Some(*file),
            ScanEvent::Clones(more) => marks.extend(more),
            ScanEvent::Counted { .. } | ScanEvent::Done { .. } => {}
        }
    }
    let mut file = found.ok_or_else(|| anyhow!("{} holds no note", options.root.display()))?;
    if let Ok(visits) = &mut file.outcome {
        for mark in marks {
            let same = visits.iter_mut().find(|v| v.visit.visit == mark.visit);
            if let Some(checked) = same {
                mark_clone(checked, mark.clone_of, &options.rules);
            }
        }
    }
    Ok(file)
}

/// The visits to explain: the numbered one, or all that bill the code asked for.
fn chosen<'v>(
    visits: &'v [Checked],
    number: Option<u32>,
    charge: Option<&str>,
    path: &Path,
) -> anyhow::Result<Vec<&'v Checked>> {
    let path = path.display();
    let numbered: Vec<&Checked> = visits
        .iter()
        .filter(|v| number.is_none_or(|number| v.visit.visit == number))
        .collect();
    if numbered.is_empty() {
        bail!(
            "{path}: there is no such visit, the file holds {}",
            visits.len()
        );
    }
    let Some(code) = charge else {
        return Ok(numbered);
    };
    let bills = |v: &&Checked| v.visit.charges.iter().any(|charge| charge.code == code);
    let billing: Vec<&Checked> = numbered.iter().copied().filter(bills).collect();
    if billing.is_empty() {
        let mut known: Vec<&str> = numbered
            .iter()
            .flat_map(|v| v.visit.charges.iter().map(|charge| charge.code.as_str()))
            .collect();
        known.sort_unstable();
        known.dedup();
        match known[..] {
            [] => bail!("{path} bills nothing"),
            _ => bail!("{path} does not bill {code}; it bills {}", known.join(", ")),
        }
    }
    Ok(billing)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::split;

    #[test]
    fn the_number_of_a_visit_stands_behind_the_last_hash() {
        let cut = |path: &str| split(Path::new(path)).ok();
        let file = |name: &str, number| Some((PathBuf::from(name), number));
        assert_eq!(cut("nowhere/a.txt#2"), file("nowhere/a.txt", Some(2)));
        assert_eq!(cut("nowhere/a#b.txt#12"), file("nowhere/a#b.txt", Some(12)));
        assert_eq!(cut("nowhere/a.txt"), file("nowhere/a.txt", None));
        assert_eq!(cut("nowhere/a.txt#0"), None);
        assert_eq!(cut("nowhere/a.txt#two"), None);
    }
}
