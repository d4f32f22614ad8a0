//! Programmes, `content/programmes/<programme>/`: `programme.toml`, its texts and its countries.

mod country;
mod offer;
mod rules;

use std::collections::BTreeMap;

pub use country::{CountryShareRecord, OverrideRecord};
pub use offer::{
    BenefitRecord, ByTierRecord, CriterionRecord, PriceRecord, TierRecord, ValueRecord,
};
pub(super) use rules::money;
pub use rules::{
    AdvancementRecord, ContractRecord, DeskRecord, FeeRecord, FinderFeeRecord, MoneyRecord,
    ProcessRecord, PromotionAudience, PromotionRecord, ResourceRecord,
};

use super::front_matter::ProseRecord;
use super::reader::{FileReader, MissingTranslation, ReferenceKind, Table, Texts};
use crate::model::{Autonomy, Axis, Status};
use crate::source::{FileId, Spanned};

/// A programme as written, internal values included.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Programme`")]
pub struct ProgrammeRecord {
    pub file: FileId,
    /// The name of its folder.
    pub id: String,
    /// Its position among the programmes; by default, after those that have one.
    pub order: Option<i64>,
    pub name: Texts,
    pub short_name: Option<Texts>,
    pub status: Status,
    pub fee: Option<FeeRecord>,
    pub products: ProductsRecord,
    pub types: Vec<Spanned<String>>,
    pub autonomy: Vec<Autonomy>,
    pub portal: Option<Spanned<String>>,
    pub contact: Option<DeskRecord>,
    pub tiers: Vec<TierRecord>,
    pub criteria: Vec<CriterionRecord>,
    pub benefits: Vec<BenefitRecord>,
    pub processes: Vec<ProcessRecord>,
    pub resources: Vec<ResourceRecord>,
    pub finder_fee: Option<FinderFeeRecord>,
    pub advancement: Option<AdvancementRecord>,
    pub contract: Option<ContractRecord>,
    pub promotion: Vec<PromotionRecord>,
    pub not_offered: Vec<(Spanned<String>, Texts)>,
    pub internal: ProgrammeInternalRecord,
    /// `index.<lang>.md`.
    pub prose: Option<ProseRecord>,
    /// `tiers/<tier>.<lang>.md`, by tier.
    pub tier_prose: BTreeMap<String, ProseRecord>,
    /// `benefits/<axis>.<lang>.md`, by axis.
    pub axis_prose: BTreeMap<String, ProseRecord>,
    /// `processes/<process>.<lang>.md`, by process.
    pub process_prose: BTreeMap<String, ProseRecord>,
    /// `countries/<CC>.<lang>.md`, by country.
    pub country_prose: BTreeMap<String, ProseRecord>,
    /// `countries/<CC>.toml`.
    pub countries: Vec<CountryShareRecord>,
    /// The texts of `programme.toml` that are missing in some languages.
    pub gaps: Vec<MissingTranslation>,
}

/// The products of a programme as written.
#[derive(Debug, Clone)]
pub enum ProductsRecord {
    /// `"all"`.
    All,
    /// Some.
    Only(Vec<Spanned<String>>),
}

/// Internal values of a programme or a country, which are never published.
#[derive(Debug, Clone, Default)]
pub struct ProgrammeInternalRecord {
    /// How many partners an account manager is responsible for.
    pub partners_per_account_manager: Option<f64>,
    /// Who is responsible for marketing with partners.
    pub marketing_owner: Option<Spanned<String>>,
    /// The budget for partners.
    pub budget: Option<MoneyRecord>,
    /// The budget for leads.
    pub lead_budget: Option<MoneyRecord>,
    /// The database of all partner companies on the market, and its date.
    pub market_database: Option<(Spanned<String>, Option<Spanned<jiff::civil::Date>>)>,
    /// Remarks.
    pub notes: Option<Spanned<String>>,
}

/// The ids of the axes, which are also the names of their files.
pub const AXES: [(&str, Axis); 8] = [
    ("training", Axis::Training),
    ("leads", Axis::Leads),
    ("technical-support", Axis::TechnicalSupport),
    ("development-kit", Axis::DevelopmentKit),
    ("sales-kit", Axis::SalesKit),
    ("relations", Axis::Relations),
    ("business", Axis::Business),
    ("marketing", Axis::Marketing),
];

const AUTONOMY: [(&str, Autonomy); 7] = [
    ("finder_fee", Autonomy::FinderFee),
    ("advancement", Autonomy::Advancement),
    ("contract", Autonomy::Contract),
    ("budget", Autonomy::Budget),
    ("criteria", Autonomy::Criteria),
    ("benefits", Autonomy::Benefits),
    ("fee", Autonomy::Fee),
];

