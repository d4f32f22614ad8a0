//! The page where the paper catalogue is downloaded.

use serde::Serialize;

use super::Site;
use super::look::head::Head;
use super::reader::direction;
use super::text::TextView;
use crate::diagnostic::Diagnostic;
use crate::model::{Edition, Lang, Page, PaperSize, VolumeScope};

#[derive(Serialize)]
struct DownloadView {
    title: TextView,
    edition: Option<TextView>,
    partners: String,
    volumes: Vec<VolumeView>,
}

/// The catalogue in one language.
#[derive(Serialize)]
struct VolumeView {
    /// As the language calls itself.
    language: String,
    code: String,
    dir: &'static str,
    href: String,
    file: String,
    /// The country that it is limited to, in its own language.
    country: Option<String>,
    /// The size of its pages, where it is not the catalogue's.
    size: Option<&'static str>,
    /// "Volume 2 of 8", in its own language, where it is bound in several.
    tome: Option<String>,
    /// Whether it is in the page's language.
    own: bool,
}

pub(super) fn render(site: &Site, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let catalogue = reader.catalogue();
    let settings = &catalogue.settings;
    let mut volumes: Vec<VolumeView> = settings
        .paper
        .volumes
        .iter()
        .filter(|_| reader.common.options.paper)
        // Sheets are handed out by those who had them made.
        .filter(|volume| {
            volume.edition == Edition::Screen && !matches!(volume.scope, VolumeScope::Partner(_))
        })
        .flat_map(|volume| volume.tomes(catalogue).map(move |tome| (volume, tome)))
        .map(|(volume, tome)| {
            let code = catalogue.code(volume.lang);
            let locale = &reader.common.locales[volume.lang.at()];
            let file = volume.tome_name(catalogue, tome);
            let country = volume.country();
            VolumeView {
                language: locale.capitalized(&locale.language_name(code)),
                code: code.to_owned(),
                dir: direction(locale),
                href: reader.common.links.href(&format!("/paper/{file}")),
                file,
                country: country
                    .map(|at| locale.country(&catalogue.vocabulary.countries[at], volume.lang)),
                size: (volume.size != settings.paper.size).then_some(match volume.size {
                    PaperSize::A4 => "A4",
                    PaperSize::A5 => "A5",
                    PaperSize::Letter => "Letter",
                }),
                tome: (!tome.is_only()).then(|| {
                    let numbers = [("number", tome.number), ("of", tome.of)];
                    let numbers = numbers.map(|(key, number)| (key, number.to_string()));
                    site.reader(volume.lang)
                        .say_with("download_volume", &numbers)
                }),
                own: volume.lang == lang,
            }
        })
        .collect();
    volumes.sort_by_key(|volume| (volume.country.is_some(), !volume.own));
    let view = DownloadView {
        title: reader.text(&settings.title),
        edition: reader.maybe(settings.edition.as_ref()),
        partners: reader.say_count("partners_count", catalogue.partners.len()),
        volumes,
    };
    let page = Page::Paper(lang);
    let title = TextView::plain(reader.say("download_heading"));
    let head = Head::new(&page, title, "paper")
        .description(Some(reader.say("download_introduction")))
        .view(reader);
    let values = [("page", site.value(lang, &head)?)];
    site.fill(lang, "download", &view, values)
}
