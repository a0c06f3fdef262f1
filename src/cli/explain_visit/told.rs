//! The reasons of one visit put on the page.

use super::sheet::Sheet;
use crate::engine::charge::worksheet;
use crate::engine::explain::{Cleared, Explainer, Sureness, Telling, Why, amounts};
use crate::finding::{Checked, Finding};
use crate::parse::Reading;
use crate::report::style::Role;
use crate::report::width::cut;
use crate::rules::{Profile, RuleSet};
use crate::text::{LineIndex, Span};
use crate::visit::Charge;

/// Longest quote, in columns; the line and column lead to the rest.
const MAX_QUOTE: usize = 150;

/// Puts one visit on the page.
pub(super) struct Told<'t> {
    sheet: &'t mut Sheet,
    text: &'t str,
    lines: LineIndex,
    checked: &'t Checked,
    reading: &'t Reading,
    explainer: &'t Explainer<'t>,
}

impl<'t> Told<'t> {
    pub(super) fn new(
        sheet: &'t mut Sheet,
        text: &'t str,
        checked: &'t Checked,
        reading: &'t Reading,
        explainer: &'t Explainer<'t>,
    ) -> Self {
        let lines = LineIndex::new(text);
        Self {
            sheet,
            text,
            lines,
            checked,
            reading,
            explainer,
        }
    }

    /// Everything there is to say of the visit, or of one code of it.
    pub(super) fn visit(&mut self, profile: &Profile, code: Option<&str>) {
        self.head();
        for reason in self.explainer.verdict() {
            self.sheet.hang(2, "because ", &reason);
        }
        let units = if profile.note.is_empty() {
            profile.name.clone()
        } else {
            format!("{} ({})", profile.name, profile.note)
        };
        self.sheet.hang(2, "profile ", &units);
        for (at, charge) in self.checked.visit.charges.iter().enumerate() {
            if code.is_none_or(|code| charge.code == code) {
                self.charge(at, charge);
            }
        }
        self.times();
        self.findings(code);
        self.whose(code);
        self.sheet.blank();
    }

    fn head(&mut self) {
        let visit = &self.checked.visit;
        let verdict = self.checked.verdict;
        let word = format!("{}, score {}", verdict.word(), self.checked.score);
        let title = format!("{}#{}", visit.path, visit.visit);
        self.sheet.title(&title, verdict.into(), &word);
    }

    fn section(&mut self, title: &str) {
        self.sheet.blank();
        self.sheet.line(0, Role::Strong, title);
    }

    /// A charge with the reasons of its verdict and of each element.
    fn charge(&mut self, at: usize, charge: &Charge) {
        self.sheet.blank();
        let mut title = vec![charge.code.clone()];
        title.extend(charge.modifiers.iter().cloned());
        let plural = if charge.units == 1 { "" } else { "s" };
        let title = format!("{}, {} unit{plural}", title.join(" "), charge.units);
        self.sheet
            .title(&title, charge.verdict.into(), charge.verdict.word());
        self.quote(2, charge.span, "billed at ");
        if charge.reasons.is_empty() && charge.timed {
            self.sheet
                .hang(2, "because ", "everything a timed charge needs is there");
        }
        for reason in &charge.reasons {
            self.sheet.hang(2, "because ", reason);
        }
        for why in self.explainer.charge(at) {
            self.why(&why, &charge.code);
        }
    }

    /// One element: its status, the words it rests on, what came near.
    fn why(&mut self, why: &Why, code: &str) {
        self.sheet.blank();
        let close = match why.close {
            Some(close) => format!("{} (close to {})", why.answer, close.replace('_', " ")),
            None => why.answer.clone(),
        };
        let lead = format!("{}: ", why.about);
        self.sheet.hang(2, &lead, &close);
        for remark in &why.remarks {
            self.sheet.hang(4, "", remark);
        }
        for telling in &why.rests_on {
            self.telling(telling, code);
        }
        if !why.near.is_empty() {
            self.sheet.line(4, Role::Faint, "also looked at:");
        }
        for telling in &why.near {
            self.telling(telling, code);
        }
        if why.rests_on.is_empty() && why.near.is_empty() && why.remarks.is_empty() {
            self.sheet.hang(
                4,
                "",
                "nothing in the visit says it, and nothing comes near",
            );
        }
    }

    fn telling(&mut self, telling: &Telling, code: &str) {
        self.quote(4, telling.span, "");
        if telling.says.is_empty() {
            return;
        }
        let whose = match &telling.whose[..] {
            [] => " (said of the visit)".to_owned(),
            [only] if only == code => String::new(),
            codes => format!(" (text of {})", codes.join(", ")),
        };
        let says = match telling.sureness {
            Sureness::Nearly => format!("comes near, not clear enough: {}{whose}", telling.says),
            sureness => format!("{} {}{whose}", sureness.word(), telling.says),
        };
        self.sheet.hang(6, "", &says);
        for (lead, list) in [
            ("for: ", &telling.counted.pro),
            ("against: ", &telling.counted.con),
        ] {
            if !list.is_empty() {
                self.sheet.hang(6, lead, &list.join("; "));
            }
        }
    }

