//! Problems of single links and images.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, did_you_mean, nearest};
use crate::markdown::{self, Trust};
use crate::model::{Lang, LinkTarget, Page, SiteAddress};
use crate::source::Span;
use crate::text::lookalike_host;
use crate::text::url::{below, composed, host, percent_decode};
use crate::validate::formats::check_url;
use crate::validate::meant;
use crate::validate::phone::parse_phone;

use super::{LinkChecker, ShownText};

/// The most digits of a number that has no country code.
const SHORT_NUMBER: usize = 6;

/// What is wrong with a link.
pub(super) struct LinkProblem {
    pub(super) code: Code,
    message: String,
    help: Option<String>,
}

impl LinkProblem {
    fn new(code: Code, message: String, help: impl Into<String>) -> Self {
        Self {
            code,
            message,
            help: Some(help.into()),
        }
    }

    /// The problem at a place.
    pub(super) fn at(self, place: Span) -> Diagnostic {
        Diagnostic::new(self.code, place, self.message).maybe_help(self.help)
    }
}

impl LinkChecker<'_> {
    /// The problem of a link for the first of the readers who would have one.
    pub(super) fn link(&self, target: &str, shown: &ShownText<'_>) -> Option<LinkProblem> {
        if let Some(rest) = below(&self.catalogue.settings.base_url, target) {
            return self.own_address(rest, shown);
        }
        let mut readers = shown.readers.iter();
        readers.find_map(|&reader| match self.catalogue.link_target(reader, target) {
            LinkTarget::External(_) => external_problem(target),
            LinkTarget::Picture(_) => None,
            LinkTarget::Part(part) => {
                let page = shown.page.as_ref()?.in_language(reader);
                let own = shown.anchors.get_or_init(|| match shown.trust {
                    Trust::Owner => markdown::anchors(&shown.text.value),
                    Trust::Partner => Vec::new(),
                });
                self.part_problem(&page, &part, own)
            }
            LinkTarget::Address(address) => self.address_problem(target, &address, shown, reader),
        })
    }

    /// The problem of a link with the whole address of the site, of which `rest` is in the site. It is published as it is written.
    fn own_address(&self, rest: &str, shown: &ShownText<'_>) -> Option<LinkProblem> {
        let rest = match rest.starts_with('/') {
            true => rest.to_owned(),
            false => format!("/{rest}"),
        };
        let path = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
        let decoded = composed(&percent_decode(path)).into_owned();
        let page = decoded.strip_suffix("index.html").unwrap_or(&decoded);
        let reader = *shown.readers.first()?;
        let incomplete = |help: String| {
            let message = format!("there is no page `{path}`, for its address is not complete");
            LinkProblem::new(Code::BrokenLink, message, help)
        };
        match self.catalogue.link_target(reader, &rest) {
            // The site's own files of pictures have other names.
            LinkTarget::Picture(_) => Some(incomplete(format!("write `{path}`"))),
            LinkTarget::Address(address) if page != "/" && address.path != page => {
                match self.pages.exists(&address.path) {
                    true => Some(incomplete(format!(
                        "write `{path}`, which leads to the language of the page"
                    ))),
                    false => self.address_problem(&rest, &address, shown, reader),
                }
            }
            LinkTarget::Address(address) if page != "/" => {
                self.address_problem(&rest, &address, shown, reader)
            }
            _ => None,
        }
    }

    fn address_problem(
        &self,
        target: &str,
        address: &SiteAddress,
        shown: &ShownText<'_>,
        reader: Lang,
    ) -> Option<LinkProblem> {
        if !self.pages.exists(&address.path) {
            let written = &target[..target.find(['?', '#']).unwrap_or(target.len())];
            let message = format!("there is no page `{written}`");
            let help = self.nearest_address(written, &address.path, reader);
            return Some(LinkProblem::new(Code::BrokenLink, message, help));
        }
        let part = address.part()?;
        let page = self.pages.find(&address.path)?;
        let headings = self.headings(&page);
        let mut problem = self.part_problem(&page, part, &headings)?;
        if reader != shown.lang {
            let code = self.catalogue.code(reader);
            problem.message = format!("{} at `{}`", problem.message, address.path);
            problem.help = Some(format!(
                "readers of `{code}` see this text too: translate it, or link to the page itself, without `#…`"
            ));
        }
        Some(problem)
    }

    /// The problem of a link to a part of a page; `headings` are the ids of headings that the page has.
    fn part_problem(&self, page: &Page, part: &str, headings: &[String]) -> Option<LinkProblem> {
        let decoded = percent_decode(part);
        let is_part = |id: &String| *id == part || *id == *decoded;
        // Browsers know `#top` on every page.
        let is_top = part.is_empty() || part.eq_ignore_ascii_case("top");
        if is_top || headings.iter().any(is_part) {
            return None;
        }
        let parts = self.pages.part_ids(page)?;
        if parts.iter().any(is_part) {
            return None;
        }
        let written = format!("#{part}");
        let links =
            |ids: &[String]| -> Vec<String> { ids.iter().map(|id| format!("#{id}")).collect() };
        let (parts, headings) = (links(&parts), links(headings));
        let help = match nearest(&written, parts.iter().map(String::as_str)) {
            Some(part) => Some(format!("did you mean `{part}`?")),
            None => did_you_mean(&written, headings.iter().map(String::as_str)),
        };
        let help = help.unwrap_or_else(|| "link to the page itself, without `#…`".to_owned());
        let message = format!("no heading or part there is called `{written}`");
        Some(LinkProblem::new(Code::BrokenAnchor, message, help))
    }

    /// The ids of the headings in the texts of a page.
    fn headings(&self, page: &Page) -> Arc<[String]> {
        let mut headings = self.headings.borrow_mut();
        let ids = headings.entry(page.clone()).or_insert_with(|| {
            let texts = self.texts_of(page).into_iter();
            texts.flat_map(markdown::anchors).collect()
        });
        Arc::clone(ids)
    }

    /// The Markdown of a page, in its language.
    fn texts_of(&self, page: &Page) -> Vec<&str> {
        let catalogue = self.catalogue;
        let (lang, prose) = match *page {
            Page::Content(lang, page) => (lang, Some(&catalogue.pages[page].prose)),
            Page::Home(lang) => (lang, catalogue.home().map(|page| &page.prose)),
            Page::Programme(lang, programme) => {
                (lang, Some(&catalogue.programmes[programme].prose))
            }
            Page::Tier(lang, programme, tier) => (
                lang,
                catalogue.programmes[programme].tiers[tier].prose.as_ref(),
            ),
            Page::Process(lang, programme, at) => (
                lang,
                catalogue.programmes[programme].processes[at].prose.as_ref(),
            ),
            Page::Country(lang, programme, at) => (
                lang,
                catalogue.programmes[programme].countries[at].prose.as_ref(),
            ),
            Page::Benefits(lang, programme) => {
                let axes = catalogue.programmes[programme].axes.values();
                return axes
                    .filter_map(|prose| Some(prose.body.as_ref()?.str(lang)))
                    .collect();
            }
            _ => return Vec::new(),
        };
        prose
            .and_then(|prose| prose.body.as_ref())
            .map(|body| body.str(lang))
            .into_iter()
            .collect()
    }

    pub(super) fn image(&self, target: &str) -> Option<LinkProblem> {
        if let LinkTarget::Picture(_) = self.catalogue.link_target(Lang::DEFAULT, target) {
            return None;
        }
        let Some(name) = target.strip_prefix("/images/") else {
            let message = format!("the image `{target}` is not in `content/images/`");
            let help = "put it there, and write `/images/` and its name";
            return Some(LinkProblem::new(Code::BrokenLink, message, help));
        };
        let known: Vec<&str> = self
            .catalogue
            .pictures
            .ids()
            .filter_map(|path| path.strip_prefix("content/images/"))
            .collect();
        let help = match nearest(name, known) {
            Some(name) => format!("did you mean `/images/{}`?", name.replace(' ', "%20")),
            None => "put the file there".to_owned(),
        };
        let message = format!("there is no image `content/images/{name}`");
        Some(LinkProblem::new(Code::MissingFile, message, help))
    }
}

