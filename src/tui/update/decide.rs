//! Decisions: made here, written by the `Save` effect, drawn when the answer says they are on disk.

use std::sync::Arc;

use super::journal::{ticket, turn};
use super::{complain, many, menu, say, visit, worklist};
use crate::decision::{Action, Target};
use crate::finding::Checked;
use crate::store::{Disposition, VisitDecisions, charge_target, finding_target};
use crate::tui::action::Act;
use crate::tui::effect::Effect;
use crate::tui::state::journal::{Saving, Step, Turn};
use crate::tui::state::{RowId, Screen, State};
use crate::visit::ChargeVerdict;

/// One step on one visit or on several.
pub(super) struct Plan {
    /// Visits and what is decided on each.
    pub(super) jobs: Vec<(RowId, Vec<Step>)>,
    /// What to say when it is on disk.
    pub(super) says: String,
    /// The step holds the words of the draft.
    pub(super) has_draft: bool,
}

/// Sends a step off.
pub(super) fn save(state: &mut State, plan: Plan) -> Vec<Effect> {
    if let Some(why) = &state.journal.read_only {
        let text = format!("nothing can be saved: {why}");
        complain(state, text);
        return Vec::new();
    }
    let targets = plan
        .jobs
        .iter()
        .flat_map(|(id, steps)| steps.iter().map(|(target, _)| (*id, target.clone())))
        .collect();
    let ends = |step: &Step| matches!(step.1, Action::Reviewed { done: true });
    let finishes = plan
        .jobs
        .iter()
        .filter(|(_, steps)| steps.iter().any(ends))
        .map(|(id, _)| *id)
        .collect();
    let jobs: Vec<_> = plan
        .jobs
        .into_iter()
        .filter(|(_, steps)| !steps.is_empty())
        .filter_map(|(id, steps)| Some((Arc::clone(state.audit.rows.get(id as usize)?), steps)))
        .collect();
    if jobs.is_empty() {
        return Vec::new();
    }
    let ticket = ticket(
        state,
        Saving {
            ticket: 0,
            targets,
            finishes,
            has_draft: plan.has_draft,
            says: plan.says,
        },
    );
    vec![Effect::Save { ticket, jobs }]
}

/// The deciding actions.
pub(super) fn act(state: &mut State, act: Act) -> Vec<Effect> {
    match act {
        Act::Supported => verdict(state, Some(ChargeVerdict::Supported)),
        Act::Partial => verdict(state, Some(ChargeVerdict::Partial)),
        Act::Unsupported => verdict(state, Some(ChargeVerdict::Unsupported)),
        Act::TakeBack => take_back(state),
        Act::AcceptFinding => accept_finding(state),
        Act::DismissFinding => menu::reasons(state),
        Act::Undo => turn(state, Turn::Undo),
        Act::Redo => turn(state, Turn::Redo),
        _ if state.screen == Screen::Worklist && !state.worklist.picked.is_empty() => {
            many::ask(state, act)
        }
        Act::AcceptAll => accept_all(state),
        Act::Flag => flag(state),
        _ => done(state),
    }
}

fn verdict(state: &mut State, verdict: Option<ChargeVerdict>) -> Vec<Effect> {
    let Some((checked, idx)) = state.open_visit().zip(state.visit.charge()) else {
        return Vec::new();
    };
    let target = charge_target(checked, idx);
    let code = checked.visit.charges[idx].code.clone();
    let says = verdict.map_or_else(
        || format!("{code}: verdict taken back"),
        |verdict| format!("{code}: {}", verdict.word()),
    );
    let id = state.visit.id;
    let jobs = vec![(id, vec![(target, Action::Verdict { verdict })])];
    let effects = save(
        state,
        Plan {
            jobs,
            says,
            has_draft: false,
        },
    );
    if verdict.is_some() && !effects.is_empty() {
        visit::advance(state);
    }
    effects
}

