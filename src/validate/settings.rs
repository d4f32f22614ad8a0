//! The settings of the catalogue.

mod enquiry;
mod paper;

use super::{Context, ReferenceKind, ValidateOptions, formats};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, nearest};
use crate::load::{OrganizationRecord, resolve, too_dark};
use crate::model::Destination;
use crate::model::{
    CountryIx, Facet, IndexedList, Lang, OpenData, Organization, Partner, PartnerIx, PictureIx,
    PictureKind, Settings, Vocabulary,
};
use crate::source::Spanned;
use crate::text::lightened;

/// Partners on a page of the directory, by default: four rows of three columns, twice.
const PAGE_SIZE: i64 = 24;
/// Partners from which a country and a specialization have a page, by default.
const PAIRS_AT_LEAST: i64 = 3;

pub(super) fn settings(
    cx: &mut Context<'_>,
    vocabulary: &Vocabulary,
    partners: &IndexedList<PartnerIx, Partner>,
    options: &ValidateOptions,
) -> Settings {
    let record = &cx.records.settings;
    if let Some(language) = record.languages.get(Lang::AT_MOST) {
        let message = format!("a catalogue has at most {} languages", Lang::AT_MOST);
        let help = "keep those that readers use, or make two catalogues";
        cx.push(Diagnostic::new(Code::InvalidValue, language.span, message).help(help));
    }
    for language in &record.maintenance.languages {
        if !cx.records.languages.contains(&language.value) {
            let message = format!("the catalogue has no language `{}`", language.value);
            let help = did_you_mean(
                &language.value,
                cx.records.languages.iter().map(String::as_str),
            );
            cx.push(
                Diagnostic::new(Code::UnknownLanguage, language.span, message).maybe_help(help),
            );
        }
    }
    if let Some(to) = &record.publish.to
        && let Err(help) = Destination::parse(&to.value)
    {
        let message = "this is no place that a site can be published to";
        cx.push(Diagnostic::new(Code::InvalidValue, to.span, message).help(help));
    }
    let number = |number: Option<i64>, default: i64| {
        usize::try_from(number.unwrap_or(default)).unwrap_or(usize::MAX)
    };
    Settings {
        title: cx.required_text(&record.title),
        tagline: cx.maybe_text(record.tagline.as_ref()),
        base_url: base_url(cx, &record.base_url, options),
        languages: cx.records.languages.clone(),
        edition: cx.maybe_text(record.edition.as_ref()),
        organization: organization(cx, vocabulary),
        page_size: number(record.page_size, PAGE_SIZE),
        featured: featured(cx, partners),
        facets: facets(cx, vocabulary),
        pairs_at_least: number(record.pairs_at_least, PAIRS_AT_LEAST),
        enquiry: enquiry::enquiry(cx),
        questions: enquiry::questions(cx, vocabulary),
        paper: paper::settings(cx, vocabulary, partners),
        data: OpenData {
            licence: record.data.licence,
            terms: cx.maybe_text(record.data.terms.as_ref()),
        },
    }
}

/// The base address without a trailing slash; the option takes precedence over the file.
fn base_url(cx: &mut Context<'_>, written: &Spanned<String>, options: &ValidateOptions) -> String {
    let text = match &options.base_url {
        Some(text) => Spanned {
            value: text.clone(),
            span: written.span,
        },
        None => written.clone(),
    };
    if text.value.is_empty() {
        return String::new();
    }
    let Some(url) = formats::url(cx, &text) else {
        return String::new();
    };
    if url.contains(['?', '#']) {
        let message = "`base_url` cannot have a `?` or a `#`";
        cx.push(
            Diagnostic::new(Code::InvalidUrl, text.span, message)
                .help("write the site's address only"),
        );
    }
    url.trim_end_matches('/').to_owned()
}

/// The facets of the directory, as the settings choose and order them: otherwise all.
fn facets(cx: &mut Context<'_>, vocabulary: &Vocabulary) -> Vec<Facet> {
    let all = Facet::all(vocabulary);
    let Some(words) = &cx.records.settings.facets else {
        return all;
    };
    let names: Vec<String> = all.iter().map(|it| it.slug(vocabulary).into()).collect();
    let known: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let known = known.join(", ");
    let mut first: Vec<(Facet, &Spanned<String>)> = Vec::new();
    for word in words {
        let Some(at) = names.iter().position(|name| *name == word.value) else {
            cx.push(unknown_facet(word, vocabulary, &names, &known));
            continue;
        };
        if let Some((_, other)) = first.iter().find(|(facet, _)| *facet == all[at]) {
            let message = format!("`facets` contains `{}` twice", word.value);
            let help = format!("delete one of them: each of {known} can be there once");
            let diagnostic = Diagnostic::new(Code::InvalidValue, word.span, message);
            cx.push(diagnostic.related(other.span, "first here").help(help));
            continue;
        }
        first.push((all[at], word));
    }
    first.into_iter().map(|(facet, _)| facet).collect()
}

