//! Paths of fields in a record, and the types of their values.

use std::collections::HashSet;
use std::fmt;

use crate::load::{Records, Shape, ValueType};

/// Path of a value in a record: `name`, `summary.fr`, `offices.1.city`, `specializations.*.id`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldPath(pub Vec<Step>);

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    Key(String),
    /// A table of a list, by its index from 0; written from 1.
    Item(usize),
    /// One table of a list for each word of a table cell.
    Each,
}

impl FieldPath {
    /// The path as it is written.
    pub fn parse(text: &str) -> Self {
        let step = |part: &str| match part.parse::<usize>() {
            Ok(number) if number > 0 => Step::Item(number - 1),
            _ if part == "*" => Step::Each,
            _ => Step::Key(part.to_owned()),
        };
        Self(text.trim().split('.').map(step).collect())
    }

    /// The last key.
    pub fn last(&self) -> &str {
        match self.0.last() {
            Some(Step::Key(key)) => key,
            _ => "",
        }
    }

    /// The programme, or the own field, whose declarations apply at this path.
    pub fn scope(&self) -> Option<&str> {
        match &self.0[..] {
            [Step::Key(first), Step::Key(id), ..] | [_, _, Step::Key(first), Step::Key(id), ..]
                if first == "fields" =>
            {
                Some(id)
            }
            [Step::Key(first), Step::Key(programme), ..] if first == "programmes" => {
                Some(programme)
            }
            _ => None,
        }
    }

    /// The path of another key of the same table.
    pub fn sibling(&self, key: &str) -> Self {
        let table = self.0.split_last().map_or(&[][..], |(_, table)| table);
        Self([table, &[Step::Key(key.to_owned())]].concat())
    }

    /// Whether the field is the number of an amount in one of the company's own fields.
    pub fn is_own_amount(&self) -> bool {
        let keys =
            |index: usize| matches!(self.0.get(index), Some(Step::Key(key)) if key == "fields");
        let table = self.0.len().checked_sub(3);
        table.is_some_and(keys) && self.last() == "amount"
    }

    /// Whether the field is the date of somebody's consent.
    pub fn is_consent(&self) -> bool {
        ["consent", "quote_consent"].contains(&self.last())
    }

    /// Whether the field is internal, and never published.
    pub fn is_internal(&self) -> bool {
        matches!(self.0.first(), Some(Step::Key(key)) if key == "internal")
    }

    /// The path with each `*` replaced by the position of a table.
    pub fn at(&self, position: usize) -> Self {
        let steps = self.0.iter().map(|step| match step {
            Step::Each => Step::Item(position),
            step => step.clone(),
        });
        Self(steps.collect())
    }

    /// The path of the table of a list that it is in, if it is.
    pub fn item(&self) -> Option<FieldPath> {
        let is_item = |step: &Step| matches!(step, Step::Item(_) | Step::Each);
        let at = self.0.iter().position(is_item)?;
        Some(FieldPath(self.0[..=at].to_vec()))
    }

    /// Whether it means one table of a list for each word of a table cell.
    pub fn is_each(&self) -> bool {
        self.0.contains(&Step::Each)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            match step {
                Step::Key(key) => f.write_str(key)?,
                Step::Item(at) => write!(f, "{}", at + 1)?,
                Step::Each => f.write_str("*")?,
            }
        }
        Ok(())
    }
}

/// The fields that records of partners may have.
pub struct Fields<'a> {
    pub shape: Shape,
    pub records: &'a Records,
}

