//! Contact data: a partner's contacts, a programme's desk.

use serde::Serialize;

use crate::model::{Contact, ContactRole, Desk, Phone};
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

/// How to get in touch first: each way from the first contact that has it, those for sales before all others.
#[derive(Serialize)]
pub(crate) struct FirstContactView {
    write: Option<FirstWayView>,
    call: Option<FirstWayView>,
    form: Option<FirstWayView>,
}

/// A way to get in touch.
#[derive(Serialize)]
struct FirstWayView {
    href: String,
    /// The address or the number, as it is read.
    text: String,
    /// The name of the desk, else its role.
    desk: TextView,
}

pub(crate) fn first_contact(context: PageContext<'_>, contacts: &[Contact]) -> FirstContactView {
    let is_sales = |it: &&Contact| it.role == ContactRole::Sales;
    let sales = contacts.iter().filter(is_sales);
    let others = contacts.iter().filter(|it| !is_sales(it));
    let in_order: Vec<&Contact> = sales.chain(others).collect();
    let way = |contact: &Contact, href: String, text: &str| FirstWayView {
        href,
        text: text.to_owned(),
        desk: context
            .text_opt(contact.label.as_ref())
            .unwrap_or_else(|| context.message_view(message_keys::role(contact.role))),
    };
    let write = in_order.iter().find_map(|it| {
        let email = it.email.as_ref()?;
        Some(way(it, format!("mailto:{email}"), email))
    });
    let call = in_order.iter().find_map(|it| {
        let phone = it.phone.as_ref()?;
        Some(way(it, phone.uri(), &phone.text))
    });
    let form = in_order.iter().find_map(|it| {
        let form = it.form_url.as_ref()?;
        Some(way(it, form.clone(), form))
    });
    FirstContactView { write, call, form }
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
