//! A partner as schema.org's Organization.

use serde_json::{Map, Value as Json, json};

use super::structured;
use crate::model::{Office, Page, PartnerIx, PictureUse};
use crate::site::reader::Reader;

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
    let same: Vec<&str> = partner.links.iter().map(|it| it.url.as_ref()).collect();
    put("sameAs", (!same.is_empty()).then(|| json!(same)));
    put(
        "address",
        partner.headquarters().map(|it| address(reader, it)),
    );
    put("memberOf", memberships(reader, ix));
    Json::Object(data)
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
