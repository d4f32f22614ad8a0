//! The table of benefits, by axis. Entry point: [`benefits`].

use std::collections::BTreeMap;

use serde::Serialize;

use super::{CellView, TypeRowView, rows};
use crate::l10n::message_keys;
use crate::model::{Axis, Benefit, BenefitValue, Price, Programme, Scope};
use crate::paper::data::context::EditionContext;
use crate::paper::data::primitives::{LinkView, TextView};
use crate::paper::data::programme_parts::ProcessRef;
use crate::paper::data::prose::ProseView;

/// The benefits of one axis.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct BenefitAxisView {
    /// "Training and certification".
    name: String,
    prose: Option<ProseView>,
    benefits: Vec<BenefitView>,
}

/// A benefit: a row of the table, and its details.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct BenefitView {
    id: String,
    name: TextView,
    unit: Option<TextView>,
    description: Option<TextView>,
    /// One per tier.
    values: Vec<CellView>,
    /// Rows for types of partner with other values.
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

/// The benefits by axis, in the order of the axes; axes without benefits are left out.
pub(in crate::paper) fn benefits(
    context: &EditionContext<'_>,
    programme: &Programme,
) -> Vec<BenefitAxisView> {
    let mut axes: BTreeMap<Axis, Vec<BenefitView>> = BTreeMap::new();
    for (index, benefit) in programme.benefits.iter().enumerate() {
        let values = |scope: Scope| -> Vec<CellView> {
            let of_tier = |tier| value(context, programme.benefit(index, tier, scope));
            programme.tiers.indexes().map(of_tier).collect()
        };
        let view = benefit_view(
            context,
            programme,
            benefit,
            rows(context, &benefit.by_type, values),
        );
        axes.entry(benefit.axis).or_default().push(view);
    }
    axes.into_iter()
        .map(|(axis, benefits)| BenefitAxisView {
            name: context.message(message_keys::axis(axis), &[]),
            prose: programme.axes.get(&axis).map(|prose| context.prose(prose)),
            benefits,
        })
        .collect()
}

pub(super) fn value(context: &EditionContext<'_>, value: &BenefitValue) -> CellView {
    let (kind, text) = match value {
        BenefitValue::No => ("no", context.message_view("no")),
        BenefitValue::Number(0.0) => ("no", context.message_view("no")),
        BenefitValue::Yes => ("yes", context.message_view("yes")),
        BenefitValue::Unlimited => ("text", context.message_view("unlimited")),
        BenefitValue::Number(number) => ("text", context.plain(context.locale.number(*number))),
        BenefitValue::Amount(money) => ("text", context.plain(context.locale.money(money))),
        BenefitValue::Text(text) => ("text", context.text(text)),
    };
    CellView {
        kind,
        text,
        differs: false,
    }
}

fn benefit_view(
    context: &EditionContext<'_>,
    programme: &Programme,
    benefit: &Benefit,
    (values, by_type): (Vec<CellView>, Vec<TypeRowView>),
) -> BenefitView {
    let products = &context.catalogue.vocabulary.products;
    BenefitView {
        id: benefit.id.clone(),
        name: context.text(&benefit.name),
        unit: context.text_opt(&benefit.unit),
        description: context.text_opt(&benefit.description),
        values,
        by_type,
        price: benefit.price.as_ref().map(|price| match price {
            Price::Included => context.message("price_included", &[]),
            Price::Paid => context.message("price_paid", &[]),
            Price::OnRequest => context.message("price_on_request", &[]),
            Price::Amount(money, period) => context.price(money, *period),
        }),
        validity: context.text_opt(&benefit.validity),
        updates: context.text_opt(&benefit.updates),
        extension: context.text_opt(&benefit.extension),
        restriction: context.text_opt(&benefit.restriction),
        control: context.text_opt(&benefit.control),
        owner: context.text_opt(&benefit.owner),
        contact: benefit.contact.as_deref().map(LinkView::email),
        access: context.access(benefit.access),
        process: context.process(programme, benefit.process),
        products: context.texts(benefit.products.iter().map(|&index| &products[index].name)),
    }
}
