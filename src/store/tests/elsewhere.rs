//! Journals that are not in the audited folder.

use std::fs;
use std::path::Path;

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use super::{TIME, comment, folder, open, options};
use crate::store::place::safe_name;
use crate::store::{Opened, Store, StoreOptions, journals, verify};

/// Makes the folder of state in `root` impossible, whoever runs the test (a superuser may write
/// to a read-only folder, but nobody can make a folder inside a file).
fn block(root: &Path) {
    fs::write(root.join(".chartpull"), "").expect("can be written");
}

fn unblock(root: &Path) {
    fs::remove_file(root.join(".chartpull")).expect("can be deleted");
}

fn open_with(root: &Path, user_state: &Path) -> (Store, Opened) {
    let user_state = Some(user_state.to_owned());
    Store::open(&StoreOptions {
        user_state,
        ..options(root)
    })
    .expect("opens")
}

#[test]
fn a_folder_that_cannot_be_written_sends_the_journal_to_the_user() {
    let (root, user) = (folder(), folder());
    block(root.path());
    let (mut store, opened) = open_with(root.path(), user.path());
    let told = opened.moved.expect("it says where to");
    assert!(told.contains(&opened.path.display().to_string()), "{told}");
    assert!(opened.path.starts_with(user.path()) && opened.read_only.is_none());
    store.append(TIME, comment("kept")).expect("is added");
    drop(store);
    assert_eq!(open_with(root.path(), user.path()).0.entries().len(), 1);
    let found = journals(root.path(), None, Some(user.path())).expect("can be listed");
    assert_eq!(
        found
            .iter()
            .map(|journal| &journal.path)
            .collect::<Vec<_>>(),
        [&opened.path]
    );
}

#[cfg(unix)]
#[test]
#[expect(
    clippy::print_stderr,
    reason = "says why the test proves nothing for this user"
)]
fn a_read_only_folder_sends_the_journal_to_the_user() {
    use std::os::unix::fs::PermissionsExt;

    let (root, user) = (folder(), folder());
    let mode =
        |mode| fs::set_permissions(root.path(), fs::Permissions::from_mode(mode)).expect("is ours");
    mode(0o555);
    if fs::create_dir(root.path().join("probe")).is_err() {
        let (mut store, opened) = open_with(root.path(), user.path());
        assert!(opened.moved.is_some());
        store.append(TIME, comment("kept")).expect("is added");
    } else {
        eprintln!("skipped: this user may write to read-only folders");
    }
    mode(0o755);
}

#[test]
fn two_audits_do_not_mix_in_the_state_of_the_user() {
    let (one, two, user) = (folder(), folder(), folder());
    block(one.path());
    block(two.path());
    let (mut store, _) = open_with(one.path(), user.path());
    store.append(TIME, comment("of one")).expect("is added");
    assert!(open_with(two.path(), user.path()).0.entries().is_empty());
}

#[test]
fn with_no_place_at_all_one_can_still_look() {
    let (root, user) = (folder(), folder());
    block(root.path());
    fs::write(user.path().join("file"), "").expect("can be written");
    for user_state in [None, Some(user.path().join("file"))] {
        let (mut store, opened) = Store::open(&StoreOptions {
            user_state,
            ..options(root.path())
        })
        .expect("opens");
        let told = opened.read_only.expect("it says why");
        assert!(
            told.contains("cannot be written") || told.contains("can be written"),
            "{told}"
        );
        assert!(told.contains("--state"), "{told}");
        store
            .append(TIME, comment("lost?"))
            .expect_err("and does not pretend");
    }
}

#[test]
fn decisions_come_home_when_the_folder_can_be_written_again() {
    let (root, user) = (folder(), folder());
    let (mut store, home) = open_with(root.path(), user.path());
    store.append(TIME, comment("at home")).expect("is added");
    drop(store);
    fs::rename(root.path().join(".chartpull"), root.path().join("aside")).expect("can be renamed");
    block(root.path());
    let (mut store, away) = open_with(root.path(), user.path());
    assert!(store.entries().is_empty() && away.moved.is_some());
    store.append(TIME, comment("away")).expect("is added");
    drop(store);
    unblock(root.path());

    // The journal at home is gone, so what was decided away is all there is.
    let (mut store, opened) = open_with(root.path(), user.path());
    assert_eq!(opened.path, home.path);
    let told = opened.elsewhere.expect("it says so");
    assert!(told.starts_with("1 decisions that lay in"), "{told}");
    assert_eq!(store.entries().len(), 1);
    store.append(TIME, comment("home again")).expect("is added");
    let report = verify(&home.path).expect("can be read");
    assert_eq!((report.n_lines, report.is_sound()), (2, true));
    drop(store);
    // Told once: what lies away is now part of what lies at home.
    assert_eq!(open_with(root.path(), user.path()).1.elsewhere, None);

    // Two journals that went different ways are not mixed.
    fs::remove_dir_all(root.path().join(".chartpull")).expect("can be deleted");
    fs::rename(root.path().join("aside"), root.path().join(".chartpull")).expect("can be renamed");
    let (store, opened) = open_with(root.path(), user.path());
    assert_eq!(store.entries().len(), 1);
    assert!(
        opened
            .elsewhere
            .expect("it says so")
            .contains("holds other decisions")
    );
}

#[test]
fn a_named_folder_is_used_or_refused() {
    let (root, state) = (folder(), folder());
    let named = state.path().join("made/on demand");
    let with = |state: &Path| {
        Store::open(&StoreOptions {
            state: Some(state.to_owned()),
            ..options(root.path())
        })
    };
    let (mut store, opened) = with(&named).expect("opens");
    assert_eq!(
        opened,
        Opened {
            path: named.join("decisions/k.osei.jsonl"),
            ..Opened::default()
        }
    );
    store.append(TIME, comment("here")).expect("is added");
    assert!(!root.path().join(".chartpull").exists());
    fs::write(state.path().join("file"), "").expect("can be written");
    let error = with(&state.path().join("file"))
        .err()
        .expect("a file is no folder");
    assert!(error.to_string().contains("--state"), "{error}");
}

#[test]
fn a_torn_journal_elsewhere_brings_its_whole_lines() {
    let (root, user) = (folder(), folder());
    block(root.path());
    let (mut store, away) = open_with(root.path(), user.path());
    store.append(TIME, comment("one")).expect("is added");
    store.append(TIME, comment("two")).expect("is added");
    drop(store);
    unblock(root.path());
    let bytes = fs::read(&away.path).expect("can be read");
    fs::write(&away.path, &bytes[..bytes.len() - 4]).expect("can be written");
    assert_eq!(open_with(root.path(), user.path()).0.entries().len(), 1);
}

#[test]
fn names_of_reviewers_become_harmless_and_stay_apart() {
    assert_eq!(safe_name("k.osei"), "k.osei");
    let names = [
        "", ".", "..", "../../x", "x", "a b", "a-b", "a/b", "José", "Jose", "-x", ".x", "x.",
        "a\0b",
    ];
    let mut made: Vec<String> = names.iter().map(|name| safe_name(name)).collect();
    made.sort();
    made.dedup();
    assert_eq!(made.len(), names.len());
    let root = folder();
    drop(open(root.path()));
}

proptest! {
    #[test]
    fn any_name_makes_a_plain_file_name(name in ".{0,200}") {
        let made = safe_name(&name);
        prop_assert!(!made.is_empty() && made.len() <= 64);
        prop_assert!(made.starts_with(|c: char| c.is_ascii_alphanumeric()));
        prop_assert!(made.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)));
        prop_assert_eq!(safe_name(&made), made.clone());
    }
}
