//! The fingerprint of a visit: what is kept of it for the comparison at the end of a scan.

use super::person::Person;
use crate::parse::{Reading, Section};
use crate::text::{CivilDate, Span};

/// Letters in one run.
const RUN: usize = 10;

/// One run in so many is kept, for visits up to so many bytes. Each is a multiple of the one before,
/// so that two visits can always be compared by the coarser one.
const SAMPLES: [(usize, u32); 3] = [(700, 2), (1400, 4), (usize::MAX, 8)];

/// Fewest runs of a visit that can be compared, kept or not: about twenty words.
const MIN_RUNS: usize = 30;

/// What kind of text a part is, for the question where two visits differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Treatment, findings, response: new words here make a new visit.
    Body,
    /// Complaint, plan, header, billing: may differ in a copy.
    Frame,
}

/// A clause of the visit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: PartKind,
    /// Kept runs that begin in it.
    pub(super) n_runs: u16,
}

impl Part {
    pub(super) fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// What is kept of a visit for comparison: about two kilobytes, none of them text.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    /// Path of the note file.
    pub path: String,
    /// Number of the visit within it.
    pub visit: u32,
    /// Date of service.
    pub date: Option<CivilDate>,
    pub(super) person: Person,
    /// One run in so many is kept.
    pub(super) sample: u32,
    /// Kept runs, sorted, each once, with the part it begins in.
    pub(super) runs: Box<[(u32, u16)]>,
    pub(super) parts: Box<[Part]>,
    /// Figures: 20 bits of the words before it, 12 bits of its value; sorted.
    pub(super) figures: Box<[u32]>,
}

/// The fingerprint of a visit; `None` when it is too short to compare.
pub fn fingerprint(text: &str, reading: &Reading) -> Option<Fingerprint> {
    let n_bytes = reading.visit.span.len();
    let sample = SAMPLES
        .iter()
        .find(|(most, _)| n_bytes <= *most)
        .map_or(SAMPLES[0].1, |(_, sample)| *sample);
    let mut walk = Walk {
        sample,
        ..Walk::default()
    };
    let mut parts: Vec<Part> = Vec::new();
    for clause in &reading.doc.clauses {
        let (span, words) = (clause.span, clause.span.of(text));
        let Some(kind) = kind(clause.section, words) else {
            continue;
        };
        walk.begin(u16::try_from(parts.len()).unwrap_or(u16::MAX));
        walk.clause(words);
        parts.push(Part {
            start: u32::try_from(span.start).unwrap_or(u32::MAX),
            end: u32::try_from(span.end).unwrap_or(u32::MAX),
            kind,
            n_runs: 0,
        });
    }
    walk.settle(&mut parts);
    let visit = &reading.visit;
    (walk.runs.len() * sample as usize >= MIN_RUNS).then(|| Fingerprint {
        path: visit.path.clone(),
        visit: visit.visit,
        date: visit.date,
        person: Person::new(visit),
        sample,
        runs: walk.runs.into_boxed_slice(),
        parts: parts.into_boxed_slice(),
        figures: walk.figures.into_boxed_slice(),
    })
}

/// What kind of text a clause is; `None` for a signature, which says nothing of the visit.
fn kind(section: Section, words: &str) -> Option<PartKind> {
    match section {
        Section::Signature => None,
        _ if is_signature(words) => None,
        Section::Subjective
        | Section::Plan
        | Section::Header
        | Section::Charges
        | Section::Addendum => Some(PartKind::Frame),
        _ => Some(PartKind::Body),
    }
}

fn is_signature(words: &str) -> bool {
    let bytes = words.as_bytes();
    words.len() < 200
        && bytes.iter().enumerate().any(|(at, b)| match b {
            b's' | b'S' => {
                let rest = &bytes[at..];
                let is = |word: &[u8]| {
                    rest.get(..word.len())
                        .is_some_and(|w| w.eq_ignore_ascii_case(word))
                };
                is(b"signed") || is(b"signature")
            }
            b'/' => bytes
                .get(at..at + 3)
                .is_some_and(|w| w.eq_ignore_ascii_case(b"/s/")),
            _ => false,
        })
}

/// True when the words speak of pain.
fn speaks_of_pain(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().any(|(at, b)| {
        matches!(b, b'p' | b'P')
            && (bytes.get(at + 1) == Some(&b'!')
                || bytes
                    .get(at..at + 4)
                    .is_some_and(|w| w.eq_ignore_ascii_case(b"pain")))
    })
}

/// Walks over words, gathering runs of squeezed letters and figures.
struct Walk {
    runs: Vec<(u32, u16)>,
    figures: Vec<u32>,
    part: u16,
    /// One run in so many is kept; a power of two.
    sample: u32,
    /// The clause speaks of pain: its small figures are scores.
    of_pain: bool,
    ring: [u8; RUN],
    slot: usize,
    n: usize,
    hash: u32,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            runs: Vec::with_capacity(320),
            figures: Vec::new(),
            part: 0,
            sample: SAMPLES[0].1,
            of_pain: false,
            ring: [0; RUN],
            slot: 0,
            n: 0,
            hash: 0,
        }
    }
}

const BASE: u32 = 0x0100_0193;

/// `BASE` to the power of `RUN`, to take the oldest letter out of the rolling hash.
const OLDEST: u32 = {
    let mut power = 1_u32;
    let mut n = 0;
    while n < RUN {
        power = power.wrapping_mul(BASE);
        n += 1;
    }
    power
};

