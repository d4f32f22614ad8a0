//! What links inside the site look like: under the path of the base URL, in the language of the page.

use crate::model::{Catalogue, Lang, Page, PictureUse};
use crate::text::url::base_path;

/// Addresses that are in no language, so that links to them get none.
const WITHOUT_LANGUAGE: [&str; 7] = [
    "/api/", "/assets/", "/badges/", "/files/", "/images/", "/p/", "/paper/",
];

/// Where the site will be.
#[derive(Debug)]
pub(super) struct Links {
    base_url: String,
    base_path: String,
}

impl Links {
    pub(super) fn new(base_url: &str) -> Self {
        Self {
            base_path: base_path(base_url),
            base_url: base_url.trim_end_matches('/').to_owned(),
        }
    }

    pub(super) fn base_path(&self) -> &str {
        &self.base_path
    }

    /// A link to an address of the site, such as `/en/`.
    pub(super) fn href(&self, address: &str) -> String {
        format!("{}{address}", self.base_path)
    }

    /// A link to a page.
    pub(super) fn href_of(&self, page: &Page, catalogue: &Catalogue) -> String {
        page.address_under(&self.base_path, catalogue)
    }

    /// A link to a page with scheme and host.
    pub(super) fn url_of(&self, page: &Page, catalogue: &Catalogue) -> String {
        page.address_under(&self.base_url, catalogue)
    }

    /// The same with scheme and host, for those who read the page elsewhere.
    pub(super) fn absolute(&self, address: &str) -> String {
        format!("{}{address}", self.base_url)
    }

    /// What a link or an image of a text leads to: `/directory/` gets the reader's language, `/images/x.svg` is the
    /// picture made for the web; all others stay as they are.
    pub(super) fn in_text(&self, catalogue: &Catalogue, lang: Lang, target: &str) -> String {
        if !target.starts_with('/') || target.starts_with("//") {
            return target.to_owned();
        }
        if let Some(picture) = catalogue.pictures.find(&format!("content{target}")) {
            let page = Page::Picture(picture, PictureUse::Illustration);
            return self.href(&page.address(catalogue));
        }
        if WITHOUT_LANGUAGE.iter().any(|root| target.starts_with(root)) {
            return self.href(target);
        }
        self.href(&format!("/{}{target}", catalogue.code(lang)))
    }
}

#[cfg(test)]
mod tests {
    use super::Links;

    #[test]
    fn a_base_url_with_a_path_puts_every_link_under_it() {
        let links = Links::new("https://lumenstad.example/partners/");
        assert_eq!(links.href("/en/"), "/partners/en/");
        assert_eq!(
            links.absolute("/en/"),
            "https://lumenstad.example/partners/en/"
        );
    }

    #[test]
    fn a_base_url_without_a_path_adds_nothing() {
        assert_eq!(Links::new("https://partners.example").href("/en/"), "/en/");
    }
}
