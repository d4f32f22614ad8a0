//! The plan of the site: every page it has, from the catalogue alone, without rendering any.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::directory::index::{self, Summaries};
use super::programme::navigation::{has_benefits, has_countries, has_criteria};
use super::seo::{redirect_rules, sitemap, social_image};
use crate::markdown::{self, Trust};
use crate::model::{
    Access, Api, Catalogue, HostFile, Lang, LinkTarget, Page, PartnerIx, PictureIx, PictureUse,
    ProgrammeIx,
};

/// All pages but the theme's assets.
///
/// Each value of the vocabulary has its page of the directory, even without partners: an address that was published
/// does not disappear when its last partner leaves.
pub fn plan(catalogue: &Catalogue) -> Vec<Page> {
    pages(catalogue, Enumeration::Full)
}

/// The pages of the plan to list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Enumeration {
    /// Every page.
    Full,
    /// The pages whose number does not grow with the partners: no page of a single partner, only the first of each list.
    Static,
}

pub(super) fn pages(catalogue: &Catalogue, enumeration: Enumeration) -> Vec<Page> {
    let mut pages = vec![Page::Root, Page::NotFound, Page::Sitemap, Page::Robots];
    pages.push(Page::Places);
    for lang in catalogue.languages() {
        directory(catalogue, lang, enumeration, &mut pages);
        programmes(catalogue, lang, &mut pages);
        pages.push(Page::Home(lang));
        pages.push(Page::Paper(lang));
        pages.push(Page::Feed(lang));
        pages.push(Page::Compare(lang));
        pages.extend([Page::Data, Page::EmbedMaker, Page::EmbedList].map(|page| page(lang)));
        pages.push(Page::ForPartners(lang));
        pages.push(Page::Find(lang));
        pages.push(Page::Message(lang));
        let images = social_image::all(catalogue).into_iter();
        pages.extend(images.map(|image| Page::SocialImage(lang, image)));
        let prose = catalogue.pages.iter().filter(|(_, page)| page.id != "home");
        pages.extend(prose.map(|(at, _)| Page::Content(lang, at)));
        let partners = partners(catalogue, enumeration);
        pages.extend(partners.flat_map(|it| [Page::Partner(lang, it), Page::Embed(lang, it)]));
        let former = 0..catalogue.redirects.len();
        pages.extend(former.map(|at| Page::FormerPartner(lang, at)));
    }
    for partner in partners(catalogue, enumeration) {
        pages.push(Page::Short(partner));
        pages.push(Page::Vcard(partner));
        pages.push(Page::Api(Api::Partner(partner)));
    }
    pages.extend((0..catalogue.redirects.len()).map(Page::FormerShort));
    let data = [
        Api::Partners,
        Api::Table,
        Api::Programmes,
        Api::Vocabulary,
        Api::Schema,
    ];
    pages.extend(data.map(Page::Api));
    if enumeration == Enumeration::Full {
        pages.extend(sitemap::parts(catalogue, &pages));
    }
    pages.extend(badges(catalogue));
    let files = [
        HostFile::NetlifyHeaders,
        HostFile::Apache,
        HostFile::NginxHeaders,
    ];
    pages.extend(files.map(Page::Hosting));
    if redirect_rules::has_redirects(catalogue) {
        let files = [HostFile::NetlifyRedirects, HostFile::NginxRedirects];
        pages.extend(files.map(Page::Hosting));
    }
    pages.push(Page::Llms);
    let twins: Vec<Page> = pages.iter().filter_map(Page::markdown).collect();
    pages.extend(twins);
    pages.extend(resources(catalogue));
    pages.extend(pictures(catalogue));
    pages
}

fn partners(
    catalogue: &Catalogue,
    enumeration: Enumeration,
) -> impl Iterator<Item = PartnerIx> + use<> {
    let partners = catalogue.partners.indexes();
    partners.take(match enumeration {
        Enumeration::Full => usize::MAX,
        Enumeration::Static => 0,
    })
}

