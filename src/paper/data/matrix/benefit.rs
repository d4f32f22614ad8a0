//! The benefits by axis.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{CellView, TypeRowView, rows};
use crate::model::{Axis, Benefit, BenefitValue, Price, Programme, Scope};
use crate::paper::data::primitives::{LinkView, TextView};
use crate::paper::data::programme::ProcessRef;
use crate::paper::data::prose::ProseView;
use crate::paper::data::reader::Reader;

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

/// The benefits by axis, in the axes' order; axes without benefits are left out.
pub(in crate::paper) fn benefits(
    reader: &Reader<'_>,
    programme: &Programme,
) -> Vec<BenefitAxisView> {
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

pub(super) fn value(reader: &Reader<'_>, value: &BenefitValue) -> CellView {
    let (kind, text) = match value {
        BenefitValue::No => ("no", reader.said("paper_no")),
        BenefitValue::Number(0.0) => ("no", reader.said("paper_no")),
        BenefitValue::Yes => ("yes", reader.said("paper_yes")),
        BenefitValue::Unlimited => ("text", reader.said("paper_unlimited")),
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
