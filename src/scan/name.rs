//! File names made harmless, and back.
//!
//! A name on disk can hold line breaks, escape sequences, direction marks or bytes that are no
//! UTF-8. What every output shows is an escaped form that is one-to-one: two files never share a
//! path, and `read_note` finds the file again. `\` becomes `\\`, an unwelcome character `\u{202e}`,
//! a stray byte `\xff`.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use crate::extract::is_harmful;

/// Path relative to the root with forward slashes, harmless to print.
pub(super) fn show(path: &Path) -> String {
    let mut shown = String::new();
    for part in path.components() {
        if !shown.is_empty() {
            shown.push('/');
        }
        show_part(part.as_os_str(), &mut shown);
    }
    shown
}

fn show_part(part: &OsStr, out: &mut String) {
    for chunk in part.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '\n' | '\t' | '\r' => _ = write!(out, "\\u{{{:x}}}", u32::from(c)),
                c if is_harmful(c) => _ = write!(out, "\\u{{{:x}}}", u32::from(c)),
                c => out.push(c),
            }
        }
        for byte in chunk.invalid() {
            _ = write!(out, "\\x{byte:02x}");
        }
    }
}

/// The path on disk that [`show`] showed, or `None` when no file inside a root can have been shown
/// so: an absolute path, one with `..`, a broken escape.
pub(super) fn find(shown: &str) -> Option<PathBuf> {
    let path = PathBuf::from(os_string(unescape(shown)?)?);
    let inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    (inside && path.file_name().is_some()).then_some(path)
}

fn unescape(shown: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(shown.len());
    let mut rest = shown;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('\\') {
            bytes.push(b'\\');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('x') {
            bytes.push(u8::from_str_radix(after.get(..2)?, 16).ok()?);
            rest = &after[2..];
        } else {
            let (digits, after) = rest.strip_prefix("u{")?.split_once('}')?;
            let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after;
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    // A NUL is in no file name; passing one on would only move the error into the system call.
    (!bytes.contains(&0)).then_some(bytes)
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> Option<OsString> {
    Some(std::os::unix::ffi::OsStringExt::from_vec(bytes))
}

/// Elsewhere a name that is no Unicode can be shown but not opened again by its shown form.
#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> Option<OsString> {
    String::from_utf8(bytes).ok().map(OsString::from)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{find, is_harmful, show};

    #[test]
    fn harmful_names_are_shown_escaped_and_found_again() {
        for (path, expected) in [
            ("notes/Alvarez 2025.txt", "notes/Alvarez 2025.txt"),
            ("a\nb.txt", "a\\u{a}b.txt"),
            ("\u{1b}[2J.txt", "\\u{1b}[2J.txt"),
            ("abc\u{202e}txt.exe", "abc\\u{202e}txt.exe"),
            ("back\\slash", "back\\\\slash"),
            ("Peña Núñez.md", "Peña Núñez.md"),
        ] {
            assert_eq!(show(Path::new(path)), expected);
            assert_eq!(find(expected), Some(PathBuf::from(path)));
        }
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_utf8_survive() {
        use std::os::unix::ffi::OsStrExt as _;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"caf\xe9.txt"));
        assert_eq!(show(path), "caf\\xe9.txt");
        assert_eq!(find("caf\\xe9.txt").as_deref(), Some(path));
    }

    #[cfg(unix)]
    proptest::proptest! {
        #[test]
        fn every_name_is_harmless_and_found_again(bytes in proptest::collection::vec(1..=255_u8, 1..30)) {
            use std::os::unix::ffi::OsStrExt as _;
            let path = Path::new(std::ffi::OsStr::from_bytes(&bytes));
            // A name holds no slash and is not `.` or `..`.
            if path.file_name() == Some(path.as_os_str()) {
                let shown = show(path);
                proptest::prop_assert!(!shown.chars().any(|c| is_harmful(c) || "\n\r\t".contains(c)));
                let found = find(&shown);
                proptest::prop_assert_eq!(found.as_deref(), Some(path));
            }
        }
    }

    #[test]
    fn paths_that_leave_the_root_are_refused() {
        for shown in [
            "",
            "..",
            "../x.txt",
            "a/../../x",
            "/etc/passwd",
            ".",
            "a\\q",
            "a\\u{0}",
            "a\\x0",
        ] {
            assert_eq!(find(shown), None, "{shown}");
        }
    }
}
