//! All partners as CSV (RFC 4180), with a byte order mark and escaped formulas for spreadsheets.

use crate::model::{
    FieldOwner, FieldPlace, Lang, OwnFieldKind, OwnValueContent, Page, Partner, PartnerIx, Term,
    Text,
};
use crate::site::context::PageContext;
use crate::text::begins_like_formula;

/// Without it Excel takes UTF-8 for the code page of the computer.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Separates several values of one field.
const SEPARATOR: &str = "; ";

/// One row per partner, in the default language's order. Terms have a column of ids and one of names per language.
pub(super) fn partners(context: PageContext<'_>) -> String {
    let mut table = String::from(BYTE_ORDER_MARK);
    let partners = context.catalogue().partners_in_order(Lang::DEFAULT);
    let mut heading = TableColumns::default();
    columns(context, None, &mut heading);
    push_line(&mut table, heading.0.iter().map(|(name, _)| name.as_str()));
    for &ix in partners {
        let mut row = TableColumns::default();
        columns(context, Some(ix), &mut row);
        push_line(&mut table, row.0.iter().map(|(_, value)| value.as_str()));
    }
    table
}

/// The columns of one row: names with values.
#[derive(Default)]
struct TableColumns(Vec<(String, String)>);

impl TableColumns {
    fn put(&mut self, name: &str, value: Option<&str>) {
        self.0
            .push((name.to_owned(), value.unwrap_or_default().to_owned()));
    }

    /// A column for each language; a text that is missing stays empty.
    fn put_texts(
        &mut self,
        context: PageContext<'_>,
        name: &str,
        text: impl Fn(Lang) -> Option<String>,
    ) {
        for lang in context.catalogue().languages() {
            let name = format!("{name}_{}", context.catalogue().code(lang));
            self.put(&name, text(lang).as_deref());
        }
    }

    /// A column of ids and one of names for each language.
    fn put_terms(&mut self, context: PageContext<'_>, name: &str, terms: &[&Term]) {
        let ids: Vec<&str> = terms.iter().map(|term| term.id.as_str()).collect();
        self.put(name, Some(&ids.join(SEPARATOR)));
        self.put_texts(context, name, |lang| {
            let names: Vec<&str> = terms.iter().map(|term| term.name.str(lang)).collect();
            Some(names.join(SEPARATOR))
        });
    }
}

/// All columns, in their order; without a partner only their names count.
fn columns(context: PageContext<'_>, ix: Option<PartnerIx>, row: &mut TableColumns) {
    let catalogue = context.catalogue();
    let vocabulary = &catalogue.vocabulary;
    let partner = ix.map(|ix| &catalogue.partners[ix]);
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    let url = ix.map(|ix| context.url(&Page::Short(ix)));
    row.put("id", partner.map(|it| it.id.as_str()));
    row.put("name", partner.map(|it| it.name.as_str()));
    row.put(
        "legal_name",
        partner.and_then(|it| it.legal_name.as_deref()),
    );
    row.put("url", url.as_deref());
    row.put("website", partner.and_then(|it| it.website.as_deref()));
    row.put_texts(context, "summary", |lang| {
        exact(partner?.summary.as_ref(), lang)
    });
    for (of, programme) in catalogue.programmes.iter() {
        let name = format!("tier_{}", programme.id);
        let membership = partner.and_then(|it| it.membership(of));
        let tier = membership.and_then(|it| Some(&programme.tiers[it.tier?]));
        row.put(&name, tier.map(|tier| tier.id.as_str()));
        row.put_texts(context, &name, |lang| Some(tier?.name.str(lang).to_owned()));
        let since = membership.and_then(|it| day(it.since));
        row.put(&format!("{name}_since"), since.as_deref());
        let until = membership.and_then(|it| day(it.until));
        row.put(&format!("{name}_until"), until.as_deref());
    }
    for (name, terms) in [
        (
            "types",
            of(partner, |it| &it.types, |at| &vocabulary.types[at]),
        ),
        (
            "products",
            of(partner, |it| &it.products, |at| &vocabulary.products[at]),
        ),
        ("specializations", specializations(context, partner)),
        (
            "industries",
            of(
                partner,
                |it| &it.industries,
                |at| &vocabulary.industries[at],
            ),
        ),
    ] {
        row.put_terms(context, name, &terms);
    }
    let serves = partner.map(|it| {
        let codes = it.serves.iter();
        let codes = codes.map(|&at| vocabulary.countries[at].code.as_str());
        codes.collect::<Vec<_>>().join(SEPARATOR)
    });
    row.put("serves", serves.as_deref());
    let languages = partner.map(|it| it.languages.join(SEPARATOR));
    row.put("languages", languages.as_deref());
    headquarters(context, partner, row);
    let customers = partner.map(|it| {
        let customers = it.references.iter().map(|it| it.customer.as_str());
        customers.collect::<Vec<_>>().join(SEPARATOR)
    });
    row.put("references", customers.as_deref());
    let contact = partner.and_then(|it| it.contacts.first());
    row.put("email", contact.and_then(|it| it.email.as_deref()));
    row.put(
        "phone",
        contact.and_then(|it| Some(it.phone.as_ref()?.text.as_str())),
    );
    own_fields(context, partner, row);
    let since = partner.and_then(|it| day(it.since));
    row.put("since", since.as_deref());
    let verified = partner.and_then(|it| day(it.last_verified));
    row.put("last_verified", verified.as_deref());
}

