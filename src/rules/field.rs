//! Reading the keys of one node, with every mistake noted and none fatal.
//!
//! Each getter gives a value or notes what was expected instead, so one pass over a file finds all
//! its mistakes. Unknown and repeated keys are mistakes at every level.

use super::node::{Node, Value};

/// Where something stands: the file's place in the list of files, and the node's number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct At {
    pub(super) file: usize,
    pub(super) node: u32,
}

/// A text with its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) at: At,
}

/// Mistakes found so far.
#[derive(Debug, Default)]
pub(super) struct Problems {
    pub(super) list: Vec<(At, String)>,
}

impl Problems {
    pub(super) fn note(&mut self, at: At, message: impl Into<String>) {
        self.list.push((at, message.into()));
    }
}

/// The keys of one node.
pub(super) struct Fields<'n> {
    file: usize,
    /// What the node is, for messages: "rule `contact.missing`".
    subject: String,
    /// Place of the node itself.
    pub(super) at: At,
    /// Keys and values, each key once.
    pub(super) entries: Vec<(&'n str, &'n Node, &'n Node)>,
}

impl<'n> Fields<'n> {
    /// Opens a group of keys; `expected` holds the keys it may have (empty: any key).
    pub(super) fn open(
        node: &'n Node,
        file: usize,
        subject: &str,
        expected: &[&str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let at = At {
            file,
            node: node.id,
        };
        let Value::Map(pairs) = &node.value else {
            let keys = if expected.is_empty() {
                String::new()
            } else {
                format!(": {}", expected.join(", "))
            };
            let found = node.describe();
            problems.note(
                at,
                format!("{subject}: expected a group of keys{keys}; found {found}"),
            );
            return None;
        };
        let mut entries: Vec<(&str, &Node, &Node)> = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let here = At { file, node: key.id };
            let Value::Text(name) = &key.value else {
                let found = key.describe();
                problems.note(
                    here,
                    format!("{subject}: expected a word as key; found {found}, put it in quotes"),
                );
                continue;
            };
            if !expected.is_empty() && !expected.contains(&name.as_str()) {
                problems.note(here, unknown(subject, "key", name, expected));
            } else if entries.iter().any(|(known, ..)| known == name) {
                problems.note(
                    here,
                    format!("{subject}: the key `{name}` stands here a second time"),
                );
            } else {
                entries.push((name.as_str(), key, value));
            }
        }
        Some(Self {
            file,
            subject: subject.to_owned(),
            at,
            entries,
        })
    }

    /// The value of a key, when it is there.
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries
            .iter()
            .find(|(name, ..)| *name == key)
            .map(|(.., value)| *value)
    }

    /// Place of a node of this file.
    pub(super) fn place(&self, node: &Node) -> At {
        At {
            file: self.file,
            node: node.id,
        }
    }

    fn wrong(&self, key: &str, node: &Node, expected: &str, problems: &mut Problems) {
        let found = node.describe();
        let subject = &self.subject;
        problems.note(
            self.place(node),
            format!("{subject}: `{key}` expects {expected}; found {found}"),
        );
    }

    /// A text; whole numbers count as text, so that codes need no quotes.
    pub(super) fn said(&self, key: &str, problems: &mut Problems) -> Option<Said> {
        let node = self.get(key)?;
        let text = text_of(node);
        if text.is_none() {
            self.wrong(key, node, "text in quotes", problems);
        }
        Some(Said {
            text: text?,
            at: self.place(node),
        })
    }

    /// The same without its place.
    pub(super) fn text(&self, key: &str, problems: &mut Problems) -> Option<String> {
        self.said(key, problems).map(|said| said.text)
    }

    /// One of a few words.
    pub(super) fn word(
        &self,
        key: &str,
        allowed: &[&str],
        problems: &mut Problems,
    ) -> Option<String> {
        let said = self.said(key, problems)?;
        if allowed.contains(&said.text.as_str()) {
            return Some(said.text);
        }
        problems.note(
            said.at,
            unknown(&self.subject, &format!("`{key}`"), &said.text, allowed),
        );
        None
    }

    /// A whole number from 0 to `most`.
    pub(super) fn number(&self, key: &str, most: u32, problems: &mut Problems) -> Option<u32> {
        let node = self.get(key)?;
        if let Value::Int(value) = node.value
            && let Ok(value) = u32::try_from(value)
            && value <= most
        {
            return Some(value);
        }
        self.wrong(
            key,
            node,
            &format!("a whole number from 0 to {most}"),
            problems,
        );
        None
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, key: &str, problems: &mut Problems) -> Option<bool> {
        let node = self.get(key)?;
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        self.wrong(key, node, "true or false", problems);
        None
    }

    /// A list of texts.
    pub(super) fn list(&self, key: &str, problems: &mut Problems) -> Option<Vec<Said>> {
        let node = self.get(key)?;
        let what = format!("{}: `{key}`", self.subject);
        texts_of(node, self.file, &what, problems)
    }
}

/// The texts of a list node; `what` names the list in messages.
pub(super) fn texts_of(
    node: &Node,
    file: usize,
    what: &str,
    problems: &mut Problems,
) -> Option<Vec<Said>> {
    let Value::List(items) = &node.value else {
        let at = At {
            file,
            node: node.id,
        };
        problems.note(
            at,
            format!("{what} expects a list of texts; found {}", node.describe()),
        );
        return None;
    };
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        let at = At {
            file,
            node: item.id,
        };
        match text_of(item) {
            Some(text) => texts.push(Said { text, at }),
            None => problems.note(
                at,
                format!(
                    "{what} expects text; found {}, put it in quotes",
                    item.describe()
                ),
            ),
        }
    }
    Some(texts)
}

fn text_of(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.clone()),
        Value::Int(number) => Some(number.to_string()),
        _ => None,
    }
}

/// "rule `x`: unknown key `pionts`, did you mean `points`? expected one of …"
pub(super) fn unknown(subject: &str, what: &str, word: &str, expected: &[&str]) -> String {
    let near = nearest(word, expected)
        .map(|near| format!(", did you mean `{near}`?"))
        .unwrap_or_else(|| ";".to_owned());
    let list = expected.join(", ");
    format!("{subject}: unknown {what} `{word}`{near} expected one of {list}")
}

/// The word of `all` that differs by at most two letters (a third of a short word).
pub(crate) fn nearest<'w>(word: &str, all: &[&'w str]) -> Option<&'w str> {
    let limit = (word.chars().count() / 3).clamp(1, 2);
    all.iter()
        .map(|known| (distance(word, known), *known))
        .filter(|(far, _)| *far <= limit)
        .min()
        .map(|(_, known)| known)
}

/// Edit distance with neighbours swapped counted as one (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1)
                .min(row[j - 1] + 1)
                .min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        let keys = ["points", "message", "source"];
        assert_eq!(nearest("pionts", &keys), Some("points"));
        assert_eq!(nearest("mesage", &keys), Some("message"));
        assert_eq!(nearest("colour", &keys), None);
    }
}
