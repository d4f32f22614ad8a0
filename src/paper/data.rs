//! Catalogue → the data of one volume: what the theme's Typst reads with `cbor("catalogue.cbor")`.
//!
//! The types here and below are the theme's data contract. Names are in kebab-case (`legal_name` is `legal-name`); what
//! is absent is `none`; lists are never absent. Everything that a language decides is decided here: order, dates,
//! numbers, names of countries. Every text carries its language where it is not the reader's.

mod country;
mod index;
mod matrix;
mod partner;
mod primitives;
mod programme;
mod prose;
mod reader;
mod section;
mod strings;
mod volume_context;

use std::collections::BTreeMap;

use ciborium::Value;
use jiff::civil::Date;
use serde::Serialize;

use self::index::IndexesView;
use self::primitives::{DateView, LanguageView, LinkView, PictureView, QrView, TextView};
use self::programme::ProgrammeView;
use self::reader::Reader;
use self::section::SectionView;
use self::volume_context::{BoundView, HeadingView, PlaceView};
use super::pictures::Hash;
use super::text_limits::EntryText;
use super::volumes::Bound;
use super::{Edition, EditionScope, Medium, theme_problem};
use crate::diagnostic::Diagnostics;
use crate::model::outline::Sections;
use crate::model::{Catalogue, GroupBy, PaperSize, PictureIx};
use crate::theme::Theme;

/// A volume of the catalogue.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct CatalogueView {
    /// `screen` or `press`.
    edition: &'static str,
    /// `book`, or `sheet` where it is about one partner alone.
    kind: &'static str,
    /// `a4`, `a5` or `us-letter`: what Typst calls the size.
    size: &'static str,
    /// How far colours run over the edge of the page, in millimetres; 0 on screens.
    bleed: f64,
    /// The fewest pages for notes.
    notes: usize,
    /// The brand colour: cyan, magenta, yellow and black, each in per cent.
    brand: Option<[f64; 4]>,
    language: LanguageView,
    title: TextView,
    tagline: Option<TextView>,
    /// "Autumn 2026".
    edition_name: Option<TextView>,
    /// The country that the volume is limited to.
    country: Option<String>,
    /// The number of the first page: not 1 where volumes stand before this one.
    first_page: usize,
    /// Which of several volumes this is, by its position in `volumes`.
    volume: Option<usize>,
    /// The volumes that the book is bound in; none if it is one.
    volumes: Vec<BoundView>,
    /// Partners in other volumes, for the indexes.
    entries_elsewhere: BTreeMap<String, PlaceView>,
    /// Headings in other volumes, for the contents.
    headings_elsewhere: Vec<HeadingView>,
    /// The day of the data.
    date: DateView,
    /// The website of the catalogue.
    website: LinkView,
    website_qr: Option<QrView>,
    organization: OrganizationView,
    /// Whether there is more than one language to fall back between.
    several_languages: bool,
    /// "60 partners", "18 countries": of all volumes.
    counts: Vec<String>,
    /// How many partners and sections there are in all volumes.
    extent: ExtentView,
    /// The types of partner, with what they mean.
    types: Vec<TermView>,
    /// The levels of specializations, rising.
    levels: Vec<TermView>,
    programmes: Vec<ProgrammeView>,
    /// `country`, `tier` or `letter`.
    grouping: &'static str,
    sections: Vec<SectionView>,
    indexes: IndexesView,
    /// The interface strings whose keys begin with `paper_`, without that beginning and with `-` for `_`.
    strings: BTreeMap<String, TextView>,
}

/// Whose programme it is.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct OrganizationView {
    name: String,
    legal_name: Option<String>,
    /// Street, town, country: a line each.
    address: Vec<String>,
    website: Option<LinkView>,
    email: Option<LinkView>,
    phone: Option<LinkView>,
    logo: Option<PictureView>,
    /// For dark backgrounds.
    logo_dark: Option<PictureView>,
}

/// How large a book is.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ExtentView {
    partners: usize,
    sections: usize,
}

/// A word of the vocabulary.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TermView {
    name: TextView,
    description: Option<TextView>,
}

/// The data of a volume, and what has to be known of it besides.
pub(super) struct VolumeData {
    /// The data, ready to be looked through for characters that no font has.
    pub(super) value: Value,
    /// The pictures in it, by their bytes.
    pub(super) pictures: BTreeMap<Hash, PictureIx>,
    /// The texts of partners that must fit their entries.
    pub(super) texts: Vec<EntryText>,
    /// What stands on the sheets of the press.
    pub(super) slug: String,
}

/// The data of a volume.
pub(super) fn of(
    catalogue: &Catalogue,
    theme: &Theme,
    volume: &Edition,
    bound: &Bound,
    today: Date,
) -> Result<VolumeData, Diagnostics> {
    let reader = Reader::new(catalogue, theme, volume, bound, today)?;
    let sections = Sections::of(catalogue, volume, &reader.locale);
    let view = view(&reader, &sections);
    let value = Value::serialized(&view)
        .map_err(|error| theme_problem(format!("the paper's data cannot be written: {error}")))?;
    Ok(VolumeData {
        value,
        slug: slug(&reader, &view),
        texts: partner::texts(&reader, section::partners(&reader, &sections)),
        pictures: reader.into_pictures(),
    })
}

