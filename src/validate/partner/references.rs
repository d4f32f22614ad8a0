//! References, as far as customers and quoted people agreed to being published, and the pictures of a record.

use jiff::civil::Date;

use super::PartnerValidator;
use super::person_names::PersonNames;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{OwnContent, OwnValueRecord, ReferenceFigureRecord, ReferenceRecord, Texts};
use crate::model::{
    FieldOwner, Illustration, OwnValueContent, Quote, Reference, ReferenceFigure, Text,
};
use crate::source::{Span, Spanned};
use crate::validate::settings::picture;
use crate::validate::{ReferenceKind, formats, own_fields};

/// The longest quotation, in characters: what fits beside a picture, and into an entry of the book.
const QUOTE_AT_MOST: usize = 400;
/// The longest value and label of a figure: what fits into a quarter of the width.
const FIGURE_VALUE_AT_MOST: usize = 24;
const FIGURE_LABEL_AT_MOST: usize = 80;

impl PartnerValidator<'_, '_> {
    pub(super) fn references(&mut self) -> Vec<Reference> {
        self.record
            .references
            .iter()
            .filter_map(|reference| self.reference(reference))
            .collect()
    }

    /// A customer case, if the customer has agreed.
    fn reference(&mut self, record: &ReferenceRecord) -> Option<Reference> {
        let vocabulary = self.vocabulary;
        let industry = record.industry.as_ref().and_then(|word| {
            let (code, kind) = (Code::UnknownIndustry, ReferenceKind::Industries);
            self.cx.find(&vocabulary.industries, word, code, kind)
        });
        let product = record.product.as_ref().and_then(|word| {
            let (code, kind) = (Code::UnknownProduct, ReferenceKind::Products);
            self.cx.find(&vocabulary.products, word, code, kind)
        });
        let summary = self.cx.maybe_text(record.summary.as_ref());
        let names = unnamed(record, self.cx.today);
        let quote = self.quote(record, names.as_ref());
        let figures = record.figures.iter();
        let mut figures: Vec<ReferenceFigure> = figures.map(|it| self.figure(it)).collect();
        let url = formats::maybe_url(self.cx, record.url.as_ref());
        let owner = FieldOwner::Reference;
        let mut fields = own_fields::values(self.cx, &vocabulary.fields, owner, &record.fields);
        let picture = self.illustration(record.picture.as_ref(), record.alt.as_ref(), "alt");
        self.cx
            .warn_future_date(record.consent.as_ref(), "the consent", "check the year");
        if !record.has_consent(self.cx.today) {
            let message = format!(
                "the reference of `{}` is not published without the customer's consent",
                record.customer.value
            );
            let help =
                "add `consent = <date>` when the customer has agreed, or delete the reference";
            self.withheld(Code::WithheldReference, record.customer.span, message, help);
            return None;
        }
        let names = names.as_ref();
        self.report_unnamed(record, names);
        figures.retain(|it| !is_named(names, &it.value) && !is_named(names, &it.label));
        fields.retain(|it| match &it.content {
            OwnValueContent::Text(text) => !is_named(names, text),
            _ => true,
        });
        Some(Reference {
            customer: record.customer.value.clone(),
            industry,
            product,
            year: record.year.and_then(|year| i16::try_from(year).ok()),
            summary: summary.filter(|summary| !is_named(names, summary)),
            quote: quote.filter(|quote| !is_named(names, &quote.text)),
            figures,
            picture: picture.filter(|_| publishes_picture(record, self.cx.today)),
            url: url.filter(|url| names.is_none_or(|names| !names.are_in_url(url))),
            fields,
        })
    }

    /// The quotation of a customer, with the person who said it if that person has agreed.
    fn quote(&mut self, record: &ReferenceRecord, names: Option<&PersonNames>) -> Option<Quote> {
        self.cx.warn_future_date(
            record.quote_consent.as_ref(),
            "the consent",
            "check the year",
        );
        let role = self.cx.maybe_text(record.quote_role.as_ref());
        let Some(texts) = &record.quote else {
            let person = record.quote_person.as_ref().map(|person| person.span);
            let role = record.quote_role.as_ref().map(|role| role.span);
            if let Some(span) = person.or(role) {
                let message = "the reference says who is quoted, but has no `quote`";
                let help = "add a line `quote = \"…\"`, or delete `quote_person` and `quote_role`";
                self.cx
                    .push(Diagnostic::new(Code::MissingKey, span, message).help(help));
            }
            return None;
        };
        self.warn_length(
            texts,
            "the quotation",
            QUOTE_AT_MOST,
            "the profile and the book",
        );
        let text = self.cx.text(&without_quotation_marks(texts))?;
        let person = record.quote_person.as_ref().filter(|_| names.is_none());
        Some(Quote {
            text,
            person: person.map(|person| person.value.clone()),
            role: role.filter(|role| !is_named(names, role)),
        })
    }

