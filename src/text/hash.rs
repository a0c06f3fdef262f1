//! SHA-256 of files and of passages.

use sha2::{Digest, Sha256};

/// Lower-case hexadecimal of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]])
        .map(char::from)
        .collect()
}

/// SHA-256 of `bytes` as 64 hexadecimal digits, as system tools print it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Hash of a passage as a reader sees it: white space folded, so that re-wrapping a paragraph does
/// not make a decision stale. 32 hexadecimal digits (the first half of a SHA-256).
pub fn passage_hash(passage: &str) -> String {
    let mut digest = Sha256::new();
    for word in passage.split_whitespace() {
        digest.update(word.as_bytes());
        digest.update(b" ");
    }
    hex(&digest.finalize()[..16])
}

#[cfg(test)]
mod tests {
    use super::{passage_hash, sha256_hex};

    #[test]
    fn sha256_agrees_with_the_published_vector() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn wrapping_does_not_change_a_passage() {
        assert_eq!(
            passage_hash("pain 5 to 3\n  after set 2"),
            passage_hash("pain 5 to 3 after set 2")
        );
        assert_ne!(passage_hash("pain 5 to 3"), passage_hash("pain 5 to 2"));
    }
}
