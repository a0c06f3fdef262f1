//! Torn ends are cut off and kept; altered lines are named and left alone.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

use super::{TIME, add, comment, folder, open, verdict};
use crate::store::{FaultKind, StoreError, journal, verify};
use crate::visit::ChargeVerdict::{Partial, Supported};

/// A folder with a journal of `n` lines, its file and its bytes.
fn written(n: usize) -> (tempfile::TempDir, PathBuf, Vec<u8>) {
    let root = folder();
    let (mut store, opened) = open(root.path());
    for nth in 0..n {
        store
            .append(TIME, comment(&format!("naïve {nth}")))
            .expect("is added");
    }
    let bytes = fs::read(&opened.path).expect("can be read");
    (root, opened.path, bytes)
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes
        .split_inclusive(|b| *b == b'\n')
        .map(<[u8]>::to_vec)
        .collect()
}

#[test]
fn a_last_line_torn_at_any_byte_is_cut_off_and_kept() {
    let (root, path, bytes) = written(3);
    let n_whole = lines(&bytes)[..2].concat().len();
    for end in n_whole + 1..bytes.len() - 1 {
        fs::write(&path, &bytes[..end]).expect("can be written");
        let fault = verify(&path).expect("can be read").faults;
        assert_eq!(
            fault.iter().map(|f| (f.line, f.kind)).collect::<Vec<_>>(),
            [(3, FaultKind::Torn)]
        );

        let (store, opened) = open(root.path());
        let told = opened.repaired.expect("the repair is told");
        let kept = PathBuf::from(format!("{}.torn-1", path.display()));
        assert!(told.contains(&kept.display().to_string()), "{told}");
        assert_eq!(fs::read(&kept).expect("is kept"), &bytes[n_whole..end]);
        assert_eq!(fs::read(&path).expect("can be read"), &bytes[..n_whole]);
        assert_eq!((store.entries().len(), opened.read_only), (2, None));
        fs::remove_file(&kept).expect("can be deleted");
    }
}

#[test]
fn a_repaired_journal_goes_on_and_keeps_every_torn_piece() {
    let (root, path, bytes) = written(2);
    for nth in 1..=3 {
        fs::write(&path, &bytes[..bytes.len() - 10]).expect("can be written");
        let (mut store, _) = open(root.path());
        store.append(TIME, verdict(Partial)).expect("is added");
        let report = verify(&path).expect("can be read");
        assert_eq!((report.n_lines, report.is_sound()), (2, true));
        assert!(PathBuf::from(format!("{}.torn-{nth}", path.display())).exists());
    }
}

#[test]
fn a_whole_line_without_its_end_counts() {
    let (root, path, bytes) = written(3);
    fs::write(&path, &bytes[..bytes.len() - 1]).expect("can be written");
    assert!(verify(&path).expect("can be read").is_sound());
    let (mut store, opened) = open(root.path());
    assert!(
        opened
            .repaired
            .expect("is told")
            .contains("lacked its line end")
    );
    assert_eq!(store.entries().len(), 3);
    store.append(TIME, verdict(Partial)).expect("is added");
    let report = verify(&path).expect("can be read");
    assert_eq!((report.n_lines, report.is_sound()), (4, true));
}

#[test]
fn a_journal_that_is_open_elsewhere_is_not_repaired() {
    let (root, path, bytes) = written(2);
    let (first, _) = open(root.path());
    fs::write(&path, &bytes[..bytes.len() - 5]).expect("can be written");
    let (second, opened) = open(root.path());
    assert_eq!((second.entries().len(), opened.repaired), (1, None));
    assert_eq!(fs::read(&path).expect("can be read").len(), bytes.len() - 5);
    drop(first);
}

#[test]
fn any_altered_byte_of_a_line_names_that_line() {
    let (_root, path, bytes) = written(4);
    let second = lines(&bytes)[0].len()..lines(&bytes)[..2].concat().len();
    for at in second {
        for flip in [0x01, 0x20, 0x80] {
            let mut altered = bytes.clone();
            altered[at] ^= flip;
            fs::write(&path, &altered).expect("can be written");
            let report = verify(&path).expect("can be read");
            assert_eq!(
                report.faults.first().map(|fault| fault.line),
                Some(2),
                "byte {at} with {flip:#x}"
            );
        }
    }
}

