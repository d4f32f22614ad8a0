//! References of a profile: what was done, what the customer says, and the results. Entry point: [`reference`](fn@reference).

use serde::Serialize;

use super::{WebLinkView, web};
use crate::model::{FacetValue, FieldPlace, Illustration, Page, PictureUse, Quote, Reference};
use crate::site::context::PageContext;
use crate::site::fragments::Fragments;
use crate::site::own_fields::{self, OwnFactView};
use crate::site::view::{LinkView, SharedView, TextView};

#[derive(Serialize)]
pub(super) struct ReferenceView {
    customer: String,
    industry: Option<SharedView<LinkView>>,
    product: Option<SharedView<LinkView>>,
    year: Option<String>,
    summary: Option<TextView>,
    quote: Option<QuoteView>,
    figures: Vec<ReferenceFigureView>,
    picture: Option<IllustrationView>,
    /// Values of the company's own fields.
    fields: Vec<OwnFactView>,
    web: Option<WebLinkView>,
}

/// A quotation, and who said it: at least the customer.
#[derive(Serialize)]
struct QuoteView {
    text: TextView,
    person: Option<String>,
    role: Option<TextView>,
}

#[derive(Serialize)]
struct ReferenceFigureView {
    value: TextView,
    label: TextView,
}

/// A picture with its size in CSS pixels.
#[derive(Serialize)]
pub(super) struct IllustrationView {
    src: String,
    width: u32,
    height: u32,
    alt: TextView,
}

pub(super) fn reference(
    context: PageContext<'_>,
    fragments: &Fragments,
    reference: &Reference,
) -> ReferenceView {
    let link = |facet| fragments.link(facet);
    ReferenceView {
        customer: reference.customer.clone(),
        industry: reference.industry.map(FacetValue::Industry).map(link),
        product: reference.product.map(FacetValue::Product).map(link),
        // Years are written without grouping in every language.
        year: reference.year.map(|year| year.to_string()),
        summary: context.text_opt(reference.summary.as_ref()),
        quote: reference.quote.as_ref().map(|it| quote(context, it)),
        figures: reference
            .figures
            .iter()
            .map(|figure| ReferenceFigureView {
                value: context.text(&figure.value),
                label: context.text(&figure.label),
            })
            .collect(),
        picture: reference
            .picture
            .as_ref()
            .map(|it| illustration(context, it)),
        fields: own_fields::facts(context, &reference.fields, FieldPlace::Profile),
        web: reference
            .url
            .as_ref()
            .map(|url| web(context.message("read_case"), url)),
    }
}

fn quote(context: PageContext<'_>, quote: &Quote) -> QuoteView {
    QuoteView {
        text: context.text(&quote.text),
        person: quote.person.clone(),
        role: context.text_opt(quote.role.as_ref()),
    }
}

pub(super) fn illustration(
    context: PageContext<'_>,
    illustration: &Illustration,
) -> IllustrationView {
    let picture = &context.catalogue().pictures[illustration.picture];
    let page = Page::Picture(illustration.picture, PictureUse::Illustration);
    let (width, height) = PictureUse::Illustration.size(picture);
    IllustrationView {
        src: context.href(&page),
        width,
        height,
        alt: context.text(&illustration.alt),
    }
}
