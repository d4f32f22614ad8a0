//! The values of programmes. Entry point: [`collect`].

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::values::ValueKind::{
    Benefit as OfBenefit, Contact, Country, Criterion as OfCriterion, FinderFee as OfFinderFee,
    Process as OfProcess, Programme as OfProgramme, Tier as OfTier,
};
use super::values::{ValueCollector, hash_bytes, money};
use crate::model::{
    Advancement, Benefit, BenefitValue, ByTier, Contract, CountryOverride, CountryTerms, Criterion,
    Desk, Fee, FinderFee, IndexedList, ListIndex, Price, Process, ProductIx, Programme, Resource,
    Tier, TypeIx, Unit,
};

pub(super) fn collect(values: &mut ValueCollector<'_>) {
    let catalogue = values.catalogue;
    let order = catalogue.programmes.iter();
    let order: Vec<&str> = order.map(|(_, programme)| programme.id.as_str()).collect();
    values.put(OfProgramme, "order of programmes", order);
    for (_, programme) in catalogue.programmes.iter() {
        values.part(&programme.id, |values| collect_programme(values, programme));
    }
}

fn collect_programme(values: &mut ValueCollector<'_>, programme: &Programme) {
    let name = values.text(Some(&programme.name));
    values.put(OfProgramme, "name", name);
    let short_name = values.text(programme.short_name.as_ref());
    values.put(OfProgramme, "short name", short_name);
    values.put(OfProgramme, "status", format!("{:?}", programme.status));
    let membership_fee = fee(values, programme.fee.as_ref());
    values.put(OfProgramme, "membership fee", membership_fee);
    let products = products(values, &programme.products);
    values.put(OfProgramme, "products", products);
    let types: Vec<&str> = programme
        .types
        .iter()
        .map(|&ix| type_id(values, ix))
        .collect();
    values.put(OfProgramme, "types of partner", types);
    let autonomy = programme.autonomy.iter();
    let autonomy: Vec<String> = autonomy.map(|subject| format!("{subject:?}")).collect();
    values.put(OfProgramme, "what countries decide", autonomy);
    values.put(OfProgramme, "portal", programme.portal.clone());
    let contact = desk(values, programme.contact.as_ref());
    values.put(Contact, "contact", contact);
    let finder_fee = finder_fee(values, programme, programme.finder_fee.as_ref());
    values.put(OfFinderFee, "finder's fee", finder_fee);
    let advancement = advancement(values, programme, programme.advancement.as_ref());
    values.put(OfProgramme, "moving between tiers", advancement);
    let contract = contract(values, programme.contract.as_ref());
    values.put(OfProgramme, "contract", contract);
    let promotion: Vec<Json> = programme
        .promotion
        .iter()
        .map(|promotion| {
            let text = values.text(promotion.text.as_ref());
            json!([format!("{:?}", promotion.tool), text])
        })
        .collect();
    values.put(OfProgramme, "promotion", promotion);
    let not_offered: Map<String, Json> = programme
        .not_offered
        .iter()
        .map(|(key, reason)| (key.clone(), values.text(Some(reason))))
        .collect();
    values.put(OfProgramme, "what is not offered", not_offered);

    put_order(
        values,
        "order of tiers",
        programme.tiers.iter().map(|(_, tier)| &tier.id),
    );
    for (_, tier) in programme.tiers.iter() {
        values.part(format!("the tier `{}`", tier.id), |values| {
            collect_tier(values, tier)
        });
    }
    put_order(
        values,
        "order of criteria",
        programme.criteria.iter().map(|entry| &entry.id),
    );
    for criterion in &programme.criteria {
        values.part(format!("the criterion `{}`", criterion.id), |values| {
            collect_criterion(values, programme, criterion);
        });
    }
    put_order(
        values,
        "order of benefits",
        programme.benefits.iter().map(|entry| &entry.id),
    );
    for benefit in &programme.benefits {
        values.part(format!("the benefit `{}`", benefit.id), |values| {
            collect_benefit(values, programme, benefit);
        });
    }
    put_order(
        values,
        "order of processes",
        programme.processes.iter().map(|entry| &entry.id),
    );
    for process in &programme.processes {
        values.part(format!("the process `{}`", process.id), |values| {
            collect_process(values, process);
        });
    }
    put_order(
        values,
        "order of resources",
        programme.resources.iter().map(|entry| &entry.id),
    );
    for resource in &programme.resources {
        let value = self::resource(values, programme, resource);
        values.put(
            OfProgramme,
            &format!("the resource `{}`", resource.id),
            value,
        );
    }
    for country in &programme.countries {
        let code = &values.catalogue.vocabulary.countries[country.country].code;
        values.part(format!("the country {code}"), |values| {
            collect_country(values, programme, country);
        });
    }
}

