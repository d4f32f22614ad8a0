//! A page of tables with a column for each tier: the benefits, or the criteria.

use serde::Serialize;

use super::by_type::{TypeView, by_type};
use super::line::Line;
use super::programmes::{Part, frame};
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page, ProgrammeIx};
use crate::site::Site;
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};
use crate::site::theming::head::Head;
use crate::site::theming::tier_mark::{TierView, tier};

/// What the tables have in common.
#[derive(Serialize)]
pub(super) struct TablesView {
    programme: LinkView,
    tiers: Vec<TierView>,
    by_type: Vec<TypeView>,
}

/// The frame of tables with these lines.
pub(super) fn tables<'a>(
    reader: Reader<'_>,
    of: ProgrammeIx,
    lines: impl Iterator<Item = Line<'a>> + Clone,
) -> TablesView {
    let programme = &reader.catalogue().programmes[of];
    let page = Page::Programme(reader.lang, of);
    let tiers = programme.tiers.indexes();
    TablesView {
        programme: reader.link(&page, reader.text(&programme.name)),
        tiers: tiers.map(|it| tier(reader, of, it)).collect(),
        by_type: by_type(reader, of, lines),
    }
}

/// What of the programme the tables are about.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    Benefits,
    Criteria,
}

/// The page: its head, its place among the programme's pages, and the view.
pub(super) fn page(
    site: &Site,
    lang: Lang,
    of: ProgrammeIx,
    subject: Subject,
    view: &impl Serialize,
) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let (name, page, part) = match subject {
        Subject::Benefits => ("benefits", Page::Benefits(lang, of), Part::Benefits),
        Subject::Criteria => ("criteria", Page::Criteria(lang, of), Part::Criteria),
    };
    let title = TextView::plain(reader.say(&format!("{name}_heading")));
    let programme = reader.text(&reader.catalogue().programmes[of].name).text;
    let introduction =
        reader.say_with(&format!("{name}_introduction"), &[("programme", programme)]);
    let head = Head::new(&page, title, "programmes").description(Some(introduction));
    let values = frame(site, reader, of, part, head)?;
    site.fill(lang, name, view, values)
}
