//! Header fields of whole notes.

use super::{Frame, fill};
use crate::parse::split::split;
use crate::rules::RuleSet;
use crate::visit::Visit;

fn read(text: &str, name: &str) -> Vec<Visit> {
    let rules = RuleSet::builtin();
    let frame = Frame::new(text, name, &rules.header);
    let parts = split(&frame);
    let fill = |part| {
        let mut visit = Visit::default();
        fill(&mut visit, &frame, part, &rules.header);
        visit
    };
    parts.iter().map(fill).collect()
}

fn one(text: &str) -> (String, String, String, String) {
    let visit = read(text, "note.txt").remove(0);
    let said = |field: Option<String>| field.unwrap_or("-".to_owned());
    (
        said(visit.patient),
        said(visit.mrn),
        said(visit.date.map(|d| d.to_string())),
        said(visit.provider),
    )
}

#[test]
fn fields_are_read_by_label_and_by_place() {
    for (text, patient, mrn, date, provider) in [
        (
            "CLINIC\nPt: Alvarez, Maria    DOB 06/02/1987    MRN 10432    DOI 02/17/2025\nDOS: 03/04/2025    Provider: Tobias Renk, DC\nS: ok\n",
            "Alvarez, Maria",
            "10432",
            "2025-03-04",
            "Tobias Renk, DC",
        ),
        (
            "Walter Gunderson | DOB 11/30/1950 | Medicare | MRN 20817 | 01/14/2025 | x\nS: ok\nAya Ferrante, DC (electronic signature 01/14/2025)\n",
            "-",
            "20817",
            "2025-01-14",
            "Aya Ferrante, DC",
        ),
        (
            "Okonkwo, Desmond / 10518 / 03-10-2025 / covering: L. Okafor-Hale DC\n",
            "Okonkwo, Desmond",
            "-",
            "2025-03-10",
            "L. Okafor-Hale DC",
        ),
        (
            "Patient ............ Tobias Engelhardt\nID ................. 00417\nService date ....... 04/23/2025\nReferred by: Dr. A. Stone, MD\n",
            "Tobias Engelhardt",
            "00417",
            "2025-04-23",
            "-",
        ),
        (
            "Mulgrew Group. Patient: Fennimore Abioye. Service date: 2 April 2025.\n",
            "Fennimore Abioye",
            "-",
            "2025-04-02",
            "-",
        ),
        (
            "pt=Rosalind Tverberg   acct=2218   dos=2025-04-21   dc=H. Moxley\n",
            "Rosalind Tverberg",
            "2218",
            "2025-04-21",
            "H. Moxley",
        ),
    ] {
        let want = (
            patient.to_owned(),
            mrn.to_owned(),
            date.to_owned(),
            provider.to_owned(),
        );
        assert_eq!(one(text), want, "{text}");
    }
}

#[test]
fn the_date_of_service_is_told_from_other_dates() {
    let date = |text: &str| one(text).2;
    assert_eq!(
        date("printed 04/24/2025 07:15\nPatient: A. Bell\nDOS 04/23/2025\n"),
        "2025-04-23"
    );
    assert_eq!(
        date("Bell, A   R THA 01/21/25\nTreatment note, Date: Apr 9, 2025\n"),
        "2025-04-09"
    );
    assert_eq!(date("DOB: 04/09/1980\nDOI: 01/05/2025\nPain 4.\n"), "-");
    assert_eq!(
        date("Apr 15, 2025  9:40 am\n97530\nBilled for DOS 04/13/2025: 98940\n"),
        "2025-04-15"
    );
    assert_eq!(
        date(
            "S: sore.\nO: stiff.\nT: 97530.\nA: ok.\nP: go.\nNext visit 4/20/2025.\nGoal by 05/01/2025.\nK. Osei, DC signed 04/18/2025\n"
        ),
        "2025-04-18"
    );
}

#[test]
fn visits_of_a_file_share_its_head_and_sign_for_themselves() {
    let text = "Tamsin Creek  --  MRN TC-0901  --  Pt: KOWALCZYK, ADAM  (DOB 09/27/1986)\n\n[visit 4]  04/21/2025\n97530 x1\nK. Osei, DC -- electronically signed 4/21/25\n\n[visit 5]  04/24/2025\n97530 x2\nNot yet signed\n";
    let visits = read(text, "note.txt");
    assert_eq!(visits.len(), 2);
    for visit in &visits {
        assert_eq!(visit.patient.as_deref(), Some("KOWALCZYK, ADAM"));
        assert_eq!(visit.mrn.as_deref(), Some("TC-0901"));
    }
    assert_eq!(
        visits.iter().map(|v| v.signed).collect::<Vec<_>>(),
        [true, false]
    );
}