fn directory(catalogue: &Catalogue, lang: Lang, enumeration: Enumeration, pages: &mut Vec<Page>) {
    let numbers = |partners: usize| -> RangeInclusive<usize> {
        match enumeration {
            Enumeration::Full => 1..=catalogue.page_count(partners),
            Enumeration::Static => 1..=1,
        }
    };
    let all = catalogue.partners_in_order(lang).len();
    pages.extend(numbers(all).map(|number| Page::Directory(lang, number)));
    for facet in catalogue.facets() {
        let partners = catalogue.partners_of(lang, facet).len();
        pages.extend(numbers(partners).map(|number| Page::FacetValue(lang, facet, number)));
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
    for (programme_ix, programme) in catalogue.programmes.iter() {
        pages.push(Page::Programme(lang, programme_ix));
        let tiers = programme.tiers.indexes();
        pages.extend(tiers.map(|tier| Page::Tier(lang, programme_ix, tier)));
        if has_benefits(programme) {
            pages.push(Page::Benefits(lang, programme_ix));
        }
        if has_criteria(programme) {
            pages.push(Page::Criteria(lang, programme_ix));
        }
        if !programme.processes.is_empty() {
            pages.push(Page::Processes(lang, programme_ix));
        }
        if has_countries(programme) {
            pages.push(Page::Countries(lang, programme_ix));
        }
        pages
            .extend((0..programme.processes.len()).map(|at| Page::Process(lang, programme_ix, at)));
        pages
            .extend((0..programme.countries.len()).map(|at| Page::Country(lang, programme_ix, at)));
    }
}

fn badges(catalogue: &Catalogue) -> impl Iterator<Item = Page> {
    let programmes = catalogue.programmes.iter();
    programmes.flat_map(|(programme_ix, programme)| {
        let tiers = programme.tiers.indexes();
        tiers.map(move |tier| Page::Badge(programme_ix, tier))
    })
}

fn resources(catalogue: &Catalogue) -> impl Iterator<Item = Page> {
    let files = |(programme_ix, programme): (ProgrammeIx, &crate::model::Programme)| {
        let resources = programme.resources.iter().enumerate();
        let public = resources.filter(|(_, it)| it.access == Access::Public && it.file.is_some());
        public
            .map(|(at, _)| Page::Resource(programme_ix, at))
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
    let of_partners = catalogue.partners.iter();
    let of_partners = of_partners.flat_map(|(_, partner)| partner.illustrations());
    let illustrations = of_partners
        .map(|illustration| illustration.picture)
        .chain(illustrations(catalogue))
        .collect::<BTreeSet<PictureIx>>()
        .into_iter()
        .map(|picture| Page::Picture(picture, PictureUse::Illustration));
    let by_address: BTreeMap<String, Page> = logos
        .chain(illustrations)
        .map(|page| (page.address(catalogue), page))
        .collect();
    by_address.into_values()
}

/// The images in the organization's texts, and those that a text links to; partners' texts have only links.
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
    let partners = catalogue.partners.iter();
    let descriptions = partners.filter_map(|(_, partner)| partner.description.as_ref());
    bodies
        .map(|body| (body, Trust::Owner))
        .chain(descriptions.map(|text| (text, Trust::Partner)))
        .flat_map(|(text, trust)| text.versions().map(move |(_, version)| (version, trust)))
        .filter(|(version, trust)| *trust == Trust::Owner || version.contains("/images/"))
        .flat_map(|(version, trust)| {
            let links = markdown::links(version).into_iter();
            links.filter(move |link| trust == Trust::Owner || !link.image)
        })
        .filter_map(
            |link| match catalogue.link_target(Lang::DEFAULT, &link.target) {
                LinkTarget::Picture(picture) => Some(picture),
                _ => None,
            },
        )
        .collect()
}
