//! Colours and signs as data: four themes and two sets of signs.
//!
//! No style rests on colour alone: what matters is also bold, underlined, reversed or lettered, so
//! that the monochrome theme loses nothing. Foreground and background are the terminal's own.

use ratatui::style::{Color, Modifier, Style};

/// What the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// 256 colours or more.
    #[default]
    Many,
    /// The terminal's own sixteen.
    Sixteen,
    /// None (`NO_COLOR`, `--no-color`, a dumb terminal).
    None,
}

impl Colours {
    /// Reads `NO_COLOR`, `TERM` and `COLORTERM` through `get`.
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> Self {
        let term = get("TERM").unwrap_or_default();
        if get("NO_COLOR").is_some_and(|value| !value.is_empty()) || term == "dumb" {
            return Self::None;
        }
        let many =
            get("COLORTERM").is_some() || term.contains("256color") || term.contains("direct");
        if many || cfg!(windows) {
            Self::Many
        } else {
            Self::Sixteen
        }
    }
}

/// Light text on dark, or dark on light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// Ask the terminal; dark when it does not answer.
    #[default]
    Ask,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

impl Background {
    /// Reads `COLORFGBG` (`15;0`), which some terminals set, through `get`; else asks.
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> Self {
        let value = get("COLORFGBG").unwrap_or_default();
        match value
            .rsplit(';')
            .next()
            .and_then(|back| back.parse::<u8>().ok())
        {
            Some(7 | 9..=15) => Self::Light,
            Some(_) => Self::Dark,
            None => Self::Ask,
        }
    }
}

/// One style for each role on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field names the role it colours")]
pub struct Theme {
    pub name: &'static str,
    pub text: Style,
    pub strong: Style,
    pub dim: Style,
    pub accent: Style,
    pub title: Style,
    pub rule: Style,
    pub selected: Style,
    pub selected_idle: Style,
    pub key: Style,
    pub good: Style,
    pub warn: Style,
    pub bad: Style,
    pub evidence: Style,
    pub finding: Style,
    pub active: Style,
    pub matched: Style,
    pub shared: Style,
    pub bar_back: Style,
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const UNDER: Style = Style::new().add_modifier(Modifier::UNDERLINED);

/// For dark backgrounds with 256 colours.
pub const DARK: Theme = Theme {
    name: "dark",
    text: PLAIN,
    strong: BOLD,
    dim: PLAIN.fg(Color::Indexed(245)),
    accent: PLAIN.fg(Color::Indexed(80)),
    title: BOLD.fg(Color::Indexed(80)),
    rule: PLAIN.fg(Color::Indexed(239)),
    selected: BOLD.bg(Color::Indexed(237)),
    selected_idle: PLAIN.bg(Color::Indexed(235)),
    key: BOLD.fg(Color::Indexed(80)),
    good: PLAIN.fg(Color::Indexed(114)),
    warn: PLAIN.fg(Color::Indexed(221)),
    bad: PLAIN.fg(Color::Indexed(210)),
    evidence: BOLD.fg(Color::Indexed(114)),
    finding: UNDER.fg(Color::Indexed(210)),
    active: BOLD.fg(Color::Indexed(16)).bg(Color::Indexed(80)),
    matched: BOLD
        .fg(Color::Indexed(221))
        .add_modifier(Modifier::UNDERLINED),
    shared: PLAIN.bg(Color::Indexed(237)),
    bar_back: PLAIN.fg(Color::Indexed(238)),
};

/// For light backgrounds with 256 colours.
pub const LIGHT: Theme = Theme {
    name: "light",
    text: PLAIN,
    strong: BOLD,
    dim: PLAIN.fg(Color::Indexed(242)),
    accent: PLAIN.fg(Color::Indexed(24)),
    title: BOLD.fg(Color::Indexed(24)),
    rule: PLAIN.fg(Color::Indexed(250)),
    selected: BOLD.bg(Color::Indexed(253)),
    selected_idle: PLAIN.bg(Color::Indexed(255)),
    key: BOLD.fg(Color::Indexed(24)),
    good: PLAIN.fg(Color::Indexed(22)),
    warn: PLAIN.fg(Color::Indexed(94)),
    bad: PLAIN.fg(Color::Indexed(124)),
    evidence: BOLD.fg(Color::Indexed(22)),
    finding: UNDER.fg(Color::Indexed(124)),
    active: BOLD.fg(Color::Indexed(231)).bg(Color::Indexed(24)),
    matched: BOLD
        .fg(Color::Indexed(94))
        .add_modifier(Modifier::UNDERLINED),
    shared: PLAIN.bg(Color::Indexed(229)),
    bar_back: PLAIN.fg(Color::Indexed(251)),
};

/// The terminal's own sixteen colours: right on either background, because the user chose them.
pub const SIXTEEN: Theme = Theme {
    name: "sixteen",
    text: PLAIN,
    strong: BOLD,
    dim: PLAIN.add_modifier(Modifier::DIM),
    accent: PLAIN.fg(Color::Cyan),
    title: BOLD.fg(Color::Cyan),
    rule: PLAIN.add_modifier(Modifier::DIM),
    selected: BOLD.add_modifier(Modifier::REVERSED),
    selected_idle: UNDER,
    key: BOLD.fg(Color::Cyan),
    good: PLAIN.fg(Color::Green),
    warn: PLAIN.fg(Color::Yellow),
    bad: PLAIN.fg(Color::Red),
    evidence: BOLD.fg(Color::Green),
    finding: UNDER.fg(Color::Red),
    active: BOLD.add_modifier(Modifier::REVERSED),
    matched: BOLD.fg(Color::Yellow).add_modifier(Modifier::UNDERLINED),
    shared: PLAIN.fg(Color::Magenta).add_modifier(Modifier::UNDERLINED),
    bar_back: PLAIN.add_modifier(Modifier::DIM),
};

/// No colour at all.
pub const MONO: Theme = Theme {
    name: "mono",
    text: PLAIN,
    strong: BOLD,
    dim: PLAIN,
    accent: PLAIN,
    title: BOLD,
    rule: PLAIN,
    selected: BOLD.add_modifier(Modifier::REVERSED),
    selected_idle: UNDER,
    key: BOLD,
    good: PLAIN,
    warn: PLAIN,
    bad: BOLD,
    evidence: BOLD,
    finding: UNDER,
    active: BOLD.add_modifier(Modifier::REVERSED),
    matched: BOLD.add_modifier(Modifier::UNDERLINED),
    shared: UNDER,
    bar_back: PLAIN,
};

/// The theme for a terminal; `Ask` counts as dark until the terminal has answered.
pub fn pick(colours: Colours, background: Background) -> &'static Theme {
    match (colours, background) {
        (Colours::None, _) => &MONO,
        (Colours::Sixteen, _) => &SIXTEEN,
        (Colours::Many, Background::Light) => &LIGHT,
        (Colours::Many, _) => &DARK,
    }
}

