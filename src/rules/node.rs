//! YAML text to a tree of numbered nodes, and a node's number back to its line and column.
//!
//! The only file that touches the YAML crate. serde gives no positions, so a node carries the
//! number of its visit; to find its place the text is read again and stopped at that number. That
//! costs only when there is something to report, and is right for flow style and aliases too.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

/// Largest rules file, in bytes.
pub(super) const MAX_FILE: usize = 4 << 20;

/// One value of a rules file.
#[derive(Debug)]
pub(super) struct Node {
    /// Number of the node in reading order.
    pub(super) id: u32,
    /// What stands there.
    pub(super) value: Value,
}

/// What a node holds.
#[derive(Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<Node>),
    /// Keys and values in order, repeated keys kept.
    Map(Vec<(Node, Node)>),
    /// Anything that has no place in a rules file, in words.
    Other(&'static str),
}

impl Node {
    /// What stands there, in words, for messages.
    pub(super) fn describe(&self) -> String {
        match &self.value {
            Value::Null => "nothing".to_owned(),
            Value::Bool(value) => format!("`{value}`"),
            Value::Int(value) => format!("the number {value}"),
            Value::Text(text) if text.chars().count() <= 40 => format!("`{text}`"),
            Value::Text(_) => "a long text".to_owned(),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a group of keys".to_owned(),
            Value::Other(what) => (*what).to_owned(),
        }
    }
}

/// A mistake that keeps a file from being read at all.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    /// Line, from 1; 0 when it concerns the whole file.
    pub(super) line: usize,
    /// Column, from 1; 0 when it concerns the whole file.
    pub(super) column: usize,
    /// What is wrong.
    pub(super) message: String,
}

/// The text without a byte order mark, which the YAML crate takes for a second document.
pub(super) fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Reads the text of one file. An empty file is an empty group of keys.
pub(super) fn read(text: &str) -> Result<Node, Vec<Unreadable>> {
    if text.len() > MAX_FILE {
        let message = format!(
            "the file has {} bytes; a rules file has at most {MAX_FILE}",
            text.len()
        );
        return Err(vec![Unreadable {
            line: 0,
            column: 0,
            message,
        }]);
    }
    let text = without_bom(text);
    let next = Cell::new(0);
    let seed = Reader {
        next: &next,
        stop: None,
    };
    match seed.deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(node) => Ok(node),
        Err(error) => {
            let tabs = indented_by_tab(text);
            Err(if tabs.is_empty() {
                vec![unreadable(&error)]
            } else {
                tabs
            })
        }
    }
}

/// Line and column of node `id`, both from 1; zeros when there is no such node.
pub(super) fn place(text: &str, id: u32) -> (usize, usize) {
    let next = Cell::new(0);
    let seed = Reader {
        next: &next,
        stop: Some(id),
    };
    match seed.deserialize(serde_yaml::Deserializer::from_str(without_bom(text))) {
        Ok(_) => (0, 0),
        Err(error) => error
            .location()
            .map_or((0, 0), |at| (at.line(), at.column())),
    }
}

/// Lines that begin with a tab; YAML allows only spaces there, and says so badly.
fn indented_by_tab(text: &str) -> Vec<Unreadable> {
    let tab = |line: &str| {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        line[..indent].find('\t')
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .filter_map(|(at, line)| Some((at + 1, tab(line)? + 1)))
        .map(|(line, column)| Unreadable {
            line,
            column,
            message: "a tab in the indentation; expected spaces".to_owned(),
        })
        .take(20)
        .collect()
}

fn unreadable(error: &serde_yaml::Error) -> Unreadable {
    let (line, column) = error
        .location()
        .map_or((0, 0), |at| (at.line(), at.column()));
    let said = error.to_string();
    let message = if said.contains("more than one document") {
        "a second document begins; a rules file is one document, without `---` inside".to_owned()
    } else if said.contains("repetition limit") {
        "aliases unfold to more than the file itself could hold; write the lists out".to_owned()
    } else if said.contains("recursion limit") {
        "the file is nested too deeply".to_owned()
    } else {
        let said = said.split(" at line ").next().unwrap_or(&said);
        format!("not valid YAML: {said}")
    };
    Unreadable {
        line,
        column,
        message,
    }
}

/// Reads one node and numbers it; fails on the node numbered `stop`, so that the error tells where.
#[derive(Clone, Copy)]
struct Reader<'c> {
    next: &'c Cell<u32>,
    stop: Option<u32>,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Node;

    fn deserialize<D: serde::Deserializer<'de>>(self, source: D) -> Result<Node, D::Error> {
        let id = self.next.get();
        self.next.set(id + 1);
        let value = source.deserialize_any(ValueReader {
            reader: self,
            wanted: self.stop == Some(id),
        })?;
        Ok(Node { id, value })
    }
}

