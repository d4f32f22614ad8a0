//! The page of a programme: an overview of its tiers, benefits, terms, processes and countries.

mod assess;
pub(super) mod benefits;
mod by_type;
pub(super) mod cell;
pub(super) mod country;
pub(super) mod country_list;
pub(super) mod criteria;
pub(super) mod navigation;
pub(super) mod process;
pub(super) mod process_list;
pub(super) mod programmes;
mod resources;
mod row;
mod scoped;
mod scoped_benefits;
mod side_by_side;
mod tables;
mod terms;
pub(super) mod tier;
pub(super) mod tier_column;
mod upgrade;

use serde::Serialize;

use super::context::PageContext;
use super::directory::facets;
use super::for_partners;
use super::message_keys;
use super::partner::contact::{DeskView, desk};
use super::renderer::Renderer;
use super::seo::schema_org;
use super::theming::head::Head;
use super::view::{LinkView, ProseView, TextView};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Axis, FacetValue, Lang, Page, Programme, ProgrammeIx, Status};
use navigation::{ProgrammeSection, frame};
use side_by_side::{ComparisonGroupView, side_by_side};
use terms::{AdvancementView, ContractView, FeeView, FinderFeeView};
use tier_column::{TierColumnView, columns};

#[derive(Serialize)]
struct ProgrammePageView {
    name: TextView,
    summary: Option<TextView>,
    body: Option<ProseView>,
    status: String,
    open: bool,
    fee: Option<FeeView>,
    /// Its products; empty where it covers all, or where the vocabulary has none.
    products: Vec<LinkView>,
    all_products: bool,
    types: Vec<LinkView>,
    portal: Option<String>,
    for_partners: String,
    contact: Option<DeskView>,
    columns: Vec<TierColumnView>,
    tiers: bool,
    side_by_side: Vec<ComparisonGroupView>,
    axes: Vec<AxisSummaryView>,
    benefits: Option<String>,
    criteria: Option<String>,
    /// Whether values differ for some types of partner.
    differs_by_type: bool,
    finder_fee: Option<FinderFeeView>,
    advancement: Option<AdvancementView>,
    contract: Option<ContractView>,
    promotion: Vec<PromotionView>,
}

/// One axis of the benefits.
#[derive(Serialize)]
struct AxisSummaryView {
    link: LinkView,
    summary: Option<TextView>,
    /// The number of benefits; absent where there are none.
    count: Option<String>,
}

#[derive(Serialize)]
struct PromotionView {
    tool: String,
    text: Option<TextView>,
}

pub(super) fn render(
    renderer: &Renderer,
    lang: Lang,
    programme_ix: ProgrammeIx,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let view = view(context, programme_ix);
    let page = Page::Programme(lang, programme_ix);
    let head = Head::new(&page, view.name.clone(), "programmes")
        .description(view.summary.as_ref().map(|it| it.text.clone()))
        .data(context, || schema_org::programme(context, programme_ix));
    let values = frame(
        renderer,
        context,
        programme_ix,
        ProgrammeSection::Overview,
        head,
    )?;
    renderer.fill_with_texts(lang, "programme", &view, values)
}

fn view(context: PageContext<'_>, programme_ix: ProgrammeIx) -> ProgrammePageView {
    let programme = &context.catalogue().programmes[programme_ix];
    let lang = context.lang;
    let value = |facet| context.facet_link(facet, facets::name(context, facet));
    let body = programme.prose.body.as_ref();
    let finder_fee = programme.finder_fee.as_ref();
    let advancement = programme.advancement.as_ref();
    let benefits = context.href(&Page::Benefits(lang, programme_ix));
    ProgrammePageView {
        name: context.text(&programme.name),
        summary: context.text_opt(programme.prose.summary.as_ref()),
        body: body.map(|body| context.prose(body, Trust::Owner, 2)),
        status: context.message(message_keys::status(programme.status)),
        open: programme.status == Status::Open,
        fee: programme.fee.as_ref().map(|it| terms::fee(context, it)),
        products: programme
            .products
            .iter()
            .map(|&it| value(FacetValue::Product(it)))
            .collect(),
        all_products: programmes::covers_all_products(context, programme_ix),
        types: programme
            .types
            .iter()
            .map(|&it| value(FacetValue::Type(it)))
            .collect(),
        portal: programme.portal.clone(),
        for_partners: for_partners::href(context),
        contact: programme.contact.as_ref().map(|it| desk(context, it)),
        columns: columns(context, programme_ix),
        tiers: !programme.tiers.is_empty(),
        side_by_side: side_by_side(context, programme_ix),
        axes: message_keys::axes_of(programme)
            .map(|it| axis(context, programme, &benefits, it))
            .collect(),
        benefits: navigation::benefits(context, programme_ix),
        criteria: navigation::criteria(context, programme_ix),
        differs_by_type: differs_by_type(programme),
        finder_fee: finder_fee.map(|it| terms::finder_fee(context, programme_ix, it)),
        advancement: advancement.map(|it| terms::advancement(context, programme_ix, it)),
        contract: programme
            .contract
            .as_ref()
            .map(|it| terms::contract(context, it)),
        promotion: programme
            .promotion
            .iter()
            .map(|it| PromotionView {
                tool: context.message(message_keys::promotion(it.tool)),
                text: context.text_opt(it.text.as_ref()),
            })
            .collect(),
    }
}

/// Whether a benefit or a criterion has separate values for some type of partner.
fn differs_by_type(programme: &Programme) -> bool {
    let mut benefits = programme.benefits.iter();
    let mut criteria = programme.criteria.iter();
    benefits.any(|benefit| !benefit.by_type.is_empty())
        || criteria.any(|criterion| !criterion.by_type.is_empty())
}

fn axis(
    context: PageContext<'_>,
    programme: &Programme,
    benefits: &str,
    axis: Axis,
) -> AxisSummaryView {
    let count = programme
        .benefits
        .iter()
        .filter(|it| it.axis == axis)
        .count();
    let prose = programme.axes.get(&axis);
    AxisSummaryView {
        link: LinkView::new(
            format!("{benefits}#{}", message_keys::axis_id(axis)),
            context.message_view(message_keys::axis(axis)),
        ),
        summary: prose.and_then(|prose| context.text_opt(prose.summary.as_ref())),
        count: (count > 0).then(|| context.message_count("benefits_count", count)),
    }
}
