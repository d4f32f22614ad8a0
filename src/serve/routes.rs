//! Routes of the preview: from a request's target to its [`Response`]. Entry point: [`respond`].

mod paper;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::client::{Client, Visit};
use super::inject::{self, Notice, ReloadOn};
use super::maintenance;
use super::problems::{Problem, Problems};
use super::reload::panic_message;
use super::version::{LiveSite, Version};
use crate::model::mime::{HTML, media_type};
use crate::text::url::percent_decode_strict;

/// A response, independent of the HTTP library.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    /// Where a redirect leads.
    pub(super) location: Option<String>,
    pub(super) body: Body,
}

/// The body of a response. A PDF is shared by all responses that send it.
#[derive(Debug)]
pub(super) enum Body {
    Owned(Vec<u8>),
    Shared(Arc<[u8]>),
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        match self {
            Body::Owned(bytes) => bytes,
            Body::Shared(bytes) => bytes,
        }
    }
}

impl Response {
    fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type,
            location: None,
            body: Body::Owned(body.into()),
        }
    }

    /// A response in plain text.
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{text}\n"))
    }
}

/// What a response takes to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// It is ready.
    Nothing,
    /// A page or another file is rendered.
    Page,
    /// A volume of the paper catalogue may be typeset.
    Volume,
}

/// What the response to a request for this target takes to make.
pub(super) fn work(target: &str, version: &Version) -> Work {
    let path = target.split_once('?').map_or(target, |(path, _)| path);
    let is_volume = || {
        path.starts_with(inject::PAPER)
            || decode(path).is_some_and(|address| address.contains(PDF_FOLDER))
    };
    match path {
        inject::SCRIPT | inject::STYLES => Work::Nothing,
        _ if version.site.is_some() && is_volume() => Work::Volume,
        _ => Work::Page,
    }
}

/// The folder of the website in which the PDFs of volumes are.
const PDF_FOLDER: &str = "/paper/";

/// The response to a request for this target: an address with or without a query.
pub(super) fn respond(target: &str, version: &Version, visit: Visit<'_>) -> Response {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    match path {
        inject::SCRIPT => return Response::new(200, "text/javascript; charset=utf-8", SCRIPT),
        inject::STYLES => return Response::new(200, "text/css; charset=utf-8", STYLES),
        _ => {}
    }
    let Some(site) = &version.site else {
        let lang = language_in(path);
        return no_site(version, Visit { lang, ..visit });
    };
    let address = path.strip_prefix(site.website.base_path()).unwrap_or(path);
    let visit = Visit {
        lang: language_in(address),
        ..visit
    };
    let router = SiteRouter {
        site,
        version,
        visit,
    };
    // A panic must not end the preview, and the page shows its message.
    catch_unwind(AssertUnwindSafe(|| router.respond(path, query))).unwrap_or_else(|panic| {
        let message = format!("the program failed: {}", panic_message(&*panic));
        router.page_failed(vec![Problem::of_machine(message)])
    })
}

const SCRIPT: &str = include_str!("preview.js");
const STYLES: &str = include_str!("preview.css");

/// The language code at the start of an address without its base path: `/en/directory/` → `en`. For other addresses
/// this is no language code, and strings are in the default language.
fn language_in(address: &str) -> &str {
    address.split('/').nth(1).unwrap_or_default()
}

/// The response as long as there has been no website.
fn no_site(version: &Version, visit: Visit<'_>) -> Response {
    let notice = if version.generation == 0 {
        Notice::Loading
    } else {
        Notice::NoSite
    };
    let html = inject::problems_page(notice, &version.problems, version, visit);
    Response::new(503, HTML, html)
}

/// Routes to the files of a website, and to the preview's own pages about it.
struct SiteRouter<'a> {
    site: &'a LiveSite,
    version: &'a Version,
    visit: Visit<'a>,
}

