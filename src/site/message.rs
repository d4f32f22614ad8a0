//! The page on which visitors write to one partner, or to several: a form, from which the page's script makes e-mails, or
//! which the browser sends to the company's form service. Entry point: [`render`].

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::context::PageContext;
use super::directory::facets::FacetValueView;
use super::fragments::Fragments;
use super::renderer::Renderer;
use super::theming::head::{Head, in_script};
use super::view::TextView;
use crate::diagnostic::Diagnostic;
use crate::model::{Api, Enquiry, Facet, Lang, Page, Partner};
use crate::text::url::site_name;

/// The interface strings that the script needs.
const MESSAGE_KEYS: [&str; 25] = [
    "colon",
    "comma",
    "copied",
    "facet_industry",
    "message_by_mail",
    "message_copy",
    "message_date",
    "message_failed",
    "message_from",
    "message_language",
    "message_line_company",
    "message_line_name",
    "message_line_phone",
    "message_need",
    "message_no_mail",
    "message_other_form",
    "message_partners",
    "message_place",
    "message_profile",
    "message_remove",
    "message_subject",
    "message_subject_need",
    "message_too_long",
    "message_too_many",
    "message_write_to",
];

/// The form of a message.
#[derive(Serialize)]
struct MessagePageView {
    recipient: RecipientView,
    /// The facet that visitors name their need by; absent where the directory has none.
    need: Option<&'static str>,
    needs: Vec<ChoiceView>,
    countries: Vec<ChoiceView>,
    languages: Vec<ChoiceView>,
    /// Empty where they are the need, or no facet.
    industries: Vec<ChoiceView>,
    /// What the script needs, as JSON.
    data: String,
}

/// Who receives messages: each partner if there is neither an address nor a form service.
#[derive(Serialize)]
pub(crate) struct RecipientView {
    email: Option<String>,
    endpoint: Option<String>,
    /// The host of the form service, as people read it.
    service: Option<String>,
    consent: Option<TextView>,
}

/// A choice of the form.
#[derive(Serialize)]
struct ChoiceView {
    id: String,
    label: TextView,
    /// The partners who have it, for visitors without scripts.
    href: String,
}

pub(super) fn render(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let fragments = renderer.fragments(lang);
    let need = need(context);
    let view = MessagePageView {
        recipient: recipient(context),
        need: need.and_then(Facet::common_slug),
        needs: need.map_or_else(Vec::new, |facet| choices(fragments, facet)),
        countries: choices(fragments, Facet::Country),
        languages: choices(fragments, Facet::Language),
        industries: match need {
            Some(Facet::Industry) => Vec::new(),
            _ => choices(fragments, Facet::Industry),
        },
        data: in_script(&data(context)),
    };
    let page = Page::Message(lang);
    let settings = &context.catalogue().settings;
    let title = match settings.enquiry {
        Enquiry::Partners => context.message_view("message_heading"),
        Enquiry::Email(_) | Enquiry::Endpoint { .. } => {
            let organization = settings.organization.name.clone();
            context.message_view_with("message_heading_central", &[("organization", organization)])
        }
    };
    let head = Head {
        listed: false,
        ..Head::new(&page, title, "directory")
    }
    .breadcrumbs(vec![fragments.directory()])
    .view(context, fragments);
    let values = [("page", renderer.value(lang, &head)?)];
    renderer.fill(lang, "message", &view, values)
}

/// Who receives messages.
pub(crate) fn recipient(context: PageContext<'_>) -> RecipientView {
    let mut view = RecipientView {
        email: None,
        endpoint: None,
        service: None,
        consent: None,
    };
    match &context.catalogue().settings.enquiry {
        Enquiry::Partners => {}
        Enquiry::Email(email) => view.email = Some(email.clone()),
        Enquiry::Endpoint { url, consent } => {
            view.endpoint = Some(url.clone());
            view.service = Some(site_name(url));
            view.consent = Some(context.text(consent));
        }
    }
    view
}

/// The address of the page with one partner chosen; absent where no message can reach it.
pub(crate) fn address_for(context: PageContext<'_>, partner: &Partner) -> Option<String> {
    let goes_to_partner = context.catalogue().settings.enquiry == Enquiry::Partners;
    let has_email = partner.contacts.iter().any(|it| it.email.is_some());
    let page = context.href(&Page::Message(context.lang));
    (!goes_to_partner || has_email).then(|| format!("{page}?to={}", partner.id))
}

/// The facet by which visitors say what they need: the most telling one that the directory has.
pub(crate) fn need(context: PageContext<'_>) -> Option<Facet> {
    let catalogue = context.catalogue();
    let telling = [
        Facet::Specialization,
        Facet::Product,
        Facet::Type,
        Facet::Industry,
    ];
    telling.into_iter().find(|&facet| {
        let values = catalogue.values_of(facet).into_iter();
        let mut partners = values.map(|value| catalogue.partners_of(context.lang, value));
        catalogue.has_facet(facet) && partners.any(|partners| !partners.is_empty())
    })
}

fn choices(fragments: &Fragments, facet: Facet) -> Vec<ChoiceView> {
    let groups = fragments.facet_groups.iter();
    let values = groups.filter(|group| group.facet == facet);
    let values = values.flat_map(|group| &group.values);
    let choice = |value: &FacetValueView| ChoiceView {
        id: value.id.clone(),
        label: value.label.clone(),
        href: value.href.clone(),
    };
    values.map(choice).collect()
}

fn data(context: PageContext<'_>) -> Json {
    let settings = &context.catalogue().settings;
    let list = context.href(&Page::Api(Api::Partners));
    json!({
        "partners": list.replace(".json", "/"),
        "home": context.url(&Page::Home(context.lang)),
        "site": context.text(&settings.title).text,
        "address": context.url(&Page::Message(context.lang)),
        "organization": settings.organization.name,
        "email": match &settings.enquiry {
            Enquiry::Email(email) => Some(email),
            Enquiry::Partners | Enquiry::Endpoint { .. } => None,
        },
        "to_service": matches!(settings.enquiry, Enquiry::Endpoint { .. }),
        "words": context.messages(&MESSAGE_KEYS),
    })
}
