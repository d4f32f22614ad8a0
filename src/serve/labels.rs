//! Labels of the volumes of the paper catalogue, for the menu of the preview: [`volume_label`].

use crate::l10n::Localizer;
use crate::model::{Catalogue, EditionScope, PaperSize};
use crate::paper::{Edition, Medium, Volume};

/// "Whole catalogue, French, screen, A5, volume 2 of 3".
pub(super) fn volume_label(
    catalogue: &Catalogue,
    edition: Edition,
    volume: Volume,
    localizer: Localizer<'_>,
) -> String {
    let locale = localizer.locale();
    let mut parts = vec![
        match edition.scope {
            EditionScope::Whole => localizer.message("preview_whole_catalogue", &[]),
            EditionScope::Country(country) => {
                let country = &catalogue.vocabulary.countries[country];
                let name = locale.country_name(&country.code);
                name.unwrap_or(&country.code).to_owned()
            }
            EditionScope::Partner(partner) => catalogue.partners[partner].name.clone(),
        },
        locale.language_name(catalogue.code(edition.lang)),
        match edition.medium {
            Medium::Screen => localizer.message("preview_screen", &[]),
            Medium::Press => localizer.message("preview_press", &[]),
        },
    ];
    if edition.size != catalogue.settings.paper.size {
        let size = match edition.size {
            PaperSize::A4 => "A4",
            PaperSize::A5 => "A5",
            PaperSize::Letter => "Letter",
        };
        parts.push(size.to_owned());
    }
    if !volume.is_only() {
        let numbers = [
            ("number", volume.number.to_string()),
            ("total", volume.of.to_string()),
        ];
        parts.push(localizer.message("preview_volume", &numbers));
    }
    parts.join(", ")
}
