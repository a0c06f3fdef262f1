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

/// Visits that hold a run before it says nothing of a copy from patient to patient.
const MOST_HOLDERS: usize = 64;

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
    let index = Index::new(prints);
    let mut counts = vec![0_u16; prints.len()];
    let mut touched: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    for (later, print) in prints.iter().enumerate() {
        if later % 256 == 0 && stopped() {
            break;
        }
        let places = index.places(later);
        for place in places {
            index.earlier(later, place, |earlier| {
                if counts[earlier] == 0 {
                    touched.push(earlier);
                }
                counts[earlier] += 1;
            });
        }
        touched.sort_unstable();
        for earlier in touched.drain(..) {
            let n = usize::from(std::mem::take(&mut counts[earlier]));
            if n * 5 >= places.len() * 2 && compare(print, &prints[earlier], &[]).permille >= ALIKE
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
    let mut coarser = u32::MAX;
    for sample in [8, 4, 2] {
        let runs = print.runs.iter().map(|(run, _)| *run);
        let fresh = runs.filter(|run| run.is_multiple_of(sample) && !run.is_multiple_of(coarser));
        out.extend(fresh.take(THIN - out.len()));
        coarser = sample;
    }
    out
}

/// Visits by the runs they hold, those of one patient together.
struct Index {
    /// Run and patient, visit; sorted.
    entries: Vec<(u64, u32)>,
    /// For each entry, where its run begins and where its patient's part of the run begins.
    starts: Vec<(u32, u32)>,
    /// Entries of each visit, visit after visit.
    places: Vec<u32>,
    /// Where the entries of each visit begin in `places`.
    of_visit: Vec<usize>,
}

impl Index {
    fn new(prints: &[Fingerprint]) -> Self {
        let mut entries: Vec<(u64, u32)> = Vec::with_capacity(prints.len() * THIN);
        let mut of_visit = vec![0_usize];
        for (visit, print) in (0_u32..).zip(prints) {
            let key = u64::from(print.person.key());
            entries.extend(
                thin(print)
                    .iter()
                    .map(|run| (u64::from(*run) << 32 | key, visit)),
            );
            of_visit.push(entries.len());
        }
        entries.sort_unstable();
        let mut starts: Vec<(u32, u32)> = Vec::with_capacity(entries.len());
        let mut next = of_visit.clone();
        let mut places = vec![0_u32; entries.len()];
        for (at, (key, visit)) in (0_u32..).zip(&entries) {
            let last = starts
                .last()
                .zip((at as usize).checked_sub(1).map(|i| entries[i].0));
            let start = match last {
                Some((start, before)) if before == *key => *start,
                Some((start, before)) if before >> 32 == key >> 32 => (start.0, at),
                _ => (at, at),
            };
            starts.push(start);
            let slot = &mut next[*visit as usize];
            places[*slot] = at;
            *slot += 1;
        }
        Self {
            entries,
            starts,
            places,
            of_visit,
        }
    }

    /// Entries of one visit.
    fn places(&self, visit: usize) -> &[u32] {
        &self.places[self.of_visit[visit]..self.of_visit[visit + 1]]
    }

    /// Calls `found` for each earlier visit that holds the run of an entry: all of the same patient
    /// within limits, and those of others unless so many hold it that it is the folder's form.
    fn earlier(&self, later: usize, place: &u32, mut found: impl FnMut(usize)) {
        let place = *place as usize;
        let (run_start, own_start) = self.starts[place];
        let own = &self.entries[own_start as usize..place];
        let first = own.len().min(EARLIEST);
        let last = own.len().saturating_sub(LATEST).max(first);
        for (_, visit) in own[..first].iter().chain(&own[last..]) {
            found(*visit as usize);
        }
        let (key, _) = self.entries[place];
        let same_run = |entry: &&(u64, u32)| entry.0 >> 32 == key >> 32;
        let from = run_start as usize;
        let block = &self.entries[from..self.entries.len().min(from + MOST_HOLDERS + 1)];
        let n = block.iter().take_while(same_run).count();
        if n > MOST_HOLDERS {
            return;
        }
        for (other, visit) in &block[..n] {
            let visit = *visit as usize;
            if *other != key && visit < later {
                found(visit);
            }
        }
    }
}

/// Runs that several patients of the folder share, among those the pairs hold.
fn form(prints: &[Fingerprint], pairs: &[(usize, usize)]) -> Vec<u32> {
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
fn judge(later: &Fingerprint, earlier: &Fingerprint, form: &[u32]) -> Option<Copied> {
    let likeness = compare(later, earlier, form);
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
