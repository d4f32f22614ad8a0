//! Paper catalogue in the preview: the page that shows a volume, and the images of its pages.

use std::fmt::Write as _;

use super::super::client::Visit;
use super::super::inject::{self, PAPER, ReloadOn, STYLES};
use super::super::interface::language_attributes;
use super::super::problems::{Problem, Problems};
use super::super::version::TypesetResult;
use super::super::website::VolumePages;
use super::{HTML, Response, SiteRouter, decode, language_in};
use crate::l10n::Localizer;
use crate::text::escape;

/// CSS pixels in a point, the unit of paper sizes.
const PIXELS_IN_POINT: f64 = 96.0 / 72.0;

/// Allows the preview's own files only, whatever content a volume has.
const POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'";

impl SiteRouter<'_> {
    /// The response for an address below [`PAPER`].
    pub(super) fn paper(&self, rest: &str, query: Option<&str>) -> Response {
        if rest.is_empty() {
            return self.paper_page(query);
        }
        self.page_svg(rest)
            .unwrap_or_else(|| Response::text(404, "there is no such page"))
    }

    /// A page of a volume as an image: `/catalogue-en.pdf/3.svg`.
    fn page_svg(&self, rest: &str) -> Option<Response> {
        let (name, number) = rest.strip_prefix('/')?.split_once('/')?;
        let number: usize = number.strip_suffix(".svg")?.parse().ok()?;
        let index = number.checked_sub(1)?;
        Some(match self.site.volume(name)? {
            Ok(volume) => Response::new(200, "image/svg+xml", volume.pages.svg(index)?),
            Err(_) => Response::text(500, "the paper catalogue cannot be shown"),
        })
    }

    /// The page that shows a volume. Its query is `volume=catalogue-en.pdf&from=/en/`, both optional: without a volume it
    /// shows the whole catalogue in the language of the page `from`, to which the strip leads back.
    fn paper_page(&self, query: Option<&str>) -> Response {
        let website = &self.site.website;
        let base = website.base_path();
        let query = query.unwrap_or_default();
        let (query, from) = match query.strip_prefix("from=") {
            Some(from) => ("", Some(from)),
            None => match query.split_once("&from=") {
                Some((query, from)) => (query, Some(from)),
                None => (query, None),
            },
        };
        let from = from.and_then(decode).unwrap_or_else(|| format!("{base}/"));
        let lang = from.strip_prefix(base).map_or("", language_in);
        let name = match query.strip_prefix("volume=") {
            Some(name) => Some(name.to_owned()),
            None => website
                .whole_catalogue(lang)
                .or_else(|| website.volumes().into_iter().next()),
        };
        let Some(name) = name else {
            return self.not_found();
        };
        let Some(volume) = self.site.volume(&name) else {
            return self.not_found();
        };
        let status = if volume.is_ok() { 200 } else { 500 };
        let visit = Visit { lang, ..self.visit };
        let html = self.paper_html(&name, &volume, &from, visit);
        let html = inject::page(&html, self.version, visit, ReloadOn::NewSite);
        Response::new(status, HTML, html)
    }

    fn paper_html(
        &self,
        name: &str,
        volume: &TypesetResult,
        from: &str,
        visit: Visit<'_>,
    ) -> String {
        let website = &self.site.website;
        let localizer = self.version.interface.localizer(visit.lang);
        let message = |key| escape(&localizer.message(key, &[])).into_owned();
        let mut names = website.volumes();
        if !names.iter().any(|volume| volume == name) {
            names.push(name.to_owned());
        }
        let labels = website.labels(&names, localizer);
        let menu: Vec<(&String, &String)> = names.iter().zip(&labels).collect();
        let label = menu.iter().find(|(volume, _)| *volume == name);
        let mut html = format!(
            "<!doctype html><html {language}><head><meta charset=\"utf-8\">\
             <meta http-equiv=\"content-security-policy\" content=\"{POLICY}\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{heading}: {label}</title>\
             <link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"{STYLES}\"></head>\
             <body class=\"page paper\" data-from=\"{from}\"><header><h1>{heading}</h1>\
             <form action=\"{PAPER}\"><select name=\"volume\" aria-label=\"{edition}\">",
            language = language_attributes(localizer),
            heading = message("menu_paper"),
            label = escape(label.map_or(name, |(_, label)| label)),
            from = escape(from),
            edition = message("preview_edition"),
        );
        for (volume, label) in menu {
            let selected = if volume == name { " selected" } else { "" };
            let _ = write!(
                html,
                "<option value=\"{}\"{selected}>{}</option>",
                escape(volume),
                escape(label),
            );
        }
        let _ = write!(
            html,
            "</select><input type=\"hidden\" name=\"from\" value=\"{}\"><button>{}</button></form>",
            escape(from),
            message("preview_show"),
        );
        let volume = match volume {
            Ok(volume) => volume,
            Err(problems) => {
                push_problems(&mut html, problems, visit, localizer);
                return html + "</header></body></html>";
            }
        };
        let sizes = volume.pages.sizes();
        let _ = write!(
            html,
            "<p>{pages}, <a href=\"{base}/paper/{name}\">{pdf}</a></p>",
            pages = escape(&localizer.message_count("preview_pages", sizes.len())),
            base = escape(website.base_path()),
            name = escape(name),
            pdf = message("preview_pdf"),
        );
        if !volume.warnings.is_empty() {
            push_problems(&mut html, &volume.warnings, visit, localizer);
        }
        html.push_str("</header><main>");
        push_pages(&mut html, name, &*volume.pages, localizer);
        html + "</main></body></html>"
    }
}

/// The images of the pages, which the browser requests as they come into view.
fn push_pages(html: &mut String, name: &str, pages: &dyn VolumePages, localizer: Localizer<'_>) {
    for (number, (width, height)) in (1..).zip(pages.sizes()) {
        let number_argument = [("number", number.to_string())];
        let _ = write!(
            html,
            "<img src=\"{PAPER}/{name}/{number}.svg\" alt=\"{alt}\" loading=\"lazy\" \
             width=\"{width:.0}\" height=\"{height:.0}\">",
            name = escape(name),
            alt = escape(&localizer.message("preview_page_number", &number_argument)),
            width = width * PIXELS_IN_POINT,
            height = height * PIXELS_IN_POINT,
        );
    }
}

/// The problems of a volume, which only typesetting it finds. Warnings are folded.
fn push_problems(
    html: &mut String,
    problems: &[Problem],
    visit: Visit<'_>,
    localizer: Localizer<'_>,
) {
    let problems = Problems::from(problems.to_vec());
    let (kind, open) = match problems.errors {
        0 => ("warning", ""),
        _ => ("error", " open"),
    };
    let _ = write!(
        html,
        "<details class=\"found {kind}\"{open}><summary><span class=\"count\">{}</span></summary>{}</details>",
        escape(&problems.localized_count(localizer)),
        problems.to_html(visit.client, localizer),
    );
}
