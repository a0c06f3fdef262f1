//! Each family over a table of notes.

use crate::engine::check_visit;
use crate::finding::Checked;
use crate::parse::parse;
use crate::rules::RuleSet;
use crate::visit::NoteFile;

/// Checks one note under a profile of the built-in rules.
fn check(rules: &RuleSet, profile: &str, text: &str) -> Checked {
    let file = NoteFile {
        path: "note.txt".to_owned(),
        format: "text",
        text: text.to_owned(),
        ..NoteFile::default()
    };
    let profile = rules.profiles.get(profile).cloned().unwrap_or_else(|| {
        panic!("the profile {profile} is there");
    });
    let reading = parse(&file, rules).remove(0);
    check_visit(&file, &reading, rules, &profile)
}

/// Ids of the rules raised, those that begin with `about` only.
fn raised(checked: &Checked, about: &str) -> Vec<String> {
    let rules = checked.findings.iter().map(|f| f.rule.clone());
    rules.filter(|rule| rule.starts_with(about)).collect()
}

/// Runs a table of (note, rules expected) under a profile; the note gets a head and a signature.
fn table(profile: &str, about: &str, rows: &[(&str, &[&str])]) {
    let rules = RuleSet::builtin();
    for (note, expected) in rows {
        let text = format!(
            "DOS 03/04/2025  Patient: Ida Brandt  Provider: M. Holt, DC\n{note}\nElectronically signed by M. Holt, DC 03/04/2025\n"
        );
        assert_eq!(
            raised(&check(&rules, profile, &text), about),
            *expected,
            "{note}"
        );
    }
}

const TOO_HIGH: &[&str] = &["coding.cmt_level_too_high"];
const TOO_LOW: &[&str] = &["coding.cmt_level_too_low"];

#[test]
fn levels_follow_the_regions_manipulated() {
    table(
        "standard",
        "coding.cmt_level",
        &[
            // Regions count, vertebrae do not.
            ("98941: C2, C5, C6 and C7 supine rotary.", TOO_HIGH),
            ("98940: C2, C5, C6 and C7 supine rotary.", &[]),
            ("98941: L4-5 side posture, R SI drop.", TOO_HIGH),
            ("98941: T12-L1 prone, L4 side posture, R SI drop.", &[]),
            (
                "98942: C5 rotary, T4 prone, L5 side posture, SI drop.",
                TOO_HIGH,
            ),
            (
                "98942: C5 rotary, T4 prone, L5 side posture, sacrum and SI drop.",
                &[],
            ),
            ("98942: C1-S2 and both SI, diversified.", &[]),
            // A junction may count twice when it helps, and never against the biller.
            ("98941: C7-T1 prone, L5-S1 side posture.", &[]),
            ("98940: L5-S1 side posture, T6 prone.", &[]),
            ("98940: C6 rotary, T6 prone, L3 side posture.", TOO_LOW),
            (
                "98941: C1, T5, L4, sacral base, left ilium, drop table.",
                TOO_LOW,
            ),
            // A rib head is thoracic, a rib may be.
            ("98941: C5 rotary, rib 6 L anterior, L4 side posture.", &[]),
            // Letters and names for regions.
            ("98941: C/T/L adjusted, diversified, prone and supine.", &[]),
            (
                "98940: C/T/L adjusted, diversified, prone and supine.",
                TOO_LOW,
            ),
            (
                "98941: adjusted cervical and upper back, diversified.",
                TOO_HIGH,
            ),
            // Nothing is guessed where nothing is named.
            ("98941: adjusted as needed.", &[]),
            ("98941: full spine adjusted, C5 included.", &[]),
            ("98941", &[]),
            // Findings of the exam are no segments treated; words left alone are none either.
            (
                "O: C5 and T4 restricted, L5 tender.\nTx: CMT L5 side posture, L4 drop.\n98941",
                TOO_HIGH,
            ),
            ("98940: L5 side posture, T8 prone. C5 was left alone.", &[]),
            // A nerve or a disc is no segment.
            ("98940: L5 side posture for the S1 root, T8 prone.", &[]),
            // Left and right are no regions.
            ("98941: R L5 side posture, L SI drop.", TOO_HIGH),
            // What another service treats does not count.
            (
                "98941: C5 rotary, C2 rotary.\n97140 12 min, one-on-one: T4-6 and L3 glides grade III.",
                TOO_HIGH,
            ),
        ],
    );
}

