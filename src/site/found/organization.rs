//! A partner as schema.org's Organization.

use serde_json::{Map, Value as Json, json};

use super::structured;
use crate::model::{Contact, LinkKind, Office, Page, PartnerIx, PictureUse};
use crate::site::reader::Reader;
use crate::site::words;

/// What search engines are told about a partner: what its profile says, in their words.
pub(crate) fn data(reader: Reader<'_>, ix: PartnerIx) -> Json {
    let catalogue = reader.catalogue();
    let partner = &catalogue.partners[ix];
    let mut data = Map::new();
    let mut put = |key: &str, value: Option<Json>| {
        if let Some(value) = value {
            data.insert(key.to_owned(), value);
        }
    };
    put("@context", Some(json!("https://schema.org")));
    put("@type", Some(json!("Organization")));
    put("@id", Some(json!(reader.url(&Page::Short(ix)))));
    put("name", Some(json!(partner.name)));
    put("legalName", partner.legal_name.as_ref().map(|it| json!(it)));
    let summary = partner.summary.as_ref();
    put("description", summary.map(|it| json!(it.str(reader.lang))));
    put("url", partner.website.as_ref().map(|it| json!(it)));
    let logo = partner
        .logo
        .map(|logo| Page::Picture(logo, PictureUse::Logo));
    put("logo", logo.map(|logo| json!(reader.url(&logo))));
    let links = partner.links.iter().filter(|it| is_profile(it.kind));
    let same: Vec<&str> = links.map(|it| it.url.as_ref()).collect();
    put("sameAs", (!same.is_empty()).then(|| json!(same)));
    put(
        "address",
        partner.headquarters().map(|it| address(reader, it)),
    );
    let served: Vec<Json> = partner
        .countries
        .iter()
        .map(|&it| json!({ "@type": "Country", "name": reader.country(it).text }))
        .collect();
    put("areaServed", (!served.is_empty()).then(|| json!(served)));
    let languages = &partner.languages;
    put(
        "knowsLanguage",
        (!languages.is_empty()).then(|| json!(languages)),
    );
    let known = partner.specializations.iter();
    let known: Vec<String> = known
        .map(|it| {
            reader
                .term(&catalogue.vocabulary.specializations[it.id])
                .text
        })
        .collect();
    put("knowsAbout", (!known.is_empty()).then(|| json!(known)));
    let desks: Vec<Json> = partner
        .contacts
        .iter()
        .filter_map(|it| desk(reader, it))
        .collect();
    put("contactPoint", (!desks.is_empty()).then(|| json!(desks)));
    put("memberOf", memberships(reader, ix));
    Json::Object(data)
}

/// Whether what is there is the company itself, as another site shows it.
fn is_profile(kind: LinkKind) -> bool {
    !matches!(
        kind,
        LinkKind::CaseStudies | LinkKind::Video | LinkKind::Documentation | LinkKind::Support
    )
}

fn desk(reader: Reader<'_>, contact: &Contact) -> Option<Json> {
    let reached = [("email", &contact.email), ("telephone", &contact.phone)];
    let mut desk = json!({
        "@type": "ContactPoint",
        "contactType": reader.say(words::role(contact.role)),
    });
    let mut can_be_reached = false;
    for (key, value) in reached {
        if let Some(value) = value {
            desk[key] = json!(value);
            can_be_reached = true;
        }
    }
    can_be_reached.then_some(desk)
}

fn address(reader: Reader<'_>, office: &Office) -> Json {
    let country = &reader.catalogue().vocabulary.countries[office.country];
    let mut address = json!({
        "@type": "PostalAddress",
        "addressLocality": office.city,
        "addressCountry": country.code,
    });
    for (key, value) in [
        ("streetAddress", &office.street),
        ("postalCode", &office.postcode),
        ("addressRegion", &office.region),
    ] {
        if let Some(value) = value {
            address[key] = json!(value);
        }
    }
    address
}

/// The programmes it belongs to, and the tiers of them that it has.
fn memberships(reader: Reader<'_>, ix: PartnerIx) -> Option<Json> {
    let catalogue = reader.catalogue();
    let memberships = catalogue.partners[ix].memberships.iter();
    let memberships: Vec<Json> = memberships
        .flat_map(|it| {
            let membership = json!({
                "@type": "ProgramMembership",
                "programName": catalogue.programmes[it.programme].name.str(reader.lang),
                "hostingOrganization": structured::owner(reader),
                "program": structured::program(reader, it.programme),
            });
            let tier = it.tier;
            let tier = tier.map(|tier| structured::membership_tier(reader, it.programme, tier));
            [Some(membership), tier]
        })
        .flatten()
        .collect();
    (!memberships.is_empty()).then(|| json!(memberships))
}