/// The company's own fields that tables show: `field_<id>`.
fn own_fields(context: PageContext<'_>, partner: Option<&Partner>, row: &mut TableColumns) {
    let fields = context.catalogue().vocabulary.fields.iter();
    for (ix, field) in fields.filter(|(_, it)| it.is_in(FieldOwner::Partner, FieldPlace::Table)) {
        let name = format!("field_{}", field.id);
        let values = partner.map_or(&[][..], |partner| &partner.fields);
        let value = values.iter().find(|value| value.field == ix);
        let content = value.map(|value| &value.content);
        match field.kind {
            OwnFieldKind::Text => row.put_texts(context, &name, |lang| match content? {
                OwnValueContent::Text(text) => exact(Some(text), lang),
                _ => None,
            }),
            OwnFieldKind::Choice => {
                let choice = content.and_then(|content| match content {
                    OwnValueContent::Choice(choice) => Some(&field.choices[*choice]),
                    _ => None,
                });
                row.put(&name, choice.map(|choice| choice.id.as_str()));
                row.put_texts(context, &name, |lang| {
                    Some(choice?.name.str(lang).to_owned())
                });
            }
            OwnFieldKind::Amount => {
                let amount = content.and_then(|content| match content {
                    OwnValueContent::Amount(amount) => Some(amount),
                    _ => None,
                });
                row.put(&name, amount.map(|it| it.amount.to_string()).as_deref());
                let currency = amount.map(|it| &*it.currency);
                row.put(&format!("{name}_currency"), currency);
            }
            OwnFieldKind::Number | OwnFieldKind::YesNo | OwnFieldKind::Date => {
                let text = content.map(|content| match content {
                    OwnValueContent::Number(number) => number.to_string(),
                    OwnValueContent::YesNo(truth) => truth.to_string(),
                    OwnValueContent::Date(date) => date.to_string(),
                    _ => String::new(),
                });
                row.put(&name, text.as_deref());
            }
        }
    }
}

/// The headquarters.
fn headquarters(context: PageContext<'_>, partner: Option<&Partner>, row: &mut TableColumns) {
    let office = partner.and_then(Partner::headquarters);
    let country = office.map(|it| &context.catalogue().vocabulary.countries[it.country]);
    row.put("street", office.and_then(|it| it.street.as_deref()));
    row.put("postcode", office.and_then(|it| it.postcode.as_deref()));
    row.put("city", office.and_then(|it| it.city_in(Lang::DEFAULT)));
    row.put_texts(context, "city", |lang| {
        Some(office?.city_in(lang)?.to_owned())
    });
    row.put("region", office.and_then(|it| it.region.as_deref()));
    row.put("country", country.map(|it| it.code.as_str()));
    row.put_texts(context, "country", |lang| {
        Some(context.site.locales[lang.index()].country(country?, lang))
    });
}