#[test]
fn manipulation_outside_the_spine_is_not_of_the_spine() {
    let wrong: &[&str] = &["coding.extraspinal_not_described"];
    table(
        "standard",
        "coding.extraspinal",
        &[
            ("98943: T4 and T6 prone.", wrong),
            ("98943: left talus, long-axis thrust.", &[]),
            ("98943: rib 5, anterior, recoil.", &[]),
            ("98943: TMJ, bilateral, C1 toggle.", &[]),
            ("98940: L5 side posture.", &[]),
            ("98943", &[]),
        ],
    );
}

#[test]
fn work_in_a_manipulated_region_needs_another_region() {
    let same: &[&str] = &["coding.pair_cmt_same_region"];
    table(
        "standard",
        "coding.pair_cmt",
        &[
            (
                "98940: C5 rotary, T3 prone.\n97140-59, 12 min, one-on-one: levator and C5-6 lateral glide, rotation 52 to 60.",
                same,
            ),
            (
                "98940: C5 rotary, T3 prone.\n97140, 12 min, one-on-one: R GH inferior glide grade III, abduction 96 to 110.",
                &[],
            ),
            (
                "98941: T3 prone, L5 side posture, SI drop.\n97124, 10 min, one-on-one: petrissage of both upper traps, seated.",
                &[],
            ),
            (
                "98941: C6 rotary, T3 prone, L5 side posture.\n97124, 10 min, one-on-one: petrissage of both upper traps, seated.",
                same,
            ),
            // The provider's thumb and the pillow under a knee are not what is treated.
            (
                "98940: L4 side posture.\n97140-59, 9 min, one-on-one: L QL strip with my thumb, pillow under the knees, side bend 14 to 19.",
                same,
            ),
            // With all five regions manipulated only another part of the body is different.
            (
                "98942: C5 rotary, T4 prone, L5 side posture, sacrum and SI drop.\n97112, 10 min, one-on-one: left ankle on a wobble board 4 x 30 s.",
                &[],
            ),
            (
                "98942: C5 rotary, T4 prone, L5 side posture, sacrum and SI drop.\n97112, 10 min, one-on-one: deep neck flexor control, cervical joint position drill 3 of 10 to 7 of 10.",
                same,
            ),
            // No pair with exercise and activities, and nothing is guessed of an adjustment that is not described.
            (
                "98940: L5 side posture.\n97110, 15 min, one-on-one: lumbar extension holds 3 x 10.",
                &[],
            ),
            (
                "98940: adjusted as needed.\n97140, 12 min, one-on-one: levator release.",
                &[],
            ),
        ],
    );
}

#[test]
fn pairs_are_cleared_by_what_their_rule_asks_for() {
    let manual: &[&str] = &["coding.pair_manual_and_activities"];
    let two = "R GH inferior glide grade III 3 x 30 s, then a 12-lb crate to a 48-in shelf 3 x 8.";
    let total = format!("97140 x1 and 97530 x1, one-on-one: {two} Total timed minutes: 28.");
    let split = format!("97140 x1, 12 min, and 97530 x1, 16 min, one-on-one: {two}");
    let modifier = format!("97140 x1 and 97530-59 x1, one-on-one: {two} Total timed minutes: 28.");
    table(
        "standard",
        "coding.",
        &[
            (total.as_str(), manual),
            (split.as_str(), &[]),
            (modifier.as_str(), &[]),
            // An evaluation beside activities was never a pair that stayed.
            (
                "97161 evaluation: history, strength 4/5, plan set. 97530 x1, 15 min, one-on-one: crate 12 lb to a 48-in shelf 3 x 8.",
                &[],
            ),
            (
                "98940: C5 rotary, T3 prone.\n98941: L5 side posture, T8 prone, SI drop.",
                &["coding.cmt_twice"],
            ),
        ],
    );
}

