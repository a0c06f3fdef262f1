//! Time of each charge: minutes, status, totals, and the pairs of statements that disagree.
//!
//! Works on what `parse::times` bound. Pure decisions: which amount counts, which are the same said
//! twice, which contradict. Surprising rule: an amount that equals the sum over the codes is a total,
//! even when it stands with one of them.

use crate::engine::units::{TimedCode, supported, units_of};
use crate::parse::Doc;
use crate::parse::charges::{Ledger, Named};
use crate::parse::times::{Fact, Grade, Target};
use crate::rules::RuleSet;
use crate::text::Span;
use crate::visit::{Charge, Element, Status, Visit};

/// Two statements of one amount of time that disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disagreement {
    /// The earlier statement.
    pub first: Span,
    /// The later one.
    pub second: Span,
}

/// One statement of minutes for one charge.
#[derive(Clone, Copy, Debug)]
struct Said {
    minutes: u32,
    grade: Grade,
    corrects: bool,
    whole: bool,
    clock: Option<(u32, u32)>,
    span: Span,
    fact: usize,
}

/// Fills minutes, time status and supported units of all charges and the totals of the visit.
pub fn times(visit: &mut Visit, ledger: &Ledger, doc: &Doc, rules: &RuleSet) -> Vec<Disagreement> {
    let timed: Vec<usize> = (0..visit.charges.len())
        .filter(|i| visit.charges[*i].timed)
        .collect();
    let only = sole(&visit.charges, &timed, ledger);
    let said: Vec<Vec<Said>> = timed
        .iter()
        .map(|i| {
            statements(
                &visit.charges[*i],
                only == Some(*i),
                u32_of(timed.len()),
                ledger,
                doc,
            )
        })
        .collect();
    let firm: Vec<Option<u32>> = said.iter().map(|list| settled(list, Grade::Firm)).collect();
    let sum = firm
        .iter()
        .copied()
        .sum::<Option<u32>>()
        .filter(|_| timed.len() > 1);
    let all_timed = visit.charges.len() == timed.len();
    let totals = Totals::read(ledger, doc, sum, all_timed, timed.len() == 1);
    let mut out = Vec::new();
    for (list, at) in said.iter().zip(&timed) {
        let decided = decide(list, sum, &totals, timed.len() == 1);
        out.extend(decided.disagreement);
        let charge = &mut visit.charges[*at];
        charge.minutes = decided.minutes;
        charge.elements.get_or_insert_default().time = decided.element;
    }
    fill_totals(visit, &totals, &timed, &mut out);
    fill_units(&mut visit.charges, rules);
    out.sort_unstable();
    out.dedup();
    out
}

/// The charge that minutes without a service belong to: the only timed one, or the only one of which
/// no minutes are said.
fn sole(charges: &[Charge], timed: &[usize], ledger: &Ledger) -> Option<usize> {
    let mut open = timed.iter().copied().filter(|i| {
        timed.len() == 1
            || !ledger.facts.iter().any(|f| match f.target {
                Target::Service(m) => {
                    f.minutes().is_some() && ledger.mentions[m].codes.contains(&charges[*i].code)
                }
                _ => false,
            })
    });
    open.next().filter(|_| open.next().is_none())
}

fn u32_of(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What the facts say of the minutes of one charge, episodes of one statement added up.
fn statements(charge: &Charge, only: bool, n_timed: u32, ledger: &Ledger, doc: &Doc) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (nth, fact) in ledger.facts.iter().enumerate() {
        let Some(minutes) = fact.minutes() else {
            continue;
        };
        // `x2 units, 15 min each`.
        let of_units = fact.each && charge.units > 1 && minutes <= 20;
        let minutes = if of_units {
            minutes * charge.units
        } else {
            minutes
        };
        // `30 minutes, split evenly between the two`.
        let shared = fact.shared && n_timed > 1;
        let minutes = if shared { minutes / n_timed } else { minutes };
        let mention = match fact.target {
            Target::Nothing => continue,
            _ if shared => usize::MAX,
            Target::Service(mention) if ledger.mentions[mention].codes.contains(&charge.code) => {
                mention
            }
            Target::Only if only => usize::MAX,
            Target::Service(_) if fact.each => usize::MAX,
            _ => continue,
        };
        let span = doc.span_of(fact.found.tokens.clone());
        let episode = last.is_some_and(|(before, of)| {
            of == mention && continues(&ledger.facts[before], fact, ledger, doc)
        });
        last = Some((nth, mention));
        match out.last_mut() {
            Some(said) if episode => {
                said.minutes += minutes;
                said.span = said.span.join(span);
                said.clock = None;
            }
            _ => out.push(Said {
                minutes,
                grade: fact.grade,
                corrects: fact.corrects,
                whole: fact.whole,
                clock: fact.clock(),
                span,
                fact: nth,
            }),
        }
    }
    out
}

