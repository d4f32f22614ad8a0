//! The page where the paper catalogue is downloaded.

use serde::Serialize;

use super::Site;
use super::look::head::Head;
use super::reader::direction;
use super::text::TextView;
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page};

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
    /// Whether it is in the page's language.
    own: bool,
}

pub(super) fn render(site: &Site, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let catalogue = reader.catalogue();
    let settings = &catalogue.settings;
    let mut volumes: Vec<VolumeView> = catalogue
        .languages()
        .filter(|_| reader.common.options.paper)
        .map(|it| {
            let code = catalogue.code(it);
            let locale = &reader.common.locales[it.at()];
            let file = format!("catalogue-{code}.pdf");
            VolumeView {
                language: locale.capitalized(&locale.language_name(code)),
                code: code.to_owned(),
                dir: direction(locale),
                href: reader.common.links.href(&format!("/paper/{file}")),
                file,
                own: it == lang,
            }
        })
        .collect();
    volumes.sort_by_key(|volume| !volume.own);
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
