//! The head of a page: title, description, addresses, structured data and breadcrumbs. Built by [`Head::new`]; its
//! [`Head::view`] is `page` in every template.

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::model::{Lang, Page};
use crate::site::context::PageContext;
use crate::site::fragments::Fragments;
use crate::site::seo::hreflang::is_offered;
use crate::site::seo::social_image::{self, SocialImageView};
use crate::site::view::{LinkView, SharedView, TextView, direction};
use crate::text::truncate_at_word;

/// About as many characters of a description as search engines show.
const DESCRIPTION_LENGTH: usize = 180;

/// The metadata of one page.
pub(crate) struct Head<'a> {
    pub(crate) page: &'a Page,
    /// Its heading.
    pub(crate) title: TextView,
    pub(crate) description: Option<String>,
    /// The entry of the main menu that it belongs to.
    pub(crate) section: &'a str,
    /// Links to the pages above it, from the home page's child on.
    pub(crate) breadcrumbs: Vec<LinkView>,
    /// Whether search engines may list it.
    pub(crate) listed: bool,
    /// Structured data of schema.org, as JSON for a `script` element.
    pub(crate) data: Vec<String>,
}

/// The metadata of one page: `page` in every template.
#[derive(Serialize)]
pub(crate) struct HeadView {
    title: TextView,
    /// For the browser's tab: with the site's title.
    full_title: String,
    /// For other sites: with the programme that the page is a part of.
    shared_title: String,
    description: Option<String>,
    section: String,
    href: String,
    canonical: String,
    alternates: Vec<AlternateView>,
    /// The page as Markdown.
    markdown: Option<String>,
    /// The `x-default` version; absent where search engines are offered another page.
    default_url: Option<String>,
    listed: bool,
    /// For other sites, when the page is shared.
    image: SharedView<SocialImageView>,
    breadcrumbs: Vec<LinkView>,
    /// JSON, escaped for a `script` element.
    structured_data: Vec<String>,
}

/// The page in one language.
#[derive(Serialize)]
struct AlternateView {
    code: String,
    /// The name of the language in that language.
    name: String,
    href: String,
    url: String,
    current: bool,
    /// Whether search engines are offered this version.
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
            breadcrumbs: Vec::new(),
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

    pub(crate) fn breadcrumbs(self, breadcrumbs: Vec<LinkView>) -> Self {
        Self {
            breadcrumbs,
            ..self
        }
    }

    /// Adds structured data, where the theme shows it.
    pub(crate) fn data<T: Serialize>(
        mut self,
        context: PageContext<'_>,
        data: impl FnOnce() -> T,
    ) -> Self {
        if context.site.has_structured_data {
            self.data.push(in_script(&data()));
        }
        self
    }

    pub(crate) fn view(self, context: PageContext<'_>, fragments: &Fragments) -> HeadView {
        let site_title = context.text(&context.catalogue().settings.title).text;
        let titled = |page: &str, site: String| {
            context.message_with("page_title", &[("page", page.to_owned()), ("site", site)])
        };
        let shared_title = match programme(context, self.page) {
            Some(programme) => titled(&self.title.text, programme),
            None => self.title.text.clone(),
        };
        let full_title = match self.page {
            Page::Home(_) => site_title,
            _ => titled(&shared_title, site_title),
        };
        let in_a_language = self.page.lang().is_some();
        let languages = context.catalogue().languages();
        let alternates = languages.filter(|_| in_a_language);
        let offered = self.listed && is_offered(context.catalogue(), self.page);
        let default = self.page.in_language(Lang::DEFAULT);
        let listed_page = if offered { self.page } else { &default };
        let mut structured_data = self.data;
        if context.site.has_structured_data && !self.breadcrumbs.is_empty() {
            structured_data.push(in_script(&breadcrumb_data(
                context,
                &self.breadcrumbs,
                &self.title,
            )));
        }
        HeadView {
            full_title,
            shared_title,
            title: self.title,
            description: self
                .description
                .map(|text| truncate_at_word(&text, DESCRIPTION_LENGTH)),
            section: self.section.to_owned(),
            href: context.href(self.page),
            canonical: context.url(if self.listed { listed_page } else { self.page }),
            alternates: alternates
                .map(|lang| alternate(context, self.page, lang, offered))
                .collect(),
            markdown: self.page.markdown().map(|page| context.href(&page)),
            default_url: offered.then(|| context.url(&default)),
            listed: self.listed,
            image: social_image(context, fragments, self.page),
            breadcrumbs: self.breadcrumbs,
            structured_data,
        }
    }
}

/// The programme of a page that is a part of one: "Benefits" alone says too little in a list of results.
fn programme(context: PageContext<'_>, page: &Page) -> Option<String> {
    let (Page::Tier(_, programme_ix, _)
    | Page::Benefits(_, programme_ix)
    | Page::Criteria(_, programme_ix)
    | Page::Processes(_, programme_ix)
    | Page::Process(_, programme_ix, _)
    | Page::Countries(_, programme_ix)) = page
    else {
        return None;
    };
    Some(
        context
            .text(&context.catalogue().programmes[*programme_ix].name)
            .text,
    )
}

/// The image for other sites: a partner's own logo, else one that the site draws.
fn social_image(
    context: PageContext<'_>,
    fragments: &Fragments,
    page: &Page,
) -> SharedView<SocialImageView> {
    if let Page::Partner(_, partner) = *page
        && let Some(logo) = social_image::logo(context, partner)
    {
        return SharedView::new(&logo);
    }
    fragments.social_image(social_image::image_of(page))
}

/// The version of a page in a language; `offered` is whether the page itself is offered as a translation.
fn alternate(context: PageContext<'_>, page: &Page, lang: Lang, offered: bool) -> AlternateView {
    let page = page.in_language(lang);
    let locale = &context.site.locales[lang.index()];
    let code = context.catalogue().code(lang);
    AlternateView {
        code: code.to_owned(),
        name: context.site.own_names[lang.index()].clone(),
        href: context.href(&page),
        url: context.url(&page),
        current: lang == context.lang,
        offered: offered && is_offered(context.catalogue(), &page),
        dir: direction(locale),
    }
}

fn breadcrumb_data(context: PageContext<'_>, links: &[LinkView], title: &TextView) -> Json {
    let origin = context.site.links.absolute("");
    let path = context.site.links.href("");
    let host = origin.strip_suffix(&path).unwrap_or(&origin);
    let items = links.iter().enumerate().map(|(index, link)| {
        let address = link.href.as_deref().unwrap_or_default();
        json!({
            "@type": "ListItem",
            "position": index + 1,
            "name": link.label.text,
            "item": format!("{host}{address}"),
        })
    });
    let last = json!({ "@type": "ListItem", "position": links.len() + 1, "name": title.text });
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items.chain([last]).collect::<Vec<_>>(),
    })
}

/// JSON for a `script` element: a `<` could end the element.
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
    fn data_cannot_end_its_script_element() {
        let data = serde_json::json!({ "name": "</script><b>" });
        assert!(!in_script(&data).contains('<'));
    }

    #[test]
    fn titles_for_search_results_name_the_programme() {
        let (site, lang) = (site(), Lang::DEFAULT);
        let html = html(&site, &Page::Benefits(lang, ListIndex::new(0)));
        let title = "<title>Benefits – Solutions Partner Programme – Partners of Brightley</title>";
        assert!(html.contains(title), "{html}");
        assert!(html.contains("og:title\" content=\"Benefits – Solutions Partner Programme\""));
    }
}
