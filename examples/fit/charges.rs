//! The element decisions: from the scores of clauses to the status of each element of a charge.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chartpull::engine::contact::{ContactBounds, contact};
use chartpull::engine::decide::{CODING, Decider, QUESTIONS, answer, names, numbers, roles_of};
use chartpull::engine::scorer::Role;
use chartpull::engine::scorer::Scored;
use chartpull::engine::view::{Page, View, view};

use crate::data::{Corpus, Note};
use crate::roles::ByClause;

struct Case {
    set: String,
    name: String,
    code: String,
    numbers: Vec<f32>,
    gold: usize,
    told: String,
    view: View,
}

const RIDGE: f32 = 0.5;
const PASSES: usize = 800;

fn cases(corpus: &Corpus, scored: &ByClause, question: usize) -> Vec<Case> {
    let mut out = Vec::new();
    for (note, scores) in corpus.notes.iter().zip(scored) {
        let n_timed = note.charges.iter().filter(|(c, _)| c.timed).count();
        for (at, (charge, label)) in note
            .charges
            .iter()
            .enumerate()
            .filter(|(_, (c, _))| c.timed == (question != CODING))
        {
            let key = if question == CODING {
                "verdict"
            } else {
                QUESTIONS[question].0
            };
            let word = label[key].as_str().unwrap_or_default();
            let Some(gold) = QUESTIONS[question].1.iter().position(|w| *w == word) else {
                continue;
            };
            let family = corpus
                .rules
                .codes
                .get(&charge.code)
                .map_or("", |c| c.family.as_str());
            let view = view(page(corpus, note, scores), at, n_timed, family);
            let numbers = numbers(&view, question);
            let told = told(note, &view, question);
            out.push(Case {
                set: note.set.clone(),
                name: note.name.clone(),
                code: charge.code.clone(),
                numbers,
                gold,
                told,
                view,
            });
        }
    }
    out
}

fn fit(cases: &[&Case], n_statuses: usize) -> Vec<Vec<f32>> {
    let n_numbers = cases[0].numbers.len();
    let mut weights = vec![vec![0.0_f32; n_statuses]; n_numbers];
    let mut speed = weights.clone();
    let norm: f32 = cases
        .iter()
        .flat_map(|c| &c.numbers)
        .map(|n| n * n)
        .sum::<f32>()
        / cases.len() as f32;
    let rate = 1.0 / (norm.max(1.0) * cases.len() as f32);
    for _ in 0..PASSES {
        let mut slope = vec![vec![0.0_f32; n_statuses]; n_numbers];
        for case in cases {
            let mut sums = vec![0.0_f32; n_statuses];
            for (number, row) in case.numbers.iter().zip(&weights) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += weight * number;
                }
            }
            let top = sums.iter().copied().fold(f32::MIN, f32::max);
            let whole: f32 = sums.iter().map(|s| (s - top).exp()).sum();
            for status in 0..n_statuses {
                let error =
                    (sums[status] - top).exp() / whole - f32::from(u8::from(status == case.gold));
                for (number, row) in case.numbers.iter().zip(&mut slope) {
                    row[status] += error * number;
                }
            }
        }
        for at in 0..n_numbers {
            for status in 0..n_statuses {
                let pull = slope[at][status] + RIDGE * weights[at][status];
                speed[at][status] = 0.9 * speed[at][status] - rate * pull;
                weights[at][status] += speed[at][status];
            }
        }
    }
    weights
}

fn decider(question: usize, weights: Vec<Vec<f32>>) -> Decider {
    let mut out = Decider::default();
    out.set(question, weights);
    out
}

