//! A partner as schema.org's Organization.

mod credential;
mod quotation;

use serde::Serialize;

use super::{ProgramData, PublisherData};
use crate::model::{
    Contact, Coordinates, CountryIx, LinkKind, Office, Page, Partner, PartnerIx, PictureUse,
};
use crate::site::context::PageContext;
use crate::site::fragments::Fragments;
use crate::site::message_keys;
use credential::CredentialData;
use quotation::QuotationData;

/// A partner as `Organization`.
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
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same_as: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<PostalAddressData<'a>>,
    /// Only the coordinates that the record has: those of a city are not the office's.
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<LocationData>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    area_served: Vec<AreaServedData>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    knows_language: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    knows_about: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_credential: Vec<CredentialData<'a>>,
    /// Its other offices.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sub_organization: Vec<BranchData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contact_point: Vec<ContactPointData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    member_of: Vec<MembershipData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subject_of: Vec<QuotationData<'a>>,
}

/// An office that is not the headquarters.
#[derive(Serialize)]
struct BranchData<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    address: PostalAddressData<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<LocationData>,
}

/// A membership of a programme, or the tier that comes with it.
#[derive(Serialize)]
#[serde(untagged)]
enum MembershipData<'a> {
    #[serde(rename_all = "camelCase")]
    Programme {
        #[serde(rename = "@type")]
        kind: &'static str,
        program_name: &'a str,
        hosting_organization: &'a PublisherData,
        program: &'a ProgramData,
    },
    Tier(&'a ProgramData),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PostalAddressData<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_locality: Option<&'a str>,
    address_country: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    street_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_region: Option<&'a str>,
}

#[derive(Serialize)]
struct LocationData {
    #[serde(rename = "@type")]
    kind: &'static str,
    geo: GeoCoordinatesData,
}

#[derive(Serialize)]
struct GeoCoordinatesData {
    #[serde(rename = "@type")]
    kind: &'static str,
    latitude: f64,
    longitude: f64,
}

#[derive(Serialize)]
struct AreaServedData {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ContactPointData<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    contact_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    telephone: Option<&'a str>,
}

impl AreaServedData {
    /// A country, or a group of countries.
    fn new(context: PageContext<'_>, at: CountryIx) -> Self {
        let is_group = !context.catalogue().vocabulary.countries[at]
            .members
            .is_empty();
        Self {
            kind: if is_group {
                "AdministrativeArea"
            } else {
                "Country"
            },
            name: context.country(at).text,
        }
    }
}

/// The structured data of a partner's profile.
pub(crate) fn data<'a>(
    context: PageContext<'a>,
    fragments: &'a Fragments,
    ix: PartnerIx,
) -> OrganizationData<'a> {
    let catalogue = context.catalogue();
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
        id: context.url(&Page::Short(ix)),
        name: &partner.name,
        legal_name: partner.legal_name.as_deref(),
        description: partner.summary.as_ref().map(|it| it.str(context.lang)),
        url: partner.website.as_deref(),
        logo: logo.map(|logo| context.url(&logo)),
        image: partner.picture.as_ref().map(|it| {
            let page = Page::Picture(it.picture, PictureUse::Illustration);
            context.url(&page)
        }),
        same_as: links.map(|it| it.url.as_ref()).collect(),
        address: partner.headquarters().map(|it| address(context, it)),
        location: partner
            .headquarters()
            .and_then(Office::own_coordinates)
            .map(location),
        area_served: partner
            .countries
            .iter()
            .map(|&at| AreaServedData::new(context, at))
            .collect(),
        knows_language: &partner.languages,
        knows_about: known.map(|name| name.str(context.lang)).collect(),
        has_credential: credential::data(context, fragments, ix),
        sub_organization: branches(context, partner),
        contact_point: partner
            .contacts
            .iter()
            .filter_map(|it| desk(context, it))
            .collect(),
        member_of: memberships(context, fragments, ix),
        subject_of: partner
            .references
            .iter()
            .filter_map(|it| quotation::data(context, it))
            .collect(),
    }
}

fn branches<'a>(context: PageContext<'a>, partner: &'a Partner) -> Vec<BranchData<'a>> {
    let offices = partner.offices.iter().skip(1);
    offices
        .map(|office| BranchData {
            kind: "Organization",
            name: &partner.name,
            address: address(context, office),
            location: office.own_coordinates().map(location),
        })
        .collect()
}

/// Whether the link is to a profile of the company itself (`sameAs`).
fn is_profile(kind: LinkKind) -> bool {
    !matches!(
        kind,
        LinkKind::CaseStudies | LinkKind::Video | LinkKind::Documentation | LinkKind::Support
    )
}

fn desk<'a>(context: PageContext<'a>, contact: &'a Contact) -> Option<ContactPointData<'a>> {
    (contact.email.is_some() || contact.phone.is_some()).then(|| ContactPointData {
        kind: "ContactPoint",
        contact_type: context.message(message_keys::role(contact.role)),
        email: contact.email.as_deref(),
        telephone: contact.phone.as_ref().map(|phone| phone.number.as_str()),
    })
}

fn address<'a>(context: PageContext<'a>, office: &'a Office) -> PostalAddressData<'a> {
    PostalAddressData {
        kind: "PostalAddress",
        address_locality: office.city_in(context.lang),
        address_country: &context.catalogue().vocabulary.countries[office.country].code,
        street_address: office.street.as_deref(),
        postal_code: office.postcode.as_deref(),
        address_region: office.region.as_deref(),
    }
}

fn location(coordinates: Coordinates) -> LocationData {
    LocationData {
        kind: "Place",
        geo: GeoCoordinatesData {
            kind: "GeoCoordinates",
            latitude: coordinates.latitude,
            longitude: coordinates.longitude,
        },
    }
}

/// The programmes it belongs to, and the tiers of them that it has.
fn memberships<'a>(
    context: PageContext<'a>,
    fragments: &'a Fragments,
    ix: PartnerIx,
) -> Vec<MembershipData<'a>> {
    let catalogue = context.catalogue();
    let memberships = catalogue.partners[ix].memberships.iter();
    memberships
        .flat_map(|it| {
            let programme_ix = it.programme;
            let membership = MembershipData::Programme {
                kind: "ProgramMembership",
                program_name: catalogue.programmes[programme_ix].name.str(context.lang),
                hosting_organization: &fragments.publisher,
                program: fragments.programme_data(programme_ix),
            };
            let tier = it.tier.map(|tier| fragments.tier_data(programme_ix, tier));
            [Some(membership), tier.map(MembershipData::Tier)]
        })
        .flatten()
        .collect()
}
