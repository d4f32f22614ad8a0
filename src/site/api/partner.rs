//! Partners as public data.

mod reference;

use serde_json::{Value as Json, json};

use super::{JsonObject, own_fields, text};
use crate::markdown::{self, Trust};
use crate::model::{
    Contact, ContactRole, CountryIx, Illustration, Lang, Link, LinkKind, ListIndex, Membership,
    Office, Page, Partner, PartnerIx, Phone, PictureUse, Specialization, Text,
};
use crate::site::context::PageContext;

/// All partners in the default language's order, with the address of the rest.
pub(super) fn list(context: PageContext<'_>) -> Json {
    let partners = context.catalogue().partners_in_order(Lang::DEFAULT).iter();
    partners.map(|&ix| short(context, ix).done()).collect()
}

/// Everything public about a partner.
pub(super) fn full(context: PageContext<'_>, ix: PartnerIx) -> Json {
    let catalogue = context.catalogue();
    let partner = &catalogue.partners[ix];
    let description = partner.description.as_ref();
    short(context, ix)
        .put("legal_name", &partner.legal_name)
        .put("former_ids", &partner.aliases)
        .put("description", description.map(|it| markdown(context, it)))
        .put(
            "certifications",
            partner
                .certifications
                .iter()
                .map(|it| {
                    let id = &catalogue.vocabulary.certifications[it.id].id;
                    json!({ "id": id, "count": it.count })
                })
                .collect::<Json>(),
        )
        .put("contacts", contacts(context, partner))
        .put(
            "references",
            partner
                .references
                .iter()
                .map(|it| reference::view(context, it))
                .collect::<Json>(),
        )
        .put("links", partner.links.iter().map(link).collect::<Json>())
        .done()
}

/// What is shown of a Markdown text, with links that lead to the site from anywhere.
fn markdown(context: PageContext<'_>, text: &Text) -> Json {
    let catalogue = context.catalogue();
    let base = context.site.links.absolute("");
    let versions = text.versions().map(|(lang, version)| {
        let link = |target: &str| catalogue.published_link(lang, target, &base);
        let version = markdown::visible(version, Trust::Partner, &link);
        (catalogue.code(lang).to_owned(), Json::from(version))
    });
    versions.collect::<serde_json::Map<_, _>>().into()
}

fn short(context: PageContext<'_>, ix: PartnerIx) -> JsonObject {
    let catalogue = context.catalogue();
    let vocabulary = &catalogue.vocabulary;
    let partner = &catalogue.partners[ix];
    let codes = |countries: &[CountryIx]| -> Vec<&str> {
        let countries = countries.iter();
        countries
            .map(|&it| vocabulary.countries[it].code.as_str())
            .collect()
    };
    let logo = |picture: Option<_>| {
        picture.map(|picture| context.url(&Page::Picture(picture, PictureUse::Logo)))
    };
    let summary = partner.summary.as_ref();
    JsonObject::default()
        .put("id", &partner.id)
        .put("name", &partner.name)
        .put("url", context.url(&Page::Short(ix)))
        .put(
            "data",
            context.url(&Page::Api(crate::model::Api::Partner(ix))),
        )
        .put("vcard", context.url(&Page::Vcard(ix)))
        .put("website", &partner.website)
        .put("logo", logo(partner.logo))
        .put("logo_dark", logo(partner.logo_dark))
        .put(
            "picture",
            partner.picture.as_ref().map(|it| picture(context, it)),
        )
        .put("cover", &partner.cover)
        .put("summary", summary.map(|it| text(catalogue, it)))
        .put("types", ids(&partner.types, |it| &vocabulary.types[it].id))
        .put(
            "products",
            ids(&partner.products, |it| &vocabulary.products[it].id),
        )
        .put(
            "industries",
            ids(&partner.industries, |it| &vocabulary.industries[it].id),
        )
        .put("languages", &partner.languages)
        .put("serves", codes(&partner.serves))
        .put("countries", codes(&partner.countries))
        .put("since", partner.since.map(|date| date.to_string()))
        .put(
            "last_verified",
            partner.last_verified.map(|date| date.to_string()),
        )
        .put("programmes", memberships(context, partner))
        .put("specializations", specializations(context, ix))
        .put("offices", offices(context, partner))
        .put("fields", own_fields::values(catalogue, &partner.fields))
}

fn ids<'a, I: Copy>(list: &[I], id: impl Fn(I) -> &'a str) -> Vec<&'a str> {
    list.iter().map(|&it| id(it)).collect()
}

