//! Who a visit is about and who treated, as hashes: enough to say same, other or unknown.

use crate::visit::Visit;

/// Words of a name that are kept.
const NAME_WORDS: usize = 4;

/// Patient and provider of a visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Person {
    /// Hashes of the words of the patient's name, sorted; 0 is none.
    name: [u32; NAME_WORDS],
    /// Hash of the clinic's number for the patient; 0 is none.
    number: u32,
    /// Hashes of the words of the provider's name; 0 is none.
    provider: [u32; NAME_WORDS],
}

/// What two visits say of their patients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Same {
    /// The same patient.
    Yes,
    /// Two patients.
    No,
    /// One of them names nobody.
    Unknown,
}

impl Person {
    pub(super) fn new(visit: &Visit) -> Self {
        let number = visit.mrn.as_deref().map_or(0, |mrn| {
            hash(
                mrn.bytes()
                    .filter(u8::is_ascii_alphanumeric)
                    .map(|b| b.to_ascii_lowercase()),
            )
        });
        Self {
            name: words(visit.patient.as_deref()),
            number,
            provider: words(visit.provider.as_deref()),
        }
    }

    /// True when the visit says whose it is.
    pub(super) fn is_known(&self) -> bool {
        self.name[0] != 0 || self.number != 0
    }

    /// A number for the patient: equal for visits that name them in the same way.
    pub(super) fn key(&self) -> u32 {
        if self.number != 0 {
            return self.number;
        }
        self.name
            .iter()
            .fold(0, |key, word| key.rotate_left(7) ^ word)
    }

    /// Whether two visits are about one patient.
    pub(super) fn same(&self, other: &Self) -> Same {
        if self.number != 0 && self.number == other.number {
            return Same::Yes;
        }
        match share(&self.name, &other.name) {
            Some(true) => Same::Yes,
            Some(false) => Same::No,
            None if self.number != 0 && other.number != 0 => Same::No,
            None => Same::Unknown,
        }
    }

    /// Whether one provider treated both; `None` when one visit names nobody.
    pub(super) fn same_provider(&self, other: &Self) -> Option<bool> {
        share(&self.provider, &other.provider)
    }
}

/// True when every word of the shorter name stands in the longer one.
fn share(left: &[u32; NAME_WORDS], right: &[u32; NAME_WORDS]) -> Option<bool> {
    let count = |name: &[u32; NAME_WORDS]| name.iter().filter(|w| **w != 0).count();
    let (short, long) = if count(left) <= count(right) {
        (left, right)
    } else {
        (right, left)
    };
    (count(short) > 0).then(|| short.iter().filter(|w| **w != 0).all(|w| long.contains(w)))
}

/// Words of a name, credentials and initials left out.
fn words(name: Option<&str>) -> [u32; NAME_WORDS] {
    let mut out = [0; NAME_WORDS];
    let apart = |c: char| !c.is_alphabetic() && c != '\'' && c != '’';
    let words = name
        .unwrap_or_default()
        .split(apart)
        .filter(|w| w.chars().count() > 2);
    let named = words.filter(|w| {
        !matches!(
            w.to_ascii_lowercase().as_str(),
            "mrs" | "miss" | "dpt" | "otr" | "the" | "patient"
        )
    });
    for (slot, word) in out.iter_mut().zip(named) {
        *slot = hash(word.bytes().map(|b| b.to_ascii_lowercase())).max(1);
    }
    out.sort_unstable_by(|a, b| b.cmp(a));
    out
}

fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811C_9DC5, |hash, b| {
        (hash ^ u32::from(b)).wrapping_mul(0x0100_0193)
    })
}
