//! Records of partners, `partners/**/<id>.toml`. Entry point: [`read`].

mod membership;
mod own_values;
mod reference;

use jiff::civil::Date;

pub use own_values::{OwnContent, OwnValueRecord};
pub use reference::{ReferenceFigureRecord, ReferenceRecord};

use super::reader::{FileReader, MissingTranslation, ReferenceKind, Table, Texts};
use crate::model::{ContactRole, LinkKind};
use crate::source::{FileId, Span, Spanned};

/// A partner as written, internal values included.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Partner`")]
pub struct PartnerRecord {
    pub file: FileId,
    /// The path of the file.
    pub path: String,
    /// The file's stem.
    pub id: String,
    pub name: Spanned<String>,
    pub legal_name: Option<Spanned<String>>,
    pub sort_name: Option<Spanned<String>>,
    pub aliases: Vec<Spanned<String>>,
    pub types: Vec<Spanned<String>>,
    pub products: Vec<Spanned<String>>,
    pub industries: Vec<Spanned<String>>,
    pub languages: Vec<Spanned<String>>,
    pub serves: Vec<Spanned<String>>,
    pub website: Option<Spanned<String>>,
    pub logo: Option<Spanned<String>>,
    pub logo_dark: Option<Spanned<String>>,
    pub picture: Option<Spanned<String>>,
    pub picture_alt: Option<Texts>,
    pub cover: Option<Spanned<String>>,
    pub since: Option<Spanned<Date>>,
    pub status: PartnerStatus,
    pub last_verified: Option<Spanned<Date>>,
    pub summary: Option<Texts>,
    pub description: Option<Texts>,
    pub programmes: Vec<MembershipRecord>,
    pub specializations: Vec<SpecializationRecord>,
    pub certifications: Vec<CertificationRecord>,
    pub offices: Vec<OfficeRecord>,
    pub contacts: Vec<ContactRecord>,
    pub references: Vec<ReferenceRecord>,
    pub links: Vec<LinkRecord>,
    pub fields: Vec<OwnValueRecord>,
    pub internal: InternalRecord,
    /// The texts that some languages lack.
    pub gaps: Vec<MissingTranslation>,
    /// Whether the file has errors: values may be missing that are written.
    pub has_errors: bool,
}

impl PartnerRecord {
    /// The folder of its file, without a slash at its end: names of pictures are relative to it.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The pictures that it names, those of its references included, as written.
    pub fn pictures(&self) -> impl Iterator<Item = &Spanned<String>> {
        let own = [&self.logo, &self.logo_dark, &self.picture];
        let references = self.references.iter().map(|reference| &reference.picture);
        own.into_iter().chain(references).flatten()
    }
}

/// Whether a partner is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartnerStatus {
    /// Not yet.
    Draft,
    /// Yes.
    Active,
    /// No longer: its addresses redirect to the directory.
    Former,
}

/// A partner's place in a programme, as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Membership`")]
pub struct MembershipRecord {
    pub programme: Spanned<String>,
    pub tier: Option<Spanned<String>>,
    pub since: Option<Spanned<Date>>,
    pub until: Option<Spanned<Date>>,
    pub history: Vec<(Spanned<String>, Option<Spanned<Date>>)>,
}

/// A specialization as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Specialization`")]
pub struct SpecializationRecord {
    pub id: Spanned<String>,
    pub level: Option<Spanned<String>>,
    pub countries: Vec<Spanned<String>>,
    pub since: Option<Spanned<Date>>,
    pub until: Option<Spanned<Date>>,
}

/// Certifications as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Certification`")]
pub struct CertificationRecord {
    pub id: Spanned<String>,
    pub count: i64,
}

/// An office as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Office`")]
pub struct OfficeRecord {
    pub span: Span,
    pub headquarters: Option<Spanned<bool>>,
    pub street: Option<Spanned<String>>,
    pub postcode: Option<Spanned<String>>,
    pub city: Option<Texts>,
    pub region: Option<Spanned<String>>,
    pub country: Spanned<String>,
    pub latitude: Option<Spanned<f64>>,
    pub longitude: Option<Spanned<f64>>,
    pub hide_street: bool,
}

