//! The criteria: by family, a row for each criterion and a column for each tier.

use serde::Serialize;

use super::assess::{AssessView, assess};
use super::line::{Line, LineView};
use super::tables::{Subject, TablesView, page, tables};
use super::terms::{self, Advancement};
use crate::diagnostic::Diagnostic;
use crate::model::{Criterion, Family, Lang, Page, ProgrammeIx};
use crate::site::Site;
use crate::site::message_keys;
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};

#[derive(Serialize)]
struct CriteriaView {
    #[serde(flatten)]
    tables: TablesView,
    assess: Option<AssessView>,
    families: Vec<FamilyView>,
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

/// A criterion with how it is measured.
#[derive(Serialize)]
struct RowView {
    #[serde(flatten)]
    line: LineView,
    measured: Option<TextView>,
}

pub(crate) fn render(site: &Site, lang: Lang, of: ProgrammeIx) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let programme = &reader.catalogue().programmes[of];
    let advancement = programme.advancement.as_ref();
    let families = message_keys::FAMILIES.into_iter();
    let shares = programme.countries.iter().enumerate();
    let view = CriteriaView {
        tables: tables(reader, of, Line::criteria(programme)),
        assess: assess(reader, of),
        families: families.filter_map(|it| family(reader, of, it)).collect(),
        advancement: advancement.map(|it| terms::advancement(reader, of, it)),
        countries: shares
            .filter(|(_, share)| !share.criteria.is_empty())
            .map(|(at, share)| {
                let page = Page::Country(lang, of, at);
                reader.link(&page, reader.country(share.country))
            })
            .collect(),
    };
    page(site, lang, of, Subject::Criteria, &view)
}

fn family(reader: Reader<'_>, of: ProgrammeIx, family: Family) -> Option<FamilyView> {
    let criteria = reader.catalogue().programmes[of].criteria.iter();
    let rows: Vec<RowView> = criteria
        .enumerate()
        .filter(|(_, it)| it.family == family)
        .map(|(at, it)| row(reader, of, Line::Criterion(at, it), it))
        .collect();
    let name = message_keys::family(family);
    (!rows.is_empty()).then(|| FamilyView {
        name: reader.say(name),
        description: reader.say(&format!("{name}_description")),
        rows,
    })
}

fn row(reader: Reader<'_>, of: ProgrammeIx, line: Line<'_>, criterion: &Criterion) -> RowView {
    RowView {
        line: line.view(reader, of),
        measured: reader.maybe(criterion.measured.as_ref()),
    }
}
