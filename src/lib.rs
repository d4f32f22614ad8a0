//! Vitrine turns a folder of partner records and programme texts into a website and a paper catalogue.
//!
//! ```text
//!  folder ──load──▶ records ──validate──▶ catalogue ──┬─plan──▶ site: pages by address ──render──▶ bytes ─┐
//!  (TOML, MD,       (as written,          (valid by    │                                                   ├─publish─▶ public/
//!   theme)           with spans)           construction)└─data──▶ paper: typst ──▶ PDF ────────────────────┘
//!                         │                     │
//!                         └────── diagnostics ──┴── every stage reports all it sees; the next starts only without errors
//! ```
//!
//! The [`sections`] of the paper are decided between the two: the site tells what each of its volumes holds.
//!
//! From `public/`, [`deliver`] takes the site to where visitors find it; [`http`] is how the program asks other machines.
//!
//! Beside this path, for those who keep the catalogue: [`audit`] puts the [`questionnaire`] to the programmes, [`explain`]
//! tells where a value comes from, [`external`] asks for the pages of others that the site links to; [`exchange`] turns
//! tables into records and back, [`schema`] tells editors the fields of the files; [`changes`] compares what is published
//! with what was, [`proof`] shows partners what is published about them, and [`traces`] what is left of one that was
//! forgotten. Nothing that they find is published.

pub mod cli;
pub mod commands;
pub mod diagnostic;
pub mod edit;
pub mod http_client;
pub mod image;
pub mod l10n;
pub mod load;
pub mod markdown;
pub mod model;
pub mod output;
pub mod paper;
pub mod questionnaire;
pub mod serve;
pub mod site;
pub mod source;
pub mod text;
pub mod theme;
pub mod validate;