fn accept_finding(state: &mut State) -> Vec<Effect> {
    let Some(target) = state.visit_target() else {
        return Vec::new();
    };
    let says = format!("{}: it stands", name_of(&target));
    let jobs = vec![(state.visit.id, vec![(target, Action::Accept)])];
    let effects = save(
        state,
        Plan {
            jobs,
            says,
            has_draft: false,
        },
    );
    if !effects.is_empty() {
        visit::advance(state);
    }
    effects
}

/// Dismisses the finding under the cursor.
pub(super) fn dismiss(state: &mut State, id: RowId, target: Target, reason: String) -> Vec<Effect> {
    let says = format!("{}: dismissed", name_of(&target));
    let has_draft = state
        .draft
        .as_ref()
        .is_some_and(|draft| draft.reason && draft.target == target);
    let jobs = vec![(id, vec![(target, Action::Dismiss { reason })])];
    let effects = save(
        state,
        Plan {
            jobs,
            says,
            has_draft,
        },
    );
    if !effects.is_empty() && state.screen == Screen::Visit {
        visit::advance(state);
    }
    effects
}

/// Takes the decision under the cursor back: a verdict by a line of its own, a finding's by undo.
fn take_back(state: &mut State) -> Vec<Effect> {
    if state.visit.charge().is_some() {
        return verdict(state, None);
    }
    let (Some(target), Some(row)) = (state.visit_target(), state.audit.row(state.visit.id)) else {
        return Vec::new();
    };
    let seq = state
        .journal
        .of(&row.key)
        .and_then(|decisions| decisions.findings.get(&target))
        .map(|disposed| disposed.seq);
    let Some(line) = seq.and_then(|seq| state.journal.ledger.take_back(seq)) else {
        return Vec::new();
    };
    let says = format!("{}: decision taken back", name_of(&target));
    let saving = Saving {
        ticket: 0,
        targets: vec![(state.visit.id, target)],
        finishes: Vec::new(),
        has_draft: false,
        says,
    };
    let ticket = ticket(state, saving);
    vec![Effect::Turn {
        ticket,
        decisions: vec![line],
    }]
}

/// Accepts all that is still open on the visit, marks it as reviewed and goes on.
fn accept_all(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.current() else {
        return Vec::new();
    };
    let steps = steps_to_accept(state, id);
    let n_charges = steps
        .iter()
        .filter(|(_, action)| matches!(action, Action::Verdict { .. }))
        .count();
    let says = match n_charges {
        0 => "visit done".to_owned(),
        1 => "accepted 1 verdict of the tool; visit done".to_owned(),
        n => format!("accepted {n} verdicts of the tool; visit done"),
    };
    let mut effects = save(
        state,
        Plan {
            jobs: vec![(id, steps)],
            says,
            has_draft: false,
        },
    );
    if state.journal.read_only.is_none() {
        effects.extend(worklist::advance(state));
    }
    effects
}

/// What accepting all the tool says on a visit decides: nothing that is decided already.
pub(super) fn steps_to_accept(state: &State, id: RowId) -> Vec<Step> {
    let Some((row, checked)) = state
        .audit
        .row(id)
        .and_then(|row| Some((row, row.checked()?)))
    else {
        return Vec::new();
    };
    let none = VisitDecisions::default();
    let so_far = state.journal.of(&row.key).unwrap_or(&none);
    let is_saving = |target: &Target| state.journal.is_saving(id, target);
    let is_stale = |seq| state.is_stale(id, checked, seq);
    open_steps(checked, so_far, &is_saving, &is_stale)
}