fn put_order<'a>(
    values: &mut ValueCollector<'_>,
    name: &str,
    ids: impl Iterator<Item = &'a String>,
) {
    let ids: Vec<&str> = ids.map(String::as_str).collect();
    values.put(OfProgramme, name, ids);
}

fn collect_tier(values: &mut ValueCollector<'_>, tier: &Tier) {
    let name = values.text(Some(&tier.name));
    values.put(OfTier, "name", name);
    values.put(OfTier, "colour", tier.color.clone());
    values.put(OfTier, "colour in print", json!(tier.print_color));
    let entry = tier.print_entry.map(|size| format!("{size:?}"));
    values.put(OfTier, "size in print", entry);
}

fn collect_criterion(
    values: &mut ValueCollector<'_>,
    programme: &Programme,
    criterion: &Criterion,
) {
    let name = values.text(Some(&criterion.name));
    values.put(OfCriterion, "name", name);
    let unit = match &criterion.unit {
        Unit::Word(word) => values.text(Some(word)),
        Unit::Currency(code) => json!(&**code),
        Unit::None => Json::Null,
    };
    values.put(OfCriterion, "unit", unit);
    let texts = [
        values.text(criterion.measured.as_ref()),
        values.text(criterion.description.as_ref()),
    ];
    values.put(OfCriterion, "description", texts.to_vec());
    values.put(OfCriterion, "subject", format!("{:?}", criterion.family));
    let tiers = (&criterion.at_least, &criterion.by_type);
    let thresholds = by_tier_and_type(values, programme, tiers, &|figure| json!(figure));
    values.put(OfCriterion, "thresholds", thresholds);
}

fn collect_benefit(values: &mut ValueCollector<'_>, programme: &Programme, benefit: &Benefit) {
    let name = values.text(Some(&benefit.name));
    values.put(OfBenefit, "name", name);
    values.put(OfBenefit, "subject", format!("{:?}", benefit.axis));
    let tiers = (&benefit.value, &benefit.by_type);
    let by_tier = by_tier_and_type(values, programme, tiers, &|value| {
        benefit_value(values, value)
    });
    values.put(OfBenefit, "values", by_tier);
    let price = benefit.price.as_ref().map(|price| match price {
        Price::Amount(amount, period) => json!([money(amount), format!("{period:?}")]),
        price => json!(format!("{price:?}")),
    });
    values.put(OfBenefit, "price", price);
    let texts = [
        ("description", &benefit.description),
        ("unit", &benefit.unit),
        ("validity", &benefit.validity),
        ("updates", &benefit.updates),
        ("extension", &benefit.extension),
        ("restriction", &benefit.restriction),
        ("control", &benefit.control),
        ("owner", &benefit.owner),
    ];
    for (field, text) in texts {
        let text = values.text(text.as_ref());
        values.put(OfBenefit, field, text);
    }
    values.put(OfBenefit, "contact", benefit.contact.clone());
    values.put(OfBenefit, "access", format!("{:?}", benefit.access));
    values.put(OfBenefit, "process", process_id(programme, benefit.process));
    let products = products(values, &benefit.products);
    values.put(OfBenefit, "products", products);
}

fn collect_process(values: &mut ValueCollector<'_>, process: &Process) {
    let texts = [
        ("name", Some(&process.name)),
        ("owner", process.owner.as_ref()),
        ("turnaround", process.delay.as_ref()),
    ];
    for (field, text) in texts {
        let text = values.text(text);
        values.put(OfProcess, field, text);
    }
    let reviewed = process.reviewed.map(|date| date.to_string());
    values.put(OfProcess, "date of review", reviewed);
}

fn resource(values: &ValueCollector<'_>, programme: &Programme, resource: &Resource) -> Json {
    let file = resource.file.as_ref();
    json!([
        format!(
            "{:?} {:?} {:?}",
            resource.kit, resource.kind, resource.access
        ),
        values.text(Some(&resource.name)),
        values.text(resource.description.as_ref()),
        process_id(programme, resource.process),
        file.map(|file| json!([file.name, hash_bytes(&file.bytes)])),
    ])
}

