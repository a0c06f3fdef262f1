//! Trap sentences: pairs that cannot both be true, and honest notes that come near. All invented.

use super::pairs;
use crate::engine::time::times;
use crate::parse::{Reading, parse};
use crate::rules::RuleSet;
use crate::visit::NoteFile;

/// What the contradictions of a note are about.
fn about(rules: &RuleSet, text: &str) -> Vec<&'static str> {
    let file = NoteFile {
        path: "note.txt".to_owned(),
        text: text.to_owned(),
        ..NoteFile::default()
    };
    let reading: Reading = parse(&file, rules).remove(0);
    let mut visit = reading.visit.clone();
    times(&mut visit, &reading.ledger, &reading.doc, rules);
    let mut found: Vec<&str> = pairs(text, &reading, &visit, rules)
        .iter()
        .map(|(about, _)| *about)
        .collect();
    found.dedup();
    found
}

fn all_raise(kind: &str, notes: &[&str]) {
    let rules = RuleSet::builtin();
    let silent: Vec<&&str> = notes
        .iter()
        .filter(|note| !about(&rules, note).contains(&kind))
        .collect();
    assert!(silent.is_empty(), "no {kind} raised on {silent:#?}");
}

fn none_raises(notes: &[&str]) {
    let rules = RuleSet::builtin();
    let loud: Vec<(&&str, Vec<&str>)> = notes
        .iter()
        .map(|note| (note, about(&rules, note)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
}

#[test]
fn sides_that_change_places() {
    all_raise(
        "side",
        &[
            "S: Rotator cuff repair of the right shoulder 8 weeks ago, sore at night.\nT: 97140 glides to the left shoulder, the surgical side, 10 min.",
            "Dx: R ankle sprain.\n97110: balance on the involved L ankle 3 x 30 s.",
            "Pt s/p left TKA.\n97116: gait training, cues to load the operated right knee.",
            "S: Left hip fracture with ORIF.\nO: Affected right hip abduction 3/5.",
            "The right wrist clicked twice on Monday. He lifts trays.\nThe left wrist that clicked twice on Monday was taped.",
            "O: C5 restricted in left rotation.\nT: C5 fixed in right rotation, adjusted prone.",
            "S: Right knee pain after a fall.\nProvider note: treated only the left knee today.",
            "Dx: left frozen shoulder.\nWall slides for the involved right shoulder 2 x 10.",
        ],
    );
}

#[test]
fn honest_work_on_both_sides() {
    none_raises(&[
        "S: Right knee pain 4/10. O: Right knee flexion 110, left knee flexion 135 for comparison. 97110: quad sets on the right.",
        "S/p L TKA 1/28/25; R TKA 2019, doing well. 97110: left knee flexion 4-108, right knee full.",
        "Bilateral knee OA, right worse than left. SLR 3 x 10 right and left. Both knees sore after stairs.",
        "R shoulder impingement. L shoulder strain from the same fall. Both treated: right shoulder glides, left shoulder rows.",
        "C5 left, T6 right, L4 left adjusted. Rotation left 55, right 70.",
        "L5 restricted in left rotation. Cervical rotation right 60. L4 restricted in right rotation.",
        "Left leg leads up the stairs, right leg leads down. Right knee pain 3/10.",
        "R hip fracture with ORIF 3/2. Left hip unaffected. Step-ups with the left leg leading, then the right.",
        "Injury to the right hand, dominant. Left hand holds the jar, right hand opens it. Grip R 40, L 72.",
        "Right ankle sprain. Single-leg stance: uninvolved left ankle 30 s, right 8 s.",
        "L CVA with R hemiparesis. R hand reaches to cup, L hand steadies the plate.",
        "Old right shoulder fracture (2009). Left shoulder repaired in March. 97140 to the left shoulder.",
    ]);
}

#[test]
fn two_pain_scores_for_one_moment() {
    all_raise(
        "pain",
        &[
            "S: Neck pain today 2/10. C5 adjusted. 98940\nA: Neck pain is 8/10 today.",
            "Arrived with pain 2/10. 97530 25 min.\nOn arrival pain was 8/10.",
            "Pain 1 out of 10 at present. L5 adjusted.\nCurrent pain 7 out of 10.",
            "Current pain level: 3/10\nPatient presents today with pain rated 9/10.",
            "Patient rates low back pain at two out of ten. L4 adjusted. Low back pain is eight out of ten on arrival.",
            "Pain now 2/10.\nVAS at this visit 8/10.",
        ],
    );
}

#[test]
fn honest_pain_scores() {
    none_raises(&[
        "Pain 8/10 on arrival, 3/10 after treatment.",
        "Neck pain 2/10 today, low back pain 8/10 today.",
        "Pain today 2/10; worst this week 8/10.",
        "Pain is 2/10 at rest and 8/10 with stairs today.",
        "Pain today 3/10 (was 8/10 at the first visit).",
        "Pain 8/10 to 3/10 today.",
        "Current pain 2/10. Goal: pain under 7/10 after a shift.",
        "Pain now 2/10. On Sunday it was 8/10.",
        "Pain 6/10 -> 2/10 at the end. Pain today 6/10 before.",
        "Currently 2/10. At its worst 9/10 last night, usually 4/10.",
        "Right shoulder pain 2/10 today. Left knee 7/10 today when kneeling.",
        "Pain in 7/10, pain out 3/10.",
        "Arrived at 7/10. Left at 2/10.",
        "Walked in with 2/10; by the last set 7/10.",
        "BP 128/74. 6/10 reps clean today. Pain today 1/10.",
    ]);
}

#[test]
fn a_patient_who_is_he_and_she() {
    all_raise(
        "pronoun",
        &[
            "Mr. Pike carried the crate. She set it down twice.",
            "Mrs. Dahl came in early. He reports less pain. C5 adjusted.",
            "He is a cook with wrist pain. Splint worn at night. She stirred the pot for 5 min.",
            "Patient (F, 44): neck pain. His rotation is 60.",
            "58M with low back pain. She lifted 20 lb x 8.",
            "Ms. Holt walked 200 ft. The patient moved well. Told to ice his knee.",
            "A 62-year-old woman with stiff hip. He climbed 12 steps with the rail.",
        ],
    );
}

#[test]
fn other_people_in_the_story() {
    none_raises(&[
        "Mr. Pike came with his wife; she drove. He lifted 20 lb.",
        "She lifts her son, 22 lb. He is two. Pain 3/10.",
        "He reports that Dr. Stein said she will repeat the MRI.",
        "Mrs. Dahl was seen with her husband. He helps her into the tub. She wants to do it alone.",
        "Mom reports he slept badly. She asks for a home plan. He stacked 8 blocks.",
        "She says \"he never lifts anything\" and laughs. Lifting 20 lb x 8.",
        "He/she was told to ice. The patient lifted his or her usual load.",
        "She works as an aide; her client fell and he pulled her arm.",
        "He walks the dog; she pulls on the leash. Shoulder 3/10.",
        "Here for her knee. There is no effusion here. She walked 200 ft.",
        "Patient lifted her daughter. The tech set out his crates.",
        "Mr. and Mrs. Bell came together. She waited outside. He did 3 sets.",
        "Her coach says he wants her back by May.",
    ]);
}

#[test]
fn two_days_for_one_visit() {
    all_raise(
        "date",
        &[
            "DOS: 03/04/2025\nPatient was seen on 03/06/2025 for low back pain. 98940",
            "Date of service 03/04/2025\nOn March 5, 2025 I saw her for the knee. 97110",
            "Visit date: 3/4/25\nEncounter of 3/6/25: neck stiff. 98940",
            "03/04/2025   Bell, Ann\nNeck stiff. 98940\nDOS 03/11/2025",
            "DATE OF SERVICE: 03/04/2025\nPatient presented on March 3, 2025 with neck pain.",
        ],
    );
}

#[test]
fn other_days_are_no_second_day_of_service() {
    none_raises(&[
        "DOS: 03/04/2025\nLast seen on 02/25/2025. Next visit 03/11/2025.",
        "DOS: 03/04/2025\nInitial evaluation 02/11/2025. Re-exam due 03/20/2025.",
        "DOS: 03/04/2025  DOB 02/02/1980  DOI 02/20/2025\nSigned 03/05/2025 K. Osei, DC",
        "DOS: 03/04/2025\nFell on 02/28/2025 and was seen in the ER on 02/28/2025 after the fall.",
        "03/04/2025\nSurgery 02/10/2025. Seen by the surgeon since, on 02/24/2025.",
        "DOS: 03/04/2025\nGoal by 03/20/2025: carry 20 lb.",
        "DOS: 03/04/2025\nMRI of 02/20/2025 shows a bulge.",
        "Date of service: 03/04/2025\nDate: 03/04/2025\nAddendum 03/06/2025: minutes were 23.",
        "DOS 3/4/25. Scheduled visit of 3/6/25 cancelled.",
    ]);
}

#[test]
fn treatment_that_did_not_happen() {
    all_raise(
        "no_treatment",
        &[
            "DOS 03/04/2025\nPatient dizzy, no treatment was given today.\n97530 25 min x2: crate lift 12 lb x 8.",
            "DOS 03/04/2025\nLeft before treatment, phone call.\nL5 adjusted. 98940",
            "DOS 03/04/2025\nNot treated today due to fever.\n97110 x2 30 min",
            "DOS 03/04/2025\nNo show.\n97530 x2, 98940",
            "DOS 03/04/2025\nTreatment was withheld today because of BP 190/110.\n97110 15 min bridges 3 x 10",
            "DOS 03/04/2025\nNo services were rendered today.\n98941, 97140 x1",
            "DOS 03/04/2025\nNo manual therapy today.\n97140 12 min glides grade III",
            "DOS 03/04/2025\nPatient declined treatment today.\n97530 x1 15 min, box lift 10 lb",
        ],
    );
}

#[test]
fn treatment_that_only_waited_elsewhere() {
    none_raises(&[
        "DOS 03/04/2025\nNo treatment to the neck today. 97530 25 min x2: crate lift 12 lb x 8.",
        "DOS 03/04/2025\nNo treatment since 2/4 because of travel. L5 adjusted. 98940",
        "DOS 03/04/2025\nNo show last week. L5 adjusted. 98940",
        "DOS 03/04/2025\nLast visit she was not treated because of fever. 97110 15 min bridges 3 x 10",
        "DOS 03/04/2025\nIf BP stays above 180 no treatment will be given. 97110 15 min bridges 3 x 10",
        "DOS 03/04/2025\nEvaluation only, no treatment given today. 97161",
        "DOS 03/04/2025\nNo adjustment today to the cervical spine. L5 adjusted. 98940",
        "DOS 03/04/2025\nNo treatment today.\nReturns Friday.",
        "DOS 03/04/2025\nTwo no shows this month. 97110 15 min bridges 3 x 10",
    ]);
}

#[test]
fn weight_on_the_leg() {
    all_raise(
        "weight_bearing",
        &["R ankle ORIF, NWB R LE.\n97116: gait 100 ft, WBAT with one cane."],
    );
    none_raises(&[
        "NWB until 2/20, now WBAT with one cane.",
        "Advanced from NWB to WBAT per surgeon.",
        "WBAT R LE. Was NWB for six weeks.",
        "NWB R LE. Hops 20 ft with the walker.",
    ]);
}
