//! Check of the links and images in Markdown. Entry point: [`links`].
//!
//! A link inside the site is an address from its root, with a language (`/fr/directory/`) or without
//! (`/programmes/solutions/#tiers`), so that one text serves all languages; `#heading` links within the page; anything
//! else is a complete web address. [`Catalogue::link_target`] decides which address is published: that one is checked, in
//! each language that shows the text.

mod nearest_address;
mod problem;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::{PartnerRecord, ProgrammeRecord, ProseRecord, Records};
use crate::markdown::{self, RemarkKind, Trust};
use crate::model::{Catalogue, Lang, Page};
use crate::source::{Sources, Span, Spanned};

/// The pages and files of the site, which links may refer to.
pub trait PageIndex {
    /// The page at an address from the root of the site.
    fn find(&self, address: &str) -> Option<Page>;
    /// Whether there is a page or a file at an address from the root of the site.
    fn exists(&self, address: &str) -> bool;
    /// All addresses, in order.
    fn all(&self) -> Vec<String>;
    /// The ids of the parts of a page; absent as long as the page cannot be rendered.
    fn part_ids(&self, page: &Page) -> Option<Vec<String>>;
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
    let versions = partner.description.iter().flat_map(|it| &it.versions);
    versions.flatten().any(|text| {
        // Without any of these characters there is neither link nor markup.
        text.value
            .contains(['[', '<', ':', '@', '|', '{', '.', ')', '#'])
            && (!markdown::links(&text.value).is_empty()
                || !markdown::unread_links(&text.value).is_empty()
                || !markdown::remarks(&text.value, Trust::Partner).is_empty())
    })
}

/// The most problems that are reported for one text: finding their positions takes time, and no more are shown.
const PROBLEMS_OF_A_TEXT: usize = 100;

struct LinkChecker<'a> {
    catalogue: &'a Catalogue,
    sources: &'a Sources,
    pages: &'a dyn PageIndex,
    /// All addresses, once they are needed.
    all: OnceCell<Vec<String>>,
    /// The ids of the headings of pages.
    headings: RefCell<BTreeMap<Page, Arc<[String]>>>,
    problems: &'a mut Diagnostics,
}

/// A text in one language, and the pages that show it.
struct ShownText<'a> {
    text: &'a Spanned<Arc<str>>,
    /// Its language.
    lang: Lang,
    /// The languages whose readers see it: its own, and those that fall back to it.
    readers: Vec<Lang>,
    /// The page in any language; absent if it is not published.
    page: Option<Page>,
    trust: Trust,
    /// The ids of its headings, once they are needed.
    anchors: OnceCell<Vec<String>>,
}

fn lang(at: usize) -> Lang {
    Lang(u8::try_from(at).unwrap_or(u8::MAX))
}

