//! Fees, desks, processes, contracts and promotion.

use std::collections::BTreeMap;

use super::ProgrammeValidator;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::load::{
    AdvancementRecord, ContractRecord, DeskRecord, FeeRecord, FinderFeeRecord, MoneyRecord,
    PromotionAudience,
};
use crate::model::{Advancement, Contract, Desk, Fee, FinderFee, Money, Promotion};
use crate::questionnaire;
use crate::source::Spanned;
use crate::validate::formats;

impl ProgrammeValidator<'_, '_> {
    pub(super) fn process(&mut self, id: Option<&Spanned<String>>) -> Option<usize> {
        let id = id?;
        let processes = &self.record.processes;
        let found = processes.iter().position(|process| {
            let declared = &process.id.value;
            *declared == id.value
                || formats::corrected_id(self.cx, declared).as_ref() == Some(&id.value)
        });
        if found.is_none() {
            let message = format!("unknown process `{}`", id.value);
            let help = did_you_mean(
                &id.value,
                processes.iter().map(|process| process.id.value.as_str()),
            )
            .unwrap_or_else(|| "declare it with `[[processes]]`".to_owned());
            self.cx
                .push(Diagnostic::new(Code::UnknownProcess, id.span, message).help(help));
        }
        found
    }

    pub(super) fn money(&mut self, record: &MoneyRecord) -> Money {
        formats::currency(self.cx, &record.currency);
        Money {
            amount: record.amount,
            currency: record.currency.value.as_str().into(),
        }
    }

    pub(super) fn fee(&mut self, record: &FeeRecord) -> Option<Fee> {
        Some(Fee {
            amount: self.money(record.amount.as_ref()?),
            period: record.period,
            renewal: self.cx.maybe_text(record.renewal.as_ref()),
            note: self.cx.maybe_text(record.note.as_ref()),
        })
    }

    /// A contact of the organization; a telephone number without country code is in one of the `countries`.
    pub(super) fn desk(&mut self, record: &DeskRecord, countries: &[&str]) -> Desk {
        Desk {
            phone: formats::phone(self.cx, record.phone.as_ref(), countries),
            email: formats::email(self.cx, record.email.as_ref()),
            form_url: formats::maybe_url(self.cx, record.form_url.as_ref()),
            hours: self.cx.maybe_text(record.hours.as_ref()),
        }
    }

    pub(super) fn finder_fee(&mut self, record: &FinderFeeRecord) -> FinderFee {
        if let Some(rate) = record
            .rate
            .filter(|rate| !(0.0..=100.0).contains(&rate.value))
        {
            let message = "`rate` must be from 0 to 100 per cent";
            let help = "write `8` for eight per cent";
            self.cx
                .push(Diagnostic::new(Code::InvalidValue, rate.span, message).help(help));
        }
        FinderFee {
            rate: record.rate.map(|rate| rate.value),
            amount: record.amount.as_ref().map(|amount| self.money(amount)),
            basis: self.cx.maybe_text(record.basis.as_ref()),
            owner: self.cx.maybe_text(record.owner.as_ref()),
            process: self.process(record.process.as_ref()),
            conditions: self.cx.maybe_text(record.conditions.as_ref()),
        }
    }

    pub(super) fn advancement(&mut self, record: &AdvancementRecord) -> Advancement {
        Advancement {
            review: self.cx.maybe_text(record.review.as_ref()),
            owner: self.cx.maybe_text(record.owner.as_ref()),
            process: self.process(record.process.as_ref()),
        }
    }

    pub(super) fn contract(&mut self, record: &ContractRecord) -> Option<Contract> {
        Some(Contract {
            name: self.cx.required_text(record.name.as_ref()?),
            term: self.cx.maybe_text(record.term.as_ref()),
            notice: self.cx.maybe_text(record.notice.as_ref()),
        })
    }

    pub(super) fn promotion(&mut self) -> Vec<Promotion> {
        let public = self
            .record
            .promotion
            .iter()
            .filter(|promotion| promotion.audience == PromotionAudience::Public);
        public
            .map(|promotion| Promotion {
                tool: promotion.tool,
                text: self.cx.maybe_text(promotion.text.as_ref()),
            })
            .collect()
    }

    /// Reports answers of benefits and processes that are not questions of the questionnaire.
    pub(super) fn check_answers(&mut self) {
        let record = self.record;
        let benefits = record.benefits.iter().flat_map(|benefit| &benefit.answers);
        let processes = record.processes.iter().flat_map(|process| &process.answers);
        for word in benefits.chain(processes) {
            let rows = || {
                questionnaire::questions()
                    .filter(|row| row.is_named())
                    .map(|row| row.id)
            };
            if !rows().any(|row| row == word.value) {
                let message = format!("`answers` cannot contain `{}`", word.value);
                let help = did_you_mean(&word.value, rows());
                self.cx
                    .push(Diagnostic::new(Code::UnknownWord, word.span, message).maybe_help(help));
            }
        }
    }

    pub(super) fn not_offered(&mut self) -> BTreeMap<String, crate::model::Text> {
        let record = self.record;
        let mut reasons = BTreeMap::new();
        for (key, reason) in &record.not_offered {
            if !questionnaire::keys().any(|known| known == key.value) {
                let message = format!("the questionnaire has no `{}`", key.value);
                let help = did_you_mean(&key.value, questionnaire::keys()).unwrap_or_else(|| {
                    "write an area, such as `leads`, or a question of one in quotes, such as `\"leads.budget\"`: `vitrine audit --all` lists them".to_owned()
                });
                self.cx
                    .push(Diagnostic::new(Code::UnknownWord, key.span, message).help(help));
            }
            let text = self.cx.text(reason);
            // Reasons for internal questions are not published.
            let mut rows = questionnaire::questions();
            if rows
                .any(|row| row.id == key.value && row.audience == questionnaire::Audience::Internal)
            {
                continue;
            }
            reasons.extend(text.map(|text| (key.value.clone(), text)));
        }
        reasons
    }
}
