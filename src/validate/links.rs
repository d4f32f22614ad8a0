//! Check of the links and images in Markdown. Entry point: [`links`].
//!
//! A link inside the site is an address without its language (`/directory/`, `/programmes/solutions/#joining`), so that
//! one text serves all languages; `#heading` links within the page; anything else is a complete web address.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::formats::check_url;
use super::maintenance::proses;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::load::{PartnerRecord, ProseRecord, Records};
use crate::markdown::{self, RemarkKind, Trust};
use crate::model::{Catalogue, Lang, Page};
use crate::source::{Sources, Span, Spanned};

/// The pages of the site, which links may refer to.
pub trait PageIndex {
    /// The page at an address from the root of the site.
    fn find(&self, address: &str) -> Option<Page>;
    /// All addresses, in order.
    fn all(&self) -> Vec<String>;
}

/// Checks the links in all Markdown against the pages of the site.
pub fn links(
    records: &Records,
    catalogue: &Catalogue,
    pages: &dyn PageIndex,
    sources: &Sources,
    problems: &mut Diagnostics,
) {
    let have_links = have_links(&records.partners);
    check(records, &have_links, catalogue, pages, sources, problems);
}

/// Checks the links where it is known which partners have any.
pub(super) fn check(
    records: &Records,
    have_links: &[bool],
    catalogue: &Catalogue,
    pages: &dyn PageIndex,
    sources: &Sources,
    problems: &mut Diagnostics,
) {
    let mut checker = LinkChecker::new(catalogue, sources, pages, problems);
    checker.shared_texts(records);
    checker.partners(&records.partners, have_links);
}

/// For each partner, whether its texts have anything to check: a link, an image, or markup that is not published.
pub(super) fn have_links(partners: &[Arc<PartnerRecord>]) -> Vec<bool> {
    partners
        .par_iter()
        .map(|partner| has_links(partner))
        .collect()
}

fn has_links(partner: &PartnerRecord) -> bool {
    descriptions(partner).any(|(text, _)| {
        // Without any of these characters there is neither link nor markup.
        text.value
            .contains(['[', '<', ':', '@', '|', '{', '.', ')'])
            && (!markdown::links(&text.value).is_empty()
                || !markdown::remarks(&text.value, Trust::Partner).is_empty())
    })
}

fn descriptions(partner: &PartnerRecord) -> impl Iterator<Item = (&Spanned<Arc<str>>, Lang)> {
    let versions = partner.description.iter().flat_map(|it| &it.versions);
    let versions = versions.enumerate();
    versions.filter_map(|(at, version)| Some((version.as_ref()?, lang(at))))
}

/// The most problems that are reported for one text: finding their positions takes time, and no more are shown.
const PROBLEMS_OF_A_TEXT: usize = 100;

struct LinkChecker<'a> {
    catalogue: &'a Catalogue,
    sources: &'a Sources,
    pages: &'a dyn PageIndex,
    /// All addresses, once they are needed.
    all: OnceCell<Vec<String>>,
    problems: &'a mut Diagnostics,
}

fn lang(at: usize) -> Lang {
    Lang(u8::try_from(at).unwrap_or(u8::MAX))
}

impl<'a> LinkChecker<'a> {
    fn new(
        catalogue: &'a Catalogue,
        sources: &'a Sources,
        pages: &'a dyn PageIndex,
        problems: &'a mut Diagnostics,
    ) -> Self {
        Self {
            catalogue,
            sources,
            pages,
            all: OnceCell::new(),
            problems,
        }
    }

    /// Checks the texts of the partners that have links.
    fn partners(&mut self, partners: &[Arc<PartnerRecord>], have_links: &[bool]) {
        let with_links = partners
            .iter()
            .zip(have_links)
            .filter(|(_, has_links)| **has_links);
        for (text, lang) in with_links.flat_map(|(partner, _)| descriptions(partner)) {
            self.text(text, lang, Trust::Partner);
        }
    }

    /// Checks the texts of the pages and programmes.
    fn shared_texts(&mut self, records: &Records) {
        for prose in proses(records) {
            self.prose(prose);
        }
    }

    fn prose(&mut self, record: &ProseRecord) {
        for (at, version) in record.versions.iter().enumerate() {
            if let Some(version) = version {
                self.text(&version.body, lang(at), Trust::Owner);
            }
        }
    }

    fn text(&mut self, text: &Spanned<Arc<str>>, lang: Lang, trust: Trust) {
        let mut reported = Vec::new();
        for link in markdown::links(&text.value) {
            let problem = match link.image {
                // Images in partners' texts are not published in any file.
                true if trust == Trust::Partner => None,
                true => self.image(&link.target),
                false => self.link(&link.target, lang, text),
            };
            if let Some((code, message, help)) = problem {
                if reported.len() == PROBLEMS_OF_A_TEXT {
                    return;
                }
                let part = match (code, link.target.rfind('#')) {
                    (Code::BrokenAnchor, Some(at)) if link.range.len() == link.target.len() => {
                        link.range.start + at..link.range.end
                    }
                    _ => link.range.clone(),
                };
                let place = place(self.sources, text, part);
                self.problems
                    .push(Diagnostic::new(code, place, message).maybe_help(help));
                reported.push(link.range);
            }
        }
        let remarks = markdown::remarks(&text.value, trust);
        for remark in remarks.into_iter().take(PROBLEMS_OF_A_TEXT) {
            let range = remark.range;
            // One problem, one message: a link with a forbidden scheme is an error already.
            if reported
                .iter()
                .any(|link| range.start <= link.start && link.end <= range.end)
            {
                continue;
            }
            let code = match remark.kind {
                RemarkKind::Removed => Code::UnsafeMarkup,
                RemarkKind::LostText => Code::LostText,
                RemarkKind::AsWritten => Code::MarkupAsText,
                RemarkKind::OpenComment => Code::OpenComment,
            };
            let end = range.start + text.value[range.clone()].trim_end().len();
            let place = place(self.sources, text, range.start..end);
            self.problems
                .push(Diagnostic::new(code, place, remark.message).help(remark.help));
        }
    }

