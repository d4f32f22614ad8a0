//! Views that many pages of one language share, serialized once. Built by [`Fragments::new`].
//!
//! A profile links to the pages of a dozen facets, and so do ten thousand other profiles: each of these links is one
//! [`SharedView`] value that every page points to.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tera::Value;

use super::context::PageContext;
use super::directory::facets::{self, FacetGroupView};
use super::seo::schema_org::{self, ProgramData, PublisherData};
use super::seo::social_image::{self, SocialImageView};
use super::theming::tier_mark::{TierView, tier};
use super::view::{LinkView, SharedView, TextView};
use crate::model::{
    CountryIx, Facet, FacetValue, LevelIx, ListIndex, Page, ProgrammeIx, SocialImage, TierIx,
    TypeIx,
};

/// Cached views of one language: links, names, tiers, areas, social images and the facets of the directory.
///
/// Owned by the [`Renderer`](super::renderer::Renderer), which builds them with the first page of the language.
pub(super) struct Fragments {
    facets: BTreeMap<FacetValue, FacetFragments>,
    /// The values of facets whose name another value has.
    ambiguous: BTreeSet<FacetValue>,
    /// By position of the type of partner.
    type_links: Vec<SharedView<LinkView>>,
    /// By position of the programme.
    programmes: Vec<ProgrammeFragments>,
    /// By position of the country.
    areas: Vec<SharedView<AreaView>>,
    /// By position of the level.
    levels: Vec<SharedView<TextView>>,
    social_images: BTreeMap<SocialImage, SharedView<SocialImageView>>,
    /// Links to the partners who speak each language, by code.
    languages: BTreeMap<String, SharedView<LinkView>>,
    directory: LinkView,
    /// All facets with their values.
    pub(super) facet_groups: Vec<FacetGroupView>,
    /// All facets with their values, as a template value.
    pub(super) facet_groups_value: Value,
    /// The organization that publishes the site, for structured data.
    pub(super) publisher: PublisherData,
}

struct FacetFragments {
    link: SharedView<LinkView>,
    name: SharedView<TextView>,
}

struct ProgrammeFragments {
    link: SharedView<LinkView>,
    data: ProgramData,
    /// By position of the tier.
    tiers: Vec<TierFragments>,
}

struct TierFragments {
    tier: SharedView<TierView>,
    explained: SharedView<String>,
    data: ProgramData,
}

/// A country with its page, or a group of countries, which has none.
#[derive(Serialize)]
pub(super) struct AreaView {
    name: TextView,
    href: Option<String>,
}

impl Fragments {
    pub(super) fn new(context: PageContext<'_>) -> Self {
        let catalogue = context.catalogue();
        let vocabulary = &catalogue.vocabulary;
        let facet_groups = facets::groups(context);
        let facets = Facet::all(vocabulary)
            .into_iter()
            .flat_map(|facet| catalogue.values_of(facet));
        // Countries again: groups of countries have no page of the directory.
        let facets = facets.chain(vocabulary.countries.indexes().map(FacetValue::Country));
        Self {
            ambiguous: ambiguous(context),
            facets: facets
                .map(|facet| (facet, FacetFragments::new(context, facet)))
                .collect(),
            type_links: vocabulary
                .types
                .indexes()
                .map(|partner_type| {
                    let name = context.term(&vocabulary.types[partner_type]);
                    SharedView::new(&context.facet_link(FacetValue::Type(partner_type), name))
                })
                .collect(),
            programmes: catalogue
                .programmes
                .indexes()
                .map(|programme| ProgrammeFragments::new(context, programme))
                .collect(),
            areas: vocabulary
                .countries
                .indexes()
                .map(|country| SharedView::new(&area(context, country)))
                .collect(),
            levels: vocabulary
                .levels
                .iter()
                .map(|(_, level)| SharedView::new(&context.term(level)))
                .collect(),
            social_images: social_image::all(catalogue)
                .into_iter()
                .map(|image| (image, SharedView::new(&social_image::view(context, image))))
                .collect(),
            languages: languages(context),
            directory: context.link(
                &Page::Directory(context.lang, 1),
                context.message_view("menu_directory"),
            ),
            facet_groups_value: Value::from_serializable(&facet_groups),
            facet_groups,
            publisher: schema_org::publisher(context),
        }
    }

    /// A link to the partners who have a value of a facet.
    pub(super) fn link(&self, facet: FacetValue) -> SharedView<LinkView> {
        self.facets[&facet].link.clone()
    }

    /// The name of a value of a facet, as one partner has it: "Reseller", not "Resellers".
    pub(super) fn name(&self, facet: FacetValue) -> SharedView<TextView> {
        self.facets[&facet].name.clone()
    }

