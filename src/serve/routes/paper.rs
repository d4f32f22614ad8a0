//! The page that shows a volume of the paper catalogue, and its pages.

use std::fmt::Write as _;

use super::super::client::Viewer;
use super::super::inject::{self, Follow, PAPER, STYLES};
use super::super::problems::{Problem, Problems};
use super::super::state::SetBook;
use super::{Answer, HTML, Pages, decode};
use crate::text::escape;

/// Browsers show a point of paper as this many of their pixels.
const PIXELS_IN_POINT: f64 = 96.0 / 72.0;

/// Only the preview's own files, and nothing that was set into a page by a trick.
const POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'";

impl Pages<'_> {
    /// What is at an address below [`PAPER`].
    pub(super) fn paper(&self, below: &str, query: Option<&str>) -> Answer {
        if below.is_empty() {
            return self.paper_page(query);
        }
        self.leaf(below)
            .unwrap_or_else(|| Answer::text(404, "there is no such page"))
    }

    /// A page of a volume: `/catalogue-en.pdf/3.svg`.
    fn leaf(&self, below: &str) -> Option<Answer> {
        let (name, number) = below.strip_prefix('/')?.split_once('/')?;
        let number: usize = number.strip_suffix(".svg")?.parse().ok()?;
        let at = number.checked_sub(1)?;
        Some(match self.shown.book(name)? {
            Ok(volume) => Answer::new(200, "image/svg+xml", volume.book.svg(at)?),
            Err(_) => Answer::text(500, "the paper catalogue cannot be shown"),
        })
    }

    /// The volume that is asked for, else the catalogue in the language of the page that one comes from:
    /// `volume=catalogue-en.pdf&from=/en/`.
    fn paper_page(&self, query: Option<&str>) -> Answer {
        let base = self.shown.website.base_path();
        let query = query.unwrap_or_default();
        let (query, from) = match query.strip_prefix("from=") {
            Some(from) => ("", Some(from)),
            None => match query.split_once("&from=") {
                Some((query, from)) => (query, Some(from)),
                None => (query, None),
            },
        };
        let from = from.and_then(decode).unwrap_or_else(|| format!("{base}/"));
        let name = match query.strip_prefix("volume=") {
            Some(name) => Some(name.to_owned()),
            None => self.paper_for(&from),
        };
        let found = name.and_then(|name| Some((self.shown.book(&name)?, name)));
        let Some((set, name)) = found else {
            return self.not_found();
        };
        let status = if set.is_ok() { 200 } else { 500 };
        let html = self.paper_html(&name, &set, &from);
        let html = inject::page(&html, self.version, self.visit, Follow::Website);
        Answer::new(status, HTML, html)
    }

    /// The name of the catalogue in the language of a page of the website, else in the default language.
    fn paper_for(&self, from: &str) -> Option<String> {
        let website = &self.shown.website;
        let papers = website.papers();
        let lang = from
            .strip_prefix(website.base_path())
            .and_then(|it| it.split('/').nth(1));
        lang.and_then(|lang| papers.get(lang)?.rsplit('/').next())
            .map(str::to_owned)
            .or_else(|| website.volumes().into_iter().next())
    }

    fn paper_html(&self, name: &str, set: &SetBook, from: &str) -> String {
        let website = &self.shown.website;
        let mut volumes = website.volumes();
        if !volumes.iter().any(|volume| volume == name) {
            volumes.push(name.to_owned());
        }
        let called = website.called(&volumes);
        let volumes: Vec<_> = volumes.iter().zip(&called).collect();
        let own = volumes.iter().find(|(volume, _)| *volume == name);
        let mut html = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta http-equiv=\"content-security-policy\" content=\"{POLICY}\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>Paper catalogue: {called}</title>\
             <link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"{STYLES}\"></head>\
             <body class=\"page paper\" data-from=\"{from}\"><header><h1>Paper catalogue</h1>\
             <form action=\"{PAPER}\"><select name=\"volume\" aria-label=\"Volume\">",
            called = escape(own.map_or(name, |(_, called)| called)),
            from = escape(from),
        );
        for (volume, called) in volumes {
            let selected = if volume == name { " selected" } else { "" };
            let _ = write!(
                html,
                "<option value=\"{}\"{selected}>{}</option>",
                escape(volume),
                escape(called),
            );
        }
        let _ = write!(
            html,
            "</select><input type=\"hidden\" name=\"from\" value=\"{}\"><button>Show</button></form>",
            escape(from),
        );
        let volume = match set {
            Ok(volume) => volume,
            Err(problems) => {
                push_problems(&mut html, problems, self.visit.viewer);
                return html + "</header></body></html>";
            }
        };
        let sizes = volume.book.sizes();
        let pages = if sizes.len() == 1 { "page" } else { "pages" };
        let _ = write!(
            html,
            "<p>{} {pages}, <a href=\"{}/paper/{name}\">as a PDF</a></p>",
            sizes.len(),
            escape(website.base_path()),
            name = escape(name),
        );
        if !volume.warnings.is_empty() {
            push_problems(&mut html, &volume.warnings, self.visit.viewer);
        }
        html.push_str("</header><main>");
        for (number, (width, height)) in (1..).zip(sizes) {
            let _ = write!(
                html,
                "<img src=\"{PAPER}/{}/{number}.svg\" alt=\"Page {number}\" loading=\"lazy\" \
                 width=\"{:.0}\" height=\"{:.0}\">",
                escape(name),
                width * PIXELS_IN_POINT,
                height * PIXELS_IN_POINT,
            );
        }
        html + "</main></body></html>"
    }
}

/// What is wrong with the volume, which only who sets it finds out. Warnings keep quiet until they are wanted.
fn push_problems(html: &mut String, problems: &[Problem], viewer: Viewer) {
    let problems = Problems::from(problems.to_vec());
    let (kind, open) = match problems.errors {
        0 => ("warning", ""),
        _ => ("error", " open"),
    };
    let _ = write!(
        html,
        "<details class=\"found {kind}\"{open}><summary><span class=\"count\">{}</span></summary>{}</details>",
        problems.count(),
        problems.to_html(viewer),
    );
}
