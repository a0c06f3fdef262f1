//! What the program says of its own decisions: `chartpull explain` (what is told, that it fits the
//! page, that it can be narrowed to one visit, one code, one rule) and `chartpull rules coverage`.

use std::fs;
use std::path::Path;
use std::process::Command;

const TWO_VISITS: &str = "\
Patient: Rowe, Ann   DOS: 03/04/2025   Provider: K. Osei, DC
97530 x 2 units, 25 min, one-on-one with me: lifted a 12-lb crate from floor to
waist x 10, hip hinge cued. Weak hip extensors limit lifting from the floor.
Pain 5 to 3/10 after set 2. Goal: lift her 18-lb basket up the stairs by 4/1.
Electronically signed by K. Osei, DC

Patient: Rowe, Ann   DOS: 03/11/2025   Provider: K. Osei, DC
97110 x 1, 12 min. Performed exercises. Tolerated well.
97530 x 1. Therapeutic activities to improve function.
Electronically signed by K. Osei, DC
";

/// What the program prints for `args` beside the note; it must end well.
fn told(args: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.txt"), TWO_VISITS).expect("it can be written");
    run(folder.path(), args)
}

fn run(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chartpull"))
        .current_dir(folder)
        .args(args)
        .output()
        .expect("the program is built");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

#[test]
fn every_visit_is_told_with_reasons_and_fits_the_page() {
    let page = told(&["explain", "a.txt"]);
    for line in page.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    for words in [
        "a.txt#1",
        "a.txt#2",
        "97530, 2 units",
        "2:18 \"25 min\"",
        "because activity generic",
        "97530: 25 min = 1 x 15 + 10; billed 2, CMS 2, midpoint 2",
        "97530: minutes cannot be verified; billed 1",
        "Whose words each clause was taken for",
        "time.missing",
    ] {
        assert!(page.contains(words), "`{words}` is not told in\n{page}");
    }
}

#[test]
fn a_visit_and_a_code_can_be_asked_for() {
    let second = told(&["explain", "a.txt#2"]);
    assert!(second.contains("a.txt#2") && !second.contains("a.txt#1"));
    let one = told(&["explain", "a.txt#2", "--charge", "97110"]);
    assert!(one.contains("97110, 1 unit") && !one.contains("97530, 1 unit"));
}

#[test]
fn a_rule_says_for_each_charge_what_cleared_it() {
    let page = told(&["explain", "a.txt", "--rule", "time.missing"]);
    assert!(page.contains("time would have to be missing; it is present"));
    assert_eq!(page.matches("not raised").count(), 2, "{page}");
    assert!(
        page.contains("time.missing, "),
        "the finding itself is shown"
    );
}

#[test]
fn the_profile_decides_which_units_are_compared() {
    let args = [
        "explain",
        "a.txt#1",
        "--rule",
        "units.over_billed",
        "--profile",
        "commercial",
    ];
    assert!(told(&args).contains("supported by the method of profile commercial"));
}

#[test]
fn coverage_counts_visits_and_names_the_rules_that_never_fire() {
    let page = told(&["rules", "coverage", "."]);
    let row = |rule: &str| {
        let line = page.lines().find(|line| line.starts_with(rule));
        let words = line.unwrap_or_default().split_whitespace();
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(row("time.missing")[1..4], ["1", "50", "%"]);
    assert!(row("time.missing")[4].starts_with("a.txt#2:9:"));
    let never = page.split("never fire").nth(1).unwrap_or_default();
    assert!(never.contains("signature.missing") && !never.contains("time.missing"));

    let json = told(&["rules", "coverage", ".", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["visits"], 2);
    let rules = json["rules"].as_array().expect("a list");
    let time = rules.iter().find(|row| row["rule"] == "time.missing");
    let time = time.expect("every rule has a row");
    assert_eq!(
        (&time["visits"], &time["share_permille"]),
        (&1.into(), &500.into())
    );
    let silent = rules.iter().find(|row| row["rule"] == "signature.missing");
    assert!(silent.is_some_and(|row| row["visits"] == 0 && row["example"].is_null()));
}
