//! Why a partner is in a list, in words: "Data migration (Expert) · office in Bruxelles". Entry point: [`view`].
//!
//! The page's script has the same words (`reason-texts.js`), and those for what a partner lacks.

use serde::Serialize;

use super::facets;
use super::filter::DirectoryFilter;
use crate::model::{
    Choice, Competence, CountryIx, FacetValue, LevelIx, ListIndex, Partner, PartnerIx,
    SpecializationIx,
};
use crate::site::context::PageContext;
use crate::site::view::TextView;

/// The reasons why a partner is in a list.
#[derive(Serialize)]
pub(crate) struct ReasonsView {
    matches: Vec<TextView>,
}

/// Why a partner matches the filter of a list; absent if the list has all partners.
pub(crate) fn view(
    context: PageContext<'_>,
    ix: PartnerIx,
    filter: DirectoryFilter,
) -> Option<ReasonsView> {
    let choice: Choice = filter.facets().collect();
    let profile = &context.site.profiles[ix.index()];
    let reasons = profile.reasons(&choice).matches;
    let partner = &context.catalogue().partners[ix];
    let countries: Vec<CountryIx> = (reasons.iter())
        .filter_map(|it| match it {
            FacetValue::Country(country) => Some(*country),
            _ => None,
        })
        .collect();
    let valid = |it: &&Competence| {
        countries.is_empty() || countries.iter().any(|&country| it.is_valid_in(country))
    };
    let own = || profile.competences().iter().filter(valid);
    let mut competences = Vec::new();
    let mut places = Vec::new();
    let mut others = Vec::new();
    for &reason in &reasons {
        match reason {
            FacetValue::Country(country) => places.push(place(context, partner, country)),
            FacetValue::Specialization(it) => {
                let levels = own().filter(|own| own.specialization == it);
                let level = levels.filter_map(|own| own.level).max();
                competences.push(competence(context, it, level));
            }
            FacetValue::Level(level) => {
                let of_level = own().filter(|own| own.level == Some(level));
                let named =
                    of_level.map(|own| competence(context, own.specialization, Some(level)));
                competences.extend(named);
            }
            FacetValue::Language(it) => {
                let code = &context.catalogue().vocabulary.languages[it];
                let name = context.locale().language_name(code);
                others.push(context.message_view_with("reason_speaks", &[("languages", name)]));
            }
            FacetValue::Type(it) => {
                others.push(context.term(&context.catalogue().vocabulary.types[it]));
            }
            other => others.push(facets::name(context, other)),
        }
    }
    let matches: Vec<TextView> = competences
        .into_iter()
        .chain(places)
        .chain(others)
        .collect();
    (!matches.is_empty()).then_some(ReasonsView { matches })
}

/// "Data migration (Expert)".
fn competence(
    context: PageContext<'_>,
    specialization: SpecializationIx,
    level: Option<LevelIx>,
) -> TextView {
    let name = facets::name(context, FacetValue::Specialization(specialization));
    let Some(level) = level else {
        return name;
    };
    let level = facets::name(context, FacetValue::Level(level)).text;
    let args = [("name", name.text.clone()), ("level", level)];
    TextView {
        text: context.message_with("reason_level", &args),
        ..name
    }
}

/// "offices in Bruxelles, Liège", "serves Belgium".
fn place(context: PageContext<'_>, partner: &Partner, country: CountryIx) -> TextView {
    let name = context.country(country);
    let there = partner.offices.iter().filter(|it| it.country == country);
    let mut cities: Vec<&str> = Vec::new();
    for city in there.filter_map(|it| it.city_in(context.lang)) {
        if !cities.contains(&city) {
            cities.push(city);
        }
    }
    let (key, places) = match cities.len() {
        0 => ("reason_serves", name.text.clone()),
        1 => ("reason_office", cities.concat()),
        _ => ("reason_offices", cities.join(&context.message("comma"))),
    };
    TextView {
        text: context.message_with(key, &[("places", places)]),
        ..name
    }
}
