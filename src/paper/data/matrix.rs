//! Criteria and benefits by tier: the rows of the two tables.

use std::collections::BTreeMap;

use serde::Serialize;

use super::programme::ProcessRef;
use super::prose::ProseView;
use super::reader::Reader;
use super::words::{LinkView, TextView};
use crate::model::{
    Axis, Benefit, BenefitValue, ByTier, CountryShare, Criterion, Family, Money, Override, Price,
    Programme, Scope, TypeIx, Unit,
};

/// The benefits of one axis.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct BenefitAxisView {
    /// "Training and certification".
    name: String,
    prose: Option<ProseView>,
    benefits: Vec<BenefitView>,
}

/// A benefit: a row of the matrix, and what is to be said about it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct BenefitView {
    id: String,
    name: TextView,
    unit: Option<TextView>,
    description: Option<TextView>,
    /// One for each tier.
    values: Vec<CellView>,
    /// Rows for types of partner that get something else.
    by_type: Vec<TypeRowView>,
    price: Option<String>,
    validity: Option<TextView>,
    updates: Option<TextView>,
    extension: Option<TextView>,
    restriction: Option<TextView>,
    control: Option<TextView>,
    owner: Option<TextView>,
    contact: Option<LinkView>,
    access: String,
    process: Option<ProcessRef>,
    products: Vec<TextView>,
}

/// The criteria of one family.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct CriteriaFamilyView {
    /// "Commitment".
    name: String,
    criteria: Vec<CriterionView>,
}

/// A criterion: a row of the table.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct CriterionView {
    id: String,
    name: TextView,
    unit: Option<TextView>,
    description: Option<TextView>,
    measured: Option<TextView>,
    /// One for each tier.
    values: Vec<CellView>,
    /// Rows for types of partner that are asked something else.
    by_type: Vec<TypeRowView>,
}

/// What is different for one type of partner: a row under the row for all.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct TypeRowView {
    /// The type's plural name.
    name: TextView,
    /// One for each tier, those that are the same included.
    values: Vec<CellView>,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct CellView {
    /// `no`, `yes`, or `text` for everything that is written out.
    kind: &'static str,
    /// What is written out, or read out.
    text: TextView,
    /// In a row for a type of partner: whether it is different from the row for all.
    differs: bool,
}

/// A row of the programme that a country changed.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct DifferenceView {
    name: TextView,
    unit: Option<TextView>,
    /// The type of partner it is about; absent: all.
    partner: Option<TextView>,
    values: Vec<CellView>,
}

/// The benefits by axis, in the axes' order; axes without benefits are left out.
pub(super) fn benefits(reader: &Reader<'_>, programme: &Programme) -> Vec<BenefitAxisView> {
    let mut axes: BTreeMap<Axis, Vec<BenefitView>> = BTreeMap::new();
    for (at, benefit) in programme.benefits.iter().enumerate() {
        let values = |scope: Scope| -> Vec<CellView> {
            let of_tier = |tier| value(reader, programme.benefit(at, tier, scope));
            programme.tiers.indexes().map(of_tier).collect()
        };
        let view = benefit_view(
            reader,
            programme,
            benefit,
            rows(reader, &benefit.by_type, values),
        );
        axes.entry(benefit.axis).or_default().push(view);
    }
    axes.into_iter()
        .map(|(axis, benefits)| BenefitAxisView {
            name: reader.say(axis_key(axis), &[]),
            prose: programme.axes.get(&axis).map(|prose| reader.prose(prose)),
            benefits,
        })
        .collect()
}

/// The criteria by family, in the families' order.
pub(super) fn criteria(reader: &Reader<'_>, programme: &Programme) -> Vec<CriteriaFamilyView> {
    let mut families: BTreeMap<Family, Vec<CriterionView>> = BTreeMap::new();
    for (at, criterion) in programme.criteria.iter().enumerate() {
        let values = |scope: Scope| -> Vec<CellView> {
            let of_tier = |tier| threshold(reader, criterion, programme.threshold(at, tier, scope));
            programme.tiers.indexes().map(of_tier).collect()
        };
        let (values, by_type) = rows(reader, &criterion.by_type, values);
        families
            .entry(criterion.family)
            .or_default()
            .push(CriterionView {
                id: criterion.id.clone(),
                name: reader.text(&criterion.name),
                unit: criterion_unit(reader, criterion),
                description: reader.maybe(&criterion.description),
                measured: reader.maybe(&criterion.measured),
                values,
                by_type,
            });
    }
    families
        .into_iter()
        .map(|(family, criteria)| CriteriaFamilyView {
            name: reader.say(family_key(family), &[]),
            criteria,
        })
        .collect()
}

/// The rows that a country changed.
pub(super) fn differences(
    reader: &Reader<'_>,
    programme: &Programme,
    share: &CountryShare,
) -> Vec<DifferenceView> {
    let country = Some(share.country);
    let mut list = Vec::new();
    for (&at, over) in &share.criteria {
        let criterion = &programme.criteria[at];
        for partner_type in concerned(over) {
            let scope = Scope {
                partner_type,
                country,
            };
            let of_tier = |tier| threshold(reader, criterion, programme.threshold(at, tier, scope));
            list.push(DifferenceView {
                name: reader.text(&criterion.name),
                unit: criterion_unit(reader, criterion),
                partner: partner_type.map(|at| type_name(reader, at)),
                values: programme.tiers.indexes().map(of_tier).collect(),
            });
        }
    }
    for (&at, over) in &share.benefits {
        let benefit = &programme.benefits[at];
        for partner_type in concerned(over) {
            let scope = Scope {
                partner_type,
                country,
            };
            let of_tier = |tier| value(reader, programme.benefit(at, tier, scope));
            list.push(DifferenceView {
                name: reader.text(&benefit.name),
                unit: reader.maybe(&benefit.unit),
                partner: partner_type.map(|at| type_name(reader, at)),
                values: programme.tiers.indexes().map(of_tier).collect(),
            });
        }
    }
    list
}

