//! What all pages share: made once.

use std::sync::{Arc, OnceLock};

use super::SiteOptions;
use super::links::Links;
use super::reader::Reader;
use super::shared::Shared;
use super::theming::assets::Assets;
use super::theming::brand::Brand;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::l10n::{ENGLISH, Locale};
use crate::model::{Catalogue, Lang};
use crate::theme::Theme;

/// What all pages share.
pub(super) struct Common {
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) theme: Arc<Theme>,
    pub(super) options: SiteOptions,
    pub(super) links: Links,
    pub(super) assets: Assets,
    pub(super) brand: Brand,
    /// By position of the language.
    pub(super) locales: Vec<Arc<Locale>>,
    /// For interface strings that the theme lacks in a language.
    pub(super) english: Locale,
    /// What each language calls itself, by its position.
    pub(super) own_names: Vec<String>,
    /// Whether pages carry structured data: the default theme's do.
    pub(super) shows_data: bool,
    /// Whether profiles show who is similar: the default theme's do.
    pub(super) shows_similar: bool,
    /// By position of the language.
    shared: Vec<OnceLock<Shared>>,
}

impl Common {
    pub(super) fn new(
        catalogue: Arc<Catalogue>,
        theme: Arc<Theme>,
        options: SiteOptions,
    ) -> Result<Self, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let mut locales = Vec::new();
        for code in &catalogue.settings.languages {
            match Locale::new(code) {
                Ok(locale) => locales.push(Arc::new(locale)),
                Err(why) => diagnostics.push(Diagnostic::without_place(
                    Code::InvalidLanguage,
                    format!("the language `{code}` cannot be used: {why}"),
                )),
            }
        }
        let brand = Brand::new(&theme, &mut diagnostics);
        if diagnostics.errors() > 0 {
            return Err(diagnostics);
        }
        let own_name = |locale: &Arc<Locale>| {
            let name = locale.language_name(locale.code());
            locale.capitalized(&name)
        };
        Ok(Self {
            shows_data: theme.mentions("structured_data"),
            shows_similar: theme.mentions("similar"),
            shared: locales.iter().map(|_| OnceLock::new()).collect(),
            english: Locale::new(ENGLISH).expect("ICU4X has data for English"),
            own_names: locales.iter().map(own_name).collect(),
            links: Links::new(&catalogue.settings.base_url),
            assets: Assets::new(&theme, &catalogue),
            brand,
            catalogue,
            theme,
            options,
            locales,
        })
    }

    /// What many pages of a language show alike, made when the first of them is rendered.
    pub(super) fn shared(&self, lang: Lang) -> &Shared {
        self.shared[lang.index()].get_or_init(|| Shared::new(self.reader(lang)))
    }

    pub(super) fn reader(&self, lang: Lang) -> Reader<'_> {
        Reader { common: self, lang }
    }
}
