//! The page where the paper catalogue is downloaded.

use serde::Serialize;

use super::context::PageContext;
use super::renderer::Renderer;
use super::theming::head::Head;
use super::view::{TextView, direction};
use crate::diagnostic::Diagnostic;
use crate::model::outline::{Border, Sections, Subject};
use crate::model::{Edition, EditionScope, Lang, Medium, Page, PaperSize, Volume};

#[derive(Serialize)]
struct DownloadPageView {
    title: TextView,
    edition: Option<TextView>,
    partners: String,
    volumes: Vec<VolumeView>,
}

/// The catalogue in one language.
#[derive(Serialize)]
struct VolumeView {
    /// The name of the language in that language.
    language: String,
    code: String,
    dir: &'static str,
    href: String,
    file: String,
    /// The country that it is limited to, in its own language.
    country: Option<String>,
    /// The size of its pages, where it is not the catalogue's.
    size: Option<&'static str>,
    /// "Volume 2 of 8", in its own language, where the edition has several.
    tome: Option<String>,
    /// The first and the last of its sections, where the edition has several volumes; one where they are equal.
    holds: Vec<VolumeBorderView>,
    /// Whether it is in the page's language.
    own: bool,
}

/// Where a volume begins or ends.
#[derive(Serialize, PartialEq)]
struct VolumeBorderView {
    section: TextView,
    /// The partner, where the section is cut there.
    partner: Option<String>,
}

pub(super) fn render(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let catalogue = context.catalogue();
    let settings = &catalogue.settings;
    let mut volumes: Vec<VolumeView> = settings
        .paper
        .volumes
        .iter()
        .filter(|_| context.site.options.paper)
        // Sheets of a single partner are not public.
        .filter(|volume| {
            volume.edition == Medium::Screen && !matches!(volume.scope, EditionScope::Partner(_))
        })
        .flat_map(|volume| book(context, renderer.context(volume.lang), volume))
        .collect();
    volumes.sort_by_key(|volume| (volume.country.is_some(), !volume.own));
    let view = DownloadPageView {
        title: context.text(&settings.title),
        edition: context.text_opt(settings.edition.as_ref()),
        partners: context.message_count("partners_count", catalogue.partners.len()),
        volumes,
    };
    let page = Page::Paper(lang);
    let title = TextView::plain(context.message("download_heading"));
    let head = Head::new(&page, title, "paper")
        .description(Some(context.message("download_introduction")))
        .view(context, renderer.fragments(lang));
    let values = [("page", renderer.value(lang, &head)?)];
    renderer.fill(lang, "download", &view, values)
}

/// The volumes of an edition; `own` is the context of its language.
fn book(context: PageContext<'_>, own: PageContext<'_>, volume: &Edition) -> Vec<VolumeView> {
    let catalogue = context.catalogue();
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
            href: context.site.links.href(&format!("/paper/{file}")),
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
                own.message_with("download_volume", &numbers)
            }),
            holds: sections
                .as_ref()
                .map_or_else(Vec::new, |sections| holds(own, sections, tome)),
            own: volume.lang == context.lang,
        }
    };
    volume.tomes(catalogue).map(view).collect()
}

/// The first and the last section of a volume, as its cover names them.
fn holds(own: PageContext<'_>, sections: &Sections, tome: Volume) -> Vec<VolumeBorderView> {
    let borders = sections.borders(tome.number).into_iter().flatten();
    let mut views: Vec<VolumeBorderView> = borders.map(|it| border(own, &it)).collect();
    views.dedup();
    views
}

fn border(own: PageContext<'_>, border: &Border<'_>) -> VolumeBorderView {
    let catalogue = own.catalogue();
    VolumeBorderView {
        section: match border.subject {
            Subject::Country(country) => own.country(*country),
            Subject::Tier(programme_ix, at) => {
                own.text(&catalogue.programmes[*programme_ix].tiers[*at].name)
            }
            Subject::Letter(letter) => TextView::plain(letter),
            Subject::Others => TextView::plain(own.message("paper_other_partners")),
        },
        partner: border.partner.map(|at| catalogue.partners[at].name.clone()),
    }
}
