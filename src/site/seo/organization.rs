//! A partner as schema.org's Organization.

use serde::Serialize;

use super::structured::{Owner, Program};
use crate::model::{Contact, LinkKind, ListIndex as _, Office, Page, PartnerIx, PictureUse};
use crate::site::message_keys;
use crate::site::reader::Reader;

/// A partner, in the words of schema.org.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrganizationData<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    legal_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same_as: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    area_served: Vec<Area>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    knows_language: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    knows_about: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contact_point: Vec<ContactPoint<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    member_of: Vec<Member<'a>>,
}

/// A membership of a programme, or the tier that comes with it.
#[derive(Serialize)]
#[serde(untagged)]
enum Member<'a> {
    #[serde(rename_all = "camelCase")]
    Programme {
        #[serde(rename = "@type")]
        kind: &'static str,
        program_name: &'a str,
        hosting_organization: &'a Owner,
        program: &'a Program,
    },
    Tier(&'a Program),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Address<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    address_locality: &'a str,
    address_country: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    street_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_region: Option<&'a str>,
}

#[derive(Serialize)]
struct Area {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ContactPoint<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    contact_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    telephone: Option<&'a str>,
}

/// What search engines are told about a partner: what its profile says, in their words.
pub(crate) fn data(reader: Reader<'_>, ix: PartnerIx) -> OrganizationData<'_> {
    let catalogue = reader.catalogue();
    let partner = &catalogue.partners[ix];
    let logo = partner
        .logo
        .map(|logo| Page::Picture(logo, PictureUse::Logo));
    let links = partner.links.iter().filter(|it| is_profile(it.kind));
    let known = partner.specializations.iter();
    let known = known.map(|it| &catalogue.vocabulary.specializations[it.id].name);
    OrganizationData {
        context: "https://schema.org",
        kind: "Organization",
        id: reader.url(&Page::Short(ix)),
        name: &partner.name,
        legal_name: partner.legal_name.as_deref(),
        description: partner.summary.as_ref().map(|it| it.str(reader.lang)),
        url: partner.website.as_deref(),
        logo: logo.map(|logo| reader.url(&logo)),
        same_as: links.map(|it| it.url.as_ref()).collect(),
        address: partner.headquarters().map(|it| address(reader, it)),
        area_served: partner
            .countries
            .iter()
            .map(|&it| Area {
                kind: "Country",
                name: reader.country(it).text,
            })
            .collect(),
        knows_language: &partner.languages,
        knows_about: known.map(|name| name.str(reader.lang)).collect(),
        contact_point: partner
            .contacts
            .iter()
            .filter_map(|it| desk(reader, it))
            .collect(),
        member_of: memberships(reader, ix),
    }
}

/// Whether what is there is the company itself, as another site shows it.
fn is_profile(kind: LinkKind) -> bool {
    !matches!(
        kind,
        LinkKind::CaseStudies | LinkKind::Video | LinkKind::Documentation | LinkKind::Support
    )
}

fn desk<'a>(reader: Reader<'a>, contact: &'a Contact) -> Option<ContactPoint<'a>> {
    (contact.email.is_some() || contact.phone.is_some()).then(|| ContactPoint {
        kind: "ContactPoint",
        contact_type: reader.say(message_keys::role(contact.role)),
        email: contact.email.as_deref(),
        telephone: contact.phone.as_deref(),
    })
}

fn address<'a>(reader: Reader<'a>, office: &'a Office) -> Address<'a> {
    Address {
        kind: "PostalAddress",
        address_locality: &office.city,
        address_country: &reader.catalogue().vocabulary.countries[office.country].code,
        street_address: office.street.as_deref(),
        postal_code: office.postcode.as_deref(),
        address_region: office.region.as_deref(),
    }
}

/// The programmes it belongs to, and the tiers of them that it has.
fn memberships(reader: Reader<'_>, ix: PartnerIx) -> Vec<Member<'_>> {
    let catalogue = reader.catalogue();
    let shared = reader.shared();
    let memberships = catalogue.partners[ix].memberships.iter();
    memberships
        .flat_map(|it| {
            let of = it.programme;
            let membership = Member::Programme {
                kind: "ProgramMembership",
                program_name: catalogue.programmes[of].name.str(reader.lang),
                hosting_organization: &shared.owner,
                program: &shared.programs[of.index()],
            };
            let tier = it.tier.map(|tier| &shared.tiers[of.index()][tier.index()]);
            [Some(membership), tier.map(Member::Tier)]
        })
        .flatten()
        .collect()
}