/// What is still to be decided. The auditor's own word that has become stale is said again, not
/// replaced by the tool's.
pub(crate) fn open_steps(
    checked: &Checked,
    so_far: &VisitDecisions,
    is_saving: &dyn Fn(&Target) -> bool,
    is_stale: &dyn Fn(u64) -> bool,
) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (idx, charge) in checked.visit.charges.iter().enumerate() {
        let target = charge_target(checked, idx);
        let verdict = match so_far.verdicts.get(&target) {
            _ if is_saving(&target) => continue,
            Some(ruling) if !is_stale(ruling.seq) => continue,
            Some(ruling) => ruling.verdict,
            None => charge.verdict,
        };
        steps.push((
            target,
            Action::Verdict {
                verdict: Some(verdict),
            },
        ));
    }
    for finding in &checked.findings {
        let target = finding_target(checked, finding);
        let twice = steps.iter().any(|(other, _)| *other == target);
        let action = match so_far.findings.get(&target) {
            _ if twice || is_saving(&target) => continue,
            Some(disposed) if !is_stale(disposed.seq) => continue,
            Some(disposed) => match &disposed.how {
                Disposition::Accepted => Action::Accept,
                Disposition::Dismissed { reason } => Action::Dismiss {
                    reason: reason.clone(),
                },
            },
            None => Action::Accept,
        };
        steps.push((target, action));
    }
    if so_far.reviewed_seq.is_none_or(is_stale) {
        steps.push((Target::Visit, Action::Reviewed { done: true }));
    }
    steps
}

fn flag(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.current() else {
        return Vec::new();
    };
    let on = !state
        .worklist
        .marks
        .get(id as usize)
        .is_some_and(|mark| mark.flagged);
    let says = if on {
        "flagged for a second look"
    } else {
        "no longer flagged"
    }
    .to_owned();
    save(
        state,
        Plan {
            jobs: vec![(id, vec![(Target::Visit, Action::Flag { on })])],
            says,
            has_draft: false,
        },
    )
}

fn done(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.current() else {
        return Vec::new();
    };
    let done = !state
        .worklist
        .marks
        .get(id as usize)
        .is_some_and(|mark| mark.done);
    let says = if done {
        "visit done"
    } else {
        "visit open again"
    }
    .to_owned();
    save(
        state,
        Plan {
            jobs: vec![(id, vec![(Target::Visit, Action::Reviewed { done })])],
            says,
            has_draft: false,
        },
    )
}

/// Saves a comment.
pub(super) fn comment(state: &mut State, id: RowId, target: Target, text: String) -> Vec<Effect> {
    let has_draft = state
        .draft
        .as_ref()
        .is_some_and(|draft| !draft.reason && draft.target == target);
    let says = format!("comment saved on {}", name_of(&target));
    let effects = save(
        state,
        Plan {
            jobs: vec![(id, vec![(target, Action::Comment { text })])],
            says,
            has_draft,
        },
    );
    if effects.is_empty() {
        say(state, "the comment is kept as a draft");
    }
    effects
}

/// What a target is, in a word or two.
pub(super) fn name_of(target: &Target) -> &str {
    match target {
        Target::Visit => "the visit",
        Target::Charge { code, .. } => code,
        Target::Finding { rule, .. } => rule,
        Target::Passage { .. } => "the words",
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Target, VisitDecisions, open_steps};
    use crate::finding::Checked;
    use crate::visit::{Charge, ChargeVerdict};

    #[test]
    fn accepting_all_takes_the_tools_verdict_on_each_charge_of_a_code() {
        let charge = |verdict| Charge {
            code: "97530".into(),
            verdict,
            ..Charge::default()
        };
        let mut checked = Checked::default();
        checked.visit.charges = vec![
            charge(ChargeVerdict::Supported),
            charge(ChargeVerdict::Partial),
        ];
        let steps = open_steps(&checked, &VisitDecisions::default(), &|_| false, &|_| false);
        let second = Target::Charge {
            code: "97530".into(),
            nth: 2,
        };
        assert_eq!(steps.len(), 3);
        assert_eq!(
            steps[1],
            (
                second,
                Action::Verdict {
                    verdict: Some(ChargeVerdict::Partial)
                }
            )
        );
        assert_eq!(steps[2], (Target::Visit, Action::Reviewed { done: true }));
    }
}
