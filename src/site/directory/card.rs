//! A partner's card, as every list shows it. Entry point: [`card`].

use serde::Serialize;

use crate::model::{FacetValue, FieldPlace, Page, Partner, PartnerIx};
use crate::site::context::PageContext;
use crate::site::fragments::Fragments;
use crate::site::own_fields::{self, OwnFactView};
use crate::site::theming::logo::{LogoSlot, LogoView, logo, monogram};
use crate::site::theming::tier_mark::TierView;
use crate::site::view::{SharedView, TextView};

/// The maximum number of specializations on a card; the profile has them all.
const SPECIALIZATIONS_SHOWN: usize = 3;

#[derive(Serialize)]
pub(crate) struct PartnerCardView {
    href: String,
    name: String,
    logo: Option<LogoView>,
    monogram: String,
    place: Option<TextView>,
    tiers: Vec<SharedView<TierView>>,
    types: Vec<SharedView<TextView>>,
    specializations: Vec<SharedView<TextView>>,
    more_specializations: usize,
    summary: Option<TextView>,
    /// Values of the company's own fields.
    facts: Vec<OwnFactView>,
}

pub(crate) fn card(
    context: PageContext<'_>,
    fragments: &Fragments,
    ix: PartnerIx,
) -> PartnerCardView {
    let catalogue = context.catalogue();
    let partner = &catalogue.partners[ix];
    let known = partner.specializations.len();
    PartnerCardView {
        href: context.href(&Page::Partner(context.lang, ix)),
        name: partner.name.clone(),
        logo: logo(context, partner.logo, partner.logo_dark, LogoSlot::Card),
        monogram: monogram(&partner.name),
        place: place(context, partner),
        tiers: tiers(context, fragments, partner),
        types: partner
            .types
            .iter()
            .map(|&it| fragments.name(FacetValue::Type(it)))
            .collect(),
        specializations: partner
            .specializations
            .iter()
            .take(SPECIALIZATIONS_SHOWN)
            .map(|it| fragments.name(FacetValue::Specialization(it.id)))
            .collect(),
        more_specializations: known.saturating_sub(SPECIALIZATIONS_SHOWN),
        summary: context.text_opt(partner.summary.as_ref()),
        facts: own_fields::facts(context, &partner.fields, FieldPlace::Card),
    }
}

/// City and country of the headquarters, or the country alone.
pub(crate) fn place(context: PageContext<'_>, partner: &Partner) -> Option<TextView> {
    let office = partner.headquarters()?;
    let country = context.country(office.country);
    let Some(city) = office.city_in(context.lang) else {
        return Some(country);
    };
    let text = context.message_with(
        "place",
        &[("city", city.to_owned()), ("country", country.text)],
    );
    Some(TextView { text, ..country })
}

/// The tiers of a partner, in the order of programmes.
pub(crate) fn tiers(
    context: PageContext<'_>,
    fragments: &Fragments,
    partner: &Partner,
) -> Vec<SharedView<TierView>> {
    context
        .catalogue()
        .programmes_in_order()
        .into_iter()
        .filter_map(|programme| {
            let tier = partner.membership(programme)?.tier?;
            Some(fragments.tier(programme, tier))
        })
        .collect()
}
