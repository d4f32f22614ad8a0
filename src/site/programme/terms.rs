//! The terms of a programme: fee, finder's fee, advancement, contract; the programme's own or a country's.

use serde::Serialize;

use crate::model::{self, Page, ProgrammeIx};
use crate::site::context::PageContext;
use crate::site::view::{LinkView, TextView};

#[derive(Serialize)]
pub(crate) struct FeeView {
    /// "€1,200 a year", or that it is free.
    amount: String,
    renewal: Option<TextView>,
    note: Option<TextView>,
}

#[derive(Serialize)]
pub(crate) struct FinderFeeView {
    /// "8%", or an amount.
    rate: Option<String>,
    basis: Option<TextView>,
    conditions: Option<TextView>,
    owner: Option<TextView>,
    process: Option<LinkView>,
}

#[derive(Serialize)]
pub(crate) struct AdvancementView {
    review: Option<TextView>,
    owner: Option<TextView>,
    process: Option<LinkView>,
}

#[derive(Serialize)]
pub(crate) struct ContractView {
    name: TextView,
    term: Option<TextView>,
    notice: Option<TextView>,
}

pub(crate) fn fee(context: PageContext<'_>, fee: &model::Fee) -> FeeView {
    let amount = if fee.amount.amount == 0.0 {
        context.message("fee_free")
    } else {
        context.localizer().per(&fee.amount, fee.period)
    };
    FeeView {
        amount,
        renewal: context.text_opt(fee.renewal.as_ref()),
        note: context.text_opt(fee.note.as_ref()),
    }
}

pub(crate) fn finder_fee(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    finder_fee: &model::FinderFee,
) -> FinderFeeView {
    let amount = finder_fee
        .amount
        .as_ref()
        .map(|money| context.locale().money(money));
    FinderFeeView {
        rate: finder_fee
            .rate
            .map(|rate| context.locale().percent(rate))
            .or(amount),
        basis: context.text_opt(finder_fee.basis.as_ref()),
        conditions: context.text_opt(finder_fee.conditions.as_ref()),
        owner: context.text_opt(finder_fee.owner.as_ref()),
        process: finder_fee
            .process
            .map(|position| process(context, programme_ix, position)),
    }
}

pub(crate) fn advancement(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    advancement: &model::Advancement,
) -> AdvancementView {
    AdvancementView {
        review: context.text_opt(advancement.review.as_ref()),
        owner: context.text_opt(advancement.owner.as_ref()),
        process: advancement
            .process
            .map(|position| process(context, programme_ix, position)),
    }
}

pub(crate) fn contract(context: PageContext<'_>, contract: &model::Contract) -> ContractView {
    ContractView {
        name: context.text(&contract.name),
        term: context.text_opt(contract.term.as_ref()),
        notice: context.text_opt(contract.notice.as_ref()),
    }
}

/// A link to the process at this position.
pub(crate) fn process(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    position: usize,
) -> LinkView {
    let process = &context.catalogue().programmes[programme_ix].processes[position];
    context.link(
        &Page::Process(context.lang, programme_ix, position),
        context.text(&process.name),
    )
}
