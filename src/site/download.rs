//! The page where the paper catalogue is downloaded.

use serde::Serialize;

use super::Site;
use super::reader::{Reader, direction};
use super::text::TextView;
use super::theming::head::Head;
use crate::diagnostic::Diagnostic;
use crate::model::outline::{Border, Sections, Subject};
use crate::model::{Edition, EditionScope, Lang, Medium, Page, PaperSize, Volume};

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
    /// The first and the last of its sections, where it is bound in several; one where they are the same.
    holds: Vec<BorderView>,
    /// Whether it is in the page's language.
    own: bool,
}

/// Where a volume begins or ends.
#[derive(Serialize, PartialEq)]
struct BorderView {
    section: TextView,
    /// The partner, where the section is cut there.
    partner: Option<String>,
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
            volume.edition == Medium::Screen && !matches!(volume.scope, EditionScope::Partner(_))
        })
        .flat_map(|volume| book(reader, site.reader(volume.lang), volume))
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

/// A book, which is one volume or several; `own` reads its language.
fn book(reader: Reader<'_>, own: Reader<'_>, volume: &Edition) -> Vec<VolumeView> {
    let catalogue = reader.catalogue();
    let locale = own.locale();
    let is_cut = volume.tomes(catalogue).count() > 1;
    let sections = is_cut.then(|| Sections::of(catalogue, volume, locale));
    let view = |tome: Volume| {
        let file = volume.tome_name(catalogue, tome);
        let country = volume.country();
        VolumeView {
            language: locale.capitalized(&locale.language_name(own.code())),
            code: own.code().to_owned(),
            dir: direction(locale),
            href: reader.common.links.href(&format!("/paper/{file}")),
            file,
            country: country
                .map(|at| locale.country(&catalogue.vocabulary.countries[at], volume.lang)),
            size: (volume.size != catalogue.settings.paper.size).then_some(match volume.size {
                PaperSize::A4 => "A4",
                PaperSize::A5 => "A5",
                PaperSize::Letter => "Letter",
            }),
            tome: (!tome.is_only()).then(|| {
                let numbers = [("number", tome.number), ("of", tome.of)];
                let numbers = numbers.map(|(key, number)| (key, number.to_string()));
                own.say_with("download_volume", &numbers)
            }),
            holds: sections
                .as_ref()
                .map_or_else(Vec::new, |sections| holds(own, sections, tome)),
            own: volume.lang == reader.lang,
        }
    };
    volume.tomes(catalogue).map(view).collect()
}

/// The first and the last section of a volume, as its cover names them.
fn holds(own: Reader<'_>, sections: &Sections, tome: Volume) -> Vec<BorderView> {
    let borders = sections.borders(tome.number).into_iter().flatten();
    let mut views: Vec<BorderView> = borders.map(|it| border(own, &it)).collect();
    views.dedup();
    views
}

fn border(own: Reader<'_>, border: &Border<'_>) -> BorderView {
    let catalogue = own.catalogue();
    BorderView {
        section: match border.subject {
            Subject::Country(country) => own.country(*country),
            Subject::Tier(of, at) => own.text(&catalogue.programmes[*of].tiers[*at].name),
            Subject::Letter(letter) => TextView::plain(letter),
            Subject::Others => TextView::plain(own.say("paper_other_partners")),
        },
        partner: border.partner.map(|at| catalogue.partners[at].name.clone()),
    }
}
