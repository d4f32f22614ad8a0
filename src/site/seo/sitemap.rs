//! Files for crawlers: the sitemap with the languages of each page, and `robots.txt`.

use std::fmt::Write as _;

use jiff::civil::Date;

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
        if let Some(date) = last_modified(context, page) {
            put(&["<lastmod>", &date.to_string(), "</lastmod>"]);
        }
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

/// The newest date in the record behind a page, if it has one: a profile's last check, or the last change of its
/// tiers and specializations; the last review of a process. Absent for all other pages: no file says when they changed,
/// and the day of the build would call every page new each time.
fn last_modified(context: PageContext<'_>, page: &Page) -> Option<Date> {
    let catalogue = context.catalogue();
    let today = context.site.options.today;
    let newest = match *page {
        Page::Partner(_, ix) => {
            let partner = &catalogue.partners[ix];
            let memberships = partner.memberships.iter().map(|it| it.since);
            let specializations = partner.specializations.iter().map(|it| it.since);
            let dates = [partner.last_verified, partner.since].into_iter();
            let dates = dates.chain(memberships).chain(specializations).flatten();
            dates.filter(|date| *date <= today).max()
        }
        Page::Process(_, programme_ix, at) => {
            catalogue.programmes[programme_ix].processes[at].reviewed
        }
        _ => None,
    };
    newest.filter(|date| *date <= today)
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
        | Page::EmbedList(_)
        | Page::Markdown(_)
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::model::Page;
    use crate::site::fixture::{TODAY, html, partner, with_partners};
    use crate::site::tests::site_of;

    #[test]
    fn the_date_of_a_page_is_the_newest_of_its_record_and_never_in_the_future() {
        let (id, mut alba) = partner("alba");
        alba.since = Some(date(2019, 4, 1));
        alba.last_verified = Some(date(2024, 2, 3));
        alba.memberships[0].since = Some(TODAY.tomorrow().unwrap());
        let (other, mut brisk) = partner("brisk");
        brisk.since = None;
        let sitemap = html(
            &site_of(with_partners([(id, alba), (other, brisk)])),
            &Page::Sitemap,
        );
        let url = "<loc>https://brightley.example/partners/en/";
        let is_after =
            |page: &str, text: &str| sitemap.contains(&format!("{url}{page}</loc>{text}"));
        assert!(
            is_after("partners/alba/", "<lastmod>2024-02-03</lastmod>"),
            "{sitemap}"
        );
        assert!(is_after("partners/brisk/", "<xhtml:link"));
        assert!(is_after("directory/", "<xhtml:link"));
    }
}
