//! The map of countries with partners. Its links and counts are those of the facet list. Built by [`CountryMap::new`];
//! [`CountryMap::view`] is the map in one language,
//! [`CountryMap::pins`] what a list has on it.
//!
//! ```text
//!  outlines ──viewport──▶ the part of the world that the partners need ──drawing──▶ paths ──view──▶ SVG
//! ```

mod drawing;
pub(crate) mod offices;
mod outlines;
mod pins;
mod projection;
mod viewport;

use serde::Serialize;

use self::drawing::{MapDrawing, WIDTH};
pub(crate) use self::pins::PinsView;
use super::facets::FacetGroupView;
use crate::model::{Catalogue, CountryIx, FacetValue};
use crate::site::view::{LinkView, TextView};

/// The map in one language.
#[derive(Serialize)]
pub(crate) struct CountryMapView {
    width: i64,
    height: i64,
    projection: String,
    land: String,
    countries: Vec<MapCountryView>,
    /// Countries with partners outside the map.
    elsewhere: Vec<LinkView>,
}

/// A country with partners.
#[derive(Serialize)]
struct MapCountryView {
    /// The id in the facet list.
    id: String,
    href: String,
    label: TextView,
    partners: String,
    path: String,
    dot: Option<MapPointView>,
}

#[derive(Serialize)]
pub(crate) struct MapPointView {
    x: i64,
    y: i64,
}

impl From<(i64, i64)> for MapPointView {
    fn from((x, y): (i64, i64)) -> Self {
        Self { x, y }
    }
}

/// The map of a catalogue, for all languages.
pub(crate) struct CountryMap(Option<MapDrawing>);

impl CountryMap {
    /// Draws the countries that have partners.
    pub(crate) fn new(catalogue: &Catalogue) -> Self {
        // Listings have the same countries in every language.
        let listed = catalogue.listings.iter().take(1).flat_map(|it| &it.facets);
        let countries = listed.filter_map(|(facet, _)| match facet {
            FacetValue::Country(it) => Some(*it),
            _ => None,
        });
        let countries: Vec<CountryIx> = countries.collect();
        Self(drawing::drawing(&catalogue.vocabulary, &countries))
    }

    /// The map in the language of these facets; absent where there are fewer than two countries.
    pub(crate) fn view(&self, groups: &[FacetGroupView]) -> Option<CountryMapView> {
        let drawing = self.0.as_ref()?;
        let list = &groups.iter().find(|it| it.id == "country")?.values;
        let shape = |facet| {
            let mut countries = drawing.countries.iter();
            countries.find(|it| FacetValue::Country(it.country) == facet)
        };
        let countries = drawing.countries.iter().filter_map(|it| {
            let value = list
                .iter()
                .find(|value| value.facet == FacetValue::Country(it.country))?;
            Some(MapCountryView {
                id: value.id.clone(),
                href: value.href.clone(),
                label: value.label.clone(),
                partners: value.partners.clone(),
                path: it.path.clone(),
                dot: it.dot.map(MapPointView::from),
            })
        });
        let countries: Vec<MapCountryView> = countries.collect();
        let elsewhere = list.iter().filter(|value| shape(value.facet).is_none());
        (countries.len() > 1).then(|| CountryMapView {
            width: WIDTH as i64,
            height: drawing.height,
            projection: drawing.projection(),
            land: drawing.land.clone(),
            elsewhere: elsewhere
                .map(|it| LinkView::new(it.href.clone(), it.label.clone()))
                .collect(),
            countries,
        })
    }
}

#[cfg(test)]
mod tests;
