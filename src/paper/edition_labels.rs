//! What the volumes of the paper catalogue are called where one chooses between them, in the language of the preview.

use super::{Edition, Medium, Volume};
use crate::l10n::Locale;
use crate::model::{Catalogue, EditionScope, PaperSize};

/// The words for the volumes of a catalogue.
pub(crate) struct Words<'a> {
    catalogue: &'a Catalogue,
    english: Locale,
}

impl<'a> Words<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue) -> Self {
        let english = Locale::new("en").expect("English is known");
        Self { catalogue, english }
    }

    /// "Whole catalogue, French, screen, A5, volume 2 of 3".
    pub(crate) fn of(&self, book: Edition, tome: Volume) -> String {
        let Self { catalogue, english } = self;
        let scope = match book.scope {
            EditionScope::Whole => "Whole catalogue".to_owned(),
            EditionScope::Country(country) => {
                let country = &catalogue.vocabulary.countries[country];
                let name = english.country_name(&country.code);
                name.unwrap_or(&country.code).to_owned()
            }
            EditionScope::Partner(partner) => catalogue.partners[partner].name.clone(),
        };
        let language = english.language_name(catalogue.code(book.lang));
        let edition = match book.edition {
            Medium::Screen => "screen",
            Medium::Press => "press",
        };
        let mut words = format!("{scope}, {language}, {edition}");
        if book.size != catalogue.settings.paper.size {
            words.push_str(match book.size {
                PaperSize::A4 => ", A4",
                PaperSize::A5 => ", A5",
                PaperSize::Letter => ", Letter",
            });
        }
        if !tome.is_only() {
            words.push_str(&format!(", volume {} of {}", tome.number, tome.of));
        }
        words
    }
}
