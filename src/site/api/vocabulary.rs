//! The vocabulary as public data.

use serde_json::{Map, Value as Json, json};

use super::{JsonObject, own_fields, text};
use crate::model::{Catalogue, Country, IndexedList, ListIndex, Term};
use crate::site::context::PageContext;

pub(super) fn all(context: PageContext<'_>) -> Json {
    let catalogue = context.catalogue();
    let vocabulary = &catalogue.vocabulary;
    let countries = vocabulary.countries.iter();
    let countries: Json = countries.map(|(_, it)| country(context, it)).collect();
    json!({
        "types": terms(catalogue, &vocabulary.types),
        "products": terms(catalogue, &vocabulary.products),
        "specializations": terms(catalogue, &vocabulary.specializations),
        "levels": terms(catalogue, &vocabulary.levels),
        "industries": terms(catalogue, &vocabulary.industries),
        "certifications": terms(catalogue, &vocabulary.certifications),
        "countries": countries,
        "fields": own_fields::declarations(catalogue),
    })
}

fn terms<I: ListIndex>(catalogue: &Catalogue, terms: &IndexedList<I, Term>) -> Json {
    let products = &catalogue.vocabulary.products;
    let view = |it: &Term| {
        let of = it.products.iter().map(|&at| products[at].id.as_str());
        JsonObject::default()
            .put("id", &it.id)
            .put("name", text(catalogue, &it.name))
            .put("plural", it.plural.as_ref().map(|it| text(catalogue, it)))
            .put(
                "description",
                it.description.as_ref().map(|it| text(catalogue, it)),
            )
            .put("products", of.collect::<Vec<_>>())
            .done()
    };
    terms.iter().map(|(_, it)| view(it)).collect()
}

/// A country with its names: the vocabulary's where it has one, else CLDR's.
fn country(context: PageContext<'_>, country: &Country) -> Json {
    let catalogue = context.catalogue();
    let languages = catalogue.languages();
    let names: Map<String, Json> = languages
        .map(|lang| {
            let name = context.site.locales[lang.index()].country(country, lang);
            (catalogue.code(lang).to_owned(), json!(name))
        })
        .collect();
    let members = country.members.iter();
    let members = members.map(|&at| catalogue.vocabulary.countries[at].code.as_str());
    JsonObject::default()
        .put("code", &country.code)
        .put("name", Json::Object(names))
        .put("members", members.collect::<Vec<_>>())
        .done()
}
