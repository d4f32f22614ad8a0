//! A compact fingerprint of the published content, saved to compute the next diff. Built by [`Snapshot::new`].
//!
//! It has two parts. The hashes of all published files decide whether anything changed. Names and hashes of published
//! values say what it was.

mod content_hash;
mod partner;
mod programme;
mod prose;
mod settings;
mod text;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::commands::LoadOptions;
use crate::commands::render::{OutputRenderer, PRESS};
use crate::model::{Lang, ListIndex as _, Medium, PartnerIx};
use crate::paper;

pub(crate) use content_hash::ContentHash;
pub(super) use content_hash::{is_public_data, without_asset_hashes};
pub(super) use partner::TIER_DATES;
pub(super) use values::{HashedValue, ValueKind, ValuePath};

use values::{ValueCollector, hash_bytes};

/// Programme and tier, by id.
pub(super) type TierName = (String, String);

/// The published content at one time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Snapshot {
    /// How the site was rendered.
    pub(super) rendering: Rendering,
    /// Partners by id.
    pub(super) partners: BTreeMap<String, PartnerState>,
    /// Names of tiers by programme and tier.
    pub(super) tiers: BTreeMap<TierName, String>,
    /// Other published values.
    pub(super) values: BTreeMap<ValuePath, HashedValue>,
    /// Hashes of the texts of programmes and pages.
    pub(super) prose: BTreeMap<String, u64>,
    /// The files of the site by their path, and those for the printer. Those of the paper are absent where only the site
    /// was rendered.
    pub(super) files: BTreeMap<String, ContentHash>,
    /// Hashes of the input of the paper editions, by the path of each PDF.
    pub(super) editions: BTreeMap<String, u64>,
}

/// What a site depends on besides its project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rendering {
    /// The date of its public data.
    pub(super) today: String,
    /// Whether it offers the paper catalogue.
    pub(super) paper: bool,
    /// The address that replaced the one in the settings.
    pub(super) base_url: Option<String>,
    /// The languages of the catalogue.
    pub(super) languages: Vec<String>,
}

/// A partner at one time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PartnerState {
    pub(super) name: String,
    /// The tier in each programme.
    pub(super) tiers: BTreeMap<String, Option<String>>,
    /// Hashes by text and language.
    pub(super) texts: BTreeMap<String, u64>,
    /// Hashes by field.
    pub(super) facts: BTreeMap<String, u64>,
}

impl Snapshot {
    /// The snapshot of what is rendered, with the hashes of its files.
    pub(crate) fn new(
        renderer: &OutputRenderer,
        options: &LoadOptions,
        files: BTreeMap<String, ContentHash>,
    ) -> Self {
        let catalogue = &*renderer.catalogue;
        let count = catalogue.partners.len();
        let partners = (0..count).into_par_iter().map(|position| {
            let ix = PartnerIx::new(position);
            let partner = &catalogue.partners[ix];
            let state = partner::state(&renderer.site.partner_data(ix), &partner.sort_name);
            (partner.id.clone(), state)
        });
        let mut tiers = BTreeMap::new();
        for (_, programme) in catalogue.programmes.iter() {
            for (_, tier) in programme.tiers.iter() {
                let name = tier.name.str(Lang::DEFAULT).to_owned();
                tiers.insert((programme.id.clone(), tier.id.clone()), name);
            }
        }
        let mut values = ValueCollector::new(catalogue);
        programme::collect(&mut values);
        settings::collect(&mut values);
        settings::collect_theme(&mut values, &renderer.theme);
        Self {
            rendering: Rendering {
                today: options.today.to_string(),
                paper: options.paper,
                base_url: options.base_url.clone(),
                languages: catalogue.settings.languages.clone(),
            },
            partners: partners.collect::<Vec<_>>().into_iter().collect(),
            tiers,
            values: values.hashes,
            prose: prose::hashes(catalogue),
            files,
            editions: editions(renderer),
        }
    }

    /// The options with which this was rendered, for another date and project.
    pub(super) fn options(&self, options: &LoadOptions) -> LoadOptions {
        LoadOptions {
            today: options.today,
            paper: self.rendering.paper,
            base_url: self.rendering.base_url.clone(),
        }
    }

    /// Addresses of pages that should never vanish, without the first slash.
    pub(super) fn addresses(&self) -> BTreeSet<&str> {
        let paths = self.files.keys().map(String::as_str);
        paths.filter(|path| is_lasting(path)).collect()
    }
}

/// The hash of the input of each PDF. Typesetting takes too long to compare the PDFs themselves in each diff.
fn editions(renderer: &OutputRenderer) -> BTreeMap<String, u64> {
    if renderer.editions.is_empty() {
        return BTreeMap::new();
    }
    let catalogue = &renderer.catalogue;
    let mut editions = BTreeMap::new();
    let design = renderer.theme.folder("paper/");
    let design: Vec<String> = design
        .map(|(path, file)| format!("{path} {:x}", hash_bytes(&file.bytes)))
        .collect();
    for edition in &renderer.editions {
        // A theme whose paper has a mistake is reported where the edition is rendered.
        let input = paper::input(catalogue, &renderer.theme, edition, renderer.today);
        let hash = input.map_or(0, |mut input| {
            input.extend(design.join("\n").bytes());
            hash_bytes(&input)
        });
        let folder = match edition.medium {
            Medium::Screen => PAPER,
            Medium::Press => PRESS,
        };
        for volume in edition.volumes(catalogue) {
            let name = edition.volume_file_name(catalogue, volume);
            editions.insert(format!("{folder}/{name}"), hash);
        }
    }
    editions
}

/// The folder of the editions for screens, in that of the site.
const PAPER: &str = "paper";

/// Whether a file is a PDF of the paper catalogue.
pub(super) fn is_edition(path: &str) -> bool {
    let folder = path.split_once('/').map(|(folder, _)| folder);
    path.ends_with(".pdf") && [Some(PAPER), Some(PRESS)].contains(&folder)
}

/// Whether an address should never vanish. Later pages of a list come and go with its length.
pub(crate) fn is_lasting(path: &str) -> bool {
    path.ends_with("index.html") && !path.contains("/page/")
}
