//! Who and when: patient, number, date of service, provider, payer, signature of one visit.
//!
//! Labels are evidence first, then place in the header. What the head of the file says holds for
//! each of its visits unless a visit says otherwise.

mod day;
mod field;
mod frame;
mod person;

use super::signature::signature;
use super::split::Part;
use crate::rules::HeaderLabels;
use crate::text::Span;
use crate::visit::Visit;

pub use day::{ServiceDay, service_days};
pub use frame::{Frame, Role, column_break, is_filler};
pub use person::{Name, provider_in};

/// Fills the header fields of a visit from its part of the file, then from the head of the file.
pub fn fill(visit: &mut Visit, frame: &Frame, part: &Part, labels: &HeaderLabels) {
    let signed = signature(frame, part.span, labels);
    visit.signed = signed.is_signed;
    visit.date = part
        .date
        .or_else(|| day::service_date(frame, part.span))
        .map(|d| d.date);
    let head = Span::new(0, part.span.start.min(HEAD_BYTES));
    let either = |find: &dyn Fn(Span) -> Option<String>| {
        find(part.span).or_else(|| (part.span.start > 0).then(|| find(head)).flatten())
    };
    visit.patient = either(&|span| field::patient(frame, span, labels));
    visit.mrn = either(&|span| field::mrn(frame, span));
    visit.payer = either(&|span| field::payer(frame, span));
    let labelled = field::provider(frame, part.span, labels);
    let credentialed = labelled
        .clone()
        .filter(|name| name.credentialed)
        .map(|name| name.words);
    visit.provider = credentialed
        .or_else(|| signed.name.clone())
        .or_else(|| labelled.map(|name| name.words))
        .or_else(|| either(&|span| person::first_provider(frame, span, labels)));
}

/// The head of a file of several visits lies in its first bytes.
const HEAD_BYTES: usize = 2000;

#[cfg(test)]
mod tests;
