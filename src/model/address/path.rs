//! URL path of each page, and of the files beside it.

use std::fmt::Write as _;

use super::{Api, HostFile, Page, PictureUse, SocialImage};
use crate::model::{Catalogue, CountryIx, PartnerIx, PictureKind, ProgrammeIx};

impl Page {
    /// Appends the path, from the root of the language or, for pages without a language, of the site.
    pub(super) fn push_path(&self, catalogue: &Catalogue, to: &mut String) {
        let programme = |of: ProgrammeIx| catalogue.programmes[of].id.as_str();
        let partner = |ix: PartnerIx| catalogue.partners[ix].id.as_str();
        let country =
            |country: CountryIx| catalogue.vocabulary.countries[country].code.to_lowercase();
        // Every link of every page is built here: appending the pieces is faster than `format!`.
        let mut put = |parts: &[&str]| parts.iter().for_each(|part| to.push_str(part));
        match *self {
            Page::Root | Page::Home(_) => {}
            Page::Directory(_, number) => {
                put(&["directory/"]);
                push_number(to, number);
            }
            Page::FacetValue(_, facet, number) => {
                put(&[
                    "directory/",
                    &facet.facet().slug(&catalogue.vocabulary),
                    "/",
                    &facet.value(catalogue),
                    "/",
                ]);
                push_number(to, number);
            }
            Page::Pair(_, place, specialization, number) => {
                let id = &catalogue.vocabulary.specializations[specialization].id;
                let place = country(place);
                put(&["directory/country/", &place, "/specialization/", id, "/"]);
                push_number(to, number);
            }
            Page::Index(_, 0) => put(&["directory/index.json"]),
            Page::Index(_, part) => put(&["directory/index-", &part.to_string(), ".json"]),
            Page::Cards(_, shard) => put(&["directory/cards/", &shard.to_string(), ".json"]),
            Page::Summaries(_, shard) => {
                put(&["directory/summaries/", &shard.to_string(), ".json"]);
            }
            Page::Places => put(&["places-all.json"]),
            Page::Compare(_) => put(&["compare/"]),
            Page::Data(_) => put(&["data/"]),
            Page::Find(_) => put(&["find/"]),
            Page::Message(_) => put(&["message/"]),
            Page::Partner(_, ix) => put(&["partners/", partner(ix), "/"]),
            Page::FormerPartner(_, at) => put(&["partners/", &catalogue.redirects[at].id, "/"]),
            Page::Programmes(_) => put(&["programmes/"]),
            Page::Programme(_, of) => put(&["programmes/", programme(of), "/"]),
            Page::Tier(_, of, tier) => {
                let tier = &catalogue.programmes[of].tiers[tier].id;
                put(&["programmes/", programme(of), "/tiers/", tier, "/"]);
            }
            Page::Benefits(_, of) => put(&["programmes/", programme(of), "/benefits/"]),
            Page::Criteria(_, of) => put(&["programmes/", programme(of), "/criteria/"]),
            Page::Processes(_, of) => put(&["programmes/", programme(of), "/processes/"]),
            Page::Process(_, of, at) => {
                let process = &catalogue.programmes[of].processes[at].id;
                put(&["programmes/", programme(of), "/processes/", process, "/"]);
            }
            Page::Countries(_, of) => put(&["programmes/", programme(of), "/countries/"]),
            Page::Country(_, of, at) => {
                let place = country(catalogue.programmes[of].countries[at].country);
                put(&["programmes/", programme(of), "/countries/", &place, "/"]);
            }
            Page::ForPartners(_) => put(&["for-partners/"]),
            Page::Paper(_) => put(&["catalogue/"]),
            Page::Content(_, page) => put(&[&catalogue.pages[page].id, "/"]),
            Page::NotFound => put(&["404.html"]),
            Page::Short(ix) => put(&["p/", partner(ix), "/"]),
            Page::FormerShort(at) => put(&["p/", &catalogue.redirects[at].id, "/"]),
            Page::Embed(_, ix) => put(&["partners/", partner(ix), "/card/"]),
            Page::EmbedList(_) => put(&["embed/list/"]),
            Page::EmbedMaker(_) => put(&["embed/"]),
            Page::Markdown(ref page) => {
                page.push_path(catalogue, to);
                to.push_str("index.md");
            }
            Page::Llms => put(&["llms.txt"]),
            Page::Badge(of, tier) => {
                let tier = &catalogue.programmes[of].tiers[tier].id;
                put(&["badges/", programme(of), "-", tier, ".svg"]);
            }
            Page::SocialImage(_, SocialImage::Site) => put(&["share/site.png"]),
            Page::SocialImage(_, SocialImage::Programme(of)) => {
                put(&["share/programmes/", programme(of), ".png"]);
            }
            Page::SocialImage(_, SocialImage::Tier(of, tier)) => {
                let tier = &catalogue.programmes[of].tiers[tier].id;
                put(&["share/programmes/", programme(of), "/", tier, ".png"]);
            }
            Page::Hosting(file) => put(&[match file {
                HostFile::NetlifyRedirects => "_redirects",
                HostFile::NetlifyHeaders => "_headers",
                HostFile::Apache => ".htaccess",
                HostFile::NginxRedirects => "redirects.nginx.conf",
                HostFile::NginxHeaders => "headers.nginx.conf",
            }]),
            Page::Vcard(ix) => put(&["partners/", partner(ix), ".vcf"]),
            Page::Api(Api::Table) => put(&["api/v1/partners.csv"]),
            Page::Api(Api::Partners) => put(&["api/v1/partners.json"]),
            Page::Api(Api::Partner(ix)) => put(&["api/v1/partners/", partner(ix), ".json"]),
            Page::Api(Api::Programmes) => put(&["api/v1/programmes.json"]),
            Page::Api(Api::Vocabulary) => put(&["api/v1/vocabulary.json"]),
            Page::Api(Api::Schema) => put(&["api/v1/schema.json"]),
            Page::Sitemap => put(&["sitemap.xml"]),
            Page::SitemapPart(number) => put(&["sitemap-", &number.to_string(), ".xml"]),
            Page::Feed(_) => put(&["feed.xml"]),
            Page::Robots => put(&["robots.txt"]),
            Page::Asset(ref name) => put(&["assets/", name]),
            Page::Picture(picture, used) => {
                let picture = &catalogue.pictures[picture];
                let folder = match used {
                    PictureUse::Logo => "logos/",
                    PictureUse::Illustration => "images/",
                };
                let ending = match picture.kind {
                    PictureKind::Svg => ".svg",
                    PictureKind::Jpeg => ".jpg",
                    PictureKind::Png | PictureKind::Gif | PictureKind::Webp => ".png",
                };
                put(&[
                    folder,
                    &stem(&picture.path),
                    "-",
                    &picture.hash[..8],
                    ending,
                ]);
            }
            Page::Resource(of, at) => {
                let file = catalogue.programmes[of].resources[at].file.as_ref();
                let name = file.map_or("", |file| &file.name);
                put(&["files/", programme(of), "/", name]);
            }
        }
    }
}

fn push_number(to: &mut String, number: usize) {
    if number > 1 {
        // Writing to a string cannot fail.
        let _ = write!(to, "page/{number}/");
    }
}

/// The stem of a path's file name, with `-` for everything but letters, digits, `-` and `_`: it is part of an address.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect()
}
