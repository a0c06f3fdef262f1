//! Decisions, filter, going from visit to visit: what an auditor does all day.

use crate::browser::{Browser, config};
use crate::{folder, journal};
use chartpull::tui::Outcome;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

const SIZE: (u16, u16) = (120, 36);

#[test]
fn accepting_a_clean_chart_costs_one_key() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("j j a");
    assert!(browser.shows("1 of 4 reviewed"));
    let lines = journal(folder.path());
    assert_eq!(
        lines.lines().count(),
        2,
        "a verdict and the visit itself:\n{lines}"
    );
    assert!(lines.contains("\"verdict\":\"supported\""));
}

#[test]
fn accept_and_next_goes_through_the_whole_list() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("enter a");
    assert!(browser.line("reviewed").contains("1 of 4"));
    assert!(browser.shows("2025-03-11"), "the next visit is open");
    browser.press("a a a");
    assert!(browser.shows("4 of 4 reviewed"));
    assert!(browser.shows("every visit of the list is reviewed"));
}

#[test]
fn a_verdict_moves_on_to_the_next_open_item() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("enter 3");
    assert!(browser.line("97530 ×2").contains("✗ unsupported"));
    assert!(
        browser.shows("▌98940"),
        "the next charge is under the cursor"
    );
    browser.press("1");
    assert!(
        browser.shows("▌! contact.missing"),
        "then the first finding"
    );
    browser.press("y x enter");
    assert!(browser.line("! contact.missing").contains("stands"));
    assert!(
        browser
            .line("? generic-phrasing.response")
            .contains("dismissed")
    );
}

#[test]
fn undo_and_redo_work_after_a_restart() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("enter 3 q");
    assert_eq!(browser.outcome, Some(Outcome::Left));
    drop(browser);
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("enter");
    assert!(browser.line("97530 ×2").contains("✗ unsupported"));
    browser.press("u");
    assert!(browser.shows("undone: verdict unsupported on 97530"));
    assert!(browser.line("97530 ×2").contains("· open"));
    browser.press("U");
    assert!(browser.line("97530 ×2").contains("✗ unsupported"));
    assert_eq!(
        journal(folder.path()).lines().count(),
        3,
        "undo and redo are lines too"
    );
}

#[test]
fn undo_takes_back_accept_all_as_one_step() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("a");
    assert!(browser.shows("1 of 4 reviewed"));
    browser.press("u");
    assert!(browser.shows("0 of 4 reviewed"));
    browser.press("enter");
    assert!(browser.line("97530 ×2").contains("· open"));
}

#[test]
fn next_skips_what_is_reviewed_and_the_other_next_does_not() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("j d k enter n");
    assert!(
        browser.shows("Boateng"),
        "the reviewed second visit is passed over"
    );
    browser.press("P");
    assert!(browser.shows("2025-03-11"), "but not by the other key");
}

#[test]
fn a_comment_is_saved_and_its_draft_survives_closing_the_editor() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("enter c \"who was there\" esc");
    assert!(browser.shows("kept as a draft"));
    browser.press("c \"?\" ctrl-s");
    assert!(browser.shows("comment saved on 97530"));
    assert!(browser.shows("¶ 97530  who was there?"));
    assert!(journal(folder.path()).contains("who was there?"));
}

#[test]
fn a_draft_is_offered_again_after_a_crash() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("enter c \"half a thought\"");
    let draft = folder.path().join(".chartpull/decisions/kim.draft.json");
    for _ in 0..500 {
        if std::fs::read_to_string(&draft).is_ok_and(|text| text.contains("half a thought")) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    // The browser goes without being asked.
    drop(browser);
    let mut browser = Browser::open(folder.path(), SIZE);
    assert!(browser.shows("not finished"), "{}", browser.screen());
    browser.press("enter");
    assert!(browser.shows("half a thought"));
    browser.press("ctrl-s");
    assert!(browser.shows("comment saved on 97530"));
    assert!(!draft.exists());
}