#[test]
fn a_broken_journal_is_shown_but_not_touched() {
    let (root, path, bytes) = written(4);
    let mut altered = lines(&bytes);
    altered[1] = String::from_utf8(altered[1].clone())
        .expect("is text")
        .replace("naïve 1", "naïve 7")
        .into_bytes();
    let altered = altered.concat();
    fs::write(&path, &altered).expect("can be written");
    let (mut store, opened) = open(root.path());
    let told = opened.read_only.expect("it says why");
    assert!(
        told.starts_with("line 2 was altered: its hash does not fit its words in `"),
        "{told}"
    );
    let seqs: Vec<u64> = store.entries().iter().map(|entry| entry.seq).collect();
    assert_eq!(seqs, [1, 3, 4]);
    let error = store
        .append(TIME, verdict(Supported))
        .expect_err("nothing is added");
    assert!(
        matches!(&error, StoreError::ReadOnly(_)) && error.to_string().contains("line 2"),
        "{error}"
    );
    drop(store);
    assert_eq!(fs::read(&path).expect("can be read"), altered);
}

#[test]
fn lines_taken_out_doubled_swapped_or_made_anew_are_found() {
    let (root, path, bytes) = written(4);
    let [a, b, c, d] = <[Vec<u8>; 4]>::try_from(lines(&bytes)).expect("four lines");
    // The same second line, but written by somebody who knows how the hash is made.
    let (_other, _, foreign) = written(4);
    assert_eq!(foreign, bytes, "same decisions, same lines");
    let forged = String::from_utf8(b.clone())
        .expect("is text")
        .replace("naïve 1", "naïve 7");
    let body = forged
        .split(",\"hash\"")
        .next()
        .expect("it has one")
        .to_owned()
        + "}";
    let hash = crate::text::sha256_hex(body.as_bytes());
    let forged = format!("{},\"hash\":\"{hash}\"}}\n", &body[..body.len() - 1]).into_bytes();
    let cases: [(&str, Vec<&[u8]>, u64, FaultKind); 9] = [
        ("first line out", vec![&b, &c, &d], 1, FaultKind::Sequence),
        ("second line out", vec![&a, &c, &d], 2, FaultKind::Sequence),
        ("doubled", vec![&a, &b, &b, &c, &d], 3, FaultKind::Sequence),
        ("swapped", vec![&a, &c, &b, &d], 2, FaultKind::Sequence),
        ("made anew", vec![&a, &forged, &c, &d], 3, FaultKind::Chain),
        ("empty line", vec![&a, b"\n", &b], 2, FaultKind::NotJson),
        ("not an object", vec![&a, b"[1]\n", &b], 2, FaultKind::Hash),
        (
            "no hash",
            vec![&a, b"{\"seq\":2}\n", &b],
            2,
            FaultKind::Hash,
        ),
        ("zeros", vec![&a, b"\0\0\0\0\n", &b], 2, FaultKind::NotJson),
    ];
    for (what, parts, line, kind) in cases {
        fs::write(&path, parts.concat()).expect("can be written");
        let report = verify(&path).expect("can be read");
        let fault = report.faults.first().map(|fault| (fault.line, fault.kind));
        assert_eq!(fault, Some((line, kind)), "{what}");
        assert!(
            open(root.path())
                .1
                .read_only
                .is_some_and(|told| told.contains(&format!("line {line} "))),
            "{what}"
        );
    }
}

#[test]
fn line_ends_changed_by_mail_break_nothing() {
    let (_root, path, bytes) = written(3);
    let text = String::from_utf8(bytes)
        .expect("is text")
        .replace('\n', "\r\n");
    fs::write(&path, text).expect("can be written");
    assert!(verify(&path).expect("can be read").is_sound());
}

/// Bytes taken out of a journal, put in, or both.
fn any_damage() -> impl Strategy<Value = (usize, usize, Vec<u8>)> {
    (
        any::<usize>(),
        0_usize..700,
        proptest::collection::vec(any::<u8>(), 0..20),
    )
}

proptest! {
    #[test]
    fn damage_never_passes_for_a_decision((at, n_out, put_in) in any_damage()) {
        let mut entries = Vec::new();
        add(&mut entries, vec![comment("one"), comment("two"), verdict(Partial)]);
        let lines: Vec<String> = entries.iter_mut().map(|entry| entry.seal().expect("is JSON")).collect();
        let mut bytes = lines.concat().into_bytes();
        let at = at % bytes.len();
        let end = (at + n_out).min(bytes.len());
        bytes.splice(at..end, put_in);
        let reading = journal::read(&bytes);
        for entry in &reading.entries {
            prop_assert!(entries.contains(entry), "a line that was never written");
        }
        // Without a fault only the end can be missing.
        if reading.faults.is_empty() {
            prop_assert_eq!(&reading.entries[..], &entries[..reading.entries.len()]);
        }
    }
}