/// The problem of a link whose host looks like another.
pub(super) fn lookalike(target: &str) -> Option<LinkProblem> {
    if !target.contains("://") {
        return None;
    }
    let message = lookalike_host(&host(target))?;
    let help = "type the address again, unless it is meant so";
    Some(LinkProblem::new(Code::LookalikeAddress, message, help))
}

/// The problem of a link that Markdown does not recognize, since its target contains spaces.
pub(super) fn unread(target: &str) -> LinkProblem {
    let message =
        format!("the link to `{target}` is shown as text, since an address has no spaces");
    let parts: Vec<&str> = target.split('/').map(str::trim).collect();
    let help = match target.starts_with('/') || target.contains("://") {
        true => format!("write `{}`", parts.join("/").replace(' ', "%20")),
        false => "write the address without spaces, or with `%20` for each".to_owned(),
    };
    LinkProblem::new(Code::BrokenLink, message, help)
}

fn external_problem(target: &str) -> Option<LinkProblem> {
    if target.starts_with("mailto:") {
        return None;
    }
    if let Some(number) = target.strip_prefix("tel:") {
        return phone_problem(number);
    }
    if let Some((scheme, _)) = target.split_once(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-".contains(c))
        && !["http", "https"]
            .iter()
            .any(|web| scheme.eq_ignore_ascii_case(web))
        && meant::url(target).is_none()
    {
        let message = format!(
            "a link to an address of the kind `{}:` is not published",
            scheme.to_lowercase()
        );
        let help = "a link leads to `https://…`, `http://…`, `mailto:…` or `tel:…`";
        return Some(LinkProblem::new(Code::InvalidUrl, message, help));
    }
    let (message, help) = check_url(target).err()?;
    let inside = !target.contains(':') && !target.starts_with("//");
    Some(match inside {
        true => {
            let message = format!("the page of the link `{target}` does not exist");
            let help =
                "begin an address on this site with `/`, an external address with `https://`";
            LinkProblem::new(Code::BrokenLink, message, help)
        }
        false => LinkProblem::new(Code::InvalidUrl, message, help),
    })
}

/// Why a link to a telephone number cannot be called from everywhere.
fn phone_problem(target: &str) -> Option<LinkProblem> {
    let number = percent_decode(target);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    // The numbers of emergency calls and services have no country code.
    if digits <= SHORT_NUMBER && number.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    match parse_phone(&number, &[]) {
        Err((message, help)) => Some(LinkProblem::new(Code::InvalidPhone, message, help)),
        Ok(phone) => {
            let plain = target.replace(['-', '.'], "");
            (format!("tel:{plain}") != phone.uri()).then(|| {
                let message = format!("telephones do not call `tel:{target}` as it is meant");
                let help = format!("write `{}`", phone.uri());
                LinkProblem::new(Code::InvalidPhone, message, help)
            })
        }
    }
}