/// The most tiers of a programme: they are the columns of its tables.
const TIERS_AT_MOST: usize = 30;
/// The most criteria or benefits of a programme: they are the rows of its tables.
const ROWS_AT_MOST: usize = 1_000;

/// Reads `programme.toml`; the texts and countries are added by the caller.
pub(super) fn read(text: &str, reader: &FileReader<'_>, file: FileId, id: &str) -> ProgrammeRecord {
    let record = reader.read(text, 0, |table| ProgrammeRecord {
        file,
        id: id.to_owned(),
        order: table.integer("order", 0, 1000).map(|order| order.value),
        name: table.required_texts("name"),
        short_name: table.texts("short_name"),
        status: table
            .one_of(
                "status",
                &[
                    ("open", Status::Open),
                    ("closed", Status::Closed),
                    ("planned", Status::Planned),
                ],
            )
            .unwrap_or(Status::Open),
        fee: table.table("fee").map(|table| rules::fee(&table)),
        products: products(table),
        types: table.required_list_of("types", ReferenceKind::Types),
        autonomy: autonomy(table),
        portal: table.text("portal"),
        contact: table.table("contact").map(|table| rules::desk(&table)),
        tiers: table
            .tables_up_to("tiers", TIERS_AT_MOST)
            .iter()
            .map(offer::tier)
            .collect(),
        criteria: table
            .tables_up_to("criteria", ROWS_AT_MOST)
            .iter()
            .map(offer::criterion)
            .collect(),
        benefits: table
            .tables_up_to("benefits", ROWS_AT_MOST)
            .iter()
            .map(offer::benefit)
            .collect(),
        processes: table
            .tables("processes")
            .iter()
            .map(rules::process)
            .collect(),
        resources: table
            .tables("resources")
            .iter()
            .map(rules::resource)
            .collect(),
        finder_fee: table
            .table("finder_fee")
            .map(|table| rules::finder_fee(&table)),
        advancement: table
            .table("advancement")
            .map(|table| rules::advancement(&table)),
        contract: table.table("contract").map(|table| rules::contract(&table)),
        promotion: table
            .tables("promotion")
            .iter()
            .filter_map(rules::promotion)
            .collect(),
        not_offered: not_offered(table),
        internal: table
            .table("internal")
            .map(|table| internal(&table))
            .unwrap_or_default(),
        prose: None,
        tier_prose: BTreeMap::new(),
        axis_prose: BTreeMap::new(),
        process_prose: BTreeMap::new(),
        country_prose: BTreeMap::new(),
        countries: Vec::new(),
        gaps: Vec::new(),
    });
    ProgrammeRecord {
        gaps: reader.take_missing_translations(),
        ..record
    }
}

/// Reads a country's file.
pub(super) fn read_country(
    text: &str,
    reader: &FileReader<'_>,
    file: FileId,
    code: &str,
) -> CountryShareRecord {
    let record = reader.read(text, 0, |table| country::read(table, file, code));
    CountryShareRecord {
        gaps: reader.take_missing_translations(),
        ..record
    }
}

fn products(table: &Table<'_>) -> ProductsRecord {
    let Some(value) = table.value("products") else {
        return ProductsRecord::All;
    };
    match value.is_word("all") {
        true => ProductsRecord::All,
        false => ProductsRecord::Only(value.list_of("products", ReferenceKind::Products)),
    }
}

fn autonomy(table: &Table<'_>) -> Vec<Autonomy> {
    let list = table.value("autonomy");
    list.map_or_else(Vec::new, |list| list.words("autonomy", &AUTONOMY))
}

fn not_offered(table: &Table<'_>) -> Vec<(Spanned<String>, Texts)> {
    let entries = table
        .table("not_offered")
        .map_or_else(Vec::new, |table| table.entries());
    entries
        .into_iter()
        .filter_map(|(key, value)| Some((key.map(str::to_owned), value.texts(key.value)?)))
        .collect()
}

fn internal(table: &Table<'_>) -> ProgrammeInternalRecord {
    ProgrammeInternalRecord {
        partners_per_account_manager: table
            .number("partners_per_account_manager")
            .map(|number| number.value),
        marketing_owner: table.text("marketing_owner"),
        budget: table.table("budget").map(|table| rules::money(&table)),
        lead_budget: table.table("lead_budget").map(|table| rules::money(&table)),
        market_database: table
            .table("market_database")
            .map(|table| (table.required("name"), table.date("date"))),
        notes: table.note("notes"),
    }
}
