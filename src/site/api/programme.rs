//! Programmes as public data: tiers, criteria and benefits, with the differences by type of partner.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::{JsonObject, money, text, whole};
use crate::model::{
    Benefit, BenefitValue, ByTier, Catalogue, Criterion, Family, Lang, Page, Programme,
    ProgrammeIx, Status, TypeIx, Unit,
};
use crate::site::context::PageContext;
use crate::site::message_keys;

pub(super) fn list(context: PageContext<'_>) -> Json {
    let programmes = context.catalogue().programmes.indexes();
    programmes
        .map(|programme_ix| programme(context, programme_ix))
        .collect()
}

fn programme(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Json {
    let catalogue = context.catalogue();
    let vocabulary = &catalogue.vocabulary;
    let it = &catalogue.programmes[programme_ix];
    let status = match it.status {
        Status::Open => "open",
        Status::Closed => "closed",
        Status::Planned => "planned",
    };
    let fee = it.fee.as_ref();
    let products = it.products.iter();
    let types = it.types.iter();
    let countries = it.countries.iter();
    let summary = it.prose.summary.as_ref();
    JsonObject::default()
        .put("id", &it.id)
        .put("name", text(catalogue, &it.name))
        .put("summary", summary.map(|it| text(catalogue, it)))
        .put(
            "url",
            context.url(&Page::Programme(Lang::DEFAULT, programme_ix)),
        )
        .put("status", status)
        .put("fee", fee.map(|fee| money(&fee.amount)))
        .put(
            "products",
            products
                .map(|&at| vocabulary.products[at].id.as_str())
                .collect::<Vec<_>>(),
        )
        .put(
            "types",
            types
                .map(|&at| vocabulary.types[at].id.as_str())
                .collect::<Vec<_>>(),
        )
        .put("tiers", tiers(context, programme_ix, it))
        .put(
            "criteria",
            it.criteria
                .iter()
                .map(|it| criterion(catalogue, programme_ix, it))
                .collect::<Json>(),
        )
        .put(
            "benefits",
            it.benefits
                .iter()
                .map(|it| benefit(catalogue, programme_ix, it))
                .collect::<Json>(),
        )
        .put(
            "countries",
            countries
                .map(|country_override| {
                    vocabulary.countries[country_override.country].code.as_str()
                })
                .collect::<Vec<_>>(),
        )
        .done()
}

fn tiers(context: PageContext<'_>, programme_ix: ProgrammeIx, programme: &Programme) -> Json {
    let tiers = programme.tiers.iter();
    tiers
        .map(|(ix, it)| {
            JsonObject::default()
                .put("id", &it.id)
                .put("name", text(context.catalogue(), &it.name))
                .put("color", &it.color)
                .put(
                    "url",
                    context.url(&Page::Tier(Lang::DEFAULT, programme_ix, ix)),
                )
                .done()
        })
        .collect()
}

fn criterion(catalogue: &Catalogue, programme_ix: ProgrammeIx, criterion: &Criterion) -> Json {
    let family = match criterion.family {
        Family::Commitment => "commitment",
        Family::Market => "market",
        Family::Competence => "competence",
        Family::Satisfaction => "satisfaction",
    };
    let figure = |figure: &f64| whole(*figure);
    let (unit, currency) = match &criterion.unit {
        Unit::Word(word) => (Some(text(catalogue, word)), None),
        Unit::Currency(code) => (None, Some(code.as_ref())),
        Unit::None => (None, None),
    };
    JsonObject::default()
        .put("id", &criterion.id)
        .put("family", family)
        .put("name", text(catalogue, &criterion.name))
        .put("unit", unit)
        .put("currency", currency)
        .put(
            "at_least",
            by_tier(catalogue, programme_ix, &criterion.at_least, figure),
        )
        .put(
            "by_type",
            by_type(catalogue, programme_ix, &criterion.by_type, figure),
        )
        .done()
}

fn benefit(catalogue: &Catalogue, programme_ix: ProgrammeIx, benefit: &Benefit) -> Json {
    let value = |value: &BenefitValue| match value {
        BenefitValue::No => json!(false),
        BenefitValue::Yes => json!(true),
        BenefitValue::Unlimited => json!("unlimited"),
        BenefitValue::Number(number) => whole(*number),
        BenefitValue::Amount(amount) => money(amount),
        BenefitValue::Text(words) => text(catalogue, words),
    };
    JsonObject::default()
        .put("id", &benefit.id)
        .put("axis", message_keys::axis_id(benefit.axis))
        .put("name", text(catalogue, &benefit.name))
        .put(
            "unit",
            benefit.unit.as_ref().map(|unit| text(catalogue, unit)),
        )
        .put(
            "value",
            by_tier(catalogue, programme_ix, &benefit.value, value),
        )
        .put(
            "by_type",
            by_type(catalogue, programme_ix, &benefit.by_type, value),
        )
        .done()
}

fn by_tier<T>(
    catalogue: &Catalogue,
    programme_ix: ProgrammeIx,
    values: &ByTier<T>,
    json: impl Fn(&T) -> Json,
) -> Json {
    let tiers = catalogue.programmes[programme_ix].tiers.iter();
    let by_id: Map<String, Json> = tiers
        .filter_map(|(ix, tier)| Some((tier.id.clone(), json(values.get(ix)?))))
        .collect();
    Json::Object(by_id)
}

fn by_type<T>(
    catalogue: &Catalogue,
    programme_ix: ProgrammeIx,
    types: &BTreeMap<TypeIx, ByTier<T>>,
    json: impl Fn(&T) -> Json,
) -> Json {
    let by_id: Map<String, Json> = types
        .iter()
        .map(|(&it, values)| {
            let id = catalogue.vocabulary.types[it].id.clone();
            (id, by_tier(catalogue, programme_ix, values, &json))
        })
        .collect();
    Json::Object(by_id)
}
