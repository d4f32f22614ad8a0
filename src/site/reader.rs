//! Everything a page says, as the readers of one language read it.

use jiff::civil::Date;
use tera::Value;

use super::common::Common;
use super::shared::{Said, Shared};
use super::text::{DateView, LinkView, ProseView, TextView};
use crate::l10n::{Locale, Localizer};
use crate::markdown::{self, Trust};
use crate::model::{Catalogue, CountryIx, Lang, Page, Price, ProgrammeIx, Term, Text, TierIx};

/// The readers of one language.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) common: &'a Common,
    pub(super) lang: Lang,
}

impl<'a> Reader<'a> {
    pub(super) fn catalogue(self) -> &'a Catalogue {
        &self.common.catalogue
    }

    pub(super) fn code(self) -> &'a str {
        self.common.catalogue.code(self.lang)
    }

    pub(super) fn locale(self) -> &'a Locale {
        &self.common.locales[self.lang.index()]
    }

    pub(super) fn shared(self) -> &'a Shared {
        self.common.shared(self.lang)
    }

    /// What many pages show alike.
    pub(super) fn said(self, said: Said) -> Value {
        let made = self.shared().get(said);
        made.unwrap_or_else(|| said.value(self))
    }

    /// An interface string.
    pub(super) fn say(self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// An interface string with its arguments.
    pub(super) fn say_with(self, key: &str, args: &[(&str, String)]) -> String {
        self.localizer().message(key, args)
    }

    /// An interface string about so many things.
    pub(super) fn say_count(self, key: &str, count: usize) -> String {
        self.localizer().message_count(key, count)
    }

    /// Interface strings, dates and amounts.
    pub(super) fn localizer(self) -> Localizer<'a> {
        Localizer::new(&self.common.theme, self.locale(), &self.common.english)
    }

    pub(super) fn href(self, page: &Page) -> String {
        self.common.links.href_of(page, self.catalogue())
    }

    pub(super) fn url(self, page: &Page) -> String {
        self.common.links.url_of(page, self.catalogue())
    }

    pub(super) fn link(self, page: &Page, label: TextView) -> LinkView {
        LinkView {
            href: self.href(page),
            label,
        }
    }

    pub(super) fn text(self, text: &Text) -> TextView {
        let shown = text.get(self.lang);
        self.in_language(shown.value.to_string(), shown.lang)
    }

    pub(super) fn maybe(self, text: Option<&Text>) -> Option<TextView> {
        text.map(|text| self.text(text))
    }

    /// A text that is known to be in `lang`.
    pub(super) fn in_language(self, text: String, lang: Lang) -> TextView {
        let (lang, dir) = self.foreign(lang);
        TextView { text, lang, dir }
    }

    pub(super) fn term(self, term: &Term) -> TextView {
        self.text(&term.name)
    }

    /// The name of a term for several: "Resellers".
    pub(super) fn plural(self, term: &Term) -> TextView {
        self.text(term.plural.as_ref().unwrap_or(&term.name))
    }

    /// The words that lead to what a tier means.
    pub(super) fn tier_explained(self, of: ProgrammeIx, tier: TierIx) -> String {
        let name = self.text(&self.catalogue().programmes[of].tiers[tier].name);
        self.say_with("tier_explained", &[("tier", name.text)])
    }

    pub(super) fn country(self, country: CountryIx) -> TextView {
        let country = &self.catalogue().vocabulary.countries[country];
        let name = self.locale().country(country, self.lang);
        match &country.name {
            Some(own) => self.in_language(name, own.get(self.lang).lang),
            None => TextView::plain(name),
        }
    }

    /// The markup of a text, with headings from `top_heading` on.
    pub(super) fn prose(self, text: &Text, trust: Trust, top_heading: u8) -> ProseView {
        let shown = text.get(self.lang);
        let link = |target: &str| {
            self.common
                .links
                .in_text(self.catalogue(), self.lang, target)
        };
        let html = markdown::html(shown.value, trust, top_heading, &link);
        let (lang, dir) = self.foreign(shown.lang);
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

    pub(super) fn date(self, date: Date) -> DateView {
        DateView {
            iso: date.to_string(),
            text: self.localizer().date(date),
        }
    }

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
            Price::Included => self.say("price_included"),
            Price::Paid => self.say("price_paid"),
            Price::OnRequest => self.say("price_on_request"),
            Price::Amount(money, period) => self.localizer().per(money, *period),
        }
    }

    /// Language and direction of a text, where they are not the page's.
    fn foreign(self, lang: Lang) -> (Option<String>, Option<&'static str>) {
        if lang == self.lang {
            return (None, None);
        }
        let locale = &self.common.locales[lang.index()];
        let dir = direction(locale);
        (
            Some(self.catalogue().code(lang).to_owned()),
            (dir != direction(self.locale())).then_some(dir),
        )
    }
}

/// The direction of a language's script, as HTML calls it.
pub(super) fn direction(locale: &Locale) -> &'static str {
    if locale.is_rtl() { "rtl" } else { "ltr" }
}