#[test]
fn medicare_wants_at_on_active_care_and_nothing_of_it_on_maintenance() {
    let missing: &[&str] = &["coding.at_missing"];
    let beside: &[&str] = &["coding.at_beside_maintenance"];
    let rows: &[(&str, &[&str])] = &[
        ("98940: L5 side posture.", missing),
        ("98940-AT: L5 side posture.", &[]),
        ("98940 (AT): L5 side posture.", &[]),
        ("98940-GZ: L5 side posture.", &[]),
        ("98943: left talus, thrust.", &[]),
        ("Maintenance visit. 98940: L5 side posture.", &[]),
        ("Maintenance visit. 98940-AT: L5 side posture.", beside),
        ("A: supportive care. 98940-AT: L5 side posture.", beside),
        ("S: seen once a month. 98940-AT: L5 side posture.", beside),
        // The same words of something else, or denied, or of another day.
        ("S: no longer maintenance. 98940-AT: L5 side posture.", &[]),
        (
            "S: car maintenance hurt him. 98940-AT: L5 side posture.",
            &[],
        ),
        ("A: not at MMI. 98940-AT: L5 side posture.", &[]),
        (
            "S: takes a maintenance dose. 98940-AT: L5 side posture.",
            &[],
        ),
        (
            "S: fell 11/02; prior maintenance phase ended. 98940-AT: L5 side posture.",
            &[],
        ),
        (
            "98940-AT: L5 side posture. 97110-AT 15 min: rows.",
            &["coding.at_misplaced"],
        ),
    ];
    table("medicare", "coding.at", rows);
    // No other payer asks for it.
    table("standard", "coding.at", &[("98940: L5 side posture.", &[])]);
    table(
        "commercial",
        "coding.at",
        &[("98940: L5 side posture.", &[])],
    );
}

#[test]
fn a_subluxation_is_shown_by_two_findings_one_of_them_asymmetry_or_motion() {
    let open: &[&str] = &["diagnosis.part_incomplete"];
    let rows: &[(&str, &[&str])] = &[
        ("O: L5 tender right, fixed in left rotation.", &[]),
        ("O: R PSIS inferior, taut band L QL.", &[]),
        ("S: neck 4/10. O: C5 restricted.", &[]),
        ("S: neck 4 out of 10. O: head tilt 8 degrees left.", &[]),
        // One finding, or two without asymmetry and motion.
        ("O: L5 restricted.", open),
        ("S: low back 5/10. O: L QL hypertonic.", open),
        ("O: L5 TTP, spasm of the L QL.", open),
        // Words without a place or a number, and what was not found, show nothing.
        ("O: tender, range of motion decreased.", open),
        ("O: subluxations noted, muscle spasm.", open),
        ("O: no tenderness at L5, L5 moves full.", open),
        // The name of a technique is no finding; a date is no score.
        (
            "S: back sore at L5. Seen 10/10/25. Flexion-distraction at L5.",
            open,
        ),
        // An image does instead.
        ("X-ray of 1/20/25: L5 retrolisthesis 3 mm.", &[]),
    ];
    let noted: Vec<String> = rows
        .iter()
        .map(|(exam, _)| format!("{exam}\n98940-AT: L5 side posture."))
        .collect();
    let rows: Vec<(&str, &[&str])> = noted
        .iter()
        .zip(rows)
        .map(|(note, (_, expected))| (note.as_str(), *expected))
        .collect();
    table("medicare", "diagnosis", &rows);
    table(
        "standard",
        "diagnosis",
        &[("98940-AT: L5 side posture.", &[])],
    );
}

#[test]
fn other_modifiers_and_cover_depend_on_who_pays_and_who_bills() {
    table(
        "standard",
        "coding.visit",
        &[
            (
                "99213: re-examination, flexion 40 to 55. 98940: L4 side posture.",
                &["coding.visit_beside_cmt"],
            ),
            (
                "99213-25: re-examination, flexion 40 to 55. 98940: L4 side posture.",
                &[],
            ),
            ("99213: re-examination, flexion 40 to 55.", &[]),
        ],
    );
    let shows = "98940: L5 side posture. 97530-59, 15 min, one-on-one: crate lift 12 lb x 8.";
    table(
        "commercial",
        "coding.gp",
        &[
            (shows, &["coding.gp_missing"]),
            // A record that shows no modifier at all says nothing of this one.
            ("97530, 15 min, one-on-one: crate lift 12 lb x 8.", &[]),
        ],
    );
    table("standard", "coding.gp", &[(shows, &[])]);
    let cover: &[&str] = &["coding.not_covered_from_chiropractor"];
    table("medicare", "coding.not", &[(shows, cover)]);
    table("standard", "coding.not", &[(shows, &[])]);
}
