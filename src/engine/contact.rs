//! Contact, as a rule in words: what the charge's own text says goes before what is said of the visit,
//! and the opposite before the claim.

use super::scorer::{N_ROLES, Role};
use super::view::{Best, View};

/// Scores from which the roles about contact count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ContactBounds {
    /// Contact stated in the charge's own text.
    pub claimed: f32,
    /// Contact stated of the visit.
    pub claimed_wide: f32,
    /// Hands or cueing described.
    pub hands: f32,
    /// The opposite in the charge's own text.
    pub alone: f32,
    /// The opposite said of the visit.
    pub alone_wide: f32,
}

/// Bounds that take a weaker hint for a statement.
pub(super) const LENIENT: ContactBounds = ContactBounds {
    claimed: -1.5,
    claimed_wide: -1.5,
    hands: -1.0,
    alone: -1.5,
    alone_wide: -1.0,
};

/// Status of contact, as an index into the statuses of the first question. What the charge's own text
/// says goes before what is said of the visit, and the opposite before the claim: an attestation
/// never overrules the body of the note.
pub fn contact(view: &View, bounds: &ContactBounds) -> usize {
    let score = |bests: &[Option<Best>; N_ROLES], role: Role| {
        bests[role as usize].map_or(f32::MIN, |b| b.score)
    };
    let own = |role: Role| score(&view.own, role);
    let wide = |role: Role| score(&view.wide, role);
    let hands = own(Role::Hands) > bounds.hands;
    if own(Role::Alone) > bounds.alone && own(Role::Alone) + 1.0 > own(Role::Contact).min(6.0) {
        3
    } else if own(Role::Contact) > bounds.claimed {
        usize::from(hands && own(Role::Hands) > own(Role::Contact)) + 1
    } else if wide(Role::Alone) > bounds.alone_wide && !hands {
        3
    } else if wide(Role::Contact) > bounds.claimed_wide {
        1
    } else if hands || (view.n_timed <= 1 && wide(Role::Hands) > bounds.hands) {
        2
    } else {
        0
    }
}
