//! The terminal's answer about its background, picked out of the keys.
//!
//! The question is OSC 11. The answer (`ESC ] 11;rgb:RRRR/GGGG/BBBB ST`) arrives through the same
//! input as keys, as Alt-`]` and a run of characters. Whatever turns out not to be an answer is
//! handed on as the keys it was.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::theme::Background;

/// What the question looks like on the wire.
pub(crate) const QUESTION: &str = "\x1b]11;?\x1b\\";

/// The longest answer: `11;rgba:` and four groups of four digits.
const LONGEST: usize = 32;

/// Collects an answer.
#[derive(Default)]
pub(crate) struct Probe {
    held: Vec<Event>,
    text: String,
}

/// What an event turned out to be.
pub(crate) enum Found {
    /// Perhaps part of an answer.
    Held,
    /// Ordinary events.
    Events(Vec<Event>),
    /// The answer.
    Background(Background),
}

impl Probe {
    /// Takes in the next event.
    pub(crate) fn take(&mut self, event: Event) -> Found {
        let Event::Key(key) = &event else {
            return Found::Events(self.let_go(event));
        };
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match (key.code, alt) {
            (KeyCode::Char(']'), true) if self.held.is_empty() => {
                self.held.push(event);
                Found::Held
            }
            _ if self.held.is_empty() => Found::Events(vec![event]),
            (KeyCode::Char('\\'), true) => self.end(event),
            (KeyCode::Char('g'), false) if is_bell(key) => self.end(event),
            (KeyCode::Char(c), false) if self.text.len() < LONGEST && fits(&self.text, c) => {
                self.text.push(c);
                self.held.push(event);
                Found::Held
            }
            _ => Found::Events(self.let_go(event)),
        }
    }

    fn end(&mut self, event: Event) -> Found {
        match background(&self.text) {
            Some(background) => {
                self.held.clear();
                self.text.clear();
                Found::Background(background)
            }
            None => Found::Events(self.let_go(event)),
        }
    }

    fn let_go(&mut self, event: Event) -> Vec<Event> {
        self.text.clear();
        let mut events = std::mem::take(&mut self.held);
        events.push(event);
        events
    }
}

fn is_bell(key: &KeyEvent) -> bool {
    key.modifiers.contains(KeyModifiers::CONTROL)
}

/// True when `c` can follow `text` in an answer.
fn fits(text: &str, c: char) -> bool {
    match "11;rgb".chars().nth(text.len()) {
        Some(expected) => c == expected,
        None => c.is_ascii_hexdigit() || matches!(c, ':' | '/' | 'a'),
    }
}

/// Light or dark, by the luminance of the answered colour.
fn background(answer: &str) -> Option<Background> {
    let (_, colour) = answer.split_once(':')?;
    let channel = |digits: &str| {
        let most = 16_u32
            .checked_pow(u32::try_from(digits.len()).ok()?)?
            .checked_sub(1)
            .filter(|most| *most > 0)?;
        Some(u32::from_str_radix(digits, 16).ok()? * 255 / most)
    };
    let parts: Option<Vec<u32>> = colour.split('/').take(3).map(channel).collect();
    let [red, green, blue] = parts?.try_into().ok()?;
    // Luma weights of ITU-R BT.601, in thousandths.
    let luma = (299 * red + 587 * green + 114 * blue) / 1000;
    Some(if luma > 127 {
        Background::Light
    } else {
        Background::Dark
    })
}

#[cfg(test)]
mod tests {
    use super::{Background, Found, Probe};
    use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

    fn feed(text: &str) -> (Vec<char>, Option<Background>) {
        let (mut keys, mut background) = (Vec::new(), None);
        let mut probe = Probe::default();
        let mut escaped = false;
        for c in text.chars() {
            if c == '\x1b' {
                escaped = true;
                continue;
            }
            let held = if escaped {
                KeyModifiers::ALT
            } else {
                KeyModifiers::NONE
            };
            escaped = false;
            match probe.take(Event::Key(KeyEvent::new(KeyCode::Char(c), held))) {
                Found::Held => {}
                Found::Background(found) => background = Some(found),
                Found::Events(events) => {
                    keys.extend(events.iter().filter_map(|event| match event {
                        Event::Key(key) => key.code.as_char(),
                        _ => None,
                    }))
                }
            }
        }
        (keys, background)
    }

    #[test]
    fn an_answer_is_picked_out_between_keys() {
        assert_eq!(
            feed("j\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\k"),
            (vec!['j', 'k'], Some(Background::Dark))
        );
        assert_eq!(
            feed("\x1b]11;rgb:ff/fa/f0\x1b\\"),
            (vec![], Some(Background::Light))
        );
    }

    #[test]
    fn what_is_no_answer_stays_keys() {
        assert_eq!(feed("\x1b]1x"), (vec![']', '1', 'x'], None));
        assert_eq!(feed("jk"), (vec!['j', 'k'], None));
    }
}
