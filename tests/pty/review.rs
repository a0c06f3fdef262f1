//! A whole review of the sample notes by keys only, with a break in the middle.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program::Program;

/// Copies the notes, so that no journal is left beside them.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder to read") {
        let entry = entry.expect("an entry");
        let name = entry.file_name();
        if name == ".chartpull" {
            continue;
        }
        if entry.file_type().expect("a kind").is_dir() {
            copy(&entry.path(), &to.join(&name));
        } else {
            fs::copy(entry.path(), to.join(&name)).expect("a copy");
        }
    }
}

/// The program with every key counted.
struct Reviewer {
    program: Program,
    n_keys: usize,
}

impl Reviewer {
    fn sit_down(folder: &Path) -> Self {
        Self {
            program: Program::start(folder, &[]),
            n_keys: 0,
        }
    }

    fn press(&mut self, keys: &str) {
        self.n_keys += keys.chars().count();
        self.program.press(keys);
    }

    /// Accepts the chart and waits until the count has moved on.
    fn accept(&mut self, n_done: usize, n_visits: usize) {
        self.press("a");
        self.program
            .wait_for(&format!("{n_done} of {n_visits} reviewed"));
    }

    /// Visits of the folder, read off the screen when the scan is done.
    fn count(&self) -> usize {
        self.program.wait_until("the end of the scan", |text| {
            text.contains("reviewed") && !text.contains("scanning")
        });
        let text = self.program.text();
        let words: Vec<&str> = text.split_whitespace().collect();
        let at = words
            .iter()
            .position(|word| *word == "reviewed")
            .expect("the progress");
        words[at - 1].parse().expect("a number of visits")
    }
}

/// The first chart: one charge overruled, one comment, the rest as the tool says.
fn first_chart(reviewer: &mut Reviewer, n_visits: usize) {
    reviewer.press("\r");
    reviewer.program.wait_for("Charges");
    reviewer.press("2");
    reviewer.program.wait_for(": partial");
    reviewer.press("C");
    reviewer.program.wait_for("Comment on the visit");
    reviewer.press("Who was with the patient?");
    reviewer.press("\x13");
    reviewer.program.wait_for("comment saved on the visit");
    reviewer.accept(1, n_visits);
}

/// One chart too many: taken back, flagged, accepted again.
fn take_one_back(reviewer: &mut Reviewer, n_done: usize, n_visits: usize) {
    reviewer.press("u");
    reviewer
        .program
        .wait_for(&format!("{} of {n_visits} reviewed", n_done - 1));
    reviewer.press("P");
    reviewer.press("f");
    reviewer.program.wait_for("flagged for a second look");
    reviewer.accept(n_done, n_visits);
}

#[test]
fn a_whole_review_by_keys_with_a_break_in_the_middle() {
    let notes = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_notes");
    let folder = tempfile::tempdir().expect("a folder");
    copy(&notes, folder.path());
    let mut reviewer = Reviewer::sit_down(folder.path());
    let n_visits = reviewer.count();
    assert!(
        n_visits >= 30,
        "a chart pull has thirty visits, here are {n_visits}"
    );
    first_chart(&mut reviewer, n_visits);
    for n_done in 2..=12 {
        reviewer.accept(n_done, n_visits);
    }
    take_one_back(&mut reviewer, 12, n_visits);

    // A look at what is left of one code, and back to the whole list.
    reviewer.press("\x1b");
    reviewer.program.wait_for("Top finding");
    reviewer.press("/status:todo code:97530\r");
    reviewer.program.wait_for("status:todo code:97530 ");
    reviewer.press("\x1b");
    reviewer.program.wait_for("no filter");

    // Lunch.
    reviewer.press("q");
    assert!(reviewer.program.end());
    let mut rest = Reviewer::sit_down(folder.path());
    rest.program.wait_for(&format!("12 of {n_visits} reviewed"));
    assert_eq!(rest.count(), n_visits);
    rest.press("n");
    for n_done in 13..=n_visits {
        rest.accept(n_done, n_visits);
    }
    rest.program.wait_for("every visit of the list is reviewed");
    assert_eq!(
        rest.n_keys,
        n_visits - 12 + 1,
        "a chart accepted as it is costs one key"
    );
    rest.press("q");
    assert!(rest.program.end());

    let verify = Command::new(env!("CARGO_BIN_EXE_chartpull"))
        .args(["log", "verify"])
        .arg(folder.path())
        .args(["--reviewer", "kim"])
        .output()
        .expect("the program runs");
    assert!(
        verify.status.success(),
        "{}",
        String::from_utf8_lossy(&verify.stderr)
    );
}
