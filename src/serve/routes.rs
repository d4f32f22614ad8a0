//! What is answered to which address.

mod paper;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::client::{Viewer, Visit};
use super::inject::{self, Follow};
use super::problems::{Problem, Problems};
use super::reload::panic_message;
use super::state::{Shown, Version};
use super::upkeep;
use crate::model::mime::{HTML, media_type};
use crate::text::url::percent_decode_strict;

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) location: Option<String>,
    pub(super) body: Body,
}

/// The body of an answer; a large one is shared.
#[derive(Debug)]
pub(super) enum Body {
    Own(Vec<u8>),
    Shared(Arc<[u8]>),
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        match self {
            Body::Own(bytes) => bytes,
            Body::Shared(bytes) => bytes,
        }
    }
}

impl Answer {
    fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type,
            location: None,
            body: Body::Own(body.into()),
        }
    }

    /// An answer in plain text.
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{text}\n"))
    }
}

/// The answer to a request for this target, an address with or without a query.
pub(super) fn answer(target: &str, version: &Version, visit: Visit<'_>) -> Answer {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    match path {
        inject::SCRIPT => return Answer::new(200, "text/javascript; charset=utf-8", SCRIPT),
        inject::STYLES => return Answer::new(200, "text/css; charset=utf-8", STYLES),
        _ => {}
    }
    let Some(shown) = &version.shown else {
        return not_yet(version, visit);
    };
    let page = Pages {
        shown,
        version,
        visit,
    };
    // A mistake in the program must not end the preview, and who looks at it should see what happened.
    catch_unwind(AssertUnwindSafe(|| page.answer(path, query))).unwrap_or_else(|panic| {
        let message = format!("the program failed: {}", panic_message(&*panic));
        page.broken(vec![Problem::of_machine(message)])
    })
}

const SCRIPT: &str = include_str!("preview.js");
const STYLES: &str = include_str!("preview.css");

/// Before there is a website.
fn not_yet(version: &Version, visit: Visit<'_>) -> Answer {
    let (title, lead) = if version.generation == 0 {
        ("One moment", "The project is being read.")
    } else {
        (
            "There is no website to show yet",
            "It appears here by itself as soon as these problems are mended.",
        )
    };
    let html = inject::problems_page(title, lead, &version.problems, version, visit);
    Answer::new(503, HTML, html)
}

struct Pages<'a> {
    shown: &'a Shown,
    version: &'a Version,
    visit: Visit<'a>,
}

impl Pages<'_> {
    fn answer(&self, path: &str, query: Option<&str>) -> Answer {
        match path.strip_prefix(inject::PAPER) {
            Some(below) if below.is_empty() || below.starts_with('/') => {
                return self.paper(below, query);
            }
            None if path == upkeep::ADDRESS => return self.upkeep(query),
            _ => {}
        }
        let Some(address) = decode(path) else {
            return self.not_found();
        };
        let website = &self.shown.website;
        let base = website.base_path();
        let address = match address.strip_prefix(base) {
            Some("") => return redirect(&format!("{base}/"), query),
            Some(address) if address.starts_with('/') => address,
            _ if address == "/" => return redirect(&format!("{base}/"), query),
            _ => return self.not_found(),
        };
        // Hosts show the file `index.html` for its folder, and under its own name.
        let address = match address.strip_suffix("/index.html") {
            Some(folder) => Cow::from(format!("{folder}/")),
            None => Cow::from(address),
        };
        if let Some(page) = website.page(&address) {
            return match page {
                Ok(bytes) => self.found(200, &address, bytes),
                Err(problems) => self.broken(problems),
            };
        }
        if let Some(paper) = self.shown.paper(&address) {
            return match paper {
                Ok(bytes) => Answer {
                    status: 200,
                    content_type: media_type(&address),
                    location: None,
                    body: Body::Shared(bytes),
                },
                Err(problems) => self.broken(problems),
            };
        }
        if website.has_page(&format!("{address}/")) {
            return redirect(&format!("{path}/"), query);
        }
        self.not_found()
    }

    fn found(&self, status: u16, address: &str, bytes: Vec<u8>) -> Answer {
        let content_type = media_type(address);
        if content_type != HTML {
            return Answer::new(status, content_type, bytes);
        }
        match String::from_utf8(bytes) {
            Ok(html) => Answer::new(
                status,
                HTML,
                inject::page(&html, self.version, self.visit, Follow::Website),
            ),
            Err(error) => Answer::new(status, HTML, error.into_bytes()),
        }
    }

    /// What wants to be looked after is nobody else's business, and can wait until there are no errors.
    fn upkeep(&self, query: Option<&str>) -> Answer {
        let website = &self.shown.website;
        let page = query
            .and_then(|query| decode(query.strip_prefix("page=")?))
            .and_then(|page| Some(page.strip_prefix(website.base_path())?.to_owned()));
        let html = match page {
            Some(page)
                if self.visit.viewer == Viewer::Here && self.version.problems.errors == 0 =>
            {
                website.upkeep(&page).to_html()
            }
            _ => String::new(),
        };
        Answer::new(200, HTML, html)
    }

    fn not_found(&self) -> Answer {
        match self.shown.website.page("/404.html") {
            Some(Ok(bytes)) => self.found(404, "/404.html", bytes),
            Some(Err(problems)) => self.broken(problems),
            None => Answer::text(404, "there is no such page"),
        }
    }

    fn broken(&self, problems: Vec<Problem>) -> Answer {
        let html = inject::problems_page(
            "This page cannot be shown",
            "It appears here by itself as soon as this is mended.",
            &Problems::from(problems),
            self.version,
            self.visit,
        );
        Answer::new(500, HTML, html)
    }
}

fn redirect(to: &str, query: Option<&str>) -> Answer {
    let query = query.map_or(String::new(), |query| format!("?{query}"));
    let mut answer = Answer::text(302, "the page is elsewhere");
    answer.location = Some(format!("{to}{query}"));
    answer
}

/// A path without percent signs; none if it is malformed or could lead elsewhere.
fn decode(path: &str) -> Option<String> {
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
    fn addresses_are_decoded_and_tricks_are_refused() {
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
