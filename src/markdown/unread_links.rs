//! Links that CommonMark reads as text, because their targets contain spaces: [`unread_links`].

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::parse;

/// The links and images of a text that are shown as text, each with its target.
pub fn unread_links(source: &str) -> Vec<(Range<usize>, String)> {
    if !source.contains("](") {
        return Vec::new();
    }
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut is_code = false;
    for (event, range) in parse::merged(source) {
        match (event, runs.last_mut()) {
            (Event::Start(Tag::CodeBlock(_)), _) => is_code = true,
            (Event::End(TagEnd::CodeBlock), _) => is_code = false,
            (Event::Text(_), _) if is_code => {}
            (Event::Text(_), Some(run)) if run.end == range.start => run.end = range.end,
            (Event::Text(_), _) => runs.push(range),
            _ => {}
        }
    }
    runs.into_iter()
        .flat_map(|run| in_text(source, run))
        .collect()
}

fn in_text(source: &str, run: Range<usize>) -> Vec<(Range<usize>, String)> {
    let text = &source[run.clone()];
    let mut links = Vec::new();
    let mut before = 0;
    let mut label_ends = text.match_indices("](").map(|(end, _)| end).peekable();
    while let Some(label_end) = label_ends.next() {
        // Neither label nor target contains another link.
        let start = text[before..label_end].rfind('[');
        let start = start.map(|start| before + start);
        before = label_end + 2;
        let target = &text[before..label_ends.peek().copied().unwrap_or(text.len())];
        let end = target.find(')');
        let (Some(start), Some(end)) = (start, end) else {
            continue;
        };
        let target = target[..end].trim();
        let is_escaped = source[..run.start + start].ends_with('\\');
        if target.contains(' ') && is_address(target) && !is_escaped {
            let end = label_end + 2 + end + 1;
            links.push((run.start + start..run.start + end, target.to_owned()));
        }
    }
    links
}

/// Whether a text in brackets is meant as an address, not as a remark.
fn is_address(text: &str) -> bool {
    let extension = text.rsplit_once('.').map(|(_, extension)| extension);
    text.starts_with(['/', '#'])
        || text.contains("://")
        || extension.is_some_and(|it| {
            (2..=4).contains(&it.len()) && it.chars().all(|c| c.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::unread_links;

    #[test]
    fn targets_with_spaces_are_found_and_remarks_are_not() {
        let targets = |source| -> Vec<String> {
            let links = unread_links(source).into_iter();
            links.map(|(_, target)| target).collect()
        };
        assert_eq!(
            targets("![a](/images/a b.svg) and *[b](https://a.example/b c)*\n\n- [c](c d.pdf)"),
            ["/images/a b.svg", "https://a.example/b c", "c d.pdf"]
        );
        for fine in [
            "[a](/b \"title of b\") [a](</b c>) `[a](/b c)`",
            "[1](see the note below) [x] (/a b)",
            "\\[a](/b c)",
            "    [a](/b c)\n",
        ] {
            assert!(targets(fine).is_empty(), "{fine}");
        }
        let source = "x [a](/b c) y";
        assert_eq!(&source[unread_links(source)[0].0.clone()], "[a](/b c)");
    }
}