/// True when `next` is a further episode of the same work (`9:05-9:15, 9:30-9:43`; `10 min, then 13 min`).
fn continues(before: &Fact, next: &Fact, ledger: &Ledger, doc: &Doc) -> bool {
    let between = before.found.tokens.end..next.found.tokens.start;
    if between.len() > 4
        || ledger
            .mentions
            .iter()
            .any(|m| between.contains(&m.tokens.start))
    {
        return false;
    }
    match (before.clock(), next.clock()) {
        (Some((start, length)), Some((other, _))) => start + length <= other && between.len() <= 2,
        (None, None) => doc.tokens[between].iter().any(|t| {
            ["then", "another", "further", "additional", "again", "later"]
                .iter()
                .any(|w| t.word == crate::text::word_id(w))
                || t.word == crate::parse::sign_id('+')
        }),
        _ => false,
    }
}

/// The one value that the statements of at least this grade agree on.
fn settled(said: &[Said], grade: Grade) -> Option<u32> {
    let corrected = said.iter().any(|s| s.corrects);
    let mut values = said
        .iter()
        .filter(|s| s.grade >= grade && (s.corrects || !corrected));
    let first = values.next()?;
    values.all(|s| agrees(s, first)).then_some(first.minutes)
}

/// Equal, or a clock span and minutes that differ by rounding.
fn agrees(a: &Said, b: &Said) -> bool {
    let slack = u32::from(a.clock.is_some() != b.clock.is_some());
    a.minutes.abs_diff(b.minutes) <= slack
}

struct Decided {
    minutes: Option<u32>,
    element: Element,
    disagreement: Option<Disagreement>,
}

fn decide(said: &[Said], sum: Option<u32>, totals: &Totals, single: bool) -> Decided {
    let corrected = said.iter().any(|s| s.corrects);
    // A sum of episodes stands for the parts before it.
    let said: &[Said] = match said.iter().rposition(|s| s.whole) {
        Some(sum) if !corrected => &said[sum..],
        _ => said,
    };
    let valid: Vec<&Said> = said.iter().filter(|s| s.corrects || !corrected).collect();
    let best = valid.iter().map(|s| s.grade).max();
    if single && best < Some(Grade::Said) && !totals.timed.is_empty() {
        return from_total(totals, single);
    }
    let Some(first) = best.and_then(|grade| valid.iter().find(|s| s.grade == grade)) else {
        return from_total(totals, single);
    };
    let base = whole_of_parts(&valid).unwrap_or(first);
    let parts: u32 = valid
        .iter()
        .filter(|s| s.grade == base.grade && s.fact != base.fact)
        .map(|s| s.minutes)
        .sum();
    let against = valid.iter().find(|s| {
        let explained = agrees(s, base)
            || s.grade == Grade::Hint && base.grade > Grade::Hint
            || s.grade == Grade::Weak && s.minutes * 2 < base.minutes
            || Some(s.minutes) == sum
            || totals
                .timed
                .iter()
                .any(|t| t.0 == s.minutes && !single && s.grade < Grade::Firm)
            || parts == base.minutes
            || inside(s, base);
        !explained
    });
    let total = totals
        .timed
        .iter()
        .find(|t| single && t.0 != base.minutes && !corrected);
    let second = against.map(|s| s.span).or_else(|| total.map(|t| t.1));
    match second {
        Some(second) => Decided {
            minutes: None,
            element: Element {
                status: Status::Conflict,
                spans: ordered(base.span, second),
                reasons: vec!["two amounts of time that disagree".to_owned()],
            },
            disagreement: Some(pair(base.span, second)),
        },
        None => Decided {
            minutes: Some(base.minutes),
            element: Element {
                status: Status::Present,
                spans: vec![base.span],
                reasons: vec![format!("{} minutes {}", base.minutes, reason(base))],
            },
            disagreement: None,
        },
    }
}

/// The statement that equals the sum of all others (`10 min … 13 min … 23 min in all`).
fn whole_of_parts<'a>(valid: &[&'a Said]) -> Option<&'a Said> {
    let all: u32 = valid.iter().map(|s| s.minutes).sum();
    (valid.len() > 2)
        .then(|| {
            valid
                .iter()
                .find(|s| s.minutes * 2 == all && valid.iter().any(|o| o.minutes != s.minutes))
                .copied()
        })
        .flatten()
}

/// A clock span within another says what happened in part of that time.
fn inside(part: &Said, whole: &Said) -> bool {
    match (part.clock, whole.clock) {
        (Some((start, length)), Some((from, all))) => {
            part.grade < Grade::Firm && from <= start && start + length <= from + all
        }
        _ => false,
    }
}

fn reason(said: &Said) -> &'static str {
    match said.grade {
        Grade::Firm => "beside the service",
        Grade::Said => "by what the sentence says",
        Grade::Weak => "in the sentence of the service",
        Grade::Hint => "by the only sentence on time",
    }
}

