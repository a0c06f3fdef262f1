//! Rules against their own examples, through the real check.
//!
//! An example that must raise its rule and does not is *missing*; one that must not and does is
//! *noisy*. Each example is a note file of its own, read, split and checked like any other, so that
//! the test says what a scan would say.

use super::check_visit;
use super::clone::{Fingerprint, clones, fingerprint, mark_clone};
use crate::finding::Checked;
use crate::parse::parse;
use crate::rules::{Profile, Rule, RuleSet};
use crate::text::sha256_hex;
use crate::visit::NoteFile;

/// How an example failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The rule stays silent on a note that must raise it.
    Missing,
    /// The rule is raised on a note that must not raise it.
    Noisy,
}

impl Fault {
    /// The word used in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Noisy => "noisy",
        }
    }
}

/// One example that does not do what it is there for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Id of the rule.
    pub rule: String,
    /// What went wrong.
    pub fault: Fault,
    /// Number of the example within `must_flag` (missing) or `must_pass` (noisy), from 1.
    pub number: usize,
    /// The example's text.
    pub example: String,
    /// What was raised instead (missing), or the words the rule points at (noisy).
    pub found: Vec<String>,
}

/// What the examples of a set of rules say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selftest {
    /// Number of examples that were run.
    pub n_examples: usize,
    /// Examples that failed, by rule.
    pub wrong: Vec<Wrong>,
    /// Rules without an example on one of the two sides.
    pub bare: Vec<String>,
}

/// Runs every example of every rule under a payer profile.
pub fn selftest(rules: &RuleSet, profile: &Profile) -> Selftest {
    let mut result = Selftest::default();
    for rule in rules.rules.values() {
        if rule.must_flag.is_empty() || rule.must_pass.is_empty() {
            result.bare.push(rule.id.clone());
        }
        result.n_examples += rule.must_flag.len() + rule.must_pass.len();
        let payer = payer(rule, rules, profile);
        let sides = [
            (Fault::Missing, &rule.must_flag),
            (Fault::Noisy, &rule.must_pass),
        ];
        for (fault, examples) in sides {
            for (idx, example) in examples.iter().enumerate() {
                let found = run(example, rules, payer);
                if let Some(found) = judge(rule, fault, &found) {
                    result.wrong.push(Wrong {
                        rule: rule.id.clone(),
                        fault,
                        number: idx + 1,
                        example: example.clone(),
                        found,
                    });
                }
            }
        }
    }
    result
}

/// The profile to run a rule's examples under: the one asked for, or the first that the rule holds
/// under.
fn payer<'r>(rule: &Rule, rules: &'r RuleSet, profile: &'r Profile) -> &'r Profile {
    if rule.holds_under(&profile.name) {
        return profile;
    }
    let mut own = rule
        .profiles
        .iter()
        .filter_map(|name| rules.profiles.get(name));
    own.next().unwrap_or(profile)
}

/// What is wrong with an example, given what its visits raised; `None` when all is well.
fn judge(rule: &Rule, fault: Fault, visits: &[Checked]) -> Option<Vec<String>> {
    let all = || visits.iter().flat_map(|visit| &visit.findings);
    let raised = || all().filter(|finding| finding.rule == rule.id);
    match fault {
        Fault::Missing if raised().next().is_none() => {
            let mut others: Vec<String> = all().map(|finding| finding.rule.clone()).collect();
            others.dedup();
            Some(others)
        }
        Fault::Noisy if raised().next().is_some() => {
            let words = raised().flat_map(|finding| &finding.citations);
            Some(words.map(|citation| citation.text.clone()).collect())
        }
        _ => None,
    }
}

/// Checks the visits of one example as if it were a file of a scanned folder.
fn run(example: &str, rules: &RuleSet, profile: &Profile) -> Vec<Checked> {
    let file = NoteFile {
        path: "example.txt".to_owned(),
        format: "text",
        sha256: sha256_hex(example.as_bytes()),
        n_bytes: example.len() as u64,
        encoding: "utf-8".to_owned(),
        text: example.to_owned(),
        problems: Vec::new(),
    };
    let readings = parse(&file, rules);
    let mut visits: Vec<Checked> = readings
        .iter()
        .map(|reading| check_visit(&file, reading, rules, profile))
        .collect();
    let mut prints: Vec<Fingerprint> = readings
        .iter()
        .filter_map(|reading| fingerprint(&file.text, reading))
        .collect();
    for copied in clones(&mut prints, || false) {
        let later = visits.iter_mut().find(|v| v.visit.visit == copied.visit);
        if let Some(later) = later {
            mark_clone(later, copied.clone_of, rules);
        }
    }
    visits
}
