//! The page that compares partners. It contains the names of all ids; the script loads the chosen partners from the
//! public data.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::model::{
    Api, Catalogue, FieldOwner, FieldPlace, IndexedList, Lang, ListIndex, Page, Term,
};
use crate::site::context::PageContext;
use crate::site::renderer::Renderer;
use crate::site::theming::head::{Head, in_script};
use crate::site::theming::tier_mark::tier;
use crate::site::view::TextView;

/// The interface strings that the script needs.
const MESSAGE_KEYS: [&str; 39] = [
    "card_certified",
    "card_references",
    "colon",
    "comma",
    "compare_failed",
    "compare_need",
    "compare_not_stated",
    "compare_references",
    "copied",
    "countries_count",
    "ended_on",
    "fact_industries",
    "fact_languages",
    "fact_products",
    "fact_serves",
    "fact_since",
    "fact_verified",
    "facet_type",
    "headquarters",
    "lack_elsewhere",
    "no",
    "place",
    "profile_certifications",
    "profile_offices",
    "profile_specializations",
    "range",
    "reason_lacks",
    "reason_level",
    "reason_matches",
    "reason_office",
    "reason_offices",
    "reason_serves",
    "reason_speaks",
    "remove",
    "since",
    "tiers",
    "valid_everywhere",
    "valid_until",
    "yes",
];

#[derive(Serialize)]
struct ComparePageView {
    /// JSON, escaped for a `script` element.
    names: String,
}

pub(crate) fn render(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let view = ComparePageView {
        names: in_script(&names(context)),
    };
    let fragments = renderer.fragments(lang);
    let page = Page::Compare(lang);
    let title = context.message_view("compare_heading");
    let head = Head {
        listed: false,
        ..Head::new(&page, title, "directory")
    }
    .description(Some(context.message("compare_introduction")))
    .breadcrumbs(vec![fragments.directory()])
    .view(context, fragments);
    let values = [("page", renderer.value(lang, &head)?)];
    renderer.fill(lang, "compare", &view, values)
}

/// The names of the ids of the public data, in the language of the page.
fn names(context: PageContext<'_>) -> Json {
    let catalogue = context.catalogue();
    let vocabulary = &catalogue.vocabulary;
    let countries = vocabulary.countries.iter();
    let countries = countries.map(|(at, it)| (it.code.clone(), name(&context.country(at))));
    let spoken: BTreeSet<&String> = catalogue
        .partners
        .iter()
        .flat_map(|(_, partner)| &partner.languages)
        .collect();
    let spoken = spoken.into_iter().map(|code| {
        let name = context.locale().language_name(code);
        (code.clone(), json!(name))
    });
    let groups = vocabulary.countries.iter();
    let groups = groups.filter(|(_, it)| it.is_group());
    let groups = groups.map(|(at, it)| {
        let members = vocabulary.countries_of(&[at]).into_iter();
        let codes = members.map(|at| vocabulary.countries[at].code.as_str());
        (it.code.clone(), codes.collect::<Json>())
    });
    let programmes = catalogue
        .programmes
        .iter()
        .map(|(programme_ix, programme)| {
            let tiers = programme.tiers.iter();
            let tiers =
                tiers.map(|(at, it)| (it.id.clone(), json!(tier(context, programme_ix, at))));
            (programme.id.clone(), Json::Object(tiers.collect()))
        });
    json!({
        "data": folder(&context.href(&Page::Api(Api::Partners))),
        "profiles": context.href(&Page::Directory(context.lang, 1)).replace("/directory/", "/partners/"),
        "types": terms(context, &vocabulary.types),
        "products": terms(context, &vocabulary.products),
        "specializations": terms(context, &vocabulary.specializations),
        "levels": terms(context, &vocabulary.levels),
        "industries": terms(context, &vocabulary.industries),
        "certifications": terms(context, &vocabulary.certifications),
        "countries": countries.collect::<Map<_, _>>(),
        "groups": groups.collect::<Map<_, _>>(),
        "languages": spoken.collect::<Map<_, _>>(),
        "programmes": programmes.collect::<Map<_, _>>(),
        "fields": fields(context),
        "pale": pale(catalogue),
        "words": context.messages(&MESSAGE_KEYS),
    })
}

/// The company's own fields that are compared, with the names of their choices.
fn fields(context: PageContext<'_>) -> Json {
    let fields = context.catalogue().vocabulary.fields.iter();
    let compared = fields.filter(|(_, it)| it.is_in(FieldOwner::Partner, FieldPlace::Compare));
    let fields = compared.map(|(_, field)| {
        let choices = field.choices.iter();
        let choices = choices.map(|(_, it)| (it.id.clone(), name(&context.text(&it.name))));
        json!({
            "id": field.id,
            "kind": field.kind.word(),
            "name": context.text(&field.name),
            "unit": context.text_opt(field.unit.as_ref()),
            "choices": choices.collect::<Map<_, _>>(),
        })
    });
    fields.collect()
}

/// The partners whose logos need a dark background, which the public data does not contain.
fn pale(catalogue: &Catalogue) -> Vec<&str> {
    let partners = catalogue.partners.iter().map(|(_, partner)| partner);
    partners
        .filter(|it| it.logo.is_some_and(|logo| catalogue.pictures[logo].pale))
        .map(|it| it.id.as_str())
        .collect()
}

fn terms<I: ListIndex>(context: PageContext<'_>, terms: &IndexedList<I, Term>) -> Json {
    let names = terms
        .iter()
        .map(|(_, it)| (it.id.clone(), name(&context.term(it))));
    Json::Object(names.collect())
}

/// A name; with its language where that is not the page's.
fn name(name: &TextView) -> Json {
    if name.lang.is_none() {
        return json!(name.text);
    }
    json!(name)
}

/// `/api/v1/partners/`, from the address of the list.
fn folder(list: &str) -> String {
    list.replace(".json", "/")
}
