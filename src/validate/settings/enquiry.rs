//! Who receives the messages of visitors, and what the page "find my partner" asks. Entry points: [`enquiry`],
//! [`questions`].

use crate::diagnostic::{Code, Diagnostic};
use crate::load::EnquiryRecord;
use crate::model::{Enquiry, FieldIx, FieldOwner, OwnFieldKind, Vocabulary};
use crate::source::Spanned;
use crate::validate::{Context, ReferenceKind, formats};

/// The most questions of the company's own that visitors are asked.
const QUESTIONS_AT_MOST: usize = 5;

/// The recipient of messages. Whatever is wrong is an error: a message that does not arrive must not look sent.
pub(super) fn enquiry(cx: &mut Context<'_>) -> Enquiry {
    let records = cx.records;
    let Some(record) = &records.settings.enquiry else {
        return Enquiry::Partners;
    };
    if let (Some(_), Some(endpoint)) = (&record.email, &record.endpoint) {
        let message = "`[enquiry]` has both `email` and `endpoint`";
        let help = "keep the one that messages go to, and delete the other";
        cx.push(Diagnostic::new(Code::InvalidValue, endpoint.span, message).help(help));
    }
    match (&record.email, &record.endpoint) {
        (email, Some(endpoint)) => {
            formats::email(cx, email.as_ref());
            form_service(cx, record, endpoint)
        }
        (Some(email), None) => {
            needless_consent(cx, record);
            let email = formats::email(cx, Some(email));
            email.map_or(Enquiry::Partners, Enquiry::Email)
        }
        (None, None) => {
            let message = "`[enquiry]` does not say where messages go";
            let help = "add `email = \"…\"`, or `endpoint = \"https://…\"` with `consent`; \
                        or delete `[enquiry]`: then each message goes to its partner";
            cx.push(Diagnostic::new(Code::MissingKey, record.span, message).help(help));
            Enquiry::Partners
        }
    }
}

fn form_service(
    cx: &mut Context<'_>,
    record: &EnquiryRecord,
    endpoint: &Spanned<String>,
) -> Enquiry {
    let url = formats::url(cx, endpoint);
    if url.as_ref().is_some_and(|url| !url.starts_with("https://")) {
        let message = "`endpoint` is not encrypted: messages contain personal data";
        let help = "write the address of the form service with `https://`";
        cx.push(Diagnostic::new(Code::InvalidUrl, endpoint.span, message).help(help));
        return Enquiry::Partners;
    }
    let Some(consent) = &record.consent else {
        let message = "`endpoint` needs `consent`: what visitors agree to when they send a message";
        let help = "add `consent.en = \"…\"`, and one line for each other language: \
                    who receives the message, for what, and for how long";
        cx.push(Diagnostic::new(Code::MissingKey, endpoint.span, message).help(help));
        return Enquiry::Partners;
    };
    let consent = cx.required_text(consent);
    url.map_or(Enquiry::Partners, |url| Enquiry::Endpoint { url, consent })
}

/// Reports a consent that the site does not ask for.
fn needless_consent(cx: &mut Context<'_>, record: &EnquiryRecord) {
    if record.consent.is_some() {
        let message = "`consent` is shown only with `endpoint`";
        let help =
            "delete it: visitors send e-mails from their own programs, and see where they go";
        cx.push(Diagnostic::new(Code::InvalidValue, record.span, message).help(help));
    }
}

/// The fields that visitors are asked about: choices of partners, each once.
pub(super) fn questions(cx: &mut Context<'_>, vocabulary: &Vocabulary) -> Vec<FieldIx> {
    let records = cx.records;
    let written = &records.settings.find.questions;
    if let Some(question) = written.get(QUESTIONS_AT_MOST) {
        let message = format!("visitors are asked at most {QUESTIONS_AT_MOST} questions");
        let help = "keep those that tell partners apart best";
        cx.push(Diagnostic::new(Code::InvalidValue, question.span, message).help(help));
    }
    let mut questions: Vec<FieldIx> = Vec::new();
    for id in written.iter().take(QUESTIONS_AT_MOST) {
        // A field whose declaration is wrong was reported there.
        let is_declared = records.vocabulary.own_field(&id.value).is_some();
        if is_declared && vocabulary.fields.find(&id.value).is_none() {
            continue;
        }
        let kind = ReferenceKind::PartnerFields;
        let Some(field) = cx.find(&vocabulary.fields, id, Code::UnknownEntry, kind) else {
            continue;
        };
        let declared = &vocabulary.fields[field];
        if declared.kind != OwnFieldKind::Choice || !declared.owners.contains(&FieldOwner::Partner)
        {
            let message = format!(
                "the field `{}` cannot be a question: its kind is `{}`, and it is a field of {}",
                id.value,
                declared.kind.word(),
                match declared.owners.contains(&FieldOwner::Partner) {
                    true => "partners",
                    false => "references",
                }
            );
            let help = "ask about fields with `kind = \"choice\"` that partners have";
            cx.push(Diagnostic::new(Code::InvalidValue, id.span, message).help(help));
        } else if !questions.contains(&field) {
            // A duplicate was reported when the list was read.
            questions.push(field);
        }
    }
    questions
}
