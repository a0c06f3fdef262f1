//! Sizes, styles, signs, mouse.

use crate::browser::{Browser, config};
use crate::folder;
use chartpull::tui::theme::Colours;
use ratatui::style::{Color, Modifier};

#[test]
fn a_tiny_terminal_says_one_sentence_and_recovers() {
    let folder = folder();
    let mut browser = Browser::open(folder.path(), (20, 5));
    assert_eq!(
        browser.screen().trim_end(),
        "Too small: 20x5,\nneeds 40x10."
    );
    browser.resize(80, 24);
    assert!(browser.shows("Alvarez"));
    browser.resize(1, 1);
    browser.resize(40, 10);
    assert!(browser.shows("2025-03-04"));
}

#[test]
fn every_screen_survives_every_size() {
    let folder = folder();
    for keys in [
        "",
        "enter",
        "enter z",
        "j v",
        "o",
        "?",
        "enter c",
        "enter ] r",
        "/ \"st\"",
        "L",
    ] {
        let mut browser = Browser::open(folder.path(), (120, 36));
        browser.press(keys);
        for size in [
            (40, 10),
            (41, 11),
            (60, 12),
            (79, 23),
            (99, 30),
            (100, 9),
            (300, 80),
            (3, 40),
        ] {
            browser.resize(size.0, size.1);
        }
    }
}

#[test]
fn evidence_and_findings_do_not_rest_on_colour() {
    let folder = folder();
    let mut config = config(folder.path());
    config.colours = Colours::None;
    let mut browser = Browser::with(&config, (120, 36));
    browser.press("enter");
    let cells = browser.cells();
    let words = |text: &str| {
        let screen = browser.screen();
        let (y, line) = screen
            .lines()
            .enumerate()
            .find(|(_, line)| line.contains(text))
            .expect("the words are there");
        let column = line.find(text).expect("they are in this line");
        let x = line[..column].chars().count();
        cells[(
            u16::try_from(x).expect("small"),
            u16::try_from(y).expect("small"),
        )]
            .clone()
    };
    assert!(words("25 minutes. Crate").modifier.contains(Modifier::BOLD));
    assert!(
        words("tolerated treatment")
            .modifier
            .contains(Modifier::UNDERLINED)
    );
    assert!(
        browser.line("25 minutes. Crate").contains("7 T"),
        "the letter of the element is in the gutter"
    );
    assert!(
        browser.line("Patient tolerated").contains("10 !"),
        "so is the sign of the finding"
    );
    for cell in &cells.content {
        assert!(
            cell.fg == Color::Reset && cell.bg == Color::Reset,
            "NO_COLOR means none"
        );
    }
}

#[test]
fn themes_never_set_black_or_white_under_plain_words() {
    let folder = folder();
    let browser = Browser::open(folder.path(), (120, 36));
    for cell in &browser.cells().content {
        assert!(!matches!(cell.fg, Color::White | Color::Black), "{cell:?}");
        assert!(!matches!(cell.bg, Color::White | Color::Black), "{cell:?}");
    }
}

#[test]
fn ascii_only_draws_no_other_sign_of_its_own() {
    let folder = folder();
    let mut config = config(folder.path());
    config.ascii = true;
    for keys in ["", "enter", "j v", "o", "?", "enter ]"] {
        let mut browser = Browser::with(&config, (100, 30));
        browser.press("/ \"alvarez\" enter");
        browser.press(keys);
        let screen = browser.screen();
        // An accent that stands in a provider's name is the note's, not ours.
        let odd: Vec<char> = screen
            .chars()
            .filter(|c| !c.is_ascii() && *c != '\u{301}')
            .collect();
        assert!(odd.is_empty(), "{keys}: {odd:?}\n{screen}");
    }
}

#[test]
fn masking_hides_names_everywhere_on_the_screen() {
    let folder = folder();
    let mut browser = Browser::open(folder.path(), (160, 50));
    browser.press("M");
    for keys in ["", "enter", "esc j v", "esc esc a L"] {
        browser.press(keys);
        let screen = browser.screen().to_lowercase();
        for name in ["alvarez", "maria", "10432", "boateng"] {
            assert!(!screen.contains(name), "`{name}` after {keys}:\n{screen}");
        }
    }
}

#[test]
fn the_mouse_opens_sorts_and_presses_the_footer() {
    let folder = folder();
    let mut browser = Browser::in_folder_order(folder.path(), (120, 36));
    browser.click(30, 5).click(30, 5);
    assert!(
        browser.shows("Boateng, Samuel  2025-03-12"),
        "{}",
        browser.screen()
    );
    browser.press("esc");
    let heads = browser.line("Patient");
    let column = heads.find("Score").expect("a heading");
    browser.click(u16::try_from(column).expect("small"), 2);
    assert!(browser.shows("Score▼"));
    let footer = browser.line("overview");
    let column = footer.find("o overview").expect("a hint");
    browser.click(
        u16::try_from(footer[..column].chars().count()).expect("small"),
        35,
    );
    assert!(browser.shows("Verdicts of the tool"));
}

#[test]
fn wide_characters_and_marks_stay_in_their_columns() {
    let folder = folder();
    let browser = Browser::open(folder.path(), (80, 24));
    let columns = |line: &str, words: &str| {
        let at = line.find(words).expect("the words are there");
        unicode_width::UnicodeWidthStr::width(&line[..at])
    };
    let plain = columns(&browser.line("2025-03-12"), "2025-03-12");
    assert_eq!(columns(&browser.line("2025-04-02"), "2025-04-02"), plain);
    assert!(
        browser.shows("Jose\u{301}"),
        "the accent stays on its letter"
    );
}
