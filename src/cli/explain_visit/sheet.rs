//! A page of text: titles, sentences that hang beneath their lead, quotes with their place.

use crate::report::style::{Role, Style};
use crate::report::width::{cut, flat, width, wrap};

/// Collects lines of at most `width` columns.
pub(super) struct Sheet {
    out: String,
    pub(super) style: Style,
    pub(super) width: usize,
}

impl Sheet {
    pub(super) fn new(style: Style, width: usize) -> Self {
        Self {
            out: String::new(),
            style,
            width: width.max(40),
        }
    }

    /// What was put on the page.
    pub(super) fn text(self) -> String {
        self.out
    }

    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A line as it is, cut to the page.
    pub(super) fn line(&mut self, indent: usize, role: Role, text: &str) {
        let text = cut(&flat(text), self.width.saturating_sub(indent));
        self.out
            .push_str(&format!("{:indent$}{}\n", "", self.style.paint(role, text)));
    }

    /// A title on the left and a word at the right margin.
    pub(super) fn title(&mut self, title: &str, role: Role, word: &str) {
        let room = self.width.saturating_sub(width(word) + 2);
        let title = cut(&flat(title), room);
        let gap = room - width(&title) + 2;
        let title = self.style.paint(Role::Strong, title);
        let word = self.style.paint(role, word);
        self.out.push_str(&format!("{title}{:gap$}{word}\n", ""));
    }

    /// `lead`, then `text` wrapped beneath its own start.
    pub(super) fn hang(&mut self, indent: usize, lead: &str, text: &str) {
        let start = indent + width(lead);
        let columns = self.width.saturating_sub(start).max(20);
        for (nth, line) in wrap(&flat(text), columns).iter().enumerate() {
            let front = match nth {
                0 => format!("{:indent$}{}", "", self.style.paint(Role::Frame, lead)),
                _ => format!("{:start$}", ""),
            };
            self.out.push_str(&format!("{front}{line}\n"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, Sheet, Style};

    #[test]
    fn sentences_hang_beneath_their_lead_and_titles_reach_the_margin() {
        let mut sheet = Sheet::new(Style { colour: false }, 40);
        sheet.title("97530", Role::Error, "partial");
        sheet.hang(
            2,
            "for: ",
            "the words \"tolerated well\", stands under response",
        );
        let text = sheet.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "97530                            partial");
        assert_eq!(lines[1], "  for: the words \"tolerated well\",");
        assert_eq!(lines[2], "       stands under response");
    }
}
