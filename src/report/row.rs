//! The JSON shape of one visit and of one unreadable file, field by field.
//!
//! The wire is its own set of types: a change of the engine's types cannot change what scripts
//! read. Fields are added over time, never renamed or dropped without a new `schema` number.

use serde::Serialize;

use super::model::{Entry, Unread};
use crate::finding::{Checked, Citation, CloneOf, Finding};
use crate::text::Span;
use crate::visit::{Charge, Element, Elements, Visit};

/// Version of the shape.
pub(super) const SCHEMA: u32 = 1;

/// One line: a visit, or a file that could not be read.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Row<'a> {
    Visit(Box<VisitRow<'a>>),
    Unread(UnreadRow<'a>),
}

#[derive(Serialize)]
pub(super) struct VisitRow<'a> {
    schema: u32,
    path: &'a str,
    visit: u32,
    span: SpanRow,
    sha256: &'a str,
    format: &'a str,
    patient: Option<&'a str>,
    mrn: Option<&'a str>,
    date: Option<String>,
    provider: Option<&'a str>,
    signed: bool,
    score: u32,
    verdict: &'static str,
    total_timed_minutes: Option<u32>,
    total_treatment_minutes: Option<u32>,
    charges: Vec<ChargeRow<'a>>,
    findings: Vec<FindingRow<'a>>,
    clone_of: Option<CloneRow<'a>>,
}

#[derive(Serialize)]
pub(super) struct UnreadRow<'a> {
    schema: u32,
    path: &'a str,
    error: ErrorRow<'a>,
}

#[derive(Serialize)]
struct ErrorRow<'a> {
    kind: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct SpanRow {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct ChargeRow<'a> {
    code: &'a str,
    units: u32,
    modifiers: &'a [String],
    source: &'static str,
    timed: bool,
    minutes: Option<u32>,
    span: SpanRow,
    units_supported: UnitsRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    elements: Option<ElementsRow>,
    intent: Option<&'static str>,
    verdict: &'static str,
}

#[derive(Serialize)]
struct UnitsRow {
    cms: Option<u32>,
    midpoint: Option<u32>,
}

#[derive(Serialize)]
struct ElementsRow {
    time: ElementRow,
    contact: ElementRow,
    activity: ElementRow,
    goal: ElementRow,
    condition: ElementRow,
    response: ElementRow,
}

#[derive(Serialize)]
struct ElementRow {
    status: &'static str,
    spans: Vec<SpanRow>,
}

#[derive(Serialize)]
struct FindingRow<'a> {
    rule: &'a str,
    category: &'static str,
    severity: &'static str,
    charge: Option<&'a str>,
    points: u32,
    message: &'a str,
    suggestion: &'a str,
    source: &'a str,
    spans: Vec<CitationRow<'a>>,
}

#[derive(Serialize)]
struct CitationRow<'a> {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct CloneRow<'a> {
    path: &'a str,
    visit: u32,
    similarity: f64,
}

impl<'a> From<&'a Entry> for Row<'a> {
    fn from(entry: &'a Entry) -> Self {
        match entry {
            Entry::Visit(checked) => Self::Visit(Box::new(VisitRow::from(&**checked))),
            Entry::Unread(unread) => Self::Unread(UnreadRow::from(unread)),
        }
    }
}

impl<'a> From<&'a Unread> for UnreadRow<'a> {
    fn from(unread: &'a Unread) -> Self {
        let Unread {
            path,
            kind,
            message,
            skipped: _,
        } = unread;
        Self {
            schema: SCHEMA,
            path,
            error: ErrorRow { kind, message },
        }
    }
}

impl<'a> From<&'a Checked> for VisitRow<'a> {
    fn from(checked: &'a Checked) -> Self {
        let visit = &checked.visit;
        Self {
            schema: SCHEMA,
            path: &visit.path,
            visit: visit.visit,
            span: visit.span.into(),
            sha256: &checked.sha256,
            format: &checked.format,
            patient: visit.patient.as_deref(),
            mrn: visit.mrn.as_deref(),
            date: visit.date.map(|date| date.to_string()),
            provider: visit.provider.as_deref(),
            signed: visit.signed,
            score: checked.score,
            verdict: checked.verdict.word(),
            total_timed_minutes: visit.total_timed_minutes,
            total_treatment_minutes: visit.total_treatment_minutes,
            charges: visit.charges.iter().map(ChargeRow::from).collect(),
            findings: checked
                .findings
                .iter()
                .map(|f| FindingRow::new(f, visit))
                .collect(),
            clone_of: checked.clone_of.as_ref().map(CloneRow::from),
        }
    }
}

impl From<Span> for SpanRow {
    fn from(span: Span) -> Self {
        Self {
            start: span.start,
            end: span.end,
        }
    }
}

impl<'a> From<&'a Charge> for ChargeRow<'a> {
    fn from(charge: &'a Charge) -> Self {
        Self {
            code: &charge.code,
            units: charge.units,
            modifiers: &charge.modifiers,
            source: charge.source.word(),
            timed: charge.timed,
            minutes: charge.minutes,
            span: charge.span.into(),
            units_supported: UnitsRow {
                cms: charge.units_cms,
                midpoint: charge.units_midpoint,
            },
            elements: charge
                .elements
                .as_ref()
                .filter(|_| charge.timed)
                .map(ElementsRow::from),
            intent: charge.intent.map(|intent| intent.word()),
            verdict: charge.verdict.word(),
        }
    }
}

impl From<&Elements> for ElementsRow {
    fn from(elements: &Elements) -> Self {
        Self {
            time: (&elements.time).into(),
            contact: (&elements.contact).into(),
            activity: (&elements.activity).into(),
            goal: (&elements.goal).into(),
            condition: (&elements.condition).into(),
            response: (&elements.response).into(),
        }
    }
}

impl From<&Element> for ElementRow {
    fn from(element: &Element) -> Self {
        let spans = element.spans.iter().copied().map(SpanRow::from).collect();
        Self {
            status: element.status.word(),
            spans,
        }
    }
}

impl<'a> FindingRow<'a> {
    fn new(finding: &'a Finding, visit: &'a Visit) -> Self {
        let charge = finding.charge.and_then(|idx| visit.charges.get(idx));
        Self {
            rule: &finding.rule,
            category: finding.category.word(),
            severity: finding.severity.word(),
            charge: charge.map(|charge| charge.code.as_str()),
            points: finding.points,
            message: &finding.message,
            suggestion: &finding.suggestion,
            source: &finding.source,
            spans: finding.citations.iter().map(CitationRow::from).collect(),
        }
    }
}

impl<'a> From<&'a Citation> for CitationRow<'a> {
    fn from(citation: &'a Citation) -> Self {
        let Citation {
            span,
            line,
            column,
            text,
        } = citation;
        Self {
            start: span.start,
            end: span.end,
            line: *line,
            column: *column,
            text,
        }
    }
}

impl<'a> From<&'a CloneOf> for CloneRow<'a> {
    fn from(clone: &'a CloneOf) -> Self {
        Self {
            path: &clone.path,
            visit: clone.visit,
            similarity: f64::from(clone.similarity_permille) / 1000.0,
        }
    }
}
