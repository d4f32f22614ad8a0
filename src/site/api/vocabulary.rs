//! The vocabulary as public data.

use serde_json::{Map, Value as Json, json};

use super::{Fields, text};
use crate::model::{Catalogue, Country, IndexedList, ListIndex, Term};
use crate::site::reader::Reader;

pub(super) fn all(reader: Reader<'_>) -> Json {
    let catalogue = reader.catalogue();
    let vocabulary = &catalogue.vocabulary;
    let countries = vocabulary.countries.iter();
    let countries: Json = countries.map(|(_, it)| country(reader, it)).collect();
    json!({
        "types": terms(catalogue, &vocabulary.types),
        "products": terms(catalogue, &vocabulary.products),
        "specializations": terms(catalogue, &vocabulary.specializations),
        "levels": terms(catalogue, &vocabulary.levels),
        "industries": terms(catalogue, &vocabulary.industries),
        "certifications": terms(catalogue, &vocabulary.certifications),
        "countries": countries,
    })
}

fn terms<I: ListIndex>(catalogue: &Catalogue, terms: &IndexedList<I, Term>) -> Json {
    let products = &catalogue.vocabulary.products;
    let view = |it: &Term| {
        let of = it.products.iter().map(|&at| products[at].id.as_str());
        Fields::default()
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

/// A country's names as the site writes them: its own where it has one, else CLDR's.
fn country(reader: Reader<'_>, it: &Country) -> Json {
    let catalogue = reader.catalogue();
    let languages = catalogue.languages();
    let names: Map<String, Json> = languages
        .map(|lang| {
            let name = reader.common.locales[lang.index()].country(it, lang);
            (catalogue.code(lang).to_owned(), json!(name))
        })
        .collect();
    let members = it.members.iter();
    let members = members.map(|&at| catalogue.vocabulary.countries[at].code.as_str());
    Fields::default()
        .put("code", &it.code)
        .put("name", Json::Object(names))
        .put("members", members.collect::<Vec<_>>())
        .done()
}
