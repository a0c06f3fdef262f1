//! Two fingerprints side by side: how much of the later visit stands in the earlier one, and
//! whether what is new makes it a visit of its own.

use super::print::{Fingerprint, PartKind};

/// What two visits have in common, in thousandths of the later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    /// Share of the later visit's runs that stand in the earlier one.
    pub(super) permille: u32,
    /// The same without the folder's own form; `None` when too little is left.
    pub(super) own_permille: Option<u32>,
    /// Runs of the later visit that are not the folder's form.
    pub(super) n_own: usize,
    /// For each part of the later visit, its runs found in the earlier one.
    found: Vec<(u16, u16)>,
}

/// Share of a visit that must stand in the earlier one, in thousandths.
pub(super) const ALIKE: u32 = 760;

/// The same between two patients, where a common form is likelier.
pub(super) const ALIKE_OTHER: u32 = 820;

/// Fewest runs of treatment, findings and response that can decide by themselves.
const MIN_BODY: usize = 24;

/// Share of the whole visit that must stand in the earlier one even then.
const ALIKE_AT_ALL: u32 = 600;

/// Fewest runs besides the folder's form that show a copy from patient to patient.
pub(super) const MIN_OWN: usize = 24;

/// Share of new text in treatment, findings or response that makes a visit of its own.
const FRESH_BODY: u32 = 180;

/// Part of the figures that may differ; a few always may.
const CHANGED_FIGURES: usize = 5;
const FEW_FIGURES: usize = 2;

/// Compares a later visit with an earlier one. `form` holds the runs that are the folder's
/// own, sorted.
pub(super) fn compare(later: &Fingerprint, earlier: &Fingerprint, form: &[u32]) -> Likeness {
    let mut found = vec![(0_u16, 0_u16); later.parts.len()];
    let mut all = Share::default();
    let mut body = Share::default();
    let mut own_all = Share::default();
    let mut own_body = Share::default();
    let mut form = form;
    let sample = later.sample.max(earlier.sample);
    let mut rest = earlier.runs.iter().map(|(run, _)| *run).peekable();
    for (run, part) in later
        .runs
        .iter()
        .filter(|(run, _)| run.is_multiple_of(sample))
    {
        while rest.peek().is_some_and(|next| next < run) {
            rest.next();
        }
        let is_there = rest.peek() == Some(run);
        let part = usize::from(*part);
        let in_body = later
            .parts
            .get(part)
            .is_some_and(|p| p.kind == PartKind::Body);
        all.add(is_there);
        if in_body {
            body.add(is_there);
        }
        while form.first().is_some_and(|next| next < run) {
            form = &form[1..];
        }
        if form.first() != Some(run) {
            own_all.add(is_there);
            if in_body {
                own_body.add(is_there);
            }
        }
        if let Some((n, there)) = found.get_mut(part) {
            *n += 1;
            *there += u16::from(is_there);
        }
    }
    // A complaint may differ in a copy; where the body is most of the visit, it decides.
    let enough = body.n >= MIN_BODY && body.n * 5 >= all.n * 2 && all.permille() >= ALIKE_AT_ALL;
    let permille = if enough {
        all.permille().max(body.permille())
    } else {
        all.permille()
    };
    let own = if enough && own_body.n >= MIN_OWN {
        own_body
    } else {
        own_all
    };
    Likeness {
        permille,
        own_permille: (own.n >= MIN_OWN).then(|| own.permille()),
        n_own: own.n,
        found,
    }
}

/// How many of a number of runs are found.
#[derive(Default)]
struct Share {
    n: usize,
    found: usize,
}

impl Share {
    fn add(&mut self, is_there: bool) {
        self.n += 1;
        self.found += usize::from(is_there);
    }

    fn permille(&self) -> u32 {
        u32::try_from(self.found * 1000 / self.n.max(1)).unwrap_or(0)
    }
}

impl Likeness {
    /// True when treatment, measurements or responses of the later visit are new.
    pub(super) fn is_new_visit(&self, later: &Fingerprint, earlier: &Fingerprint) -> bool {
        let all: u32 = self.found.iter().map(|(n, _)| u32::from(*n)).sum();
        let fresh: u32 = later
            .parts
            .iter()
            .zip(&self.found)
            .filter(|(part, (n, found))| {
                part.kind == PartKind::Body && *n >= 4 && found * 10 < n * 4
            })
            .map(|(_, (n, _))| u32::from(*n))
            .sum();
        let (changed, kept) = figures(&later.figures, &earlier.figures);
        let too_many = changed > FEW_FIGURES && changed * CHANGED_FIGURES >= changed + kept;
        fresh * 1000 > all.max(1) * FRESH_BODY || too_many
    }

    /// Numbers of the parts of the later visit that stand in the earlier one as good as whole.
    pub(super) fn shared<'f>(&'f self, later: &'f Fingerprint) -> impl Iterator<Item = usize> + 'f {
        let whole = |at: &usize| {
            let (n, found) = self.found[*at];
            n > 0 && u32::from(found) * 10 >= u32::from(n) * 8
        };
        (0..later.parts.len()).filter(whole)
    }
}

/// Figures after the same words in both visits: how many changed, how many did not.
fn figures(later: &[u32], earlier: &[u32]) -> (usize, usize) {
    let words = |figure: &u32| figure & 0xFFFF_F000;
    let (mut changed, mut kept) = (0, 0);
    let mut rest = earlier;
    for group in later.chunk_by(|a, b| words(a) == words(b)) {
        let context = words(&group[0]);
        let from = rest.partition_point(|f| words(f) < context);
        let to = rest.partition_point(|f| words(f) <= context);
        let theirs = &rest[from..to];
        rest = &rest[to..];
        if theirs.len() == group.len() {
            let same = group.iter().filter(|f| theirs.contains(f)).count();
            kept += same;
            changed += group.len() - same;
        }
    }
    (changed, kept)
}
