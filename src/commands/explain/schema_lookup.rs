//! The fields that the loader reads at a position in a file, whether they are written or not. Entry points: [`keys`],
//! [`purpose`].

use crate::commands::schema::description;
use crate::load::{FileKind, Records, Shape};

/// The keys that are possible below a path.
pub(super) fn keys(records: &Records, kind: FileKind, path: &[&str]) -> Vec<String> {
    let root = kind.fields();
    let Some(shape) = path.iter().try_fold(&root, |shape, key| child(shape, key)) else {
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

/// The description of a key; `None` if the schema does not have it.
pub(super) fn purpose(kind: FileKind, path: &[&str]) -> Option<&'static str> {
    let (key, above) = path.split_last()?;
    let root = kind.fields();
    let mut shape = &root;
    let mut name = kind.word().to_owned();
    for key in above {
        let is_field = has_field(shape, key);
        shape = child(shape, key)?;
        // The path of a description leaves out the entries of lists.
        if is_field {
            name = format!("{name}.{key}");
        }
    }
    has_field(shape, key).then(|| description(&format!("{name}.{key}")))?
}

fn has_field(shape: &Shape, key: &str) -> bool {
    shape
        .table
        .iter()
        .flat_map(|table| &table.fields)
        .any(|field| field.key == key)
}

/// The shape of a field, of an entry under a declared word, or of an entry of a list.
fn child<'s>(shape: &'s Shape, key: &str) -> Option<&'s Shape> {
    let table = shape.table.as_ref();
    let field = table.and_then(|table| table.fields.iter().find(|field| field.key == key));
    let other = table.and_then(|table| table.others.as_ref());
    field
        .map(|field| &field.shape)
        .or_else(|| other.map(|(_, shape)| &**shape))
        .or(shape.item.as_deref())
}