/// A contact as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Contact`")]
pub struct ContactRecord {
    pub span: Span,
    pub role: Option<ContactRole>,
    pub label: Option<Texts>,
    pub person: Option<Spanned<String>>,
    pub consent: Option<Spanned<Date>>,
    pub email: Option<Spanned<String>>,
    pub phone: Option<Spanned<String>>,
    pub form_url: Option<Spanned<String>>,
    /// Whether address and number belong to a person, not to a role.
    pub direct: Option<Spanned<bool>>,
    pub public: Option<Spanned<bool>>,
}

/// A link as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::Link`")]
pub struct LinkRecord {
    pub kind: Option<LinkKind>,
    pub url: Spanned<String>,
}

/// Internal values, which are never published.
#[derive(Debug, Clone, Default)]
pub struct InternalRecord {
    /// Figures that criteria are checked against, by name.
    pub figures: Vec<(Spanned<String>, f64)>,
    /// Whether the partner has access to the partner portal.
    pub portal_access: Option<Spanned<bool>>,
    /// Remarks.
    pub notes: Option<Spanned<String>>,
}

/// The most offices, contacts, customer references or links of a partner.
pub const TABLES_AT_MOST: usize = 200;

/// Reads one record.
pub(super) fn read(text: &str, reader: &FileReader<'_>, file: FileId, path: &str) -> PartnerRecord {
    let name = path.rsplit('/').next().unwrap_or(path);
    let id = name.strip_suffix(".toml").unwrap_or(name).to_owned();
    let record = reader.read(text, 0, |table| PartnerRecord {
        file,
        path: path.to_owned(),
        id,
        name: table.required("name").map(|name| one_line(&name)),
        legal_name: table.text("legal_name"),
        sort_name: table.text("sort_name"),
        aliases: table.list("aliases"),
        types: table.required_list_of("types", ReferenceKind::Types),
        products: table.list_of("products", ReferenceKind::Products),
        industries: table.list_of("industries", ReferenceKind::Industries),
        languages: table.list("languages"),
        serves: table.list_of("serves", ReferenceKind::Places),
        website: table.text("website"),
        logo: table.text("logo"),
        logo_dark: table.text("logo_dark"),
        picture: table.text("picture"),
        picture_alt: table.texts("picture_alt"),
        cover: table.text("cover"),
        since: table.date("since"),
        status: table
            .one_of(
                "status",
                &[
                    ("draft", PartnerStatus::Draft),
                    ("active", PartnerStatus::Active),
                    ("former", PartnerStatus::Former),
                ],
            )
            .unwrap_or(PartnerStatus::Active),
        last_verified: table.date("last_verified"),
        summary: table.texts("summary"),
        description: table.markdown("description"),
        programmes: membership::read(table),
        specializations: table
            .tables("specializations")
            .iter()
            .map(specialization)
            .collect(),
        certifications: table
            .tables("certifications")
            .iter()
            .filter_map(certification)
            .collect(),
        offices: tables(table, "offices", office),
        contacts: tables(table, "contacts", contact),
        references: tables(table, "references", reference::read),
        links: tables(table, "links", link),
        fields: own_values::read(table, ReferenceKind::PartnerFields),
        internal: table
            .table("internal")
            .map(|table| internal(&table))
            .unwrap_or_default(),
        gaps: Vec::new(),
        has_errors: false,
    });
    // The line may be one of those that cannot be read.
    let is_draft = reader.is_broken() && text.lines().any(says_draft);
    PartnerRecord {
        gaps: reader.take_missing_translations(),
        has_errors: reader.has_errors(),
        status: if is_draft {
            PartnerStatus::Draft
        } else {
            record.status
        },
        ..record
    }
}

/// The tables of a list of which a record has a few.
fn tables<'a, T>(table: &Table<'a>, key: &'static str, read: impl Fn(&Table<'a>) -> T) -> Vec<T> {
    let tables = table.tables_up_to(key, TABLES_AT_MOST);
    tables.iter().map(read).collect()
}

