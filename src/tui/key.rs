//! Keys by name: `j`, `G`, `enter`, `ctrl-d`, `shift-tab`.
//!
//! The names are what the action table, the help screen and the config file are written in. Key
//! releases have no name, so they do nothing anywhere.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// The name of a pressed key; `None` for releases and for keys no action can be tied to.
pub(crate) fn name(event: &KeyEvent) -> Option<String> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let plain = match event.code {
        KeyCode::Char(' ') => "space".to_owned(),
        KeyCode::Char(c) if event.modifiers.contains(KeyModifiers::CONTROL) => {
            c.to_lowercase().to_string()
        }
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "enter".to_owned(),
        KeyCode::Esc => "esc".to_owned(),
        KeyCode::Tab => "tab".to_owned(),
        KeyCode::BackTab => "shift-tab".to_owned(),
        KeyCode::Backspace => "backspace".to_owned(),
        KeyCode::Delete => "delete".to_owned(),
        KeyCode::Up => "up".to_owned(),
        KeyCode::Down => "down".to_owned(),
        KeyCode::Left => "left".to_owned(),
        KeyCode::Right => "right".to_owned(),
        KeyCode::Home => "home".to_owned(),
        KeyCode::End => "end".to_owned(),
        KeyCode::PageUp => "pageup".to_owned(),
        KeyCode::PageDown => "pagedown".to_owned(),
        KeyCode::F(n) => format!("f{n}"),
        _ => return None,
    };
    let ctrl = if event.modifiers.contains(KeyModifiers::CONTROL) {
        "ctrl-"
    } else {
        ""
    };
    let alt = if event.modifiers.contains(KeyModifiers::ALT) {
        "alt-"
    } else {
        ""
    };
    Some(format!("{ctrl}{alt}{plain}"))
}

/// The character a pressed key types into a line, if it types one.
pub(crate) fn typed(event: &KeyEvent) -> Option<char> {
    let held = event
        .modifiers
        .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match event.code {
        KeyCode::Char(c) if !held && event.kind != KeyEventKind::Release => Some(c),
        _ => None,
    }
}

/// The event a name stands for; the reverse of [`name`]. For tests and for running a help line.
pub fn parse(name: &str) -> Option<KeyEvent> {
    let (mut rest, mut held) = (name, KeyModifiers::NONE);
    if let Some(after) = rest.strip_prefix("ctrl-") {
        (rest, held) = (after, held | KeyModifiers::CONTROL);
    }
    if let Some(after) = rest.strip_prefix("alt-") {
        (rest, held) = (after, held | KeyModifiers::ALT);
    }
    let code = match rest {
        "space" => KeyCode::Char(' '),
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "shift-tab" => KeyCode::BackTab,
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        _ => {
            let mut chars = rest.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => KeyCode::Char(c),
                (Some('f'), Some(_)) => KeyCode::F(rest[1..].parse().ok()?),
                _ => return None,
            }
        }
    };
    Some(KeyEvent::new(code, held))
}

/// How a key is shown to people: `^D`, `Enter`, `j`.
pub(crate) fn show(name: &str) -> String {
    if let Some(letter) = name.strip_prefix("ctrl-") {
        return format!("^{}", letter.to_uppercase());
    }
    match name {
        "space" => "Space",
        "enter" => "Enter",
        "esc" => "Esc",
        "tab" => "Tab",
        "shift-tab" => "S-Tab",
        "backspace" => "Bksp",
        "delete" => "Del",
        "up" => "Up",
        "down" => "Down",
        "left" => "Left",
        "right" => "Right",
        "home" => "Home",
        "end" => "End",
        "pageup" => "PgUp",
        "pagedown" => "PgDn",
        other => return other.to_owned(),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{name, parse};
    use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

    #[test]
    fn names_go_there_and_back() {
        for text in [
            "j",
            "G",
            "?",
            "ctrl-d",
            "space",
            "shift-tab",
            "f5",
            "alt-x",
            "ctrl-l",
        ] {
            let event = parse(text).expect("the name is a key");
            assert_eq!(name(&event).as_deref(), Some(text));
        }
        assert_eq!(parse("nonsense"), None);
    }

    #[test]
    fn a_release_has_no_name() {
        let up = KeyEvent::new_with_kind(
            KeyCode::Char('1'),
            KeyModifiers::NONE,
            KeyEventKind::Release,
        );
        assert_eq!(name(&up), None);
    }
}
