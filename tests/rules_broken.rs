//! Wrong rules files: every mistake is told at once, with file, line, column and what was expected.

use chartpull::rules::RuleSet;

/// What is wrong with one user's file over the built-in rules, one line each.
fn wrong(text: &str) -> Vec<String> {
    match RuleSet::load(&[("my.yaml", text)]) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

/// Asserts that the file has just these mistakes; each is given as its start and a later part.
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = wrong(text);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (line, (start, part)) in found.iter().zip(expected) {
        assert!(line.starts_with(start), "{line}\nshould begin {start}");
        assert!(line.contains(part), "{line}\nshould hold {part}");
    }
}

/// A rule that is right, to be spoiled.
const GOOD: &str = "rules:
- id: signature.initials
  kind: signature
  severity: info
  points: 1
  message: Only initials
  suggestion: Who signed?
";

#[test]
fn a_right_file_and_an_empty_one_are_taken() {
    assert_eq!(wrong(GOOD), [""; 0]);
    assert_eq!(wrong(""), [""; 0]);
    assert_eq!(wrong("# nothing yet\nschema: 1\n"), [""; 0]);
    assert_eq!(wrong("rules:\nwords:\ncodes:\nprofiles:\n"), [""; 0]);
}

#[test]
fn the_text_is_not_yaml() {
    check(
        "rules:\n- id: [a\n- id: b\n",
        &[("my.yaml:3:5: not valid YAML: ", "expected ',' or ']'")],
    );
    check(
        "rules:\n- id: a.b\n  message: \"no end\n",
        &[("my.yaml:", "not valid YAML")],
    );
    check("a: 1\n---\nb: 2\n", &[("my.yaml:", "second document")]);
    check(
        "just words",
        &[(
            "my.yaml:1:1: rules file: expected a group of keys",
            "`just words`",
        )],
    );
}

#[test]
fn tabs_are_named_line_by_line() {
    check(
        "rules:\n- id: a.b\n\tkind: phrase\n  \tpoints: 3\n",
        &[
            ("my.yaml:3:1: a tab in the indentation", "expected spaces"),
            ("my.yaml:4:3: a tab in the indentation", "expected spaces"),
        ],
    );
}

#[test]
fn a_byte_order_mark_is_no_mistake_and_moves_no_column() {
    assert_eq!(wrong(&format!("\u{feff}{GOOD}")), [""; 0]);
    check("\u{feff}rulez: []\n", &[("my.yaml:1:1: ", "`rulez`")]);
}

#[test]
fn unknown_keys_are_refused_at_every_level() {
    check(
        "ruels: []\ncodes:\n- {code: \"97530\", tmied: true}\nwords:\n  w: {ad: [x]}\nprofiles:\n  p: {unit: cms}\n",
        &[
            (
                "my.yaml:1:1: rules file: unknown key `ruels`, did you mean `rules`?",
                "expected one of schema, version",
            ),
            (
                "my.yaml:3:19: code `97530`: unknown key `tmied`, did you mean `timed`?",
                "unit_minutes",
            ),
            (
                "my.yaml:5:7: `words`, list `w`: unknown key `ad`, did you mean `add`?",
                "replace",
            ),
            (
                "my.yaml:7:7: profile `p`: unknown key `unit`, did you mean `units`?",
                "minutes_per_code",
            ),
        ],
    );
    check(
        &GOOD.replace("points", "pionts"),
        &[
            (
                "my.yaml:2:3: rule `signature.initials`: the key `points` is missing",
                "",
            ),
            (
                "my.yaml:5:3: rule `signature.initials`: unknown key `pionts`, did you mean `points`?",
                "must_flag",
            ),
        ],
    );
    check(
        &format!("{GOOD}  when: {{group: x}}\n"),
        &[(
            "my.yaml:8:10: rule `signature.initials`, kind `signature` takes nothing under `when`",
            "`group`",
        )],
    );
}

