//! Interface strings of the preview itself: its strip and its own pages, in the language of the page that is shown.
//! Built by [`Interface::new`].
//!
//! They are the `preview_*` strings of the project's theme. The messages of problems are not among them: those are
//! English in every language.

use std::sync::Arc;

use crate::commands::default_theme;
use crate::l10n::{ENGLISH, Locale, Localizer};
use crate::text::escape;
use crate::theme::Theme;

/// The strings of a theme, in each language of a catalogue.
pub(super) struct Interface {
    theme: Arc<Theme>,
    /// The default language of the catalogue first.
    locales: Vec<Locale>,
    /// For strings that the theme lacks in a language, and for a catalogue without languages.
    english: Locale,
}

impl Interface {
    /// The strings of `theme` in these languages, the default language first. A language that is not known is left
    /// out: validation reports it.
    pub(super) fn new(theme: Arc<Theme>, languages: &[String]) -> Self {
        Self {
            theme,
            locales: languages
                .iter()
                .filter_map(|code| Locale::new(code).ok())
                .collect(),
            english: Locale::new(ENGLISH).expect("ICU4X has data for English"),
        }
    }

    /// The strings in the language of this code, else in the default language.
    pub(super) fn localizer(&self, lang: &str) -> Localizer<'_> {
        let locale = self
            .locales
            .iter()
            .find(|locale| locale.code() == lang)
            .or(self.locales.first())
            .unwrap_or(&self.english);
        Localizer::new(&self.theme, locale, &self.english)
    }
}

/// The English strings of the default theme, until a project has been read.
impl Default for Interface {
    fn default() -> Self {
        Self::new(Arc::new(default_theme()), &[])
    }
}

/// The attributes `lang` and `dir` of an element that holds the preview's strings. Where the theme lacks these strings
/// in the reader's language, they are English.
pub(super) fn language_attributes(localizer: Localizer<'_>) -> String {
    let locale = localizer
        .phrase("preview_title")
        .map_or(localizer.locale(), |phrase| phrase.locale());
    let direction = if locale.is_rtl() { "rtl" } else { "ltr" };
    format!("lang=\"{}\" dir=\"{direction}\"", escape(locale.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_languages_get_the_default_language_and_missing_strings_are_english() {
        let languages = ["de", "ar"].map(str::to_owned);
        let interface = Interface::new(Arc::new(default_theme()), &languages);
        let title = |lang| interface.localizer(lang).message("preview_title", &[]);
        assert_eq!(title("de"), "Vorschau");
        assert_eq!(title(""), "Vorschau");
        assert_eq!(title("ar"), "Preview");
        let attributes = language_attributes(interface.localizer("ar"));
        assert_eq!(attributes, "lang=\"en\" dir=\"ltr\"");
        let english = Interface::default();
        assert_eq!(
            english.localizer("de").message("preview_title", &[]),
            "Preview"
        );
    }
}