impl Fields<'_> {
    /// The type of a field; absent if the field does not exist.
    pub fn value_type(&self, path: &FieldPath) -> Option<ValueType> {
        self.type_within(&self.shape, &path.0)
    }

    fn type_within(&self, shape: &Shape, steps: &[Step]) -> Option<ValueType> {
        let (step, rest) = match steps {
            [] => {
                let value_type = shape.types.first()?;
                return Some(match value_type {
                    ValueType::Texts | ValueType::NameByLanguage => ValueType::Text,
                    value_type => value_type.clone(),
                });
            }
            [step, rest @ ..] => (step, rest),
        };
        let Step::Key(key) = step else {
            return self.type_within(shape.item.as_deref()?, rest);
        };
        if let Some(table) = &shape.table {
            if let Some(field) = table.fields.iter().find(|field| field.key == key) {
                return self.type_within(&field.shape, rest);
            }
            if let Some((words, others)) = &table.others {
                let known = words.is_none_or(|words| {
                    let declared = self.records.declared(words, None);
                    declared.iter().any(|word| word.id == *key)
                });
                if !known {
                    return None;
                }
                let shape = self.records.shape_of_declared(*words, key, others);
                return self.type_within(&shape, rest);
            }
        }
        let has_languages = shape
            .types
            .iter()
            .any(|it| matches!(it, ValueType::Texts | ValueType::NameByLanguage));
        let is_version = has_languages && rest.is_empty() && self.records.languages.contains(key);
        is_version.then_some(ValueType::Text)
    }

    /// Whether a field is a text in several languages: without a language it is the version of the default language.
    pub fn is_texts(&self, path: &FieldPath) -> bool {
        self.has_type(path, &ValueType::Texts)
    }

    /// Whether a field is a name that may be the same in all languages.
    pub fn is_name_by_language(&self, path: &FieldPath) -> bool {
        self.has_type(path, &ValueType::NameByLanguage)
    }

    fn has_type(&self, path: &FieldPath, value_type: &ValueType) -> bool {
        let shape = self.shape_at(path);
        shape.is_some_and(|shape| shape.types.contains(value_type))
    }

    /// The keys that a record must have.
    pub fn required(&self) -> impl Iterator<Item = &'static str> {
        required(&self.shape)
    }

    /// A required key of a list's table that is not among these fields, with one of the fields of that table.
    pub fn missing<'p>(&self, given: &[&'p FieldPath]) -> Option<(FieldPath, &'p FieldPath)> {
        // The beginnings of all paths.
        let begun: HashSet<&[Step]> = given
            .iter()
            .flat_map(|path| (1..=path.0.len()).map(|end| &path.0[..end]))
            .collect();
        given.iter().find_map(|path| {
            let item = path.item()?;
            let keys = required(self.shape_at(&item)?);
            let missing = keys.map(|key| {
                let mut path = item.clone();
                path.0.push(Step::Key(key.to_owned()));
                path
            });
            let mut missing = missing.into_iter();
            let missing = missing.find(|wanted| !begun.contains(&wanted.0[..]))?;
            Some((missing, *path))
        })
    }

    fn shape_at(&self, path: &FieldPath) -> Option<&Shape> {
        path.0.iter().try_fold(&self.shape, |shape, step| {
            let Step::Key(key) = step else {
                return shape.item.as_deref();
            };
            let mut fields = shape.table.as_ref()?.fields.iter();
            fields.find(|field| field.key == key).map(|it| &it.shape)
        })
    }

    /// Sort key of a path, in the order of the fields in a record.
    pub fn order(&self, path: &FieldPath) -> Vec<(usize, String)> {
        let mut shape = Some(&self.shape);
        let mut order = Vec::new();
        for step in &path.0 {
            let Step::Key(key) = step else {
                let at = match step {
                    Step::Item(at) => *at,
                    _ => 0,
                };
                order.push((at, String::new()));
                shape = shape.and_then(|shape| shape.item.as_deref());
                continue;
            };
            let fields = shape.and_then(|shape| shape.table.as_ref());
            let fields = fields.map_or(&[][..], |table| &table.fields);
            let at = fields.iter().position(|field| field.key == key);
            let languages = self.records.languages.iter();
            let language = languages.clone().position(|code| code == key);
            let others = shape
                .and_then(|it| it.table.as_ref()?.others.as_ref())
                .map(|(_, others)| &**others);
            shape = at.map(|at| &fields[at].shape).or(others);
            let at = at.or(language.filter(|_| fields.is_empty()));
            order.push((at.unwrap_or(usize::MAX), key.clone()));
        }
        order
    }
}

fn required(shape: &Shape) -> impl Iterator<Item = &'static str> {
    let fields = shape.table.iter().flat_map(|table| &table.fields);
    fields.filter(|field| field.required).map(|field| field.key)
}
