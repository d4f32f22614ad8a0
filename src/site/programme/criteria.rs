//! The criteria: by family, a row for each criterion and a column for each tier.

use serde::Serialize;

use super::assess::{AssessView, assess};
use super::by_type::{TypeView, anchor, criteria_by_type};
use super::cell::{self, CellView};
use super::programmes::{Part, above, nav};
use super::terms::{self, Advancement};
use crate::diagnostic::Diagnostic;
use crate::model::{Family, Lang, Page, ProgrammeIx, Scope};
use crate::site::Site;
use crate::site::look::head::Head;
use crate::site::look::tier_mark::{TierView, tier};
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};
use crate::site::words;

#[derive(Serialize)]
struct CriteriaView {
    programme: LinkView,
    assess: Option<AssessView>,
    tiers: Vec<TierView>,
    families: Vec<FamilyView>,
    by_type: Vec<TypeView>,
    advancement: Option<Advancement>,
    /// Countries that set thresholds of their own.
    countries: Vec<LinkView>,
}

#[derive(Serialize)]
struct FamilyView {
    name: String,
    description: String,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    id: String,
    name: TextView,
    description: Option<TextView>,
    measured: Option<TextView>,
    unit: Option<TextView>,
    cells: Vec<CellView>,
    /// Types of partner for which it differs.
    differs: Vec<LinkView>,
}

pub(crate) fn render(site: &Site, lang: Lang, of: ProgrammeIx) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let programme = &reader.catalogue().programmes[of];
    let advancement = programme.advancement.as_ref();
    let families = words::FAMILIES.into_iter();
    let shares = programme.countries.iter().enumerate();
    let view = CriteriaView {
        programme: reader.link(&Page::Programme(lang, of), reader.text(&programme.name)),
        assess: assess(reader, of),
        tiers: programme
            .tiers
            .indexes()
            .map(|it| tier(reader, of, it))
            .collect(),
        families: families.filter_map(|it| family(reader, of, it)).collect(),
        by_type: criteria_by_type(reader, of),
        advancement: advancement.map(|it| terms::advancement(reader, of, it)),
        countries: shares
            .filter(|(_, share)| !share.criteria.is_empty())
            .map(|(at, share)| {
                let page = Page::Country(lang, of, at);
                reader.link(&page, reader.country(share.country))
            })
            .collect(),
    };
    let page = Page::Criteria(lang, of);
    let title = TextView::plain(reader.say("criteria_heading"));
    let name = [("programme", view.programme.label.text.clone())];
    let head = Head::new(&page, title, "programmes")
        .description(Some(reader.say_with("criteria_introduction", &name)))
        .above(above(reader, of))
        .view(reader);
    let values = [
        ("page", site.value(lang, &head)?),
        ("nav", site.value(lang, &nav(reader, of, Part::Criteria))?),
    ];
    site.fill(lang, "criteria", &view, values)
}

fn family(reader: Reader<'_>, of: ProgrammeIx, family: Family) -> Option<FamilyView> {
    let criteria = reader.catalogue().programmes[of].criteria.iter();
    let rows: Vec<RowView> = criteria
        .enumerate()
        .filter(|(_, it)| it.family == family)
        .map(|(at, _)| row(reader, of, at))
        .collect();
    let name = words::family(family);
    (!rows.is_empty()).then(|| FamilyView {
        name: reader.say(name),
        description: reader.say(&format!("{name}_description")),
        rows,
    })
}

fn row(reader: Reader<'_>, of: ProgrammeIx, at: usize) -> RowView {
    let programme = &reader.catalogue().programmes[of];
    let vocabulary = &reader.catalogue().vocabulary;
    let criterion = &programme.criteria[at];
    let tiers = programme.tiers.indexes();
    RowView {
        id: criterion.id.clone(),
        name: reader.text(&criterion.name),
        description: reader.maybe(criterion.description.as_ref()),
        measured: reader.maybe(criterion.measured.as_ref()),
        unit: cell::unit(reader, criterion),
        cells: tiers
            .map(|tier| {
                let value = programme.threshold(at, tier, Scope::default());
                cell::threshold(reader, criterion, value)
            })
            .collect(),
        differs: criterion
            .by_type
            .keys()
            .map(|&it| LinkView {
                href: format!("#{}", anchor(reader, it)),
                label: reader.plural(&vocabulary.types[it]),
            })
            .collect(),
    }
}
