//! The mapping of columns to fields: guessed by the first import, then a file for people to edit. Entry points:
//! [`Mapping::guess`], [`Mapping::parse`].

mod help;
mod long_lists;
mod written;

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, value};

use super::headings;
use crate::commands::table::{
    Cell, CellParser, CellVocabulary, DateOrders, FOLDER, ID, LIST_SEPARATOR, NumberMarks, Sheet,
    TableEncoding, WordTranslations, is_delimiter,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::edit::{FieldPath, Fields, Step};
use crate::load::ValueType;
use crate::source::FileId;

/// How a table is read.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    /// The field of each heading; `None`: not imported.
    columns: BTreeMap<String, Option<FieldPath>>,
    /// The line of the headings; `None` for the first row.
    pub(super) headings: Option<usize>,
    /// The separator of several values in a cell. The file calls it `between`.
    pub(super) separator: Option<char>,
    /// Whether dates have the month first.
    pub(super) month_first: bool,
    /// The decimal mark of numbers; `None` if the cells of a column show it.
    pub(super) decimal: Option<char>,
    /// The folder below `partners/` for new records.
    pub(super) folder: String,
    /// Translations of words in cells.
    pub(super) words: WordTranslations,
    /// Default values for new records.
    pub(super) new: Vec<(FieldPath, String)>,
}

/// The settings of a mapping that decide how the table is decoded.
#[derive(Debug, Default)]
pub(super) struct TableSettings {
    pub(super) encoding: Option<TableEncoding>,
    /// The delimiter of cells. The file calls it `separator`.
    pub(super) separator: Option<char>,
}

/// Reads the settings that are needed before the table; [`Mapping::parse`] reports what is wrong with them.
pub(super) fn settings(text: &str) -> TableSettings {
    let Ok(document) = text.parse::<DocumentMut>() else {
        return TableSettings::default();
    };
    let value = |key| document.get(key).and_then(Item::as_str);
    TableSettings {
        encoding: value("encoding").and_then(TableEncoding::for_label),
        separator: value("separator").and_then(separator),
    }
}

/// A delimiter of cells: one ASCII character.
fn separator(text: &str) -> Option<char> {
    let mut letters = text.chars();
    let first = letters.next().filter(|c| is_delimiter(*c))?;
    letters.next().is_none().then_some(first)
}

impl Mapping {
    /// The parser of its cells, before what the table itself shows is known.
    pub(super) fn cell_parser<'a>(&self, vocabulary: &'a CellVocabulary<'a>) -> CellParser<'a> {
        CellParser {
            vocabulary,
            separator: self.separator.unwrap_or(LIST_SEPARATOR),
            month_first: self.month_first,
            date_orders: DateOrders::default(),
            marks: NumberMarks::declared(self.decimal),
            comma_is_thousands: false,
            third_party: false,
        }
    }

    /// The field of a heading.
    pub(super) fn field(&self, heading: &str) -> Option<&FieldPath> {
        self.columns.get(heading.trim())?.as_ref()
    }

    /// What the mapping says about a key: its field, or `None` to leave it out.
    pub(super) fn mapped(&self, key: &str) -> Option<Option<&FieldPath>> {
        self.columns.get(key).map(Option::as_ref)
    }

    /// Whether rows have the name or the id of a partner.
    pub(super) fn names_records(&self) -> bool {
        self.columns
            .values()
            .flatten()
            .chain(self.new.iter().map(|(path, _)| path))
            .any(|path| ["name", ID].contains(&path.to_string().as_str()))
    }

    /// Whether the table has ids and every heading is the path of its field, as in exported tables.
    pub(super) fn is_exported(&self) -> bool {
        self.columns.contains_key(ID)
            && self.columns.iter().all(|(heading, field)| {
                field
                    .as_ref()
                    .is_some_and(|path| path.to_string() == *heading)
            })
    }

    /// The headings that are not imported.
    pub(super) fn left_out(&self) -> impl Iterator<Item = &str> {
        self.columns
            .iter()
            .filter(|(_, field)| field.is_none())
            .map(|(heading, _)| heading.as_str())
    }

