//! The page of a programme in one country: the country's overrides beside the programme's own rules.

use serde::Serialize;

use super::cell::{self, CellView};
use super::navigation::{ProgrammeSection, frame};
use super::terms::{self, AdvancementView, ContractView, FeeView, FinderFeeView};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{
    Autonomy, CountryIx, CountryOverride, CountryTerms, FacetValue, Lang, Page, Programme,
    ProgrammeIx, Scope,
};
use crate::site::context::PageContext;
use crate::site::directory::facets;
use crate::site::partner::contact::{DeskView, desk};
use crate::site::renderer::Renderer;
use crate::site::theming::head::Head;
use crate::site::theming::tier_mark::{TierView, tier};
use crate::site::view::{LinkView, ProseView, TextView};

#[derive(Serialize)]
struct CountryPageView {
    name: TextView,
    programme: LinkView,
    summary: Option<TextView>,
    body: Option<ProseView>,
    contact: Option<DeskView>,
    fee: OverrideView<FeeView>,
    finder_fee: OverrideView<FinderFeeView>,
    advancement: OverrideView<AdvancementView>,
    contract: OverrideView<ContractView>,
    /// Whether the country has its own budget; absent where the programme does not allow it.
    budget: Option<bool>,
    tiers: Vec<TierView>,
    criteria: Vec<OverrideRowView>,
    benefits: Vec<OverrideRowView>,
    partners: Option<LinkView>,
    others: Vec<LinkView>,
    /// Whether there is a rule to show, of the programme or of the country.
    ruled: bool,
}

impl CountryPageView {
    /// Whether the page shows a rule, of the programme or of the country.
    fn has_rules(&self) -> bool {
        self.fee.is_some()
            || self.finder_fee.is_some()
            || self.advancement.is_some()
            || self.contract.is_some()
            || !self.criteria.is_empty()
            || !self.benefits.is_empty()
    }
}

/// The programme's rule and the country's own.
#[derive(Serialize)]
struct OverrideView<T> {
    rule: Option<T>,
    /// What applies in the country, if it decides a part of it.
    own: Option<T>,
    /// The parts of `own` that are the programme's.
    inherited: Vec<&'static str>,
}

impl<T> OverrideView<T> {
    fn new<M>(rule: Option<&M>, own: Option<&CountryTerms<M>>, view: impl Fn(&M) -> T) -> Self {
        Self {
            rule: rule.map(&view),
            own: own.map(|own| view(&own.terms)),
            inherited: own.map_or_else(Vec::new, |own| own.inherited.clone()),
        }
    }

    fn is_some(&self) -> bool {
        self.rule.is_some() || self.own.is_some()
    }
}

/// A criterion or a benefit that the country overrides.
#[derive(Serialize)]
struct OverrideRowView {
    name: TextView,
    unit: Option<TextView>,
    cells: Vec<OverrideCellView>,
}

#[derive(Serialize)]
struct OverrideCellView {
    rule: CellView,
    own: CellView,
    differs: bool,
}

pub(crate) fn render(
    renderer: &Renderer,
    lang: Lang,
    programme_ix: ProgrammeIx,
    position: usize,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let mut view = view(context, programme_ix, position);
    view.ruled = view.has_rules();
    let names = [
        ("programme", view.programme.label.text.clone()),
        ("country", view.name.text.clone()),
    ];
    let own_title = context.catalogue().programmes[programme_ix].countries[position]
        .prose
        .as_ref()
        .map(|prose| context.text(&prose.title));
    // Rules in this language need no title in another one.
    let title = own_title
        .filter(|title| title.lang.is_none())
        .unwrap_or_else(|| context.message_view_with("country_heading", &names));
    let summary = view.summary.as_ref().map(|it| it.text.clone());
    // Without a rule to show there is nothing to introduce.
    let introduction = || {
        view.ruled
            .then(|| context.message_with("country_introduction", &names))
    };
    let description = summary.or_else(introduction);
    let page = Page::Country(lang, programme_ix, position);
    let head = Head::new(&page, title, "programmes").description(description);
    let values = frame(
        renderer,
        context,
        programme_ix,
        ProgrammeSection::Countries,
        head,
    )?;
    renderer.fill_with_texts(lang, "country", &view, values)
}

