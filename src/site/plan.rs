//! The plan of the site: every page it has, from the catalogue alone, without rendering any.

mod addresses;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

pub use addresses::Addresses;

use super::directory::index::{self, Summaries};
use super::seo::{redirect_rules, sitemap, social_image};
use crate::markdown;
use crate::model::{
    Access, Api, Catalogue, Facet, Host, Lang, Page, PartnerIx, PictureIx, PictureUse, ProgrammeIx,
    Text,
};

/// All pages but the theme's assets, the same for the same catalogue.
///
/// Each value of the vocabulary has its page of the directory, also where nobody has it: an address that was published
/// does not vanish when the last partner behind it leaves.
pub fn plan(catalogue: &Catalogue) -> Vec<Page> {
    pages(catalogue, Extent::All)
}

/// How much of the plan is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Every page.
    All,
    /// What there is little of in any catalogue: no page about a single partner, only the first of each list.
    Few,
}

fn pages(catalogue: &Catalogue, extent: Extent) -> Vec<Page> {
    let mut pages = vec![Page::Root, Page::NotFound, Page::Sitemap, Page::Robots];
    for lang in catalogue.languages() {
        directory(catalogue, lang, extent, &mut pages);
        programmes(catalogue, lang, &mut pages);
        pages.push(Page::Home(lang));
        pages.push(Page::Paper(lang));
        pages.push(Page::Feed(lang));
        pages.push(Page::Compare(lang));
        pages.extend(social_image::all(catalogue, lang));
        let prose = catalogue.pages.iter().filter(|(_, page)| page.id != "home");
        pages.extend(prose.map(|(at, _)| Page::Content(lang, at)));
        let partners = partners(catalogue, extent);
        pages.extend(partners.flat_map(|it| [Page::Partner(lang, it), Page::Embed(lang, it)]));
        let former = 0..catalogue.redirects.len();
        pages.extend(former.map(|at| Page::FormerPartner(lang, at)));
    }
    for partner in partners(catalogue, extent) {
        pages.push(Page::Short(partner));
        pages.push(Page::Vcard(partner));
        pages.push(Page::Api(Api::Partner(partner)));
    }
    pages.extend((0..catalogue.redirects.len()).map(Page::FormerShort));
    let data = [Api::Partners, Api::Table, Api::Programmes, Api::Vocabulary];
    pages.extend(data.map(Page::Api));
    if extent == Extent::All {
        pages.extend(sitemap::parts(catalogue, &pages));
    }
    pages.extend(badges(catalogue));
    if redirect_rules::has_redirects(catalogue) {
        pages.extend([Host::Netlify, Host::Apache, Host::Nginx].map(Page::Hosting));
    }
    pages.extend(resources(catalogue));
    pages.extend(pictures(catalogue));
    pages
}

/// How many pages a list of so many partners takes: at least one, which says that there is nobody.
pub(super) fn page_count(catalogue: &Catalogue, partners: usize) -> usize {
    partners
        .div_ceil(catalogue.settings.page_size.max(1))
        .max(1)
}

/// Every value that a page of the directory can be about, in the order shown: what visitors ask for first.
pub(super) fn facets(catalogue: &Catalogue) -> impl Iterator<Item = Facet> {
    let vocabulary = &catalogue.vocabulary;
    let countries = vocabulary.countries.iter();
    let countries = countries.filter(|(_, country)| !country.is_group());
    let specializations = vocabulary.specializations.indexes();
    let tiers = programmes_in_order(catalogue).into_iter().flat_map(|of| {
        let highest_first = catalogue.programmes[of].tiers.indexes().rev();
        highest_first.map(move |tier| Facet::Tier(of, tier))
    });
    countries
        .map(|(at, _)| Facet::Country(at))
        .chain(specializations.map(Facet::Specialization))
        .chain(vocabulary.types.indexes().map(Facet::Type))
        .chain(vocabulary.products.indexes().map(Facet::Product))
        .chain(vocabulary.industries.indexes().map(Facet::Industry))
        .chain(tiers)
}

/// The programmes as visitors should meet them: those for all products before those for a few.
pub(super) fn programmes_in_order(catalogue: &Catalogue) -> Vec<ProgrammeIx> {
    let mut programmes: Vec<ProgrammeIx> = catalogue.programmes.indexes().collect();
    programmes.sort_by_key(|&of| !catalogue.programmes[of].products.is_empty());
    programmes
}

fn partners(catalogue: &Catalogue, extent: Extent) -> impl Iterator<Item = PartnerIx> + use<> {
    let partners = catalogue.partners.indexes();
    partners.take(match extent {
        Extent::All => usize::MAX,
        Extent::Few => 0,
    })
}

