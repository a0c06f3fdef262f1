//! Labelled notes and clauses, as the fit needs them.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use chartpull::engine::own::{Owner, owners};
use chartpull::engine::scorer::{N_ROLES, Role};
use chartpull::parse::{Doc, parse};
use chartpull::rules::RuleSet;
use chartpull::text::Span;
use chartpull::visit::{Charge, NoteFile};
use serde_json::Value;

/// One visit with its labels.
pub(crate) struct Note {
    pub set: String,
    pub name: String,
    pub text: String,
    pub doc: Doc,
    pub owners: Vec<Owner>,
    /// Roles of each clause.
    pub roles: Vec<[bool; N_ROLES]>,
    /// Charges with their gold statuses.
    pub charges: Vec<(Charge, Value)>,
}

/// A clause written for the fit, read as a note of its own.
pub(crate) struct Written {
    pub text: String,
    pub doc: Doc,
    pub owners: Vec<Owner>,
    pub roles: Vec<[bool; N_ROLES]>,
}

pub(crate) struct Corpus {
    pub rules: RuleSet,
    pub notes: Vec<Note>,
    pub written: Vec<Written>,
}

impl Corpus {
    pub(crate) fn read(gold: &Path, sets: &[&str]) -> io::Result<Self> {
        let rules = RuleSet::builtin();
        let roles = read_roles(Path::new("tests/fit/roles.tsv"))?;
        let mut notes = Vec::new();
        for set in sets {
            add_set(&gold.join(set), set, &roles, "", &rules, &mut notes)?;
        }
        for set in own_sets()? {
            let folder = Path::new("tests/fit").join(&set);
            let quoted = fs::read_to_string(folder.join("roles.tsv"))?;
            add_set(&folder, &set, &roles, &quoted, &rules, &mut notes)?;
        }
        add_others(gold, &rules, &mut notes)?;
        let written = read_written(Path::new("tests/fit/clauses.tsv"), &rules)?;
        Ok(Self {
            rules,
            notes,
            written,
        })
    }

    pub(crate) fn n_clauses(&self) -> usize {
        self.notes.iter().map(|n| n.doc.clauses.len()).sum()
    }
}

/// Sets of notes written for the fit, in order.
pub(crate) fn own_sets() -> io::Result<Vec<String>> {
    let mut out: Vec<String> = fs::read_dir("tests/fit")?
        .filter_map(Result::ok)
        .filter(|entry| {
            entry.path().join("labels.jsonl").is_file() && entry.path().join("roles.tsv").is_file()
        })
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    out.sort();
    Ok(out)
}

/// Adds the visits of one labelled set; `quoted` holds roles by quote (`file TAB letters TAB quote`).
fn add_set(
    folder: &Path,
    set: &str,
    roles: &RoleMap,
    quoted: &str,
    rules: &RuleSet,
    notes: &mut Vec<Note>,
) -> io::Result<()> {
    let labels = fs::read_to_string(folder.join("labels.jsonl"))?;
    let mut by_file: HashMap<String, Vec<Value>> = HashMap::new();
    let mut order = Vec::new();
    for line in labels.lines().filter(|l| !l.trim().is_empty()) {
        let row: Value = serde_json::from_str(line)?;
        let file = row["file"].as_str().unwrap_or_default().to_owned();
        if !by_file.contains_key(&file) {
            order.push(file.clone());
        }
        by_file.entry(file).or_default().push(row);
    }
    for file in order {
        let text = String::from_utf8_lossy(&fs::read(folder.join(&file))?).into_owned();
        let name = file.rsplit('/').next().unwrap_or(&file).to_owned();
        let mut here = roles
            .get(&(set.to_owned(), name.clone()))
            .cloned()
            .unwrap_or_default();
        for line in quoted.lines() {
            let cells: Vec<&str> = line.splitn(3, '\t').collect();
            if let [at, letters, quote] = cells[..]
                && at == name
            {
                here.extend(
                    folded_places(&text, quote)
                        .into_iter()
                        .map(|span| (span, letters.to_owned())),
                );
            }
        }
        add_visits(set, &name, &text, &by_file[&file], &here, rules, notes);
    }
    Ok(())
}

/// Name of the set of notes of other specialties.
pub(crate) const OTHERS: &str = "others";
/// One of so many notes of other specialties is read.
const EVERY: usize = 10;

/// Notes of other specialties, in which next to nothing plays a role: they teach what ordinary
/// medical prose looks like. Left out without a word when the corpus is not there.
fn add_others(gold: &Path, rules: &RuleSet, notes: &mut Vec<Note>) -> io::Result<()> {
    let Ok(folder) = fs::read_dir(gold.join("../corpus/clinical-text/mtsamples")) else {
        return Ok(());
    };
    let mut paths: Vec<_> = folder.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    for path in paths.iter().step_by(EVERY) {
        let text = String::from_utf8_lossy(&fs::read(path)?).into_owned();
        let doc = Doc::read(&text, Span::new(0, text.len()), rules);
        let owners = vec![Owner::default(); doc.clauses.len()];
        let roles = vec![[false; N_ROLES]; doc.clauses.len()];
        notes.push(Note {
            set: OTHERS.to_owned(),
            name: String::new(),
            text,
            doc,
            owners,
            roles,
            charges: Vec::new(),
        });
    }
    Ok(())
}