struct ValueReader<'c> {
    reader: Reader<'c>,
    wanted: bool,
}

impl ValueReader<'_> {
    fn give<E: Error>(&self, value: Value) -> Result<Value, E> {
        if self.wanted {
            Err(E::custom("here"))
        } else {
            Ok(value)
        }
    }
}

impl<'de> Visitor<'de> for ValueReader<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.give(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.give(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.give(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.give(Value::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.give(i64::try_from(value).map_or(Value::Other("a huge number"), Value::Int))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Value, E> {
        self.give(Value::Other("a huge number"))
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Value, E> {
        self.give(Value::Other("a huge number"))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Value, E> {
        self.give(Value::Other("a number with a point"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.give(Value::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        self.give(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        if self.wanted {
            return Err(A::Error::custom("here"));
        }
        let mut items = Vec::new();
        while let Some(item) = source.next_element_seed(self.reader)? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        if self.wanted {
            return Err(A::Error::custom("here"));
        }
        let mut entries = Vec::new();
        while let Some(key) = source.next_key_seed(self.reader)? {
            let value = source.next_value_seed(self.reader)?;
            entries.push((key, value));
        }
        Ok(Value::Map(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(A::Error::custom(
            "tags that begin with `!` are not used here",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Value, place, read};

    /// The place of the first node that holds `text`.
    fn place_of(yaml: &str, text: &str) -> (usize, usize) {
        fn find(node: &Node, text: &str) -> Option<u32> {
            match &node.value {
                Value::Text(own) if own == text => Some(node.id),
                Value::List(items) => items.iter().find_map(|item| find(item, text)),
                Value::Map(entries) => entries
                    .iter()
                    .find_map(|(k, v)| find(k, text).or_else(|| find(v, text))),
                _ => None,
            }
        }
        let node = read(yaml).expect("the text is valid");
        place(yaml, find(&node, text).expect("a node holds the text"))
    }

    #[test]
    fn every_node_is_found_again() {
        let yaml = "a: 1\nb:\n  - one\n  - {k: two, \"three\": [four]}\nc: >-\n  five\n";
        assert_eq!(place_of(yaml, "one"), (3, 5));
        assert_eq!(place_of(yaml, "two"), (4, 9));
        assert_eq!(place_of(yaml, "three"), (4, 14));
        assert_eq!(place_of(yaml, "four"), (4, 24));
        assert_eq!(place_of(yaml, "c"), (5, 1));
    }

    #[test]
    fn repeated_keys_are_kept() {
        let node = read("a: 1\na: 2\n").expect("the text is valid");
        assert!(matches!(&node.value, Value::Map(entries) if entries.len() == 2));
    }

    #[test]
    fn a_mark_at_the_start_is_no_document() {
        assert_eq!(place_of("\u{feff}a: one\n", "one"), (1, 4));
    }

    #[test]
    fn bombs_are_refused() {
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for level in 1..12 {
            let row = vec![format!("*a{}", level - 1); 9].join(",");
            bomb.push_str(&format!("a{level}: &a{level} [{row}]\n"));
        }
        let problems = read(&bomb).expect_err("it unfolds without end");
        assert!(problems[0].message.contains("aliases"), "{problems:?}");
        let deep = "[".repeat(20_000);
        assert!(read(&deep).is_err());
        assert!(read(&" ".repeat(super::MAX_FILE + 1)).is_err());
    }
}
