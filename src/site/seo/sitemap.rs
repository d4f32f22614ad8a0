//! Files for crawlers: the sitemap with the languages of each page, and `robots.txt`.

use std::fmt::Write as _;

use super::hreflang::{is_offered, offered};
use crate::model::{Catalogue, Lang, Page};
use crate::site::context::PageContext;
use crate::text::escape;

/// The protocol allows 50 000 pages and 50 MB per file; in 24 languages, 10 000 pages take about 35 MB.
const PAGES_A_FILE: usize = 10_000;

/// `sitemap.xml`: the pages that search engines may list, or the addresses of the parts that list them.
pub(crate) fn sitemap<'a>(
    context: PageContext<'_>,
    listed: impl ExactSizeIterator<Item = &'a Page>,
) -> String {
    if listed.len() <= PAGES_A_FILE {
        return pages(context, listed);
    }
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for number in 1..=listed.len().div_ceil(PAGES_A_FILE) {
        let url = context.url(&Page::SitemapPart(number));
        let url = escape(&url);
        // Writing to a string cannot fail.
        let _ = writeln!(xml, "<sitemap><loc>{url}</loc></sitemap>");
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// `sitemap-1.xml`, …: a part of the pages that search engines may list; the first is 1.
pub(crate) fn part<'a>(
    context: PageContext<'_>,
    listed: impl Iterator<Item = &'a Page>,
    number: usize,
) -> String {
    let before = number.saturating_sub(1) * PAGES_A_FILE;
    pages(context, listed.skip(before).take(PAGES_A_FILE))
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
pub(crate) fn robots(context: PageContext<'_>) -> String {
    let sitemap = context.url(&Page::Sitemap);
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

fn pages<'a>(context: PageContext<'_>, pages: impl Iterator<Item = &'a Page>) -> String {
    let catalogue = context.catalogue();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        let url = |lang| {
            let url = context.url(&page.in_language(lang));
            (lang, escape(&url).into_owned())
        };
        let versions: Vec<(Lang, String)> = offered(catalogue, page).map(url).collect();
        let own = versions.iter().find(|(lang, _)| Some(*lang) == page.lang());
        let mut put = |parts: &[&str]| parts.iter().for_each(|part| xml.push_str(part));
        put(&["<url><loc>", own.map_or("", |(_, url)| url), "</loc>"]);
        let named = versions
            .iter()
            .map(|(lang, url)| (catalogue.code(*lang), url));
        let default = versions.first().map(|(_, url)| ("x-default", url));
        for (code, url) in named.chain(default) {
            put(&[
                "<xhtml:link rel=\"alternate\" hreflang=\"",
                code,
                "\" href=\"",
                url,
                "\"/>",
            ]);
        }
        put(&["</url>\n"]);
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Whether search engines may list a page: not a redirect, an empty list, or a copy of the default language's page.
pub(crate) fn is_listed(catalogue: &Catalogue, page: &Page) -> bool {
    if !is_offered(catalogue, page) {
        return false;
    }
    match *page {
        Page::FacetValue(lang, facet, _) => !catalogue.partners_of(lang, facet).is_empty(),
        Page::FormerPartner(..)
        | Page::Feed(_)
        | Page::Embed(..)
        | Page::SocialImage(..)
        | Page::Index(..)
        | Page::Cards(..)
        | Page::Summaries(..)
        | Page::Places
        | Page::Compare(_)
        | Page::Message(_) => false,
        ref page => page.lang().is_some(),
    }
}
