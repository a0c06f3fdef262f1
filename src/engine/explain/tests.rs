//! What is told must be what was decided.

use super::{Explainer, Sureness, amounts, cleared};
use crate::engine::check_visit;
use crate::finding::Checked;
use crate::parse::{Reading, parse};
use crate::rules::{Profile, RuleSet};
use crate::visit::{ElementKind, NoteFile};

const NOTE: &str = "\
Patient: Rowe, Ann   DOS: 03/04/2025   Provider: K. Osei, DC
S: low back pain 5/10, cannot lift the laundry basket.
97530 x 2 units, 25 min, one-on-one with me: lifted a 12-lb crate from floor to
waist x 10, hip hinge cued. Weak hip extensors limit lifting from the floor.
Hold 10 sec at the top. Pain 5 to 3/10 after set 2.
98941: adjusted L5, T8 and C2, diversified.
Goal: lift her 18-lb laundry basket up the stairs by 4/1.
Patient tolerated treatment well.
Electronically signed by K. Osei, DC
";

/// The visit of `NOTE` read, checked and given to `tell`.
fn told<T>(tell: impl Fn(&Explainer<'_>, &Checked, &Reading) -> T) -> T {
    let (rules, profile) = (RuleSet::builtin(), Profile::default());
    let file = NoteFile {
        path: "a.txt".to_owned(),
        format: "text",
        text: NOTE.to_owned(),
        ..NoteFile::default()
    };
    let readings = parse(&file, &rules);
    let checked = check_visit(&file, &readings[0], &rules, &profile);
    let explainer = Explainer::new(&file.text, &readings[0], &checked, &rules, &profile);
    tell(&explainer, &checked, &readings[0])
}

#[test]
fn every_answer_told_is_the_status_of_the_charge() {
    told(|explainer, checked, _| {
        for (at, charge) in checked.visit.charges.iter().enumerate() {
            let Some(elements) = &charge.elements else {
                assert_eq!(explainer.charge(at)[0].answer, charge.verdict.word());
                continue;
            };
            for kind in ElementKind::ALL {
                let why = explainer.element(at, kind);
                let element = elements.get(kind);
                assert_eq!(why.answer, element.status.word().replace('_', " "));
                let spans: Vec<_> = why.rests_on.iter().map(|t| t.span).collect();
                assert_eq!(spans, element.spans, "{}", kind.word());
            }
        }
    });
}

#[test]
fn what_counted_is_quoted_from_the_clause_itself() {
    told(|explainer, _, _| {
        let why = explainer.element(0, ElementKind::Contact);
        let telling = why.rests_on.first().expect("contact is stated");
        assert!(telling.sureness >= Sureness::Likely);
        let pro = telling.counted.pro.join(" ");
        assert!(pro.contains("one-on-one"), "{pro}");
        for words in pro.split('"').skip(1).step_by(2) {
            let folded = explainer.words(telling.span);
            assert!(folded.contains(words), "{words} stands in {folded}");
        }
    });
}

#[test]
fn an_amount_says_what_it_measures() {
    told(|_, checked, reading| {
        let amounts = amounts(&checked.visit, reading);
        let counts: Vec<&str> = amounts
            .iter()
            .filter(|amount| amount.counts)
            .map(|amount| amount.measures.as_str())
            .collect();
        assert_eq!(counts, ["25 min of 97530, by its place beside the name"]);
    });
}

#[test]
fn a_rule_that_was_not_raised_says_what_cleared_it() {
    told(|explainer, _, _| {
        let rows = cleared(explainer, "contact.missing").expect("the rule is there");
        assert_eq!(rows.len(), 1, "98941 is not judged by its contact");
        assert!(rows[0].raised.is_empty());
        assert_eq!(
            rows[0].because,
            ["contact would have to be missing; it is present"]
        );
        let rows = cleared(explainer, "units.over_billed").expect("the rule is there");
        assert!(rows[0].because[0].starts_with("2 billed, 2 supported"));
        assert!(cleared(explainer, "contact.mising").is_none());
    });
}

#[test]
fn a_rule_that_was_raised_shows_its_findings() {
    told(|explainer, _, _| {
        let rows = cleared(explainer, "generic-phrasing.response").expect("the rule is there");
        assert_eq!(rows[0].raised.len(), 1);
        assert_eq!(
            rows[0].raised[0].citations[0].text.trim_end_matches('.'),
            "Patient tolerated treatment well"
        );
    });
}

#[test]
fn clauses_are_told_with_the_charge_they_belong_to() {
    told(|explainer, _, _| {
        let whose = |words: &str| {
            let clause = explainer
                .clauses()
                .into_iter()
                .find(|clause| explainer.words(clause.span).contains(words))
                .expect("the clause is there");
            clause.whose.join("+")
        };
        assert_eq!(whose("12-lb crate"), "97530");
        assert_eq!(whose("adjusted L5"), "98941");
        assert_eq!(whose("low back pain 5/10"), "");
    });
}