/// Whether a line of a broken record says that it is a draft.
fn says_draft(line: &str) -> bool {
    let Some(rest) = line.trim().strip_prefix("status") else {
        return false;
    };
    let value = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    value.len() < rest.len() && value.starts_with("draft")
}

/// The text with each run of whitespace replaced by one space: names go into titles, file formats and indexes.
/// Non-breaking spaces are kept.
fn one_line(text: &str) -> String {
    let words = text.split([' ', '\t', '\n', '\r']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn specialization(table: &Table<'_>) -> SpecializationRecord {
    SpecializationRecord {
        id: table.required_of("id", ReferenceKind::Specializations),
        level: table.text_of("level", ReferenceKind::Levels),
        countries: table.list_of("countries", ReferenceKind::Places),
        since: table.date("since"),
        until: table.date("until"),
    }
}

fn certification(table: &Table<'_>) -> Option<CertificationRecord> {
    let id = table.required_of("id", ReferenceKind::Certifications);
    if !table.has("count") {
        table.missing("count", "1");
    }
    Some(CertificationRecord {
        id,
        count: table.integer("count", 0, 1_000_000)?.value,
    })
}

fn office(table: &Table<'_>) -> OfficeRecord {
    OfficeRecord {
        span: table.span(),
        headquarters: table.boolean("headquarters"),
        street: table.text("street"),
        postcode: table.text("postcode"),
        city: table
            .value("city")
            .and_then(|city| city.name_by_language("city")),
        region: table.text("region"),
        country: table.required_of("country", ReferenceKind::Countries),
        latitude: table.measurement("latitude"),
        longitude: table.measurement("longitude"),
        hide_street: table.boolean("hide_street").is_some_and(|hide| hide.value),
    }
}

fn contact(table: &Table<'_>) -> ContactRecord {
    let roles = [
        ("sales", ContactRole::Sales),
        ("technical", ContactRole::Technical),
        ("support", ContactRole::Support),
        ("administrative", ContactRole::Administrative),
    ];
    ContactRecord {
        span: table.span(),
        role: table.required_one_of("role", &roles),
        label: table.texts("label"),
        person: table.text("person"),
        consent: table.date("consent"),
        email: table.text("email"),
        phone: table.text("phone"),
        form_url: table.text("form_url"),
        direct: table.boolean("direct"),
        public: table.boolean("public"),
    }
}

fn link(table: &Table<'_>) -> LinkRecord {
    let kinds = [
        ("website", LinkKind::Website),
        ("linkedin", LinkKind::Linkedin),
        ("case-studies", LinkKind::CaseStudies),
        ("blog", LinkKind::Blog),
        ("video", LinkKind::Video),
        ("documentation", LinkKind::Documentation),
        ("support", LinkKind::Support),
        ("mastodon", LinkKind::Mastodon),
        ("github", LinkKind::Github),
        ("facebook", LinkKind::Facebook),
        ("instagram", LinkKind::Instagram),
        ("x", LinkKind::X),
        ("youtube", LinkKind::Youtube),
    ];
    LinkRecord {
        kind: table.required_one_of("kind", &kinds),
        url: table.required("url"),
    }
}

fn internal(table: &Table<'_>) -> InternalRecord {
    let portal_access = table.boolean("portal_access");
    let figures = table.entries_of(ReferenceKind::Figures).into_iter();
    let figures = figures.filter(|(key, value)| {
        // Figures have names of their own; a field of the record that is no number was meant for another place.
        let is_misplaced = value.is_no_number() && table.belongs_at_top(key.value);
        if is_misplaced {
            table.unknown_key(*key, &[]);
        }
        !is_misplaced && !matches!(key.value, "portal_access" | "notes")
    });
    InternalRecord {
        figures: figures
            .filter_map(|(key, value)| {
                Some((key.map(str::to_owned), value.number(key.value)?.value))
            })
            .collect(),
        portal_access,
        notes: table.note("notes"),
    }
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(
            one_line("Gaia  Information\n Technology"),
            "Gaia Information Technology"
        );
        assert_eq!(one_line("Société\u{a0}X"), "Société\u{a0}X");
    }
}
