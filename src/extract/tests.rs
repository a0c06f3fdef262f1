//! What every file gives: text with its problems, or one clear reason.

use proptest::prelude::{any, proptest};
use proptest::{collection, prop_assert, prop_assert_eq};

use super::sanitize::{is_harmful, sanitize};
use super::{ExtractError, extract};

#[track_caller]
fn kinds(name: &str, bytes: &[u8]) -> Vec<String> {
    let extracted = extract(name, bytes).expect("text");
    extracted
        .problems
        .into_iter()
        .map(|problem| problem.kind)
        .collect()
}

#[test]
fn content_tells_the_format_before_the_name() {
    for (name, bytes, kind) in [
        ("note.txt", b"%PDF-1.7 ...".as_slice(), "unsupported-format"),
        ("note.pdf", b"Patient: Lee", "damaged"),
        ("note.docx", b"Patient: Lee", "damaged"),
        (
            "note.txt",
            b"PK\x03\x04 .. word/document.xml",
            "unsupported-format",
        ),
        ("note.docx", b"PK\x03\x04 .. other", "binary"),
        ("claims.csv", b"claim,code\n1,97530\n", "not-a-note"),
        (
            "claims.xlsx",
            b"PK\x03\x04 .. xl/workbook.xml",
            "not-a-note",
        ),
        ("note.rtf", b"{\\rtf1 hello}", "unsupported-format"),
        ("scan.jpg", b"\xff\xd8\xff\xe0", "binary"),
        (
            "page.txt",
            b"\n <!DOCTYPE html><p>S: pain",
            "unsupported-format",
        ),
        (
            "ccda.txt",
            b"<?xml version=\"1.0\"?><ClinicalDocument/>",
            "unsupported-format",
        ),
        (
            "fhir.txt",
            b"[ {\"resourceType\": \"Bundle\"} ]",
            "unsupported-format",
        ),
        (
            "claim.txt",
            b"ISA*00*          *01*SECRET    *ZZ*",
            "not-a-note",
        ),
        ("note.xyz", b"Patient: Lee", "unsupported-format"),
        ("note.txt", b"", "empty"),
        ("note.txt", b"\xef\xbb\xbf \r\n\t", "empty"),
        ("core", b"\0\x01\x02\x03\0\0\0\x9f\0\0", "binary"),
    ] {
        let error = extract(name, bytes).err().expect(name);
        assert_eq!(error.kind(), kind, "{name}: {error}");
    }
}

#[test]
fn a_reason_is_one_sentence_that_names_the_format() {
    let error = ExtractError::Unsupported("a PDF file").to_string();
    assert_eq!(
        error,
        "a PDF file, which cannot be read yet: save it as plain text and scan again"
    );
}

#[test]
fn names_without_a_true_ending_are_read_when_they_hold_text() {
    for name in [
        "Alvarez",
        "Alvarez 03.04.2025",
        "Dr. Osei visit",
        "note.TXT",
        "note.md",
        "a.log",
    ] {
        assert_eq!(
            extract(name, b"S: pain 5/10").expect(name).text,
            "S: pain 5/10"
        );
    }
    assert_eq!(
        extract("n.markdown", b"# Visit").expect("text").format,
        "markdown"
    );
    for opening in [
        "[x] Therapeutic exercise",
        "{Patient} seen",
        "<5 min rest",
        "ST: soft tissue",
    ] {
        assert_eq!(
            extract("n.txt", opening.as_bytes()).expect(opening).text,
            opening
        );
    }
}

#[test]
fn problems_are_told() {
    assert!(kinds("n.txt", "ROM 95°".as_bytes()).is_empty());
    assert_eq!(kinds("n.txt", b"ROM 95\xb0"), ["encoding-guessed"]);
    assert_eq!(kinds("n.txt", "patientâ€™s".as_bytes()), ["mojibake"]);
    assert_eq!(
        kinds("n.txt", "lost \u{fffd} sign".as_bytes()),
        ["characters-replaced"]
    );
    assert_eq!(
        kinds("n.txt", b"a red \x1b[31mword and some more"),
        ["control-characters"]
    );
    assert_eq!(
        kinds("n.txt", b"cal stim\xff\xfe\x80\xc3(\xf0(\x8c(ulation for twelve minutes with the provider, then gait"),
        ["encoding-guessed", "characters-replaced"]
    );
}

proptest! {
    #[test]
    fn sanitizing_keeps_every_byte_place(text in any::<String>()) {
        let clean = sanitize(text.clone()).text;
        prop_assert_eq!(clean.len(), text.len());
        prop_assert!(!clean.chars().any(is_harmful));
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric() && !is_harmful(*c)) {
            prop_assert!(clean[at..].starts_with(c));
        }
    }

    #[test]
    fn no_bytes_make_extraction_panic(bytes in collection::vec(any::<u8>(), 0..400)) {
        if let Ok(extracted) = extract("note", &bytes) {
            prop_assert!(!extracted.text.chars().any(is_harmful));
        }
    }

    #[test]
    fn valid_utf8_is_never_taken_for_something_else(text in "[a-zéñ°½’–\u{4e00}-\u{4e20} ]{1,80}x") {
        let extracted = extract("note.txt", text.as_bytes()).expect("text");
        prop_assert_eq!(&extracted.text, &text);
        prop_assert_eq!(extracted.encoding, "UTF-8");
    }
}
