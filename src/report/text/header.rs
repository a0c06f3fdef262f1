//! The head of a visit: which file, what the tool says of it, who was treated when by whom.

use std::io;

use super::Printer;
use crate::finding::{Category, Checked, CloneOf, Finding};
use crate::report::style::Role;
use crate::report::width::{cut, flat, width};
use crate::visit::Visit;

impl Printer<'_> {
    pub(super) fn header(&mut self, checked: &Checked) -> io::Result<()> {
        let visit = &checked.visit;
        let number = format!("#{}", visit.visit);
        let word = format!("{}, score {}", checked.verdict.word(), checked.score);
        let room = self.width.saturating_sub(width(&word) + 2);
        // The path may be cut, the number of the visit not.
        let path = cut(&visit.path, room.saturating_sub(width(&number)));
        let place = format!("{path}{number}");
        let gap = room.saturating_sub(width(&place)) + 2;
        let word = self.style.paint(checked.verdict, word);
        let place = self.style.paint(Role::Strong, place);
        writeln!(self.out, "{place}{:gap$}{word}", "")?;
        writeln!(self.out, "{}", cut(&flat(&facts(visit)), self.width))?;
        // Said here only when the rule on copies, which says it too, is switched off.
        let told = |finding: &Finding| finding.category == Category::Clone;
        if !checked.findings.iter().any(told) {
            self.repeated(checked.clone_of.as_ref())?;
        }
        if self.verbose {
            for problem in &checked.problems {
                self.hanging("note: ", &format!("{} ({})", problem.message, problem.kind))?;
            }
        }
        writeln!(self.out)
    }

    fn repeated(&mut self, clone: Option<&CloneOf>) -> io::Result<()> {
        let Some(clone) = clone else {
            return Ok(());
        };
        let (path, visit) = (&clone.path, clone.visit);
        let (whole, tenth) = (
            clone.similarity_permille / 10,
            clone.similarity_permille % 10,
        );
        self.hanging(
            "note: ",
            &format!("{whole}.{tenth} % of its words stand in {path}#{visit}"),
        )
    }
}

/// `Alvarez, Maria | MRN 10432 | 2025-03-04 | K. Osei, DC | signed`
fn facts(visit: &Visit) -> String {
    let stated =
        |fact: &Option<String>, what: &str| fact.clone().unwrap_or_else(|| format!("no {what}"));
    let mut facts = vec![stated(&visit.patient, "patient name")];
    facts.extend(visit.mrn.as_ref().map(|mrn| format!("MRN {mrn}")));
    facts.push(stated(&visit.date.map(|date| date.to_string()), "date"));
    facts.push(stated(&visit.provider, "provider"));
    facts.push(if visit.signed { "signed" } else { "not signed" }.to_owned());
    facts.join(" | ")
}
