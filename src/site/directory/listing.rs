//! A list of the directory: the part that all of its pages share. Built by [`Listing::new`].

use std::borrow::Cow;

use std::cmp::Reverse;

use serde::Serialize;
use tera::Value;

use super::counts::FacetCounts;
use super::facets::FacetValueView;
use super::filter::{ActiveFilterView, DirectoryFilter};
use crate::diagnostic::Diagnostic;
use crate::site::context::PageContext;
use crate::site::fragments::Fragments;
use crate::site::theming::engine::Engine;
use crate::site::view::{LinkView, TextView};

/// The number of partners that a generated description names.
const NAMED_PARTNERS: usize = 3;

/// Heading, counts, filters and facets of a list of partners: the same on each of its pages.
pub(crate) struct Listing {
    pub(super) label: Option<TextView>,
    pub(super) heading: TextView,
    /// The title of its first page.
    pub(super) title: TextView,
    pub(super) introduction: Option<TextView>,
    pub(super) count: String,
    /// For search engines.
    pub(super) description: String,
    pub(super) chosen: Vec<ActiveFilterView>,
    pub(super) narrower: Vec<FacetValueView>,
    pub(super) narrower_label: String,
    pub(super) explained: Option<LinkView>,
    /// The list of facets as HTML, with the values of the filter marked.
    pub(super) facet_groups: Value,
}

/// The list of facets beside a list of partners: `facet_groups` in its template.
#[derive(Serialize)]
struct FacetListView<'a> {
    /// A list of [`FacetGroupView`](super::facets::FacetGroupView).
    groups: &'a Value,
    /// The addresses by which the values of the filter are known, which are marked.
    current: Vec<String>,
    /// The facets of these values, which are expanded.
    open: Vec<Cow<'static, str>>,
}

impl Listing {
    pub(crate) fn new(
        context: PageContext<'_>,
        fragments: &Fragments,
        engine: &Engine,
        counts: &FacetCounts,
        filter: DirectoryFilter,
    ) -> Result<Self, Diagnostic> {
        let partners = filter.partners(context);
        let heading = filter.heading(context);
        let title = match filter {
            DirectoryFilter::All => heading.clone(),
            _ => TextView::plain(context.message_with(
                "partners_title",
                &[("value", title_value(context, fragments, filter))],
            )),
        };
        let count = context.message_count("partners_count", partners.len());
        let introduction = filter.introduction(context);
        let description = match &introduction {
            Some(introduction) => format!("{count}. {}", introduction.text),
            None => generated_description(context, filter, &count),
        };
        let (narrower_label, narrower) = filter.narrower(context);
        let groups = match filter {
            DirectoryFilter::All => fragments.facet_groups_value.clone(),
            _ => {
                let all = &fragments.facet_groups;
                engine.value(&counts.groups(context, filter, all))?
            }
        };
        let facet_list = FacetListView {
            groups: &groups,
            current: filter.current(context),
            open: (filter
                .facets()
                .map(|it| it.facet().slug(&context.catalogue().vocabulary)))
            .collect(),
        };
        Ok(Self {
            label: filter.label(context),
            heading,
            title,
            introduction,
            count,
            description,
            chosen: filter.chosen(context),
            narrower,
            narrower_label,
            explained: filter.explained(context),
            facet_groups: engine.component("facet_groups", &facet_list)?,
        })
    }
}

/// The value in the title of a list, which no other list has: with the country of a pair, and with its facet where two
/// facets have values of one name.
fn title_value(context: PageContext<'_>, fragments: &Fragments, filter: DirectoryFilter) -> String {
    let heading = filter.heading(context).text;
    let is_ambiguous = match filter {
        DirectoryFilter::All => false,
        DirectoryFilter::FacetValue(facet) => fragments.is_ambiguous(facet),
        DirectoryFilter::Pair(country, _) => {
            let country = context.country(country).text;
            let args = [("specialization", heading), ("country", country)];
            return context.message_with("pair_title", &args);
        }
    };
    match filter.label(context) {
        Some(label) if is_ambiguous => {
            format!("{heading}{}{}", context.message("comma"), label.text)
        }
        _ => heading,
    }
}

/// The description of a list that has no introduction: the count, and partners of the highest tiers by name.
fn generated_description(context: PageContext<'_>, filter: DirectoryFilter, count: &str) -> String {
    let catalogue = context.catalogue();
    let mut partners = filter.partners(context).to_vec();
    if partners.len() <= NAMED_PARTNERS {
        return count.to_owned();
    }
    partners.sort_by_cached_key(|&ix| {
        let top_tier = catalogue.top_tier(&catalogue.partners[ix]);
        Reverse(top_tier.map(|(_, tier)| tier))
    });
    let named = partners.iter().take(NAMED_PARTNERS);
    let names: Vec<String> = named
        .map(|&ix| catalogue.partners[ix].name.clone())
        .collect();
    let args = [
        ("partners", count.to_owned()),
        ("names", context.locale().list(&names)),
    ];
    context.message_with("listed_description", &args)
}
