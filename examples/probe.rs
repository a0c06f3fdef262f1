//! probe
use chartpull::engine::time;
use chartpull::parse;
use chartpull::rules::RuleSet;
use chartpull::visit::NoteFile;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let rules = RuleSet::builtin();
    let text = std::fs::read_to_string(&path).unwrap();
    let file = NoteFile {
        path: path.clone(),
        text: text.clone(),
        ..NoteFile::default()
    };
    for r in parse::parse(&file, &rules) {
        if std::env::args().nth(2).is_some() {
            let w = parse::quantity::Words::new(&text, &r.doc, &rules);
            for i in 0..w.len() {
                let c: Vec<_> = chartpull::rules::TimeWord::ALL
                    .iter()
                    .filter(|(_, t)| w.is(i, *t))
                    .map(|x| x.0)
                    .collect();
                print!("{}{:?} ", w.letters(i), c);
            }
            println!();
        }
        println!("--- visit {}", r.visit.visit);
        for (m, c) in r.ledger.mentions.iter().zip(&r.ledger.counts) {
            println!(
                "{} {:?} {:?} {:?} {:?}",
                if *c { "+" } else { "-" },
                m.named,
                m.codes,
                m.modifiers,
                r.doc.span_of(m.tokens.clone()).of(&text)
            );
        }
        for f in &r.ledger.facts {
            let t = match f.target {
                parse::times::Target::Service(i) => format!("{:?}", r.ledger.mentions[i].codes),
                o => format!("{o:?}"),
            };
            let s = r.doc.span_of(f.found.tokens.clone());
            let b = text[..s.start]
                .char_indices()
                .rev()
                .nth(30)
                .map_or(0, |x| x.0);
            println!(
                "  {:?} -> {t} {:?} cor={} bill={} | {:?} «{}»",
                f.found.amount,
                f.grade,
                f.corrects,
                f.billing,
                &text[b..s.start],
                s.of(&text)
            );
        }
        let mut v = r.visit.clone();
        let d = time::times(&mut v, &r.ledger, &r.doc, &rules);
        for c in &v.charges {
            println!(
                "{} u{} m{:?} {:?} {:?}",
                c.code,
                c.units,
                c.minutes,
                c.modifiers,
                c.elements
                    .as_ref()
                    .map(|e| (e.time.status, e.time.reasons.clone()))
            );
        }
        println!(
            "TTM {:?} TTT {:?} dis {}",
            v.total_timed_minutes,
            v.total_treatment_minutes,
            d.len()
        );
    }
}