impl SiteRouter<'_> {
    fn respond(&self, path: &str, query: Option<&str>) -> Response {
        match path.strip_prefix(inject::PAPER) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                return self.paper(rest, query);
            }
            None if path == maintenance::ADDRESS => return self.maintenance(query),
            _ => {}
        }
        let Some(address) = decode(path) else {
            return self.not_found();
        };
        let website = &self.site.website;
        let base = website.base_path();
        let address = match address.strip_prefix(base) {
            Some("") => return redirect(&format!("{base}/"), query),
            Some(address) if address.starts_with('/') => address,
            _ if address == "/" => return redirect(&format!("{base}/"), query),
            _ => return self.not_found(),
        };
        // Web hosts serve the file `index.html` under the address of its folder and under its own name.
        let address = match address.strip_suffix("/index.html") {
            Some(folder) => Cow::from(format!("{folder}/")),
            None => Cow::from(address),
        };
        if let Some(page) = website.page(&address) {
            return match page {
                Ok(bytes) => self.file(200, &address, bytes),
                Err(problems) => self.page_failed(problems),
            };
        }
        if let Some(pdf) = address
            .strip_prefix(PDF_FOLDER)
            .and_then(|name| self.site.pdf(name))
        {
            return match pdf {
                Ok(bytes) => Response {
                    status: 200,
                    content_type: media_type(&address),
                    location: None,
                    body: Body::Shared(bytes),
                },
                Err(problems) => self.page_failed(problems),
            };
        }
        if website.has_page(&format!("{address}/")) {
            return redirect(&format!("{path}/"), query);
        }
        self.not_found()
    }

    /// A file of the website; a page gets the script and the strip.
    fn file(&self, status: u16, address: &str, bytes: Vec<u8>) -> Response {
        let content_type = media_type(address);
        if content_type != HTML {
            return Response::new(status, content_type, bytes);
        }
        match String::from_utf8(bytes) {
            Ok(html) => {
                let html = inject::page(&html, self.version, self.visit, ReloadOn::NewSite);
                Response::new(status, HTML, html)
            }
            Err(error) => Response::new(status, HTML, error.into_bytes()),
        }
    }

    /// The maintenance warnings, as a part of the strip. They may quote what is never published, so only local clients
    /// get them; and errors come first.
    fn maintenance(&self, query: Option<&str>) -> Response {
        let website = &self.site.website;
        let page = query
            .and_then(|query| decode(query.strip_prefix("page=")?))
            .and_then(|page| Some(page.strip_prefix(website.base_path())?.to_owned()));
        let html = match page {
            Some(page)
                if self.visit.client == Client::Local && self.version.problems.errors == 0 =>
            {
                let localizer = self.version.interface.localizer(language_in(&page));
                website.maintenance(&page).to_html(localizer)
            }
            _ => String::new(),
        };
        Response::new(200, HTML, html)
    }

    fn not_found(&self) -> Response {
        match self.site.website.page("/404.html") {
            Some(Ok(bytes)) => self.file(404, "/404.html", bytes),
            Some(Err(problems)) => self.page_failed(problems),
            None => Response::text(404, "there is no such page"),
        }
    }

    fn page_failed(&self, problems: Vec<Problem>) -> Response {
        let problems = Problems::from(problems);
        let html = inject::problems_page(Notice::NoPage, &problems, self.version, self.visit);
        Response::new(500, HTML, html)
    }
}

fn redirect(target: &str, query: Option<&str>) -> Response {
    let query = query.map_or(String::new(), |query| format!("?{query}"));
    let mut response = Response::text(302, "the page has another address");
    response.location = Some(format!("{target}{query}"));
    response
}

/// Decodes a percent-encoded path. `None` if it is malformed, or could lead out of the website.
pub(super) fn decode(path: &str) -> Option<String> {
    let path = percent_decode_strict(path)?;
    let is_plain = path.starts_with('/')
        && !path.starts_with("//")
        && !path.chars().any(|c| c == '\\' || c.is_control())
        && !path.split('/').any(|part| matches!(part, "." | ".."));
    is_plain.then(|| path.into_owned())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn addresses_are_decoded_and_path_traversal_is_refused() {
        assert_eq!(decode("/en/caf%C3%A9/").as_deref(), Some("/en/café/"));
        for trick in [
            "",
            "en/",
            "//host/",
            "/../x",
            "/%2e%2e/x",
            "/a/./b",
            "/a%5cb",
            "/a\\b",
            "/%00",
            "/%",
            "/%4",
            "/%+1",
            "/%ff",
            "http://host/",
        ] {
            assert_eq!(decode(trick), None, "{trick}");
        }
    }
}
