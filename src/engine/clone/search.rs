//! Which visits of a folder repeat an earlier one, without comparing each with each.
//!
//! A thin sample of runs is looked up in an index, first among the visits of the same patient, then
//! among all; only pairs that share many are compared. Order of the input does not matter.

use std::collections::BTreeSet;

use super::compare::{ALIKE, ALIKE_OTHER, Likeness, MIN_OWN, compare};
use super::person::Same;
use super::print::Fingerprint;
use crate::finding::CloneOf;
use crate::text::Span;

/// Runs of a visit that are looked up: the smallest, which two like visits have in common.
const THIN: usize = 24;

/// Earlier visits of one run that are looked at: the earliest, and the latest.
const EARLIEST: usize = 48;
const LATEST: usize = 16;

/// Patients that share a run before it counts as the folder's own form.
const FORM_PATIENTS: usize = 4;

/// Share from which a visit that names no patient is a copy whoever signed (names get misread).
const WHOLE: u32 = 880;

/// A visit that repeats an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    /// Path of the later visit's file.
    pub path: String,
    /// Its number within the file.
    pub visit: u32,
    /// What it repeats.
    pub clone_of: CloneOf,
}

/// All visits that repeat an earlier one, by path and visit. Puts `prints` in order of date.
/// `stopped` is asked now and then; once true, the rest is left out.
pub fn clones(prints: &mut [Fingerprint], stopped: impl Fn() -> bool) -> Vec<Copied> {
    prints.sort_unstable_by(|a, b| {
        let key = |f: &Fingerprint| (f.date.is_none(), f.date);
        key(a)
            .cmp(&key(b))
            .then_with(|| a.path.cmp(&b.path))
            .then(a.visit.cmp(&b.visit))
    });
    let pairs = pairs(prints, &stopped);
    let form = form(prints, &pairs);
    let mut out: Vec<Copied> = Vec::new();
    // Pairs come by later visit, then by earlier one: the first that holds is the earliest.
    for (later, earlier) in pairs {
        let done = out
            .last()
            .is_some_and(|c| c.path == prints[later].path && c.visit == prints[later].visit);
        if !done && let Some(copied) = judge(&prints[later], &prints[earlier], &form) {
            out.push(copied);
        }
    }
    out.sort_by(|a, b| a.path.cmp(&b.path).then(a.visit.cmp(&b.visit)));
    out
}

/// Pairs of a later and an earlier visit that share enough runs, as indices into `prints`.
fn pairs(prints: &[Fingerprint], stopped: &impl Fn() -> bool) -> Vec<(usize, usize)> {
    let by_patient = Index::new(prints, |print| u64::from(print.person.key()));
    let by_all = Index::new(prints, |_| 0);
    let mut counts = vec![0_u16; prints.len()];
    let mut touched: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    for (later, print) in prints.iter().enumerate() {
        if later % 256 == 0 && stopped() {
            break;
        }
        let looked_up = thin(print);
        let n_thin = looked_up.len();
        let key = print.person.key();
        for run in looked_up {
            // Visits of the same patient stand in both indexes and count in the first.
            let others = by_all
                .before(run, later)
                .filter(|at| prints[*at].person.key() != key);
            for earlier in by_patient.before(run, later).chain(others) {
                if counts[earlier] == 0 {
                    touched.push(earlier);
                }
                counts[earlier] += 1;
            }
        }
        touched.sort_unstable();
        for earlier in touched.drain(..) {
            let n = usize::from(std::mem::take(&mut counts[earlier]));
            if n * 5 >= n_thin * 2 && compare(print, &prints[earlier], |_| false).permille >= ALIKE
            {
                out.push((later, earlier));
            }
        }
    }
    out
}

/// Runs of a visit that are looked up; those that a coarser sample keeps come first.
fn thin(print: &Fingerprint) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::with_capacity(THIN);
    let mut finer = u32::MAX;
    for sample in [8, 4, 2] {
        let runs = print.runs.iter().map(|(run, _)| *run);
        out.extend(
            runs.filter(|run| run.is_multiple_of(sample) && !run.is_multiple_of(finer))
                .take(THIN - out.len()),
        );
        finer = sample;
    }
    out
}

/// Visits by run, within a group.
struct Index {
    /// Group and run, visit; sorted.
    entries: Vec<(u64, u32)>,
    group: Vec<u64>,
}

