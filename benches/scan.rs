//! What a note costs: reading it, extracting its text, parsing it, checking it; and a whole folder.
//!
//! The notes are made here, of ordinary wording with planted faults, the same on every run.
//! `cargo bench --bench scan` prints time and throughput of each step.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::sync::Arc;

use chartpull::engine::check_visit;
use chartpull::extract::extract;
use chartpull::parse::parse;
use chartpull::rules::{Profile, RuleSet};
use chartpull::scan::{ScanEvent, ScanOptions, scan};
use chartpull::visit::NoteFile;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const N_NOTES: usize = 400;

/// A visit note of about 2.5 KB, number `n` of its series.
fn note(n: usize) -> String {
    let activities = [
        "sit-to-stand from 18 in. chair x 12, min assist at first, pain 5/10 to 3/10 after set 2",
        "performed therapeutic activities as tolerated",
        "lateral step-downs 6 in. x 10 each side with cueing for knee valgus, no pain",
        "patient tolerated treatment well",
        "carried 10 lb box floor to waist, 8 reps, for return to warehouse work",
    ];
    let minutes = 8 + n % 30;
    let mut text = format!(
        "Patient: Example, No{n}\nMRN: {n:05}\nDate of Service: 2025-{:02}-{:02}\nProvider: K. Osei, DC\n\n\
         SUBJECTIVE\nLow back pain {}/10, worse when sitting more than {minutes} minutes.\n\nOBJECTIVE\n",
        1 + n % 12,
        1 + n % 28,
        1 + n % 9,
    );
    for line in 0..16 {
        let activity = activities[(n + line) % activities.len()];
        _ = writeln!(
            text,
            "- {activity}; flexion {}°, provider with the patient one-on-one.",
            40 + line
        );
    }
    _ = write!(
        text,
        "\nASSESSMENT\nLumbar strain, improving.\n\nPLAN\nContinue 2x/week.\n\nCHARGES\n97530 x {} ({minutes} min)\n\
         97110 x 1 (10 min)\n98941\n\nElectronically signed by K. Osei, DC\n",
        1 + n % 3,
    );
    text
}

fn to_file(n: usize, bytes: &[u8]) -> NoteFile {
    let extracted = extract("note.txt", bytes).expect("text");
    NoteFile {
        path: format!("{n}.txt"),
        text: extracted.text,
        format: extracted.format,
        ..NoteFile::default()
    }
}

fn steps(criterion: &mut Criterion) {
    let rules = RuleSet::builtin();
    let profile = Profile::default();
    let notes: Vec<Vec<u8>> = (0..N_NOTES).map(|n| note(n).into_bytes()).collect();
    let files: Vec<NoteFile> = notes
        .iter()
        .enumerate()
        .map(|(n, bytes)| to_file(n, bytes))
        .collect();
    let mut group = criterion.benchmark_group("note");
    group.throughput(Throughput::Bytes(
        notes.iter().map(|bytes| bytes.len() as u64).sum(),
    ));
    group.bench_function("extract", |bench| {
        bench.iter(|| {
            for bytes in &notes {
                black_box(extract("note.txt", black_box(bytes)).is_ok());
            }
        });
    });
    group.bench_function("parse", |bench| {
        bench.iter(|| {
            files
                .iter()
                .map(|file| parse(file, &rules).len())
                .sum::<usize>()
        });
    });
    group.bench_function("parse and check", |bench| {
        let check = |file: &NoteFile| {
            let readings = parse(file, &rules);
            readings
                .iter()
                .map(|reading| check_visit(file, reading, &rules, &profile).findings.len())
                .sum::<usize>()
        };
        bench.iter(|| files.iter().map(check).sum::<usize>());
    });
    group.finish();
}

fn folder(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for n in 0..N_NOTES {
        fs::write(folder.path().join(format!("{n}.txt")), note(n)).expect("written");
    }
    let options = ScanOptions::new(
        folder.path(),
        Arc::new(RuleSet::builtin()),
        Profile::default(),
    );
    let mut group = criterion.benchmark_group("folder");
    group.throughput(Throughput::Elements(N_NOTES as u64));
    group.bench_function("scan", |bench| {
        bench.iter(|| {
            let events = scan(options.clone(), Arc::default());
            events
                .iter()
                .filter(|event| matches!(event, ScanEvent::File(_)))
                .count()
        });
    });
    group.finish();
}

criterion_group!(benches, steps, folder);
criterion_main!(benches);