fn unknown_facet(
    word: &Spanned<String>,
    vocabulary: &Vocabulary,
    names: &[String],
    known: &str,
) -> Diagnostic {
    let message = format!("`facets` cannot contain `{}`", word.value);
    let diagnostic = Diagnostic::new(Code::UnknownWord, word.span, message);
    let mut fields = vocabulary.fields.iter().map(|(_, field)| field);
    let field = fields.find(|field| {
        let slug = Facet::slug_of_field(&field.id);
        [slug.as_str(), &field.id].contains(&word.value.as_str())
    });
    if let Some(field) = field {
        let slug = Facet::slug_of_field(&field.id);
        return diagnostic.help(if field.is_facet() {
            format!("write `{slug}`")
        } else {
            format!(
                "add `facet` to `show` of `[fields.{}]` in the vocabulary, and write `{slug}` here",
                field.id
            )
        });
    }
    diagnostic.help(
        match nearest(&word.value, names.iter().map(String::as_str)) {
            Some(nearest) => format!("did you mean `{nearest}`? It can contain {known}"),
            None => format!("write one of: {known}"),
        },
    )
}

fn featured(cx: &mut Context<'_>, partners: &IndexedList<PartnerIx, Partner>) -> Vec<PartnerIx> {
    let records = cx.records;
    let mut found = Vec::new();
    for id in &records.settings.featured {
        found.extend(active(cx, partners, id));
    }
    found
}

/// The published partner with this id.
fn active(
    cx: &mut Context<'_>,
    partners: &IndexedList<PartnerIx, Partner>,
    id: &Spanned<String>,
) -> Option<PartnerIx> {
    // A draft or a former partner is reported differently from a typo.
    let mut records = cx.records.partners.iter();
    if partners.find(&id.value).is_none() && records.any(|partner| partner.id == id.value) {
        let message = format!("`{}` is not an active partner", id.value);
        let help = "delete it here, or set its `status` to `active`";
        cx.push(Diagnostic::new(Code::UnknownPartner, id.span, message).help(help));
        return None;
    }
    cx.find(partners, id, Code::UnknownPartner, ReferenceKind::Partners)
}

fn organization(cx: &mut Context<'_>, vocabulary: &Vocabulary) -> Organization {
    let record = &cx.records.settings.organization;
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let country: Option<CountryIx> = record.country.as_ref().and_then(|country| {
        cx.find(
            &vocabulary.countries,
            country,
            Code::UnknownCountry,
            ReferenceKind::Countries,
        )
    });
    Organization {
        name: record.name.value.clone(),
        legal_name: text(&record.legal_name),
        website: formats::maybe_url(cx, record.website.as_ref()),
        email: formats::email(cx, record.email.as_ref()),
        phone: formats::phone(cx, record.phone.as_ref(), &country_codes(record)),
        street: text(&record.street),
        postcode: text(&record.postcode),
        city: text(&record.city),
        country,
        logo: picture(cx, "content", record.logo.as_ref()),
        logo_dark: picture(cx, "content", record.logo_dark.as_ref()),
        accent: formats::color(cx, record.accent.as_ref()),
        highlight: highlight(cx, record.highlight.as_ref()),
        mark: silhouette(cx, record.mark.as_ref()),
        mark_lit: lit(cx, record),
    }
}

/// The second colour, if dark text is legible on it.
fn highlight(cx: &mut Context<'_>, written: Option<&Spanned<String>>) -> Option<String> {
    let colour = formats::color(cx, written)?;
    let written = written?;
    if let Some(lighter) = lightened(&colour) {
        cx.push(too_dark(written.span, &written.value, &lighter));
    }
    Some(colour)
}

/// A picture of which only the shape matters.
fn silhouette(cx: &mut Context<'_>, written: Option<&Spanned<String>>) -> Option<PictureIx> {
    let ix = picture(cx, "content", written)?;
    if cx.pictures[ix].kind != PictureKind::Svg {
        let message = "a mark is shown from a few pixels to the height of the screen, which only an SVG can be";
        let help = "save it as SVG, without a background";
        cx.push(Diagnostic::new(Code::InvalidPicture, written?.span, message).help(help));
        return None;
    }
    Some(ix)
}

/// The lit part of a mark, which is nothing without the mark.
fn lit(cx: &mut Context<'_>, record: &OrganizationRecord) -> Option<PictureIx> {
    let written = record.mark_lit.as_ref()?;
    if record.mark.is_none() {
        let message = "`mark_lit` is a part of `mark`, which is missing";
        let help = "add `mark = \"images/mark.svg\"`: the whole silhouette, on the same canvas";
        cx.push(Diagnostic::new(Code::MissingKey, written.span, message).help(help));
    }
    silhouette(cx, Some(written))
}

/// The country of the organization's address.
pub(super) fn country_codes(organization: &OrganizationRecord) -> Vec<&str> {
    let country = organization.country.iter();
    country.map(|country| country.value.as_str()).collect()
}

/// A picture that a record names; one that is missing or broken was reported when it was read.
pub(super) fn picture(
    cx: &Context<'_>,
    folder: &str,
    name: Option<&Spanned<String>>,
) -> Option<PictureIx> {
    cx.pictures.find(&resolve(folder, &name?.value)?)
}