#[test]
fn wrong_types_say_what_was_expected() {
    check(
        "rules:\n- id: contact.missing\n  points: many\n  must_flag: one note\n  enabled: maybe\n  severity: 3\n  message: [a]\n",
        &[
            (
                "my.yaml:3:11: rule `contact.missing`: `points` expects a whole number from 0 to 100",
                "`many`",
            ),
            (
                "my.yaml:4:14: rule `contact.missing`: `must_flag` expects a list of texts",
                "`one note`",
            ),
            (
                "my.yaml:5:12: rule `contact.missing`: `enabled` expects true or false",
                "`maybe`",
            ),
            (
                "my.yaml:6:13: rule `contact.missing`: unknown `severity` `3`;",
                "info, warning, error",
            ),
            (
                "my.yaml:7:12: rule `contact.missing`: `message` expects text in quotes",
                "a list",
            ),
        ],
    );
    check(
        "rules: {id: a}\nwords: [x]\n",
        &[
            (
                "my.yaml:1:8: `rules` expects a list, each item with a dash",
                "a group of keys",
            ),
            ("my.yaml:2:8: `words`: expected a group of keys", "a list"),
        ],
    );
    check(
        "words:\n  w: [true, 1.5, ok, 97]\n",
        &[
            (
                "my.yaml:2:7: `words`, list `w` expects text",
                "`true`, put it in quotes",
            ),
            (
                "my.yaml:2:13: `words`, list `w` expects text",
                "a number with a point",
            ),
        ],
    );
    check(
        "rules:\n- id: contact.missing\n  points: 101\n- id: contact.contradicted\n  points: -1\n",
        &[
            ("my.yaml:3:11: ", "the number 101"),
            ("my.yaml:5:11: ", "the number -1"),
        ],
    );
}

#[test]
fn names_stand_once_in_a_file() {
    check(
        "rules:\n- {id: contact.missing, points: 1}\n- {id: contact.missing, points: 2}\ncodes:\n- {code: 97530}\n- {code: \"97530\"}\n",
        &[
            (
                "my.yaml:3:3: rule `contact.missing` stands in this file a second time",
                "",
            ),
            (
                "my.yaml:6:3: code `97530` stands in this file a second time",
                "",
            ),
        ],
    );
    check(
        "words:\n  w: [a]\n  w: [b]\nwords: {}\n",
        &[
            (
                "my.yaml:3:3: `words`: the key `w` stands here a second time",
                "",
            ),
            (
                "my.yaml:4:1: rules file: the key `words` stands here a second time",
                "",
            ),
        ],
    );
}

#[test]
fn patterns_are_checked() {
    check(
        "words:\n  w:\n  - good phrase\n  - (of|for the\n  - \"{no_such} knee\"\n  - a*b\ncodes:\n- {code: 97530, says: [\"x*\"]}\n",
        &[
            (
                "my.yaml:4:5: `w`, phrase `(of|for the`: ",
                "bracket does not close",
            ),
            (
                "my.yaml:5:5: `w`, phrase `{no_such} knee`: ",
                "no class `no_such`",
            ),
            ("my.yaml:6:5: `w`, phrase `a*b`: ", "star stands at the end"),
            ("my.yaml:8:24: `code:97530`, phrase `x*`: ", "two letters"),
        ],
    );
}

