//! The descriptions of keys, which text editors show. Entry point: [`description`].

/// One line for each key: the end of its path, at least two spaces, and its description.
const TEXT: &str = include_str!("descriptions.txt");

/// The description of a key, by its path from the kind of file, such as `partner.offices.city`. The line with the longest
/// matching end of the path applies, so a key with one meaning everywhere has one line.
pub(crate) fn description(path: &str) -> Option<&'static str> {
    let mut end = path;
    loop {
        if let Some((_, text)) = lines().find(|(key, _)| *key == end) {
            return Some(text);
        }
        (_, end) = end.split_once('.')?;
    }
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = TEXT.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let (key, text) = line.split_once("  ")?;
        Some((key, text.trim_start()))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{description, lines};
    use crate::load::{FileKind, Shape};

    #[test]
    fn every_key_has_a_description_and_every_description_a_key() {
        let mut paths = Vec::new();
        for kind in FileKind::ALL {
            collect(&kind.fields(), kind.word(), &mut paths);
        }
        let without: Vec<&String> = paths
            .iter()
            .filter(|path| description(path).is_none())
            .collect();
        assert!(without.is_empty(), "{without:#?}");
        let used: BTreeSet<_> = paths.iter().filter_map(|path| description(path)).collect();
        let unused: Vec<_> = lines().filter(|(_, text)| !used.contains(text)).collect();
        assert!(unused.is_empty(), "{unused:#?}");
    }

    fn collect(shape: &Shape, path: &str, paths: &mut Vec<String>) {
        for field in shape.table.iter().flat_map(|table| &table.fields) {
            let path = format!("{path}.{}", field.key);
            collect(&field.shape, &path, paths);
            paths.push(path);
        }
        if let Some((_, others)) = shape.table.as_ref().and_then(|table| table.others.as_ref()) {
            collect(others, &format!("{path}.*"), paths);
        }
        if let Some(item) = &shape.item {
            collect(item, path, paths);
        }
    }
}
