//! Labels of editions and volumes in the menu of the preview, in English. Built by [`EditionLabels::new`].

use super::{Edition, Medium, Volume};
use crate::l10n::Locale;
use crate::model::{Catalogue, EditionScope, PaperSize};

/// The labels of a catalogue's editions.
pub(crate) struct EditionLabels<'a> {
    catalogue: &'a Catalogue,
    english: Locale,
}

impl<'a> EditionLabels<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue) -> Self {
        let english = Locale::new("en").expect("ICU4X has data for English");
        Self { catalogue, english }
    }

    /// "Whole catalogue, French, screen, A5, volume 2 of 3".
    pub(crate) fn label(&self, edition: Edition, volume: Volume) -> String {
        let Self { catalogue, english } = self;
        let scope = match edition.scope {
            EditionScope::Whole => "Whole catalogue".to_owned(),
            EditionScope::Country(country) => {
                let country = &catalogue.vocabulary.countries[country];
                let name = english.country_name(&country.code);
                name.unwrap_or(&country.code).to_owned()
            }
            EditionScope::Partner(partner) => catalogue.partners[partner].name.clone(),
        };
        let language = english.language_name(catalogue.code(edition.lang));
        let medium = match edition.medium {
            Medium::Screen => "screen",
            Medium::Press => "press",
        };
        let mut label = format!("{scope}, {language}, {medium}");
        if edition.size != catalogue.settings.paper.size {
            label.push_str(match edition.size {
                PaperSize::A4 => ", A4",
                PaperSize::A5 => ", A5",
                PaperSize::Letter => ", Letter",
            });
        }
        if !volume.is_only() {
            label.push_str(&format!(", volume {} of {}", volume.number, volume.of));
        }
        label
    }
}
