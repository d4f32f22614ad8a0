//! A partner as vCard 3.0 (RFC 2426), the version that all telephones read. Entry point: [`render`].
//!
//! It is in the default language, because a vCard has one language only.

use crate::model::{Lang, Office, Page, PartnerIx};
use crate::site::context::PageContext;

/// The maximum length of a line in octets; longer ones continue on the next, after a space.
const LINE: usize = 75;

pub(crate) fn render(context: PageContext<'_>, ix: PartnerIx) -> String {
    let catalogue = context.catalogue();
    let partner = &catalogue.partners[ix];
    let mut card = VcardText::default();
    card.put("BEGIN", "VCARD");
    card.put("VERSION", "3.0");
    card.put("UID", &text(&context.url(&Page::Short(ix))));
    // A company has no family name, but the property is mandatory.
    card.put("N", ";;;;");
    card.put("FN", &text(&partner.name));
    card.put("ORG", &text(&partner.name));
    card.put("X-ABShowAs", "COMPANY");
    for office in &partner.offices {
        card.put("ADR;TYPE=work", &address(context, office));
    }
    if let Some(own) = partner.headquarters().and_then(Office::own_coordinates) {
        card.put("GEO", &format!("{};{}", own.latitude, own.longitude));
    }
    for contact in &partner.contacts {
        if let Some(phone) = &contact.phone {
            card.put("TEL;TYPE=work,voice", &phone.dial_string());
        }
        if let Some(email) = &contact.email {
            card.put("EMAIL;TYPE=internet,work", &text(email));
        }
    }
    if let Some(website) = &partner.website {
        card.put("URL", &url_text(website));
    }
    let types = partner.types.iter();
    let types = types.map(|&it| text(catalogue.vocabulary.types[it].name.str(Lang::DEFAULT)));
    card.put("CATEGORIES", &types.collect::<Vec<_>>().join(","));
    let profile = context.url(&Page::Partner(Lang::DEFAULT, ix));
    let summary = partner.summary.as_ref().map(|it| it.str(Lang::DEFAULT));
    let note = [summary, Some(profile.as_str())];
    let note: Vec<&str> = note.into_iter().flatten().collect();
    card.put("NOTE", &text(&note.join("\n")));
    card.put("SOURCE", &url_text(&profile));
    if let Some(date) = partner.last_verified {
        card.put("REV", &format!("{date}T00:00:00Z"));
    }
    card.put("END", "VCARD");
    card.0
}

fn address(context: PageContext<'_>, office: &Office) -> String {
    let field = |part: &Option<String>| part.as_deref().map(text).unwrap_or_default();
    // Post box and extended address are empty.
    [
        String::new(),
        String::new(),
        field(&office.street),
        office.city_in(Lang::DEFAULT).map(text).unwrap_or_default(),
        field(&office.region),
        field(&office.postcode),
        text(&context.country(office.country).text),
    ]
    .join(";")
}

/// The lines of a card.
#[derive(Default)]
struct VcardText(String);

impl VcardText {
    /// Adds a property whose value is escaped already.
    fn put(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in format!("{name}:{value}").chars() {
            if octets + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text with the characters escaped that would end it.
fn text(value: &str) -> String {
    let value = value.replace("\r\n", "\n");
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ',' | ';' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A URL, which is not escaped but must stay on its line.
fn url_text(value: &str) -> String {
    value.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::{VcardText, text};
    use crate::model::{
        Contact, ContactRole, Coordinates, CoordinatesSource, ListIndex, Office, Page, Phone,
    };
    use crate::site::fixture::{en, html, partner, with_partners};
    use crate::site::tests::site_of;

    #[test]
    fn record_texts_cannot_add_a_line() {
        assert_eq!(text("a;b,c\\d\r\nTEL:1\u{7}"), "a\\;b\\,c\\\\d\\nTEL:1");
        let (id, mut alba) = partner("alba");
        alba.name = "Alba\r\nTEL:666".to_owned();
        alba.summary = Some(en("One\nEND:VCARD"));
        let card = html(
            &site_of(with_partners([(id, alba)])),
            &Page::Vcard(ListIndex::new(0)),
        );
        assert!(!card.contains("\r\nTEL:"));
        assert_eq!(card.matches("\r\nEND:VCARD").count(), 1);
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut card = VcardText::default();
        let value = "é".repeat(100);
        card.put("NOTE", &value);
        assert!(card.0.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(card.0.replace("\r\n ", ""), format!("NOTE:{value}\r\n"));
    }

    #[test]
    fn a_card_has_offices_and_contacts() {
        let (id, mut alba) = partner("alba");
        alba.offices = vec![Office {
            headquarters: true,
            street: Some("1, rue du Port".to_owned()),
            postcode: Some("35000".to_owned()),
            city: Some(en("Rennes")),
            region: None,
            country: ListIndex::new(0),
            coordinates: Some(Coordinates {
                latitude: 48.117,
                longitude: -1.678,
                source: CoordinatesSource::Record,
            }),
        }];
        alba.contacts = vec![Contact {
            role: ContactRole::Sales,
            label: None,
            person: None,
            email: Some("desk@alba.example".to_owned()),
            phone: Some(Phone {
                text: "02 55 50 01 40 poste 7".to_owned(),
                number: "+33255500140".to_owned(),
                extension: Some("7".to_owned()),
            }),
            form_url: None,
        }];
        let card = html(
            &site_of(with_partners([(id, alba)])),
            &Page::Vcard(ListIndex::new(0)),
        );
        let unfolded = card.replace("\r\n ", "");
        for line in [
            "BEGIN:VCARD\r\nVERSION:3.0\r\n",
            "\r\nFN:alba\r\n",
            "\r\nADR;TYPE=work:;;1\\, rue du Port;Rennes;;35000;France\r\n",
            "\r\nGEO:48.117;-1.678\r\n",
            "\r\nTEL;TYPE=work,voice:+33255500140p7\r\n",
            "\r\nEMAIL;TYPE=internet,work:desk@alba.example\r\n",
        ] {
            assert!(unfolded.contains(line), "{line:?} in {unfolded}");
        }
    }
}
