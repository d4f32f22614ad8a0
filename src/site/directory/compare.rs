//! The page where partners are compared. It has the names of everything; the partners themselves are chosen in the
//! browser and come from the public data.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::model::{Api, Catalogue, IndexedList, Lang, ListIndex, Page, Term};
use crate::site::Site;
use crate::site::reader::Reader;
use crate::site::text::TextView;
use crate::site::theming::head::{Head, in_script};
use crate::site::theming::tier_mark::{DrawnTier, tier};

/// The interface strings that the script needs.
const WORDS: [&str; 15] = [
    "compare_failed",
    "fact_industries",
    "fact_languages",
    "fact_products",
    "fact_serves",
    "fact_since",
    "facet_country",
    "facet_type",
    "headquarters",
    "profile_certifications",
    "profile_specializations",
    "remove",
    "tiers",
    "try_again",
    "copied",
];

#[derive(Serialize)]
struct CompareView {
    /// JSON that can stand in a `script` element.
    names: String,
}

pub(crate) fn render(site: &Site, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let view = CompareView {
        names: in_script(&names(reader)),
    };
    let page = Page::Compare(lang);
    let title = TextView::plain(reader.say("compare_heading"));
    let head = Head {
        listed: false,
        ..Head::new(&page, title, "directory")
    }
    .description(Some(reader.say("compare_introduction")))
    .above(vec![reader.shared().directory()])
    .view(reader);
    let values = [("page", site.value(lang, &head)?)];
    site.fill(lang, "compare", &view, values)
}

/// What the ids of the public data are called in the language of the page.
fn names(reader: Reader<'_>) -> Json {
    let catalogue = reader.catalogue();
    let vocabulary = &catalogue.vocabulary;
    let countries = vocabulary.countries.iter();
    let countries = countries.map(|(at, it)| (it.code.clone(), json!(reader.country(at).text)));
    let spoken: BTreeSet<&String> = catalogue
        .partners
        .iter()
        .flat_map(|(_, partner)| &partner.languages)
        .collect();
    let spoken = spoken.into_iter().map(|code| {
        let name = reader.locale().language_name(code);
        (code.clone(), json!(name))
    });
    let programmes = catalogue.programmes.iter().map(|(of, programme)| {
        let tiers = programme.tiers.iter();
        let tiers = tiers.map(|(at, it)| {
            let drawn = DrawnTier::from(tier(reader, of, at));
            (it.id.clone(), json!(drawn))
        });
        (programme.id.clone(), Json::Object(tiers.collect()))
    });
    let words = WORDS
        .iter()
        .map(|key| ((*key).to_owned(), json!(reader.say(key))));
    json!({
        "data": folder(&reader.href(&Page::Api(Api::Partners))),
        "profiles": reader.href(&Page::Directory(reader.lang, 1)).replace("/directory/", "/partners/"),
        "types": terms(reader, &vocabulary.types),
        "products": terms(reader, &vocabulary.products),
        "specializations": terms(reader, &vocabulary.specializations),
        "levels": terms(reader, &vocabulary.levels),
        "industries": terms(reader, &vocabulary.industries),
        "certifications": terms(reader, &vocabulary.certifications),
        "countries": countries.collect::<Map<_, _>>(),
        "languages": spoken.collect::<Map<_, _>>(),
        "programmes": programmes.collect::<Map<_, _>>(),
        "pale": pale(catalogue),
        "words": words.collect::<Map<_, _>>(),
    })
}

/// The partners whose logos need a dark ground: the public data does not tell.
fn pale(catalogue: &Catalogue) -> Vec<&str> {
    let partners = catalogue.partners.iter().map(|(_, partner)| partner);
    partners
        .filter(|it| it.logo.is_some_and(|logo| catalogue.pictures[logo].pale))
        .map(|it| it.id.as_str())
        .collect()
}

fn terms<I: ListIndex>(reader: Reader<'_>, terms: &IndexedList<I, Term>) -> Json {
    let names = terms
        .iter()
        .map(|(_, it)| (it.id.clone(), json!(reader.term(it).text)));
    Json::Object(names.collect())
}

/// `/api/v1/partners/`, from the address of the list.
fn folder(list: &str) -> String {
    list.replace(".json", "/")
}
