//! References as public data.

use serde_json::Value as Json;

use super::picture;
use crate::model::{Quote, Reference};
use crate::site::api::{JsonObject, own_fields, text};
use crate::site::context::PageContext;

pub(super) fn view(context: PageContext<'_>, reference: &Reference) -> Json {
    let catalogue = context.catalogue();
    let vocabulary = &catalogue.vocabulary;
    let industry = reference.industry.map(|at| &vocabulary.industries[at].id);
    let product = reference.product.map(|at| &vocabulary.products[at].id);
    let summary = reference.summary.as_ref();
    let figures = reference.figures.iter().map(|figure| {
        JsonObject::default()
            .put("value", text(catalogue, &figure.value))
            .put("label", text(catalogue, &figure.label))
            .done()
    });
    JsonObject::default()
        .put("customer", &reference.customer)
        .put("industry", industry)
        .put("product", product)
        .put("year", reference.year)
        .put("summary", summary.map(|summary| text(catalogue, summary)))
        .put(
            "quote",
            reference.quote.as_ref().map(|it| quote(context, it)),
        )
        .put("figures", figures.collect::<Json>())
        .put(
            "picture",
            reference.picture.as_ref().map(|it| picture(context, it)),
        )
        .put("url", &reference.url)
        .put("fields", own_fields::values(catalogue, &reference.fields))
        .done()
}

fn quote(context: PageContext<'_>, quote: &Quote) -> Json {
    let catalogue = context.catalogue();
    let role = quote.role.as_ref();
    JsonObject::default()
        .put("text", text(catalogue, &quote.text))
        .put("person", &quote.person)
        .put("role", role.map(|role| text(catalogue, role)))
        .done()
}
