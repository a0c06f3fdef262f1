//! The rows of the action table, in the order help shows them.

use super::{Act, Action, Facts, Off, Place};

use Place::{Compare, Editor, Filter, Menu, Overview, Page, Visit, Worklist};

/// The four screens; an action on all of them works everywhere but in overlays.
pub(super) const SCREENS: &[Place] = &[Worklist, Visit, Compare, Overview];
const READING: &[Place] = &[Worklist, Visit, Compare, Overview, Page];
const CHARTS: &[Place] = &[Worklist, Visit];

fn always(_: &Facts) -> Off {
    None
}

fn any_row(facts: &Facts) -> Off {
    (!facts.any_row).then_some("the list is empty")
}

fn on_visit(facts: &Facts) -> Off {
    (!facts.on_visit).then_some("no visit is under the cursor")
}

fn writable(facts: &Facts) -> Off {
    facts
        .read_only
        .then_some("the journal is open read-only")
        .or(on_visit(facts))
}

fn on_charge(facts: &Facts) -> Off {
    writable(facts).or((!facts.on_charge).then_some("no charge is under the cursor"))
}

fn on_finding(facts: &Facts) -> Off {
    writable(facts).or((!facts.on_finding).then_some("no finding is under the cursor"))
}

fn decided(facts: &Facts) -> Off {
    writable(facts).or((!facts.decided).then_some("nothing is decided here yet"))
}

fn has_words(facts: &Facts) -> Off {
    (!facts.has_words).then_some("it has no words in the note")
}

fn is_clone(facts: &Facts) -> Off {
    (!facts.is_clone).then_some("the visit repeats no earlier one")
}

fn has_previous(facts: &Facts) -> Off {
    (!facts.has_previous).then_some("no earlier visit of this patient is in the folder")
}

fn filtered(facts: &Facts) -> Off {
    (!facts.filtered).then_some("no filter is on")
}

fn can_undo(facts: &Facts) -> Off {
    facts
        .read_only
        .then_some("the journal is open read-only")
        .or((!facts.can_undo).then_some("nothing to undo"))
}

fn can_redo(facts: &Facts) -> Off {
    facts
        .read_only
        .then_some("the journal is open read-only")
        .or((!facts.can_redo).then_some("nothing to redo"))
}

macro_rules! actions {
    ($($act:ident $places:expr, [$($key:literal),+], $name:literal, $help:literal, $off:ident, $hint:literal;)+) => {
        &[$(Action { act: Act::$act, places: $places, keys: &[$($key),+], name: $name, help: $help, off: $off, hint: $hint }),+]
    };
}

