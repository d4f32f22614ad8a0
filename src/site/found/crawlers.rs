//! What crawlers are told: the sitemap with each page's languages, and robots.txt.

use std::fmt::Write as _;

use super::translation::{is_offered, offered};
use crate::model::{Catalogue, Lang, Page};
use crate::site::Site;
use crate::site::reader::Reader;

/// The protocol allows 50 000 pages a file and 50 MB; with a version in each of 24 languages these are about 35 MB.
const PAGES_A_FILE: usize = 10_000;

/// `sitemap.xml`: the pages that search engines may list, or where the lists are.
pub(crate) fn sitemap(site: &Site) -> String {
    let reader = site.reader(Lang::DEFAULT);
    let listed: Vec<&Page> = listed(site).collect();
    if listed.len() <= PAGES_A_FILE {
        return pages(reader, &listed);
    }
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for number in 1..=listed.len().div_ceil(PAGES_A_FILE) {
        let url = escaped(&reader.url(&Page::SitemapPart(number)));
        // Writing to a string cannot fail.
        let _ = writeln!(xml, "<sitemap><loc>{url}</loc></sitemap>");
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// `sitemap-1.xml`, …: a part of the pages that search engines may list.
pub(crate) fn part(site: &Site, number: usize) -> String {
    let listed = listed(site).skip(number.saturating_sub(1) * PAGES_A_FILE);
    let listed: Vec<&Page> = listed.take(PAGES_A_FILE).collect();
    pages(site.reader(Lang::DEFAULT), &listed)
}

/// The parts that the sitemap of these pages needs.
pub(crate) fn parts(catalogue: &Catalogue, pages: &[Page]) -> impl Iterator<Item = Page> + use<> {
    let listed = pages.iter().filter(|page| is_listed(catalogue, page));
    let count = listed.count();
    let parts = if count > PAGES_A_FILE {
        count.div_ceil(PAGES_A_FILE)
    } else {
        0
    };
    (1..=parts).map(Page::SitemapPart)
}

/// `robots.txt`: everything may be read.
pub(crate) fn robots(site: &Site) -> String {
    let sitemap = site.reader(Lang::DEFAULT).url(&Page::Sitemap);
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

fn pages(reader: Reader<'_>, pages: &[&Page]) -> String {
    let catalogue = reader.catalogue();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        let _ = write!(xml, "<url><loc>{}</loc>", escaped(&reader.url(page)));
        let versions = offered(catalogue, page).map(|lang| {
            let url = reader.url(&page.in_language(lang));
            (catalogue.code(lang), url)
        });
        let default = reader.url(&page.in_language(Lang::DEFAULT));
        for (code, url) in versions.chain([("x-default", default)]) {
            let _ = write!(
                xml,
                "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{}\"/>",
                escaped(&url)
            );
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

fn listed(site: &Site) -> impl Iterator<Item = &Page> {
    let catalogue = site.catalogue();
    let pages = site.pages().iter();
    pages.filter(move |page| is_listed(catalogue, page))
}

/// Pages that are read, without those that only send on, lists with nobody in them, and what is only a copy of the
/// default language's page.
fn is_listed(catalogue: &Catalogue, page: &Page) -> bool {
    if !is_offered(catalogue, page) {
        return false;
    }
    match *page {
        Page::Facet(lang, facet, _) => !catalogue.partners_of(lang, facet).is_empty(),
        Page::FormerPartner(..)
        | Page::Feed(_)
        | Page::Embed(..)
        | Page::Share(..)
        | Page::Index(..)
        | Page::Cards(..)
        | Page::Summaries(..)
        | Page::Compare(_) => false,
        ref page => page.lang().is_some(),
    }
}

/// A text in an element or an attribute of XML, which has no place for control characters.
pub(crate) fn escaped(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
