//! The navigation of a programme: breadcrumbs, and links between its pages. Entry point: [`frame`].

use serde::Serialize;
use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::model::{Page, Programme, ProgrammeIx, Status};
use crate::site::context::PageContext;
use crate::site::message_keys;
use crate::site::renderer::Renderer;
use crate::site::theming::head::Head;
use crate::site::view::LinkView;

/// The id of the process by which a company joins a programme.
const JOINING: &str = "joining";

/// The breadcrumbs of the pages of a programme.
fn breadcrumbs(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Vec<LinkView> {
    let programmes = Page::Programmes(context.lang);
    let label = context.message_view("menu_programmes");
    vec![
        context.link(&programmes, label),
        link(context, programme_ix),
    ]
}

/// A link to a programme by its short name.
pub(crate) fn link(context: PageContext<'_>, programme_ix: ProgrammeIx) -> LinkView {
    let programme = &context.catalogue().programmes[programme_ix];
    let name = programme.short_name.as_ref().unwrap_or(&programme.name);
    context.link(
        &Page::Programme(context.lang, programme_ix),
        context.text(name),
    )
}

/// Whether a programme has a benefits page: it offers something, or explains why it does not.
pub(crate) fn has_benefits(programme: &Programme) -> bool {
    message_keys::axes_of(programme).next().is_some()
}

/// Whether a programme has a criteria page.
pub(crate) fn has_criteria(programme: &Programme) -> bool {
    !programme.criteria.is_empty()
}

/// Whether a programme has a page of countries: it says what they may decide, or that they decide nothing.
pub(crate) fn has_countries(programme: &Programme) -> bool {
    !programme.countries.is_empty() || !programme.autonomy.is_empty()
}

/// The address of a programme's benefits page, if it has one.
pub(crate) fn benefits(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Option<String> {
    has_benefits(&context.catalogue().programmes[programme_ix])
        .then(|| context.href(&Page::Benefits(context.lang, programme_ix)))
}

/// The address of a programme's criteria page, if it has one.
pub(crate) fn criteria(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Option<String> {
    has_criteria(&context.catalogue().programmes[programme_ix])
        .then(|| context.href(&Page::Criteria(context.lang, programme_ix)))
}

/// Links between the pages of a programme: `nav` in their templates.
#[derive(Serialize)]
pub(crate) struct ProgrammeNavView {
    programme: LinkView,
    entries: Vec<ProgrammeNavEntryView>,
    /// How to apply; absent where the programme is not open, or does not say how.
    apply: Option<String>,
}

#[derive(Serialize)]
struct ProgrammeNavEntryView {
    /// On the page of the programme, the id of the part that is now a page: texts may link to it.
    id: Option<&'static str>,
    link: LinkView,
    current: bool,
}

/// The section of a programme that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProgrammeSection {
    Overview,
    Benefits,
    Criteria,
    Processes,
    Countries,
}

/// The values that every page of a programme has besides its view: `page` (its head, with breadcrumbs) and `nav`.
pub(crate) fn frame(
    renderer: &Renderer,
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    section: ProgrammeSection,
    head: Head<'_>,
) -> Result<[(&'static str, Value); 2], Diagnostic> {
    let mut breadcrumbs = breadcrumbs(context, programme_ix);
    if section == ProgrammeSection::Overview {
        breadcrumbs.pop();
    }
    let head = head.breadcrumbs(breadcrumbs);
    let head = head.view(context, renderer.fragments(context.lang));
    Ok([
        ("page", renderer.value(context.lang, &head)?),
        (
            "nav",
            renderer.value(context.lang, &nav(context, programme_ix, section))?,
        ),
    ])
}

fn nav(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    current: ProgrammeSection,
) -> ProgrammeNavView {
    let programme = &context.catalogue().programmes[programme_ix];
    let overview = context.href(&Page::Programme(context.lang, programme_ix));
    let is_overview = current == ProgrammeSection::Overview;
    let entry = |section, key, href: String| ProgrammeNavEntryView {
        id: match section {
            ProgrammeSection::Processes if is_overview => Some("processes"),
            ProgrammeSection::Countries if is_overview => Some("countries"),
            _ => None,
        },
        link: LinkView::new(href, context.message_view(key)),
        current: section == current,
    };
    let first = if programme.tiers.is_empty() {
        "part_overview"
    } else {
        "part_tiers"
    };
    let mut entries = vec![entry(ProgrammeSection::Overview, first, overview)];
    if let Some(href) = benefits(context, programme_ix) {
        entries.push(entry(ProgrammeSection::Benefits, "part_benefits", href));
    }
    if let Some(href) = criteria(context, programme_ix) {
        entries.push(entry(ProgrammeSection::Criteria, "part_criteria", href));
    }
    if !programme.processes.is_empty() {
        let href = context.href(&Page::Processes(context.lang, programme_ix));
        entries.push(entry(ProgrammeSection::Processes, "part_processes", href));
    }
    if has_countries(programme) {
        let href = context.href(&Page::Countries(context.lang, programme_ix));
        entries.push(entry(ProgrammeSection::Countries, "part_countries", href));
    }
    ProgrammeNavView {
        programme: link(context, programme_ix),
        entries,
        apply: apply(context, programme_ix),
    }
}

/// How to apply to an open programme: the process of joining it, else its form, its portal, or its address.
fn apply(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Option<String> {
    let programme = &context.catalogue().programmes[programme_ix];
    if programme.status != Status::Open {
        return None;
    }
    let mut processes = programme.processes.iter();
    if let Some(at) = processes.position(|process| process.id == JOINING) {
        return Some(context.href(&Page::Process(context.lang, programme_ix, at)));
    }
    let desk = programme.contact.as_ref();
    let form = desk.and_then(|desk| desk.form_url.clone());
    let email = || Some(format!("mailto:{}", desk?.email.as_ref()?));
    form.or_else(|| programme.portal.clone()).or_else(email)
}
