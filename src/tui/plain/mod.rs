//! The review without a screen: numbered lines that are only ever added, one answer a line.
//!
//! For screen readers, dumb terminals and scripts. Same scan, same journal, same rules about what
//! an answer decides as the browser; no cursor, no colour, nothing is ever overwritten.

mod answer;
mod tell;

use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::config::{Config, Outcome};
use super::state::standing::stale_in;
use super::update::open_steps;
use crate::decision::{Action, Decision, Target};
use crate::engine::mark_clone;
use crate::finding::Checked;
use crate::scan::{ScanEvent, read_note, scan_sorted};
use crate::store::{
    Ledger, Store, StoreError, VisitDecisions, anchor, charge_target, finding_target, key,
};
use answer::{Answer, Item, parse};

/// Why a plain review stopped.
#[derive(Debug, thiserror::Error)]
pub enum PlainError {
    /// Standard input or output refused.
    #[error("cannot go on: {0}")]
    Io(#[from] io::Error),
    /// The journal refused.
    #[error("the decision was not saved: {0}")]
    Store(#[from] StoreError),
}

/// A review under way.
struct Plain<'a, W> {
    config: &'a Config,
    store: Store,
    ledger: Ledger,
    visits: Vec<Checked>,
    /// Place of the visit that is told.
    at: usize,
    out: W,
}

/// Reviews the folder of `config` by answers read from `input`.
///
/// # Errors
/// When input or output fails, or the journal cannot be opened.
pub fn run(config: &Config, input: impl BufRead, out: impl Write) -> Result<Outcome, PlainError> {
    let (store, opened) = Store::open(&config.store)?;
    let ledger = Ledger::replay(store.entries());
    let mut plain = Plain {
        config,
        store,
        ledger,
        visits: Vec::new(),
        at: 0,
        out,
    };
    for note in opened.notes() {
        writeln!(plain.out, "Note: {note}")?;
    }
    plain.scan()?;
    if plain.visits.is_empty() {
        writeln!(plain.out, "No visit was found in this folder.")?;
        return Ok(Outcome::Left);
    }
    plain.at = plain.open_from(0).unwrap_or(0);
    writeln!(plain.out, "? lists the answers.")?;
    plain.tell()?;
    plain.prompt()?;
    for line in input.lines() {
        if !plain.take(&line?)? {
            return Ok(Outcome::Left);
        }
        plain.prompt()?;
    }
    Ok(Outcome::Ended)
}

impl<W: Write> Plain<'_, W> {
    /// Scans the folder to its end; files without a visit are told at once.
    fn scan(&mut self) -> Result<(), PlainError> {
        let never = Arc::new(AtomicBool::new(false));
        for event in scan_sorted(self.config.scan.clone(), never) {
            match event {
                ScanEvent::File(file) => match file.outcome {
                    Ok(visits) => self.visits.extend(visits),
                    Err(error) => {
                        let word = if error.is_skip() {
                            "Left out"
                        } else {
                            "Unreadable"
                        };
                        writeln!(self.out, "{word}: {}: {}", file.path, error.message)?;
                    }
                },
                ScanEvent::Clones(marks) => {
                    for mark in marks {
                        let copied = self.visits.iter_mut().find(|checked| {
                            checked.visit.path == mark.path && checked.visit.visit == mark.visit
                        });
                        if let Some(checked) = copied {
                            mark_clone(checked, mark.clone_of, &self.config.scan.rules);
                        }
                    }
                }
                ScanEvent::Counted { .. } | ScanEvent::Done { .. } => {}
            }
        }
        self.ledger.attach(&self.visits);
        Ok(())
    }

    /// Takes one answer; false when it was to leave.
    fn take(&mut self, line: &str) -> Result<bool, PlainError> {
        match parse(line) {
            Ok(Answer::Quit) => return Ok(false),
            Ok(answer) => match self.carry_out(answer) {
                // What the journal refuses is told, and the review goes on.
                Err(PlainError::Store(error)) => writeln!(self.out, "Not saved: {error}")?,
                other => other?,
            },
            Err(words) => writeln!(self.out, "{words}")?,
        }
        Ok(true)
    }

    fn carry_out(&mut self, answer: Answer) -> Result<(), PlainError> {
        match answer {
            Answer::Quit => Ok(()),
            Answer::Help => Ok(self.out.write_all(answer::HELP.as_bytes())?),
            Answer::Tell => self.tell(),
            Answer::Text => self.text(),
            Answer::List => self.list(),
            Answer::Next => self.go(self.open_from(self.at + 1)),
            Answer::Previous => {
                let before = (0..self.at).rev().find(|at| !self.is_done(*at));
                self.go(before)
            }
            Answer::Go(number) => {
                self.go(number.checked_sub(1).filter(|at| *at < self.visits.len()))
            }
            Answer::AcceptAll => self.accept_all(),
            Answer::Undo => self.turn(self.ledger.undo(), "Nothing to undo."),
            Answer::Redo => self.turn(self.ledger.redo(), "Nothing to redo."),
            Answer::Done => {
                let done = !self.is_done(self.at);
                self.decide(vec![(Target::Visit, Action::Reviewed { done })])
            }
            Answer::Flag => {
                let on = !self
                    .decisions(self.at)
                    .is_some_and(|decisions| decisions.flagged);
                self.decide(vec![(Target::Visit, Action::Flag { on })])
            }
            Answer::On(number, item) => self.on(number, item),
        }
    }

