//! The page of the countries that decide a part of a programme, each with what it decided.

use serde::Serialize;

use super::navigation::{ProgrammeSection, frame};
use crate::diagnostic::Diagnostic;
use crate::model::{CountryOverride, Lang, Page, Programme, ProgrammeIx};
use crate::site::context::PageContext;
use crate::site::message_keys;
use crate::site::renderer::Renderer;
use crate::site::theming::head::Head;
use crate::site::view::LinkView;

#[derive(Serialize)]
struct CountriesPageView {
    countries: Vec<DecidedCountryView>,
}

#[derive(Serialize)]
struct DecidedCountryView {
    link: LinkView,
    /// The topics that it decided.
    decided: Vec<String>,
}

pub(crate) fn render(
    renderer: &Renderer,
    lang: Lang,
    programme_ix: ProgrammeIx,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let programme = &context.catalogue().programmes[programme_ix];
    let view = CountriesPageView {
        countries: countries(context, programme_ix),
    };
    let introduction = match autonomy(context, programme) {
        Some(autonomy) => {
            context.message_with("programme_countries_text", &[("autonomy", autonomy)])
        }
        None => context.message("programme_countries_none"),
    };
    let page = Page::Countries(lang, programme_ix);
    let title = context.message_view("part_countries");
    let head = Head::new(&page, title, "programmes").description(Some(introduction));
    let section = ProgrammeSection::Countries;
    let values = frame(renderer, context, programme_ix, section, head)?;
    renderer.fill(lang, "countries", &view, values)
}

/// What countries decide, as a formatted list; absent where they decide nothing.
fn autonomy(context: PageContext<'_>, programme: &Programme) -> Option<String> {
    let words = programme.autonomy.iter();
    let words: Vec<String> = words
        .map(|&it| context.message(message_keys::autonomy(it)))
        .collect();
    (!words.is_empty()).then(|| context.locale().list(&words))
}

fn countries(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Vec<DecidedCountryView> {
    let overrides = context.catalogue().programmes[programme_ix]
        .countries
        .iter()
        .enumerate();
    let view = |(at, country_override): (usize, &CountryOverride)| DecidedCountryView {
        link: context.link(
            &Page::Country(context.lang, programme_ix, at),
            context.country(country_override.country),
        ),
        decided: decided(country_override)
            .map(|it| context.message(message_keys::autonomy(it)))
            .collect(),
    };
    let mut countries: Vec<DecidedCountryView> = overrides.map(view).collect();
    countries.sort_by(|a, b| {
        let locale = context.locale();
        locale.compare(&a.link.label.text, &b.link.label.text)
    });
    countries
}

/// The topics that a country decided.
fn decided(country_override: &CountryOverride) -> impl Iterator<Item = crate::model::Autonomy> {
    use crate::model::Autonomy::*;
    [
        (country_override.fee.is_some(), Fee),
        (country_override.finder_fee.is_some(), FinderFee),
        (country_override.advancement.is_some(), Advancement),
        (country_override.contract.is_some(), Contract),
        (country_override.budget, Budget),
        (!country_override.criteria.is_empty(), Criteria),
        (!country_override.benefits.is_empty(), Benefits),
    ]
    .into_iter()
    .filter_map(|(does, what)| does.then_some(what))
}
