//! Contact data: a partner's contacts, a programme's desk.

use serde::Serialize;

use crate::model::{Contact, Desk, Phone};
use crate::site::context::PageContext;
use crate::site::message_keys;
use crate::site::view::TextView;

/// A partner's contact.
#[derive(Serialize)]
pub(crate) struct ContactView {
    role: String,
    label: Option<TextView>,
    person: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    phone_href: Option<String>,
    form: Option<String>,
}

pub(crate) fn contact(context: PageContext<'_>, contact: &Contact) -> ContactView {
    ContactView {
        role: context.message(message_keys::role(contact.role)),
        label: context.text_opt(contact.label.as_ref()),
        person: contact.person.clone(),
        email: contact.email.clone(),
        phone: contact.phone.as_ref().map(|phone| phone.text.clone()),
        phone_href: contact.phone.as_ref().map(Phone::uri),
        form: contact.form_url.clone(),
    }
}

/// A programme's desk.
#[derive(Serialize)]
pub(crate) struct DeskView {
    email: Option<String>,
    phone: Option<String>,
    phone_href: Option<String>,
    form: Option<String>,
    hours: Option<TextView>,
}

pub(crate) fn desk(context: PageContext<'_>, desk: &Desk) -> DeskView {
    DeskView {
        email: desk.email.clone(),
        phone: desk.phone.as_ref().map(|phone| phone.text.clone()),
        phone_href: desk.phone.as_ref().map(Phone::uri),
        form: desk.form_url.clone(),
        hours: context.text_opt(desk.hours.as_ref()),
    }
}
