//! The tables inside `programme.toml` and the countries' files.

use jiff::civil::Date;

use super::super::reader::{Table, Texts, Value};
use super::super::settings::cmyk;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Access, Axis, Family, Kit, Period, PromotionTool, ResourceKind};
use crate::source::{Span, Spanned};

/// Money as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Money`")]
pub struct MoneyRecord {
    pub amount: f64,
    pub currency: Spanned<String>,
}

/// A fee as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Fee`")]
pub struct FeeRecord {
    pub amount: MoneyRecord,
    pub period: Option<Period>,
    pub renewal: Option<Texts>,
    pub note: Option<Texts>,
}

/// A desk as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Desk`")]
pub struct DeskRecord {
    pub phone: Option<Spanned<String>>,
    pub email: Option<Spanned<String>>,
    pub form_url: Option<Spanned<String>>,
    pub hours: Option<Texts>,
}

/// A tier as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Tier`")]
pub struct TierRecord {
    pub id: Spanned<String>,
    pub name: Texts,
    pub color: Option<Spanned<String>>,
    pub print_color: Option<[f64; 4]>,
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
}

/// A process as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Process`")]
pub struct ProcessRecord {
    pub id: Spanned<String>,
    pub name: Texts,
    pub owner: Option<Texts>,
    pub delay: Option<Texts>,
    pub reviewed: Option<Spanned<Date>>,
}

/// A resource as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Resource`")]
pub struct ResourceRecord {
    pub id: Spanned<String>,
    pub kit: Option<Kit>,
    pub kind: Option<ResourceKind>,
    pub name: Texts,
    pub description: Option<Texts>,
    pub access: Option<Access>,
    pub process: Option<Spanned<String>>,
    pub file: Option<Spanned<String>>,
}

/// A finder's fee as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::FinderFee`")]
pub struct FinderFeeRecord {
    pub rate: Option<Spanned<f64>>,
    pub amount: Option<MoneyRecord>,
    pub basis: Option<Texts>,
    pub owner: Option<Texts>,
    pub process: Option<Spanned<String>>,
    pub conditions: Option<Texts>,
}

/// Advancement as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Advancement`")]
pub struct AdvancementRecord {
    pub review: Option<Texts>,
    pub owner: Option<Texts>,
    pub process: Option<Spanned<String>>,
}

/// A contract as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Contract`")]
pub struct ContractRecord {
    pub name: Texts,
    pub term: Option<Texts>,
    pub notice: Option<Texts>,
}

/// A tool of promotion as written.
#[derive(Debug, Clone)]
pub struct PromotionRecord {
    /// Which tool.
    pub tool: PromotionTool,
    /// Whom it addresses.
    pub audience: Audience,
    /// What is done with it.
    pub text: Option<Texts>,
}

/// Whom promotion addresses; only what addresses the public is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Audience {
    Public,
    Partners,
    Sales,
}

const PERIODS: [(&str, Period); 7] = [
    ("hour", Period::Hour),
    ("day", Period::Day),
    ("month", Period::Month),
    ("year", Period::Year),
    ("user", Period::User),
    ("seat", Period::Seat),
    ("once", Period::Once),
];

const ACCESS: [(&str, Access); 2] = [("public", Access::Public), ("partners", Access::Partners)];

