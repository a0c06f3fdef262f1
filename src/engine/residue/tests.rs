//! Left-overs, marked in the note, and what only looks like one.

use super::leftovers;
use crate::rules::RuleSet;
use crate::text::Span;

fn found<'t>(rules: &RuleSet, text: &'t str) -> Vec<(&'t str, bool)> {
    let whole = Span::new(0, text.len());
    let all = leftovers(text, whole, &rules.residue, &rules.header);
    all.iter().map(|l| (l.span.of(text), l.in_header)).collect()
}

#[test]
fn left_overs_are_found_on_their_words() {
    let rules = RuleSet::builtin();
    for (text, words) in [
        ("Pain ___/10 today.", &["___/10"][..]),
        ("BP ___/___  HR ___", &["___/___", "___"]),
        ("Pain __/10", &["__/10"]),
        ("Neck XX/10 L.", &["XX/10"]),
        ("Mr. Oyelaran is a XX year old", &["XX"]),
        ("onset XX/XX/XXXX after a fall", &["XX/XX/XXXX"]),
        (
            "Patient is a @AGE@ year old @SEX@ with pain",
            &["@AGE@", "@SEX@"],
        ),
        ("Slept 5 hours. Pain 3/10, ***", &["***"]),
        ("Required *** cues.", &["***"]),
        (
            "here for the [select body part] pain",
            &["[select body part]"],
        ),
        (
            "feels [improved / same / worse].",
            &["[improved / same / worse]"],
        ),
        ("Balance [static/dynamic] challenged", &["[static/dynamic]"]),
        (
            "activities for {body part} to address {deficit}.",
            &["{body part}", "{deficit}"],
        ),
        (
            "weakness of the {side} shoulder above XX degrees",
            &["{side}", "XX"],
        ),
        ("98940 - {{segments}} adjusted", &["{{segments}}"]),
        ("Limited by [DEFICIT] of the L ankle", &["[DEFICIT]"]),
        ("to [tolerance].", &["[tolerance]"]),
        ("The session lasted [insert time] and", &["[insert time]"]),
        (
            "Dear %PATIENT_NAME%, your ${visit_date}",
            &["%PATIENT_NAME%", "${visit_date}"],
        ),
        ("The patient states he/she slept badly", &["he/she"]),
        ("Pt reports pain in R/L shoulder with reaching", &["R/L"]),
        (
            "mild/moderate/severe pain with bending",
            &["mild/moderate/severe"],
        ),
        (
            "Notes: Click here to enter text.",
            &["Click here to enter text"],
        ),
        ("Units: #REF!", &["#REF!"]),
        ("Minutes: NaN", &["NaN"]),
        ("flexion: null, extension: 20", &["null"]),
        ("pain 4/10&nbsp;today", &["&nbsp;"]),
        ("Pain rated /10 today", &["/10"]),
        ("Pain: ( )/10", &["( )/10"]),
        ("weakness of the <muscle group>", &["<muscle group>"]),
        ("Return to work by ____", &["____"]),
        ("adjusted C___ T___ L___", &["___", "___", "___"]),
        ("tender in the (R/L) knee", &["R/L"]),
        ("Consent: Y/N", &["Y/N"]),
        ("97530 for __ minutes", &["__"]),
        ("RTC in __ weeks", &["__"]),
        ("97530 xx min, 2 units", &["xx"]),
        ("Pain ?/10", &["?/10"]),
        ("Time: ## min", &["##"]),
        ("on {date} for (insert time)", &["{date}", "(insert time)"]),
        ("is [able/unable] to lift", &["[able/unable]"]),
        ("Lorem ipsum dolor sit amet", &["Lorem ipsum"]),
        ("at night [inaudible] she walks", &["[inaudible]"]),
        ("carried out by me for ____ minutes", &["____"]),
    ] {
        let got: Vec<&str> = found(&rules, text)
            .iter()
            .map(|(words, _)| *words)
            .collect();
        assert_eq!(got, words, "{text}");
    }
}

#[test]
fn the_head_of_the_note_is_marked() {
    let rules = RuleSet::builtin();
    assert_eq!(
        found(&rules, "Ref. physician: ________"),
        [("________", true)]
    );
    assert_eq!(
        found(
            &rules,
            "X  |  referring physician: Dr. ________  |  job 3307"
        ),
        [("________", true)]
    );
    assert_eq!(
        found(&rules, "Ref: [referring MD]      Date 04/15/2025"),
        [("[referring MD]", true)]
    );
    assert_eq!(
        found(&rules, "Referred by: <<REF_PROVIDER>>   Fax back"),
        [("<<REF_PROVIDER>>", true)]
    );
    assert_eq!(
        found(&rules, "Ref: Dr. Roe    S: pain ___/10"),
        [("___/10", false)]
    );
}

#[test]
fn what_only_looks_like_one() {
    let rules = RuleSet::builtin();
    for text in [
        "Minutes: __25__",
        "____________________________________________\nVisit date 02/10/2025",
        "Was the patient seen?   Yes_x_   No__",
        "Signature: ______________________",
        "Provider: M. Ibarrondo, PT     Signature: ____________   Date: ________",
        "x______________________   Date: ________",
        "*** COPY *** Cedarvale Rehab, Evaluation ***",
        "*** removed; pain 4/10",
        "*****************\n97530",
        "***Note*** the cane",
        "[x] same   [ ] better   [ ] worse",
        "[visit 4]  04/21/2025   Broussard",
        "[S]         Neck stiff after a flight.",
        "[patient]   Pell, Augustin",
        "[no signature recorded]",
        "Sig: Tobias Renk, DC [e-sig 02/10/2025 17:31]",
        "[Selected: moderate] TTP L4",
        "Severity {moderate} at L4-5",
        "{ DAILY NOTE - OCCUPATIONAL THERAPY }   chart 1093",
        "<<cc: Dr Roe>> sent 11/03",
        ">> CHIRODESK encounter print <<",
        "R/L compared: R 22 s, L 4 s",
        "Gross Hip Strength: L/R 3+/5; 3+/5",
        "head turns L/R x10 each",
        "left/right called at take-off",
        "[A] CHARGES           code",
        "## Assessment",
        "(specifically the left), (list attached), (type II)",
        "__ Yes  __ No",
        "exercise 3 x 10, 2xx",
        "karyotype 46,XX",
        "size XXL gown, Louis XXII",
        "N/A: no surgery",
        "0-10 scale: 4",
        "Null finding on Hoffmann L and R",
        "Naproxen 220 mg",
        "mild/moderate/severe: moderate",
        "**Patient:** Whitcombe, E. &nbsp; **Provider:** S. Killeen, DC",
        "She reports he (husband) helps with stairs",
        "trial [3 of 4] and [2/10] pain",
        "{\"code\": \"97530\"}",
        "a < b and c > d",
        "snake_case and pt_id = 5",
        "M. Okafor, [signed in the system]",
    ] {
        assert_eq!(found(&rules, text), [], "{text}");
    }
}