/// Where `quote` stands in `text`, white space folded.
fn folded_places(text: &str, quote: &str) -> Vec<Span> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let Some(first) = words.first() else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (start, _) in text.match_indices(first) {
        let mut at = start;
        let whole = words.iter().all(|word| {
            let rest = &text[at..];
            let skipped = rest.len() - rest.trim_start().len();
            let found = rest[skipped..].starts_with(word);
            at += skipped + word.len();
            found && text.is_char_boundary(at)
        });
        if whole {
            out.push(Span::new(start, at));
        }
    }
    out
}

type RoleMap = HashMap<(String, String), Vec<(Span, String)>>;

fn read_roles(path: &Path) -> io::Result<RoleMap> {
    let mut out: RoleMap = HashMap::new();
    for line in fs::read_to_string(path)?
        .lines()
        .filter(|l| !l.starts_with('#'))
    {
        let cells: Vec<&str> = line.splitn(6, '\t').collect();
        let [set, file, start, end, letters, _] = cells[..] else {
            continue;
        };
        let span = Span::new(start.parse().unwrap_or(0), end.parse().unwrap_or(0));
        out.entry((set.to_owned(), file.to_owned()))
            .or_default()
            .push((span, letters.to_owned()));
    }
    Ok(out)
}

fn add_visits(
    set: &str,
    name: &str,
    text: &str,
    rows: &[Value],
    spans: &[(Span, String)],
    rules: &RuleSet,
    notes: &mut Vec<Note>,
) {
    let file = NoteFile {
        path: name.to_owned(),
        format: "text",
        text: text.to_owned(),
        ..NoteFile::default()
    };
    let readings = parse(&file, rules);
    for row in rows {
        let nth = row["visit"].as_u64().unwrap_or(1);
        let Some(reading) = readings.iter().find(|r| u64::from(r.visit.visit) == nth) else {
            continue;
        };
        let doc = reading.doc.clone();
        let charges: Vec<(Charge, Value)> = row["codes"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|c| {
                let code = c["code"].as_str().unwrap_or_default().to_owned();
                let timed = !c["time"].is_null();
                (
                    Charge {
                        code,
                        timed,
                        ..Charge::default()
                    },
                    c.clone(),
                )
            })
            .collect();
        let plain: Vec<Charge> = charges.iter().map(|(c, _)| c.clone()).collect();
        let owners = owners(text, &doc, &plain, rules);
        let stock: Vec<Span> = row["generic"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|q| q.as_str())
            .flat_map(|q| places(text, q))
            .collect();
        let clause_roles = doc
            .clauses
            .iter()
            .map(|c| letters_of(c.span, spans, &stock))
            .collect();
        notes.push(Note {
            set: set.to_owned(),
            name: format!("{name}#{nth}"),
            text: text.to_owned(),
            doc,
            owners,
            roles: clause_roles,
            charges,
        });
    }
}

fn places(text: &str, quote: &str) -> Vec<Span> {
    text.match_indices(quote)
        .map(|(at, q)| Span::new(at, at + q.len()))
        .collect()
}

fn letters_of(span: Span, labelled: &[(Span, String)], stock: &[Span]) -> [bool; N_ROLES] {
    let mut out = [false; N_ROLES];
    for (at, letters) in labelled {
        let shared = span
            .end
            .min(at.end)
            .saturating_sub(span.start.max(at.start));
        if shared * 2 >= span.len().min(at.len()) && shared > 0 {
            for (slot, (letter, _)) in out.iter_mut().zip(Role::WORDS) {
                *slot |= letters.contains(letter);
            }
        }
    }
    for quote in stock {
        let shared = span
            .end
            .min(quote.end)
            .saturating_sub(span.start.max(quote.start));
        if shared * 2 >= quote.len().min(span.len()) && shared > 0 {
            out[Role::Stock as usize] = true;
        }
    }
    out
}

/// Codes that written clauses may stand under.
const CODES: [&str; 14] = [
    "97530", "97110", "97112", "97116", "97140", "97535", "97032", "97035", "97113", "97124",
    "97150", "97760", "97542", "98940",
];

/// `roles TAB context TAB clause`; the context is what stands before the clause (a heading, a charge).
fn read_written(path: &Path, rules: &RuleSet) -> io::Result<Vec<Written>> {
    let Ok(text) = fs::read_to_string(path) else {
        return Ok(Vec::new());
    };
    let mut out = Vec::new();
    for line in text
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
    {
        let mut cells = line.splitn(3, '\t');
        let (Some(letters), Some(context), Some(clause)) =
            (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let context = context.replace("\\n", "\n");
        let start = context.len();
        let text = format!("{context}{clause}");
        let doc = Doc::read(&text, Span::new(0, text.len()), rules);
        let charges: Vec<Charge> = CODES
            .iter()
            .map(|code| Charge {
                code: (*code).to_owned(),
                timed: true,
                ..Charge::default()
            })
            .collect();
        let owners = owners(&text, &doc, &charges, rules);
        let roles = doc
            .clauses
            .iter()
            .map(|c| {
                let mut set = [false; N_ROLES];
                if c.span.end > start {
                    for (slot, (letter, _)) in set.iter_mut().zip(Role::WORDS) {
                        *slot = letters.contains(letter);
                    }
                }
                set
            })
            .collect();
        out.push(Written {
            text,
            doc,
            owners,
            roles,
        });
    }
    Ok(out)
}
