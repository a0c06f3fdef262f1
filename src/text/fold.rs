//! Words folded so that case, common endings and look-alike characters do not matter.
//!
//! The fold is made here and nowhere else: the lexicon, the scorer and the parser compare words by
//! [`WordId`], the hash of the folded stem, and never by their letters.

/// Hash of a folded word stem. Two words with one id are the same word to every rule.
pub type WordId = u64;

/// Longest word that is folded, in bytes; the rest of a longer one does not count.
const MAX_WORD: usize = 48;

/// Folds one word (letters only, any case) to its stem, in lower case.
pub fn stem(word: &str) -> String {
    let mut buffer = [0; MAX_WORD];
    let n = fold_into(word, &mut buffer);
    String::from_utf8_lossy(&buffer[..n]).into_owned()
}

/// Id of one word as [`stem`] folds it.
pub fn word_id(word: &str) -> WordId {
    let mut buffer = [0; MAX_WORD];
    let n = fold_into(word, &mut buffer);
    hash(&buffer[..n])
}

/// Id of a word exactly as it is written, case and ending kept.
pub fn exact_id(word: &str) -> WordId {
    mix(hash(word.as_bytes()), 0x5EED)
}

/// Id of two ids in a row.
pub fn mix(first: WordId, second: WordId) -> WordId {
    (first.rotate_left(23) ^ second).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo), finished with one multiplication so that table buckets spread.
pub fn hash(bytes: &[u8]) -> WordId {
    let folded = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |h, b| {
        (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3)
    });
    folded ^ (folded >> 32)
}

/// Hasher for keys that are hashes already: ids of words and features.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hashed(u64);

impl std::hash::Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = mix(self.0, hash(bytes));
    }

    fn write_u32(&mut self, id: u32) {
        self.0 = mix(self.0, u64::from(id));
    }

    fn write_u64(&mut self, id: u64) {
        self.0 = mix(self.0, id);
    }
}

fn fold_into(word: &str, out: &mut [u8; MAX_WORD]) -> usize {
    let mut n = 0;
    for c in word.chars() {
        let c = match c {
            'A'..='Z' => c.to_ascii_lowercase(),
            'a'..='z' | '0'..='9' | '\'' => c,
            '’' | '‘' | 'ʼ' => '\'',
            _ => plain_letter(c),
        };
        let mut utf8 = [0; 4];
        let bytes = c.encode_utf8(&mut utf8).as_bytes();
        if n + bytes.len() > MAX_WORD {
            break;
        }
        out[n..n + bytes.len()].copy_from_slice(bytes);
        n += bytes.len();
    }
    strip_ending(out, n)
}

/// Latin letters with marks, and letters of other scripts that look Latin, to the plain letter.
fn plain_letter(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'Á' | 'À' | 'Â' | 'Ä' | 'а' | 'А' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' | 'е' | 'Е' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ì' | 'Î' | 'Ï' | 'і' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'Ó' | 'Ò' | 'Ô' | 'Ö' | 'о' | 'О' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ù' | 'Û' | 'Ü' => 'u',
        'ñ' | 'Ñ' => 'n',
        'ç' | 'Ç' | 'с' | 'С' => 'c',
        'р' | 'Р' => 'p',
        'х' | 'Х' => 'x',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// Takes off plural and verb endings: a light stemmer after Harman's S-stemmer, with -ing and -ed.
fn strip_ending(word: &mut [u8; MAX_WORD], n: usize) -> usize {
    let mut n = n;
    let ends = |word: &[u8; MAX_WORD], n: usize, end: &[u8]| {
        n >= end.len() && &word[n - end.len()..n] == end
    };
    if ends(word, n, b"'s") {
        n -= 2;
    }
    if n > 4 && ends(word, n, b"ies") {
        word[n - 3] = b'y';
        return n - 2;
    }
    if n > 3
        && ends(word, n, b"s")
        && !ends(word, n, b"ss")
        && !ends(word, n, b"us")
        && !ends(word, n, b"is")
    {
        n -= 1;
        if n > 4
            && (ends(word, n, b"she")
                || ends(word, n, b"che")
                || ends(word, n, b"sse")
                || ends(word, n, b"xe"))
        {
            n -= 1;
        }
    }
    if n > 5 && ends(word, n, b"ing") {
        n = undouble(word, n - 3);
    } else if n > 4 && ends(word, n, b"ed") && !ends(word, n, b"eed") {
        n = undouble(word, n - 2);
    }
    if n > 3 && ends(word, n, b"ied") {
        word[n - 3] = b'y';
        n -= 2;
    }
    if n > 3 && ends(word, n, b"e") && !ends(word, n, b"ee") {
        n -= 1;
    }
    if n > 3 && ends(word, n, b"i") {
        word[n - 1] = b'y';
    }
    n
}

/// `lifting` is `lift`, `stepping` is `step`: one of two equal consonants goes, but not of `press`.
fn undouble(word: &[u8; MAX_WORD], n: usize) -> usize {
    let last = word[n - 1];
    let doubled = n > 3
        && last == word[n - 2]
        && !matches!(last, b'a' | b'e' | b'i' | b'o' | b'u' | b'l' | b's' | b'z');
    if doubled { n - 1 } else { n }
}

#[cfg(test)]
mod tests {
    use super::{stem, word_id};

    #[test]
    fn inflections_of_one_word_share_an_id() {
        for forms in [
            &["lift", "lifts", "lifted", "lifting", "LIFTING"][..],
            &["step", "steps", "stepped", "stepping"],
            &["tolerate", "tolerates", "tolerated", "tolerating"],
            &["activity", "activities", "Activities"],
            &["carry", "carries", "carried"],
            &["exercise", "exercises"],
            &["press", "presses", "pressing"],
            &["reach", "reaches", "reaching", "reached"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn different_words_stay_apart() {
        assert_ne!(word_id("pain"), word_id("paint"));
        assert_ne!(word_id("need"), word_id("ne"));
        assert_ne!(word_id("goal"), word_id("go"));
        assert_ne!(word_id("class"), word_id("clas"));
    }

    #[test]
    fn marks_and_look_alikes_are_folded() {
        assert_eq!(word_id("naïve"), word_id("naive"));
        assert_eq!(word_id("patient’s"), word_id("patient"));
    }
}
