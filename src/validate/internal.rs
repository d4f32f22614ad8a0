//! Internal values, which are never published: `site` and `paper` may not import these types. Built by [`internal`].

use std::collections::BTreeMap;

use crate::load::{PartnerStatus, ProgrammeInternalRecord, Records};
use crate::model::{IndexedList, Programme, ProgrammeIx};

/// The internal values of the project, for checks and audits.
#[derive(Debug, Clone, Default)]
pub struct Internal {
    /// By id of the partner.
    pub partners: BTreeMap<String, PartnerInternal>,
    /// By id of the programme.
    pub programmes: BTreeMap<String, ProgrammeInternal>,
}

/// The internal values of a partner.
#[derive(Debug, Clone, Default)]
pub struct PartnerInternal {
    /// Figures that criteria are checked against, by name.
    pub figures: BTreeMap<String, f64>,
    /// Whether it has access to the partner portal.
    pub portal_access: Option<bool>,
    /// Remarks.
    pub notes: Option<String>,
}

/// The internal values of a programme.
#[derive(Debug, Clone, Default)]
pub struct ProgrammeInternal {
    /// For each criterion, the figure it is checked against, by id of the criterion.
    pub figures: BTreeMap<String, String>,
    /// Internal values of the programme itself.
    pub own: ProgrammeInternalRecord,
    /// Internal values of its countries, by code.
    pub countries: BTreeMap<String, ProgrammeInternalRecord>,
}

/// The internal values of the records that are published.
pub fn internal(records: &Records, programmes: &IndexedList<ProgrammeIx, Programme>) -> Internal {
    let partners = records
        .partners
        .iter()
        .filter(|partner| partner.status == PartnerStatus::Active)
        .map(|partner| {
            let record = &partner.internal;
            let internal = PartnerInternal {
                figures: record
                    .figures
                    .iter()
                    .map(|(name, figure)| (name.value.clone(), *figure))
                    .collect(),
                portal_access: record.portal_access.map(|access| access.value),
                notes: record.notes.as_ref().map(|notes| notes.value.clone()),
            };
            (partner.id.clone(), internal)
        })
        .collect();
    let programmes = records
        .programmes
        .iter()
        .filter(|record| programmes.find(&record.id).is_some())
        .map(|record| {
            let figures = record
                .criteria
                .iter()
                .filter_map(|criterion| {
                    Some((
                        criterion.id.value.clone(),
                        criterion.figure.as_ref()?.value.clone(),
                    ))
                })
                .collect();
            let countries = record
                .countries
                .iter()
                .map(|share| (share.code.clone(), share.internal.clone()))
                .collect();
            (
                record.id.clone(),
                ProgrammeInternal {
                    figures,
                    own: record.internal.clone(),
                    countries,
                },
            )
        })
        .collect();
    Internal {
        partners,
        programmes,
    }
}
