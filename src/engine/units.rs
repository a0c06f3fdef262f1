//! Minutes to units: the CMS 8-minute rule over a visit's timed codes, and the CPT midpoint of each
//! code by itself.
//!
//! Pure arithmetic; knows no text. Only codes billed by time in 15-minute units may come in here.
//! Surprising rule: under CMS a code of 7 minutes can carry a unit and one of 8 can carry none,
//! because left-over minutes are pooled (Pub. 100-04 ch. 5 §20.2).

/// Minutes of one unit.
const UNIT: u32 = 15;
/// Added before dividing, so that the first unit begins at 8 minutes and each further one 15 later.
const HALF: u32 = 7;

/// What is known of one timed code of a visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimedCode {
    /// Minutes that belong to the code, when known.
    pub minutes: Option<u32>,
    /// Units the record bills for it.
    pub billed: u32,
}

/// Units that the minutes of one code support; `None` when its minutes are not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Supported {
    /// Under the CMS 8-minute rule, over all codes together.
    pub cms: Option<u32>,
    /// By the midpoint method, the code by itself.
    pub midpoint: Option<u32>,
}

/// Units of a total under the CMS chart (8 to 22: 1, 23 to 37: 2 …), and equally of one code under
/// the midpoint method (American Medical Association, CPT introduction, "Time").
pub fn units_of(minutes: u32) -> u32 {
    (minutes.saturating_add(HALF)) / UNIT
}

/// Units that each code of a visit can carry, in the order given. Codes without minutes stay out of
/// the pool. Among equal remainders the choice that agrees with the billed units is taken.
pub fn supported(codes: &[TimedCode]) -> Vec<Supported> {
    let cms = cms(codes);
    let midpoint = codes.iter().map(|code| code.minutes.map(units_of));
    cms.into_iter()
        .zip(midpoint)
        .map(|(cms, midpoint)| Supported { cms, midpoint })
        .collect()
}

fn cms(codes: &[TimedCode]) -> Vec<Option<u32>> {
    let mut units: Vec<Option<u32>> = codes
        .iter()
        .map(|code| code.minutes.map(|m| m / UNIT))
        .collect();
    let mut order: Vec<usize> = (0..codes.len())
        .filter(|i| codes[*i].minutes.is_some())
        .collect();
    order.sort_by_key(|i| {
        let minutes = codes[*i].minutes.unwrap_or(0);
        let wants = codes[*i].billed > minutes / UNIT;
        (std::cmp::Reverse(minutes % UNIT), !wants, *i)
    });
    for idx in order.into_iter().take(spare(codes)) {
        units[idx] = units[idx].map(|n| n + 1);
    }
    units
}

/// Units of the pooled minutes that are left when each code has its full fifteens.
fn spare(codes: &[TimedCode]) -> usize {
    let known = || codes.iter().filter_map(|code| code.minutes);
    let full: u32 = known().map(|minutes| minutes / UNIT).sum();
    units_of(known().sum()).saturating_sub(full) as usize
}

/// True when `units` is one of the answers that the CMS rule allows for these minutes: all full
/// fifteens, and the spare units one each on the largest remainders, ties free.
pub fn cms_allows(minutes: &[u32], units: &[u32]) -> bool {
    let codes: Vec<_> = minutes
        .iter()
        .map(|m| TimedCode {
            minutes: Some(*m),
            billed: 0,
        })
        .collect();
    if minutes.len() != units.len() || units.iter().sum::<u32>() != units_of(minutes.iter().sum()) {
        return false;
    }
    let extra = |i: usize| units[i].checked_sub(minutes[i] / UNIT);
    if (0..units.len()).any(|i| extra(i).is_none_or(|n| n > 1)) {
        return false;
    }
    let mut remainders: Vec<u32> = minutes.iter().map(|m| m % UNIT).collect();
    remainders.sort_unstable_by(|a, b| b.cmp(a));
    let spare = spare(&codes);
    let Some(least) = spare.checked_sub(1).and_then(|last| remainders.get(last)) else {
        return true;
    };
    (0..units.len()).all(|i| match minutes[i] % UNIT {
        r if r > *least => extra(i) == Some(1),
        r if r < *least => extra(i) == Some(0),
        _ => true,
    })
}

#[cfg(test)]
mod tests;
