//! The head of a page: what search engines, browsers and other sites are told about it, and the way to it.

use serde::Serialize;
use serde_json::{Value as Json, json};
use tera::Value;

use crate::model::{Lang, Page};
use crate::site::reader::Reader;
use crate::site::seo::hreflang::is_offered;
use crate::site::seo::social_image;
use crate::site::text::{LinkView, TextView};
use crate::text::truncate_at_word;

/// About as many characters of a description as search engines show.
const DESCRIPTION_LENGTH: usize = 180;

/// What one page says about itself.
pub(crate) struct Head<'a> {
    pub(crate) page: &'a Page,
    /// Its heading.
    pub(crate) title: TextView,
    pub(crate) description: Option<String>,
    /// The entry of the main menu that it belongs to.
    pub(crate) section: &'a str,
    /// The pages above it, from the home page's child on.
    pub(crate) above: Vec<LinkView>,
    /// Whether search engines may list it.
    pub(crate) listed: bool,
    /// Structured data of schema.org, as JSON that can stand in a `script` element.
    pub(crate) data: Vec<String>,
}

/// `page` in every template.
#[derive(Serialize)]
pub(crate) struct HeadView {
    title: TextView,
    /// For the browser's tab: with the site's title.
    full_title: String,
    /// For those who see it elsewhere: with the programme that it is a part of.
    shared_title: String,
    description: Option<String>,
    section: String,
    href: String,
    canonical: String,
    alternates: Vec<AlternateView>,
    /// The version for everybody else; absent where search engines are offered another page.
    default_url: Option<String>,
    listed: bool,
    /// For those who share it.
    image: Value,
    above: Vec<LinkView>,
    /// JSON that can stand in a `script` element.
    structured_data: Vec<String>,
}

/// The page in one language.
#[derive(Serialize)]
struct AlternateView {
    code: String,
    /// As that language calls itself.
    name: String,
    href: String,
    url: String,
    current: bool,
    /// Whether search engines are told of it.
    offered: bool,
    dir: &'static str,
}

impl<'a> Head<'a> {
    pub(crate) fn new(page: &'a Page, title: TextView, section: &'a str) -> Self {
        Self {
            page,
            title,
            description: None,
            section,
            above: Vec::new(),
            listed: true,
            data: Vec::new(),
        }
    }

    pub(crate) fn description(self, description: Option<String>) -> Self {
        Self {
            description,
            ..self
        }
    }

    pub(crate) fn above(self, above: Vec<LinkView>) -> Self {
        Self { above, ..self }
    }

    /// Adds structured data, where the theme shows it.
    pub(crate) fn data<T: Serialize>(
        mut self,
        reader: Reader<'_>,
        data: impl FnOnce() -> T,
    ) -> Self {
        if reader.common.shows_data {
            self.data.push(in_script(&data()));
        }
        self
    }

    pub(crate) fn view(self, reader: Reader<'_>) -> HeadView {
        let site_title = reader.text(&reader.catalogue().settings.title).text;
        let titled = |page: &str, site: String| {
            reader.say_with("page_title", &[("page", page.to_owned()), ("site", site)])
        };
        let shared_title = match programme(reader, self.page) {
            Some(programme) => titled(&self.title.text, programme),
            None => self.title.text.clone(),
        };
        let full_title = match self.page {
            Page::Home(_) => site_title,
            _ => titled(&shared_title, site_title),
        };
        let in_a_language = self.page.lang().is_some();
        let languages = reader.catalogue().languages();
        let alternates = languages.filter(|_| in_a_language);
        let offered = self.listed && is_offered(reader.catalogue(), self.page);
        let default = self.page.in_language(Lang::DEFAULT);
        let listed_page = if offered { self.page } else { &default };
        let mut structured_data = self.data;
        if reader.common.shows_data && !self.above.is_empty() {
            structured_data.push(in_script(&breadcrumbs(reader, &self.above, &self.title)));
        }
        HeadView {
            full_title,
            shared_title,
            title: self.title,
            description: self
                .description
                .map(|text| truncate_at_word(&text, DESCRIPTION_LENGTH)),
            section: self.section.to_owned(),
            href: reader.href(self.page),
            canonical: reader.url(if self.listed { listed_page } else { self.page }),
            alternates: alternates
                .map(|lang| alternate(reader, self.page, lang, offered))
                .collect(),
            default_url: offered.then(|| reader.url(&default)),
            listed: self.listed,
            image: social_image::image_of(reader, self.page),
            above: self.above,
            structured_data,
        }
    }
}

/// The programme of which a page tells a part: "Benefits" alone says too little in a list of results.
fn programme(reader: Reader<'_>, page: &Page) -> Option<String> {
    let (Page::Tier(_, of, _)
    | Page::Benefits(_, of)
    | Page::Criteria(_, of)
    | Page::Process(_, of, _)) = page
    else {
        return None;
    };
    Some(reader.text(&reader.catalogue().programmes[*of].name).text)
}

/// The page in another language; `offered` is whether the page itself is one of the versions.
fn alternate(reader: Reader<'_>, page: &Page, lang: Lang, offered: bool) -> AlternateView {
    let page = page.in_language(lang);
    let locale = &reader.common.locales[lang.index()];
    let code = reader.catalogue().code(lang);
    AlternateView {
        code: code.to_owned(),
        name: reader.common.own_names[lang.index()].clone(),
        href: reader.href(&page),
        url: reader.url(&page),
        current: lang == reader.lang,
        offered: offered && is_offered(reader.catalogue(), &page),
        dir: crate::site::reader::direction(locale),
    }
}

fn breadcrumbs(reader: Reader<'_>, above: &[LinkView], title: &TextView) -> Json {
    let origin = reader.common.links.absolute("");
    let path = reader.common.links.href("");
    let host = origin.strip_suffix(&path).unwrap_or(&origin);
    let above = above.iter().enumerate().map(|(at, link)| {
        json!({
            "@type": "ListItem",
            "position": at + 1,
            "name": link.label.text,
            "item": format!("{host}{}", link.href),
        })
    });
    let last = json!({ "@type": "ListItem", "position": above.len() + 1, "name": title.text });
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": above.chain([last]).collect::<Vec<_>>(),
    })
}

/// A `<` could end the element that the data stands in.
pub(crate) fn in_script(data: &impl Serialize) -> String {
    let data = serde_json::to_string(data).expect("what is made here has no keys but strings");
    if data.contains('<') {
        data.replace('<', "\\u003c")
    } else {
        data
    }
}

#[cfg(test)]
mod tests {
    use super::in_script;
    use crate::model::{Lang, ListIndex, Page};
    use crate::site::fixture::{html, site};

    #[test]
    fn data_cannot_end_the_script_it_stands_in() {
        let data = serde_json::json!({ "name": "</script><b>" });
        assert!(!in_script(&data).contains('<'));
    }

    #[test]
    fn a_part_of_a_programme_names_it_in_lists_of_results() {
        let (site, lang) = (site(), Lang::DEFAULT);
        let html = html(&site, &Page::Benefits(lang, ListIndex::new(0)));
        let title = "<title>Benefits – Solutions Partner Programme – Partners of Brightley</title>";
        assert!(html.contains(title), "{html}");
        assert!(html.contains("og:title\" content=\"Benefits – Solutions Partner Programme\""));
    }
}