    /// Reports what a person who has not agreed keeps from being published: each part of the reference with the name.
    fn report_unnamed(&mut self, record: &ReferenceRecord, names: Option<&PersonNames>) {
        let (Some(person), Some(names)) = (&record.quote_person, names) else {
            return;
        };
        let message = format!(
            "`{}` is not named without the date of consent",
            person.value
        );
        let help = "add `quote_consent = <date>` when the person has agreed, or delete the name";
        self.withheld(Code::MissingConsent, person.span, message, help);
        let in_field = |field: &OwnValueRecord| match &field.content {
            OwnContent::Text(texts) => naming(names, Some(texts)),
            _ => None,
        };
        let in_address = |url: &&Spanned<String>| names.are_in_url(&url.value);
        let in_file = |file: &&Spanned<String>| names.are_in_file(&file.value);
        let parts = [
            (
                "the role of the quoted person names the person",
                naming(names, record.quote_role.as_ref()),
            ),
            (
                "the quotation names a person",
                naming(names, record.quote.as_ref()),
            ),
            (
                "the picture shows the quoted person",
                naming(names, record.alt.as_ref()),
            ),
            (
                "the file of the picture is named after the quoted person,",
                (record.picture.as_ref().filter(in_file)).map(|it| it.span),
            ),
            (
                "the summary names the quoted person",
                naming(names, record.summary.as_ref()),
            ),
            (
                "the address names the quoted person",
                (record.url.as_ref().filter(in_address)).map(|it| it.span),
            ),
        ];
        let figures = record.figures.iter();
        let figures = figures.filter_map(|it| {
            naming(names, Some(&it.value)).or_else(|| naming(names, Some(&it.label)))
        });
        let figures = figures.map(|span| ("the figure names the quoted person", Some(span)));
        let fields = record.fields.iter().filter_map(in_field);
        let fields = fields.map(|span| ("the field names the quoted person", Some(span)));
        let help =
            "add `quote_consent = <date>` when the person has agreed, or write it without the name";
        for (what, span) in parts.into_iter().chain(figures).chain(fields) {
            if let Some(span) = span {
                let message = format!("{what} and is not published");
                self.withheld(Code::PersonalAddress, span, message, help);
            }
        }
    }

    fn figure(&mut self, record: &ReferenceFigureRecord) -> ReferenceFigure {
        let of = "the profile";
        self.warn_length(&record.value, "the value", FIGURE_VALUE_AT_MOST, of);
        self.warn_length(&record.label, "the label", FIGURE_LABEL_AT_MOST, of);
        ReferenceFigure {
            value: self.cx.required_text(&record.value),
            label: self.cx.required_text(&record.label),
        }
    }

    /// A picture with the text for those who do not see it, which it must have; `key` is the name of that text.
    pub(super) fn illustration(
        &mut self,
        name: Option<&Spanned<String>>,
        alt: Option<&Texts>,
        key: &str,
    ) -> Option<Illustration> {
        let text = self.cx.maybe_text(alt);
        let missing = match (name, alt) {
            (Some(name), None) => {
                let message = format!("the picture `{}` has no `{key}`", name.value);
                let help = format!(
                    "add a line `{key} = \"…\"` with what it shows, for readers who do not see it"
                );
                Some(Diagnostic::new(Code::MissingKey, name.span, message).help(help))
            }
            (None, Some(alt)) => {
                let message = format!("there is `{key}`, but no `picture`");
                let help = format!("add a line `picture = \"…\"`, or delete `{key}`");
                Some(Diagnostic::new(Code::MissingKey, alt.span, message).help(help))
            }
            _ => None,
        };
        if let Some(missing) = missing {
            self.cx.push(missing);
        }
        let picture = picture(self.cx, self.record.folder(), name)?;
        Some(Illustration {
            picture,
            alt: text?,
        })
    }

    /// Warns of texts that are longer than their place.
    pub(super) fn warn_length(&mut self, texts: &Texts, what: &str, at_most: usize, place: &str) {
        for version in texts.versions.iter().flatten() {
            let length = version.value.chars().count();
            if length > at_most {
                let message =
                    format!("{what} has {length} characters; {place} has room for {at_most}");
                let diagnostic = Diagnostic::new(Code::TextTooLong, version.span, message);
                self.cx.push(diagnostic.help("shorten it"));
            }
        }
    }
}

/// The text without quotation marks around the whole of it: pages and the book set those of their language.
fn without_quotation_marks(texts: &Texts) -> Texts {
    let mut texts = texts.clone();
    for version in texts.versions.iter_mut().flatten() {
        let inner = version.value.strip_prefix(['"', '“', '„', '«', '»', '”']);
        let inner = inner.and_then(|text| text.strip_suffix(['"', '”', '“', '»', '«']));
        // Otherwise these are the marks of two quotations within it.
        let is_whole = |text: &&str| !text.contains(['"', '“', '„', '«', '»', '”']);
        if let Some(inner) = inner.map(str::trim).filter(is_whole) {
            version.value = inner.into();
        }
    }
    texts
}

/// The names of the quoted person that must not be published: of one who has not agreed. Consent counts from its day on.
fn unnamed(record: &ReferenceRecord, today: Date) -> Option<PersonNames> {
    let person = record.quote_person.as_ref()?;
    let has_consent = (record.quote_consent).is_some_and(|consent| consent.value <= today);
    (!has_consent).then(|| PersonNames::new(&person.value))
}

fn is_named(names: Option<&PersonNames>, text: &Text) -> bool {
    let Some(names) = names else { return false };
    text.versions().any(|(_, text)| names.are_in_text(text))
}

/// Whether the picture of a reference is published: not without the customer's consent, and not that of a person who has
/// not agreed.
pub(in crate::validate) fn publishes_picture(record: &ReferenceRecord, today: Date) -> bool {
    let names = unnamed(record, today);
    record.has_consent(today)
        && names.is_none_or(|names| {
            let file = record.picture.as_ref();
            naming(&names, record.alt.as_ref()).is_none()
                && file.is_none_or(|file| !names.are_in_file(&file.value))
        })
}

/// The position of the first version of a text that has one of the names.
fn naming(names: &PersonNames, texts: Option<&Texts>) -> Option<Span> {
    let mut versions = texts?.versions.iter().flatten();
    let found = versions.find(|version| names.are_in_text(&version.value));
    found.map(|version| version.span)
}
