use std::collections::BTreeMap;

use serde::Deserialize;

use super::{TimedCode, cms_allows, supported, units_of};

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
    mixed: Vec<Mixed>,
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    minutes: BTreeMap<String, u32>,
    cms_units: u32,
    cms_allocations: Vec<BTreeMap<String, u32>>,
    ama: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
struct Mixed {
    id: String,
    minutes: Option<BTreeMap<String, u32>>,
    timed_total: u32,
    cms_units: u32,
}

fn vectors() -> Vectors {
    serde_yaml::from_str(include_str!("../../../tests/fixtures/unit-vectors.yaml"))
        .expect("the fixture is YAML")
}

fn codes(
    minutes: &BTreeMap<String, u32>,
    billed: Option<&BTreeMap<String, u32>>,
) -> Vec<TimedCode> {
    minutes
        .iter()
        .map(|(code, m)| TimedCode {
            minutes: Some(*m),
            billed: billed.map_or(1, |b| b[code]),
        })
        .collect()
}

#[test]
fn every_vector_gives_its_units_by_both_methods() {
    for vector in vectors().vectors {
        let got = supported(&codes(&vector.minutes, None));
        assert_eq!(
            got.iter().filter_map(|s| s.cms).sum::<u32>(),
            vector.cms_units,
            "{}",
            vector.id
        );
        let cms: BTreeMap<_, _> = vector
            .minutes
            .keys()
            .cloned()
            .zip(got.iter().filter_map(|s| s.cms))
            .collect();
        assert!(
            vector.cms_allocations.contains(&cms),
            "{}: {cms:?}",
            vector.id
        );
        let midpoint: BTreeMap<_, _> = vector
            .minutes
            .keys()
            .cloned()
            .zip(got.iter().filter_map(|s| s.midpoint))
            .collect();
        assert_eq!(midpoint, vector.ama, "{}", vector.id);
    }
}

#[test]
fn a_tied_choice_that_was_billed_is_the_one_given() {
    for vector in vectors().vectors {
        for billed in &vector.cms_allocations {
            let got = supported(&codes(&vector.minutes, Some(billed)));
            let cms: BTreeMap<_, _> = vector
                .minutes
                .keys()
                .cloned()
                .zip(got.iter().filter_map(|s| s.cms))
                .collect();
            assert_eq!(&cms, billed, "{}", vector.id);
        }
    }
}

#[test]
fn exactly_the_listed_allocations_are_allowed() {
    for vector in vectors().vectors {
        let minutes: Vec<u32> = vector.minutes.values().copied().collect();
        let mut n_allowed = 0;
        // Each code gets its full fifteens, one less, one more or two more.
        for mut pick in 0..4u32.pow(u32::try_from(minutes.len()).expect("few codes")) {
            let mut units = Vec::new();
            for m in &minutes {
                units.push((m / 15 + pick % 4).checked_sub(1).unwrap_or(99));
                pick /= 4;
            }
            n_allowed += usize::from(cms_allows(&minutes, &units));
        }
        assert_eq!(n_allowed, vector.cms_allocations.len(), "{}", vector.id);
    }
}

#[test]
fn untimed_minutes_never_come_near_the_pool() {
    for mixed in vectors().mixed {
        assert_eq!(units_of(mixed.timed_total), mixed.cms_units, "{}", mixed.id);
        let Some(minutes) = mixed.minutes else {
            continue;
        };
        let units: u32 = supported(&codes(&minutes, None))
            .iter()
            .filter_map(|s| s.cms)
            .sum();
        assert_eq!(units, mixed.cms_units, "{}", mixed.id);
    }
}

#[test]
fn a_code_without_minutes_has_no_units_and_does_not_touch_the_others() {
    let got = supported(&[
        TimedCode {
            minutes: None,
            billed: 2,
        },
        TimedCode {
            minutes: Some(8),
            billed: 1,
        },
    ]);
    assert_eq!((got[0].cms, got[0].midpoint), (None, None));
    assert_eq!((got[1].cms, got[1].midpoint), (Some(1), Some(1)));
}
