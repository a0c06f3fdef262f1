//! Appending, reopening, locking; what the files look like.

use std::fs;

use super::{TIME, charge, comment, decision, folder, key, open, options, verdict};
use crate::decision::{Action, Target};
use crate::store::{Ledger, Opened, Store, StoreError, verify};
use crate::visit::ChargeVerdict::{Partial, Supported};

#[test]
fn every_decision_survives_a_reopen() {
    let root = folder();
    let (mut store, opened) = open(root.path());
    assert_eq!(
        opened,
        Opened {
            path: store.path().to_owned(),
            ..Opened::default()
        }
    );
    assert_eq!(
        opened.path,
        root.path().join(".chartpull/decisions/k.osei.jsonl")
    );
    store.append(TIME, verdict(Partial)).expect("is added");
    store
        .append(TIME, comment("two\nlines, \"quoted\" ☂ ,\"hash\":\""))
        .expect("is added");
    let before = store.entries().to_vec();
    drop(store);

    let (store, opened) = open(root.path());
    assert_eq!(opened.notes().count(), 0);
    assert_eq!(store.entries(), before);
    let report = verify(store.path()).expect("can be read");
    assert_eq!((report.n_lines, report.is_sound()), (2, true));
    assert_eq!(report.head, before[1].hash);
    let ledger = Ledger::replay(store.entries());
    assert_eq!(
        ledger.visit(&key(1)).expect("decided").verdicts[&charge()].verdict,
        Partial
    );
}

#[test]
fn all_kinds_of_decision_survive_a_reopen() {
    let finding = Target::Finding {
        rule: "contact.missing".to_owned(),
        code: None,
        quote: "q".to_owned(),
    };
    let passage = Target::Passage {
        quote: "tolerated well".to_owned(),
    };
    let all = vec![
        decision(1, charge(), Action::Verdict { verdict: None }),
        decision(1, finding.clone(), Action::Accept),
        decision(
            1,
            finding,
            Action::Dismiss {
                reason: String::new(),
            },
        ),
        decision(
            2,
            passage,
            Action::Comment {
                text: "\u{202e}\u{0}".to_owned(),
            },
        ),
        decision(3, Target::Visit, Action::Reviewed { done: true }),
        decision(3, Target::Visit, Action::Flag { on: false }),
        decision(3, Target::Visit, Action::Undo { of: 5 }),
        decision(3, Target::Visit, Action::Redo { of: 5 }),
    ];
    let root = folder();
    let (mut store, _) = open(root.path());
    for one in &all {
        store.append(TIME, one.clone()).expect("is added");
    }
    drop(store);
    let (store, _) = open(root.path());
    let kept: Vec<_> = store
        .entries()
        .iter()
        .map(|entry| entry.decision.clone())
        .collect();
    assert_eq!(kept, all);
}

#[test]
fn the_lines_are_those_a_reader_can_check_by_hand() {
    let root = folder();
    let (mut store, _) = open(root.path());
    store.append(TIME, verdict(Partial)).expect("is added");
    store.append(TIME, verdict(Supported)).expect("is added");
    let text = fs::read_to_string(store.path()).expect("can be read");
    let lines: Vec<&str> = text.lines().collect();
    let mut before = "0".repeat(64);
    for line in &lines {
        let (body, hash) = line
            .split_once(",\"hash\":\"")
            .expect("the hash comes last");
        let hash = hash.trim_end_matches("\"}");
        assert!(body.ends_with(&format!("\"prev\":\"{before}\"")));
        assert_eq!(
            hash,
            crate::text::sha256_hex(format!("{body}}}").as_bytes())
        );
        before = hash.to_owned();
    }
    assert!(lines[1].starts_with(
        "{\"v\":1,\"seq\":2,\"time\":\"2025-03-04T10:00:00Z\",\"reviewer\":\"k.osei\""
    ));
}

#[test]
fn a_group_is_told_by_the_number_of_its_first_line() {
    let root = folder();
    let (mut store, _) = open(root.path());
    store.append(TIME, verdict(Partial)).expect("is added");
    let groups = |entries: &[crate::store::Entry]| {
        entries.iter().map(|e| e.decision.group).collect::<Vec<_>>()
    };
    let one = store
        .append_all(TIME, vec![comment("a"), comment("b")])
        .expect("are added");
    assert_eq!(groups(one), [Some(2), Some(2)]);
    let two = store
        .append_all(TIME, vec![comment("c"), comment("d")])
        .expect("are added");
    assert_eq!(groups(two), [Some(4), Some(4)]);
    assert!(
        store
            .append_all(TIME, Vec::new())
            .expect("nothing to add")
            .is_empty()
    );

    let mut ledger = Ledger::replay(store.entries());
    assert_eq!(ledger.next_undo(), Some(vec![4, 5]));
    for entry in store.append_all(TIME, ledger.undo()).expect("are added") {
        ledger.apply(entry);
    }
    assert_eq!(
        (ledger.next_undo(), ledger.next_redo()),
        (Some(vec![2, 3]), Some(vec![4, 5]))
    );
}

