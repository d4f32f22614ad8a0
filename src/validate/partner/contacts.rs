//! Contacts and references, as far as people and customers agreed to being published.

use super::PartnerValidator;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{ContactRecord, ReferenceRecord};
use crate::model::{Contact, ContactRole, Reference};
use crate::validate::{ReferenceKind, formats};

impl PartnerValidator<'_, '_> {
    pub(super) fn contacts(&mut self) -> Vec<Contact> {
        self.record
            .contacts
            .iter()
            .filter_map(|contact| self.contact(contact))
            .collect()
    }

    /// A contact, if it may be published: by default not if it is administrative or a person.
    fn contact(&mut self, record: &ContactRecord) -> Option<Contact> {
        let label = self.cx.maybe_text(record.label.as_ref());
        let email = formats::email(self.cx, record.email.as_ref());
        let phone = formats::phone(self.cx, record.phone.as_ref());
        let form_url = formats::maybe_url(self.cx, record.form_url.as_ref());
        self.cx
            .warn_future_date(record.consent.as_ref(), "the consent");
        if record.email.is_none() && record.phone.is_none() && record.form_url.is_none() {
            let message = "the contact has neither `email`, `phone` nor `form_url`";
            self.cx.push(
                Diagnostic::new(Code::MissingKey, record.span, message).help("add one of them"),
            );
        }
        let role = record.role?;
        let by_default = role != ContactRole::Administrative && record.person.is_none();
        if !record.public.map_or(by_default, |public| public.value) {
            return None;
        }
        // Consent counts from its day on.
        let consent = record
            .consent
            .is_some_and(|consent| consent.value <= self.cx.today);
        if let Some(person) = record.person.as_ref().filter(|_| !consent) {
            let message = "a person's contact is published only with the date of consent";
            let help =
                "add `consent = <date>`, or write a role such as \"Partner desk\" as the `label`";
            self.cx
                .push(Diagnostic::new(Code::MissingConsent, person.span, message).help(help));
            return None;
        }
        let person = record.person.as_ref().map(|person| person.value.clone());
        Some(Contact {
            role,
            label,
            person,
            email,
            phone,
            form_url,
        })
    }

    pub(super) fn references(&mut self) -> Vec<Reference> {
        self.record
            .references
            .iter()
            .filter_map(|reference| self.reference(reference))
            .collect()
    }

    /// A customer case, if the customer has agreed.
    fn reference(&mut self, record: &ReferenceRecord) -> Option<Reference> {
        let industries = &self.vocabulary.industries;
        let industry = record.industry.as_ref();
        let industry = industry.and_then(|word| {
            self.cx.find(
                industries,
                word,
                Code::UnknownIndustry,
                ReferenceKind::Industries,
            )
        });
        let summary = self.cx.maybe_text(record.summary.as_ref());
        let url = formats::maybe_url(self.cx, record.url.as_ref());
        self.cx
            .warn_future_date(record.consent.as_ref(), "the consent");
        record
            .consent
            .filter(|consent| consent.value <= self.cx.today)?;
        Some(Reference {
            customer: record.customer.value.clone(),
            industry,
            year: record.year.and_then(|year| i16::try_from(year).ok()),
            summary,
            url,
        })
    }
}