fn directory(catalogue: &Catalogue, lang: Lang, extent: Extent, pages: &mut Vec<Page>) {
    let numbers = |partners: usize| -> RangeInclusive<usize> {
        match extent {
            Extent::All => 1..=page_count(catalogue, partners),
            Extent::Few => 1..=1,
        }
    };
    let all = catalogue.partners_in_order(lang).len();
    pages.extend(numbers(all).map(|number| Page::Directory(lang, number)));
    for facet in facets(catalogue) {
        let partners = catalogue.partners_of(lang, facet).len();
        pages.extend(numbers(partners).map(|number| Page::Facet(lang, facet, number)));
    }
    pages.extend((0..index::part_count(all)).map(|part| Page::Index(lang, part)));
    pages.extend((0..index::shard_count(all)).map(|shard| Page::Cards(lang, shard)));
    let shards = Summaries::shard_count(catalogue, lang);
    pages.extend((0..shards).map(|shard| Page::Summaries(lang, shard)));
    for (&(country, specialization), partners) in &catalogue.listings[lang.index()].pairs {
        let pair = |number| Page::Pair(lang, country, specialization, number);
        pages.extend(numbers(partners.len()).map(pair));
    }
}

fn programmes(catalogue: &Catalogue, lang: Lang, pages: &mut Vec<Page>) {
    pages.push(Page::Programmes(lang));
    for (of, programme) in catalogue.programmes.iter() {
        pages.push(Page::Programme(lang, of));
        let tiers = programme.tiers.indexes();
        pages.extend(tiers.map(|tier| Page::Tier(lang, of, tier)));
        pages.push(Page::Benefits(lang, of));
        pages.push(Page::Criteria(lang, of));
        pages.extend((0..programme.processes.len()).map(|at| Page::Process(lang, of, at)));
        pages.extend((0..programme.countries.len()).map(|at| Page::Country(lang, of, at)));
    }
}

fn badges(catalogue: &Catalogue) -> impl Iterator<Item = Page> {
    let programmes = catalogue.programmes.iter();
    programmes.flat_map(|(of, programme)| {
        let tiers = programme.tiers.indexes();
        tiers.map(move |tier| Page::Badge(of, tier))
    })
}

fn resources(catalogue: &Catalogue) -> impl Iterator<Item = Page> {
    let files = |(of, programme): (ProgrammeIx, &crate::model::Programme)| {
        let resources = programme.resources.iter().enumerate();
        let public = resources.filter(|(_, it)| it.access == Access::Public && it.file.is_some());
        public
            .map(|(at, _)| Page::Resource(of, at))
            .collect::<Vec<_>>()
    };
    catalogue.programmes.iter().flat_map(files)
}

/// The pictures that pages show, each address once.
fn pictures(catalogue: &Catalogue) -> impl Iterator<Item = Page> {
    let organization = &catalogue.settings.organization;
    let partners = catalogue.partners.iter();
    let logos = partners
        .flat_map(|(_, partner)| [partner.logo, partner.logo_dark])
        .chain([organization.logo, organization.logo_dark])
        .flatten()
        .collect::<BTreeSet<PictureIx>>()
        .into_iter()
        .map(|logo| Page::Picture(logo, PictureUse::Logo));
    let illustrations = illustrations(catalogue)
        .into_iter()
        .map(|picture| Page::Picture(picture, PictureUse::Illustration));
    let by_address: BTreeMap<String, Page> = logos
        .chain(illustrations)
        .map(|page| (page.address(catalogue), page))
        .collect();
    by_address.into_values()
}

/// The images that the owner's texts name; partners' texts have none.
fn illustrations(catalogue: &Catalogue) -> BTreeSet<PictureIx> {
    let pages = catalogue.pages.iter().map(|(_, page)| &page.prose);
    let programmes = catalogue.programmes.iter().flat_map(|(_, it)| {
        let tiers = it.tiers.iter().filter_map(|(_, tier)| tier.prose.as_ref());
        let processes = it.processes.iter().filter_map(|it| it.prose.as_ref());
        let countries = it.countries.iter().filter_map(|it| it.prose.as_ref());
        let axes = it.axes.values();
        let own = std::iter::once(&it.prose);
        own.chain(tiers)
            .chain(axes)
            .chain(processes)
            .chain(countries)
    });
    let bodies = pages.chain(programmes).filter_map(|it| it.body.as_ref());
    bodies
        .flat_map(Text::versions)
        .flat_map(|(_, body)| markdown::links(body))
        .filter(|link| link.image)
        .filter_map(|link| catalogue.pictures.find(&format!("content{}", link.target)))
        .collect()
}
