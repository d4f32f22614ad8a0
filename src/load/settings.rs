//! Settings of the catalogue, `content/catalogue.toml`. Entry point: [`read`].

mod enquiry;
mod paper;

pub use enquiry::{EnquiryRecord, FindRecord};
pub(super) use paper::ENTRIES;
pub use paper::{PaperRecord, PressRecord, VolumeRecord};

use super::reader::{FileReader, MissingTranslation, ReferenceKind, Table, Texts};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{LICENCES, Lang, Licence};
use crate::source::{FileId, Spanned};

/// The settings as written.
#[derive(Debug, Clone)]
pub struct SettingsRecord {
    /// The file.
    pub file: FileId,
    /// The catalogue's title.
    pub title: Texts,
    /// One line under the title.
    pub tagline: Option<Texts>,
    /// The address of the website.
    pub base_url: Spanned<String>,
    /// Codes of the languages.
    pub languages: Vec<Spanned<String>>,
    /// The theme's name.
    pub theme: Option<Spanned<String>>,
    /// The name of this edition.
    pub edition: Option<Texts>,
    /// The company that runs the programme.
    pub organization: OrganizationRecord,
    /// How many partners a page of the directory lists.
    pub page_size: Option<i64>,
    /// Ids of the partners on the home page.
    pub featured: Vec<Spanned<String>>,
    /// The facets of the directory, in display order.
    pub facets: Option<Vec<Spanned<String>>>,
    /// How many partners a country and a specialization must share to have a page.
    pub pairs_at_least: Option<i64>,
    /// Who receives the messages of visitors; absent: each partner.
    pub enquiry: Option<EnquiryRecord>,
    /// What the page "find my partner" asks.
    pub find: FindRecord,
    /// The paper catalogue.
    pub paper: PaperRecord,
    /// What others may do with the public data.
    pub data: OpenDataRecord,
    /// The thresholds of maintenance warnings.
    pub maintenance: MaintenanceRecord,
    /// Where the built site is published.
    pub publish: PublishRecord,
    /// The texts that are missing in some languages.
    pub gaps: Vec<MissingTranslation>,
}

/// `[data]`: what others may do with the public data.
#[derive(Debug, Clone, Default)]
pub struct OpenDataRecord {
    /// A known licence.
    pub licence: Option<&'static Licence>,
    /// The terms in the publisher's own words.
    pub terms: Option<Texts>,
}

/// `[maintenance]`: the thresholds of maintenance warnings.
#[derive(Debug, Clone, Default)]
pub struct MaintenanceRecord {
    /// The languages that all texts should be in; empty: all languages of the catalogue.
    pub languages: Vec<Spanned<String>>,
    /// After how many months a record should be verified, and a process reviewed, again.
    pub stale_after_months: Option<i64>,
    /// How many days before their end memberships and specializations are reported.
    pub ending_within_days: Option<i64>,
}

/// `[publish]`: where the built site goes.
#[derive(Debug, Clone, Default)]
pub struct PublishRecord {
    /// A folder, or a store such as `s3://bucket/folder`.
    pub to: Option<Spanned<String>>,
    /// The address of the store, if it is not the provider's own.
    pub endpoint: Option<Spanned<String>>,
    /// The region of the bucket.
    pub region: Option<Spanned<String>>,
}

/// The company whose programme it is, as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Organization`")]
pub struct OrganizationRecord {
    pub name: Spanned<String>,
    pub legal_name: Option<Spanned<String>>,
    pub website: Option<Spanned<String>>,
    pub email: Option<Spanned<String>>,
    pub phone: Option<Spanned<String>>,
    pub street: Option<Spanned<String>>,
    pub postcode: Option<Spanned<String>>,
    pub city: Option<Spanned<String>>,
    pub country: Option<Spanned<String>>,
    pub logo: Option<Spanned<String>>,
    pub logo_dark: Option<Spanned<String>>,
    pub accent: Option<Spanned<String>>,
    pub highlight: Option<Spanned<String>>,
    pub mark: Option<Spanned<String>>,
    pub mark_lit: Option<Spanned<String>>,
}

/// Only the languages, which all other files need; empty if they cannot be read.
pub(super) fn languages(text: &str, file: FileId) -> Vec<String> {
    let reader = FileReader::new(file, &[]);
    reader.read(text, 0, |table| {
        table
            .list("languages")
            .into_iter()
            // More are an error, which validation reports.
            .take(Lang::AT_MOST)
            .map(|language| language.value)
            .collect()
    })
}

/// Reports why the languages cannot be read.
pub(super) fn no_languages(text: &str, file: FileId) -> Diagnostics {
    let reader = FileReader::new(file, &[]);
    reader.read(text, 0, |table| table.list("languages"));
    let mut problems = reader.into_problems();
    problems.retain(|problem| problem.code != Code::UnknownKey);
    if problems.is_empty() {
        let message = "`languages` is missing or empty";
        let help =
            "add a line `languages = [\"en\"]` at the top; the first language is the default one";
        problems.push(Diagnostic::new(Code::MissingKey, file.start(), message).help(help));
    }
    problems
}

