//! External links of the site. Entry point: [`external_links`].

use super::links::place;
use super::maintenance::{active, proses};
use crate::load::{DeskRecord, Records};
use crate::markdown;
use crate::source::{Sources, Spanned};
use crate::text::url::{ascii_url, below};

/// All external links that are published, with their positions.
pub fn external_links(records: &Records, sources: &Sources) -> Vec<Spanned<String>> {
    let mut links: Vec<Spanned<String>> = Vec::new();
    let form = |desk: &DeskRecord| desk.form_url.clone();
    links.extend(records.settings.organization.website.clone());
    for programme in &records.programmes {
        links.extend(programme.portal.clone());
        links.extend(programme.contact.as_ref().and_then(form));
        links.extend(
            programme
                .countries
                .iter()
                .filter_map(|share| share.contact.as_ref().and_then(form)),
        );
    }
    for partner in active(records) {
        links.extend(partner.website.clone());
        links.extend(
            partner
                .contacts
                .iter()
                .filter_map(|contact| contact.form_url.clone()),
        );
        links.extend(
            partner
                .references
                .iter()
                .filter_map(|reference| reference.url.clone()),
        );
        links.extend(partner.links.iter().map(|link| link.url.clone()));
    }
    let descriptions = active(records).filter_map(|partner| partner.description.as_ref());
    let descriptions = descriptions.flat_map(|texts| texts.versions.iter().flatten());
    let pages = proses(records).flat_map(|prose| prose.versions.iter().flatten());
    let base_url = &records.settings.base_url.value;
    for text in descriptions.chain(pages.map(|version| &version.body)) {
        for link in markdown::links(&text.value)
            .into_iter()
            // Links to the site itself are checked as pages.
            .filter(|link| !link.image && below(base_url, &link.target).is_none())
        {
            links.push(Spanned {
                span: place(sources, text, link.range),
                value: ascii_url(&link.target).into_owned(),
            });
        }
    }
    links.retain(|link| link.value.starts_with("https://") || link.value.starts_with("http://"));
    links
}
