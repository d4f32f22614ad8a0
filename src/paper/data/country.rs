//! The terms of a programme, and what its countries decide: fees, advancement, contract, differences. Built by
//! [`CountryView::new`] and [`DecisionView::new`].

use serde::Serialize;

use super::context::EditionContext;
use super::matrix::{self, DifferenceView};
use super::primitives::TextView;
use super::programme_parts::{DeskView, FeeView, ProcessRef};
use super::prose::ProseView;
use crate::model::{Advancement, Contract, CountryOverride, CountryTerms, FinderFee, Programme};

/// The decisions of a country.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct CountryView {
    name: String,
    /// ISO 3166-1 code.
    code: String,
    desk: Option<DeskView>,
    fee: Option<FeeView>,
    decisions: DecisionView,
    /// Whether it has its own budget.
    budget: bool,
    /// Thresholds and benefits that differ from the programme's.
    differences: Vec<DifferenceView>,
    prose: Option<ProseView>,
}

/// The terms that a programme sets for all countries, or leaves to them.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct DecisionView {
    finder_fee: Option<FinderFeeView>,
    advancement: Option<AdvancementView>,
    contract: Option<ContractView>,
}

/// The finder's fee for a deal.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct FinderFeeView {
    /// "8%", "€500", or both.
    amounts: Vec<String>,
    basis: Option<TextView>,
    owner: Option<TextView>,
    process: Option<ProcessRef>,
    conditions: Option<TextView>,
}

/// The rules for moving between tiers.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct AdvancementView {
    review: Option<TextView>,
    owner: Option<TextView>,
    process: Option<ProcessRef>,
}

/// The partner contract.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ContractView {
    name: TextView,
    term: Option<TextView>,
    notice: Option<TextView>,
}

impl CountryView {
    pub(super) fn new(
        context: &EditionContext<'_>,
        programme: &Programme,
        overrides: &CountryOverride,
    ) -> Self {
        Self {
            name: context.country(overrides.country),
            code: context.country_entry(overrides.country).code.clone(),
            desk: overrides.contact.as_ref().map(|desk| context.desk(desk)),
            fee: overrides
                .fee
                .as_ref()
                .map(|fee| context.fee_view(&fee.terms)),
            decisions: DecisionView {
                finder_fee: overrides
                    .finder_fee
                    .as_ref()
                    .map(|fee| finder_fee(context, programme, &fee.terms)),
                advancement: overrides
                    .advancement
                    .as_ref()
                    .map(|own| advancement(context, programme, &own.terms)),
                contract: overrides
                    .contract
                    .as_ref()
                    .map(|own| contract(context, &own.terms)),
            },
            budget: overrides.budget,
            differences: matrix::differences(context, programme, overrides),
            prose: overrides.prose.as_ref().map(|prose| context.prose(prose)),
        }
    }
}

impl DecisionView {
    /// The programme's terms, with those of a country in an edition of that country.
    pub(super) fn new(
        context: &EditionContext<'_>,
        programme: &Programme,
        overrides: Option<&CountryOverride>,
    ) -> Self {
        let own_fee = overrides.and_then(|overrides| CountryTerms::of(&overrides.finder_fee));
        let own_advancement =
            overrides.and_then(|overrides| CountryTerms::of(&overrides.advancement));
        let own_contract = overrides.and_then(|overrides| CountryTerms::of(&overrides.contract));
        Self {
            finder_fee: own_fee
                .or(programme.finder_fee.as_ref())
                .map(|fee| finder_fee(context, programme, fee)),
            advancement: own_advancement
                .or(programme.advancement.as_ref())
                .map(|advancement| self::advancement(context, programme, advancement)),
            contract: own_contract
                .or(programme.contract.as_ref())
                .map(|contract| self::contract(context, contract)),
        }
    }
}

fn finder_fee(
    context: &EditionContext<'_>,
    programme: &Programme,
    fee: &FinderFee,
) -> FinderFeeView {
    let rate = fee.rate.map(|rate| context.locale.percent(rate));
    let amount = fee.amount.as_ref().map(|money| context.locale.money(money));
    FinderFeeView {
        amounts: rate.into_iter().chain(amount).collect(),
        basis: context.text_opt(&fee.basis),
        owner: context.text_opt(&fee.owner),
        process: context.process(programme, fee.process),
        conditions: context.text_opt(&fee.conditions),
    }
}

fn advancement(
    context: &EditionContext<'_>,
    programme: &Programme,
    advancement: &Advancement,
) -> AdvancementView {
    AdvancementView {
        review: context.text_opt(&advancement.review),
        owner: context.text_opt(&advancement.owner),
        process: context.process(programme, advancement.process),
    }
}

fn contract(context: &EditionContext<'_>, contract: &Contract) -> ContractView {
    ContractView {
        name: context.text(&contract.name),
        term: context.text_opt(&contract.term),
        notice: context.text_opt(&contract.notice),
    }
}