    fn link(&self, target: &str, lang: Lang, text: &Spanned<Arc<str>>) -> Option<LinkProblem> {
        if let Some(anchor) = target.strip_prefix('#') {
            return anchor_problem(anchor, &markdown::anchors(&text.value));
        }
        if !target.starts_with('/') || target.starts_with("//") {
            return external_problem(target);
        }
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (target, None),
        };
        let path = path.split('?').next().unwrap_or(path);
        let Some(page) = self.page(path, lang) else {
            return Some((
                Code::BrokenLink,
                format!("there is no page `{path}`"),
                self.nearest_address(path, lang),
            ));
        };
        let anchors = || {
            self.prose_of(&page)
                .iter()
                .flat_map(|body| markdown::anchors(body))
                .collect::<Vec<_>>()
        };
        anchor.and_then(|anchor| anchor_problem(anchor, &anchors()))
    }

    /// The page at an address with or without its language.
    fn page(&self, path: &str, lang: Lang) -> Option<Page> {
        let in_language = format!("/{}{path}", self.catalogue.code(lang));
        self.pages
            .find(&in_language)
            .or_else(|| self.pages.find(path))
    }

    fn nearest_address(&self, path: &str, lang: Lang) -> Option<String> {
        let prefix = format!("/{}/", self.catalogue.code(lang));
        let all = self.all.get_or_init(|| self.pages.all());
        let addresses = all
            .iter()
            .filter(|address| address.starts_with(&prefix))
            .map(|address| &address[prefix.len() - 1..]);
        if !path.ends_with('/') && self.page(&format!("{path}/"), lang).is_some() {
            return Some(format!("write `{path}/`, with a slash at the end"));
        }
        match nearest(path, addresses) {
            Some(address) => Some(format!("did you mean `{address}`?")),
            None => Some(
                "write the address as the browser shows it, without the language: `/directory/`"
                    .to_owned(),
            ),
        }
    }

    /// The Markdown of a page, in its language.
    fn prose_of(&self, page: &Page) -> Vec<&str> {
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

    fn image(&self, target: &str) -> Option<LinkProblem> {
        let Some(name) = target.strip_prefix("/images/") else {
            let message = format!("the image `{target}` is not in `content/images/`");
            let help = "put it there, and write `/images/` and its name";
            return Some((Code::BrokenLink, message, Some(help.to_owned())));
        };
        let pictures = &self.catalogue.pictures;
        if pictures.find(&format!("content/images/{name}")).is_some() {
            return None;
        }
        let known: Vec<&str> = pictures
            .ids()
            .filter_map(|path| path.strip_prefix("content/images/"))
            .collect();
        let help = match nearest(name, known) {
            Some(name) => format!("did you mean `/images/{name}`?"),
            None => "put the file there".to_owned(),
        };
        let message = format!("there is no image `content/images/{name}`");
        Some((Code::MissingFile, message, Some(help)))
    }
}

/// The position of a part of a text. A text in TOML may contain escapes: then it is the only occurrence of the part,
/// otherwise the position of the whole text.
pub(super) fn place(sources: &Sources, text: &Spanned<Arc<str>>, part: Range<usize>) -> Span {
    let whole = text.span.start as usize..text.span.end as usize;
    let Some(written) = sources.get(text.span.file).text.get(whole.clone()) else {
        return text.span;
    };
    let words = text.value.get(part.clone()).unwrap_or_default();
    let at = match written.find(&*text.value) {
        Some(offset) => offset + part.start,
        None => match (written.find(words), written.rfind(words)) {
            (Some(first), Some(last)) if first == last && !words.is_empty() => first,
            _ => return text.span,
        },
    };
    let at = whole.start + at;
    text.span.file.span(at..at + part.len())
}

type LinkProblem = (Code, String, Option<String>);

fn anchor_problem(anchor: &str, anchors: &[String]) -> Option<LinkProblem> {
    if anchor.is_empty() || anchors.iter().any(|known| known == anchor) {
        return None;
    }
    let written: Vec<String> = anchors.iter().map(|known| format!("#{known}")).collect();
    let help = did_you_mean(&format!("#{anchor}"), written.iter().map(String::as_str))
        .unwrap_or_else(|| "link to the page itself, without `#…`".to_owned());
    let message = format!("no heading there is called `#{anchor}`");
    Some((Code::BrokenAnchor, message, Some(help)))
}

fn external_problem(target: &str) -> Option<LinkProblem> {
    if target.starts_with("mailto:") || target.starts_with("tel:") {
        return None;
    }
    let (message, help) = check_url(target).err()?;
    let inside = !target.contains(':') && !target.starts_with("//");
    match inside {
        true => {
            let message = format!("the page of the link `{target}` does not exist");
            let help =
                "begin an address on this site with `/`, an external address with `https://`";
            Some((Code::BrokenLink, message, Some(help.to_owned())))
        }
        false => Some((Code::InvalidUrl, message, Some(help))),
    }
}