    /// Whether another value has the name of this one, in another facet or programme.
    pub(super) fn is_ambiguous(&self, facet: FacetValue) -> bool {
        self.ambiguous.contains(&facet)
    }

    /// A link to the partners of a type, labelled as the type of one of them: "Reseller".
    pub(super) fn type_link(&self, partner_type: TypeIx) -> SharedView<LinkView> {
        self.type_links[partner_type.index()].clone()
    }

    pub(super) fn programme(&self, programme: ProgrammeIx) -> SharedView<LinkView> {
        self.programmes[programme.index()].link.clone()
    }

    /// A tier with its mark.
    pub(super) fn tier(&self, programme: ProgrammeIx, tier: TierIx) -> SharedView<TierView> {
        self.tier_fragments(programme, tier).tier.clone()
    }

    /// The label of a link that explains a tier.
    pub(super) fn tier_explained(
        &self,
        programme: ProgrammeIx,
        tier: TierIx,
    ) -> SharedView<String> {
        self.tier_fragments(programme, tier).explained.clone()
    }

    /// A country with its page, or a group of countries.
    pub(super) fn area(&self, country: CountryIx) -> SharedView<AreaView> {
        self.areas[country.index()].clone()
    }

    /// The name of a level of specializations.
    pub(super) fn level(&self, level: LevelIx) -> SharedView<TextView> {
        self.levels[level.index()].clone()
    }

    pub(super) fn social_image(&self, image: SocialImage) -> SharedView<SocialImageView> {
        self.social_images[&image].clone()
    }

    /// A link to the partners who speak a language.
    pub(super) fn language(&self, code: &str) -> Option<SharedView<LinkView>> {
        self.languages.get(code).cloned()
    }

    /// A link to the directory, for breadcrumbs.
    pub(super) fn directory(&self) -> LinkView {
        self.directory.clone()
    }

    /// A programme as structured data.
    pub(super) fn programme_data(&self, programme: ProgrammeIx) -> &ProgramData {
        &self.programmes[programme.index()].data
    }

    /// A tier as structured data.
    pub(super) fn tier_data(&self, programme: ProgrammeIx, tier: TierIx) -> &ProgramData {
        &self.tier_fragments(programme, tier).data
    }

    fn tier_fragments(&self, programme: ProgrammeIx, tier: TierIx) -> &TierFragments {
        &self.programmes[programme.index()].tiers[tier.index()]
    }
}

impl FacetFragments {
    fn new(context: PageContext<'_>, facet: FacetValue) -> Self {
        let plural = facets::name(context, facet);
        let name = match facet {
            FacetValue::Type(it) => context.term(&context.catalogue().vocabulary.types[it]),
            _ => plural.clone(),
        };
        Self {
            link: SharedView::new(&context.facet_link(facet, plural)),
            name: SharedView::new(&name),
        }
    }
}

impl ProgrammeFragments {
    fn new(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Self {
        let programme = &context.catalogue().programmes[programme_ix];
        let page = Page::Programme(context.lang, programme_ix);
        let view = |ix: TierIx| TierFragments {
            tier: SharedView::new(&tier(context, programme_ix, ix)),
            explained: SharedView::new(&context.tier_explained(programme_ix, ix)),
            data: schema_org::membership_tier(context, programme_ix, ix),
        };
        Self {
            link: SharedView::new(&context.link(&page, context.text(&programme.name))),
            data: schema_org::program(context, programme_ix),
            tiers: programme.tiers.indexes().map(view).collect(),
        }
    }
}

fn ambiguous(context: PageContext<'_>) -> BTreeSet<FacetValue> {
    let mut by_name: BTreeMap<String, Vec<FacetValue>> = BTreeMap::new();
    for facet in context.catalogue().facets() {
        let name = facets::name(context, facet).text;
        by_name.entry(name).or_default().push(facet);
    }
    let ambiguous = by_name.into_values().filter(|facets| facets.len() > 1);
    ambiguous.flatten().collect()
}

fn area(context: PageContext<'_>, country: CountryIx) -> AreaView {
    let is_group = context.catalogue().vocabulary.countries[country].is_group();
    let link = context.facet_link(FacetValue::Country(country), context.country(country));
    AreaView {
        name: link.label,
        href: link.href.filter(|_| !is_group),
    }
}

fn languages(context: PageContext<'_>) -> BTreeMap<String, SharedView<LinkView>> {
    let languages = context.catalogue().vocabulary.languages.iter();
    languages
        .map(|(ix, code)| {
            let name = TextView::plain(context.spoken_language(code));
            let link = context.facet_link(FacetValue::Language(ix), name);
            (code.clone(), SharedView::new(&link))
        })
        .collect()
}