    /// An answer about a numbered charge or finding, or a comment on the visit (number 0).
    fn on(&mut self, number: usize, item: Item) -> Result<(), PlainError> {
        let checked = &self.visits[self.at];
        let n_charges = checked.visit.charges.len();
        let charge = number.checked_sub(1).filter(|idx| *idx < n_charges);
        let finding = number
            .checked_sub(1 + n_charges)
            .and_then(|idx| checked.findings.get(idx));
        let target = match (number, charge, finding) {
            (0, ..) => Target::Visit,
            (_, Some(idx), _) => charge_target(checked, idx),
            (_, _, Some(finding)) => finding_target(checked, finding),
            _ => {
                return Ok(writeln!(
                    self.out,
                    "There is no item {number} in this visit."
                )?);
            }
        };
        let action = match (item, &target) {
            (Item::Verdict(verdict), Target::Charge { .. }) => Action::Verdict {
                verdict: Some(verdict),
            },
            (Item::Accept, Target::Finding { .. }) => Action::Accept,
            (Item::Dismiss(reason), Target::Finding { .. }) => Action::Dismiss { reason },
            (Item::Comment(text), _) => Action::Comment { text },
            (Item::Verdict(_), _) => {
                return Ok(writeln!(self.out, "s, p and u are answers to a charge.")?);
            }
            _ => return Ok(writeln!(self.out, "y and x are answers to a finding.")?),
        };
        self.decide(vec![(target, action)])
    }

    fn accept_all(&mut self) -> Result<(), PlainError> {
        let checked = &self.visits[self.at];
        let none = VisitDecisions::default();
        let so_far = self.decisions(self.at).unwrap_or(&none);
        let stale = |seq| stale_in(&self.ledger, checked, seq);
        let steps = open_steps(checked, so_far, &|_| false, &stale);
        self.decide(steps)?;
        self.go(self.open_from(self.at + 1).or_else(|| self.open_from(0)))
    }

    /// Writes decisions on the told visit, and says so when they are on disk.
    fn decide(&mut self, steps: Vec<(Target, Action)>) -> Result<(), PlainError> {
        let checked = &self.visits[self.at];
        let note = read_note(&self.config.scan, &checked.visit.path);
        let text = note.map(|note| note.text).unwrap_or_default();
        let tie = |(target, action): (Target, Action)| Decision {
            anchor: anchor(checked, &text, &target),
            target,
            action,
            group: None,
        };
        let decisions = steps.into_iter().map(tie).collect();
        self.append(decisions)
    }

    fn turn(&mut self, decisions: Vec<Decision>, nothing: &str) -> Result<(), PlainError> {
        if decisions.is_empty() {
            return Ok(writeln!(self.out, "{nothing}")?);
        }
        self.append(decisions)
    }

    fn append(&mut self, decisions: Vec<Decision>) -> Result<(), PlainError> {
        let entries = self.store.append_all(&(self.config.now)(), decisions)?;
        for entry in entries {
            self.ledger.apply(entry);
            writeln!(self.out, "Saved: {}.", crate::store::words(entry))?;
        }
        Ok(())
    }

    /// Tells another visit.
    fn go(&mut self, at: Option<usize>) -> Result<(), PlainError> {
        match at {
            Some(at) => {
                self.at = at;
                self.tell()
            }
            None if (0..self.visits.len()).all(|at| self.is_done(at)) => {
                Ok(writeln!(self.out, "Every visit is reviewed.")?)
            }
            None => Ok(writeln!(self.out, "There is no such visit.")?),
        }
    }

    fn decisions(&self, at: usize) -> Option<&VisitDecisions> {
        self.ledger.visit(&key(&self.visits[at]))
    }

    /// True when the visit is reviewed as it stands.
    fn is_done(&self, at: usize) -> bool {
        let reviewed = self
            .decisions(at)
            .and_then(|decisions| decisions.reviewed_seq);
        reviewed.is_some_and(|seq| !stale_in(&self.ledger, &self.visits[at], seq))
    }

    fn open_from(&self, from: usize) -> Option<usize> {
        (from..self.visits.len()).find(|at| !self.is_done(*at))
    }
}
