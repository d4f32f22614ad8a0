//! Views that programmes, their countries and their tables share: fees, contacts, links to processes.

use serde::Serialize;

use super::context::EditionContext;
use super::primitives::{LinkView, TextView};
use crate::model::{Access, Desk, Fee, Programme, Text};

/// The price of membership.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct FeeView {
    /// "Free of charge", "€400 a year".
    amount: String,
    renewal: Option<TextView>,
    note: Option<TextView>,
}

/// A contact of the organization.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct DeskView {
    phone: Option<LinkView>,
    email: Option<LinkView>,
    form: Option<LinkView>,
    hours: Option<TextView>,
}

/// A link to a process of the programme.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ProcessRef {
    id: String,
    name: TextView,
}

impl EditionContext<'_> {
    pub(super) fn access(&self, access: Access) -> String {
        let key = match access {
            Access::Public => "access_public",
            Access::Partners => "access_partners",
        };
        self.message(key, &[])
    }

    pub(super) fn fee_view(&self, fee: &Fee) -> FeeView {
        FeeView {
            amount: self.fee(fee),
            renewal: self.text_opt(&fee.renewal),
            note: self.text_opt(&fee.note),
        }
    }

    pub(super) fn desk(&self, desk: &Desk) -> DeskView {
        DeskView {
            phone: desk.phone.as_ref().map(LinkView::phone),
            email: desk.email.as_deref().map(LinkView::email),
            form: desk.form_url.as_deref().map(LinkView::web),
            hours: self.text_opt(&desk.hours),
        }
    }

    pub(super) fn process(
        &self,
        programme: &Programme,
        index: Option<usize>,
    ) -> Option<ProcessRef> {
        let process = programme.processes.get(index?)?;
        Some(ProcessRef {
            id: process.id.clone(),
            name: self.text(&process.name),
        })
    }

    pub(super) fn texts<'t>(&self, texts: impl Iterator<Item = &'t Text>) -> Vec<TextView> {
        texts.map(|text| self.text(text)).collect()
    }
}