    /// The mapping that headings and cells suggest.
    pub(super) fn guess(sheet: &Sheet, fields: &Fields<'_>) -> Self {
        let mut columns: BTreeMap<String, Option<FieldPath>> = BTreeMap::new();
        let mut list_cells = String::new();
        let mut date_orders: Vec<DateOrders> = Vec::new();
        for (column, heading) in sheet.headings.iter().enumerate() {
            let heading = heading.text.trim();
            if heading.is_empty() || columns.contains_key(heading) {
                continue;
            }
            let taken = |path: &FieldPath| columns.values().flatten().any(|known| known == path);
            let field = headings::guess(heading, fields, &taken);
            if field
                .as_ref()
                .is_some_and(|path| headings::is_list(fields, path))
            {
                let cells = sheet.rows.iter().filter_map(|row| row.get(column));
                list_cells.extend(cells.map(|cell| cell.text.as_str()));
            }
            let value_type = field.as_ref().and_then(|path| fields.value_type(path));
            if value_type == Some(ValueType::Date) {
                let cells = sheet.rows.iter().filter_map(|row| row.get(column));
                date_orders.push(DateOrders::of(cells.map(|cell| cell.text.as_str())));
            }
            columns.insert(heading.to_owned(), field);
        }
        // A country is that of the office, unless a partner without a city has several: then it is where it works.
        let mut paths = columns.values().flatten();
        let has_city = paths.any(|path| path.to_string().starts_with("offices.1.city"));
        let is_several = |cell: &Cell| cell.text.contains([';', '|', ',', '/', '\n']);
        for (column, heading) in sheet.headings.iter().enumerate() {
            let heading = heading.text.trim();
            let mut cells = sheet.rows.iter().filter_map(|row| row.get(column));
            let field = if has_city || !cells.any(is_several) {
                "offices.1.country"
            } else {
                "serves"
            };
            let taken = |columns: &BTreeMap<String, Option<FieldPath>>| {
                let mut paths = columns.values().flatten();
                paths.any(|path| path.to_string() == field)
            };
            if headings::is_country(heading)
                && columns.get(heading).is_some_and(Option::is_some)
                && !taken(&columns)
            {
                columns.insert(heading.to_owned(), Some(FieldPath::parse(field)));
            }
        }
        let month_first = date_orders.iter().any(|orders| orders.has_month_first());
        // Exported tables have semicolons; a comma may be part of a name.
        let separator = [LIST_SEPARATOR, '|', ',', '/']
            .into_iter()
            .map(|c| (list_cells.matches(c).count(), c))
            .max_by_key(|&(count, c)| (count, c == LIST_SEPARATOR))
            .map_or(LIST_SEPARATOR, |(_, c)| c);
        // A contact must have a role, which tables rarely have.
        let role = FieldPath::parse("contacts.1.role");
        let paths = || columns.values().flatten();
        let has_contact = paths().any(|path| path.item() == role.item());
        let new = if has_contact && !paths().any(|path| *path == role) {
            vec![(role, "sales".to_owned())]
        } else {
            Vec::new()
        };
        Self {
            columns,
            separator: Some(separator),
            month_first,
            new,
            ..Self::default()
        }
    }

