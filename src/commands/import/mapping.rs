//! Which column of a table is which field: guessed the first time, then a file that people can change.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, Table, value};

use super::headings;
use crate::commands::table::BETWEEN;
use crate::commands::table::Sheet;
use crate::commands::table::{FOLDER, ID};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::edit::{FieldPath, Fields};
use crate::source::FileId;

/// How a table is read.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    /// The field of each heading; absent: not imported.
    columns: BTreeMap<String, Option<FieldPath>>,
    /// The line of the table that the headings stand in; absent: its first row.
    pub(super) headings: Option<usize>,
    /// What stands between several values of a cell.
    pub(super) between: Option<char>,
    /// Whether dates have their month first.
    pub(super) month_first: bool,
    /// The folder below `partners/` for new records.
    pub(super) folder: String,
    /// What cells say, and what it stands for.
    pub(super) words: BTreeMap<String, String>,
    /// Fields of new records that their rows do not have.
    pub(super) new: Vec<(FieldPath, String)>,
}

impl Mapping {
    /// The field of a heading.
    pub(super) fn field(&self, heading: &str) -> Option<&FieldPath> {
        self.columns.get(heading.trim())?.as_ref()
    }

    /// Whether a row can tell which partner it is about.
    pub(super) fn names_records(&self) -> bool {
        let columns = self.columns.values().flatten();
        let mut paths = columns.chain(self.new.iter().map(|(path, _)| path));
        paths.any(|path| ["name", ID].contains(&path.to_string().as_str()))
    }

    /// Whether every heading is the name of its field, as in the tables that we write.
    pub(super) fn is_our_own(&self) -> bool {
        let mut columns = self.columns.iter();
        columns.all(|(heading, field)| {
            field
                .as_ref()
                .is_some_and(|path| path.to_string() == *heading)
        })
    }

    /// The headings that are not imported.
    pub(super) fn left_out(&self) -> impl Iterator<Item = &str> {
        let columns = self.columns.iter();
        let left = columns.filter(|(_, field)| field.is_none());
        left.map(|(heading, _)| heading.as_str())
    }

