//! Problems of drafts: a draft is not published, so that nothing in it keeps the others from being published.
//! Entry point: [`mark_drafts`].

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostics};
use crate::load::{PartnerRecord, PartnerStatus, Records, resolve};
use crate::source::{FileId, Sources};

/// Makes the errors of drafts, and of pictures that only drafts name, warnings.
pub fn mark_drafts(records: &Records, sources: &Sources, problems: &mut Diagnostics) {
    let is_draft = |partner: &PartnerRecord| partner.status == PartnerStatus::Draft;
    let drafts: BTreeSet<FileId> = records
        .partners
        .iter()
        .filter(|partner| is_draft(partner))
        .map(|partner| partner.file)
        .collect();
    if drafts.is_empty() || problems.errors() == 0 {
        return;
    }
    let mut pictures: BTreeSet<String> = BTreeSet::new();
    let mut shared: BTreeSet<String> = BTreeSet::new();
    for partner in &records.partners {
        let names = partner.pictures();
        let paths = names.filter_map(|name| resolve(partner.folder(), &name.value));
        match is_draft(partner) {
            true => pictures.extend(paths),
            false => shared.extend(paths),
        }
    }
    pictures.retain(|path| path.starts_with("partners/") && !shared.contains(path));
    problems.mark_drafts(|problem| {
        let Some(place) = problem.place else {
            return false;
        };
        // Of two records with the same id, the draft is the one that is not published.
        let has_draft = problem.code == Code::DuplicateId
            && problem
                .related
                .iter()
                .any(|(span, _)| drafts.contains(&span.file));
        drafts.contains(&place.file)
            || has_draft
            || pictures.contains(&sources.get(place.file).path)
    });
}
