//! Catalogue → the data of one volume, which the theme's Typst files read with `cbor("catalogue.cbor")`. Entry point:
//! [`new`].
//!
//! The views here and below are the data contract with themes. Names are in kebab-case (`legal_name` is `legal-name`);
//! absent values are `none`; lists are never absent. Everything that depends on the language is done here: order, dates,
//! numbers, names of countries. A text that is not in the reader's language has its language with it.

mod context;
mod country;
mod index;
mod matrix;
mod own_fields;
mod partner;
mod partner_groups;
mod primitives;
mod programme;
mod programme_parts;
mod prose;
mod strings;
mod volumes;

use std::collections::BTreeMap;

use ciborium::Value;
use jiff::civil::Date;
use serde::Serialize;

use self::context::EditionContext;
use self::index::IndexesView;
use self::partner_groups::SectionView;
use self::primitives::{DateView, LanguageView, LinkView, PictureView, QrView, TextView};
use self::programme::ProgrammeView;
use self::volumes::{ElsewhereView, HeadingView, VolumeView};
use super::pictures::PictureHash;
use super::text_limits::EntryText;
use super::volumes::VolumeContext;
use super::{Edition, EditionScope, Medium, theme_problem};
use crate::diagnostic::Diagnostics;
use crate::model::outline::Outline;
use crate::model::{Catalogue, GroupBy, PaperSize, PictureIx};
use crate::theme::Theme;

/// The data of one volume.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct CatalogueView {
    /// The medium: `screen` or `press`.
    edition: &'static str,
    /// `book`, or `sheet` for a single partner.
    kind: &'static str,
    /// `a4`, `a5` or `us-letter`: the name that Typst uses.
    size: &'static str,
    /// How far colours extend beyond the trimmed page, in millimetres; 0 on screens.
    bleed: f64,
    /// The minimum number of pages for notes.
    notes: usize,
    /// The brand colour: cyan, magenta, yellow and black, each in per cent.
    brand: Option<[f64; 4]>,
    language: LanguageView,
    title: TextView,
    tagline: Option<TextView>,
    /// "Autumn 2026".
    edition_name: Option<TextView>,
    /// The country that the edition is limited to.
    country: Option<String>,
    /// The number of the first page; greater than 1 after the first volume.
    first_page: usize,
    /// The index of this volume in `volumes`.
    volume: Option<usize>,
    /// The volumes of the edition; empty if it is a single one.
    volumes: Vec<VolumeView>,
    /// Partners in other volumes, for the indexes.
    entries_elsewhere: BTreeMap<String, ElsewhereView>,
    /// Headings in other volumes, for the contents.
    headings_elsewhere: Vec<HeadingView>,
    /// The date of the data.
    date: DateView,
    /// The website of the catalogue.
    website: LinkView,
    website_qr: Option<QrView>,
    organization: PublisherView,
    /// Whether the catalogue has more than one language.
    several_languages: bool,
    /// "60 partners", "18 countries", of all volumes.
    counts: Vec<String>,
    /// The names of the indexes by subject, of all volumes.
    index_subjects: Vec<String>,
    /// Whether an entry has a QR code.
    has_codes: bool,
    /// Whether the vocabulary has products: a programme without a list covers all of them.
    has_products: bool,
    /// The types of partner, with their descriptions.
    types: Vec<GlossaryTermView>,
    /// The levels of specializations, in rising order.
    levels: Vec<GlossaryTermView>,
    programmes: Vec<ProgrammeView>,
    /// `country`, `tier` or `letter`.
    grouping: &'static str,
    sections: Vec<SectionView>,
    indexes: IndexesView,
    /// The interface strings, by their keys without the prefix `paper_` and with `-` for `_`.
    strings: BTreeMap<String, TextView>,
}

/// The organization that publishes the catalogue.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct PublisherView {
    name: String,
    legal_name: Option<String>,
    /// Street, town and country, a line each.
    address: Vec<String>,
    website: Option<LinkView>,
    email: Option<LinkView>,
    phone: Option<LinkView>,
    logo: Option<PictureView>,
    /// For dark backgrounds.
    logo_dark: Option<PictureView>,
}

/// A term of the vocabulary.
#[derive(Debug, Clone, Serialize)]
pub(super) struct GlossaryTermView {
    name: TextView,
    description: Option<TextView>,
}

/// The data of a volume, with what checks and the press need besides.
pub(super) struct VolumeData {
    /// The data, before the replacement of characters that no font has.
    pub(super) value: Value,
    /// The pictures in it, by the hash of their bytes.
    pub(super) pictures: BTreeMap<PictureHash, PictureIx>,
    /// The descriptions of partners, whose length is limited.
    pub(super) texts: Vec<EntryText>,
    /// The text outside the trimmed page, on press sheets.
    pub(super) slug: String,
}

