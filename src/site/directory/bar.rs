//! What the bar above a list shows as chosen: need, place and language. Entry point: [`view`].

use serde::Serialize;

use super::filter::DirectoryFilter;
use crate::model::FacetValue;
use crate::site::context::PageContext;

/// The choices of the bar, as far as the page has them.
#[derive(Default, Serialize)]
pub(super) struct BarView {
    /// The id of the specialization.
    need: Option<String>,
    /// The name of the country.
    place: Option<String>,
    /// The id of the language.
    language: Option<String>,
}

pub(super) fn view(context: PageContext<'_>, filter: DirectoryFilter) -> BarView {
    let mut bar = BarView::default();
    for value in filter.facets() {
        let id = value.value(context.catalogue());
        match value {
            FacetValue::Specialization(_) => bar.need = Some(id),
            FacetValue::Country(country) => bar.place = Some(context.country(country).text),
            FacetValue::Language(_) => bar.language = Some(id),
            _ => {}
        }
    }
    bar
}