impl Walk {
    /// Puts the runs in order, each once, and counts those of each part.
    fn settle(&mut self, parts: &mut [Part]) {
        self.runs.sort_unstable();
        self.runs.dedup_by_key(|(run, _)| *run);
        self.figures.sort_unstable();
        for (_, part) in &self.runs {
            if let Some(part) = parts.get_mut(usize::from(*part)) {
                part.n_runs += 1;
            }
        }
    }

    /// Runs do not cross clauses, so that a change stays where it was made.
    fn begin(&mut self, part: u16) {
        self.part = part;
        self.ring = [0; RUN];
        self.n = 0;
        self.hash = 0;
    }

    fn clause(&mut self, words: &str) {
        let bytes = words.as_bytes();
        self.of_pain = speaks_of_pain(bytes);
        let mut at = 0;
        while at < bytes.len() {
            if FOLDED[usize::from(bytes[at])] == 0 {
                at += 1;
                continue;
            }
            let (end, has_letters) = word_end(bytes, at);
            if has_letters {
                self.letters(&bytes[at..end]);
            } else {
                self.figure(&bytes[at..end], &bytes[..at]);
            }
            at = end;
        }
    }

    /// Adds a word's letters, with what a text recogniser confuses made one.
    fn letters(&mut self, word: &[u8]) {
        let mut at = 0;
        while at < word.len() {
            let letter = FOLDED[usize::from(word[at])];
            at += 1;
            if letter == b'r' && word.get(at).is_some_and(|b| b | 0x20 == b'n') {
                at += 1;
                self.push(b'm');
            } else if letter != 0 {
                self.push(letter);
            }
        }
    }

    fn push(&mut self, letter: u8) {
        let slot = if self.slot + 1 == RUN {
            0
        } else {
            self.slot + 1
        };
        self.slot = slot;
        let oldest = std::mem::replace(&mut self.ring[slot], letter);
        self.hash = self
            .hash
            .wrapping_mul(BASE)
            .wrapping_add(u32::from(letter))
            .wrapping_sub(OLDEST.wrapping_mul(u32::from(oldest)));
        self.n += 1;
        let mixed = mix(self.hash);
        if self.n >= RUN && mixed & (self.sample - 1) == 0 {
            self.runs.push((mixed, self.part));
        }
    }

    /// Keeps a figure with the words before it; days, clock times and pain scores may differ.
    fn figure(&mut self, word: &[u8], before: &[u8]) {
        let parts = word.split(|b| matches!(b, b'/' | b'-' | b'.')).count();
        let clock = word.contains(&b':');
        let score = word.ends_with(b"/10");
        let day = parts >= 3 || word.len() >= 6;
        let pain = self.of_pain && (word.len() == 1 || word == b"10");
        if clock || score || day || pain || may_differ(before) || self.n < 3 {
            return;
        }
        let value = word.iter().fold(7_u32, |hash, b| {
            hash.wrapping_mul(BASE).wrapping_add(u32::from(*b))
        });
        self.figures
            .push((mix(self.hash) & 0xFFFF_F000) | (mix(value) & 0xFFF));
    }
}

/// True when the word before a figure says that it counts visits, is a day of a month or a score.
fn may_differ(before: &[u8]) -> bool {
    const COUNTED: [&str; 12] = [
        "visit",
        "session",
        "wk",
        "week",
        "page",
        "encounter",
        "no",
        "day",
        "tx",
        "score",
        "nrs",
        "vas",
    ];
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let end = before
        .iter()
        .rposition(u8::is_ascii_alphanumeric)
        .map_or(0, |at| at + 1);
    if before[end..].contains(&b'#') {
        return true;
    }
    let start = before[..end]
        .iter()
        .rposition(|b| !b.is_ascii_alphabetic())
        .map_or(0, |at| at + 1);
    let word = String::from_utf8_lossy(&before[start..end]).to_ascii_lowercase();
    let month = word.get(..3).is_some_and(|start| MONTHS.contains(&start)) && word.len() <= 9;
    COUNTED.contains(&word.as_str()) || month
}

/// Letters and digits of words, folded: case, and what a text recogniser confuses; 0 is no part of a
/// word.
const FOLDED: [u8; 256] = {
    let mut table = [0_u8; 256];
    let mut b = 0_usize;
    while b < 256 {
        let byte = b as u8;
        table[b] = match byte {
            b'1' | b'i' | b'I' | b'l' | b'L' => b'l',
            b'0' | b'o' | b'O' => b'o',
            b'5' | b's' | b'S' => b's',
            b'A'..=b'Z' => byte + 32,
            b'a'..=b'z' | b'0'..=b'9' | 0x80..=0xFF => byte,
            _ => 0,
        };
        b += 1;
    }
    table
};

/// End of the word that starts at `at` (letters and digits, with single marks inside it), and
/// whether it has letters.
fn word_end(bytes: &[u8], at: usize) -> (usize, bool) {
    let inner = |at: usize| bytes.get(at).is_some_and(|b| FOLDED[usize::from(*b)] != 0);
    let mut end = at;
    let mut has_letters = false;
    while let Some(byte) = bytes.get(end) {
        if FOLDED[usize::from(*byte)] != 0 {
            has_letters |= !byte.is_ascii_digit();
        } else if !matches!(byte, b'.' | b'/' | b':' | b',' | b'\'' | b'-') || !inner(end + 1) {
            break;
        }
        end += 1;
    }
    (end, has_letters)
}

/// Spreads the bits of a hash (the finisher of MurmurHash3).
fn mix(hash: u32) -> u32 {
    let mut h = hash;
    h ^= h >> 16;
    h = h.wrapping_mul(0x85EB_CA6B);
    h ^= h >> 13;
    h = h.wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}