/// Fits without each set in turn and prints how often the status is right.
pub(crate) fn leave_one_out(corpus: &Corpus, sets: &[&str], scored: &ByClause) {
    let misses = std::env::args().any(|a| a == "--misses");
    for question in 0..QUESTIONS.len() {
        let (word, statuses) = QUESTIONS[question];
        let cases = cases(corpus, scored, question);
        let mut right: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut table: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for set in sets {
            let seen: Vec<&Case> = cases.iter().filter(|c| c.set != *set).collect();
            let decider = decider(question, fit(&seen, statuses.len()));
            for case in cases.iter().filter(|c| c.set == *set) {
                let said = answer(&case.view, &decider, question);
                let count = right.entry(set).or_default();
                count.0 += usize::from(said == case.gold);
                count.1 += 1;
                *table.entry((case.gold, said)).or_default() += 1;
                if misses && said != case.gold {
                    println!(
                        "{} {} {} {word}: gold {} said {}",
                        case.set, case.name, case.code, statuses[case.gold], statuses[said]
                    );
                    print!("{}", case.told);
                }
            }
        }
        let (hits, all) = right
            .values()
            .fold((0, 0), |sum, r| (sum.0 + r.0, sum.1 + r.1));
        print!("{word:9} {:.3} ", hits as f32 / all as f32);
        for (set, (hit, n)) in &right {
            print!(
                " {} {:.2}",
                set.trim_start_matches("dev-"),
                *hit as f32 / *n as f32
            );
        }
        print!("  ");
        for ((gold, said), n) in table.iter().filter(|((g, s), _)| g != s) {
            print!(" {}>{}:{n}", &statuses[*gold][..4], &statuses[*said][..4]);
        }
        println!();
    }
}

/// The weights fitted on all sets, as a file.
pub(crate) fn fit_text(corpus: &Corpus, scored: &ByClause) -> String {
    let mut out = String::from(
        "#\tWeights of the element decisions, in thousandths; made by `cargo run --release --example fit -- --write`.\n",
    );
    for (question, (word, statuses)) in QUESTIONS.iter().enumerate() {
        let _ = writeln!(out, "#\t{word}\t{}", statuses.join("\t"));
        let cases = cases(corpus, scored, question);
        let seen: Vec<&Case> = cases.iter().collect();
        for (name, row) in names(question).into_iter().zip(fit(&seen, statuses.len())) {
            let _ = write!(out, "{word}\t{name}");
            for weight in row {
                let _ = write!(out, "\t{}", (weight * 1000.0).round() as i32);
            }
            out.push('\n');
        }
    }
    out
}

/// The clauses a question rests on, for reading the misses.
fn told(note: &Note, view: &View, question: usize) -> String {
    let mut out = String::new();
    for role in roles_of(question) {
        for (kind, best) in [
            ("own", view.own[*role as usize]),
            ("wide", view.wide[*role as usize]),
        ] {
            if let Some(best) = best.filter(|b| b.score > -3.0) {
                let words = note.doc.clauses[best.clause]
                    .span
                    .of(&note.text)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                let _ = writeln!(
                    out,
                    "      {kind}:{} {:+.1} {}",
                    Role::WORDS[*role as usize].0,
                    best.score,
                    words.chars().take(150).collect::<String>()
                );
            }
        }
    }
    out
}

/// Bounds of the contact decision that judge most charges right; a coarse search, one bound at a time.
fn fit_contact(cases: &[&(String, View, usize)]) -> ContactBounds {
    let right = |bounds: &ContactBounds| {
        cases
            .iter()
            .filter(|(_, view, gold)| contact(view, bounds) == *gold)
            .count()
    };
    let mut best = ContactBounds::default();
    for _ in 0..3 {
        for slot in 0..5 {
            let tried = (-8..=8).map(|step| {
                let mut bounds = best;
                let value = step as f32 * 0.5;
                match slot {
                    0 => bounds.claimed = value,
                    1 => bounds.claimed_wide = value,
                    2 => bounds.hands = value,
                    3 => bounds.alone = value,
                    _ => bounds.alone_wide = value,
                }
                bounds
            });
            // Of equals the one nearest to zero, so that a chance hit moves nothing.
            best = tried
                .max_by_key(|b| (right(b), std::cmp::Reverse(sum_of(b))))
                .unwrap_or(best);
        }
    }
    best
}