#[test]
fn many_visits_are_asked_back_and_undone_at_once() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("space space a");
    assert!(browser.shows("2 visits"));
    browser.press("enter");
    assert!(browser.shows("2 of 4 reviewed"));
    browser.press("u");
    assert!(browser.shows("0 of 4 reviewed"));
}

#[test]
fn a_second_copy_is_read_only_and_says_so() {
    let folder = folder();
    let first = Browser::open(folder.path(), SIZE);
    let mut second = Browser::open(folder.path(), SIZE);
    assert!(second.shows("another chartpull"), "{}", second.screen());
    second.press("a");
    assert!(second.shows("the journal is open read-only"));
    assert_eq!(journal(folder.path()), "");
    drop(first);
}

#[test]
fn the_filter_finds_words_and_fields_and_names_a_wrong_field() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("/ \"code:97110\" enter");
    assert!(browser.shows("1 of 5 rows") && browser.shows("Boateng"));
    browser.press("esc / \"alvrz\"");
    assert!(browser.shows("2 of 5 rows"), "{}", browser.screen());
    browser.press("enter esc / \"provder:osei\"");
    assert!(browser.shows("there is no field `provder`; did you mean `provider`?"));
    assert!(browser.shows("Boateng"), "a wrong word keeps the list");
    browser.press("esc / \"clone:yes\" enter");
    assert!(browser.shows("1 of 5 rows"));
    browser.press("esc / \"unreadable:yes\" enter");
    assert!(browser.shows("1 of 5 rows") && browser.shows("it looks like a picture"));
}

#[test]
fn opening_an_unreadable_file_says_why() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("j j j enter");
    assert!(browser.shows("there is no visit in this file: the file holds no text"));
}

#[test]
fn a_figure_of_the_overview_opens_its_visits() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("o j j j j j enter");
    assert!(browser.shows("clone:yes"), "{}", browser.screen());
    assert!(browser.shows("1 of 5 rows"));
}

#[test]
fn help_lines_can_be_run() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("? \"reverse\" enter");
    assert!(browser.shows("falling"), "{}", browser.screen());
}

#[test]
fn a_key_release_does_nothing() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    let before = browser.screen();
    for code in ['a', 'd', 'f', 'j', 'q'] {
        let event = KeyEvent::new_with_kind(
            KeyCode::Char(code),
            KeyModifiers::NONE,
            KeyEventKind::Release,
        );
        browser.send(Event::Key(event));
    }
    assert_eq!(browser.screen(), before);
    assert_eq!(browser.outcome, None);
}

#[test]
fn a_full_disk_or_a_lost_folder_is_told_and_the_words_are_kept() {
    let folder = folder();
    let mut config = config(folder.path());
    let state = folder.path().join("state");
    config.store.state = Some(state.clone());
    let mut browser = Browser::with(&config, SIZE);
    browser.press("enter");
    std::fs::remove_dir_all(&state).expect("the folder goes away");
    std::fs::write(&state, "in the way").expect("and cannot come back");
    browser.press("c \"kept words\" ctrl-s");
    assert!(browser.shows("not saved"), "{}", browser.screen());
    browser.press("c");
    assert!(browser.shows("kept words"));
}

#[test]
fn a_decision_on_changed_text_is_stale_and_the_visit_is_to_do_again() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), SIZE);
    browser.press("enter 3 a q");
    drop(browser);
    let path = folder.path().join(".chartpull/decisions/kim.jsonl");
    // The same journal on a note that says something else now: the hash in the anchors differs.
    let mut browser = Browser::on_changed_notes(folder.path(), SIZE);
    assert!(path.exists());
    assert!(browser.shows("0 of 4 reviewed"), "{}", browser.screen());
    browser.press("s \"folder\" enter g enter");
    assert!(
        browser.line("97530 ×2").contains("✗ stale"),
        "{}",
        browser.screen()
    );
    browser.press("a");
    assert!(browser.shows("1 of 4 reviewed"));
    browser.press("P");
    assert!(
        browser.line("97530 ×2").contains("✗ unsupported"),
        "one's own word is kept"
    );
}