fn collect_country(
    values: &mut ValueCollector<'_>,
    programme: &Programme,
    country: &CountryOverride,
) {
    values.put(Country, "its decisions", true);
    let contact = desk(values, country.contact.as_ref());
    values.put(Country, "contact", contact);
    let finder_fee = finder_fee(values, programme, CountryTerms::of(&country.finder_fee));
    values.put(Country, "finder's fee", finder_fee);
    let advancement = advancement(values, programme, CountryTerms::of(&country.advancement));
    values.put(Country, "moving between tiers", advancement);
    let contract = contract(values, CountryTerms::of(&country.contract));
    values.put(Country, "contract", contract);
    let membership_fee = fee(values, CountryTerms::of(&country.fee));
    values.put(Country, "membership fee", membership_fee);
    values.put(Country, "budget", country.budget.then_some(true));
    for (&position, decision) in &country.criteria {
        let tiers = (&decision.all, &decision.by_type);
        let thresholds = by_tier_and_type(values, programme, tiers, &|figure| json!(figure));
        let id = programme
            .criteria
            .get(position)
            .map_or("", |entry| &entry.id);
        values.put(
            Country,
            &format!("thresholds of the criterion `{id}`"),
            thresholds,
        );
    }
    for (&position, decision) in &country.benefits {
        let tiers = (&decision.all, &decision.by_type);
        let by_tier = by_tier_and_type(values, programme, tiers, &|value| {
            benefit_value(values, value)
        });
        let id = programme
            .benefits
            .get(position)
            .map_or("", |entry| &entry.id);
        values.put(Country, &format!("values of the benefit `{id}`"), by_tier);
    }
}

fn fee(values: &ValueCollector<'_>, fee: Option<&Fee>) -> Option<Json> {
    fee.map(|fee| {
        json!([
            money(&fee.amount),
            fee.period.map(|period| format!("{period:?}")),
            values.text(fee.renewal.as_ref()),
            values.text(fee.note.as_ref()),
        ])
    })
}

fn desk(values: &ValueCollector<'_>, desk: Option<&Desk>) -> Option<Json> {
    desk.map(|desk| {
        json!([
            desk.phone
                .as_ref()
                .map(|phone| [phone.text.clone(), phone.uri()]),
            desk.email,
            desk.form_url,
            values.text(desk.hours.as_ref())
        ])
    })
}

fn finder_fee(
    values: &ValueCollector<'_>,
    programme: &Programme,
    fee: Option<&FinderFee>,
) -> Option<Json> {
    fee.map(|fee| {
        json!([
            fee.rate,
            fee.amount.as_ref().map(money),
            values.text(fee.basis.as_ref()),
            values.text(fee.owner.as_ref()),
            process_id(programme, fee.process),
            values.text(fee.conditions.as_ref()),
        ])
    })
}

fn advancement(
    values: &ValueCollector<'_>,
    programme: &Programme,
    advancement: Option<&Advancement>,
) -> Option<Json> {
    advancement.map(|advancement| {
        json!([
            values.text(advancement.review.as_ref()),
            values.text(advancement.owner.as_ref()),
            process_id(programme, advancement.process),
        ])
    })
}

fn contract(values: &ValueCollector<'_>, contract: Option<&Contract>) -> Option<Json> {
    contract.map(|contract| {
        json!([
            values.text(Some(&contract.name)),
            values.text(contract.term.as_ref()),
            values.text(contract.notice.as_ref()),
        ])
    })
}

fn benefit_value(values: &ValueCollector<'_>, value: &BenefitValue) -> Json {
    match value {
        BenefitValue::No => json!(false),
        BenefitValue::Yes => json!(true),
        BenefitValue::Number(number) => json!(number),
        BenefitValue::Unlimited => json!("unlimited"),
        BenefitValue::Amount(amount) => money(amount),
        BenefitValue::Text(text) => values.text(Some(text)),
    }
}

/// ValueCollector by the ids of tiers, and of types of partner where they differ.
fn by_tier_and_type<T>(
    values: &ValueCollector<'_>,
    programme: &Programme,
    (all, by_type): (&ByTier<T>, &BTreeMap<TypeIx, ByTier<T>>),
    value: &dyn Fn(&T) -> Json,
) -> Json {
    let by_tier = |tiers: &ByTier<T>| -> Json {
        let found = programme.tiers.iter();
        let found = found.filter_map(|(ix, tier)| Some((tier.id.clone(), value(tiers.get(ix)?))));
        Json::Object(found.collect())
    };
    let by_type: Map<String, Json> = by_type
        .iter()
        .map(|(&ix, tiers)| (type_id(values, ix).to_owned(), by_tier(tiers)))
        .collect();
    json!([by_tier(all), by_type])
}

fn process_id(programme: &Programme, position: Option<usize>) -> Option<String> {
    Some(programme.processes.get(position?)?.id.clone())
}

fn products(values: &ValueCollector<'_>, products: &[ProductIx]) -> Vec<String> {
    ids(&values.catalogue.vocabulary.products, products, |term| {
        &term.id
    })
}

fn type_id<'a>(values: &ValueCollector<'a>, ix: TypeIx) -> &'a str {
    &values.catalogue.vocabulary.types[ix].id
}

/// The ids of entries of a list.
pub(super) fn ids<I: ListIndex, T>(
    list: &IndexedList<I, T>,
    indexes: &[I],
    id: impl Fn(&T) -> &String,
) -> Vec<String> {
    indexes.iter().map(|&ix| id(&list[ix]).clone()).collect()
}