fn sum_of(b: &ContactBounds) -> i32 {
    [b.claimed, b.claimed_wide, b.hands, b.alone, b.alone_wide]
        .iter()
        .map(|v| (v.abs() * 10.0) as i32)
        .sum()
}

/// Prints how often the contact rule is right on sets whose bounds were found without them.
pub(crate) fn contact_out(corpus: &Corpus, sets: &[&str], scored: &ByClause) {
    let mut all: Vec<(String, View, usize)> = Vec::new();
    for (note, scores) in corpus.notes.iter().zip(scored) {
        let n_timed = note.charges.iter().filter(|(c, _)| c.timed).count();
        for (at, (_, label)) in note
            .charges
            .iter()
            .enumerate()
            .filter(|(_, (c, _))| c.timed)
        {
            let Some(gold) = QUESTIONS[0]
                .1
                .iter()
                .position(|w| Some(*w) == label["contact"].as_str())
            else {
                continue;
            };
            all.push((
                note.set.clone(),
                view(page(corpus, note, scores), at, n_timed, ""),
                gold,
            ));
        }
    }
    let mut hits = 0;
    print!("contact rule:");
    for set in sets {
        let seen: Vec<_> = all.iter().filter(|c| c.0 != *set).collect();
        let bounds = fit_contact(&seen);
        let mine: Vec<_> = all.iter().filter(|c| c.0 == *set).collect();
        let right = mine
            .iter()
            .filter(|(_, view, gold)| contact(view, &bounds) == *gold)
            .count();
        hits += right;
        print!(
            " {} {:.2}",
            set.trim_start_matches("dev-"),
            right as f32 / mine.len() as f32
        );
    }
    let every: Vec<_> = all.iter().collect();
    println!(
        "  all {:.3}  {:?}",
        hits as f32 / all.len() as f32,
        fit_contact(&every)
    );
}

/// Prints charges whose status is there in the labels while no clause they own, or that is said of the
/// visit, plays the role: clauses given to the wrong charge.
pub(crate) fn lost(corpus: &Corpus) {
    let roles = [
        ("goal", 'g', "specific"),
        ("condition", 'c', "present"),
        ("response", 'r', "specific"),
        ("contact", 'p', "present"),
        ("activity", 'a', "specific"),
    ];
    for note in &corpus.notes {
        for (at, (charge, label)) in note
            .charges
            .iter()
            .enumerate()
            .filter(|(_, (c, _))| c.timed)
        {
            for (key, letter, word) in roles {
                let role = Role::WORDS
                    .iter()
                    .position(|(l, _)| *l == letter)
                    .unwrap_or(0);
                let plays: Vec<usize> = (0..note.roles.len())
                    .filter(|c| note.roles[*c][role])
                    .collect();
                let reached = plays
                    .iter()
                    .any(|c| note.owners[*c].holds(at) || note.owners[*c].is_wide());
                if label[key] == word && !reached && !plays.is_empty() {
                    println!("LOST {} {} {} {key}", note.set, note.name, charge.code);
                    for clause in plays {
                        let words = note.doc.clauses[clause]
                            .span
                            .of(&note.text)
                            .split_whitespace()
                            .collect::<Vec<_>>()
                            .join(" ");
                        println!(
                            "      owner {:b}: {}",
                            note.owners[clause].charges,
                            words.chars().take(110).collect::<String>()
                        );
                    }
                }
            }
        }
    }
}

fn page<'p>(corpus: &'p Corpus, note: &'p Note, scores: &'p [Scored]) -> Page<'p> {
    Page {
        text: &note.text,
        doc: &note.doc,
        owners: &note.owners,
        scores,
        rules: &corpus.rules,
    }
}
