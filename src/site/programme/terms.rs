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

pub(crate) fn fee(context: PageContext<'_>, it: &model::Fee) -> FeeView {
    let amount = if it.amount.amount == 0.0 {
        context.message("fee_free")
    } else {
        context.localizer().per(&it.amount, it.period)
    };
    FeeView {
        amount,
        renewal: context.text_opt(it.renewal.as_ref()),
        note: context.text_opt(it.note.as_ref()),
    }
}

pub(crate) fn finder_fee(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    it: &model::FinderFee,
) -> FinderFeeView {
    let amount = it
        .amount
        .as_ref()
        .map(|money| context.locale().money(money));
    FinderFeeView {
        rate: it
            .rate
            .map(|rate| context.locale().percent(rate))
            .or(amount),
        basis: context.text_opt(it.basis.as_ref()),
        conditions: context.text_opt(it.conditions.as_ref()),
        owner: context.text_opt(it.owner.as_ref()),
        process: it.process.map(|at| process(context, programme_ix, at)),
    }
}

pub(crate) fn advancement(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    it: &model::Advancement,
) -> AdvancementView {
    AdvancementView {
        review: context.text_opt(it.review.as_ref()),
        owner: context.text_opt(it.owner.as_ref()),
        process: it.process.map(|at| process(context, programme_ix, at)),
    }
}

pub(crate) fn contract(context: PageContext<'_>, it: &model::Contract) -> ContractView {
    ContractView {
        name: context.text(&it.name),
        term: context.text_opt(it.term.as_ref()),
        notice: context.text_opt(it.notice.as_ref()),
    }
}

/// A link to the process at this position.
pub(crate) fn process(context: PageContext<'_>, programme_ix: ProgrammeIx, at: usize) -> LinkView {
    let process = &context.catalogue().programmes[programme_ix].processes[at];
    context.link(
        &Page::Process(context.lang, programme_ix, at),
        context.text(&process.name),
    )
}