fn from_total(totals: &Totals, single: bool) -> Decided {
    let stated = totals.timed.first();
    let (minutes, status, reason) = match stated {
        Some((minutes, _)) if single => (
            Some(*minutes),
            Status::Present,
            "the stated total; it is the only timed code",
        ),
        Some(_) => (
            None,
            Status::TotalOnly,
            "only a total over several timed codes",
        ),
        None => (None, Status::Missing, "no minutes are bound to the service"),
    };
    Decided {
        minutes,
        element: Element {
            status,
            spans: stated.iter().map(|t| t.1).collect(),
            reasons: vec![reason.to_owned()],
        },
        disagreement: None,
    }
}

fn ordered(a: Span, b: Span) -> Vec<Span> {
    let pair = pair(a, b);
    vec![pair.first, pair.second]
}

fn pair(a: Span, b: Span) -> Disagreement {
    Disagreement {
        first: a.min(b),
        second: a.max(b),
    }
}

/// Stated totals with their places.
struct Totals {
    timed: Vec<(u32, Span)>,
    visit: Vec<(u32, Span)>,
}

impl Totals {
    /// Reads the totals; a plain sum is one of timed minutes when it fits the parts, or when nothing
    /// untimed is billed.
    fn read(ledger: &Ledger, doc: &Doc, sum: Option<u32>, all_timed: bool, single: bool) -> Self {
        let mut out = Self {
            timed: Vec::new(),
            visit: Vec::new(),
        };
        let any = ledger.facts.iter().any(|f| {
            f.minutes().is_some() && matches!(f.target, Target::Service(_)) && f.grade > Grade::Hint
        });
        let has_timed = ledger.facts.iter().any(|f| f.target == Target::Timed);
        for fact in &ledger.facts {
            let Some(minutes) = fact.minutes() else {
                continue;
            };
            let found = (minutes, doc.span_of(fact.found.tokens.clone()));
            match fact.target {
                Target::Sum
                    if fact.grade == Grade::Weak
                        && sum != Some(minutes)
                        && (any || minutes < 8) => {}
                Target::Timed => out.timed.push(found),
                // With one timed code and nothing else, the treatment is that code.
                Target::Visit if all_timed && single && minutes >= 8 && fact.clock().is_none() => {
                    out.timed.push(found)
                }
                Target::Visit if minutes < 8 => {}
                Target::Visit => out.visit.push(found),
                Target::Sum
                    if sum == Some(minutes) || !has_timed && (all_timed || sum.is_none()) =>
                {
                    out.timed.push(found)
                }
                Target::Sum => out.visit.push(found),
                _ => {}
            }
        }
        if let Some(corrected) = ledger
            .facts
            .iter()
            .rev()
            .find(|f| f.target == Target::Timed && f.corrects)
        {
            let found = (
                corrected.minutes().unwrap_or(0),
                doc.span_of(corrected.found.tokens.clone()),
            );
            out.timed = vec![found];
        }
        out
    }
}

fn fill_totals(visit: &mut Visit, totals: &Totals, timed: &[usize], out: &mut Vec<Disagreement>) {
    let sum: Option<u32> = timed.iter().map(|i| visit.charges[*i].minutes).sum();
    let sum = sum.filter(|_| !timed.is_empty());
    let stated = totals
        .timed
        .iter()
        .find(|t| Some(t.0) == sum)
        .or(totals.timed.first())
        .filter(|_| !timed.is_empty());
    visit.total_timed_minutes = stated.map(|t| t.0).or(sum);
    visit.total_treatment_minutes = totals.visit.first().map(|t| t.0);
    if let (Some(sum), Some((total, span)), true) = (sum, stated, timed.len() > 1) {
        let evidence = visit.charges[timed[0]]
            .elements
            .as_ref()
            .and_then(|e| e.time.spans.first());
        if let (true, Some(part)) = (sum.abs_diff(*total) > 1, evidence) {
            out.push(pair(*part, *span));
        }
    }
}

fn fill_units(charges: &mut [Charge], rules: &RuleSet) {
    let pooled: Vec<usize> = (0..charges.len())
        .filter(|i| charges[*i].timed && rules.codes.get(&charges[*i].code).is_none_or(|c| c.pool))
        .collect();
    let codes: Vec<TimedCode> = pooled
        .iter()
        .map(|i| TimedCode {
            minutes: charges[*i].minutes,
            billed: charges[*i].units,
        })
        .collect();
    for (at, units) in pooled.iter().zip(supported(&codes)) {
        charges[*at].units_cms = units.cms;
        charges[*at].units_midpoint = units.midpoint;
    }
    for (at, charge) in charges.iter_mut().enumerate() {
        if charge.timed && !pooled.contains(&at) {
            charge.units_cms = charge.minutes.map(units_of);
            charge.units_midpoint = charge.units_cms;
        }
    }
}

/// True when the ledger names a service by its code at all.
pub fn bills_by_code(ledger: &Ledger) -> bool {
    ledger
        .mentions
        .iter()
        .zip(&ledger.counts)
        .any(|(m, c)| *c && m.named == Named::Code)
}

#[cfg(test)]
mod tests;
