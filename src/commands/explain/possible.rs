//! What could be written at a place of a file, whether it is written or not: the fields that the loader asks for.

use crate::commands::schema::description;
use crate::load::{FileKind, Records, Shape};

/// The keys that could stand below a path.
pub(super) fn keys(records: &Records, kind: FileKind, path: &[&str]) -> Vec<String> {
    let whole = kind.fields();
    let Some(shape) = path.iter().try_fold(&whole, |shape, key| below(shape, key)) else {
        return Vec::new();
    };
    let Some(table) = &shape.table else {
        return Vec::new();
    };
    let fields = table.fields.iter().map(|field| field.key.to_owned());
    let words = table.others.as_ref().and_then(|(words, _)| *words);
    let declared = words.map_or_else(Vec::new, |words| records.declared(words, None));
    fields
        .chain(declared.into_iter().map(|word| word.id))
        .collect()
}

/// What a key is for that the file does not have; none if there is no such key.
pub(super) fn purpose(kind: FileKind, path: &[&str]) -> Option<&'static str> {
    let (key, above) = path.split_last()?;
    let whole = kind.fields();
    let mut shape = &whole;
    let mut name = kind.word().to_owned();
    for key in above {
        let is_field = has(shape, key);
        shape = below(shape, key)?;
        // An entry of a list is not named in the path of a description.
        if is_field {
            name = format!("{name}.{key}");
        }
    }
    has(shape, key).then(|| description(&format!("{name}.{key}")))?
}

fn has(shape: &Shape, key: &str) -> bool {
    let mut fields = shape.table.iter().flat_map(|table| &table.fields);
    fields.any(|field| field.key == key)
}

/// What is below a key: a field, an entry under a word of the project, or an entry of a list.
fn below<'s>(shape: &'s Shape, key: &str) -> Option<&'s Shape> {
    let table = shape.table.as_ref();
    let field = table.and_then(|table| table.fields.iter().find(|field| field.key == key));
    let other = table.and_then(|table| table.others.as_ref());
    field
        .map(|field| &field.shape)
        .or_else(|| other.map(|(_, shape)| &**shape))
        .or(shape.item.as_deref())
}
