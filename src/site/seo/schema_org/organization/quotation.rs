//! What a customer says, as schema.org's Quotation. Not a `Review`, which has a rating.

use serde::Serialize;

use crate::model::Reference;
use crate::site::context::PageContext;

/// A quotation about a partner.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct QuotationData<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'a str,
    in_language: &'a str,
    creator: CreatorData<'a>,
}

/// Who said it: the person, or the customer.
#[derive(Serialize)]
#[serde(untagged)]
enum CreatorData<'a> {
    Customer(CustomerData<'a>),
    #[serde(rename_all = "camelCase")]
    Person {
        #[serde(rename = "@type")]
        kind: &'static str,
        name: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        job_title: Option<&'a str>,
        works_for: CustomerData<'a>,
    },
}

#[derive(Serialize)]
struct CustomerData<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

/// The quotation of a reference, if it has one.
pub(super) fn data<'a>(
    context: PageContext<'a>,
    reference: &'a Reference,
) -> Option<QuotationData<'a>> {
    let quote = reference.quote.as_ref()?;
    let version = quote.text.get(context.lang);
    let customer = CustomerData {
        kind: "Organization",
        name: &reference.customer,
    };
    let creator = match &quote.person {
        None => CreatorData::Customer(customer),
        Some(person) => CreatorData::Person {
            kind: "Person",
            name: person,
            job_title: quote.role.as_ref().map(|role| role.str(context.lang)),
            works_for: customer,
        },
    };
    Some(QuotationData {
        kind: "Quotation",
        text: version.value,
        in_language: context.catalogue().code(version.lang),
        creator,
    })
}