#[test]
fn a_second_copy_looks_and_does_not_decide() {
    let root = folder();
    let (mut first, _) = open(root.path());
    first.append(TIME, verdict(Partial)).expect("is added");
    let (mut second, opened) = open(root.path());
    let told = opened.read_only.expect("the second copy says so");
    assert!(told.contains("another chartpull (process "), "{told}");
    assert_eq!(second.entries(), first.entries());
    assert!(matches!(
        second.append(TIME, verdict(Supported)),
        Err(StoreError::ReadOnly(_))
    ));
    first
        .append(TIME, verdict(Supported))
        .expect("the first goes on");
    drop(first);
    let (third, opened) = open(root.path());
    assert_eq!((third.entries().len(), opened.read_only), (2, None));
}

#[test]
fn two_reviewers_do_not_disturb_each_other() {
    let root = folder();
    let (mut one, _) = open(root.path());
    let (mut two, opened) = Store::open(&crate::store::StoreOptions {
        reviewer: "A. Lee, DC".to_owned(),
        ..options(root.path())
    })
    .expect("opens");
    assert_eq!(opened.read_only, None);
    one.append(TIME, verdict(Partial)).expect("is added");
    two.append(TIME, verdict(Supported)).expect("is added");
    assert_ne!(one.path(), two.path());
    assert_eq!(two.entries()[0].reviewer, "A. Lee, DC");
    let found = crate::store::journals(root.path(), None, None).expect("can be listed");
    let paths: Vec<_> = found.iter().map(|journal| journal.path.as_path()).collect();
    assert_eq!(paths, [two.path(), one.path()]);
}

#[test]
fn a_foreign_write_is_not_followed() {
    let root = folder();
    let (mut store, _) = open(root.path());
    store.append(TIME, verdict(Partial)).expect("is added");
    let bytes = fs::read(store.path()).expect("can be read");
    fs::write(store.path(), [&bytes[..], b"{}\n"].concat()).expect("can be written");
    assert!(matches!(
        store.append(TIME, verdict(Supported)),
        Err(StoreError::Changed(_))
    ));
    assert_eq!(store.entries().len(), 1);
    fs::write(store.path(), &bytes).expect("can be written");
    store
        .append(TIME, verdict(Supported))
        .expect("is added once the journal is as it was");
}

#[cfg(unix)]
#[test]
fn a_journal_deleted_meanwhile_is_written_again() {
    let root = folder();
    let (mut store, _) = open(root.path());
    store.append(TIME, verdict(Partial)).expect("is added");
    fs::remove_dir_all(root.path().join(".chartpull")).expect("can be deleted");
    store.append(TIME, verdict(Supported)).expect("is added");
    assert!(
        open(root.path()).1.read_only.is_some(),
        "the lock is held anew"
    );
    drop(store);
    assert_eq!(open(root.path()).0.entries().len(), 2);

    let root = folder();
    let (mut store, _) = open(root.path());
    fs::remove_dir_all(root.path().join(".chartpull")).expect("can be deleted");
    store
        .append(TIME, verdict(Partial))
        .expect("the first decision too");
    drop(store);
    assert_eq!(open(root.path()).0.entries().len(), 1);
}

#[cfg(unix)]
#[test]
fn state_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;

    let root = folder();
    let (mut store, opened) = open(root.path());
    store.append(TIME, verdict(Partial)).expect("is added");
    let mode =
        |path: &std::path::Path| fs::metadata(path).expect("is there").permissions().mode() & 0o777;
    let dir = opened.path.parent().expect("it has a folder");
    assert_eq!(mode(dir), 0o700);
    assert_eq!(mode(dir.parent().expect("it has a folder")), 0o700);
    assert_eq!(mode(&opened.path), 0o600);
    assert_eq!(mode(&opened.path.with_extension("lock")), 0o600);

    drop(store);
    fs::set_permissions(&opened.path, fs::Permissions::from_mode(0o664)).expect("is ours");
    drop(open(root.path()));
    assert_eq!(
        mode(&opened.path),
        0o600,
        "a copied journal is closed to others again"
    );
}

#[test]
fn a_single_file_stands_for_its_folder() {
    let root = folder();
    let note = root.path().join("x.txt");
    fs::write(&note, "note").expect("can be written");
    let (_, opened) = open(&note);
    assert_eq!(
        opened.path,
        root.path().join(".chartpull/decisions/k.osei.jsonl")
    );
}

#[test]
fn no_folder_is_made_where_none_is() {
    let root = folder();
    let missing = root.path().join("missing");
    let error = Store::open(&options(&missing))
        .err()
        .expect("there is nothing to audit");
    assert!(
        error.to_string().starts_with("cannot open the folder `"),
        "{error}"
    );
    assert!(!missing.exists());
}
