//! The real program in a real pseudo-terminal: start, decide, quit; killed and opened again.
//!
//! Waits for words on the screen, never for time.
#![cfg(unix)]

mod program;
mod review;

use std::io::Read;

use portable_pty::{CommandBuilder, PtySize};
use program::{Program, cells};

const NOTE: &str = "Patient: Alvarez, Maria   DOS: 03/04/2025   Provider: Kwame Osei, DC\n\
Tx: 97530 x 25 minutes. Crate lift floor to waist, 10 lb, 3 x 6.\n\
Charges: 97530 x2\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("alvarez.txt"), NOTE).expect("a note");
    std::fs::write(
        folder.path().join("alvarez-2.txt"),
        NOTE.replace("03/04", "03/11"),
    )
    .expect("a note");
    folder
}

#[test]
fn start_decide_quit_and_find_it_again() {
    let folder = folder();
    let mut program = Program::start(folder.path(), &[]);
    program.wait_for("0 of 2 reviewed");
    program.press("\r");
    program.wait_for("Charges");
    program.press("3");
    program.wait_for("97530: unsupported");
    program.press("q");
    assert!(program.end());
    program.wait_until("a restored terminal", |_| program.is_restored());
    let mut program = Program::start(folder.path(), &["review"]);
    program.wait_for("0 of 2 reviewed");
    program.press("a");
    program.wait_for("1 of 2 reviewed");
    program.press("q");
    assert!(program.end());
}

#[test]
fn killed_right_after_a_decision_nothing_is_lost() {
    let folder = folder();
    let mut program = Program::start(folder.path(), &[]);
    program.wait_for("0 of 2 reviewed");
    program.press("a");
    program.wait_for("1 of 2 reviewed");
    program.child.kill().expect("it can be killed");
    program.child.wait().expect("it can be waited for");
    let mut program = Program::start(folder.path(), &[]);
    program.wait_for("1 of 2 reviewed");
    program.press("q");
    assert!(program.end());
}

#[test]
fn killed_in_the_middle_of_a_comment_the_words_come_back() {
    let folder = folder();
    let mut program = Program::start(folder.path(), &[]);
    program.wait_for("0 of 2 reviewed");
    program.press("c");
    program.wait_for("Comment on the visit");
    program.press("who was with her");
    program.wait_for("who was with her");
    let draft = folder.path().join(".chartpull/decisions/kim.draft.json");
    program.wait_until("a draft on disk", |_| {
        std::fs::read_to_string(&draft).is_ok_and(|text| text.contains("who was with her"))
    });
    program.child.kill().expect("it can be killed");
    program.child.wait().expect("it can be waited for");
    let mut program = Program::start(folder.path(), &[]);
    program.wait_for("A comment was not finished");
    program.press("\r");
    program.wait_for("Comment on the visit");
    program.press("\x13");
    program.wait_for("comment saved on the visit");
    program.press("q");
    assert!(program.end());
}

#[test]
fn a_small_terminal_says_so_and_a_larger_one_shows_the_list() {
    let folder = folder();
    let program = Program::start(folder.path(), &[]);
    program.wait_for("0 of 2 reviewed");
    let small = PtySize {
        rows: 5,
        cols: 20,
        pixel_width: 0,
        pixel_height: 0,
    };
    program
        .screen
        .lock()
        .expect("no thread panics with it")
        .screen_mut()
        .set_size(cells(5), cells(20));
    let master = program.master.as_ref().expect("the terminal is open");
    master.resize(small).expect("the terminal can be resized");
    program.wait_for("Too small: 20x5,");
}

#[test]
fn the_terminal_tells_its_background_and_keys_are_not_lost() {
    let folder = folder();
    let mut program = Program::start(folder.path(), &[]);
    program.press("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    program.wait_for("0 of 2 reviewed");
    program.press("T");
    program.wait_for("theme: sixteen");
    program.press("q");
    assert!(program.end());
}

#[test]
fn told_to_end_it_leaves_the_terminal_in_order() {
    let folder = folder();
    let mut program = Program::start(folder.path(), &[]);
    program.wait_for("0 of 2 reviewed");
    program.press("a");
    program.wait_for("1 of 2 reviewed");
    let id = program.child.process_id().expect("it runs");
    let status = std::process::Command::new("kill")
        .args(["-TERM", &id.to_string()])
        .status();
    assert!(status.expect("kill is there").success());
    assert!(program.end());
    program.wait_until("a restored terminal", |_| program.is_restored());
}

/// Not a test by itself: the child of the next one.
#[test]
fn child_that_panics() {
    if std::env::var_os("CHARTPULL_TEST_PANIC").is_none() {
        return;
    }
    let (_guard, mut terminal) = chartpull::tui::Guard::enter().expect("a terminal");
    terminal
        .draw(|frame| frame.render_widget("on the second screen", frame.area()))
        .expect("drawn");
    std::io::stdin().read_exact(&mut [0]).expect("a key");
    panic!("words of a note");
}

#[test]
fn a_panic_leaves_the_terminal_in_order_and_quotes_nothing() {
    let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
    command.args([
        "--exact",
        "child_that_panics",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env("CHARTPULL_TEST_PANIC", "1");
    command.env("TERM", "xterm-256color");
    let mut program = Program::run(command);
    program.wait_for("on the second screen");
    assert!(!program.is_restored());
    program.press("\r");
    program.wait_for("internal error at tests/pty/main.rs");
    assert!(!program.end());
    assert!(program.is_restored());
    assert!(
        !program.text().contains("words of a note"),
        "{}",
        program.text()
    );
}

#[test]
fn a_closed_terminal_ends_the_program_and_loses_nothing() {
    let folder = folder();
    let mut program = Program::start(folder.path(), &[]);
    program.wait_for("0 of 2 reviewed");
    program.press("a");
    program.wait_for("1 of 2 reviewed");
    program.hang_up();
    program.end();
    let mut program = Program::start(folder.path(), &[]);
    program.wait_for("1 of 2 reviewed");
    program.press("q");
    assert!(program.end());
}
