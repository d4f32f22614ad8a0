//! What is decided for a programme or by one of its countries: fees, advancement, contract, and what differs.

use serde::Serialize;

use super::matrix::{self, DifferenceView};
use super::primitives::TextView;
use super::programme::{DeskView, FeeView, ProcessRef};
use super::prose::ProseView;
use super::reader::Reader;
use crate::model::{Advancement, Contract, CountryOverride, FinderFee, Programme};

/// What a country decided.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct CountryView {
    name: String,
    /// ISO 3166-1 code.
    code: String,
    desk: Option<DeskView>,
    fee: Option<FeeView>,
    decisions: DecisionView,
    /// Whether it decides on a budget of its own.
    budget: bool,
    /// Thresholds and benefits that differ from the programme's.
    differences: Vec<DifferenceView>,
    prose: Option<ProseView>,
}

/// The three things that a programme decides for all countries, or leaves to them.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct DecisionView {
    finder_fee: Option<FinderFeeView>,
    advancement: Option<AdvancementView>,
    contract: Option<ContractView>,
}

/// What a brought deal pays.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct FinderFeeView {
    /// "8%", "€500"; both if both are paid.
    amounts: Vec<String>,
    basis: Option<TextView>,
    owner: Option<TextView>,
    process: Option<ProcessRef>,
    conditions: Option<TextView>,
}

/// How partners move between tiers.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct AdvancementView {
    review: Option<TextView>,
    owner: Option<TextView>,
    process: Option<ProcessRef>,
}

/// What partners sign.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ContractView {
    name: TextView,
    term: Option<TextView>,
    notice: Option<TextView>,
}

impl CountryView {
    pub(super) fn of(reader: &Reader<'_>, programme: &Programme, share: &CountryOverride) -> Self {
        Self {
            name: reader.country(share.country),
            code: reader.land(share.country).code.clone(),
            desk: share.contact.as_ref().map(|desk| reader.desk(desk)),
            fee: share.fee.as_ref().map(|fee| reader.fee_view(fee)),
            decisions: DecisionView {
                finder_fee: share
                    .finder_fee
                    .as_ref()
                    .map(|fee| finder_fee(reader, programme, fee)),
                advancement: share
                    .advancement
                    .as_ref()
                    .map(|advancement| self::advancement(reader, programme, advancement)),
                contract: share.contract.as_ref().map(|it| contract(reader, it)),
            },
            budget: share.budget,
            differences: matrix::differences(reader, programme, share),
            prose: share.prose.as_ref().map(|prose| reader.prose(prose)),
        }
    }
}

impl DecisionView {
    /// The programme's, or the country's where a volume of one country has them.
    pub(super) fn of_programme(
        reader: &Reader<'_>,
        programme: &Programme,
        share: Option<&CountryOverride>,
    ) -> Self {
        let own_fee = share.and_then(|share| share.finder_fee.as_ref());
        let own_advancement = share.and_then(|share| share.advancement.as_ref());
        let own_contract = share.and_then(|share| share.contract.as_ref());
        Self {
            finder_fee: own_fee
                .or(programme.finder_fee.as_ref())
                .map(|fee| finder_fee(reader, programme, fee)),
            advancement: own_advancement
                .or(programme.advancement.as_ref())
                .map(|it| advancement(reader, programme, it)),
            contract: own_contract
                .or(programme.contract.as_ref())
                .map(|it| contract(reader, it)),
        }
    }
}

fn finder_fee(reader: &Reader<'_>, programme: &Programme, fee: &FinderFee) -> FinderFeeView {
    let rate = fee.rate.map(|rate| reader.locale.percent(rate));
    let amount = fee.amount.as_ref().map(|money| reader.locale.money(money));
    FinderFeeView {
        amounts: rate.into_iter().chain(amount).collect(),
        basis: reader.maybe(&fee.basis),
        owner: reader.maybe(&fee.owner),
        process: reader.process(programme, fee.process),
        conditions: reader.maybe(&fee.conditions),
    }
}

fn advancement(
    reader: &Reader<'_>,
    programme: &Programme,
    advancement: &Advancement,
) -> AdvancementView {
    AdvancementView {
        review: reader.maybe(&advancement.review),
        owner: reader.maybe(&advancement.owner),
        process: reader.process(programme, advancement.process),
    }
}

fn contract(reader: &Reader<'_>, contract: &Contract) -> ContractView {
    ContractView {
        name: reader.text(&contract.name),
        term: reader.maybe(&contract.term),
        notice: reader.maybe(&contract.notice),
    }
}