fn view(context: PageContext<'_>, programme_ix: ProgrammeIx, position: usize) -> CountryPageView {
    let programme = &context.catalogue().programmes[programme_ix];
    let country_override = &programme.countries[position];
    let prose = country_override.prose.as_ref();
    let body = prose.and_then(|prose| prose.body.as_ref());
    CountryPageView {
        name: context.country(country_override.country),
        programme: context.link(
            &Page::Programme(context.lang, programme_ix),
            context.text(&programme.name),
        ),
        summary: context.text_opt(prose.and_then(|prose| prose.summary.as_ref())),
        body: body.map(|body| context.prose(body, Trust::Owner, 2)),
        contact: country_override
            .contact
            .as_ref()
            .or(programme.contact.as_ref())
            .map(|it| desk(context, it)),
        fee: OverrideView::new(
            programme.fee.as_ref(),
            country_override.fee.as_ref(),
            |it| terms::fee(context, it),
        ),
        finder_fee: OverrideView::new(
            programme.finder_fee.as_ref(),
            country_override.finder_fee.as_ref(),
            |it| terms::finder_fee(context, programme_ix, it),
        ),
        advancement: OverrideView::new(
            programme.advancement.as_ref(),
            country_override.advancement.as_ref(),
            |it| terms::advancement(context, programme_ix, it),
        ),
        contract: OverrideView::new(
            programme.contract.as_ref(),
            country_override.contract.as_ref(),
            |it| terms::contract(context, it),
        ),
        budget: programme
            .autonomy
            .contains(&Autonomy::Budget)
            .then_some(country_override.budget),
        tiers: programme
            .tiers
            .indexes()
            .map(|it| tier(context, programme_ix, it))
            .collect(),
        criteria: criteria(context, programme, country_override),
        benefits: benefits(context, programme, country_override),
        partners: partners(context, country_override.country),
        others: others(context, programme_ix, position),
        ruled: false,
    }
}

fn criteria(
    context: PageContext<'_>,
    programme: &Programme,
    country_override: &CountryOverride,
) -> Vec<OverrideRowView> {
    let decided = country_override.criteria.keys();
    decided
        .map(|&at| {
            let criterion = &programme.criteria[at];
            OverrideRowView {
                name: context.text(&criterion.name),
                unit: cell::unit(context, criterion),
                cells: cells(programme, country_override.country, |tier, scope| {
                    cell::threshold(context, criterion, programme.threshold(at, tier, scope))
                }),
            }
        })
        .collect()
}

fn benefits(
    context: PageContext<'_>,
    programme: &Programme,
    country_override: &CountryOverride,
) -> Vec<OverrideRowView> {
    let decided = country_override.benefits.keys();
    decided
        .map(|&at| {
            let benefit = &programme.benefits[at];
            OverrideRowView {
                name: context.text(&benefit.name),
                unit: context.text_opt(benefit.unit.as_ref()),
                cells: cells(programme, country_override.country, |tier, scope| {
                    cell::benefit(context, programme.benefit(at, tier, scope))
                }),
            }
        })
        .collect()
}

fn cells(
    programme: &Programme,
    country: CountryIx,
    value: impl Fn(crate::model::TierIx, Scope) -> CellView,
) -> Vec<OverrideCellView> {
    let here = Scope {
        partner_type: None,
        country: Some(country),
    };
    let tiers = programme.tiers.indexes();
    tiers
        .map(|tier| {
            let (rule, own) = (value(tier, Scope::default()), value(tier, here));
            OverrideCellView {
                differs: rule != own,
                rule,
                own,
            }
        })
        .collect()
}

fn partners(context: PageContext<'_>, country: CountryIx) -> Option<LinkView> {
    let facet = FacetValue::Country(country);
    let count = context.catalogue().partners_of(context.lang, facet).len();
    let label = context.message_view_count("partners_count", count);
    (count > 0).then(|| context.facet_link(facet, label))
}

/// The other countries with a page.
fn others(context: PageContext<'_>, programme_ix: ProgrammeIx, position: usize) -> Vec<LinkView> {
    let overrides = context.catalogue().programmes[programme_ix]
        .countries
        .iter();
    let mut others: Vec<LinkView> = overrides
        .enumerate()
        .filter(|&(other, _)| other != position)
        .map(|(other, country_override)| {
            let page = Page::Country(context.lang, programme_ix, other);
            context.link(
                &page,
                facets::name(context, FacetValue::Country(country_override.country)),
            )
        })
        .collect();
    others.sort_by(|a, b| context.locale().compare(&a.label.text, &b.label.text));
    others
}
