//! Customer cases of a record. Entry point: [`read`].

use jiff::civil::Date;

use super::own_values::{self, OwnValueRecord};
use crate::load::reader::{ReferenceKind, Table, Texts};
use crate::source::{Span, Spanned};

/// A customer case as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Reference`")]
pub struct ReferenceRecord {
    pub span: Span,
    pub customer: Spanned<String>,
    pub industry: Option<Spanned<String>>,
    pub product: Option<Spanned<String>>,
    pub year: Option<i64>,
    pub summary: Option<Texts>,
    pub quote: Option<Texts>,
    pub quote_person: Option<Spanned<String>>,
    pub quote_role: Option<Texts>,
    /// The date on which the quoted person agreed to be named.
    pub quote_consent: Option<Spanned<Date>>,
    pub figures: Vec<ReferenceFigureRecord>,
    pub picture: Option<Spanned<String>>,
    pub alt: Option<Texts>,
    pub url: Option<Spanned<String>>,
    pub consent: Option<Spanned<Date>>,
    pub fields: Vec<OwnValueRecord>,
}

impl ReferenceRecord {
    /// Whether the customer has agreed. Consent counts from its day on.
    pub fn has_consent(&self, today: Date) -> bool {
        self.consent.is_some_and(|consent| consent.value <= today)
    }
}

/// A result in figures as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::ReferenceFigure`")]
pub struct ReferenceFigureRecord {
    pub value: Texts,
    pub label: Texts,
}

/// The most figures of a customer case: what fits beside each other.
const FIGURES_AT_MOST: usize = 4;

pub(super) fn read(table: &Table<'_>) -> ReferenceRecord {
    ReferenceRecord {
        span: table.span(),
        customer: table.required("customer"),
        industry: table.text_of("industry", ReferenceKind::Industries),
        product: table.text_of("product", ReferenceKind::Products),
        year: table.integer("year", 1900, 2200).map(|year| year.value),
        summary: table.texts("summary"),
        quote: table.texts("quote"),
        quote_person: table.text("quote_person"),
        quote_role: table.texts("quote_role"),
        quote_consent: table.date("quote_consent"),
        figures: table
            .tables_up_to("figures", FIGURES_AT_MOST)
            .iter()
            .map(figure)
            .collect(),
        picture: table.text("picture"),
        alt: table.texts("alt"),
        url: table.text("url"),
        consent: table.date("consent"),
        fields: own_values::read(table, ReferenceKind::ReferenceFields),
    }
}

fn figure(table: &Table<'_>) -> ReferenceFigureRecord {
    ReferenceFigureRecord {
        value: table.required_texts("value"),
        label: table.required_texts("label"),
    }
}
