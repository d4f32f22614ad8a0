//! What crawlers are told: the sitemap with each page's languages, and robots.txt.

use std::fmt::Write as _;

use super::Site;
use crate::model::{Lang, Page};

/// `sitemap.xml`: the pages that search engines may list, each with its versions.
pub(super) fn sitemap(site: &Site) -> String {
    let catalogue = site.catalogue();
    let reader = site.reader(Lang::DEFAULT);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let listed = site.pages().iter().filter(|page| is_listed(site, page));
    for page in listed {
        // Writing to a string cannot fail.
        let _ = write!(xml, "<url><loc>{}</loc>", escaped(&reader.url(page)));
        let versions = catalogue.languages().map(|lang| {
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

/// Pages of prose and data, without those that only send on and lists with nobody in them.
fn is_listed(site: &Site, page: &Page) -> bool {
    let catalogue = site.catalogue();
    match *page {
        Page::Facet(lang, facet, _) => !catalogue.partners_of(lang, facet).is_empty(),
        Page::FormerPartner(..) => false,
        ref page => page.lang().is_some(),
    }
}

/// `robots.txt`: everything may be read.
pub(super) fn robots(site: &Site) -> String {
    let sitemap = site.reader(Lang::DEFAULT).url(&Page::Sitemap);
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
