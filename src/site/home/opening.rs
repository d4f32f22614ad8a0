//! What the home page opens with: the size of its title, the controls of the search, figures, needs and places, a quotation.
//! Entry points: [`poster`], [`choices`], [`figures`], [`index`] and [`spotlight`].

use std::borrow::Cow;
use std::cmp::Reverse;

use serde::Serialize;

use crate::model::{Facet, Page, Reference};
use crate::site::context::PageContext;
use crate::site::directory::facets::{FacetGroupView, FacetValueView};
use crate::site::view::{LinkView, TextView};

/// The needs that are listed, those of most partners.
pub(super) const NEEDS: usize = 10;
/// The countries that are listed.
pub(super) const PLACES: usize = 18;
/// The longest title in the largest type, and in the next; likewise its longest word.
const LARGEST: (usize, usize) = (44, 11);
const LARGE: (usize, usize) = (68, 15);

/// A list of values of one facet, as a control of a form.
#[derive(Serialize)]
pub(super) struct ControlValueView {
    /// The parameter of the directory's address.
    facet: Cow<'static, str>,
    label: TextView,
    /// "Any language".
    any: TextView,
    values: Vec<ChoiceValueView>,
}

#[derive(Serialize)]
struct ChoiceValueView {
    id: String,
    label: TextView,
}

/// A number with what it counts.
#[derive(Serialize)]
pub(super) struct HomeFigureView {
    number: String,
    label: String,
}

/// The values of a facet with most partners, in large type.
#[derive(Serialize)]
pub(super) struct HomeIndexView {
    heading: TextView,
    values: Vec<FacetValueView>,
    /// "Show all 24", where there are more.
    more: Option<String>,
}

/// What a customer says of a featured partner.
#[derive(Serialize)]
pub(super) struct SpotlightView {
    text: TextView,
    person: Option<String>,
    role: Option<TextView>,
    customer: String,
    partner: LinkView,
}

/// The size of a title, by its length and by its longest word.
pub(super) fn poster(title: &str) -> u8 {
    let length = title.chars().count();
    let words = title.split(|c: char| c.is_whitespace() || c == '-');
    let longest = words.map(|word| word.chars().count()).max().unwrap_or(0);
    let fits = |(most, word): (usize, usize)| length <= most && longest <= word;
    match () {
        () if fits(LARGEST) => 1,
        () if fits(LARGE) => 2,
        () => 3,
    }
}

pub(super) fn group(groups: &[FacetGroupView], facet: Facet) -> Option<&FacetGroupView> {
    groups.iter().find(|group| group.facet == facet)
}

/// What visitors need: a specialization, else a product, an industry or a type of partner.
pub(super) fn needs(groups: &[FacetGroupView]) -> Option<&FacetGroupView> {
    let needs = [
        Facet::Specialization,
        Facet::Product,
        Facet::Industry,
        Facet::Type,
    ];
    needs.into_iter().find_map(|facet| group(groups, facet))
}

pub(super) fn choices(
    context: PageContext<'_>,
    groups: &[FacetGroupView],
) -> Vec<ControlValueView> {
    let choice = |group: &FacetGroupView, label: TextView, any: &str| ControlValueView {
        facet: group.id.clone(),
        label,
        any: context.message_view(any),
        values: group
            .values
            .iter()
            .map(|value| ChoiceValueView {
                id: value.id.clone(),
                label: value.label.clone(),
            })
            .collect(),
    };
    let need = needs(groups).map(|group| {
        let label = match group.facet {
            Facet::Specialization => context.message_view("choice_need"),
            _ => group.label.clone(),
        };
        choice(group, label, "choice_any_need")
    });
    let of = |facet, label, any| {
        let group = group(groups, facet)?;
        Some(choice(group, context.message_view(label), any))
    };
    let place = of(Facet::Country, "choice_place", "choice_any_place");
    let language = of(Facet::Language, "choice_language", "choice_any_language");
    [need, place, language].into_iter().flatten().collect()
}

/// How many partners there are, in how many countries, speaking how many languages, for how many needs.
pub(super) fn figures(context: PageContext<'_>, groups: &[FacetGroupView]) -> Vec<HomeFigureView> {
    let catalogue = context.catalogue();
    let values = |facet| group(groups, facet).map_or(0, |group| group.values.len());
    let partners = catalogue.partners_in_order(context.lang);
    [
        ("figure_partners", partners.len()),
        ("figure_countries", catalogue.country_count(partners)),
        ("figure_languages", values(Facet::Language)),
        ("figure_validated", values(Facet::Specialization)),
    ]
    .into_iter()
    .filter(|&(_, number)| number > 0)
    .map(|(key, number)| HomeFigureView {
        number: context.count(number),
        label: context.message_count(key, number),
    })
    .collect()
}

/// The values with most partners first; of equals, the first in the list.
pub(super) fn index(
    context: PageContext<'_>,
    group: &FacetGroupView,
    heading: &str,
    most: usize,
) -> HomeIndexView {
    let count = group.values.len();
    let mut values = group.values.clone();
    values.sort_by_key(|value| Reverse(value.number));
    values.truncate(most);
    let args = [("count", context.count(count))];
    HomeIndexView {
        heading: context.message_view(heading),
        values,
        more: (count > most).then(|| context.message_with("all_values", &args)),
    }
}

/// The first quotation among the references of featured partners.
pub(super) fn spotlight(context: PageContext<'_>) -> Option<SpotlightView> {
    let catalogue = context.catalogue();
    catalogue.settings.featured.iter().find_map(|&ix| {
        let partner = &catalogue.partners[ix];
        let quoted =
            |reference: &'_ Reference| Some((reference.quote.clone()?, reference.customer.clone()));
        let (quote, customer) = partner.references.iter().find_map(quoted)?;
        let page = Page::Partner(context.lang, ix);
        Some(SpotlightView {
            text: context.text(&quote.text),
            person: quote.person,
            role: context.text_opt(quote.role.as_ref()),
            customer,
            partner: context.link(&page, TextView::plain(partner.name.clone())),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::poster;

    #[test]
    fn long_titles_and_long_words_are_set_smaller() {
        assert_eq!(poster("Find the company that will make it work"), 1);
        let german = "Finden Sie das Unternehmen, das Ihr Projekt zum Erfolg führt";
        assert_eq!(poster(german), 2);
        assert_eq!(poster("Partnerschaftsprogrammverzeichnis"), 3);
        assert_eq!(poster(&"long ".repeat(20)), 3);
    }
}
