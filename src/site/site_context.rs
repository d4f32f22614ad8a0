//! Context of the site, independent of the language. Built by [`SiteContext::new`].

use std::sync::Arc;

use jiff::civil::Date;

use super::links::Links;
use super::theming::assets::Assets;
use super::theming::brand::{Brand, branded};
use super::theming::mark::BrandMark;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::l10n::{ENGLISH, Locale};
use crate::model::{Catalogue, FacetProfile};
use crate::theme::Theme;

/// The settings of a build, besides catalogue and theme.
#[derive(Debug, Clone, Copy)]
pub struct SiteOptions {
    /// The date that expiry dates are compared with.
    pub today: Date,
    /// Whether the site offers the paper catalogue.
    pub paper: bool,
}

/// Catalogue, theme, options, links and locales: the same for every language.
///
/// [`PageContext`](super::context::PageContext) is its view for one language.
pub(super) struct SiteContext {
    pub(super) catalogue: Arc<Catalogue>,
    /// What each partner can be found by, by its position.
    pub(super) profiles: Vec<FacetProfile>,
    pub(super) theme: Arc<Theme>,
    pub(super) options: SiteOptions,
    pub(super) links: Links,
    pub(super) assets: Assets,
    pub(super) brand: Brand,
    /// The company's mark.
    pub(super) mark: BrandMark,
    /// By position of the language.
    pub(super) locales: Vec<Arc<Locale>>,
    /// For interface strings that the theme lacks in a language.
    pub(super) english: Locale,
    /// The name of each language in that language, by its position.
    pub(super) own_names: Vec<String>,
    /// Whether the theme's pages carry structured data: the default theme's do.
    pub(super) has_structured_data: bool,
    /// Whether the theme's profiles show similar partners: the default theme's do.
    pub(super) has_similar_partners: bool,
}

impl SiteContext {
    /// The context of a site, or every language and theme setting that cannot be used.
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
        let theme = branded(theme, &catalogue);
        let mark = BrandMark::new(&catalogue, &brand);
        let own_name = |locale: &Arc<Locale>| {
            let name = locale.language_name(locale.code());
            locale.capitalized(&name)
        };
        Ok(Self {
            has_structured_data: theme.mentions("structured_data"),
            has_similar_partners: theme.mentions("similar"),
            english: Locale::new(ENGLISH).expect("ICU4X has data for English"),
            own_names: locales.iter().map(own_name).collect(),
            links: Links::new(&catalogue.settings.base_url),
            profiles: FacetProfile::all(&catalogue),
            assets: Assets::new(&theme, &catalogue, &mark),
            mark,
            brand,
            catalogue,
            theme,
            options,
            locales,
        })
    }
}
