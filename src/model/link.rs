//! Links and images in texts. Entry point: [`Catalogue::link_target`], which the check, the website and the paper
//! share: the address that is checked is the address that is published.
//!
//! A link inside the site is written from the root of the site, with or without a language: `/directory/` is in the
//! language of the page that shows the text, `/fr/directory/` and `/sitemap.xml` stay as they are.

use super::{Catalogue, Lang, Page, PictureIx, PictureUse};
use crate::text::url::{ascii_url, composed, percent_decode};

/// Folders at the root of the site whose addresses are in no language.
const ROOT_FOLDERS: [&str; 8] = [
    "api", "assets", "badges", "files", "images", "logos", "p", "paper",
];

/// Folders of a language, each with pages or files of the site.
const LANGUAGE_FOLDERS: [&str; 12] = [
    "catalogue",
    "compare",
    "data",
    "directory",
    "embed",
    "find",
    "for-partners",
    "message",
    "page",
    "partners",
    "programmes",
    "share",
];

/// The files of a language that are in no folder: the feed, and the Markdown twin of the home page.
const LANGUAGE_FILES: [&str; 2] = ["feed.xml", "index.md"];

/// Where a link or an image of a text leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// Another website, an e-mail address or a telephone number.
    External(String),
    /// A part of the page that shows the text, by its id.
    Part(String),
    /// A picture of `content/images/`.
    Picture(PictureIx),
    /// An address of the site, whether it exists or not.
    Address(SiteAddress),
}

/// An address of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAddress {
    /// From the root of the site, with its language if it has one, without percent escapes.
    pub path: String,
    /// The query and the fragment, as written.
    pub suffix: String,
}

impl SiteAddress {
    /// The id of the part of the page that it leads to.
    pub fn part(&self) -> Option<&str> {
        let (_, part) = self.suffix.split_once('#')?;
        (!part.is_empty()).then_some(part)
    }
}

impl Catalogue {
    /// Where a link of a text leads that a page in `lang` shows.
    pub fn link_target(&self, lang: Lang, target: &str) -> LinkTarget {
        if let Some(part) = target.strip_prefix('#') {
            return LinkTarget::Part(part.to_owned());
        }
        if !target.starts_with('/') || target.starts_with("//") {
            return LinkTarget::External(ascii_url(target).into_owned());
        }
        let (path, suffix) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
        if let Some(picture) = self.illustration(path) {
            return LinkTarget::Picture(picture);
        }
        let mut path = composed(&percent_decode(path)).into_owned();
        // The file of a page.
        if path.ends_with("/index.html") {
            path.truncate(path.len() - "index.html".len());
        }
        if !self.is_from_root(&path) {
            path.insert_str(0, self.code(lang));
            path.insert(0, '/');
        }
        LinkTarget::Address(SiteAddress {
            path,
            suffix: suffix.to_owned(),
        })
    }

    /// The published form of a link or an image: `base` is put in front of addresses of the site.
    pub fn published_link(&self, lang: Lang, target: &str, base: &str) -> String {
        match self.link_target(lang, target) {
            LinkTarget::External(address) => address,
            LinkTarget::Part(part) => format!("#{part}"),
            LinkTarget::Picture(picture) => {
                Page::Picture(picture, PictureUse::Illustration).address_under(base, self)
            }
            LinkTarget::Address(SiteAddress { path, suffix }) => format!("{base}{path}{suffix}"),
        }
    }

    /// The picture at an address such as `/images/quay.svg`, with or without percent escapes.
    pub fn illustration(&self, address: &str) -> Option<PictureIx> {
        let name = address.strip_prefix("/images/")?;
        let find = |name: &str| {
            let path = format!("content/images/{name}");
            self.pictures.find(&composed(&path))
        };
        // A name may contain `%20` itself.
        find(name).or_else(|| find(&percent_decode(name)))
    }

    /// Whether an address is complete: it begins with a language, or is in no language.
    fn is_from_root(&self, path: &str) -> bool {
        let rest = path.trim_start_matches('/');
        match rest.split_once('/') {
            Some(("partners", file)) => file.ends_with(".vcf"),
            Some((folder, _)) => {
                ROOT_FOLDERS.contains(&folder)
                    || self.settings.languages.iter().any(|code| code == folder)
            }
            None => {
                let is_file = rest.contains('.') || rest.starts_with('_');
                (is_file && !LANGUAGE_FILES.contains(&rest))
                    || self.settings.languages.iter().any(|code| code == rest)
            }
        }
    }
}

/// The names that no page of prose may have on a site in these languages.
pub fn reserved_page_names(languages: &[String]) -> impl Iterator<Item = &str> {
    let folders = ROOT_FOLDERS.into_iter().chain(LANGUAGE_FOLDERS);
    folders.chain(languages.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use crate::model::fixture::{both, settings};
    use crate::model::{Catalogue, IndexedList, Lang, Vocabulary};

    fn catalogue() -> Catalogue {
        Catalogue {
            settings: settings(both("Quay", "Quai"), "Quay", "https://quay.example"),
            vocabulary: Vocabulary::default(),
            programmes: IndexedList::default(),
            partners: IndexedList::default(),
            redirects: Vec::new(),
            pages: IndexedList::default(),
            pictures: IndexedList::default(),
            listings: Vec::new(),
        }
    }

    /// The published address of a link on a French page.
    fn published(target: &str) -> String {
        catalogue().published_link(Lang(1), target, "/base")
    }

    #[test]
    fn only_addresses_without_language_get_one() {
        for (written, address) in [
            ("/", "/base/fr/"),
            ("/directory/?q=x#count", "/base/fr/directory/?q=x#count"),
            ("/partners/kerguelen/", "/base/fr/partners/kerguelen/"),
            ("/feed.xml", "/base/fr/feed.xml"),
            ("/share/site.png", "/base/fr/share/site.png"),
            ("/about/index.html", "/base/fr/about/"),
            ("/fr/legal/", "/base/fr/legal/"),
            ("/en/feed.xml", "/base/en/feed.xml"),
            ("/en/", "/base/en/"),
            ("/sitemap.xml", "/base/sitemap.xml"),
            ("/404.html", "/base/404.html"),
            ("/_redirects", "/base/_redirects"),
            ("/partners/kerguelen.vcf", "/base/partners/kerguelen.vcf"),
            ("/p/kerguelen/", "/base/p/kerguelen/"),
            ("/paper/catalogue-en.pdf", "/base/paper/catalogue-en.pdf"),
            ("/api/v1/partners.csv", "/base/api/v1/partners.csv"),
            (
                "/badges/solutions-gold.svg",
                "/base/badges/solutions-gold.svg",
            ),
            ("#count", "#count"),
            ("https://a.example/x", "https://a.example/x"),
            ("https://é.example/é", "https://xn--9ca.example/%C3%A9"),
            ("mailto:a@a.example", "mailto:a@a.example"),
        ] {
            assert_eq!(published(written), address, "{written}");
        }
    }
}
