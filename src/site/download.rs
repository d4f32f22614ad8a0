//! The download page of the paper catalogue.

use serde::Serialize;

use super::context::PageContext;
use super::renderer::Renderer;
use super::theming::head::Head;
use super::view::{TextView, direction};
use crate::diagnostic::Diagnostic;
use crate::model::outline::{Outline, SectionBoundary, SectionSubject};
use crate::model::{Edition, EditionScope, Lang, Medium, Page, PaperSize, Volume};

#[derive(Serialize)]
struct DownloadPageView {
    title: TextView,
    edition: Option<TextView>,
    partners: String,
    volumes: Vec<VolumeView>,
}

/// A PDF: an edition, or one of its volumes.
#[derive(Serialize)]
struct VolumeView {
    /// The name of the language in that language.
    language: String,
    code: String,
    dir: &'static str,
    href: String,
    file: String,
    /// The country that the edition is limited to, in its language.
    country: Option<String>,
    /// The size of its pages, if it is not the catalogue's.
    size: Option<&'static str>,
    /// "Volume 2 of 8", in its language, if the edition has several.
    tome: Option<String>,
    /// The first and the last of its sections, if the edition has several volumes; a single one if they are equal.
    holds: Vec<BoundaryView>,
    /// Whether it is in the page's language.
    own: bool,
}

/// The section with which a volume begins or ends.
#[derive(Serialize, PartialEq)]
struct BoundaryView {
    section: TextView,
    /// The partner at the boundary, where the section is split there.
    partner: Option<String>,
}

pub(super) fn render(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let catalogue = context.catalogue();
    let settings = &catalogue.settings;
    let mut volumes: Vec<VolumeView> = settings
        .paper
        .editions
        .iter()
        .filter(|_| context.site.options.paper)
        // Sheets about single partners are not for download.
        .filter(|edition| {
            edition.medium == Medium::Screen && !matches!(edition.scope, EditionScope::Partner(_))
        })
        .flat_map(|edition| volumes_of(context, renderer.context(edition.lang), edition))
        .collect();
    volumes.sort_by_key(|volume| (volume.country.is_some(), !volume.own));
    let view = DownloadPageView {
        title: context.text(&settings.title),
        edition: context.text_opt(settings.edition.as_ref()),
        partners: context.message_count("partners_count", catalogue.partners.len()),
        volumes,
    };
    let page = Page::Paper(lang);
    let title = context.message_view("download_heading");
    let head = Head::new(&page, title, "paper")
        .description(Some(context.message("download_introduction")))
        .view(context, renderer.fragments(lang));
    let values = [("page", renderer.value(lang, &head)?)];
    renderer.fill(lang, "download", &view, values)
}

/// The volumes of an edition; `own` is the context of its language.
fn volumes_of(
    context: PageContext<'_>,
    own: PageContext<'_>,
    edition: &Edition,
) -> Vec<VolumeView> {
    let catalogue = context.catalogue();
    let locale = own.locale();
    let has_several = edition.volumes(catalogue).count() > 1;
    let outline = has_several.then(|| Outline::new(catalogue, edition, locale));
    let view = |volume: Volume| {
        let file = edition.volume_file_name(catalogue, volume);
        let country = edition.country();
        VolumeView {
            language: locale.capitalized(&locale.language_name(own.code())),
            code: own.code().to_owned(),
            dir: direction(locale),
            href: context.site.links.href(&format!("/paper/{file}")),
            file,
            country: country.map(|country| {
                locale.country(&catalogue.vocabulary.countries[country], edition.lang)
            }),
            size: (edition.size != catalogue.settings.paper.size).then_some(match edition.size {
                PaperSize::A4 => "A4",
                PaperSize::A5 => "A5",
                PaperSize::Letter => "Letter",
            }),
            tome: (!volume.is_only()).then(|| {
                let numbers = [("number", volume.number), ("of", volume.of)];
                let numbers = numbers.map(|(key, number)| (key, number.to_string()));
                own.message_with("download_volume", &numbers)
            }),
            holds: outline
                .as_ref()
                .map_or_else(Vec::new, |outline| boundaries(own, outline, volume)),
            own: edition.lang == context.lang,
        }
    };
    edition.volumes(catalogue).map(view).collect()
}

/// The first and the last section of a volume, as on its cover.
fn boundaries(own: PageContext<'_>, outline: &Outline, volume: Volume) -> Vec<BoundaryView> {
    let mut views: Vec<BoundaryView> = outline
        .boundaries(volume.number)
        .into_iter()
        .flatten()
        .map(|boundary| boundary_view(own, &boundary))
        .collect();
    views.dedup();
    views
}

fn boundary_view(own: PageContext<'_>, boundary: &SectionBoundary<'_>) -> BoundaryView {
    let catalogue = own.catalogue();
    BoundaryView {
        section: match boundary.subject {
            SectionSubject::Country(country) => own.country(*country),
            SectionSubject::Tier(programme, tier) => {
                own.text(&catalogue.programmes[*programme].tiers[*tier].name)
            }
            SectionSubject::Letter(letter) => TextView::plain(letter),
            SectionSubject::Others => TextView::plain(own.message("paper_other_partners")),
        },
        partner: boundary
            .partner
            .map(|partner| catalogue.partners[partner].name.clone()),
    }
}