/// Finds a word of a list that must be one of a closed set.
pub(super) fn word<T: Copy>(
    table: &Table<'_>,
    key: &str,
    word: &Spanned<String>,
    words: &[(&'static str, T)],
) -> Option<T> {
    let found = words
        .iter()
        .find(|(name, _)| *name == word.value)
        .map(|(_, value)| *value);
    if found.is_none() {
        let message = format!("`{key}` cannot contain `{}`", word.value);
        let help = did_you_mean(&word.value, words.iter().map(|(name, _)| *name));
        table.push(Diagnostic::new(Code::UnknownWord, word.span, message).maybe_help(help));
    }
    found
}

pub(super) fn money(table: &Table<'_>) -> MoneyRecord {
    let amount = match table.number("amount") {
        Some(amount) if amount.value < 0.0 => {
            table.push(Diagnostic::new(
                Code::InvalidValue,
                amount.span,
                "an amount cannot be negative",
            ));
            0.0
        }
        Some(amount) => amount.value,
        None => {
            if !table.has("amount") {
                table.required("amount");
            }
            0.0
        }
    };
    MoneyRecord {
        amount,
        currency: table.required("currency"),
    }
}

pub(super) fn fee(table: &Table<'_>) -> FeeRecord {
    FeeRecord {
        amount: money(table),
        period: table.one_of("period", &PERIODS),
        renewal: table.texts("renewal"),
        note: table.texts("note"),
    }
}

pub(super) fn desk(table: &Table<'_>) -> DeskRecord {
    DeskRecord {
        phone: table.text("phone"),
        email: table.text("email"),
        form_url: table.text("form_url"),
        hours: table.texts("hours"),
    }
}

pub(super) fn tier(table: &Table<'_>) -> TierRecord {
    TierRecord {
        id: table.required("id"),
        name: table.required_texts("name"),
        color: table.text("color"),
        print_color: cmyk(table, "print_color"),
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
        process: table.text("process"),
        products: table.list("products"),
    }
}

fn price(value: Value<'_>) -> Option<PriceRecord> {
    if value.is_table() {
        let table = value.table("price")?;
        return Some(PriceRecord::Amount(
            money(&table),
            table.one_of("period", &PERIODS),
        ));
    }
    let words = [("included", 0), ("paid", 1), ("on-request", 2)];
    Some(match value.one_of("price", &words)? {
        0 => PriceRecord::Included,
        1 => PriceRecord::Paid,
        _ => PriceRecord::OnRequest,
    })
}

/// `{ bronze = 1, silver = 2 }`.
pub(super) fn by_tier(table: &Table<'_>, key: &'static str) -> Option<ByTierRecord> {
    Some(values(&table.value(key)?.table(key)?))
}

/// `by_type.<type> = { gold = 2 }`.
pub(super) fn by_type(table: &Table<'_>) -> Vec<(Spanned<String>, ByTierRecord)> {
    let entries = table
        .table("by_type")
        .map_or_else(Vec::new, |table| table.entries());
    entries
        .into_iter()
        .filter_map(|(id, value)| Some((id.map(str::to_owned), values(&value.table(id.value)?))))
        .collect()
}

fn values(table: &Table<'_>) -> ByTierRecord {
    let values = table
        .entries()
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
    match value.as_str() {
        Some("unlimited") => return Some(ValueRecord::Unlimited),
        Some(_) => return value.texts(tier).map(ValueRecord::Text),
        None => {}
    }
    if value.is_table() && value.table(tier)?.is_money() {
        return Some(ValueRecord::Amount(money(&value.table(tier)?)));
    }
    if value.is_table() {
        return value.texts(tier).map(ValueRecord::Text);
    }
    value.wrong_type(
        tier,
        "`true`, `false`, a number, \"unlimited\", an amount or a text",
    )
}

pub(super) fn process(table: &Table<'_>) -> ProcessRecord {
    ProcessRecord {
        id: table.required("id"),
        name: table.required_texts("name"),
        owner: table.texts("owner"),
        delay: table.texts("delay"),
        reviewed: table.date("reviewed"),
    }
}

pub(super) fn resource(table: &Table<'_>) -> ResourceRecord {
    let kinds = [
        ("price-list", ResourceKind::PriceList),
        ("proposal", ResourceKind::Proposal),
        ("presentation", ResourceKind::Presentation),
        ("training", ResourceKind::Training),
        ("documentation", ResourceKind::Documentation),
        ("software", ResourceKind::Software),
    ];
    ResourceRecord {
        id: table.required("id"),
        kit: table.required_one_of(
            "kit",
            &[
                ("sales-kit", Kit::Sales),
                ("development-kit", Kit::Development),
            ],
        ),
        kind: table.required_one_of("kind", &kinds),
        name: table.required_texts("name"),
        description: table.texts("description"),
        access: table.required_one_of("access", &ACCESS),
        process: table.text("process"),
        file: table.text("file"),
    }
}

pub(super) fn finder_fee(table: &Table<'_>) -> FinderFeeRecord {
    FinderFeeRecord {
        rate: table.number("rate"),
        amount: table.table("amount").map(|table| money(&table)),
        basis: table.texts("basis"),
        owner: table.texts("owner"),
        process: table.text("process"),
        conditions: table.texts("conditions"),
    }
}

pub(super) fn advancement(table: &Table<'_>) -> AdvancementRecord {
    AdvancementRecord {
        review: table.texts("review"),
        owner: table.texts("owner"),
        process: table.text("process"),
    }
}

pub(super) fn contract(table: &Table<'_>) -> ContractRecord {
    ContractRecord {
        name: table.required_texts("name"),
        term: table.texts("term"),
        notice: table.texts("notice"),
    }
}

pub(super) fn promotion(table: &Table<'_>) -> Option<PromotionRecord> {
    let tools = [
        ("web", PromotionTool::Web),
        ("paper-catalogue", PromotionTool::PaperCatalogue),
        ("badges", PromotionTool::Badges),
        ("events", PromotionTool::Events),
        ("letters", PromotionTool::Letters),
        ("newsletter", PromotionTool::Newsletter),
        ("intranet", PromotionTool::Intranet),
    ];
    let audiences = [
        ("public", Audience::Public),
        ("partners", Audience::Partners),
        ("sales", Audience::Sales),
    ];
    let tool = table.required_one_of("tool", &tools);
    let audience = table.required_one_of("audience", &audiences);
    let text = table.texts("text");
    Some(PromotionRecord {
        tool: tool?,
        audience: audience?,
        text,
    })
}
