//! Tiers, criteria and benefits in `programme.toml`.

use super::rules::{ACCESS, MoneyRecord, PERIODS, money};
use crate::load::reader::{ReferenceKind, Table, Texts, Value};
use crate::load::settings::{ENTRIES, cmyk};
use crate::model::{Access, Axis, EntrySize, Family, Period};
use crate::source::{Span, Spanned};

/// A tier as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Tier`")]
pub struct TierRecord {
    pub id: Spanned<String>,
    pub name: Texts,
    pub color: Option<Spanned<String>>,
    pub print_color: Option<[f64; 4]>,
    pub print_entry: Option<EntrySize>,
}

/// Values by tier as written.
#[derive(Debug, Clone)]
pub struct ByTierRecord {
    /// The values by id of the tier.
    pub values: Vec<(Spanned<String>, Spanned<ValueRecord>)>,
}

/// A value for a tier as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::BenefitValue`")]
pub enum ValueRecord {
    Bool(bool),
    Number(f64),
    Unlimited,
    Amount(MoneyRecord),
    Text(Texts),
}

/// A criterion as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Criterion`")]
pub struct CriterionRecord {
    pub id: Spanned<String>,
    pub family: Option<Family>,
    pub name: Option<Texts>,
    pub unit: Option<Texts>,
    pub currency: Option<Spanned<String>>,
    /// The internal figure it is checked against.
    pub figure: Option<Spanned<String>>,
    pub measured: Option<Texts>,
    pub description: Option<Texts>,
    pub at_least: Option<ByTierRecord>,
    pub by_type: Vec<(Spanned<String>, ByTierRecord)>,
}

/// A price as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Price`")]
pub enum PriceRecord {
    Included,
    Paid,
    OnRequest,
    Amount(MoneyRecord, Option<Period>),
}

/// A benefit as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Benefit`")]
pub struct BenefitRecord {
    pub id: Spanned<String>,
    pub axis: Option<Axis>,
    pub name: Texts,
    pub description: Option<Texts>,
    pub unit: Option<Texts>,
    pub value: Option<ByTierRecord>,
    pub by_type: Vec<(Spanned<String>, ByTierRecord)>,
    pub price: Option<PriceRecord>,
    pub validity: Option<Texts>,
    pub updates: Option<Texts>,
    pub extension: Option<Texts>,
    pub restriction: Option<Texts>,
    pub control: Option<Texts>,
    pub owner: Option<Texts>,
    pub contact: Option<Spanned<String>>,
    pub access: Option<Access>,
    pub process: Option<Spanned<String>>,
    pub products: Vec<Spanned<String>>,
    /// The questions of the questionnaire that it answers.
    pub answers: Vec<Spanned<String>>,
}

pub(super) fn tier(table: &Table<'_>) -> TierRecord {
    TierRecord {
        id: table.required("id"),
        name: table.required_texts("name"),
        color: table.text("color"),
        print_color: cmyk(table, "print_color"),
        print_entry: table.one_of("print_entry", &ENTRIES),
    }
}

pub(super) fn criterion(table: &Table<'_>) -> CriterionRecord {
    let families = [
        ("commitment", Family::Commitment),
        ("market", Family::Market),
        ("competence", Family::Competence),
        ("satisfaction", Family::Satisfaction),
    ];
    CriterionRecord {
        id: table.required("id"),
        family: table.required_one_of("family", &families),
        name: table.texts("name"),
        unit: table.texts("unit"),
        currency: table.text("currency"),
        figure: table.text("figure"),
        measured: table.texts("measured"),
        description: table.texts("description"),
        at_least: by_tier(table, "at_least"),
        by_type: by_type(table),
    }
}

pub(super) fn benefit(table: &Table<'_>) -> BenefitRecord {
    BenefitRecord {
        id: table.required("id"),
        axis: table.required_one_of("axis", &super::AXES),
        name: table.required_texts("name"),
        description: table.texts("description"),
        unit: table.texts("unit"),
        value: by_tier(table, "value"),
        by_type: by_type(table),
        price: table.value("price").and_then(price),
        validity: table.texts("validity"),
        updates: table.texts("updates"),
        extension: table.texts("extension"),
        restriction: table.texts("restriction"),
        control: table.texts("control"),
        owner: table.texts("owner"),
        contact: table.text("contact"),
        access: table.one_of("access", &ACCESS),
        process: table.text_of("process", ReferenceKind::Processes),
        products: table.list_of("products", ReferenceKind::Products),
        answers: table.list("answers"),
    }
}

fn price(value: Value<'_>) -> Option<PriceRecord> {
    let amount = |value: Value<'_>| {
        let table = value.table("price")?;
        let period = table.one_of("period", &PERIODS);
        Some(PriceRecord::Amount(money(&table), period))
    };
    let words = [("included", 0), ("paid", 1), ("on-request", 2)];
    let word = |value: Value<'_>| {
        Some(match value.one_of("price", &words)? {
            0 => PriceRecord::Included,
            1 => PriceRecord::Paid,
            _ => PriceRecord::OnRequest,
        })
    };
    value.either(Value::is_table, amount, word)
}

/// `{ bronze = 1, silver = 2 }`.
pub(super) fn by_tier(table: &Table<'_>, key: &'static str) -> Option<ByTierRecord> {
    Some(values(&table.value(key)?.table(key)?))
}

/// `by_type.<type> = { gold = 2 }`.
pub(super) fn by_type(table: &Table<'_>) -> Vec<(Spanned<String>, ByTierRecord)> {
    let entries = table
        .table("by_type")
        .map_or_else(Vec::new, |table| table.entries_of(ReferenceKind::Types));
    entries
        .into_iter()
        .filter_map(|(id, value)| Some((id.map(str::to_owned), values(&value.table(id.value)?))))
        .collect()
}

fn values(table: &Table<'_>) -> ByTierRecord {
    let values = table
        .entries_of(ReferenceKind::Tiers)
        .into_iter()
        .filter_map(|(tier, value)| {
            let span: Span = value.span;
            Some((
                tier.map(str::to_owned),
                Spanned {
                    value: tier_value(tier.value, value)?,
                    span,
                },
            ))
        })
        .collect();
    ByTierRecord { values }
}

fn tier_value(tier: &str, value: Value<'_>) -> Option<ValueRecord> {
    if let Some(boolean) = value.as_bool() {
        return Some(ValueRecord::Bool(boolean));
    }
    if value.as_number().is_some() {
        return value
            .number(tier)
            .map(|number| ValueRecord::Number(number.value));
    }
    if value.is_word("unlimited") {
        return Some(ValueRecord::Unlimited);
    }
    if value.as_str().is_none() && !value.is_table() {
        return value.wrong_type(
            tier,
            "`true`, `false`, a number, \"unlimited\", an amount or a text",
        );
    }
    value.either(
        Value::is_money,
        |value| Some(ValueRecord::Amount(money(&value.table(tier)?))),
        |value| value.texts(tier).map(ValueRecord::Text),
    )
}
