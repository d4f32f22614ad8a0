//! What a partner is validated for, as schema.org's `EducationalOccupationalCredential`.
//!
//! Only specializations, which the organization itself holds: certifications are those of its people.

use serde::Serialize;

use super::AreaServedData;
use crate::model::{PartnerIx, Specialization};
use crate::site::context::PageContext;
use crate::site::fragments::Fragments;
use crate::site::seo::schema_org::PublisherData;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CredentialData<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    /// "Specialization", in the language of the page.
    credential_category: String,
    /// The level.
    #[serde(skip_serializing_if = "Option::is_none")]
    educational_level: Option<&'a str>,
    recognized_by: &'a PublisherData,
    /// Where it is valid, if not everywhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    valid_in: Vec<AreaServedData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
}

/// The credentials of a partner.
pub(super) fn data<'a>(
    context: PageContext<'a>,
    fragments: &'a Fragments,
    ix: PartnerIx,
) -> Vec<CredentialData<'a>> {
    let specializations = context.catalogue().partners[ix].specializations.iter();
    specializations
        .map(|it| credential(context, fragments, it))
        .collect()
}

fn credential<'a>(
    context: PageContext<'a>,
    fragments: &'a Fragments,
    specialization: &'a Specialization,
) -> CredentialData<'a> {
    let vocabulary = &context.catalogue().vocabulary;
    let level = specialization.level.map(|at| &vocabulary.levels[at]);
    let countries = specialization.countries.iter();
    CredentialData {
        kind: "EducationalOccupationalCredential",
        name: vocabulary.specializations[specialization.id]
            .name
            .str(context.lang),
        credential_category: context.message("facet_specialization"),
        educational_level: level.map(|level| level.name.str(context.lang)),
        recognized_by: &fragments.publisher,
        valid_in: countries
            .map(|&at| AreaServedData::new(context, at))
            .collect(),
        expires: specialization.until.map(|date| date.to_string()),
    }
}
