//! Rendering context for one language. Built by [`PageContext::new`].
//!
//! It converts values of the catalogue to views: texts, links, dates and amounts, each with its language.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::site_context::SiteContext;
use super::text_ids;
use super::view::{DateView, LinkView, ProseView, TextView, direction};
use crate::l10n::{Locale, Localizer};
use crate::markdown::{self, Trust};
use crate::model::{
    Catalogue, CountryIx, FacetValue, Lang, LinkTarget, Page, PictureUse, Price, ProgrammeIx, Term,
    Text, TierIx,
};
use crate::theme::Message;

/// The catalogue, the theme, the locale and the links, as a page in one language needs them.
///
/// Computes views on demand, without a cache: views that many pages share are in
/// [`Fragments`](super::fragments::Fragments).
#[derive(Clone, Copy)]
pub(super) struct PageContext<'a> {
    pub(super) site: &'a SiteContext,
    pub(super) lang: Lang,
}

impl<'a> PageContext<'a> {
    pub(super) fn new(site: &'a SiteContext, lang: Lang) -> Self {
        Self { site, lang }
    }

    pub(super) fn catalogue(self) -> &'a Catalogue {
        &self.site.catalogue
    }

    /// The BCP 47 code of the language.
    pub(super) fn code(self) -> &'a str {
        self.site.catalogue.code(self.lang)
    }

    pub(super) fn locale(self) -> &'a Locale {
        &self.site.locales[self.lang.index()]
    }

    /// Interface strings, dates and amounts.
    pub(super) fn localizer(self) -> Localizer<'a> {
        Localizer::new(&self.site.theme, self.locale(), &self.site.english)
    }

    /// An interface string.
    pub(super) fn message(self, key: &str) -> String {
        self.message_with(key, &[])
    }

    /// An interface string with its arguments.
    pub(super) fn message_with(self, key: &str, args: &[(&str, String)]) -> String {
        self.localizer().message(key, args)
    }

    /// An interface string in the plural form of a count.
    pub(super) fn message_count(self, key: &str, count: usize) -> String {
        self.localizer().message_count(key, count)
    }

    /// Interface strings for a script, with all plural forms: the browser has the plural rules.
    pub(super) fn messages(self, keys: &[&str]) -> Json {
        let word = |key: &str| match self.site.theme.message(self.code(), key)? {
            Message::Plain(text) => Some((key.to_owned(), json!(text))),
            Message::Plural(forms) => Some((key.to_owned(), json!(forms))),
        };
        Json::Object(keys.iter().filter_map(|key| word(key)).collect())
    }

    /// An interface string with its language, if that is not the page's.
    pub(super) fn message_view(self, key: &str) -> TextView {
        self.phrase_view(key, &[], None)
    }

    /// An interface string with its arguments, and its language if that is not the page's.
    pub(super) fn message_view_with(self, key: &str, args: &[(&str, String)]) -> TextView {
        self.phrase_view(key, args, None)
    }

    /// An interface string in the plural form of a count, and its language if that is not the page's.
    pub(super) fn message_view_count(self, key: &str, count: usize) -> TextView {
        self.phrase_view(key, &[], Some(count))
    }

    fn phrase_view(self, key: &str, args: &[(&str, String)], count: Option<usize>) -> TextView {
        let Some(phrase) = self.localizer().phrase(key) else {
            return TextView::plain(key);
        };
        let mut view = TextView::plain(phrase.text(args, count));
        if !std::ptr::eq(phrase.locale(), self.locale()) {
            let dir = direction(phrase.locale());
            view.lang = Some(phrase.locale().code().to_owned());
            view.dir = (dir != direction(self.locale())).then_some(dir);
        }
        view
    }

    /// The address of a page, from the root of the host.
    pub(super) fn href(self, page: &Page) -> String {
        self.site.links.href_of(page, self.catalogue())
    }

    /// The address of a page with scheme and host.
    pub(super) fn url(self, page: &Page) -> String {
        self.site.links.url_of(page, self.catalogue())
    }

    pub(super) fn link(self, page: &Page, label: TextView) -> LinkView {
        LinkView::new(self.href(page), label)
    }

    /// A link to the partners who have a value of a facet; its text alone, if the directory does not have the facet.
    pub(super) fn facet_link(self, value: FacetValue, label: TextView) -> LinkView {
        let has_page = self.catalogue().has_facet(value.facet());
        LinkView {
            href: has_page.then(|| self.href(&Page::FacetValue(self.lang, value, 1))),
            label,
        }
    }

    /// The name of a language that partners speak, as a label: "French", "Français".
    pub(super) fn spoken_language(self, code: &str) -> String {
        let locale = self.locale();
        locale.capitalized(&locale.language_name(code))
    }

    /// A text in the language of the page, or in the one that it falls back to.
    pub(super) fn text(self, text: &Text) -> TextView {
        let resolved = text.get(self.lang);
        self.text_in(resolved.value.to_string(), resolved.lang)
    }

    pub(super) fn text_opt(self, text: Option<&Text>) -> Option<TextView> {
        text.map(|text| self.text(text))
    }

    /// A text that is known to be in `lang`.
    pub(super) fn text_in(self, text: String, lang: Lang) -> TextView {
        let (lang, dir) = self.lang_and_dir(lang);
        TextView { text, lang, dir }
    }

    pub(super) fn term(self, term: &Term) -> TextView {
        self.text(&term.name)
    }

    /// The plural name of a term: "Resellers".
    pub(super) fn plural(self, term: &Term) -> TextView {
        self.text(term.plural.as_ref().unwrap_or(&term.name))
    }

    /// The label of a link that explains a tier.
    pub(super) fn tier_explained(self, programme: ProgrammeIx, tier: TierIx) -> String {
        let name = self.text(&self.catalogue().programmes[programme].tiers[tier].name);
        self.message_with("tier_explained", &[("tier", name.text)])
    }

    /// The name of a country: the vocabulary's where it has one, else CLDR's.
    pub(super) fn country(self, country: CountryIx) -> TextView {
        let country = &self.catalogue().vocabulary.countries[country];
        let name = self.locale().country(country, self.lang);
        match &country.name {
            Some(own) => self.text_in(name, own.get(self.lang).lang),
            None => TextView::plain(name),
        }
    }

    /// A Markdown text as HTML, with headings from `top_heading` on. Pages with a text of the owner are rendered by
    /// [`Renderer::fill_with_texts`](super::renderer::Renderer::fill_with_texts).
    pub(super) fn prose(self, text: &Text, trust: Trust, top_heading: u8) -> ProseView {
        let resolved = text.get(self.lang);
        let base = self.site.links.base_path();
        let link = |target: &str| self.catalogue().published_link(self.lang, target, base);
        let size = |target: &str| match self.catalogue().link_target(self.lang, target) {
            LinkTarget::Picture(picture) => {
                let picture = &self.catalogue().pictures[picture];
                Some(PictureUse::Illustration.size(picture))
            }
            _ => None,
        };
        let html = markdown::html_with_sizes(resolved.value, trust, top_heading, &link, &size);
        let html = match trust {
            Trust::Owner => text_ids::enclosed(&html),
            // A partner's text has no ids.
            Trust::Partner => html,
        };
        let (lang, dir) = self.lang_and_dir(resolved.lang);
        let language = lang
            .as_deref()
            .map(|code| self.locale().language_name(code));
        ProseView {
            html,
            lang,
            dir,
            language,
        }
    }

    /// A day: "14 September 2026".
    pub(super) fn date(self, date: Date) -> DateView {
        DateView {
            iso: date.to_string(),
            text: self.localizer().date(date),
        }
    }

    /// A month: "September 2026".
    pub(super) fn month(self, date: Date) -> DateView {
        DateView {
            iso: date.strftime("%Y-%m").to_string(),
            text: self.locale().month_year(date),
        }
    }

    pub(super) fn number(self, number: f64) -> String {
        self.locale().number(number)
    }

    pub(super) fn count(self, count: usize) -> String {
        self.locale().number(count as f64)
    }

    pub(super) fn price(self, price: &Price) -> String {
        match price {
            Price::Included => self.message("price_included"),
            Price::Paid => self.message("price_paid"),
            Price::OnRequest => self.message("price_on_request"),
            Price::Amount(money, period) => self.localizer().per(money, *period),
        }
    }

    /// Language and direction of a text, where they are not the page's.
    fn lang_and_dir(self, lang: Lang) -> (Option<String>, Option<&'static str>) {
        if lang == self.lang {
            return (None, None);
        }
        let dir = direction(&self.site.locales[lang.index()]);
        (
            Some(self.catalogue().code(lang).to_owned()),
            (dir != direction(self.locale())).then_some(dir),
        )
    }
}