/// Every action.
pub const ACTIONS: &[Action] = actions! {
    Down READING, ["j", "down"], "down", "one row down", always, 0;
    Up READING, ["k", "up"], "up", "one row up", always, 0;
    PageDown READING, ["pagedown", "ctrl-f", "ctrl-d"], "page down", "a page down", always, 0;
    PageUp READING, ["pageup", "ctrl-b"], "page up", "a page up", always, 0;
    Top READING, ["g", "home"], "to the top", "to the first row", always, 0;
    Bottom READING, ["G", "end"], "to the end", "to the last row", always, 0;

    Open &[Worklist], ["enter", "l", "right"], "open", "open the visit", any_row, 1;
    Open &[Overview], ["enter"], "its visits", "list the visits behind the figure", always, 1;
    AcceptAll CHARTS, ["a"], "accept & next", "accept all the tool says that is still open, mark the visit done, go to the next open one", writable, 2;
    Supported &[Visit], ["1"], "supported", "charge: supported; on to the next open item", on_charge, 3;
    Partial &[Visit], ["2"], "partial", "charge: partial; on to the next open item", on_charge, 4;
    Unsupported &[Visit], ["3"], "unsupported", "charge: unsupported; on to the next open item", on_charge, 5;
    AcceptFinding &[Visit], ["y"], "stands", "finding: it stands; on to the next open item", on_finding, 3;
    DismissFinding &[Visit], ["x"], "dismiss", "finding: dismiss it, with a reason", on_finding, 4;
    TakeBack &[Visit], ["0"], "take back", "take the decision on this charge or finding back", decided, 0;
    Comment CHARTS, ["c"], "comment", "comment on the charge or finding under the cursor, else on the visit", writable, 6;
    CommentVisit &[Visit], ["C"], "comment visit", "comment on the whole visit", writable, 0;
    Canned &[Visit], ["m"], "canned comment", "choose a comment from the rules' questions and your own earlier ones", writable, 0;
    Flag CHARTS, ["f"], "flag", "flag the visit for a second look, or no longer", writable, 0;
    Done CHARTS, ["d"], "done", "mark the visit reviewed, or open again", writable, 0;

    Jump &[Visit], ["enter"], "show words", "go to the words it rests on, again for the next ones", has_words, 8;
    NextFinding &[Visit], ["]"], "next finding", "next finding of the visit", on_visit, 0;
    PrevFinding &[Visit], ["["], "previous finding", "previous finding of the visit", on_visit, 0;
    NextOpen CHARTS, ["n"], "next open", "next visit that is not reviewed", any_row, 7;
    PrevOpen CHARTS, ["p"], "previous open", "previous visit that is not reviewed", any_row, 0;
    NextVisit &[Visit], ["N", ">"], "next visit", "next visit of the list, reviewed or not", any_row, 0;
    PrevVisit &[Visit], ["P", "<"], "previous visit", "previous visit of the list, reviewed or not", any_row, 0;
    Focus &[Visit, Compare], ["tab"], "other pane", "move to the other pane", always, 9;
    Zoom &[Visit], ["z"], "zoom", "give the pane the whole screen, or back", always, 0;
    RulePage &[Visit], ["r"], "rule page", "why the rule is there, its source, a good and a bad example", on_visit, 0;
    Compare CHARTS, ["v"], "compare copy", "show the visit beside the earlier one it repeats", is_clone, 0;
    ComparePrevious &[Worklist, Visit, Compare], ["V"], "compare previous", "show the visit beside the patient's previous one", has_previous, 0;
    Copy &[Visit], ["Y"], "copy citation", "copy the finding or evidence with its place", on_visit, 0;
    OpenOriginal CHARTS, ["O"], "open file", "open the note file in the viewer", on_visit, 0;

    Filter &[Worklist], ["/"], "filter", "filter the list: fuzzy words and fields such as code:97530 score>50 status:todo", always, 3;
    ClearFilter &[Worklist], ["esc"], "clear", "drop the filter and the picked rows", filtered, 4;
    Sort &[Worklist], ["s"], "sort", "choose the column to sort by", any_row, 5;
    Reverse &[Worklist], ["S"], "reverse", "reverse the order", any_row, 0;
    Pick &[Worklist], ["space"], "pick", "pick the row for acting on many at once", on_visit, 0;
    PickAll &[Worklist], ["*"], "pick all", "pick all rows of the list, or none", any_row, 0;
    Back &[Visit, Compare, Overview], ["esc", "h", "left", "backspace"], "back", "back to where you came from", always, 10;

    Overview &[Worklist, Visit, Compare], ["o"], "overview", "figures over the whole audit", always, 8;
    Undo SCREENS, ["u"], "undo", "take the last decision back, over restarts too", can_undo, 0;
    Redo SCREENS, ["U", "ctrl-r"], "redo", "make it again", can_redo, 0;
    Log SCREENS, ["L"], "journal", "the journal in words", always, 0;
    Mask SCREENS, ["M"], "mask", "hide patients' names and numbers, or show them", always, 0;
    Theme SCREENS, ["T"], "theme", "next theme: dark, light, sixteen colours, none", always, 0;
    Redraw SCREENS, ["ctrl-l"], "redraw", "paint the screen anew", always, 0;
    Palette SCREENS, [":"], "palette", "every action by name", always, 11;
    Help SCREENS, ["?"], "help", "the keys of this place; each line can be run", always, 12;
    Quit SCREENS, ["q", "ctrl-c"], "quit", "leave; every decision is already on disk", always, 13;

    Apply &[Filter, Menu], ["enter"], "apply", "take it", always, 1;
    Cancel &[Filter, Menu, Editor], ["esc", "ctrl-c"], "cancel", "close without a change (a comment's draft is kept)", always, 3;
    Cancel &[Page], ["esc", "q", "enter", "ctrl-c"], "close", "close the page", always, 1;
    Complete &[Filter], ["tab"], "complete", "complete the field's name or value", always, 2;
    MenuDown &[Filter, Menu], ["down", "ctrl-n"], "down", "one line down", always, 0;
    MenuUp &[Filter, Menu], ["up", "ctrl-p"], "up", "one line up", always, 0;
    Save &[Editor], ["ctrl-s", "alt-enter"], "save", "save the comment", always, 1;
};
