//! Signatures, and what only looks like one.

use super::signature;
use crate::parse::header::Frame;
use crate::rules::RuleSet;
use crate::text::Span;

fn check(rules: &RuleSet, text: &str) -> bool {
    let frame = Frame::new(text, "note.txt", &rules.header);
    signature(&frame, Span::new(0, text.len()), &rules.header).is_signed
}

#[test]
fn signatures_of_many_kinds() {
    let rules = RuleSet::builtin();
    for line in [
        "Electronically signed by: K. Osei, DC 03/04/2025 10:22",
        "SIGNED: T. RENK DC",
        "/s/ P. Bellamy-Okoro PT",
        "/es/ Nolan Pruitt, DC  02/18/2025 11:52",
        "PV DC   esigned 2/13/25",
        "Sig: Tobias Renk, DC [e-sig 02/10/2025 17:31]",
        "Aya Ferrante, DC (electronic signature 01/14/2025 16:41)",
        "Casimir Holloway, OTR/L",
        "Dr. Cormac Delahunt-Reyes",
        "Petronella Achebe, physical therapist, 3/4/25",
        "Odalys Ferrington, LMT / K. Brunhild, DC",
        "-- Stellan Varga, PT 6/17/25",
        "Osric Bellweather PT, Cert. Vestib.   -signed-",
        "Folashade I. Adegoroye-Bassey, PT. Signed.",
        "(Sgd.) Jomar P. Dimaculangan-Reyes, PT",
        "Signature: Brannagh Kittleson, PT, DPT       Date: 10/02/2025",
        "Therapist signature: /s/ Annika Dufresne, PT        05.07.2025",
        "Signature on file: T. Sandoval-Reyes, DC, 05/05/2025",
        "\"signed_by\",\"R. Castellvi, DPT\"",
        "esig=H. Moxley DC 2025-04-21T15:01",
        "E_SIGN: Imogen Stahl, PT / 03/18/2025 14:20",
        "I put down four units. Signed, Hollis Nakagawa-Reid, PT",
        "signed dr v. o'rourke-lindqvist dc",
        "Record complete and signed?   Yes_x_   No__   A. Druitt, DC",
        "11/03 | LBP 5 | C5R T6 L4L | 98941 | ES 15 | JD",
        "Signature:\nKofi Osei, DC",
        "d. featherstonehaugh-ng, physio (us lic pt) - signed 27/3/25",
        "/tjb DC/ 3-13-25 signed",
        "esigned k. mbeki-larsson pt",
        "Evaluator signature: Wilhelmina Strand, OTR/L, CEAS   10/02/2025",
        "(X) Signed  Quenby Harcastle, PT   05/12/2025",
        "Tobias Renk, DC\nElectronically signed 03/04/2025 10:22",
        "Electronically signed 03/04/2025 10:22",
        "— Kofi Osei, DC",
        "S: better.\nO: stiff.\nA: fair.\nP: go on.\nKofi Osei, DC\nCharges: 97530 x2\nPage 1 of 1\nConfidential\nclinic phone 555-0101",
        "Dictated and signed, R. Halvorsen, DC",
        "6.0 SIGN-OFF\n     6.1  F. Rosskamp, PT   04/07/2025 16:31",
        "osei dc",
        "dr. osei",
        "DR. OSEI",
        "- KO",
        "MRI pending, auth pending.\nKofi Osei, DC",
        "Signed on 03/04/2025 at 8:15",
        "Consent is on file and was reviewed with her mother. Back in a week. Electronically signed by K. Osei, DC",
        "cont poc. signed k osei",
        "RTC Thurs, signed jks",
        "tol ok /signed/ t renk 3/4",
        "Provider: K. Osei, DC",
        "Note signed by K. Osei, DC",
        "Kit Wainscott, SPT 04/30/2025      Co-signed: O. Brandvold, PT 04/30/2025",
    ] {
        assert!(
            check(&rules, &format!("DOS 03/04/2025\n97530 x2\n{line}\n")),
            "{line}"
        );
    }
}

#[test]
fn no_signature() {
    let rules = RuleSet::builtin();
    for line in [
        "Plan: continue twice weekly.",
        "Signature: ______________________",
        "Provider: Magdalena Ibarrondo, PT          Signature: ______________________",
        "Electronically signed by: ____________",
        "Electronically Signed: (pending, D. Salcedo PT)",
        "Not yet signed",
        "STATUS: DRAFT - not yet signed by treating therapist",
        "[no signature recorded]",
        "Therapist sign. pending",
        "Signed\t",
        "Patient signature: Maria Alvarez",
        "Signature on file: patient",
        "She signed the consent form and left.",
        "He signed for the package at the door.",
        "CONT TX PLAN. PT DOING WELL. RTC 2 DAYS.",
        "Plan of care signed by Dr. Abend 02/01/2025.",
        "Signed POC received from H. Abend, MD.",
        "This note has not been electronically signed by K. Osei, DC",
        "Electronic signature: none",
        "Signature: N/A",
        "____________________\nKofi Osei, DC",
        "Kofi Osei, DC  ____________________",
        "Signature:\nPrinted name: K. Osei, DC",
        "Signature:            Date:",
        "Needs to be e-signed by K. Osei, DC",
        "DRAFT\nKofi Osei, DC",
        "Unsigned note - K. Osei, DC",
        "Awaiting signature of K. Osei, DC",
    ] {
        assert!(
            !check(&rules, &format!("DOS 03/04/2025\n97530 x2\n{line}\n")),
            "{line}"
        );
    }
}