/// Signs drawn beside words. Two sets; both one column wide each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field names what the sign stands for")]
pub struct Signs {
    pub cut: &'static str,
    pub good: &'static str,
    pub part: &'static str,
    pub bad: &'static str,
    pub open: &'static str,
    pub done: &'static str,
    pub flag: &'static str,
    pub comment: &'static str,
    pub cursor: &'static str,
    pub picked: &'static str,
    pub rule: &'static str,
    pub wall: &'static str,
    pub full: &'static str,
    pub empty: &'static str,
    pub eighths: [&'static str; 8],
    pub up: &'static str,
    pub down: &'static str,
    pub dot: &'static str,
    pub times: &'static str,
    pub corners: [&'static str; 4],
    pub quotes: [&'static str; 2],
}

/// Box-drawing characters and marks that every common terminal font has.
pub const UNICODE: Signs = Signs {
    cut: "…",
    good: "✓",
    part: "~",
    bad: "✗",
    open: "·",
    done: "●",
    flag: "⚑",
    comment: "¶",
    cursor: "▌",
    picked: "+",
    rule: "─",
    wall: "│",
    full: "█",
    empty: "░",
    eighths: [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"],
    up: "▲",
    down: "▼",
    dot: "·",
    times: "×",
    corners: ["╭", "╮", "╰", "╯"],
    quotes: ["\u{201c}", "\u{201d}"],
};

/// ASCII only.
pub const ASCII: Signs = Signs {
    cut: "~",
    good: "y",
    part: "?",
    bad: "x",
    open: ".",
    done: "*",
    flag: "!",
    comment: "c",
    cursor: ">",
    picked: "+",
    rule: "-",
    wall: "|",
    full: "#",
    empty: ".",
    eighths: [" ", " ", " ", " ", "#", "#", "#", "#"],
    up: "^",
    down: "v",
    dot: "-",
    times: "x",
    corners: ["+", "+", "+", "+"],
    quotes: ["\"", "\""],
};

/// Everything a screen is painted with.
#[derive(Clone, Debug)]
pub struct Paint {
    /// Styles.
    pub theme: &'static Theme,
    /// Signs.
    pub signs: &'static Signs,
}
