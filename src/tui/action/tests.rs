//! The action table holds together: no key twice, every row with help.

use super::{ACTIONS, Act, Facts, Place, find, hints, markdown};
use crate::tui::key;

const PLACES: [Place; 8] = [
    Place::Worklist,
    Place::Visit,
    Place::Compare,
    Place::Overview,
    Place::Filter,
    Place::Menu,
    Place::Editor,
    Place::Page,
];

#[test]
fn no_key_means_two_things_in_one_place() {
    for place in PLACES {
        let mut seen = std::collections::BTreeMap::new();
        for row in ACTIONS.iter().filter(|row| row.places.contains(&place)) {
            for name in row.keys {
                let before = seen.insert(*name, row.name);
                assert_eq!(before, None, "`{name}` is also `{}` in {place:?}", row.name);
            }
        }
    }
}

#[test]
fn every_row_has_a_place_a_real_key_a_name_and_help() {
    for row in ACTIONS {
        assert!(
            !row.places.is_empty() && !row.keys.is_empty(),
            "{:?}",
            row.act
        );
        assert!(row.name.len() > 1 && row.help.len() > 5, "{:?}", row.act);
        for name in row.keys {
            let event = key::parse(name).unwrap_or_else(|| panic!("`{name}` is no key"));
            assert_eq!(key::name(&event).as_deref(), Some(*name));
        }
    }
}

#[test]
fn an_action_works_once_in_a_place() {
    for place in PLACES {
        let mut acts: Vec<_> = ACTIONS
            .iter()
            .filter(|row| row.places.contains(&place))
            .map(|row| row.act)
            .collect();
        let n_acts = acts.len();
        acts.sort();
        acts.dedup();
        assert_eq!(acts.len(), n_acts, "{place:?}");
    }
}

#[test]
fn hints_leave_out_what_is_off() {
    let facts = Facts {
        any_row: true,
        on_visit: true,
        on_finding: true,
        ..Facts::default()
    };
    let acts: Vec<_> = hints(Place::Visit, &facts)
        .iter()
        .map(|row| row.act)
        .collect();
    assert!(acts.contains(&Act::DismissFinding));
    assert!(
        !acts.contains(&Act::Supported),
        "no charge is under the cursor"
    );
    let off = find(Place::Visit, "1").and_then(|row| (row.off)(&facts));
    assert_eq!(off, Some("no charge is under the cursor"));
}

#[test]
fn a_read_only_journal_switches_every_decision_off() {
    let facts = Facts {
        any_row: true,
        on_visit: true,
        on_charge: true,
        on_finding: true,
        decided: true,
        can_undo: true,
        can_redo: true,
        read_only: true,
        ..Facts::default()
    };
    for key in [
        "a", "1", "2", "3", "0", "y", "x", "c", "C", "m", "f", "d", "u", "U",
    ] {
        let row = find(Place::Visit, key).expect("the key is in the table");
        assert_eq!(
            (row.off)(&facts),
            Some("the journal is open read-only"),
            "{key}"
        );
    }
}

#[test]
fn the_key_table_has_a_line_for_every_action() {
    assert_eq!(markdown().lines().count(), ACTIONS.len() + 2);
}
