//! Undo and redo, computed from the journal alone, so that both work after a restart.
//!
//! Every line switches decisions on or off: a decision switches itself on, an undo line switches
//! one off, a redo line on again. Lines of one group, one after the other, are one step. A step that
//! only reverses the last one is an undo, one that only repeats what was last undone is a redo;
//! anything else is a new step, which ends the chance to redo. So a comment that is deleted on its
//! own (an undo line out of turn) or replaced (an undo line and a new comment in one group) can be
//! undone like everything else.

/// A decision switched on (it counts) or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Switch {
    /// Journal number of the decision.
    pub(super) seq: u64,
    /// True when it counts from here on.
    pub(super) on: bool,
}

/// What one line or one group of lines switched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Step {
    group: Option<u64>,
    /// A decision was made, not only taken back or made again.
    new: bool,
    switches: Vec<Switch>,
}

/// How the step that may still grow bears on the others.
enum Turn {
    Fresh,
    Undo,
    Redo,
}

/// The steps that can be undone and redone.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// The last step: the next line may still belong to its group.
    open: Option<Step>,
}

impl Steps {
    /// Takes in what a line of `group` switched; `new` when the line is a decision of its own.
    pub(super) fn add(&mut self, group: Option<u64>, switch: Switch, new: bool) {
        match &mut self.open {
            Some(open) if group.is_some() && open.group == group => {
                open.switches.push(switch);
                open.new |= new;
            }
            _ => {
                self.close();
                self.open = Some(Step {
                    group,
                    new,
                    switches: vec![switch],
                });
            }
        }
    }

    /// What the next undo takes back, as it was switched; empty when there is nothing.
    pub(super) fn next_undo(&self) -> &[Switch] {
        let step = match &self.open {
            None => self.done.last(),
            Some(open) => match self.turn(open) {
                Turn::Fresh => Some(open),
                Turn::Undo => self
                    .done
                    .len()
                    .checked_sub(2)
                    .and_then(|at| self.done.get(at)),
                Turn::Redo => self.undone.last(),
            },
        };
        step.map_or(&[], |step| &step.switches)
    }

    /// What the next redo makes again, as it was switched the first time; empty when there is nothing.
    pub(super) fn next_redo(&self) -> &[Switch] {
        let step = match &self.open {
            None => self.undone.last(),
            Some(open) => match self.turn(open) {
                Turn::Fresh => None,
                Turn::Undo => self.done.last(),
                Turn::Redo => self
                    .undone
                    .len()
                    .checked_sub(2)
                    .and_then(|at| self.undone.get(at)),
            },
        };
        step.map_or(&[], |step| &step.switches)
    }

    /// Files the open step where it belongs.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        match self.turn(&open) {
            Turn::Fresh => {
                self.undone.clear();
                self.done.push(open);
            }
            Turn::Undo => self.undone.extend(self.done.pop()),
            Turn::Redo => self.done.extend(self.undone.pop()),
        }
    }

    fn turn(&self, open: &Step) -> Turn {
        if open.new {
            return Turn::Fresh;
        }
        if self
            .done
            .last()
            .is_some_and(|last| same(&reversed(&last.switches), &open.switches))
        {
            Turn::Undo
        } else if self
            .undone
            .last()
            .is_some_and(|last| same(&last.switches, &open.switches))
        {
            Turn::Redo
        } else {
            Turn::Fresh
        }
    }
}

/// The switches that take `switches` back, last first.
pub(super) fn reversed(switches: &[Switch]) -> Vec<Switch> {
    switches
        .iter()
        .rev()
        .map(|switch| Switch {
            seq: switch.seq,
            on: !switch.on,
        })
        .collect()
}

/// True when both switch the same decisions the same way, in whatever order.
fn same(left: &[Switch], right: &[Switch]) -> bool {
    let sorted = |switches: &[Switch]| {
        let mut switches = switches.to_vec();
        switches.sort_unstable();
        switches
    };
    left.len() == right.len() && sorted(left) == sorted(right)
}