fn memberships(context: PageContext<'_>, partner: &Partner) -> Json {
    let view = |it: &Membership| {
        let programme = &context.catalogue().programmes[it.programme];
        let history = it.history.iter().map(|former| {
            JsonObject::default()
                .put("tier", &programme.tiers[former.tier].id)
                .put("since", former.since.map(|date| date.to_string()))
                .done()
        });
        JsonObject::default()
            .put("programme", &programme.id)
            .put("tier", it.tier.map(|tier| &programme.tiers[tier].id))
            .put("since", it.since.map(|date| date.to_string()))
            .put("until", it.until.map(|date| date.to_string()))
            .put("history", history.collect::<Json>())
            .done()
    };
    partner.memberships.iter().map(view).collect()
}

fn specializations(context: PageContext<'_>, ix: PartnerIx) -> Json {
    let vocabulary = &context.catalogue().vocabulary;
    let view = |it: &Specialization| {
        let code = |at: CountryIx| vocabulary.countries[at].code.as_str();
        let pairs = context.site.profiles[ix.index()].pairs();
        let valid_in = pairs
            .filter(|(_, specialization)| !it.countries.is_empty() && *specialization == it.id)
            .map(|(country, _)| country);
        JsonObject::default()
            .put("id", &vocabulary.specializations[it.id].id)
            .put("level", it.level.map(|level| &vocabulary.levels[level].id))
            .put(
                "countries",
                it.countries.iter().copied().map(code).collect::<Vec<_>>(),
            )
            // Those of the partner's countries where it is valid, with groups resolved.
            .put("valid_in", valid_in.map(code).collect::<Vec<_>>())
            .put("since", it.since.map(|date| date.to_string()))
            .put("until", it.until.map(|date| date.to_string()))
            .done()
    };
    let partner = &context.catalogue().partners[ix];
    partner.specializations.iter().map(view).collect()
}

fn offices(context: PageContext<'_>, partner: &Partner) -> Json {
    let view = |it: &Office| {
        let country = &context.catalogue().vocabulary.countries[it.country];
        let own = it.own_coordinates();
        // By language, where it has different names.
        let city_names = it
            .city
            .as_ref()
            .filter(|names| names.versions().count() > 1);
        JsonObject::default()
            .put("headquarters", it.headquarters.then_some(true))
            .put("street", &it.street)
            .put("postcode", &it.postcode)
            .put("city", it.city_in(Lang::DEFAULT))
            .put(
                "city_names",
                city_names.map(|names| text(context.catalogue(), names)),
            )
            .put("region", &it.region)
            .put("country", &country.code)
            .put("latitude", own.map(|it| it.latitude))
            .put("longitude", own.map(|it| it.longitude))
            .done()
    };
    partner.offices.iter().map(view).collect()
}

fn contacts(context: PageContext<'_>, partner: &Partner) -> Json {
    let view = |it: &Contact| {
        let role = match it.role {
            ContactRole::Sales => "sales",
            ContactRole::Technical => "technical",
            ContactRole::Support => "support",
            ContactRole::Administrative => "administrative",
        };
        let label = it.label.as_ref();
        JsonObject::default()
            .put("role", role)
            .put("label", label.map(|label| text(context.catalogue(), label)))
            .put("person", &it.person)
            .put("email", &it.email)
            .put("phone", it.phone.as_ref().map(|phone| &phone.text))
            .put("phone_uri", it.phone.as_ref().map(Phone::uri))
            .put("form_url", &it.form_url)
            .done()
    };
    partner.contacts.iter().map(view).collect()
}

/// A picture with its text in each language.
fn picture(context: PageContext<'_>, illustration: &Illustration) -> Json {
    let page = Page::Picture(illustration.picture, PictureUse::Illustration);
    JsonObject::default()
        .put("url", context.url(&page))
        .put("alt", text(context.catalogue(), &illustration.alt))
        .done()
}

fn link(link: &Link) -> Json {
    let kind = match link.kind {
        LinkKind::Website => "website",
        LinkKind::Linkedin => "linkedin",
        LinkKind::CaseStudies => "case-studies",
        LinkKind::Blog => "blog",
        LinkKind::Video => "video",
        LinkKind::Documentation => "documentation",
        LinkKind::Support => "support",
        LinkKind::Mastodon => "mastodon",
        LinkKind::Github => "github",
        LinkKind::Facebook => "facebook",
        LinkKind::Instagram => "instagram",
        LinkKind::X => "x",
        LinkKind::Youtube => "youtube",
    };
    json!({ "kind": kind, "url": link.url.as_ref() })
}
