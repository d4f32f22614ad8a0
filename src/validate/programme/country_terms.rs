//! The terms of a country: what its file writes, over the programme's. The only place where they are merged.

use super::ProgrammeValidator;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{AdvancementRecord, ContractRecord, DeskRecord, FeeRecord, FinderFeeRecord};
use crate::model::{
    Advancement, Contract, CountryTerms, Desk, Fee, FinderFee, Programme, replaced_by,
};
use crate::source::Span;

/// Fields that are inherited where the country writes nothing.
#[derive(Default)]
struct Merge {
    inherited: Vec<&'static str>,
}

impl Merge {
    fn field<T>(&mut self, name: &'static str, own: Option<T>, programme: Option<T>) -> Option<T> {
        if own.is_none() && programme.is_some() {
            self.inherited.push(name);
        }
        own.or(programme)
    }

    fn terms<T>(self, terms: T) -> CountryTerms<T> {
        CountryTerms {
            terms,
            inherited: self.inherited,
        }
    }
}

impl ProgrammeValidator<'_, '_> {
    pub(super) fn country_fee(
        &mut self,
        span: Span,
        record: &FeeRecord,
        programme: &Programme,
    ) -> Option<CountryTerms<Fee>> {
        let base = programme.fee.as_ref();
        let own = record.amount.as_ref();
        let own = own.map(|amount| (self.money(amount), record.period));
        let renewal = self.cx.maybe_text(record.renewal.as_ref());
        let note = self.cx.maybe_text(record.note.as_ref());
        let mut merge = Merge::default();
        let base_price = base.map(|fee| (fee.amount.clone(), fee.period));
        let Some((amount, period)) = merge.field("amount", own, base_price) else {
            self.not_inherited(
                span,
                "fee",
                "amount",
                "amount = 500` and `currency = \"EUR\"",
            );
            return None;
        };
        let fee = Fee {
            amount,
            period,
            renewal: merge.field("renewal", renewal, base.and_then(|fee| fee.renewal.clone())),
            note: merge.field("note", note, base.and_then(|fee| fee.note.clone())),
        };
        Some(merge.terms(fee))
    }

    pub(super) fn country_finder_fee(
        &mut self,
        record: &FinderFeeRecord,
        programme: &Programme,
    ) -> CountryTerms<FinderFee> {
        let own = self.finder_fee(record);
        let Some(base) = programme.finder_fee.clone() else {
            return Merge::default().terms(own);
        };
        let has = |fee: &FinderFee, field: &str| match field {
            "rate" => fee.rate.is_some(),
            "amount" => fee.amount.is_some(),
            _ => false,
        };
        let applies = |field: &str| {
            replaced_by(
                "finder_fee",
                field,
                |key| has(&own, key),
                |key| has(&base, key),
            )
            .is_none()
        };
        let mut merge = Merge::default();
        let rate = base.rate.filter(|_| applies("rate"));
        let amount = base.amount.clone().filter(|_| applies("amount"));
        let basis = base.basis.clone().filter(|_| applies("basis"));
        let fee = FinderFee {
            rate: merge.field("rate", own.rate, rate),
            amount: merge.field("amount", own.amount, amount),
            basis: merge.field("basis", own.basis, basis),
            owner: merge.field("owner", own.owner, base.owner),
            process: merge.field("process", own.process, base.process),
            conditions: merge.field("conditions", own.conditions, base.conditions),
        };
        merge.terms(fee)
    }

    pub(super) fn country_advancement(
        &mut self,
        record: &AdvancementRecord,
        programme: &Programme,
    ) -> CountryTerms<Advancement> {
        let own = self.advancement(record);
        let Some(base) = programme.advancement.clone() else {
            return Merge::default().terms(own);
        };
        let mut merge = Merge::default();
        let advancement = Advancement {
            review: merge.field("review", own.review, base.review),
            owner: merge.field("owner", own.owner, base.owner),
            process: merge.field("process", own.process, base.process),
        };
        merge.terms(advancement)
    }

    pub(super) fn country_contract(
        &mut self,
        span: Span,
        record: &ContractRecord,
        programme: &Programme,
    ) -> Option<CountryTerms<Contract>> {
        let base = programme.contract.as_ref();
        let own = record.name.as_ref();
        let own = own.map(|name| self.cx.required_text(name));
        let term = self.cx.maybe_text(record.term.as_ref());
        let notice = self.cx.maybe_text(record.notice.as_ref());
        let mut merge = Merge::default();
        let base_name = base.map(|contract| contract.name.clone());
        let Some(name) = merge.field("name", own, base_name) else {
            self.not_inherited(span, "contract", "name", "name = \"…\"");
            return None;
        };
        let contract = Contract {
            name,
            term: merge.field("term", term, base.and_then(|base| base.term.clone())),
            notice: merge.field("notice", notice, base.and_then(|base| base.notice.clone())),
        };
        Some(merge.terms(contract))
    }

    pub(super) fn country_desk(
        &mut self,
        record: &DeskRecord,
        code: &str,
        programme: &Programme,
    ) -> Desk {
        let own = self.desk(record, &[code]);
        let Some(base) = programme.contact.clone() else {
            return own;
        };
        let applies = |field: &str| {
            let country = |key: &str| key == "phone" && own.phone.is_some();
            replaced_by("contact", field, country, |_| true).is_none()
        };
        let hours = base.hours.filter(|_| applies("hours"));
        Desk {
            hours: own.hours.or(hours),
            phone: own.phone.or(base.phone),
            email: own.email.or(base.email),
            form_url: own.form_url.or(base.form_url),
        }
    }

    /// Reports a field that a country cannot inherit, because the programme does not have the table.
    fn not_inherited(&mut self, span: Span, table: &str, field: &str, lines: &str) {
        let message = format!(
            "`{field}` is missing, and the programme has no `[{table}]` to inherit it from"
        );
        let help = format!("add `{lines}`, here or in `[{table}]` of `programme.toml`");
        self.cx
            .push(Diagnostic::new(Code::MissingKey, span, message).help(help));
    }
}