    /// The mapping that headings and cells suggest.
    pub(super) fn guess(sheet: &Sheet, fields: &Fields<'_>) -> Self {
        let mut columns: BTreeMap<String, Option<FieldPath>> = BTreeMap::new();
        let mut in_lists = String::new();
        for (at, heading) in sheet.headings.iter().enumerate() {
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
                let cells = sheet.rows.iter().filter_map(|row| row.get(at));
                in_lists.extend(cells.map(|cell| cell.text.as_str()));
            }
            columns.insert(heading.to_owned(), field);
        }
        // Our own tables have semicolons; a comma may stand in a name.
        let between = [BETWEEN, '|', ',', '/'];
        let between = between
            .into_iter()
            .map(|c| (in_lists.matches(c).count(), c))
            .max_by_key(|&(count, c)| (count, c == BETWEEN))
            .map_or(BETWEEN, |(_, c)| c);
        // What a table rarely says, and a contact must have.
        let role = FieldPath::parse("contacts.1.role");
        let paths = || columns.values().flatten();
        let has_contact = paths().any(|path| path.item() == role.item());
        let new = match has_contact && !paths().any(|path| *path == role) {
            true => vec![(role, "sales".to_owned())],
            false => Vec::new(),
        };
        Self {
            columns,
            between: Some(between),
            new,
            ..Self::default()
        }
    }

    /// The mapping as a file, in the order of the headings.
    pub(super) fn to_text(
        &self,
        sheet: &Sheet,
        table: &str,
        fields: &Fields<'_>,
        unknown: &BTreeMap<String, String>,
    ) -> String {
        let mut text = format!(
            "# How `vitrine import` reads `{table}`: written by the first import, yours to change from then on.\n\n\
             # The line of the table that the headings stand in; what is above it is left out.\n\
             headings = {}\n\n\
             # What stands between several values of one cell.\n\
             between = {}\n\n\
             # Which day 03/04/2026 is: \"day-first\" (the third of April) or \"month-first\" (the fourth of March).\n\
             dates = \"day-first\"\n\n\
             # The folder below `partners/` where new records are written; \"\" is `partners/` itself.\n\
             folder = \"\"\n\n\
             # Each heading with the field of the record it fills; \"\" leaves the column out.\n\
             # Fields are named as in a record: name, summary.{}, programmes.<programme>.tier, offices.1.city, \
             contacts.1.email.\n\
             # specializations.*.id takes several words from one cell.\n\
             [columns]\n",
            self.headings.unwrap_or(1),
            value(self.between.unwrap_or(BETWEEN).to_string())
                .to_string()
                .trim(),
            fields.records.languages[0],
        );
        let mut columns = Table::new();
        for heading in &sheet.headings {
            let heading = heading.text.trim();
            if let Some(field) = self.columns.get(heading) {
                let field = field.as_ref().map(FieldPath::to_string);
                columns.insert(heading, value(field.unwrap_or_default()));
            }
        }
        text.push_str(&columns.to_string());
        text.push_str(
            "\n# What the cells say, and the word of the project that it stands for: \"Platinium\" = \"platinum\"; \
             with \"\" it is left out.\n\
             [words]\n",
        );
        for (said, taken_for) in unknown {
            let line = format!("# {} = \"…\"", value(said.as_str()).to_string().trim());
            text.push_str(&format!("{line:38} # unknown {taken_for}\n"));
        }
        text.push_str(
            "\n# What new records get where their row says nothing: types = \"reseller\", status = \"draft\".\n\
             [new]\n",
        );
        let mut new = Table::new();
        for (path, said) in &self.new {
            new.insert(&path.to_string(), value(said));
        }
        text + &new.to_string()
    }

    /// Reads the file of a mapping; what is wrong with it is reported.
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
                problems.push(diagnostic.help("mend it, or delete the file: it is then guessed"));
                return None;
            }
        };
        let mut mapping = Self::default();
        let before = problems.errors();
        for (key, item) in document.iter() {
            let span = file.span(item.span().unwrap_or(0..0));
            let text = item.as_str();
            match (key, text) {
                ("headings", None) if item.as_integer().is_some_and(|line| line > 0) => {
                    mapping.headings = item.as_integer().and_then(|line| line.try_into().ok());
                }
                ("between", Some(text)) if text.chars().count() == 1 => {
                    mapping.between = text.chars().next();
                }
                ("dates", Some(text @ ("day-first" | "month-first"))) => {
                    mapping.month_first = text == "month-first";
                }
                ("folder", Some(text)) => mapping.folder = text.trim_matches('/').to_owned(),
                ("columns" | "words" | "new", _) => {
                    let table = item.as_table_like().map(|table| table.iter());
                    for (said, item) in table.into_iter().flatten() {
                        mapping.entry(key, said, item, fields, file, problems);
                    }
                }
                ("headings" | "between" | "dates" | "folder", _) => {
                    let message = format!("`{key}` cannot be this");
                    let help = "headings = 1, between = \";\", dates = \"day-first\" or \"month-first\", folder = \"\"";
                    let diagnostic = Diagnostic::new(Code::InvalidValue, span, message);
                    problems.push(diagnostic.help(help));
                }
                _ => {
                    let known = [
                        "headings", "between", "dates", "folder", "columns", "words", "new",
                    ];
                    let message = format!("unknown key `{key}`");
                    let diagnostic = Diagnostic::new(Code::UnknownKey, span, message);
                    problems.push(diagnostic.maybe_help(did_you_mean(key, known)));
                }
            }
        }
        (problems.errors() == before).then_some(mapping)
    }

    fn entry(
        &mut self,
        table: &str,
        said: &str,
        item: &Item,
        fields: &Fields<'_>,
        file: FileId,
        problems: &mut Diagnostics,
    ) {
        let span = file.span(item.span().unwrap_or(0..0));
        let Some(text) = item.as_str() else {
            let message = format!("`{said}` must be a text in quotes");
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
                    name => field(name, problems),
                };
                self.columns.insert(said.trim().to_owned(), field);
            }
            "new" => {
                let field = field(said, problems);
                self.new.extend(field.map(|path| (path, text.to_owned())));
            }
            _ => {
                self.words.insert(said.to_owned(), text.to_owned());
            }
        }
    }

    /// Adds headings that came after the file was written, so that they are known the next time.
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
    /// A field that may have been meant.
    fn suggest(&self, name: &str) -> Option<String> {
        let fields = self.shape.table.iter().flat_map(|table| &table.fields);
        let keys = fields.map(|field| field.key).chain([ID, FOLDER]);
        let (first, _) = name.split_once('.').unwrap_or((name, ""));
        did_you_mean(first, keys)
    }
}