fn of<'a, I: Copy + 'a>(
    partner: Option<&'a Partner>,
    list: impl Fn(&'a Partner) -> &'a [I],
    term: impl Fn(I) -> &'a Term,
) -> Vec<&'a Term> {
    let list = partner.map_or(&[][..], list);
    list.iter().map(|&at| term(at)).collect()
}

fn specializations<'a>(context: PageContext<'a>, partner: Option<&Partner>) -> Vec<&'a Term> {
    let known = &context.catalogue().vocabulary.specializations;
    let held = partner.map_or(&[][..], |it| &it.specializations);
    held.iter().map(|it| &known[it.id]).collect()
}

fn exact(text: Option<&Text>, lang: Lang) -> Option<String> {
    text?.exact(lang).map(ToString::to_string)
}

fn push_line<'a>(table: &mut String, fields: impl Iterator<Item = &'a str>) {
    let fields: Vec<String> = fields.map(field).collect();
    table.push_str(&fields.join(","));
    table.push_str("\r\n");
}

/// Whether a text is a telephone number in groups of digits: one number alone would lose its plus sign in a spreadsheet.
fn is_phone_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|rest| {
        rest.contains(' ')
            && rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.chars().all(|c| c.is_ascii_digit() || c == ' ')
    })
}

/// A field as it is written to the file. A spreadsheet would run a value that begins like a formula; the apostrophe
/// makes it a text. Telephone numbers are harmless, and their readers are programs too.
fn field(value: &str) -> String {
    let defused = if begins_like_formula(value) && !is_phone_number(value) {
        format!("'{value}")
    } else {
        value.to_owned()
    };
    if defused.contains([',', '"', '\r', '\n']) || defused.trim() != defused {
        format!("\"{}\"", defused.replace('"', "\"\""))
    } else {
        defused
    }
}

#[cfg(test)]
mod tests {
    use super::field;
    use crate::model::{Api, Page};
    use crate::site::fixture::{both, html, partner, site, with_partners};
    use crate::site::tests::site_of;

    #[test]
    fn formulas_become_texts_and_quotes_are_doubled() {
        assert_eq!(field("=1+1"), "'=1+1");
        assert_eq!(field("+32 9 555"), "+32 9 555");
        assert_eq!(field("+329555"), "'+329555");
        assert_eq!(field("+32 9-555"), "'+32 9-555");
        assert_eq!(field("\tx"), "'\tx");
        assert_eq!(field("\u{feff}＝1"), "'\u{feff}＝1");
        assert_eq!(field(" @x"), "' @x");
        assert_eq!(field("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
        assert_eq!(field("@x,y"), "\"'@x,y\"");
        assert_eq!(field("2-1 = 1"), "2-1 = 1");
    }

    #[test]
    fn every_row_has_as_many_fields_as_the_heading_in_every_language() {
        let (id, mut alba) = partner("alba");
        alba.summary = Some(both("One warehouse", "Un entrepôt"));
        let text = html(
            &site_of(with_partners([(id, alba)])),
            &Page::Api(Api::Table),
        );
        let mut lines = text.trim_start_matches('\u{feff}').split_terminator("\r\n");
        let heading: Vec<&str> = lines.next().unwrap().split(',').collect();
        let row: Vec<&str> = lines.next().unwrap().split(',').collect();
        assert_eq!(lines.next(), None);
        assert_eq!(heading.len(), row.len());
        let value = |name| row[heading.iter().position(|it| *it == name).unwrap()];
        assert_eq!(value("id"), "alba");
        assert_eq!(value("summary_fr"), "Un entrepôt");
        assert_eq!(value("tier_solutions"), "silver");
    }

    #[test]
    fn spreadsheets_see_that_it_is_utf_8() {
        let bytes = site().render(&Page::Api(Api::Table)).unwrap();
        assert!(bytes.starts_with(b"\xef\xbb\xbfid,name,"));
    }
}