pub(super) fn read(text: &str, reader: &FileReader<'_>, file: FileId) -> SettingsRecord {
    let record = reader.read(text, 0, |table| {
        let directory = table.table("directory");
        let directory = directory.as_ref();
        let paper = table.table("paper");
        let paper = paper.as_ref();
        SettingsRecord {
            file,
            title: table.required_texts("title"),
            tagline: table.texts("tagline"),
            base_url: table.required("base_url"),
            languages: table.required_list("languages"),
            theme: table.text_of("theme", ReferenceKind::Themes),
            edition: table.texts("edition"),
            organization: organization(table),
            page_size: directory.and_then(|table| integer(table, "page_size", 1, 500)),
            featured: directory.map_or_else(Vec::new, |table| {
                table.list_of("featured", ReferenceKind::Partners)
            }),
            facets: directory.and_then(|table| {
                let facets = table.value("facets")?;
                Some(facets.repeatable_list_of("facets", ReferenceKind::Facets))
            }),
            pairs_at_least: directory
                .and_then(|table| integer(table, "pairs_at_least", 1, 1_000_000)),
            enquiry: table.table("enquiry").map(|table| enquiry::enquiry(&table)),
            find: table
                .table("find")
                .map(|table| enquiry::find(&table))
                .unwrap_or_default(),
            paper: paper.map_or_else(PaperRecord::default, paper::read),
            data: table
                .table("data")
                .map(|table| open_data(&table))
                .unwrap_or_default(),
            maintenance: table
                .renamed_table("maintenance", "upkeep", maintenance)
                .unwrap_or_default(),
            publish: table
                .table("publish")
                .map(|table| publish(&table))
                .unwrap_or_default(),
            gaps: Vec::new(),
        }
    });
    SettingsRecord {
        gaps: reader.take_missing_translations(),
        ..record
    }
}

fn open_data(table: &Table<'_>) -> OpenDataRecord {
    OpenDataRecord {
        licence: table.one_of("licence", &LICENCES.each_ref().map(|it| (it.id, it))),
        terms: table.texts("terms"),
    }
}

fn maintenance(table: &Table<'_>) -> MaintenanceRecord {
    MaintenanceRecord {
        languages: table.list("languages"),
        stale_after_months: integer(table, "stale_after_months", 1, 120),
        ending_within_days: integer(table, "ending_within_days", 0, 3650),
    }
}

fn publish(table: &Table<'_>) -> PublishRecord {
    PublishRecord {
        to: table.text("to"),
        endpoint: table.text("endpoint"),
        region: table.text("region"),
    }
}

fn integer(table: &Table<'_>, key: &'static str, least: i64, most: i64) -> Option<i64> {
    table.integer(key, least, most).map(|number| number.value)
}

fn organization(table: &Table<'_>) -> OrganizationRecord {
    if !table.has("organization") {
        let message = "the table `[organization]` is missing";
        let help = "add `[organization]` with at least `name = \"…\"`";
        let diagnostic = Diagnostic::new(Code::MissingKey, table.span(), message);
        table.missing_table("organization", diagnostic.help(help));
    }
    let inner = table.table("organization");
    let text = |key| inner.as_ref().and_then(|table| table.text(key));
    OrganizationRecord {
        name: inner.as_ref().map_or(
            Spanned {
                value: String::new(),
                span: table.span(),
            },
            |table| table.required("name"),
        ),
        legal_name: text("legal_name"),
        website: text("website"),
        email: text("email"),
        phone: text("phone"),
        street: text("street"),
        postcode: text("postcode"),
        city: text("city"),
        country: inner
            .as_ref()
            .and_then(|table| table.text_of("country", ReferenceKind::Countries)),
        logo: text("logo"),
        logo_dark: text("logo_dark"),
        accent: text("accent"),
        highlight: text("highlight"),
        mark: text("mark"),
        mark_lit: text("mark_lit"),
    }
}

/// A colour in print: cyan, magenta, yellow and black, each from 0 to 100 per cent.
pub(super) fn cmyk(table: &Table<'_>, key: &'static str) -> Option<[f64; 4]> {
    let numbers = table.value(key)?.numbers::<4>(key)?;
    if numbers
        .value
        .iter()
        .any(|number| !(0.0..=100.0).contains(number))
    {
        let message = format!("`{key}` must be four percentages from 0 to 100");
        let help = "write cyan, magenta, yellow and black, such as `[100, 60, 0, 35]`";
        table.push(Diagnostic::new(Code::InvalidColor, numbers.span, message).help(help));
        return None;
    }
    Some(numbers.value)
}
