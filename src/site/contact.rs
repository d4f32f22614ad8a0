//! Places to turn to: a partner's contacts, a programme's desk.

use serde::Serialize;

use super::reader::Reader;
use super::shell::phone_href;
use super::text::TextView;
use super::words;
use crate::model::{Contact, Desk};

/// A partner's contact.
#[derive(Serialize)]
pub(super) struct ContactView {
    role: String,
    label: Option<TextView>,
    person: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    phone_href: Option<String>,
    form: Option<String>,
}

pub(super) fn contact(reader: Reader<'_>, it: &Contact) -> ContactView {
    ContactView {
        role: reader.say(words::role(it.role)),
        label: reader.maybe(it.label.as_ref()),
        person: it.person.clone(),
        email: it.email.clone(),
        phone: it.phone.clone(),
        phone_href: it.phone.as_deref().map(phone_href),
        form: it.form_url.clone(),
    }
}

/// A programme's desk.
#[derive(Serialize)]
pub(super) struct DeskView {
    email: Option<String>,
    phone: Option<String>,
    phone_href: Option<String>,
    form: Option<String>,
    hours: Option<TextView>,
}

pub(super) fn desk(reader: Reader<'_>, it: &Desk) -> DeskView {
    DeskView {
        email: it.email.clone(),
        phone: it.phone.clone(),
        phone_href: it.phone.as_deref().map(phone_href),
        form: it.form_url.clone(),
        hours: reader.maybe(it.hours.as_ref()),
    }
}
