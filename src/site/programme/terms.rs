//! The terms of a programme: fee, finder's fee, advancement, contract; the programme's own or a country's.

use serde::Serialize;

use crate::model::{self, Page, ProgrammeIx};
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};

#[derive(Serialize)]
pub(crate) struct Fee {
    /// "€1,200 a year", or that it is free.
    amount: String,
    renewal: Option<TextView>,
    note: Option<TextView>,
}

#[derive(Serialize)]
pub(crate) struct FinderFee {
    /// "8%", or an amount.
    rate: Option<String>,
    basis: Option<TextView>,
    conditions: Option<TextView>,
    owner: Option<TextView>,
    process: Option<LinkView>,
}

#[derive(Serialize)]
pub(crate) struct Advancement {
    review: Option<TextView>,
    owner: Option<TextView>,
    process: Option<LinkView>,
}

#[derive(Serialize)]
pub(crate) struct Contract {
    name: TextView,
    term: Option<TextView>,
    notice: Option<TextView>,
}

pub(crate) fn fee(reader: Reader<'_>, it: &model::Fee) -> Fee {
    let amount = if it.amount.amount == 0.0 {
        reader.say("fee_free")
    } else {
        reader.localizer().per(&it.amount, it.period)
    };
    Fee {
        amount,
        renewal: reader.maybe(it.renewal.as_ref()),
        note: reader.maybe(it.note.as_ref()),
    }
}

pub(crate) fn finder_fee(reader: Reader<'_>, of: ProgrammeIx, it: &model::FinderFee) -> FinderFee {
    let amount = it.amount.as_ref().map(|money| reader.locale().money(money));
    FinderFee {
        rate: it.rate.map(|rate| reader.locale().percent(rate)).or(amount),
        basis: reader.maybe(it.basis.as_ref()),
        conditions: reader.maybe(it.conditions.as_ref()),
        owner: reader.maybe(it.owner.as_ref()),
        process: it.process.map(|at| process(reader, of, at)),
    }
}

pub(crate) fn advancement(
    reader: Reader<'_>,
    of: ProgrammeIx,
    it: &model::Advancement,
) -> Advancement {
    Advancement {
        review: reader.maybe(it.review.as_ref()),
        owner: reader.maybe(it.owner.as_ref()),
        process: it.process.map(|at| process(reader, of, at)),
    }
}

pub(crate) fn contract(reader: Reader<'_>, it: &model::Contract) -> Contract {
    Contract {
        name: reader.text(&it.name),
        term: reader.maybe(it.term.as_ref()),
        notice: reader.maybe(it.notice.as_ref()),
    }
}

/// A link to the process at this position.
pub(crate) fn process(reader: Reader<'_>, of: ProgrammeIx, at: usize) -> LinkView {
    let process = &reader.catalogue().programmes[of].processes[at];
    reader.link(
        &Page::Process(reader.lang, of, at),
        reader.text(&process.name),
    )
}
