//! Fees, desks, processes, resources, contracts and promotion, in `programme.toml` and the countries' files.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::load::reader::{ReferenceKind, Table, Texts};
use crate::model::{Access, Kit, Period, PromotionTool, ResourceKind};
use crate::source::Spanned;

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
    /// Absent only where a country inherits it.
    pub amount: Option<MoneyRecord>,
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

/// A process as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Process`")]
pub struct ProcessRecord {
    pub id: Spanned<String>,
    pub name: Texts,
    pub owner: Option<Texts>,
    pub delay: Option<Texts>,
    pub reviewed: Option<Spanned<Date>>,
    /// The questions of the questionnaire that it answers.
    pub answers: Vec<Spanned<String>>,
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
    /// Absent only where a country inherits it.
    pub name: Option<Texts>,
    pub term: Option<Texts>,
    pub notice: Option<Texts>,
}

/// A tool of promotion as written.
#[derive(Debug, Clone)]
pub struct PromotionRecord {
    /// Which tool.
    pub tool: PromotionTool,
    /// Its audience.
    pub audience: PromotionAudience,
    /// Its description.
    pub text: Option<Texts>,
}

/// Audience of a promotion tool; only those for the public are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum PromotionAudience {
    Public,
    Partners,
    Sales,
}

pub(super) const PERIODS: [(&str, Period); 7] = [
    ("hour", Period::Hour),
    ("day", Period::Day),
    ("month", Period::Month),
    ("year", Period::Year),
    ("user", Period::User),
    ("seat", Period::Seat),
    ("once", Period::Once),
];

pub(super) const ACCESS: [(&str, Access); 2] =
    [("public", Access::Public), ("partners", Access::Partners)];

pub(in crate::load) fn money(table: &Table<'_>) -> MoneyRecord {
    let amount = match table.number("amount") {
        Some(amount) if amount.value < 0.0 => {
            table.push(Diagnostic::new(
                Code::InvalidValue,
                amount.span,
                "`amount` must be 0 or more",
            ));
            0.0
        }
        Some(amount) => amount.value,
        None => {
            if !table.has("amount") {
                table.missing("amount", "500");
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
        amount: Some(money(table)),
        period: table.one_of("period", &PERIODS),
        renewal: table.texts("renewal"),
        note: table.texts("note"),
    }
}

/// A country's fee: amount, currency and period are written together or inherited together.
pub(super) fn country_fee(table: &Table<'_>) -> FeeRecord {
    let priced = ["amount", "currency", "period"]
        .iter()
        .any(|key| table.has(key));
    let amount = if priced {
        Some(money(table))
    } else {
        table.number("amount");
        table.text("currency");
        None
    };
    FeeRecord {
        amount,
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

pub(super) fn process(table: &Table<'_>) -> ProcessRecord {
    ProcessRecord {
        id: table.required("id"),
        name: table.required_texts("name"),
        owner: table.texts("owner"),
        delay: table.texts("delay"),
        reviewed: table.date("reviewed"),
        answers: table.list("answers"),
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
        process: table.text_of("process", ReferenceKind::Processes),
        file: table.text("file"),
    }
}

pub(super) fn finder_fee(table: &Table<'_>) -> FinderFeeRecord {
    FinderFeeRecord {
        rate: table.number("rate"),
        amount: table.table("amount").map(|table| money(&table)),
        basis: table.texts("basis"),
        owner: table.texts("owner"),
        process: table.text_of("process", ReferenceKind::Processes),
        conditions: table.texts("conditions"),
    }
}

pub(super) fn advancement(table: &Table<'_>) -> AdvancementRecord {
    AdvancementRecord {
        review: table.texts("review"),
        owner: table.texts("owner"),
        process: table.text_of("process", ReferenceKind::Processes),
    }
}

pub(super) fn contract(table: &Table<'_>) -> ContractRecord {
    ContractRecord {
        name: Some(table.required_texts("name")),
        term: table.texts("term"),
        notice: table.texts("notice"),
    }
}

/// A country's contract, whose name can be inherited.
pub(super) fn country_contract(table: &Table<'_>) -> ContractRecord {
    ContractRecord {
        name: table.texts("name"),
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
        ("public", PromotionAudience::Public),
        ("partners", PromotionAudience::Partners),
        ("sales", PromotionAudience::Sales),
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
