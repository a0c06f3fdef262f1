//! Every written form of time and every look-alike of the domain file, read end to end.

use serde::Deserialize;

use super::times;
use crate::parse::{Reading, parse};
use crate::rules::RuleSet;
use crate::visit::{NoteFile, Status, Visit};

#[derive(Deserialize)]
struct Forms {
    forms: Vec<Form>,
    lookalikes: Vec<LookAlike>,
}

#[derive(Deserialize)]
struct Form {
    text: String,
    minutes: Option<Minutes>,
    scope: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Minutes {
    One(u32),
    Many(Vec<u32>),
}

#[derive(Deserialize)]
struct LookAlike {
    text: String,
}

fn forms() -> Forms {
    serde_yaml::from_str(include_str!("../../../tests/fixtures/time-forms.yaml"))
        .expect("the fixture is YAML")
}

/// The visit of a note with its times decided.
fn read(rules: &RuleSet, note: &str) -> Visit {
    let file = NoteFile {
        text: note.to_owned(),
        ..NoteFile::default()
    };
    let Reading {
        mut visit,
        doc,
        ledger,
        ..
    } = parse(&file, rules).remove(0);
    times(&mut visit, &ledger, &doc, rules);
    visit
}

/// Minutes of the charges, in the order of the codes asked for.
fn minutes(visit: &Visit, codes: &[&str]) -> Vec<Option<u32>> {
    codes
        .iter()
        .map(|code| {
            visit
                .charges
                .iter()
                .find(|c| c.code == *code)
                .and_then(|c| c.minutes)
        })
        .collect()
}

#[test]
fn every_form_of_one_code_gives_its_minutes() {
    let rules = RuleSet::builtin();
    let mut wrong = Vec::new();
    for form in forms().forms {
        let (Some(Minutes::One(want)), "code" | "clock") = (&form.minutes, form.scope.as_str())
        else {
            continue;
        };
        let coded = form.text.contains("97530") || form.text.starts_with('|');
        let note = match (coded, form.text.starts_with('|')) {
            (_, true) => format!("| Code | Service | Min | Units |\n{}\n", form.text),
            (true, _) if form.text.contains(",GP,") => {
                format!("Code,Mod,Units,Min\n{}\n", form.text)
            }
            (true, _) if form.text.contains('(') => format!("Minutes by code: {}\n", form.text),
            (true, _) => format!("{}\n", form.text),
            (false, _) => format!("97530 x2: {}\n", form.text),
        };
        let got = minutes(&read(&rules, &note), &["97530"])[0];
        if got != Some(*want) {
            wrong.push(format!("{note:?}: {got:?}, not {want}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn forms_of_several_codes_give_each_its_minutes() {
    let rules = RuleSet::builtin();
    for form in forms().forms {
        let (Some(Minutes::Many(want)), "code") = (&form.minutes, form.scope.as_str()) else {
            continue;
        };
        let codes: &[&str] = if form.text.contains("ES") {
            &["97110", "97530"]
        } else {
            &["97110", "97530", "97140"]
        };
        let note = format!("{}\nBilled: 97110, 97530, 97140, G0283\n", form.text);
        let want: Vec<Option<u32>> = want.iter().take(codes.len()).map(|m| Some(*m)).collect();
        assert_eq!(minutes(&read(&rules, &note), codes), want, "{note:?}");
    }
}

#[test]
fn totals_are_told_from_parts() {
    let rules = RuleSet::builtin();
    let mut wrong = Vec::new();
    for form in forms().forms {
        let want = match (&form.minutes, form.scope.as_str()) {
            (Some(Minutes::One(n)), "totals") => *n,
            (Some(Minutes::Many(list)), "totals") => {
                list.iter().copied().find(|n| *n == 38).unwrap_or(0)
            }
            _ => continue,
        };
        let note = format!("98941\n97530 x1\n97110 x2\n\n{}\n", form.text);
        let visit = read(&rules, &note);
        let got = visit.total_timed_minutes.unwrap_or(0);
        if got != want {
            wrong.push(format!("{note:?}: {got}, not {want}"));
        }
        let own = visit.charges.iter().filter(|c| c.minutes.is_some()).count();
        if own > 0 {
            wrong.push(format!("{note:?}: a total became minutes of a code"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_proves_nothing_gives_no_minutes() {
    let rules = RuleSet::builtin();
    for form in forms().forms.iter().filter(|f| f.scope == "insufficient") {
        let visit = read(&rules, &format!("97530 x2, {}\n", form.text));
        assert_eq!(minutes(&visit, &["97530"]), [None], "{}", form.text);
    }
}

#[test]
fn look_alikes_never_become_treatment_time() {
    let rules = RuleSet::builtin();
    let mut wrong = Vec::new();
    for lookalike in forms().lookalikes {
        let text = &lookalike.text;
        for note in [
            format!("{text}\n\nTherapeutic activities performed.\n\nBilled: 98941, 97530 x2\n"),
            format!(
                "S: Neck pain. {text}.\nO: {text}; tender.\nTx: Therapeutic activities with box lifts.\n97530 x2\n"
            ),
            format!("97530 x2: box lift floor to bench, {text}.\n"),
        ] {
            let visit = read(&rules, &note);
            let codes: Vec<&str> = visit.charges.iter().map(|c| c.code.as_str()).collect();
            let status = visit
                .charges
                .iter()
                .find(|c| c.code == "97530")
                .and_then(|c| c.elements.as_ref())
                .map(|e| e.time.status);
            if status != Some(Status::Missing) {
                wrong.push(format!(
                    "{note:?}: {status:?} {:?}",
                    minutes(&visit, &["97530"])
                ));
            }
            // The line on ultrasound names its own code, which is then charged.
            let named = |c: &str| text.contains(c);
            if codes
                .iter()
                .any(|c| !["98941", "97530"].contains(c) && !named(c))
            {
                wrong.push(format!("{note:?}: {codes:?}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
