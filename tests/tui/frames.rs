//! Every screen at 80x24, 120x36 and 200x60, read by a person before it was accepted.

use crate::browser::Browser;
use crate::folder;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 60)];

fn check(name: &str, keys: &str) {
    for size in SIZES {
        let folder = folder();
        let mut browser = Browser::open(folder.path(), size);
        browser.press(keys);
        // The folder's name is made anew by each run.
        let own = folder
            .path()
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let screen = browser.screen().replace(&own, "notes");
        insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("tui_{name}_{}x{}", size.0, size.1), screen);
        });
    }
}

#[test]
fn worklist() {
    check("worklist", "");
}

#[test]
fn visit() {
    check("visit", "j enter");
}

#[test]
fn visit_with_decisions() {
    check(
        "visit_decided",
        "j enter 2 1 y x enter c \"Ask who was there.\" ctrl-s f",
    );
}

#[test]
fn finding() {
    check("finding", "j enter ] ] enter");
}

#[test]
fn compare() {
    check("compare", "v");
}

#[test]
fn overview() {
    check("overview", "a o");
}

#[test]
fn help() {
    check("help", "j enter ?");
}

#[test]
fn palette() {
    check("palette", ": \"rev\"");
}

#[test]
fn filter_with_suggestions() {
    check("filter", "/ \"alvarez st\"");
}

#[test]
fn editor() {
    check(
        "editor",
        "j enter c \"Who was with\" enter \"the patient?\"",
    );
}

#[test]
fn rule_page() {
    check("rule", "j enter ] r");
}

#[test]
fn journal() {
    check("journal", "a enter 1 u L");
}