    /// Reads a mapping file; `None` after reporting errors.
    pub(super) fn parse(
        text: &str,
        file: FileId,
        fields: &Fields<'_>,
        problems: &mut Diagnostics,
    ) -> Option<Self> {
        let document = match text.parse::<toml_edit::Document<String>>() {
            Ok(document) => document,
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let diagnostic =
                    Diagnostic::new(Code::TomlSyntax, file.span(span), error.message());
                problems.push(
                    diagnostic.help("fix it, or delete the file: the next import guesses it again"),
                );
                return None;
            }
        };
        let mut mapping = Self::default();
        let errors_before = problems.errors();
        for (key, item) in document.iter() {
            let span = file.span(item.span().unwrap_or(0..0));
            let text = item.as_str();
            match (key, text) {
                ("headings", None) if item.as_integer().is_some_and(|line| line > 0) => {
                    mapping.headings = item.as_integer().and_then(|line| line.try_into().ok());
                }
                ("between", Some(text)) if text.chars().count() == 1 => {
                    mapping.separator = text.chars().next();
                }
                ("dates", Some(text @ ("day-first" | "month-first"))) => {
                    mapping.month_first = text == "month-first";
                }
                ("encoding", Some(label)) if TableEncoding::for_label(label).is_some() => {}
                ("separator", Some(text)) if separator(text).is_some() => {}
                ("decimal", Some("," | ".")) => {
                    mapping.decimal = text.and_then(|text| text.chars().next());
                }
                ("folder", Some(text)) => mapping.folder = text.trim_matches('/').to_owned(),
                ("columns" | "words" | "new", _) => {
                    let Some(table) = item.as_table_like() else {
                        let message = format!("`{key}` must be a table");
                        let help = format!("write `[{key}]` in a line, and its entries below");
                        let problem = Diagnostic::new(Code::WrongType, span, message);
                        problems.push(problem.help(help));
                        continue;
                    };
                    for (name, item) in table.iter() {
                        let words = item.as_table_like().filter(|_| key == "words");
                        let Some(words) = words else {
                            mapping.entry(key, name, item, fields, file, problems);
                            continue;
                        };
                        for (word, meaning) in words.iter() {
                            let entry = format!("words.{name}");
                            mapping.entry(&entry, word, meaning, fields, file, problems);
                        }
                    }
                }
                (
                    "headings" | "between" | "dates" | "decimal" | "folder" | "encoding"
                    | "separator",
                    _,
                ) => {
                    let message = format!("invalid value for `{key}`");
                    let help = help::valid_values(key);
                    let diagnostic = Diagnostic::new(Code::InvalidValue, span, message);
                    problems.push(diagnostic.help(help));
                }
                _ => {
                    let known = [
                        "headings",
                        "between",
                        "dates",
                        "decimal",
                        "folder",
                        "encoding",
                        "separator",
                        "columns",
                        "words",
                        "new",
                    ];
                    let message = format!("unknown key `{key}`");
                    let diagnostic = Diagnostic::new(Code::UnknownKey, span, message);
                    problems.push(diagnostic.maybe_help(did_you_mean(key, known)));
                }
            }
        }
        (problems.errors() == errors_before).then_some(mapping)
    }

    fn entry(
        &mut self,
        table: &str,
        name: &str,
        item: &Item,
        fields: &Fields<'_>,
        file: FileId,
        problems: &mut Diagnostics,
    ) {
        let span = file.span(item.span().unwrap_or(0..0));
        let Some(text) = item.as_str() else {
            let message = format!("`{name}` must be a text in quotes");
            problems.push(Diagnostic::new(Code::WrongType, span, message));
            return;
        };
        let field = |name: &str, problems: &mut Diagnostics| {
            let path = FieldPath::parse(name);
            let known = fields.value_type(&path).is_some() || [ID, FOLDER].contains(&name);
            if !known {
                let message = format!("a record has no field `{name}`");
                let help = fields.suggest(name);
                let diagnostic = Diagnostic::new(Code::UnknownKey, span, message);
                problems.push(diagnostic.maybe_help(help));
            }
            known.then_some(path)
        };
        match table {
            "columns" => {
                let field = match text.trim() {
                    "" => None,
                    path => field(path, problems),
                };
                self.columns.insert(name.trim().to_owned(), field);
            }
            "new" => {
                let field = field(name, problems);
                self.new.extend(field.map(|path| (path, text.to_owned())));
            }
            "words" => self.words.insert(None, name, text),
            scope => {
                let scope = scope.strip_prefix("words.").unwrap_or(scope);
                let Some(mut path) = field(scope, problems) else {
                    return;
                };
                if fields.is_texts(&path) {
                    let default = fields.records.languages[0].clone();
                    path.0.push(Step::Key(default));
                }
                self.words.insert(Some(&path), name, text);
            }
        }
    }

    /// Adds headings that the file does not have. Returns its new text if there are any.
    pub(super) fn add_missing(
        &mut self,
        sheet: &Sheet,
        fields: &Fields<'_>,
        text: &str,
    ) -> Option<String> {
        let mut document: DocumentMut = text.parse().ok()?;
        let mut added = false;
        for heading in &sheet.headings {
            let heading = heading.text.trim();
            if heading.is_empty() || self.columns.contains_key(heading) {
                continue;
            }
            let taken =
                |path: &FieldPath| self.columns.values().flatten().any(|known| known == path);
            let field = headings::guess(heading, fields, &taken);
            let name = field.as_ref().map(FieldPath::to_string).unwrap_or_default();
            document["columns"][heading] = value(name);
            self.columns.insert(heading.to_owned(), field);
            added = true;
        }
        added.then(|| document.to_string())
    }
}

impl Fields<'_> {
    /// A field with a similar name.
    fn suggest(&self, name: &str) -> Option<String> {
        let fields = self.shape.table.iter().flat_map(|table| &table.fields);
        let keys = fields.map(|field| field.key).chain([ID, FOLDER]);
        let (first, _) = name.split_once('.').unwrap_or((name, ""));
        did_you_mean(first, keys)
    }
}