#[test]
fn rules_are_complete_and_of_a_known_kind_and_category() {
    check(
        "rules:\n- id: contact.mine\n  kind: element\n- kind: date\n- id: nodot\n  kind: dates\n- id: colour.red\n  kind: date\n  severity: info\n  points: 1\n  message: m {cod}\n  suggestion: s\n  category: date\n",
        &[
            (
                "my.yaml:2:3: rule `contact.mine`: the key `severity` is missing",
                "",
            ),
            (
                "my.yaml:2:3: rule `contact.mine`: the key `points` is missing",
                "",
            ),
            (
                "my.yaml:2:3: rule `contact.mine`: the key `message` is missing",
                "",
            ),
            (
                "my.yaml:2:3: rule `contact.mine`: the key `suggestion` is missing",
                "",
            ),
            (
                "my.yaml:2:3: rule `contact.mine`, kind `element`: `when` needs the key `element`",
                "",
            ),
            (
                "my.yaml:2:3: rule `contact.mine`, kind `element`: `when` needs the key `status`",
                "",
            ),
            ("my.yaml:4:3: rule: the key `id` is missing", ""),
            (
                "my.yaml:5:3: rule `nodot`: an id is a category and a condition",
                "contact.missing",
            ),
            (
                "my.yaml:5:3: rule `nodot`: the key `severity` is missing",
                "",
            ),
            ("my.yaml:5:3: rule `nodot`: the key `points` is missing", ""),
            (
                "my.yaml:5:3: rule `nodot`: the key `message` is missing",
                "",
            ),
            (
                "my.yaml:5:3: rule `nodot`: the key `suggestion` is missing",
                "",
            ),
            (
                "my.yaml:6:9: rule `nodot`: unknown `kind` `dates`, did you mean `date`?",
                "expected one of element",
            ),
            (
                "my.yaml:7:3: rule `colour.red`: unknown category `colour`;",
                "expected one of generic-phrasing",
            ),
            (
                "my.yaml:11:12: rule `colour.red`: unknown slot `cod`, did you mean `code`?",
                "minutes",
            ),
            (
                "my.yaml:13:13: rule `colour.red`: `category` is `date`",
                "begins with `colour`",
            ),
        ],
    );
    check(
        &format!(
            "{GOOD}- id: contact.mine\n  kind: element\n  severity: info\n  points: 1\n  message: m\n  suggestion: s\n  when: {{element: contact, status: gone}}\n"
        ),
        &[(
            "my.yaml:14:36: rule `contact.mine`, kind `element`: unknown `status` `gone`;",
            "missing, generic",
        )],
    );
}

#[test]
fn a_phrase_rule_names_a_group_or_a_list_of_words() {
    let rule = |group: &str| {
        format!(
            "words:\n  house: [did great]\nrules:\n- {{id: generic-phrasing.house, kind: phrase, severity: info, points: 1, message: m, suggestion: s?, when: {{group: {group}}}}}\n"
        )
    };
    assert_eq!(wrong(&rule("house")), [""; 0]);
    assert_eq!(wrong(&rule("response")), [""; 0]);
    check(
        &rule("hose"),
        &[(
            "my.yaml:4:115: rule `generic-phrasing.house`, kind `phrase`: `group` is `hose`",
            "a list under `words`",
        )],
    );
}

#[test]
fn a_rule_that_is_not_there_cannot_be_switched_off() {
    check(
        "rules:\n- id: contact.mising\n  enabled: false\n",
        &[(
            "my.yaml:2:3: rule `contact.mising`: there is no such rule to switch off",
            "`contact.missing`?",
        )],
    );
    check(
        "words:\n  w: {add: [a], remove: [b]}\n",
        &[(
            "my.yaml:2:26: `words`, list `w`: there is no phrase `b` to remove",
            "",
        )],
    );
}

#[test]
fn mistakes_of_several_files_come_in_order() {
    let files = [
        ("one.yaml", "rulez: []\n"),
        ("two.yaml", "a: [\n"),
        ("three.yaml", "wordz: {}\n"),
    ];
    let errors = RuleSet::load(&files).expect_err("each file is wrong");
    let names: Vec<&str> = errors.iter().map(|error| error.file.as_str()).collect();
    assert_eq!(names, ["one.yaml", "two.yaml", "three.yaml"]);
}

#[test]
fn a_large_file_and_an_alias_bomb_are_refused() {
    let large = format!("# {}\n", "x".repeat(4 << 20));
    check(&large, &[("my.yaml: ", "at most 4194304")]);
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for level in 1..12 {
        let row = vec![format!("*a{}", level - 1); 9].join(",");
        bomb.push_str(&format!("a{level}: &a{level} [{row}]\n"));
    }
    check(&bomb, &[("my.yaml", "aliases unfold")]);
}
