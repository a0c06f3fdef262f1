//! A user's file over the built-in one: by id, key by key.

use super::field::Problems;
use super::spec::{CodeSpec, FileSpec, ListSpec, ProfileSpec, RuleSpec};

/// Lays `over` on `base`. A key that is given wins; a key that is left out keeps what was there.
pub(super) fn merge(base: &mut FileSpec, over: FileSpec, problems: &mut Problems) {
    give(&mut base.version, over.version);
    for code in over.codes {
        match base.codes.iter_mut().find(|c| c.code == code.code) {
            Some(old) => merge_code(old, code),
            None => base.codes.push(code),
        }
    }
    for rule in over.rules {
        match base.rules.iter_mut().find(|r| r.id == rule.id) {
            Some(old) => merge_rule(old, rule),
            None => {
                if rule.enabled == Some(false) && rule.kind.is_none() {
                    let known: Vec<&str> = base.rules.iter().map(|r| r.id.as_str()).collect();
                    let near = super::field::nearest(&rule.id, &known)
                        .map(|id| format!("; did you mean `{id}`?"))
                        .unwrap_or_default();
                    problems.note(
                        rule.at,
                        format!(
                            "rule `{}`: there is no such rule to switch off{near}",
                            rule.id
                        ),
                    );
                } else {
                    base.rules.push(rule);
                }
            }
        }
    }
    merge_lists(&mut base.headings, over.headings, "headings", problems);
    merge_lists(&mut base.words, over.words, "words", problems);
    merge_lists(&mut base.time, over.time, "time", problems);
    merge_lists(&mut base.header, over.header, "header", problems);
    merge_lists(&mut base.residue, over.residue, "residue", problems);
    let contradictions = over.contradictions;
    merge_lists(
        &mut base.contradictions,
        contradictions,
        "contradictions",
        problems,
    );
    let chiropractic = over.chiropractic;
    merge_lists(
        &mut base.chiropractic,
        chiropractic,
        "chiropractic",
        problems,
    );
    for profile in over.profiles {
        match base.profiles.iter_mut().find(|p| p.name == profile.name) {
            Some(old) => merge_profile(old, profile),
            None => base.profiles.push(profile),
        }
    }
}

fn give<T>(old: &mut Option<T>, new: Option<T>) {
    if new.is_some() {
        *old = new;
    }
}

fn merge_code(old: &mut CodeSpec, new: CodeSpec) {
    old.at = new.at;
    give(&mut old.name, new.name);
    give(&mut old.timed, new.timed);
    give(&mut old.pool, new.pool);
    give(&mut old.unit_minutes, new.unit_minutes);
    give(&mut old.contact, new.contact);
    give(&mut old.family, new.family);
    give(&mut old.intent, new.intent);
    give(&mut old.says, new.says);
    give(&mut old.source, new.source);
    give(&mut old.note, new.note);
}

fn merge_rule(old: &mut RuleSpec, new: RuleSpec) {
    old.at = new.at;
    old.given.extend(new.given);
    give(&mut old.kind, new.kind);
    give(&mut old.category, new.category);
    give(&mut old.severity, new.severity);
    give(&mut old.points, new.points);
    give(&mut old.message, new.message);
    give(&mut old.suggestion, new.suggestion);
    give(&mut old.source, new.source);
    give(&mut old.when, new.when);
    give(&mut old.profiles, new.profiles);
    give(&mut old.must_flag, new.must_flag);
    give(&mut old.must_pass, new.must_pass);
    give(&mut old.enabled, new.enabled);
}

fn merge_profile(old: &mut ProfileSpec, new: ProfileSpec) {
    give(&mut old.units, new.units);
    give(&mut old.minutes_per_code, new.minutes_per_code);
    give(&mut old.totals, new.totals);
    give(&mut old.note, new.note);
    give(&mut old.source, new.source);
}

fn merge_lists(
    base: &mut Vec<ListSpec>,
    over: Vec<ListSpec>,
    section: &str,
    problems: &mut Problems,
) {
    for mut list in over {
        let at = base.iter().position(|old| old.name == list.name);
        let at = at.unwrap_or_else(|| {
            base.push(ListSpec {
                at: list.at,
                name: list.name.clone(),
                ..ListSpec::default()
            });
            base.len() - 1
        });
        let old = &mut base[at];
        if let Some(replace) = list.replace.take() {
            old.add = replace;
        }
        for gone in &list.remove {
            let before = old.add.len();
            old.add.retain(|phrase| phrase.text != gone.text);
            if old.add.len() == before {
                problems.note(
                    gone.at,
                    format!(
                        "`{section}`, list `{}`: there is no phrase `{}` to remove",
                        list.name, gone.text
                    ),
                );
            }
        }
        old.add.append(&mut list.add);
    }
}
