//! A partner's card, as it stands in every list.

use serde::Serialize;
use tera::Value;

use crate::model::{Facet, Page, Partner, PartnerIx};
use crate::site::plan::programmes_in_order;
use crate::site::reader::Reader;
use crate::site::shared::Said;
use crate::site::text::TextView;
use crate::site::theming::logo::{LogoView, Place, logo, monogram};

/// How many specializations a card names: more would make it a profile.
const SPECIALIZATIONS_SHOWN: usize = 3;

#[derive(Serialize)]
pub(crate) struct CardView {
    href: String,
    name: String,
    logo: Option<LogoView>,
    monogram: String,
    place: Option<TextView>,
    tiers: Vec<Value>,
    types: Vec<Value>,
    specializations: Vec<Value>,
    more_specializations: usize,
    summary: Option<TextView>,
}

pub(crate) fn card(reader: Reader<'_>, ix: PartnerIx) -> CardView {
    let catalogue = reader.catalogue();
    let partner = &catalogue.partners[ix];
    let known = partner.specializations.len();
    CardView {
        href: reader.href(&Page::Partner(reader.lang, ix)),
        name: partner.name.clone(),
        logo: logo(reader, partner.logo, partner.logo_dark, Place::Card),
        monogram: monogram(&partner.name),
        place: place(reader, partner),
        tiers: tiers(reader, partner),
        types: partner
            .types
            .iter()
            .map(|&it| reader.said(Said::Name(Facet::Type(it))))
            .collect(),
        specializations: partner
            .specializations
            .iter()
            .take(SPECIALIZATIONS_SHOWN)
            .map(|it| reader.said(Said::Name(Facet::Specialization(it.id))))
            .collect(),
        more_specializations: known.saturating_sub(SPECIALIZATIONS_SHOWN),
        summary: reader.maybe(partner.summary.as_ref()),
    }
}

/// City and country of the headquarters.
pub(crate) fn place(reader: Reader<'_>, partner: &Partner) -> Option<TextView> {
    let office = partner.headquarters()?;
    let country = reader.country(office.country);
    let text = reader.say_with(
        "place",
        &[("city", office.city.clone()), ("country", country.text)],
    );
    Some(TextView { text, ..country })
}

/// The tiers a partner has, in the order of programmes.
pub(crate) fn tiers(reader: Reader<'_>, partner: &Partner) -> Vec<Value> {
    programmes_in_order(reader.catalogue())
        .into_iter()
        .filter_map(|of| Some(reader.said(Said::Tier(of, partner.membership(of)?.tier?))))
        .collect()
}
