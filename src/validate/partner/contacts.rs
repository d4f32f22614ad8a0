//! Contacts, as far as people agreed to being published.

use super::PartnerValidator;
use super::person_names::PersonNames;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{ContactRecord, OfficeRecord, PartnerRecord, PartnerStatus};
use crate::model::{Contact, ContactRole};
use crate::source::Span;
use crate::validate::formats;
use crate::validate::phone::is_mobile;

/// The countries of a partner's offices, where its telephone numbers without country code can be: the headquarters' first.
pub fn office_countries(record: &PartnerRecord) -> Vec<&str> {
    let is_headquarters = |office: &&OfficeRecord| office.headquarters.is_some_and(|it| it.value);
    let headquarters = record.offices.iter().filter(is_headquarters);
    let mut countries: Vec<&str> = Vec::new();
    for office in headquarters.chain(&record.offices) {
        let country = office.country.value.as_str();
        if !countries.contains(&country) {
            countries.push(country);
        }
    }
    countries
}

impl PartnerValidator<'_, '_> {
    pub(super) fn contacts(&mut self) -> Vec<Contact> {
        let countries = office_countries(self.record);
        self.record
            .contacts
            .iter()
            .filter_map(|contact| self.contact(contact, &countries))
            .collect()
    }

    /// What may be published of a contact: by default nothing if it is administrative, and without consent neither the name
    /// of a person nor an address that is a person's own.
    fn contact(&mut self, record: &ContactRecord, countries: &[&str]) -> Option<Contact> {
        let label = self.cx.maybe_text(record.label.as_ref());
        let email = formats::email(self.cx, record.email.as_ref());
        let phone = formats::phone(self.cx, record.phone.as_ref(), countries);
        let form_url = formats::maybe_url(self.cx, record.form_url.as_ref());
        self.cx
            .warn_future_date(record.consent.as_ref(), "the consent", "check the year");
        let has_address =
            record.email.is_some() || record.phone.is_some() || record.form_url.is_some();
        if !has_address {
            let message = "the contact has neither `email`, `phone` nor `form_url`";
            self.cx.push(
                Diagnostic::new(Code::MissingKey, record.span, message).help("add one of them"),
            );
        }
        let role = record.role?;
        let by_default = role != ContactRole::Administrative;
        if !record.public.map_or(by_default, |public| public.value) {
            if record.public.is_none() {
                let message = "an administrative contact is not published by default";
                let help = "write `public = true` to publish it, or `public = false` to confirm";
                self.withheld(Code::WithheldContact, record.span, message, help);
            }
            return None;
        }
        let contact = Contact {
            role,
            label,
            person: record.person.as_ref().map(|person| person.value.clone()),
            email,
            phone,
            form_url,
        };
        // Consent counts from its day on.
        let has_consent = record
            .consent
            .is_some_and(|consent| consent.value <= self.cx.today);
        if has_consent {
            return Some(contact);
        }
        self.without_person(record, contact)
    }

    /// A contact without what identifies a person.
    fn without_person(&mut self, record: &ContactRecord, mut contact: Contact) -> Option<Contact> {
        let names = PersonNames::new(contact.person.as_deref().unwrap_or_default());
        let direct = record.direct.map(|direct| direct.value);
        let is_direct = direct == Some(true);
        let has_mobile = contact.person.is_some()
            && direct.is_none()
            && contact.phone.as_ref().is_some_and(is_mobile);
        let own_email = contact
            .email
            .take_if(|email| is_direct || names.are_in_email(email));
        let own_phone = contact.phone.take_if(|_| is_direct || has_mobile);
        let own_form = contact
            .form_url
            .take_if(|url| is_direct || names.are_in_url(url));
        let own_label = contact
            .label
            .take_if(|label| label.versions().any(|(_, text)| names.are_in_text(text)));
        contact.person = None;
        let is_empty =
            contact.email.is_none() && contact.phone.is_none() && contact.form_url.is_none();
        let is_own = own_email.is_some() || own_phone.is_some() || own_form.is_some();
        if is_empty && is_own {
            let message = "nothing of the contact is published: it is a person's own";
            let help = if has_mobile {
                "add `consent = <date>` when the person has agreed, or `direct = false` if the mobile number belongs to the role"
            } else {
                "add `consent = <date>` when the person has agreed, or an address of the role, such as `partners@…`"
            };
            self.withheld(Code::WithheldContact, record.span, message, help);
        }
        if is_empty {
            return None;
        }
        if let Some(person) = &record.person {
            let message = format!(
                "`{}` is not named without the date of consent",
                person.value
            );
            let help = "add `consent = <date>` when the person has agreed, or delete the name";
            self.withheld(Code::MissingConsent, person.span, message, help);
        }
        let help = "add `consent = <date>` when the person has agreed, or write an address of the role, such as `partners@…`";
        let label = record
            .label
            .iter()
            .flat_map(|label| label.versions.iter().flatten());
        if let (Some(_), Some(label)) = (own_label, label.into_iter().next()) {
            let message = "the label names a person and is not published";
            self.withheld(Code::PersonalAddress, label.span, message, help);
        }
        if let (Some(_), Some(email)) = (own_email, &record.email) {
            let message = format!("`{}` is a person's own and is not published", email.value);
            self.withheld(Code::PersonalAddress, email.span, message, help);
        }
        if let (Some(_), Some(url)) = (own_form, &record.form_url) {
            let message = format!("`{}` is a person's own and is not published", url.value);
            self.withheld(Code::PersonalAddress, url.span, message, help);
        }
        if let (Some(_), Some(phone)) = (own_phone, &record.phone) {
            let message = format!("`{}` is a person's own and is not published", phone.value);
            let help = if has_mobile {
                "add `consent = <date>` when the person has agreed, or `direct = false` if the mobile number belongs to the role"
            } else {
                "add `consent = <date>` when the person has agreed, or write the number of the role"
            };
            self.withheld(Code::PersonalAddress, phone.span, message, help);
        }
        Some(contact)
    }

    /// Reports what a published partner's record has, but its pages do not.
    pub(super) fn withheld(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: &str,
    ) {
        if self.record.status == PartnerStatus::Active {
            self.cx
                .push(Diagnostic::new(code, span, message).help(help));
        }
    }
}
