//! The programme as it is in one country: what that country decided beside the programme's own rule.

use serde::Serialize;

use super::cell::{self, CellView};
use super::programmes::{Part, frame};
use super::terms::{self, Advancement, Contract, Fee, FinderFee};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{
    Autonomy, CountryIx, CountryOverride, Facet, Lang, Page, Programme, ProgrammeIx, Scope,
};
use crate::site::Site;
use crate::site::directory::facets;
use crate::site::partner::contact::{DeskView, desk};
use crate::site::reader::Reader;
use crate::site::text::{LinkView, ProseView, TextView};
use crate::site::theming::head::Head;
use crate::site::theming::tier_mark::{TierView, tier};

#[derive(Serialize)]
struct CountryView {
    name: TextView,
    programme: LinkView,
    title: Option<TextView>,
    summary: Option<TextView>,
    body: Option<ProseView>,
    contact: Option<DeskView>,
    fee: RuleView<Fee>,
    finder_fee: RuleView<FinderFee>,
    advancement: RuleView<Advancement>,
    contract: RuleView<Contract>,
    /// Whether the country has a budget of its own, where it may.
    budget: Option<bool>,
    tiers: Vec<TierView>,
    criteria: Vec<RowView>,
    benefits: Vec<RowView>,
    partners: Option<LinkView>,
    others: Vec<LinkView>,
}

/// The programme's rule and the country's own.
#[derive(Serialize)]
struct RuleView<T> {
    rule: Option<T>,
    own: Option<T>,
}

/// A criterion or a benefit of which the country decided.
#[derive(Serialize)]
struct RowView {
    name: TextView,
    unit: Option<TextView>,
    cells: Vec<DecidedView>,
}

#[derive(Serialize)]
struct DecidedView {
    rule: CellView,
    own: CellView,
    differs: bool,
}

pub(crate) fn render(
    site: &Site,
    lang: Lang,
    of: ProgrammeIx,
    at: usize,
) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let view = view(reader, of, at);
    let names = [
        ("programme", view.programme.label.text.clone()),
        ("country", view.name.text.clone()),
    ];
    let title = TextView::plain(reader.say_with("country_heading", &names));
    let description = view.summary.as_ref().map(|it| it.text.clone());
    let description =
        description.unwrap_or_else(|| reader.say_with("country_introduction", &names));
    let page = Page::Country(lang, of, at);
    let head = Head::new(&page, title, "programmes").description(Some(description));
    let values = frame(site, reader, of, Part::Countries, head)?;
    site.fill(lang, "country", &view, values)
}

fn view(reader: Reader<'_>, of: ProgrammeIx, at: usize) -> CountryView {
    let programme = &reader.catalogue().programmes[of];
    let share = &programme.countries[at];
    let prose = share.prose.as_ref();
    let body = prose.and_then(|prose| prose.body.as_ref());
    let finder_fee = |it| terms::finder_fee(reader, of, it);
    let advancement = |it| terms::advancement(reader, of, it);
    CountryView {
        name: reader.country(share.country),
        programme: reader.link(
            &Page::Programme(reader.lang, of),
            reader.text(&programme.name),
        ),
        title: reader.maybe(prose.map(|prose| &prose.title)),
        summary: reader.maybe(prose.and_then(|prose| prose.summary.as_ref())),
        body: body.map(|body| reader.prose(body, Trust::Owner, 2)),
        contact: share
            .contact
            .as_ref()
            .or(programme.contact.as_ref())
            .map(|it| desk(reader, it)),
        fee: RuleView {
            rule: programme.fee.as_ref().map(|it| terms::fee(reader, it)),
            own: share.fee.as_ref().map(|it| terms::fee(reader, it)),
        },
        finder_fee: RuleView {
            rule: programme.finder_fee.as_ref().map(finder_fee),
            own: share.finder_fee.as_ref().map(finder_fee),
        },
        advancement: RuleView {
            rule: programme.advancement.as_ref().map(advancement),
            own: share.advancement.as_ref().map(advancement),
        },
        contract: RuleView {
            rule: programme
                .contract
                .as_ref()
                .map(|it| terms::contract(reader, it)),
            own: share
                .contract
                .as_ref()
                .map(|it| terms::contract(reader, it)),
        },
        budget: programme
            .autonomy
            .contains(&Autonomy::Budget)
            .then_some(share.budget),
        tiers: programme
            .tiers
            .indexes()
            .map(|it| tier(reader, of, it))
            .collect(),
        criteria: criteria(reader, programme, share),
        benefits: benefits(reader, programme, share),
        partners: partners(reader, share.country),
        others: others(reader, of, at),
    }
}

fn criteria(reader: Reader<'_>, programme: &Programme, share: &CountryOverride) -> Vec<RowView> {
    let decided = share.criteria.keys();
    decided
        .map(|&at| {
            let criterion = &programme.criteria[at];
            RowView {
                name: reader.text(&criterion.name),
                unit: cell::unit(reader, criterion),
                cells: cells(programme, share.country, |tier, scope| {
                    cell::threshold(reader, criterion, programme.threshold(at, tier, scope))
                }),
            }
        })
        .collect()
}

fn benefits(reader: Reader<'_>, programme: &Programme, share: &CountryOverride) -> Vec<RowView> {
    let decided = share.benefits.keys();
    decided
        .map(|&at| {
            let benefit = &programme.benefits[at];
            RowView {
                name: reader.text(&benefit.name),
                unit: reader.maybe(benefit.unit.as_ref()),
                cells: cells(programme, share.country, |tier, scope| {
                    cell::benefit(reader, programme.benefit(at, tier, scope))
                }),
            }
        })
        .collect()
}

fn cells(
    programme: &Programme,
    country: CountryIx,
    value: impl Fn(crate::model::TierIx, Scope) -> CellView,
) -> Vec<DecidedView> {
    let here = Scope {
        partner_type: None,
        country: Some(country),
    };
    let tiers = programme.tiers.indexes();
    tiers
        .map(|tier| {
            let (rule, own) = (value(tier, Scope::default()), value(tier, here));
            DecidedView {
                differs: rule != own,
                rule,
                own,
            }
        })
        .collect()
}

fn partners(reader: Reader<'_>, country: CountryIx) -> Option<LinkView> {
    let facet = Facet::Country(country);
    let count = reader.catalogue().partners_of(reader.lang, facet).len();
    let label = TextView::plain(reader.say_count("partners_count", count));
    (count > 0).then(|| reader.link(&Page::Facet(reader.lang, facet, 1), label))
}

/// The other countries with a page.
fn others(reader: Reader<'_>, of: ProgrammeIx, at: usize) -> Vec<LinkView> {
    let shares = reader.catalogue().programmes[of].countries.iter();
    let mut others: Vec<LinkView> = shares
        .enumerate()
        .filter(|&(other, _)| other != at)
        .map(|(other, share)| {
            let page = Page::Country(reader.lang, of, other);
            reader.link(&page, facets::name(reader, Facet::Country(share.country)))
        })
        .collect();
    others.sort_by(|a, b| reader.locale().compare(&a.label.text, &b.label.text));
    others
}