impl Index {
    fn new(prints: &[Fingerprint], group: impl Fn(&Fingerprint) -> u64) -> Self {
        let groups: Vec<u64> = prints.iter().map(&group).collect();
        let mut entries: Vec<(u64, u32)> = Vec::new();
        for (visit, print) in prints.iter().enumerate() {
            let visit_number = u32::try_from(visit).unwrap_or(u32::MAX);
            entries.extend(
                thin(print)
                    .into_iter()
                    .map(|run| (groups[visit] << 32 | u64::from(run), visit_number)),
            );
        }
        entries.sort_unstable();
        Self {
            entries,
            group: groups,
        }
    }

    /// Visits before `later` in its group that hold the run: the earliest and the latest.
    fn before(&self, run: u32, later: usize) -> impl Iterator<Item = usize> + '_ {
        let key = self.group[later] << 32 | u64::from(run);
        let later = u32::try_from(later).unwrap_or(u32::MAX);
        let from = self.entries.partition_point(|(k, _)| *k < key);
        let n = self.entries[from..].partition_point(|(k, visit)| *k == key && *visit < later);
        let all = &self.entries[from..from + n];
        let first = all.len().min(EARLIEST);
        let last = all.len().saturating_sub(LATEST).max(first);
        all[..first]
            .iter()
            .chain(&all[last..])
            .map(|(_, visit)| *visit as usize)
    }
}

/// Runs that several patients of the folder share, among those the pairs hold.
fn form(prints: &[Fingerprint], pairs: &[(usize, usize)]) -> BTreeSet<u32> {
    let mut asked: Vec<u32> = Vec::new();
    let laters: BTreeSet<usize> = pairs.iter().map(|(later, _)| *later).collect();
    for later in &laters {
        asked.extend(prints[*later].runs.iter().map(|(run, _)| *run));
    }
    asked.sort_unstable();
    asked.dedup();
    // A bit for each run that is asked for keeps most others out of the sort.
    let mut bits = vec![0_u64; 1 << 14];
    for run in &asked {
        bits[(run >> 12) as usize & 0x3FFF] |= 1 << (run >> 26);
    }
    let mut held: Vec<u64> = Vec::new();
    for print in prints.iter().filter(|print| print.person.is_known()) {
        for (run, _) in &print.runs {
            if bits[(run >> 12) as usize & 0x3FFF] & (1 << (run >> 26)) != 0 {
                held.push(u64::from(*run) << 32 | u64::from(print.person.key()));
            }
        }
    }
    held.sort_unstable();
    held.dedup();
    let common = held
        .chunk_by(|a, b| a >> 32 == b >> 32)
        .filter(|group| group.len() >= FORM_PATIENTS);
    common
        .filter_map(|group| u32::try_from(group[0] >> 32).ok())
        .filter(|run| asked.binary_search(run).is_ok())
        .collect()
}

/// Whether the later visit is a copy of the earlier one.
fn judge(later: &Fingerprint, earlier: &Fingerprint, form: &BTreeSet<u32>) -> Option<Copied> {
    let likeness = compare(later, earlier, |run| form.contains(&run));
    let same = later.person.same(&earlier.person);
    let provider = later.person.same_provider(&earlier.person);
    let copied = match same {
        Same::Yes => likeness.own_permille.is_none_or(|own| own >= ALIKE),
        Same::Unknown => {
            (provider != Some(false) || likeness.permille >= WHOLE)
                && likeness.own_permille.is_none_or(|own| own >= ALIKE)
        }
        Same::No => {
            provider != Some(false)
                && likeness.n_own >= MIN_OWN
                && likeness.own_permille.is_some_and(|own| own >= ALIKE_OTHER)
        }
    };
    (copied && !likeness.is_new_visit(later, earlier)).then(|| Copied {
        path: later.path.clone(),
        visit: later.visit,
        clone_of: CloneOf {
            path: earlier.path.clone(),
            visit: earlier.visit,
            date: earlier.date,
            similarity_permille: likeness.permille,
            shared: shared(later, &likeness),
        },
    })
}

/// Runs of the later visit's text that stand in the earlier one, neighbours joined.
fn shared(later: &Fingerprint, likeness: &Likeness) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut last = None;
    for at in likeness.shared(later) {
        let span = later.parts[at].span();
        match out.last_mut() {
            Some(before) if last.is_some_and(|last| last + 1 == at) => *before = before.join(span),
            _ => out.push(span),
        }
        last = Some(at);
    }
    out
}