/// What the printer reads beside the pages: the file, the edition, the day.
fn slug(reader: &Reader<'_>, view: &CatalogueView) -> String {
    let edition = view.edition_name.as_ref().map(|name| name.text.as_str());
    let file = reader.volume.tome_name(reader.catalogue, reader.bound.tome);
    let parts = [
        Some(view.title.text.as_str()),
        edition,
        Some(file.trim_end_matches(".pdf")),
        Some(view.date.text.as_str()),
    ];
    parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("  ·  ")
}

/// The data as the file that the theme reads.
pub(super) fn to_cbor(data: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(data, &mut bytes).expect("writing to memory cannot fail");
    bytes
}

fn view(reader: &Reader<'_>, sections: &Sections) -> CatalogueView {
    let settings = &reader.catalogue.settings;
    let website = format!("{}/", settings.base_url);
    CatalogueView {
        edition: reader.edition(),
        kind: match reader.volume.scope {
            EditionScope::Partner(_) => "sheet",
            EditionScope::Whole | EditionScope::Country(_) => "book",
        },
        bleed: match reader.volume.edition {
            Medium::Screen => 0.0,
            Medium::Press => settings.paper.press.bleed,
        },
        notes: settings.paper.notes,
        size: match reader.volume.size {
            PaperSize::A4 => "a4",
            PaperSize::A5 => "a5",
            PaperSize::Letter => "us-letter",
        },
        brand: settings.paper.brand,
        language: reader.language(reader.lang()),
        title: reader.text(&settings.title),
        tagline: reader.maybe(&settings.tagline),
        edition_name: reader.maybe(&settings.edition),
        country: reader.volume.country().map(|at| reader.country(at)),
        first_page: reader.bound.first_page(reader.bound.tome.number),
        volume: (!reader.bound.tome.is_only()).then(|| reader.bound.tome.number - 1),
        volumes: volume_context::volumes(reader, sections),
        entries_elsewhere: volume_context::entries(reader),
        headings_elsewhere: volume_context::headings(reader, sections),
        date: reader.date(reader.today),
        website: LinkView::web(&website),
        website_qr: reader.qr(&website),
        organization: organization(reader),
        several_languages: settings.languages.len() > 1,
        counts: counts(reader),
        extent: ExtentView {
            partners: reader.partners().len(),
            sections: sections.count(),
        },
        types: terms(reader, &reader.catalogue.vocabulary.types),
        levels: terms(reader, &reader.catalogue.vocabulary.levels),
        programmes: programme::views(reader),
        grouping: match settings.paper.group_by {
            GroupBy::Country => "country",
            GroupBy::Tier => "tier",
            GroupBy::Letter => "letter",
        },
        sections: section::views(reader, sections),
        indexes: index::views(reader, sections),
        strings: strings::all(reader),
    }
}

fn organization(reader: &Reader<'_>) -> OrganizationView {
    let organization = &reader.catalogue.settings.organization;
    let alt = || reader.say("paper_logo_alt", &[("name", organization.name.clone())]);
    let town = [&organization.postcode, &organization.city];
    let town: Vec<_> = town.into_iter().flatten().map(String::as_str).collect();
    let address = [
        organization.street.clone(),
        (!town.is_empty()).then(|| town.join(" ")),
        organization.country.map(|at| reader.country(at)),
    ];
    OrganizationView {
        name: organization.name.clone(),
        legal_name: organization.legal_name.clone(),
        address: address.into_iter().flatten().collect(),
        website: organization.website.as_deref().map(LinkView::web),
        email: organization.email.as_deref().map(LinkView::email),
        phone: organization.phone.as_deref().map(LinkView::phone),
        logo: organization.logo.map(|at| reader.picture(at, 80, alt())),
        logo_dark: organization
            .logo_dark
            .map(|at| reader.picture(at, 80, alt())),
    }
}

/// How many partners there are, and in how many countries they have offices.
fn counts(reader: &Reader<'_>) -> Vec<String> {
    let partners = reader.partners();
    let mut countries: Vec<_> = partners
        .iter()
        .flat_map(|&at| &reader.catalogue.partners[at].offices)
        .map(|office| office.country)
        .collect();
    countries.sort_unstable();
    countries.dedup();
    let mut counts = vec![reader.count("paper_partners", partners.len())];
    if countries.len() > 1 {
        counts.push(reader.count("paper_countries_count", countries.len()));
    }
    counts
}

fn terms<I: crate::model::ListIndex>(
    reader: &Reader<'_>,
    list: &crate::model::IndexedList<I, crate::model::Term>,
) -> Vec<TermView> {
    list.iter()
        .map(|(_, term)| TermView {
            name: reader.text(&term.name),
            description: reader.maybe(&term.description),
        })
        .collect()
}
