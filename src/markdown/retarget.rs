//! A text with other link targets: [`retarget`].

use std::ops::Range;

use super::parse::parser;

/// The Markdown of a text whose links and images lead to the targets that `target` gives for theirs; everything else
/// stays as it is written.
pub(super) fn retarget(source: &str, target: &dyn Fn(&str) -> String) -> String {
    if !source.contains('[') {
        return source.to_owned();
    }
    let links = super::links(source).into_iter();
    let mut places: Vec<(Range<usize>, String)> = links
        .map(|link| (link.range, link.target))
        .chain(definitions(source))
        // A target that is written otherwise, such as one with an entity, stays.
        .filter(|(range, written)| source[range.clone()] == **written)
        .collect();
    places.sort_by_key(|(range, _)| range.start);
    places.dedup();
    let mut text = String::with_capacity(source.len());
    let mut copied = 0;
    for (range, written) in places {
        if range.start < copied {
            continue;
        }
        text.push_str(&source[copied..range.start]);
        text.push_str(&target(&written));
        copied = range.end;
    }
    text + &source[copied..]
}

/// The targets of link definitions, such as `[quay]: https://quay.example`.
fn definitions(source: &str) -> Vec<(Range<usize>, String)> {
    let parser = parser(source);
    let definitions = parser.reference_definitions().iter();
    let places = definitions.filter_map(|(_, definition)| {
        let written = &source[definition.span.clone()];
        let label = written.find("]:")?;
        let start = definition.span.start + label + written[label..].find(&*definition.dest)?;
        Some((
            start..start + definition.dest.len(),
            definition.dest.to_string(),
        ))
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::retarget;

    #[test]
    fn only_targets_change() {
        let target = |target: &str| match target.strip_prefix('/') {
            Some(path) => format!("https://a.example/{path}"),
            None => target.to_owned(),
        };
        let source = "See [/x/](/x/), [y][1], `[z](/z/)` and <https://b.example>.\n\n* ![i](/i.svg \"I\")\n\n[1]: /y/ \"Y\"\n";
        let expected = "See [/x/](https://a.example/x/), [y][1], `[z](/z/)` and <https://b.example>.\n\n\
                        * ![i](https://a.example/i.svg \"I\")\n\n[1]: https://a.example/y/ \"Y\"\n";
        assert_eq!(retarget(source, &target), expected);
        for same in ["", "no link", "[x](#a) [x] (/x/) \\[x](/x/"] {
            assert_eq!(retarget(same, &target), same);
        }
    }
}
