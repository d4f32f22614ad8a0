//! `/api/v1/`: the public data as JSON and as CSV, all languages in one file. Entry point: [`render`].
//!
//! A text is an object by language code, ids are those of addresses, dates are ISO 8601. Version 1 may gain fields;
//! none changes its meaning or is removed.

pub(super) mod contract;
mod own_fields;
mod partner;
mod programme;
mod table;
mod vocabulary;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use self::contract::VERSION;
use super::context::PageContext;
use crate::model::{Api, Catalogue, Lang, Money, Page, PartnerIx, Text};

/// How to read the files, for their head.
const READING: &str = "Texts are objects by language code; a language that is missing falls back to the first of \
                       `languages`. Ids are permanent and those of the site's addresses. Dates are ISO 8601, countries \
                       ISO 3166-1, currencies ISO 4217. Within a version fields are added, never changed or removed.";

/// The bytes of a file of public data; `about` is its head, from [`about`].
pub(super) fn render(context: PageContext<'_>, about: &str, api: Api) -> Vec<u8> {
    let (name, body) = match api {
        Api::Table => return table::partners(context).into_bytes(),
        Api::Schema => return contract::schema(context).into_bytes(),
        Api::Partners => ("partners", partner::list(context)),
        Api::Partner(ix) => ("partner", partner(context, ix)),
        Api::Programmes => ("programmes", programmes(context)),
        Api::Vocabulary => ("vocabulary", vocabulary::all(context)),
    };
    format!("{{\"about\":{about},\"{name}\":{body}}}\n").into_bytes()
}

/// Everything public about a partner.
pub(super) fn partner(context: PageContext<'_>, ix: PartnerIx) -> Json {
    partner::full(context, ix)
}

/// All programmes.
pub(super) fn programmes(context: PageContext<'_>) -> Json {
    programme::list(context)
}

/// The vocabulary.
pub(super) fn vocabulary(context: PageContext<'_>) -> Json {
    vocabulary::all(context)
}

/// The head of every file: what it is and how to read it.
pub(super) fn about(context: PageContext<'_>) -> Json {
    let catalogue = context.catalogue();
    let url = |api| context.url(&Page::Api(api));
    let settings = &catalogue.settings;
    let licence = settings.data.licence;
    let licence = licence.map(|it| json!({ "id": it.id, "name": it.name, "url": it.url }));
    let terms = settings.data.terms.as_ref();
    JsonObject::default()
        .put("title", text(catalogue, &settings.title))
        .put("version", VERSION)
        .put("organization", &settings.organization.name)
        .put("as_of", context.site.options.today.to_string())
        .put("languages", &settings.languages)
        .put("reading", READING)
        .put("licence", licence)
        .put("terms", terms.map(|terms| text(catalogue, terms)))
        .put("documentation", context.url(&Page::Data(Lang::DEFAULT)))
        .put(
            "files",
            json!({
                "partners": url(Api::Partners),
                "table": url(Api::Table),
                "programmes": url(Api::Programmes),
                "vocabulary": url(Api::Vocabulary),
                "schema": url(Api::Schema),
            }),
        )
        .done()
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

/// A number, without `.0` if it is whole.
fn whole(number: f64) -> Json {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        json!(number as i64)
    } else {
        json!(number)
    }
}

/// A JSON object that leaves absent and empty values out.
#[derive(Default)]
struct JsonObject(Map<String, Json>);

impl JsonObject {
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