/// The languages whose readers see the version at a position, as [`crate::model::Localized::get`] decides.
fn readers<T>(versions: &[Option<T>], position: usize) -> Vec<Lang> {
    let first = versions.iter().position(Option::is_some);
    let fallback = if versions.first().is_some_and(Option::is_some) {
        Some(0)
    } else {
        first
    };
    let shown = |reader: &usize| match versions[*reader] {
        Some(_) => *reader == position,
        None => fallback == Some(position),
    };
    let readers = (0..versions.len()).filter(shown);
    readers.map(lang).collect()
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
            headings: RefCell::default(),
            problems,
        }
    }

    /// Checks the texts of the partners that have links.
    fn partners(&mut self, partners: &[Arc<PartnerRecord>], have_links: &[bool]) {
        let with_links = partners
            .iter()
            .zip(have_links)
            .filter(|(_, has_links)| **has_links);
        for (partner, _) in with_links {
            let published = self.catalogue.partners.find(&partner.id);
            let page = published.map(|index| Page::Partner(Lang::DEFAULT, index));
            let Some(description) = &partner.description else {
                continue;
            };
            self.versions(&description.versions, page, Trust::Partner);
        }
    }

    /// Checks the texts of the pages and programmes.
    fn shared_texts(&mut self, records: &Records) {
        for (id, record) in &records.pages {
            let page = match self.catalogue.pages.find(id) {
                Some(_) if id == "home" => Some(Page::Home(Lang::DEFAULT)),
                index => index.map(|index| Page::Content(Lang::DEFAULT, index)),
            };
            self.prose(record, page);
        }
        for record in &records.programmes {
            for (prose, page) in self.texts_of_programme(record) {
                self.prose(prose, page);
            }
        }
    }

    /// The texts of a programme, each with its page.
    fn texts_of_programme<'r>(
        &self,
        record: &'r ProgrammeRecord,
    ) -> Vec<(&'r ProseRecord, Option<Page>)> {
        let lang = Lang::DEFAULT;
        let found = self.catalogue.programmes.find(&record.id);
        let found = found.map(|index| (index, &self.catalogue.programmes[index]));
        let countries = &self.catalogue.vocabulary.countries;
        let mut texts = Vec::new();
        if let Some(prose) = &record.prose {
            texts.push((prose, found.map(|(index, _)| Page::Programme(lang, index))));
        }
        for (id, prose) in &record.tier_prose {
            let page =
                found.and_then(|(index, it)| Some(Page::Tier(lang, index, it.tiers.find(id)?)));
            texts.push((prose, page));
        }
        for prose in record.axis_prose.values() {
            texts.push((prose, found.map(|(index, _)| Page::Benefits(lang, index))));
        }
        for (id, prose) in &record.process_prose {
            let page = found.and_then(|(index, it)| {
                let position = it.processes.iter().position(|process| process.id == *id)?;
                Some(Page::Process(lang, index, position))
            });
            texts.push((prose, page));
        }
        for (code, prose) in &record.country_prose {
            let page = found.and_then(|(index, it)| {
                let country = countries.find(code)?;
                let mut overrides = it.countries.iter();
                let position = overrides.position(|decided| decided.country == country)?;
                Some(Page::Country(lang, index, position))
            });
            texts.push((prose, page));
        }
        texts
    }

    fn prose(&mut self, record: &ProseRecord, page: Option<Page>) {
        self.versions(&record.bodies().versions, page, Trust::Owner);
    }

    fn versions(
        &mut self,
        versions: &[Option<Spanned<Arc<str>>>],
        page: Option<Page>,
        trust: Trust,
    ) {
        for (position, version) in versions.iter().enumerate() {
            let Some(text) = version else { continue };
            self.text(&ShownText {
                text,
                lang: lang(position),
                readers: readers(versions, position),
                page: page.clone(),
                trust,
                anchors: OnceCell::new(),
            });
        }
    }

    fn text(&mut self, shown: &ShownText<'_>) {
        let ShownText { text, trust, .. } = *shown;
        let mut reported = Vec::new();
        let mut lookalikes = 0;
        for link in markdown::links(&text.value) {
            if let Some(problem) = problem::lookalike(&link.target)
                && lookalikes < PROBLEMS_OF_A_TEXT
            {
                lookalikes += 1;
                let place = place(self.sources, text, link.range.clone());
                self.problems.push(problem.at(place));
            }
            let problem = match link.image {
                // Images in partners' texts are not published in any file.
                true if trust == Trust::Partner => None,
                true => self.image(&link.target),
                false => self.link(&link.target, shown),
            };
            if let Some(problem) = problem {
                if reported.len() == PROBLEMS_OF_A_TEXT {
                    break;
                }
                let part = match (problem.code, link.target.rfind('#')) {
                    (Code::BrokenAnchor, Some(at)) if link.range.len() == link.target.len() => {
                        link.range.start + at..link.range.end
                    }
                    _ => link.range.clone(),
                };
                let place = place(self.sources, text, part);
                self.problems.push(problem.at(place));
                reported.push(link.range);
            }
        }
        let unread = markdown::unread_links(&text.value);
        for (range, target) in unread.into_iter().take(PROBLEMS_OF_A_TEXT) {
            let place = place(self.sources, text, range);
            self.problems.push(problem::unread(&target).at(place));
        }
        let mut remarks = markdown::remarks(&text.value, trust);
        // The others must not hide that something private would be published.
        remarks.sort_by_key(|remark| remark.kind != RemarkKind::OpenComment);
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

#[cfg(test)]
mod tests {
    use super::readers;
    use crate::model::{Lang, Localized};

    #[test]
    fn readers_of_a_version_are_those_whom_the_site_shows_it_to() {
        for bits in 1..16_usize {
            let versions: Vec<Option<usize>> = (0..4)
                .map(|at| (bits >> at & 1 == 1).then_some(at))
                .collect();
            let localized = Localized::new(versions.clone()).unwrap();
            for position in 0..4 {
                let mut expected: Vec<Lang> = (0..4).map(Lang).collect();
                expected.retain(|&lang| *localized.get(lang).value == position);
                assert_eq!(readers(&versions, position), expected, "{versions:?}");
            }
        }
    }
}
