//! `countries/<CC>.toml`: what a country decides.

use super::offer::{self, ByTierRecord};
use super::rules::{
    self, AdvancementRecord, ContractRecord, DeskRecord, FeeRecord, FinderFeeRecord,
};
use super::{MissingTranslation, ProgrammeInternalRecord, Table};
use crate::load::reader::ReferenceKind;
use crate::source::{FileId, Span, Spanned};

/// A country's decisions as written, internal values included.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::CountryShare`")]
pub struct CountryShareRecord {
    pub file: FileId,
    /// The file's stem.
    pub code: String,
    pub contact: Option<DeskRecord>,
    pub finder_fee: Option<(Span, FinderFeeRecord)>,
    pub advancement: Option<(Span, AdvancementRecord)>,
    pub contract: Option<(Span, ContractRecord)>,
    pub fee: Option<(Span, FeeRecord)>,
    pub budget: Option<Span>,
    pub criteria: Vec<(Spanned<String>, OverrideRecord)>,
    pub benefits: Vec<(Spanned<String>, OverrideRecord)>,
    pub internal: ProgrammeInternalRecord,
    /// The texts that are missing in some languages.
    pub gaps: Vec<MissingTranslation>,
}

/// Differences from the programme, as written.
#[derive(Debug, Clone)]
pub struct OverrideRecord {
    /// For all types.
    pub all: Option<ByTierRecord>,
    /// For one type.
    pub by_type: Vec<(Spanned<String>, ByTierRecord)>,
}

pub(super) fn read(table: &Table<'_>, file: FileId, code: &str) -> CountryShareRecord {
    CountryShareRecord {
        file,
        code: code.to_owned(),
        contact: table.table("contact").map(|table| rules::desk(&table)),
        finder_fee: table
            .table("finder_fee")
            .map(|table| (table.span(), rules::finder_fee(&table))),
        advancement: table
            .table("advancement")
            .map(|table| (table.span(), rules::advancement(&table))),
        contract: table
            .table("contract")
            .map(|table| (table.span(), rules::country_contract(&table))),
        fee: table
            .table("fee")
            .map(|table| (table.span(), rules::country_fee(&table))),
        budget: table.table("budget").map(|table| {
            // Only the existence of a budget is published, so the figures are checked and dropped here.
            rules::money(&table);
            table.texts("purpose");
            table.span()
        }),
        criteria: overrides(table, "criteria", "at_least", ReferenceKind::Criteria),
        benefits: overrides(table, "benefits", "value", ReferenceKind::Benefits),
        internal: table
            .table("internal")
            .map(|table| super::internal(&table))
            .unwrap_or_default(),
        gaps: Vec::new(),
    }
}

fn overrides(
    table: &Table<'_>,
    key: &'static str,
    all: &'static str,
    words: ReferenceKind,
) -> Vec<(Spanned<String>, OverrideRecord)> {
    let entries = table
        .table(key)
        .map_or_else(Vec::new, |table| table.entries_of(words));
    entries
        .into_iter()
        .filter_map(|(id, value)| {
            let table = value.table(id.value)?;
            let record = OverrideRecord {
                all: offer::by_tier(&table, all),
                by_type: offer::by_type(&table),
            };
            Some((id.map(str::to_owned), record))
        })
        .collect()
}
