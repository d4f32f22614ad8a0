//! Record as a TOML document: values by path, changed in place so that comments, order and formatting are kept. Entry
//! point: [`Record`].

use toml_edit::{
    Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value as TomlValue,
};

use super::field::{FieldPath, Fields, Step};

/// A value of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    /// A text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A date, or another TOML date-time.
    Date(String),
}

/// A record as a document.
pub struct Record {
    document: DocumentMut,
    default_language: String,
}

impl Record {
    /// Parses the text of a file; the error is the parser's message.
    pub fn parse(text: &str, default_language: &str) -> Result<Self, String> {
        Ok(Self {
            document: text
                .parse()
                .map_err(|error: toml_edit::TomlError| error.message().to_owned())?,
            default_language: default_language.to_owned(),
        })
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        self.document.to_string()
    }

    /// All values with their paths, in the order of the fields. A text without language is one in the default language.
    pub fn values(&self, fields: &Fields<'_>) -> Vec<(FieldPath, FieldValue)> {
        let mut values = Vec::new();
        collect(
            self.document.as_table(),
            &FieldPath(Vec::new()),
            &mut values,
        );
        for (path, value) in &mut values {
            if matches!(value, FieldValue::Text(_)) && fields.is_texts(path) {
                path.0.push(Step::Key(self.default_language.clone()));
            }
        }
        values.sort_by_cached_key(|(path, _)| fields.order(path));
        values
    }

    /// The value at a path.
    pub fn get(&self, path: &FieldPath) -> Option<FieldValue> {
        let value = look_up(self.document.as_table(), &path.0, &self.default_language)?;
        field_value(value)
    }

    /// How many tables a list has; its path ends before the first `*`.
    pub fn count(&self, path: &FieldPath) -> usize {
        let before = path.0.iter().take_while(|step| **step != Step::Each);
        let steps: Vec<Step> = before.cloned().collect();
        count(self.document.as_table(), &steps)
    }

    /// Writes a value; everything else is kept.
    pub fn set(&mut self, path: &FieldPath, value: &FieldValue) {
        let language = self.default_language.clone();
        put(
            self.document.as_table_mut(),
            &path.0,
            to_toml(value),
            &language,
            Layout::Lines,
        );
    }

    /// Removes a value that is in no list, and returns it.
    pub fn remove(&mut self, path: &FieldPath) -> Option<FieldValue> {
        let (last, before) = path.0.split_last()?;
        let mut table: &mut dyn TableLike = self.document.as_table_mut();
        for step in before {
            let Step::Key(key) = step else { return None };
            table = table.get_mut(key)?.as_table_like_mut()?;
        }
        let Step::Key(last) = last else { return None };
        field_value(table.remove(last)?.as_value()?)
    }
}

fn collect(table: &dyn TableLike, path: &FieldPath, values: &mut Vec<(FieldPath, FieldValue)>) {
    for (key, item) in table.iter() {
        let mut path = path.clone();
        path.0.push(Step::Key(key.to_owned()));
        if let Some(table) = item.as_table_like() {
            collect(table, &path, values);
            continue;
        }
        let tables = tables_of(item);
        for (at, table) in tables.iter().enumerate() {
            let mut path = path.clone();
            path.0.push(Step::Item(at));
            collect(*table, &path, values);
        }
        if tables.is_empty() {
            let value = item.as_value().and_then(field_value);
            values.extend(value.map(|value| (path, value)));
        }
    }
}

/// How many entries the list at a path has.
fn count(table: &dyn TableLike, steps: &[Step]) -> usize {
    let [Step::Key(key), rest @ ..] = steps else {
        return 0;
    };
    let Some(item) = table.get(key) else { return 0 };
    match rest {
        [] => match item {
            Item::ArrayOfTables(tables) => tables.len(),
            item => item.as_array().map_or(0, Array::len),
        },
        [Step::Item(at), rest @ ..] => {
            let tables = tables_of(item);
            tables.get(*at).map_or(0, |table| count(*table, rest))
        }
        rest => item.as_table_like().map_or(0, |table| count(table, rest)),
    }
}

/// The tables of a list, however they are written.
fn tables_of(item: &Item) -> Vec<&dyn TableLike> {
    match item {
        Item::ArrayOfTables(tables) => tables.iter().map(|it| it as &dyn TableLike).collect(),
        Item::Value(TomlValue::Array(array)) => {
            let tables = array.iter().filter_map(TomlValue::as_inline_table);
            tables.map(|table| table as &dyn TableLike).collect()
        }
        _ => Vec::new(),
    }
}

fn look_up<'a>(
    table: &'a dyn TableLike,
    steps: &[Step],
    default_language: &str,
) -> Option<&'a TomlValue> {
    let [Step::Key(key), rest @ ..] = steps else {
        return None;
    };
    let item = table.get(key)?;
    match rest {
        [] => match item.as_table_like() {
            // Names by language: without one, the version of the default language.
            Some(versions) => versions.get(default_language)?.as_value(),
            None => item.as_value(),
        },
        [Step::Item(at), rest @ ..] => look_up(*tables_of(item).get(*at)?, rest, default_language),
        [Step::Key(language)] if item.is_str() => {
            item.as_value().filter(|_| language == default_language)
        }
        rest => look_up(item.as_table_like()?, rest, default_language),
    }
}