    /// `14:3 "Ther act 2 units"`
    fn quote(&mut self, indent: usize, span: Span, lead: &str) {
        let place = self.lines.place(self.text, span.start);
        let words = cut(&self.explainer.words(span), MAX_QUOTE);
        let lead = format!("{lead}{}:{} ", place.line, place.column);
        self.sheet.hang(indent, &lead, &format!("\"{words}\""));
    }

    /// Amounts of time with what each measures, then the unit worksheet.
    fn times(&mut self) {
        let visit = &self.checked.visit;
        let amounts = amounts(visit, self.reading);
        if !amounts.is_empty() {
            self.section("Amounts of time and what each measures");
        }
        for amount in amounts {
            let place = self.lines.place(self.text, amount.span.start);
            let counts = if amount.counts { " (counts)" } else { "" };
            let words = self.explainer.words(amount.span);
            let lead = format!("{}:{} ", place.line, place.column);
            let told = format!("\"{words}\" = {}{counts}", amount.measures);
            self.sheet.hang(2, &lead, &told);
        }
        let rows = worksheet(visit);
        if !rows.is_empty() {
            self.section("Unit worksheet, both methods");
        }
        for row in rows {
            self.sheet.hang(2, "", &row);
        }
    }

    fn findings(&mut self, code: Option<&str>) {
        let visit = &self.checked.visit;
        let about = |finding: &&Finding| {
            code.is_none_or(|code| {
                let charge = finding.charge.and_then(|at| visit.charges.get(at));
                charge.is_none_or(|charge| charge.code == code)
            })
        };
        let findings: Vec<&Finding> = self.checked.findings.iter().filter(about).collect();
        if findings.is_empty() {
            return;
        }
        self.section("Findings and the rule each rests on");
        for finding in findings {
            self.finding(finding);
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let head = format!("{}, {} points", finding.rule, finding.points);
        self.sheet.line(2, finding.severity.into(), &head);
        self.sheet.hang(4, "", &finding.message);
        for citation in finding.citations.iter().take(4) {
            self.quote(4, citation.span, "at ");
        }
        for detail in &finding.details {
            self.sheet.hang(4, "note ", detail);
        }
        if !finding.source.is_empty() {
            self.sheet.hang(4, "why  ", &finding.source);
        }
    }

    /// Each clause with whose it is and what it was taken to say.
    fn whose(&mut self, code: Option<&str>) {
        self.section("Whose words each clause was taken for, and what it says");
        for clause in self.explainer.clauses() {
            if code.is_some_and(|code| clause.whose.iter().all(|whose| whose != code)) {
                continue;
            }
            let whose = match (&clause.whose[..], clause.unbilled) {
                (_, true) => "unbilled".to_owned(),
                ([], _) => "visit".to_owned(),
                ([code], _) => code.clone(),
                (codes, _) => format!("{} +{}", codes[0], codes.len() - 1),
            };
            let place = self.lines.place(self.text, clause.span.start);
            let lead = format!("{:>4}:{:<3} {whose:<9}", place.line, place.column);
            let words = cut(&self.explainer.words(clause.span), 56);
            let says = match &clause.says[..] {
                [] => String::new(),
                says => format!(" = {}", says.join(", ")),
            };
            self.sheet.hang(0, &lead, &format!("{words}{says}"));
        }
    }

    /// Why one rule was raised, or not.
    pub(super) fn rule(&mut self, rules: &RuleSet, id: &str, rows: &[Cleared], code: Option<&str>) {
        self.head();
        self.section(&format!("Rule {id}"));
        for part in rules.explain(id).unwrap_or_default() {
            if part.title == "raised" {
                self.sheet.hang(2, "is raised ", &part.text);
            }
        }
        if rows.is_empty() {
            self.sheet
                .hang(2, "", "the visit bills nothing that this rule looks at");
        }
        for row in rows {
            if code.is_none() || row.code.is_none() || row.code.as_deref() == code {
                self.cleared(row);
            }
        }
        self.sheet.blank();
    }

    fn cleared(&mut self, row: &Cleared) {
        self.sheet.blank();
        let title = row.code.as_deref().unwrap_or("this visit");
        let (role, word) = match row.raised.len() {
            0 => (Role::Good, "not raised".to_owned()),
            1 => (Role::Warning, "raised".to_owned()),
            n => (Role::Warning, format!("raised {n} times")),
        };
        self.sheet.title(title, role, &word);
        for because in &row.because {
            self.sheet.hang(2, "- ", because);
        }
        if let Some(why) = &row.why {
            self.why(why, row.code.as_deref().unwrap_or_default());
        }
        for finding in &row.raised {
            self.sheet.blank();
            self.finding(finding);
        }
        if !row.near.is_empty() {
            self.sheet.blank();
            self.sheet
                .line(2, Role::Faint, "came nearest, and was not taken for one:");
        }
        for telling in &row.near {
            self.telling(telling, "");
        }
    }
}
