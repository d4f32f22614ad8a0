//! Typed reader of TOML with positions. Entry point: [`FileReader::read`], which passes a [`Table`] whose values are
//! read by key; problems are reported with their positions, and unknown keys at the end.
//!
//! serde stops at the first error and loses positions; this reader does neither, and one line reads one field.

mod closed_list;
mod entries;
mod missing_translation;
mod scalar;
mod shape;
mod syntax;
mod table;
mod text;
mod value;
mod written;

pub(crate) use written::truth;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{FileId, Span, Spanned};

pub use missing_translation::MissingTranslation;
pub use shape::{Field, ReferenceKind, Shape, TableShape, ValueType};
use shape::{NodeId, Recorder};
use table::Source;
pub(super) use table::Table;
pub(super) use text::unusable;
pub(super) use value::Value;
use value::ValueSource;

/// State of reading one file.
pub(super) struct FileReader<'a> {
    file: FileId,
    languages: &'a [String],
    problems: RefCell<Diagnostics>,
    gaps: RefCell<Vec<MissingTranslation>>,
    recorder: Recorder,
    /// The fields that files of this kind may have.
    fields: Option<fn() -> Shape>,
    /// Whether a statement of the file is not TOML.
    is_broken: Cell<bool>,
    /// The keys above the first header, and the tables.
    top_keys: RefCell<Vec<Box<str>>>,
}

/// Text in several languages as written, with positions; by position of the language.
#[derive(Debug, Clone)]
pub struct Texts {
    /// The key, unless it is the text of a file.
    pub key: Option<Box<str>>,
    /// The position of the field.
    pub span: Span,
    /// The versions.
    pub versions: Vec<Option<Spanned<Arc<str>>>>,
}

impl Texts {
    /// Whether a version has a letter.
    fn has_letters(&self) -> bool {
        let versions = self.versions.iter().flatten();
        versions
            .into_iter()
            .any(|version| version.value.contains(char::is_alphabetic))
    }
}

impl<'a> FileReader<'a> {
    pub(super) fn new(file: FileId, languages: &'a [String]) -> Self {
        Self {
            file,
            languages,
            problems: RefCell::default(),
            gaps: RefCell::default(),
            recorder: Recorder::default(),
            fields: None,
            is_broken: Cell::new(false),
            top_keys: RefCell::default(),
        }
    }

    /// With the fields that files of this kind may have, for advice where a key is in the wrong table.
    pub(super) fn with_fields(self, fields: fn() -> Shape) -> Self {
        Self {
            fields: Some(fields),
            ..self
        }
    }

    /// Whether a statement of the file is not TOML: values may be missing that are written.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken.get()
    }

    /// Whether there are errors.
    pub(super) fn has_errors(&self) -> bool {
        self.problems.borrow().errors() > 0
    }

    fn fields_of_file(&self) -> Option<Shape> {
        self.fields.map(|fields| fields())
    }

    /// Where a key of this name belongs, if some table of the file has it.
    fn home(&self, key: &str) -> Option<String> {
        let shape = self.fields_of_file()?;
        let is_written = self.top_keys.borrow().iter().any(|known| **known == *key);
        if shape.has_at_top(key) {
            if is_written {
                return None;
            }
            let header = "the first line that begins with `[`";
            return Some(format!(
                "`{key}` belongs to the file as a whole: move it above {header}"
            ));
        }
        match &shape.headers_with(key)[..] {
            [] | [_, _, _, ..] => None,
            headers => Some(format!(
                "`{key}` belongs below {}: move it there",
                headers.join(" or ")
            )),
        }
    }

    /// Records the fields that a function reads, with their types: the schema of that kind of file. Fields are
    /// therefore declared only where they are read.
    pub(super) fn record<T>(file: FileId, read: impl FnOnce(&FileReader<'_>) -> T) -> Shape {
        let reader = FileReader {
            recorder: Recorder::recording(),
            ..FileReader::new(file, &[])
        };
        read(&reader);
        reader.recorder.shape(Recorder::ROOT)
    }

    /// Reads a TOML text that begins at byte `offset` of the file; what could not be parsed is reported and skipped.
    pub(super) fn read<T>(
        &self,
        text: &str,
        offset: usize,
        read: impl FnOnce(&Table<'_>) -> T,
    ) -> T {
        if self.recorder.is_recording() {
            let root = self.schema_value(Recorder::ROOT).table("");
            return read(&root.expect("what is asked for may be a table"));
        }
        // The spans of the parser count from the beginning of its text: spaces before it give the offset in the file.
        let padded = " ".repeat(offset) + text;
        let text = if offset == 0 { text } else { &padded };
        let (table, errors) = DeTable::parse_recoverable(text);
        let readable;
        let (table, readable) = if errors.is_empty() {
            (table, None)
        } else {
            self.is_broken.set(true);
            readable = syntax::readable(text, self.file, |problem| self.push(problem));
            (
                DeTable::parse_recoverable(&readable.text).0,
                Some(&readable),
            )
        };
        let keys = table
            .get_ref()
            .keys()
            .map(|key| Box::from(&**key.get_ref()));
        self.top_keys.replace(keys.collect());
        let table = Table {
            reader: self,
            source: Source::Toml(table.get_ref()),
            span: self.file.start(),
            known: RefCell::default(),
        };
        let result = read(&table);
        drop(table);
        if let Some(readable) = readable {
            // Problems that follow from a syntax error are not reported: a key may be missing because its line could
            // not be parsed.
            self.problems.borrow_mut().retain(|problem| {
                let at = problem.place.map_or(0, |place| place.start as usize);
                problem.code == Code::TomlSyntax
                    || problem.code != Code::MissingKey && !readable.is_broken_at(at)
            });
        }
        result
    }

    pub(super) fn push(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    fn problem(&self, code: Code, span: Span, message: impl Into<String>) {
        self.push(Diagnostic::new(code, span, message));
    }

    pub(super) fn into_problems(self) -> Diagnostics {
        self.problems.into_inner()
    }
}

impl<'a> FileReader<'a> {
    fn value(&'a self, value: &'a TomlSpanned<DeValue<'a>>) -> Value<'a> {
        Value {
            reader: self,
            source: ValueSource::Toml(value.get_ref()),
            span: self.file.span(value.span()),
        }
    }

    /// A value without contents, while the schema is recorded.
    fn schema_value(&'a self, node: NodeId) -> Value<'a> {
        Value {
            reader: self,
            source: ValueSource::Schema(node),
            span: self.file.start(),
        }
    }

    /// The position of a language; reports one that the catalogue does not have.
    fn language(&self, key: Spanned<&str>) -> Option<usize> {
        let at = self
            .languages
            .iter()
            .position(|language| language == key.value);
        if at.is_none() {
            let message = format!("the catalogue has no language `{}`", key.value);
            let known = self.languages.iter().map(String::as_str);
            let declared = |help| format!("{help} (declared in `content/catalogue.toml`)");
            let help = match self.home(key.value) {
                Some(home) if key.value.len() > 3 => Some(home),
                _ => did_you_mean(key.value, known).map(declared),
            };
            self.push(Diagnostic::new(Code::UnknownLanguage, key.span, message).maybe_help(help));
        }
        at
    }
}
