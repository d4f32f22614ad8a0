//! "Find my partner": need, country, language and industry, then the company's own questions, and up to five partners with
//! what they have and lack. The page's script asks one question at a time; without it, the page has the lists of the directory.
//! Entry point: [`render`].

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::index::encoding::Column;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Enquiry, Facet, FacetValue, FieldIx, Lang, ListIndex, OwnValueContent, Page, Partner, Term,
};
use crate::site::context::PageContext;
use crate::site::directory::facets::{FacetGroupView, FacetValueView};
use crate::site::message::need;
use crate::site::renderer::Renderer;
use crate::site::theming::head::{Head, in_script};
use crate::site::view::TextView;

/// The interface strings that the script needs.
const MESSAGE_KEYS: [&str; 39] = [
    "close_heading",
    "colon",
    "comma",
    "find_all",
    "find_any",
    "find_ask",
    "find_ask_for",
    "find_change",
    "find_chosen",
    "find_chosen_none",
    "find_close",
    "find_close_only",
    "find_close_some",
    "find_include",
    "find_none",
    "find_restart",
    "find_results",
    "find_rule",
    "find_rule_anywhere",
    "find_search",
    "find_step",
    "find_unknown",
    "find_words",
    "find_write",
    "partners_count",
    "reason_languages",
    "reason_need",
    "found_office",
    "reason_own",
    "found_serves",
    "found_speaks",
    "lack_country",
    "lack_industry",
    "lack_need",
    "lack_own",
    "lack_own_unknown",
    "lack_speaks",
    "lack_valid",
    "tiers",
];

#[derive(Serialize)]
struct FindPageView {
    steps: Vec<FindStepView>,
    /// What the script needs, as JSON.
    data: String,
}

/// A question whose answers are values of a facet, or choices of an own field.
#[derive(Serialize)]
struct FindStepView {
    id: String,
    heading: TextView,
    /// The answer that does not matter.
    any: String,
    answers: Vec<FindAnswerView>,
    /// Whether it is asked by the script alone.
    scripted: bool,
}

#[derive(Serialize)]
struct FindAnswerView {
    id: String,
    /// The partners who have it, for visitors without scripts.
    href: String,
    label: TextView,
    about: Option<TextView>,
    /// The number of partners, where there is a list of them.
    count: Option<String>,
    /// "14 partners", for screen readers.
    partners: Option<String>,
}

pub(crate) fn render(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let fragments = renderer.fragments(lang);
    let questions = &context.catalogue().settings.questions;
    let need = need(context);
    let industry = Some(Facet::Industry).filter(|_| need != Some(Facet::Industry));
    let facets = [need, Some(Facet::Country), Some(Facet::Language), industry];
    let facets = facets.into_iter().flatten().filter_map(|facet| {
        let mut groups = fragments.facet_groups.iter();
        groups.find(|group| group.facet == facet)
    });
    let steps = facets.map(|group| step(context, group, need));
    let view = FindPageView {
        steps: steps
            .chain(questions.iter().map(|&field| question(context, field)))
            .collect(),
        data: in_script(&data(context)),
    };
    let page = Page::Find(lang);
    let head = Head::new(&page, context.message_view("find_heading"), "directory")
        .description(Some(context.message("find_introduction")))
        .breadcrumbs(vec![fragments.directory()])
        .view(context, fragments);
    let values = [("page", renderer.value(lang, &head)?)];
    renderer.fill(lang, "find", &view, values)
}

fn step(context: PageContext<'_>, group: &FacetGroupView, need: Option<Facet>) -> FindStepView {
    let (heading, any) = match group.facet {
        facet if Some(facet) == need => ("find_need", "find_any_need"),
        Facet::Country => ("find_where", "find_anywhere"),
        Facet::Language => ("find_language", "find_any_language"),
        _ => ("find_industry", "find_any"),
    };
    FindStepView {
        id: group.id.clone().into_owned(),
        heading: context.message_view(heading),
        any: context.message(any),
        answers: (group.values.iter())
            .map(|value| answer(context, value))
            .collect(),
        scripted: false,
    }
}

fn answer(context: PageContext<'_>, value: &FacetValueView) -> FindAnswerView {
    let vocabulary = &context.catalogue().vocabulary;
    let term: Option<&Term> = match value.facet {
        FacetValue::Specialization(it) => Some(&vocabulary.specializations[it]),
        FacetValue::Product(it) => Some(&vocabulary.products[it]),
        FacetValue::Type(it) => Some(&vocabulary.types[it]),
        FacetValue::Industry(it) => Some(&vocabulary.industries[it]),
        _ => None,
    };
    FindAnswerView {
        id: value.id.clone(),
        href: value.href.clone(),
        label: value.label.clone(),
        about: context.text_opt(term.and_then(|term| term.description.as_ref())),
        count: Some(value.count.clone()),
        partners: Some(value.partners.clone()),
    }
}

fn question(context: PageContext<'_>, field: FieldIx) -> FindStepView {
    let field = &context.catalogue().vocabulary.fields[field];
    let answers = field.choices.iter().map(|(_, choice)| FindAnswerView {
        id: choice.id.clone(),
        href: format!("?{}={}", parameter(&field.id), choice.id),
        label: context.text(&choice.name),
        about: None,
        count: None,
        partners: None,
    });
    FindStepView {
        id: parameter(&field.id),
        heading: context.text(&field.name),
        any: context.message("find_any"),
        answers: answers.collect(),
        scripted: true,
    }
}

/// The name of a question in addresses. No facet has a name with this beginning.
fn parameter(field: &str) -> String {
    format!("own-{field}")
}

fn data(context: PageContext<'_>) -> Json {
    let catalogue = context.catalogue();
    let code = context.code();
    let base = code.split('-').next().unwrap_or(code);
    let languages = &catalogue.vocabulary.languages;
    let own = languages.find(code).or_else(|| languages.find(base));
    let settings = &catalogue.settings;
    let questions = settings.questions.iter();
    json!({
        "index": context.href(&Page::Index(context.lang, 0)),
        "directory": context.href(&Page::Directory(context.lang, 1)),
        "message": context.href(&Page::Message(context.lang)),
        // Who receives messages and passes them on, if the partners do not receive them.
        "organization": (settings.enquiry != Enquiry::Partners).then_some(&settings.organization.name),
        "need": need(context).and_then(Facet::common_slug),
        // Partners who speak the language of the page need not be asked for.
        "language": own.map(|own| FacetValue::Language(own).value(catalogue)),
        "questions": questions.map(|&field| own_answers(context, field)).collect::<Json>(),
        "words": context.messages(&MESSAGE_KEYS),
    })
}

/// What each partner answers to a question: a column in the order of the index.
fn own_answers(context: PageContext<'_>, field_ix: FieldIx) -> Json {
    let catalogue = context.catalogue();
    let field = &catalogue.vocabulary.fields[field_ix];
    let partners = catalogue.partners_in_order(context.lang);
    let choice = |partner: &Partner| {
        let value = partner.fields.iter().find(|it| it.field == field_ix)?;
        match value.content {
            OwnValueContent::Choice(choice) => Some(choice.index()),
            _ => None,
        }
    };
    let column = Column::new(partners.iter().map(|&ix| choice(&catalogue.partners[ix])));
    let rows = column.rows(0..partners.len());
    let choices = field.choices.iter();
    let choices =
        choices.map(|(_, it)| json!({ "id": it.id, "text": context.text(&it.name).text }));
    json!({
        "id": parameter(&field.id),
        "name": context.text(&field.name).text,
        "choices": choices.collect::<Json>(),
        "values": column.into_values(),
        "rows": rows,
    })
}