/// For whom a country changed something: all, and single types.
fn concerned<T>(over: &Override<T>) -> Vec<Option<TypeIx>> {
    let all = over.all.0.iter().any(Option::is_some).then_some(None);
    all.into_iter()
        .chain(over.by_type.keys().copied().map(Some))
        .collect()
}

/// The row for all, and the rows for the types that differ.
fn rows<T>(
    reader: &Reader<'_>,
    by_type: &BTreeMap<TypeIx, ByTier<T>>,
    values: impl Fn(Scope) -> Vec<CellView>,
) -> (Vec<CellView>, Vec<TypeRowView>) {
    let all = values(reader.scope());
    let row = |&partner_type: &TypeIx| {
        let mut cells = values(Scope {
            partner_type: Some(partner_type),
            ..reader.scope()
        });
        for (cell, for_all) in cells.iter_mut().zip(&all) {
            cell.differs = (cell.kind, &cell.text.text) != (for_all.kind, &for_all.text.text);
        }
        TypeRowView {
            name: type_name(reader, partner_type),
            values: cells,
        }
    };
    let by_type = by_type.keys().map(row).collect();
    (all, by_type)
}

fn benefit_view(
    reader: &Reader<'_>,
    programme: &Programme,
    benefit: &Benefit,
    (values, by_type): (Vec<CellView>, Vec<TypeRowView>),
) -> BenefitView {
    let products = &reader.catalogue.vocabulary.products;
    BenefitView {
        id: benefit.id.clone(),
        name: reader.text(&benefit.name),
        unit: reader.maybe(&benefit.unit),
        description: reader.maybe(&benefit.description),
        values,
        by_type,
        price: benefit.price.as_ref().map(|price| match price {
            Price::Included => reader.say("paper_price_included", &[]),
            Price::Paid => reader.say("paper_price_paid", &[]),
            Price::OnRequest => reader.say("paper_price_on_request", &[]),
            Price::Amount(money, period) => reader.price(money, *period),
        }),
        validity: reader.maybe(&benefit.validity),
        updates: reader.maybe(&benefit.updates),
        extension: reader.maybe(&benefit.extension),
        restriction: reader.maybe(&benefit.restriction),
        control: reader.maybe(&benefit.control),
        owner: reader.maybe(&benefit.owner),
        contact: benefit.contact.as_deref().map(LinkView::email),
        access: reader.access(benefit.access),
        process: reader.process(programme, benefit.process),
        products: reader.term_names(benefit.products.iter().map(|&at| &products[at].name)),
    }
}

fn value(reader: &Reader<'_>, value: &BenefitValue) -> CellView {
    let (kind, text) = match value {
        BenefitValue::No => ("no", reader.plain(reader.say("paper_no", &[]))),
        BenefitValue::Number(0.0) => ("no", reader.plain(reader.say("paper_no", &[]))),
        BenefitValue::Yes => ("yes", reader.plain(reader.say("paper_yes", &[]))),
        BenefitValue::Unlimited => ("text", reader.plain(reader.say("paper_unlimited", &[]))),
        BenefitValue::Number(number) => ("text", reader.plain(reader.locale.number(*number))),
        BenefitValue::Amount(money) => ("text", reader.plain(reader.locale.money(money))),
        BenefitValue::Text(text) => ("text", reader.text(text)),
    };
    CellView {
        kind,
        text,
        differs: false,
    }
}

fn threshold(reader: &Reader<'_>, criterion: &Criterion, least: Option<f64>) -> CellView {
    let (kind, text) = match (least, &criterion.unit) {
        (None | Some(0.0), _) => ("no", reader.say("paper_nothing_asked", &[])),
        (Some(amount), Unit::Currency(currency)) => {
            let currency = currency.clone();
            ("text", reader.locale.money(&Money { amount, currency }))
        }
        (Some(number), Unit::Word(_) | Unit::None) => ("text", reader.locale.number(number)),
    };
    CellView {
        kind,
        text: reader.plain(text),
        differs: false,
    }
}

fn criterion_unit(reader: &Reader<'_>, criterion: &Criterion) -> Option<TextView> {
    match &criterion.unit {
        Unit::Word(word) => Some(reader.text(word)),
        Unit::Currency(_) | Unit::None => None,
    }
}

fn type_name(reader: &Reader<'_>, at: TypeIx) -> TextView {
    let term = &reader.catalogue.vocabulary.types[at];
    reader.text(term.plural.as_ref().unwrap_or(&term.name))
}

fn axis_key(axis: Axis) -> &'static str {
    match axis {
        Axis::Training => "paper_axis_training",
        Axis::Leads => "paper_axis_leads",
        Axis::TechnicalSupport => "paper_axis_technical_support",
        Axis::DevelopmentKit => "paper_axis_development_kit",
        Axis::SalesKit => "paper_axis_sales_kit",
        Axis::Relations => "paper_axis_relations",
        Axis::Business => "paper_axis_business",
        Axis::Marketing => "paper_axis_marketing",
    }
}

fn family_key(family: Family) -> &'static str {
    match family {
        Family::Commitment => "paper_family_commitment",
        Family::Market => "paper_family_market",
        Family::Competence => "paper_family_competence",
        Family::Satisfaction => "paper_family_satisfaction",
    }
}
