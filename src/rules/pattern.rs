//! The form of a phrase, checked before the lexicon compiles it.
//!
//! The lexicon takes whatever it is given; a slip such as an unclosed bracket would make a phrase
//! that never matches, in silence. So every phrase is checked here, with a message.

/// Most plain phrases that one phrase with choices may stand for.
const MAX_CHOICES: usize = 256;

/// Most words of one phrase.
const MAX_WORDS: usize = 16;

/// Checks one phrase; `is_class` tells which `{classes}` there are.
pub(super) fn check(phrase: &str, is_class: impl Fn(&str) -> bool) -> Result<(), String> {
    if is_plain(phrase) {
        return Ok(());
    }
    let pieces: Vec<&str> = phrase.split_whitespace().collect();
    if pieces.is_empty() {
        return Err("an empty phrase".to_owned());
    }
    if pieces.len() > MAX_WORDS {
        return Err(format!("a phrase has at most {MAX_WORDS} words"));
    }
    let mut choices = 1_usize;
    let mut all_optional = true;
    for piece in pieces {
        let (body, optional) = match piece.strip_suffix('?') {
            Some(body) if !body.is_empty() => (body, true),
            _ => (piece, false),
        };
        all_optional &= optional;
        let n = match body.strip_prefix('(') {
            Some(rest) if piece.len() > 1 => {
                let inner = rest.strip_suffix(')').ok_or_else(|| {
                    format!("`{piece}`: the bracket does not close; choices are written (of|for), without spaces")
                })?;
                let words: Vec<&str> = inner.split('|').collect();
                for word in &words {
                    check_word(word, &is_class)?;
                }
                words.len()
            }
            _ => {
                for word in spread(body).split_whitespace() {
                    check_word(word, &is_class)?;
                }
                1
            }
        };
        choices = choices.saturating_mul(n + usize::from(optional));
    }
    if all_optional {
        return Err("every word may be left out, so it would match anything".to_owned());
    }
    if choices > MAX_CHOICES {
        return Err(format!(
            "stands for {choices} phrases; at most {MAX_CHOICES}, split it"
        ));
    }
    Ok(())
}

/// True for a few words without any sign of the language; nearly all phrases are that.
fn is_plain(phrase: &str) -> bool {
    let bytes = phrase.as_bytes();
    let n_spaces = bytes.iter().filter(|b| **b == b' ').count();
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-' | b'/' | b'\'');
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && n_spaces < MAX_WORDS
        && bytes.iter().all(plain)
}

/// The phrase as the lexicon takes it: `=O/E` is `=O / =E`, each word and sign by itself.
pub(super) fn spread(phrase: &str) -> String {
    if !phrase.contains('=') {
        return phrase.to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    for piece in phrase.split_whitespace() {
        match piece.strip_prefix('=') {
            Some(exact) if !exact.is_empty() && !piece.ends_with('?') => {
                let mut inside = false;
                for c in exact.chars() {
                    let letter = c.is_alphanumeric() || c == '\'';
                    match words.last_mut() {
                        Some(word) if letter && inside => word.push(c),
                        _ if letter => words.push(format!("={c}")),
                        _ => words.push(c.to_string()),
                    }
                    inside = letter;
                }
            }
            _ => words.push(piece.to_owned()),
        }
    }
    words.join(" ")
}

fn check_word(word: &str, is_class: &impl Fn(&str) -> bool) -> Result<(), String> {
    if word.is_empty() {
        return Err("an empty choice in a bracket".to_owned());
    }
    if let Some(inner) = word.strip_prefix('{') {
        let name = inner
            .strip_suffix('}')
            .ok_or_else(|| format!("`{word}`: a class is written {{name}}"))?;
        return if is_class(name) {
            Ok(())
        } else {
            Err(format!(
                "`{word}`: there is no class `{name}` under `words`"
            ))
        };
    }
    if let Some(exact) = word.strip_prefix('=') {
        // The sign alone is a sign.
        let one_word = exact.chars().all(|c| c.is_alphanumeric() || c == '\'');
        return if one_word {
            Ok(())
        } else {
            Err(format!(
                "`{word}`: `=` takes one word of letters and digits"
            ))
        };
    }
    // A word of signs alone stands for these signs.
    if word.chars().all(|c| !c.is_alphanumeric()) {
        return Ok(());
    }
    if let Some(at) = word.find(['(', ')', '|', '{', '}']) {
        let sign = &word[at..=at];
        return Err(format!(
            "`{word}`: `{sign}` inside a word; choices are written (of|for) as a word of their own"
        ));
    }
    let stem = word.strip_suffix('*').unwrap_or(word);
    if stem.contains('*') {
        return Err(format!("`{word}`: a star stands at the end of a word"));
    }
    let last = stem.rsplit(|c: char| !c.is_alphanumeric()).next();
    if word.ends_with('*') && last.is_none_or(|last| last.chars().count() < 2) {
        return Err(format!(
            "`{word}`: at least two letters stand before a star"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{check, spread};

    fn fault(phrase: &str) -> Option<String> {
        check(phrase, |class| class == "side").err()
    }

    #[test]
    fn good_phrases_pass() {
        for phrase in [
            "one-on-one contact?",
            "therap* activit*",
            "(of|for) the {side} knee",
            "=TA",
            "=T/A",
            "* * *",
            "# min",
            "(deep_knee|=KB) bend",
            "patient's",
        ] {
            assert_eq!(fault(phrase), None, "{phrase}");
        }
    }

    #[test]
    fn exact_words_with_signs_are_spread_out() {
        assert_eq!(spread("=O/E"), "=O / =E");
        assert_eq!(spread("on  =P.A.R.T exam"), "on =P . =A . =R . =T exam");
        assert_eq!(spread("two  words"), "two  words");
        assert_eq!(spread("re-ed =NMR x?"), "re-ed =NMR x?");
        assert_eq!(spread("= 1"), "= 1");
    }

    #[test]
    fn slips_are_named() {
        for (phrase, part) in [
            ("", "empty phrase"),
            ("(of|for the", "does not close"),
            ("(of||for)", "empty choice"),
            ("{sied} knee", "no class `sied`"),
            ("{side knee", "written {name}"),
            ("a*b", "star stands at the end"),
            ("x*", "two letters"),
            ("word|other", "inside a word"),
            ("(=T/A|b)", "one word of letters"),
            ("direct? contact?", "match anything"),
            (
                "(a|b|c|d|e|f|g|h) (a|b|c|d|e|f|g|h) (a|b|c|d|e|f|g|h)",
                "512 phrases",
            ),
        ] {
            let said = fault(phrase).unwrap_or_default();
            assert!(said.contains(part), "{phrase}: {said}");
        }
    }
}
