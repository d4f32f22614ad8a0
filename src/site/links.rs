//! Links inside the site, under the path of the base URL. Built by [`Links::new`].

use crate::model::{Catalogue, Page};
use crate::text::url::base_path;

/// The base URL of the site, and its path.
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

    /// A link with scheme and host, for use outside the site.
    pub(super) fn absolute(&self, address: &str) -> String {
        format!("{}{address}", self.base_url)
    }
}

#[cfg(test)]
mod tests {
    use super::Links;

    #[test]
    fn links_begin_with_the_path_of_the_base_url() {
        let links = Links::new("https://lumenstad.example/partners/");
        assert_eq!(links.href("/en/"), "/partners/en/");
        assert_eq!(
            links.absolute("/en/"),
            "https://lumenstad.example/partners/en/"
        );
    }

    #[test]
    fn links_begin_with_a_slash_without_a_path_in_the_base_url() {
        assert_eq!(Links::new("https://partners.example").href("/en/"), "/en/");
    }
}
