//! The charges of a visit: units against minutes, and for each timed code what the record shows.

use std::io;

use super::Printer;
use crate::finding::Checked;
use crate::report::style::Role;
use crate::report::width::{cut, width};
use crate::visit::{Charge, ElementKind, Elements, Status, Visit};

/// Columns before the checklist.
const INDENT: usize = 8;

impl Printer<'_> {
    /// The checklist of every charge with its unit arithmetic.
    pub(super) fn charges(&mut self, checked: &Checked) -> io::Result<()> {
        let visit = &checked.visit;
        if visit.charges.is_empty() {
            return writeln!(self.out, "  no charge is named in this visit");
        }
        for charge in &visit.charges {
            self.worksheet(charge)?;
            if let Some(elements) = charge.elements.as_ref().filter(|_| charge.timed) {
                self.checklist(elements)?;
            }
            if self.verbose {
                for reason in &charge.reasons {
                    self.hanging(&format!("{:INDENT$}- ", ""), reason)?;
                }
            }
        }
        self.totals(visit)
    }

    /// `  97530 GP   2 units   25 min   CMS 2, midpoint 2   partial`
    fn worksheet(&mut self, charge: &Charge) -> io::Result<()> {
        let mut code = vec![charge.code.clone()];
        code.extend(charge.modifiers.iter().cloned());
        let code = cut(&code.join(" "), 14);
        let units = format!(
            "{} unit{}",
            charge.units,
            if charge.units == 1 { "" } else { "s" }
        );
        let (minutes, supported) = if charge.timed {
            let minutes = charge
                .minutes
                .map_or("no minutes".to_owned(), |n| format!("{n} min"));
            (minutes, supported(charge))
        } else {
            ("untimed".to_owned(), String::new())
        };
        writeln!(
            self.out,
            "  {}  {units:>8}  {minutes:>10}  {supported:<22}  {}",
            self.style.paint(Role::Strong, format!("{code:<14}")),
            self.style.paint(charge.verdict, charge.verdict.word()),
        )
    }

    /// `✓ time  ✗ contact  ✓ activity  ~ goal  ✓ condition  ✗ response`, wrapped when needed.
    fn checklist(&mut self, elements: &Elements) -> io::Result<()> {
        let mut used = 0;
        for kind in ElementKind::ALL {
            let (mark, role, word) = shown(elements.get(kind).status);
            let item = match word {
                "" => format!("{mark} {}", kind.word()),
                word => format!("{mark} {} {word}", kind.word()),
            };
            let wide = width(&item);
            if used == 0 {
                write!(self.out, "{:INDENT$}", "")?;
                used = INDENT;
            } else if used + 2 + wide > self.width {
                write!(self.out, "\n{:INDENT$}", "")?;
                used = INDENT;
            } else {
                write!(self.out, "  ")?;
                used += 2;
            }
            used += wide;
            write!(self.out, "{}", self.style.paint(role, item))?;
        }
        writeln!(self.out)
    }

    fn totals(&mut self, visit: &Visit) -> io::Result<()> {
        let total = |what: &str, minutes: Option<u32>| minutes.map(|n| format!("{what} {n} min"));
        let totals: Vec<String> = [
            total("timed total", visit.total_timed_minutes),
            total("treatment total", visit.total_treatment_minutes),
        ]
        .into_iter()
        .flatten()
        .collect();
        if totals.is_empty() {
            return Ok(());
        }
        writeln!(
            self.out,
            "  {}",
            self.style.paint(Role::Faint, totals.join(", "))
        )
    }
}

/// Units that the minutes support, by both methods.
fn supported(charge: &Charge) -> String {
    let word = |units: Option<u32>| units.map_or("?".to_owned(), |n| n.to_string());
    match (charge.units_cms, charge.units_midpoint) {
        (None, None) => "cannot be verified".to_owned(),
        (cms, midpoint) => format!("CMS {}, midpoint {}", word(cms), word(midpoint)),
    }
}

/// Mark, colour, and the word that the mark alone would not tell.
fn shown(status: Status) -> (char, Role, &'static str) {
    match status {
        Status::Present | Status::Specific => ('✓', Role::Good, ""),
        Status::Implied => ('✓', Role::Good, "implied"),
        Status::Generic => ('~', Role::Warning, "generic"),
        Status::TotalOnly => ('~', Role::Warning, "total only"),
        Status::Missing => ('✗', Role::Error, ""),
        Status::Conflict => ('✗', Role::Error, "in conflict"),
        Status::Contradicted => ('✗', Role::Error, "contradicted"),
    }
}