/// Builds the data of a volume.
pub(super) fn new(
    catalogue: &Catalogue,
    theme: &Theme,
    edition: &Edition,
    volumes: &VolumeContext,
    today: Date,
) -> Result<VolumeData, Diagnostics> {
    let context = EditionContext::new(catalogue, theme, edition, volumes, today)?;
    let outline = Outline::new(catalogue, edition, &context.locale);
    let view = view(&context, &outline);
    let value = Value::serialized(&view).map_err(|error| {
        theme_problem(format!(
            "cannot encode the data of the paper catalogue: {error}"
        ))
    })?;
    Ok(VolumeData {
        value,
        slug: slug(&context, &view),
        texts: partner::texts(&context, partner_groups::partners(&context, &outline)),
        pictures: context.into_pictures(),
    })
}

/// The slug line beside the pages of press editions: title, edition, file, date.
fn slug(context: &EditionContext<'_>, view: &CatalogueView) -> String {
    let edition_name = view.edition_name.as_ref().map(|name| name.text.as_str());
    let file = context
        .edition
        .volume_file_name(context.catalogue, context.volume());
    let parts = [
        Some(view.title.text.as_str()),
        edition_name,
        Some(file.trim_end_matches(".pdf")),
        Some(view.date.text.as_str()),
    ];
    parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("  ·  ")
}

/// The data as a CBOR file.
pub(super) fn to_cbor(data: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(data, &mut bytes).expect("writing to memory cannot fail");
    bytes
}

fn view(context: &EditionContext<'_>, outline: &Outline) -> CatalogueView {
    // The first volume names them, the last one contains them.
    let subjects = index::subjects(context, outline);
    let settings = &context.catalogue.settings;
    let website = format!("{}/", settings.base_url);
    CatalogueView {
        edition: context.medium_name(),
        kind: match context.edition.scope {
            EditionScope::Partner(_) => "sheet",
            EditionScope::Whole | EditionScope::Country(_) => "book",
        },
        bleed: match context.edition.medium {
            Medium::Screen => 0.0,
            Medium::Press => settings.paper.press.bleed,
        },
        notes: settings.paper.notes,
        size: match context.edition.size {
            PaperSize::A4 => "a4",
            PaperSize::A5 => "a5",
            PaperSize::Letter => "us-letter",
        },
        brand: settings.paper.brand,
        language: context.language(context.lang()),
        title: context.text(&settings.title),
        tagline: context.text_opt(&settings.tagline),
        edition_name: context.text_opt(&settings.edition),
        country: context
            .edition
            .country()
            .map(|country| context.country(country)),
        first_page: context.volumes.first_page(context.volume().number),
        volume: (!context.volume().is_only()).then(|| context.volume().number - 1),
        volumes: volumes::views(context, outline),
        entries_elsewhere: volumes::entries_elsewhere(context),
        headings_elsewhere: volumes::headings_elsewhere(context, outline),
        date: context.date(context.today),
        website: LinkView::web(&website),
        website_qr: context.qr(&website),
        organization: organization(context),
        several_languages: settings.languages.len() > 1,
        counts: counts(context),
        index_subjects: subjects.iter().map(|index| index.name.clone()).collect(),
        has_codes: partner::has_codes(context),
        has_products: !context.catalogue.vocabulary.products.is_empty(),
        types: terms(context, &context.catalogue.vocabulary.types),
        levels: terms(context, &context.catalogue.vocabulary.levels),
        programmes: programme::views(context),
        grouping: match settings.paper.group_by {
            GroupBy::Country => "country",
            GroupBy::Tier => "tier",
            GroupBy::Letter => "letter",
        },
        sections: partner_groups::views(context, outline),
        indexes: index::views(context, subjects),
        strings: strings::all(context),
    }
}

fn organization(context: &EditionContext<'_>) -> PublisherView {
    let organization = &context.catalogue.settings.organization;
    let alt = || context.message("logo_alt", &[("name", organization.name.clone())]);
    let town = [&organization.postcode, &organization.city];
    let town: Vec<_> = town.into_iter().flatten().map(String::as_str).collect();
    let address = [
        organization.street.clone(),
        (!town.is_empty()).then(|| town.join(" ")),
        organization.country.map(|country| context.country(country)),
    ];
    PublisherView {
        name: organization.name.clone(),
        legal_name: organization.legal_name.clone(),
        address: address.into_iter().flatten().collect(),
        website: organization.website.as_deref().map(LinkView::web),
        email: organization.email.as_deref().map(LinkView::email),
        phone: organization.phone.as_ref().map(LinkView::phone),
        logo: organization
            .logo
            .map(|logo| context.picture(logo, 80, alt())),
        logo_dark: organization
            .logo_dark
            .map(|logo| context.picture(logo, 80, alt())),
    }
}

/// The number of partners, and of the countries under which they are listed.
fn counts(context: &EditionContext<'_>) -> Vec<String> {
    let partners = context.partners();
    let countries = context.catalogue.country_count(partners);
    let mut counts = vec![context.message_count("partners", partners.len())];
    if countries > 1 {
        counts.push(context.message_count("countries_count", countries));
    }
    counts
}

fn terms<I: crate::model::ListIndex>(
    context: &EditionContext<'_>,
    list: &crate::model::IndexedList<I, crate::model::Term>,
) -> Vec<GlossaryTermView> {
    list.iter()
        .map(|(_, term)| GlossaryTermView {
            name: context.text(&term.name),
            description: context.text_opt(&term.description),
        })
        .collect()
}
