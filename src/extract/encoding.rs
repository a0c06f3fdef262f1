//! Bytes to UTF-8: byte order marks, UTF-16 without one, UTF-8, else a guess.
//!
//! For a UTF-8 file the text has the file's bytes one for one; a byte order mark becomes three
//! spaces, so that spans are also spans into the file.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_8859_2, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1254, WINDOWS_1257,
};

use super::guess::{guess_western, plausibility};

/// Text and how it was come by.
pub(super) struct Decoded {
    /// The text, not yet harmless.
    pub(super) text: String,
    /// Name of the encoding.
    pub(super) encoding: &'static str,
    /// Nothing in the bytes says which encoding it is.
    pub(super) guessed: bool,
    /// Bytes that stand for no character in it.
    pub(super) n_replaced: usize,
}

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Bytes that are looked at for a guess; more would not change it.
const SAMPLE: usize = 1 << 16;

/// Decodes `bytes`, whatever they are.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return decode_as(UTF_16LE, rest, false);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return decode_as(UTF_16BE, rest, false);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(encoding, bytes, true);
    }
    let marked = bytes.starts_with(UTF8_MARK);
    match std::str::from_utf8(bytes) {
        Ok(text) if marked => {
            let text = format!("   {}", &text[UTF8_MARK.len()..]);
            Decoded {
                text,
                encoding: "UTF-8",
                guessed: false,
                n_replaced: 0,
            }
        }
        Ok(text) => Decoded {
            text: text.to_owned(),
            encoding: "UTF-8",
            guessed: false,
            n_replaced: 0,
        },
        Err(_) if marked || is_mostly_utf8(bytes) => decode_as(UTF_8, bytes, !marked),
        Err(_) => guess(bytes),
    }
}

/// Bytes of one of the single-byte encodings, or of none that is known.
fn guess(bytes: &[u8]) -> Decoded {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let western = guess_western(sample);
    if western.plausibility >= 0 {
        let text = western.charset.decode(bytes);
        let n_replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
        return Decoded {
            text,
            encoding: western.charset.name(),
            guessed: true,
            n_replaced,
        };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let other = detector.guess(None, Utf8Detection::Deny);
    let near = [WINDOWS_1250, ISO_8859_2, WINDOWS_1254, WINDOWS_1257];
    let decoded = decode_as(other, bytes, true);
    if near.contains(&other) && decoded.n_replaced == 0 && plausibility(&decoded.text) > 0 {
        return decoded;
    }
    // Damaged beyond guessing: keep what is certain and mark the rest.
    decode_as(UTF_8, bytes, true)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let n_replaced = if broken {
        text.matches(char::REPLACEMENT_CHARACTER).count()
    } else {
        0
    };
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => format!("   {rest}"),
        None => Cow::into_owned(text),
    };
    Decoded {
        text,
        encoding: encoding.name(),
        guessed,
        n_replaced,
    }
}

/// English text in UTF-16 has a zero in every other byte, always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let n_pairs = sample.len() / 2;
    if n_pairs < 2 || !sample.contains(&0) {
        return None;
    }
    let zeros = |side: usize| {
        sample
            .iter()
            .skip(side)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (first, second) = (zeros(0), zeros(1));
    if second * 10 >= n_pairs * 7 && first * 20 <= n_pairs {
        Some(UTF_16LE)
    } else if first * 10 >= n_pairs * 7 && second * 20 <= n_pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// True when well-formed sequences of several bytes are far more frequent than broken ones: chance
/// makes few of them in any other encoding.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    n_good > 2 * n_broken
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str, guessed: bool) {
        let decoded = decode(bytes);
        assert_eq!(decoded.text, text);
        assert_eq!((decoded.encoding, decoded.guessed), (encoding, guessed));
    }

    #[test]
    fn marks_and_zero_bytes_tell_unicode_apart() {
        let text = "Pt. López: flexion 95° → 110°";
        check(text.as_bytes(), text, "UTF-8", false);
        check(
            format!("\u{feff}{text}").as_bytes(),
            &format!("   {text}"),
            "UTF-8",
            false,
        );
        check(
            &utf16(&format!("\u{feff}{text}"), u16::to_le_bytes),
            text,
            "UTF-16LE",
            false,
        );
        check(
            &utf16(&format!("\u{feff}{text}"), u16::to_be_bytes),
            text,
            "UTF-16BE",
            false,
        );
        check(&utf16(text, u16::to_le_bytes), text, "UTF-16LE", true);
        check(&utf16(text, u16::to_be_bytes), text, "UTF-16BE", true);
    }

    #[test]
    fn single_byte_encodings_are_guessed_from_what_reads_well() {
        let text = "Patient’s ROM improved – 15° gain… “tolerated well”. José Peña, ½ session";
        check(
            b"Patient\x92s ROM improved \x96 15\xb0 gain\x85 \x93tolerated well\x94. Jos\xe9 Pe\xf1a, \xbd session",
            text,
            "windows-1252",
            true,
        );
        check(
            b"Patient\xd5s ROM improved \xd0 15\xa1 gain\xc9 \xd2tolerated well\xd3. Jos\x8e Pe\x96a",
            "Patient’s ROM improved – 15° gain… “tolerated well”. José Peña",
            "macintosh",
            true,
        );
        check(
            b"\xda\xc4\xc4\xc4\xbf\r\n\xb3 97530 \xb3 25 min \xb3\r\n\xc0\xc4\xc4\xc4\xd9 flexion 95\xf8",
            "┌───┐\r\n│ 97530 │ 25 min │\r\n└───┘ flexion 95°",
            "IBM437",
            true,
        );
        check(
            b"flexion 110\xb0 today",
            "flexion 110° today",
            "windows-1252",
            true,
        );
    }

    #[test]
    fn damage_is_marked_and_the_rest_kept() {
        let decoded = decode(b"cal stim\xff\xfe\x80\xc3(\xf0(\x8c(ulation for 12 minutes");
        assert!(
            decoded.text.starts_with("cal stim\u{fffd}")
                && decoded.text.ends_with("(ulation for 12 minutes")
        );
        assert!(decoded.n_replaced > 0);
        // One cut character in a text that is otherwise UTF-8.
        let decoded = decode(
            "95°, 100°, 110°, é"
                .as_bytes()
                .split_last()
                .expect("not empty")
                .1,
        );
        assert_eq!(
            (decoded.text.as_str(), decoded.n_replaced),
            ("95°, 100°, 110°, \u{fffd}", 1)
        );
    }
}
