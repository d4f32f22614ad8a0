//! Lookup of pages by address, without listing the pages of every partner and every long list.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::plan::{Enumeration, pages};
use crate::model::{Api, Catalogue, Page};

/// The pages of a catalogue by address: exactly those of the plan.
pub struct Addresses {
    catalogue: Arc<Catalogue>,
    /// All but the pages of a single partner, the later pages of lists, and the parts of the sitemap.
    static_pages: BTreeMap<String, Page>,
}

impl Addresses {
    /// The addresses of the pages of a catalogue.
    pub fn new(catalogue: Arc<Catalogue>) -> Self {
        let static_pages = pages(&catalogue, Enumeration::Static).into_iter();
        let static_pages = static_pages
            .map(|page| (page.address(&catalogue), page))
            .collect();
        Self {
            catalogue,
            static_pages,
        }
    }

    /// Adds a page that does not come from the catalogue, such as a file of the theme.
    pub(in crate::site) fn add(&mut self, page: Page) {
        self.static_pages
            .insert(page.address(&self.catalogue), page);
    }

    /// The page at an address from the root of the site, such as `/en/directory/`.
    pub fn find(&self, address: &str) -> Option<Page> {
        if let Some(page) = self.static_pages.get(address) {
            return Some(page.clone());
        }
        if let Some(folder) = address.strip_suffix("index.md") {
            return self.find(folder)?.markdown();
        }
        let is_there = |page: &Page| page.address(&self.catalogue) == address;
        self.of_partner(address)
            .into_iter()
            .find(is_there)
            .or_else(|| self.numbered(address).filter(is_there))
    }

    /// Whether there is a page or a file at an address from the root of the site.
    pub fn exists(&self, address: &str) -> bool {
        self.find(address).is_some() || self.is_paper(address)
    }

    /// Whether an address is that of a paper catalogue.
    fn is_paper(&self, address: &str) -> bool {
        let Some(file) = address.strip_prefix("/paper/") else {
            return false;
        };
        self.catalogue.paper_files().any(|name| name == file)
    }

    /// All addresses, sorted, for suggestions instead of an address that does not exist.
    pub fn all(&self) -> Vec<String> {
        let pages = pages(&self.catalogue, Enumeration::Full).into_iter();
        let pages = pages.map(|page| page.address(&self.catalogue));
        let files = self.catalogue.paper_files();
        let mut all: Vec<String> = pages
            .chain(files.map(|file| format!("/paper/{file}")))
            .collect();
        all.sort_unstable();
        all
    }

    /// The pages about a partner whose id is a part of the address.
    fn of_partner(&self, address: &str) -> Vec<Page> {
        let partner = address.split('/').find_map(|part| {
            let id = part.strip_suffix(".vcf").or(part.strip_suffix(".json"));
            self.catalogue.partners.find(id.unwrap_or(part))
        });
        let Some(partner) = partner else {
            return Vec::new();
        };
        let languages = self.catalogue.languages();
        languages
            .flat_map(|lang| [Page::Partner(lang, partner), Page::Embed(lang, partner)])
            .chain([
                Page::Short(partner),
                Page::Vcard(partner),
                Page::Api(Api::Partner(partner)),
            ])
            .collect()
    }

    /// A later page of a list, or a part of the sitemap.
    fn numbered(&self, address: &str) -> Option<Page> {
        let catalogue = &self.catalogue;
        if address.starts_with("/sitemap-") {
            let parts = pages(catalogue, Enumeration::Full).into_iter();
            let mut parts = parts.filter(|page| matches!(page, Page::SitemapPart(_)));
            return parts.find(|page| page.address(catalogue) == address);
        }
        let (list, number) = address.strip_suffix('/')?.rsplit_once("page/")?;
        let number = number.parse().ok()?;
        let mut page = self.static_pages.get(list)?.clone();
        let (partners, of_list) = match &mut page {
            Page::Directory(lang, of_list) => (catalogue.partners_in_order(*lang), of_list),
            Page::FacetValue(lang, facet, of_list) => {
                (catalogue.partners_of(*lang, *facet), of_list)
            }
            Page::Pair(lang, country, specialization, of_list) => {
                let pairs = &catalogue.listings[usize::from(lang.0)].pairs;
                (pairs.get(&(*country, *specialization))?.as_slice(), of_list)
            }
            _ => return None,
        };
        *of_list = number;
        (2..=catalogue.page_count(partners.len()))
            .contains(&number)
            .then_some(page)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::fixture::{partner, with_partners};
    use super::super::plan::plan;
    use super::Addresses;

    #[test]
    fn every_page_of_the_plan_is_found_and_nothing_else() {
        let partners = (0..130).map(|at| partner(&format!("p{at}")));
        let mut catalogue = with_partners(partners);
        catalogue.settings.page_size = 3;
        let catalogue = Arc::new(catalogue);
        let addresses = Addresses::new(Arc::clone(&catalogue));
        let mut all = Vec::new();
        for page in plan(&catalogue) {
            let address = page.address(&catalogue);
            assert_eq!(addresses.find(&address), Some(page), "{address}");
            all.push(address);
        }
        all.extend(["/paper/catalogue-en.pdf", "/paper/catalogue-fr.pdf"].map(str::to_owned));
        all.sort();
        assert_eq!(addresses.all(), all);
        for near in &all {
            for other in [
                format!("{near}/"),
                format!("/{near}"),
                format!("{near}page/1/"),
                format!("{near}page/02/"),
                near.replace("page/2/", "page/99/"),
                near.replace(".json", ".vcf"),
                near.replace("/p1/", "/p1/p2/"),
                near.replace("p1", "p999"),
            ] {
                let is_there = all.binary_search(&other).is_ok();
                assert_eq!(addresses.exists(&other), is_there, "{other}");
            }
        }
    }
}
