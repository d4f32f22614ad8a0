//! `/api/v1/`: the public data as JSON, and as a table for spreadsheets; all languages in one file.
//!
//! A text is an object by language code, ids are those of addresses, dates are ISO 8601. Fields may be added within
//! version 1; none changes its meaning or goes away.

mod partner;
mod programme;
mod table;
mod vocabulary;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::Site;
use super::reader::Reader;
use crate::model::{Api, Catalogue, Lang, Money, Page, PartnerIx, Text};

const VERSION: u32 = 1;

/// The bytes of a file of public data.
pub(super) fn render(site: &Site, api: Api) -> Vec<u8> {
    let reader = site.reader(Lang::DEFAULT);
    let body = match api {
        Api::Table => return table::partners(reader).into_bytes(),
        Api::Partners => ("partners", partner::list(reader)),
        Api::Partner(ix) => ("partner", partner::full(reader, ix)),
        Api::Programmes => ("programmes", programme::list(reader)),
        Api::Vocabulary => ("vocabulary", vocabulary::all(reader)),
    };
    let (name, body) = body;
    let about = site.about_data.get_or_init(|| about(reader).to_string());
    format!("{{\"about\":{about},\"{name}\":{body}}}\n").into_bytes()
}

impl Site {
    /// Everything public about a partner.
    pub fn partner_data(&self, ix: PartnerIx) -> Json {
        partner::full(self.reader(Lang::DEFAULT), ix)
    }

    /// The programmes as public data.
    pub fn programme_data(&self) -> Json {
        programme::list(self.reader(Lang::DEFAULT))
    }

    /// The vocabulary as public data.
    pub fn vocabulary_data(&self) -> Json {
        vocabulary::all(self.reader(Lang::DEFAULT))
    }
}

/// What the file is and how to read it, in every file.
fn about(reader: Reader<'_>) -> Json {
    let catalogue = reader.catalogue();
    let url = |api| reader.url(&Page::Api(api));
    let settings = &catalogue.settings;
    json!({
        "title": text(catalogue, &settings.title),
        "version": VERSION,
        "organization": settings.organization.name,
        "as_of": reader.common.options.today.to_string(),
        "languages": settings.languages,
        "reading": "Texts are objects by language code; a language that is missing falls back to the first of \
                    `languages`. Ids are permanent and those of the site's addresses. Dates are ISO 8601, countries \
                    ISO 3166-1, currencies ISO 4217. Within a version fields are added, never changed or removed.",
        "files": {
            "partners": url(Api::Partners),
            "table": url(Api::Table),
            "programmes": url(Api::Programmes),
            "vocabulary": url(Api::Vocabulary),
        },
    })
}

/// A text by language code, in the languages' order.
fn text(catalogue: &Catalogue, text: &Text) -> Json {
    let versions = text.versions();
    let by_code: Map<String, Json> = versions
        .map(|(lang, version)| (catalogue.code(lang).to_owned(), json!(version.as_ref())))
        .collect();
    Json::Object(by_code)
}

fn money(money: &Money) -> Json {
    json!({ "amount": whole(money.amount), "currency": money.currency.as_ref() })
}

/// A number that is whole without `.0`.
fn whole(number: f64) -> Json {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        json!(number as i64)
    } else {
        json!(number)
    }
}

/// An object being filled; what is absent or empty is left out.
#[derive(Default)]
struct Fields(Map<String, Json>);

impl Fields {
    fn put(mut self, key: &str, value: impl Serialize) -> Self {
        let value = json!(value);
        let empty = match &value {
            Json::Null => true,
            Json::Array(list) => list.is_empty(),
            Json::Object(fields) => fields.is_empty(),
            _ => false,
        };
        if !empty {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    fn done(self) -> Json {
        Json::Object(self.0)
    }
}
