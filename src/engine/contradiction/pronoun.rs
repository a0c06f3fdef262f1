//! The patient is both he and she.
//!
//! A title or the sex in the header says what the patient is, else the pronoun that stands more
//! often. The other pronoun contradicts it unless somebody else was named shortly before.

use super::Pair;
use super::scene::{Said, Scene};
use crate::parse::sign_id;
use crate::rules::Claim;
use crate::text::Span;

/// Tokens over which a named person can be meant by a pronoun: a relative is remembered longer.
const REACH: usize = 40;
const REACH_RELATIVE: usize = 90;

/// The first pronoun or title of each sex that nobody else explains, when there are both.
pub(super) fn pairs(scene: &Scene) -> Vec<Pair> {
    if !scene
        .said
        .iter()
        .any(|s| matches!(s.claim, Claim::He | Claim::She))
    {
        return Vec::new();
    }
    let quoted = quotes(scene);
    let open: Vec<&Said> = scene
        .said
        .iter()
        .filter(|s| matches!(s.claim, Claim::He | Claim::She))
        .filter(|s| {
            !quoted
                .iter()
                .any(|span| span.holds(scene.span(s.first..s.end).start))
        })
        .filter(|s| !is_choice(scene, s) && !is_explained(scene, s))
        .collect();
    let count = |claim: Claim| open.iter().filter(|s| s.claim == claim).count();
    let titled = |claim: Claim| {
        scene
            .said
            .iter()
            .find(|s| s.claim == claim && is_patient(scene, s))
    };
    let (he, she) = (count(Claim::He), count(Claim::She));
    let (mister, missus) = (titled(Claim::Mister), titled(Claim::Missus));
    let anchor = match (mister, missus) {
        (Some(mister), None) if she > 0 => Some((*mister, Claim::She)),
        (None, Some(missus)) if he > 0 => Some((*missus, Claim::He)),
        _ => None,
    };
    let first = |claim: Claim| open.iter().find(|s| s.claim == claim);
    let span = |said: &Said| statement(scene, said);
    if let Some((title, other)) = anchor {
        // A pronoun that agrees is the better quote.
        let own = if other == Claim::She {
            Claim::He
        } else {
            Claim::She
        };
        let said = first(own).map_or(title, |s| **s);
        return first(other)
            .map(|other| [span(&said), span(other)])
            .into_iter()
            .collect();
    }
    if mister.is_none() && missus.is_none() && he > 0 && she > 0 {
        let pair = first(Claim::He).zip(first(Claim::She));
        return pair
            .map(|(he, she)| [span(he), span(she)])
            .into_iter()
            .collect();
    }
    Vec::new()
}

/// The pronoun with the few words that follow it in its clause.
fn statement(scene: &Scene, said: &Said) -> Span {
    let end = scene
        .clause_of(said.first)
        .map_or(said.end, |c| c.tokens.end);
    let mut last = said.end;
    while last < end && last < said.end + 5 && scene.is_word(last) {
        last += 1;
    }
    scene.span(said.first..last)
}

/// `he/she`, `his or her`: no sex is said.
fn is_choice(scene: &Scene, said: &Said) -> bool {
    let near = scene.within(said.first.saturating_sub(3)..said.end + 3);
    near.iter().any(|other| {
        let differs = matches!(
            (said.claim, other.claim),
            (Claim::He, Claim::She) | (Claim::She, Claim::He)
        );
        let (from, to) = if other.first < said.first {
            (other.end, said.first)
        } else {
            (said.end, other.first)
        };
        let joint = (from..to).all(|t| matches!(scene.letters(t), "/" | "or" | "(" | ")"));
        differs && joint
    })
}

/// True when somebody of that sex, or of either, was named shortly before.
fn is_explained(scene: &Scene, said: &Said) -> bool {
    let sex = if said.claim == Claim::He {
        Claim::Man
    } else {
        Claim::Woman
    };
    let before = scene.within(said.first.saturating_sub(REACH_RELATIVE)..said.first);
    let after = scene.within(said.end..said.end + 4);
    let near = |s: &Said| s.first + REACH >= said.first;
    // `his wife says she …` and `she, his wife, …`
    before
        .iter()
        .any(|s| s.claim == sex || s.claim == Claim::Person && near(s))
        || after.iter().any(|s| s.claim == sex)
}

/// True for a title or a sex that is the patient's: not of a provider, not of a relative.
fn is_patient(scene: &Scene, said: &Said) -> bool {
    let before = scene.within(said.first.saturating_sub(4)..said.first);
    let other = |s: &&Said| matches!(s.claim, Claim::Man | Claim::Woman | Claim::Person);
    let single = scene.letters(said.first).len() == 1;
    let after = scene.within(said.end..said.end + 3);
    if before.iter().chain(after).any(|s| other(&s)) {
        return false;
    }
    // `M` and `F` say a sex only beside an age or in brackets: `58F`, `(M, 39)`, `SEX F`.
    let near = |t: usize| {
        scene.letters(t).bytes().all(|b| b.is_ascii_digit()) && !scene.letters(t).is_empty()
    };
    let beside = said
        .first
        .checked_sub(1)
        .is_some_and(|t| near(t) && !scene.doc.tokens[said.first].spaced)
        || said
            .first
            .checked_sub(1)
            .is_some_and(|t| matches!(scene.letters(t), "("))
            && matches!(scene.letters(said.end), ")" | ",");
    !single || beside
}

/// Spans between double quotes: another voice speaks there.
fn quotes(scene: &Scene) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mark = sign_id('"');
    let tokens = scene.doc.tokens.iter().enumerate();
    for (at, token) in tokens.filter(|(_, token)| token.word == mark) {
        let sign = token.span.of(scene.text);
        match (sign, open) {
            ("“", _) => open = Some((at, token.span.start)),
            ("\"", None) if token.spaced || at == 0 => open = Some((at, token.span.start)),
            ("\"" | "”", Some((first, start))) => {
                // A quote is short; an inch mark opens nothing.
                if at - first < 40 {
                    out.push(Span::new(start, token.span.end));
                }
                open = None;
            }
            _ => {}
        }
    }
    out
}
