//! A partner's card, as every list shows it. Entry points: [`card`], and [`place_in`] for what a list's filter changes.

use serde::Serialize;

use super::competences::{self, CompetenceView};
use crate::model::{CountryIx, FacetValue, FieldPlace, Page, Partner, PartnerIx};
use crate::site::context::PageContext;
use crate::site::fragments::Fragments;
use crate::site::own_fields::{self, OwnFactView};
use crate::site::theming::logo::{LogoSlot, LogoView, logo, monogram};
use crate::site::theming::tier_mark::TierView;
use crate::site::view::{SharedView, TextView};

#[derive(Serialize)]
pub(crate) struct PartnerCardView {
    /// Whether markers stand for what depends on the filter of a list.
    pub(crate) slots: bool,
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) logo: Option<LogoView>,
    pub(crate) monogram: String,
    pub(crate) place: Option<TextView>,
    pub(crate) tiers: Vec<SharedView<TierView>>,
    pub(crate) types: Vec<SharedView<TextView>>,
    pub(crate) competences: Vec<CompetenceView>,
    /// "and 2 more"
    pub(crate) more: Option<String>,
    pub(crate) summary: Option<TextView>,
    pub(crate) figures: CardFiguresView,
    /// Values of the company's own fields.
    pub(crate) facts: Vec<OwnFactView>,
}

/// What is counted, and the languages spoken.
#[derive(Serialize)]
pub(crate) struct CardFiguresView {
    /// "16 certified"
    #[serde(skip_serializing_if = "Option::is_none")]
    certified: Option<String>,
    /// "2 references"
    #[serde(skip_serializing_if = "Option::is_none")]
    references: Option<String>,
    /// "FR EN"
    #[serde(skip_serializing_if = "String::is_empty")]
    codes: String,
    /// "French, English", for those who hear the page.
    #[serde(skip_serializing_if = "String::is_empty")]
    languages: String,
}

pub(crate) fn card(
    context: PageContext<'_>,
    fragments: &Fragments,
    ix: PartnerIx,
) -> PartnerCardView {
    let catalogue = context.catalogue();
    let partner = &catalogue.partners[ix];
    let (competences, more) = competences::shown(context, ix);
    PartnerCardView {
        slots: false,
        id: partner.id.clone(),
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
        competences,
        more,
        summary: summary(context, partner),
        figures: figures(context, partner),
        facts: own_fields::facts(context, &partner.fields, FieldPlace::Card),
    }
}

/// The summary, on the card of a partner without validated competences.
pub(crate) fn summary(context: PageContext<'_>, partner: &Partner) -> Option<TextView> {
    let summary = context.text_opt(partner.summary.as_ref());
    summary.filter(|_| partner.specializations.is_empty())
}

pub(crate) fn figures(context: PageContext<'_>, partner: &Partner) -> CardFiguresView {
    let certified: u32 = partner.certifications.iter().map(|it| it.count).sum();
    let count = |key, count: usize| (count > 0).then(|| context.message_count(key, count));
    let codes: Vec<String> = partner
        .languages
        .iter()
        .map(|it| it.to_uppercase())
        .collect();
    let names = partner.languages.iter();
    let names: Vec<String> = names.map(|it| context.locale().language_name(it)).collect();
    CardFiguresView {
        certified: count("card_certified", certified as usize),
        references: count("card_references", partner.references.len()),
        codes: codes.join(" "),
        languages: names.join(&context.message("comma")),
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

/// The first office in one of these countries, with the city of the headquarters if that is elsewhere; the headquarters where
/// there is no such office.
pub(crate) fn place_in(
    context: PageContext<'_>,
    partner: &Partner,
    countries: &[CountryIx],
) -> Option<TextView> {
    let there = (partner.offices.iter())
        .position(|it| countries.contains(&it.country) && it.city.is_some());
    let Some(position) = there.filter(|&position| position > 0) else {
        return place(context, partner);
    };
    let office = &partner.offices[position];
    let country = context.country(office.country);
    let city = office.city_in(context.lang)?.to_owned();
    let there = context.message_with("place", &[("city", city), ("country", country.text)]);
    let seat = partner
        .headquarters()
        .and_then(|it| it.city_in(context.lang));
    let text = match seat {
        Some(seat) => {
            let args = [("place", there), ("seat", seat.to_owned())];
            context.message_with("place_and_seat", &args)
        }
        None => there,
    };
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
