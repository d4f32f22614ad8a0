//! Contact data: a partner's contacts, a programme's desk.

use serde::Serialize;

use crate::model::{Contact, Desk};
use crate::site::context::PageContext;
use crate::site::message_keys;
use crate::site::theming::layout::phone_href;
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

pub(crate) fn contact(context: PageContext<'_>, it: &Contact) -> ContactView {
    ContactView {
        role: context.message(message_keys::role(it.role)),
        label: context.text_opt(it.label.as_ref()),
        person: it.person.clone(),
        email: it.email.clone(),
        phone: it.phone.clone(),
        phone_href: it.phone.as_deref().map(phone_href),
        form: it.form_url.clone(),
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

pub(crate) fn desk(context: PageContext<'_>, it: &Desk) -> DeskView {
    DeskView {
        email: it.email.clone(),
        phone: it.phone.clone(),
        phone_href: it.phone.as_deref().map(phone_href),
        form: it.form_url.clone(),
        hours: context.text_opt(it.hours.as_ref()),
    }
}
