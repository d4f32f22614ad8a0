//! The list of programmes.

use serde::Serialize;
use tera::Value;

use super::terms::{Fee, fee};
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page, ProgrammeIx, Status};
use crate::site::Site;
use crate::site::message_keys;
use crate::site::plan::programmes_in_order;
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};
use crate::site::theming::head::Head;
use crate::site::theming::tier_mark::{TierView, tier};

#[derive(Serialize)]
struct ProgrammesView {
    programmes: Vec<SummaryView>,
}

/// A programme in a list.
#[derive(Serialize)]
pub(crate) struct SummaryView {
    link: LinkView,
    summary: Option<TextView>,
    status: String,
    open: bool,
    fee: Option<Fee>,
    /// Its products; empty where it is about all.
    products: Vec<TextView>,
    types: Vec<TextView>,
    tiers: Vec<TierView>,
    benefits: String,
    criteria: String,
}

pub(crate) fn render(site: &Site, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let programmes = programmes_in_order(reader.catalogue()).into_iter();
    let view = ProgrammesView {
        programmes: programmes.map(|of| summary(reader, of)).collect(),
    };
    let page = Page::Programmes(lang);
    let title = TextView::plain(reader.say("programmes_heading"));
    let head = Head::new(&page, title, "programmes")
        .description(Some(reader.say("programmes_introduction")))
        .view(reader);
    let values = [("page", site.value(lang, &head)?)];
    site.fill(lang, "programmes", &view, values)
}

pub(crate) fn summary(reader: Reader<'_>, of: ProgrammeIx) -> SummaryView {
    let catalogue = reader.catalogue();
    let programme = &catalogue.programmes[of];
    let lang = reader.lang;
    let vocabulary = &catalogue.vocabulary;
    SummaryView {
        link: reader.link(&Page::Programme(lang, of), reader.text(&programme.name)),
        summary: reader.maybe(programme.prose.summary.as_ref()),
        status: reader.say(message_keys::status(programme.status)),
        open: programme.status == Status::Open,
        fee: programme.fee.as_ref().map(|it| fee(reader, it)),
        products: programme
            .products
            .iter()
            .map(|&it| reader.term(&vocabulary.products[it]))
            .collect(),
        types: programme
            .types
            .iter()
            .map(|&it| reader.plural(&vocabulary.types[it]))
            .collect(),
        tiers: programme
            .tiers
            .indexes()
            .map(|it| tier(reader, of, it))
            .collect(),
        benefits: reader.href(&Page::Benefits(lang, of)),
        criteria: reader.href(&Page::Criteria(lang, of)),
    }
}

/// The way to the pages of a programme.
fn above(reader: Reader<'_>, of: ProgrammeIx) -> Vec<LinkView> {
    let programmes = Page::Programmes(reader.lang);
    let label = TextView::plain(reader.say("menu_programmes"));
    vec![reader.link(&programmes, label), link(reader, of)]
}

/// A link to a programme by its short name.
pub(crate) fn link(reader: Reader<'_>, of: ProgrammeIx) -> LinkView {
    let programme = &reader.catalogue().programmes[of];
    let name = programme.short_name.as_ref().unwrap_or(&programme.name);
    reader.link(&Page::Programme(reader.lang, of), reader.text(name))
}

/// The pages of a programme, beside each other on each of them.
#[derive(Serialize)]
pub(crate) struct NavView {
    programme: LinkView,
    entries: Vec<EntryView>,
}

#[derive(Serialize)]
struct EntryView {
    link: LinkView,
    current: bool,
}

/// The part of a programme that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Overview,
    Tiers,
    Benefits,
    Criteria,
    Processes,
    Countries,
}

/// What each page of a programme is filled with besides its view: its head, with the way that leads to it, and the pages
/// of the programme.
pub(crate) fn frame(
    site: &Site,
    reader: Reader<'_>,
    of: ProgrammeIx,
    part: Part,
    head: Head<'_>,
) -> Result<[(&'static str, Value); 2], Diagnostic> {
    let mut way = above(reader, of);
    if part == Part::Overview {
        way.pop();
    }
    let head = head.above(way).view(reader);
    Ok([
        ("page", site.value(reader.lang, &head)?),
        ("nav", site.value(reader.lang, &nav(reader, of, part))?),
    ])
}

fn nav(reader: Reader<'_>, of: ProgrammeIx, current: Part) -> NavView {
    let programme = &reader.catalogue().programmes[of];
    let overview = reader.href(&Page::Programme(reader.lang, of));
    let entry = |part, key, href: String| EntryView {
        link: LinkView {
            href,
            label: TextView::plain(reader.say(key)),
        },
        current: part == current,
    };
    let benefits = reader.href(&Page::Benefits(reader.lang, of));
    let criteria = reader.href(&Page::Criteria(reader.lang, of));
    let mut entries = vec![
        entry(Part::Overview, "part_overview", overview.clone()),
        entry(Part::Tiers, "part_tiers", format!("{overview}#tiers")),
        entry(Part::Benefits, "part_benefits", benefits),
        entry(Part::Criteria, "part_criteria", criteria),
    ];
    if !programme.processes.is_empty() {
        let href = format!("{overview}#processes");
        entries.push(entry(Part::Processes, "part_processes", href));
    }
    if !programme.countries.is_empty() {
        let href = format!("{overview}#countries");
        entries.push(entry(Part::Countries, "part_countries", href));
    }
    NavView {
        programme: link(reader, of),
        entries,
    }
}