/// How a table is written.
#[derive(Clone, Copy)]
enum Layout {
    /// Below its heading.
    Lines,
    /// In braces, where its lists are in brackets.
    Inline,
}

fn put(
    table: &mut dyn TableLike,
    steps: &[Step],
    value: TomlValue,
    default_language: &str,
    layout: Layout,
) {
    let [Step::Key(key), rest @ ..] = steps else {
        return;
    };
    match rest {
        // The other versions stay, of a name that is written by language.
        [] if value.is_str() && table.get(key).is_some_and(Item::is_table_like) => {
            let version = [
                Step::Key(key.clone()),
                Step::Key(default_language.to_owned()),
            ];
            put(table, &version, value, default_language, layout);
        }
        [] => match table.get_mut(key).and_then(Item::as_value_mut) {
            Some(old) => replace(old, value),
            None => {
                table.insert(key, Item::Value(value));
            }
        },
        [Step::Item(at), rest @ ..] => {
            let fresh = match layout {
                Layout::Lines => Item::ArrayOfTables(ArrayOfTables::new()),
                Layout::Inline => Item::Value(TomlValue::Array(Array::new())),
            };
            let item = table.entry(key).or_insert(fresh);
            match item {
                Item::ArrayOfTables(tables) => {
                    let at = (*at).min(tables.len());
                    if at == tables.len() {
                        tables.push(Table::new());
                    }
                    if let Some(table) = tables.get_mut(at) {
                        put(table, rest, value, default_language, Layout::Lines);
                    }
                }
                Item::Value(TomlValue::Array(tables)) => {
                    let at = (*at).min(tables.len());
                    if at == tables.len() {
                        tables.push(InlineTable::new());
                    }
                    let table = tables.get_mut(at).and_then(TomlValue::as_inline_table_mut);
                    if let Some(table) = table {
                        put(table, rest, value, default_language, Layout::Inline);
                    }
                }
                _ => {}
            }
        }
        rest => {
            let is_language = rest.len() == 1 && table.get(key).is_some_and(Item::is_str);
            if is_language && let Some(old) = table.get_mut(key).and_then(Item::as_value_mut) {
                translate(old, rest, value, default_language);
                return;
            }
            let mut fresh = Table::new();
            fresh.set_implicit(true);
            fresh.set_dotted(is_text_by_language(key));
            let item = table.entry(key).or_insert(Item::Table(fresh));
            let layout = if item.is_value() {
                Layout::Inline
            } else {
                layout
            };
            if let Some(table) = item.as_table_like_mut() {
                put(table, rest, value, default_language, layout);
            }
        }
    }
}

/// Whether a new table of this name holds a text by language, and is written `summary.fr = "…"`.
fn is_text_by_language(key: &str) -> bool {
    [
        "summary",
        "description",
        "label",
        "city",
        "quote",
        "quote_role",
        "value",
        "alt",
        "picture_alt",
    ]
    .contains(&key)
}

/// Adds a language to a text that was written without one, or replaces it.
fn translate(old: &mut TomlValue, rest: &[Step], value: TomlValue, default_language: &str) {
    let [Step::Key(language)] = rest else { return };
    if language == default_language {
        return replace(old, value);
    }
    let mut by_language = InlineTable::new();
    by_language.insert(default_language, old.clone().decorated(" ", ""));
    by_language.insert(language, value.decorated(" ", " "));
    replace(old, TomlValue::InlineTable(by_language));
}

/// Puts a value in the place of another, with the whitespace and comments around it.
fn replace(old: &mut TomlValue, new: TomlValue) {
    let decor = old.decor().clone();
    *old = new;
    *old.decor_mut() = decor;
}

fn field_value(value: &TomlValue) -> Option<FieldValue> {
    Some(match value {
        TomlValue::String(text) => FieldValue::Text(text.value().trim().to_owned()),
        TomlValue::Integer(number) => FieldValue::Number(*number.value() as f64),
        TomlValue::Float(number) => FieldValue::Number(*number.value()),
        TomlValue::Boolean(boolean) => FieldValue::Boolean(*boolean.value()),
        TomlValue::Datetime(date) => FieldValue::Date(date.value().to_string()),
        TomlValue::Array(array) => {
            let items = array.iter().map(|item| match item {
                TomlValue::String(text) => text.value().trim().to_owned(),
                other => other.clone().decorated("", "").to_string(),
            });
            FieldValue::List(items.collect())
        }
        TomlValue::InlineTable(_) => return None,
    })
}

fn to_toml(value: &FieldValue) -> TomlValue {
    match value {
        FieldValue::Text(text) => text.as_str().into(),
        FieldValue::List(items) => TomlValue::Array(items.iter().collect::<Array>()),
        FieldValue::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            (*number as i64).into()
        }
        FieldValue::Number(number) => (*number).into(),
        FieldValue::Boolean(boolean) => (*boolean).into(),
        FieldValue::Date(date) => match date.parse::<toml_edit::Datetime>() {
            Ok(date) => date.into(),
            Err(_) => date.as_str().into(),
        },
    }
}
