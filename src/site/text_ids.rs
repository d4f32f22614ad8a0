//! Ids in texts of the owner, which must not be those of the page that shows the text. Entry points: [`unique`], and
//! [`ids`] of a whole page.
//!
//! A text is converted without knowledge of its page: it is [`enclosed`] in two characters that mark it in the rendered
//! page. Then all ids of the page are known, whatever its template, and those of the texts avoid them: `contacts`
//! becomes `contacts-2`, and so do links to it within the text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::markers::OWNER_TEXT;
use crate::text::url::percent_decode;

const START: char = OWNER_TEXT[0];
const END: char = OWNER_TEXT[1];

/// The HTML of a text, marked.
pub(super) fn enclosed(html: &str) -> String {
    let mut enclosed = String::with_capacity(html.len() + 6);
    enclosed.push(START);
    enclosed.extend(html.chars().filter(|&c| c != START && c != END));
    enclosed.push(END);
    enclosed
}

/// The page without marks, in which no id of a text is that of another element.
pub(super) fn unique(page: &str) -> String {
    let texts = texts(page);
    let text_at = |position: usize| {
        let text = texts.partition_point(|text| text.end <= position);
        texts
            .get(text)
            .filter(|text| text.start <= position)
            .map(|_| text)
    };
    let attributes = attributes(page);
    let ids = || attributes.iter().filter(|attribute| attribute.name == "id");
    let mut taken: BTreeSet<String> = ids()
        .filter(|id| text_at(id.value.start).is_none())
        .map(|id| page[id.value.clone()].to_owned())
        .collect();
    let of_texts: BTreeSet<&str> = ids().map(|id| &page[id.value.clone()]).collect();
    // By text and id.
    let mut renamed: BTreeMap<(usize, &str), String> = BTreeMap::new();
    // The next number of each id that is taken.
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut replacements: BTreeMap<usize, (Range<usize>, String)> = BTreeMap::new();
    for id in ids() {
        let Some(text) = text_at(id.value.start) else {
            continue;
        };
        let written = &page[id.value.clone()];
        let free = match taken.contains(written) {
            false => written.to_owned(),
            true => {
                let number = numbers.entry(written).or_insert(2);
                loop {
                    let id = format!("{written}-{number}");
                    *number += 1;
                    if !taken.contains(&id) && !of_texts.contains(id.as_str()) {
                        break id;
                    }
                }
            }
        };
        taken.insert(free.clone());
        if free != written {
            replacements.insert(id.value.start, (id.value.clone(), free.clone()));
        }
        renamed.entry((text, written)).or_insert(free);
    }
    for link in attributes
        .iter()
        .filter(|attribute| attribute.name == "href")
    {
        let target = page[link.value.clone()].strip_prefix('#');
        let (Some(part), Some(text)) = (target, text_at(link.value.start)) else {
            continue;
        };
        let decoded = percent_decode(part);
        let new = renamed.get(&(text, part));
        let new = new.or_else(|| renamed.get(&(text, &*decoded)));
        if let Some(new) = new.filter(|new| *new != part && **new != decoded) {
            let part = link.value.start + 1..link.value.end;
            replacements.insert(part.start, (part, new.clone()));
        }
    }
    let mut unique = String::with_capacity(page.len());
    let mut copied = 0;
    let copy = |part: &str, to: &mut String| {
        to.extend(part.split([START, END]));
    };
    for (range, new) in replacements.into_values() {
        copy(&page[copied..range.start], &mut unique);
        unique.push_str(&new);
        copied = range.end;
    }
    copy(&page[copied..], &mut unique);
    unique
}

/// The ids of a page, to which links can lead.
pub(super) fn ids(page: &str) -> Vec<String> {
    attributes(page)
        .into_iter()
        .filter(|attribute| attribute.name == "id")
        .map(|id| page[id.value].to_owned())
        .collect()
}

/// The marked texts of a page.
fn texts(page: &str) -> Vec<Range<usize>> {
    let starts = page.match_indices(START);
    let texts = starts.map(|(start, _)| {
        let end = page[start..]
            .find(END)
            .map_or(page.len(), |end| start + end);
        start..end
    });
    texts.collect()
}

/// An attribute of an element.
struct Attribute<'a> {
    name: &'a str,
    /// Its range in the page, without quotes.
    value: Range<usize>,
}

/// The attributes of all elements of a page, in order; not those in comments, scripts and styles.
fn attributes(page: &str) -> Vec<Attribute<'_>> {
    let mut attributes = Vec::new();
    let mut at = 0;
    while let Some(start) = page[at..].find('<').map(|start| at + start + 1) {
        at = start;
        if page[at..].starts_with("!--") {
            at = page[at..].find("-->").map_or(page.len(), |end| at + end);
            continue;
        }
        let rest = &page[at..];
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0)];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        at = attributes_of_tag(page, at + name.len(), &mut attributes);
        if matches!(name, "script" | "style") {
            let end = format!("</{name}");
            at = page[at..].find(&end).map_or(page.len(), |end| at + end);
        }
    }
    attributes
}

/// Reads the attributes of a tag, whose name ends at `at`; returns where the tag ends.
fn attributes_of_tag<'a>(page: &'a str, mut at: usize, to: &mut Vec<Attribute<'a>>) -> usize {
    loop {
        at += spaces(&page[at..]);
        let rest = &page[at..];
        if rest.is_empty() || rest.starts_with('>') {
            return at;
        }
        let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/');
        let name = &rest[..rest.find(ends_name).unwrap_or(rest.len())];
        at += name.len();
        if name.is_empty() {
            // A `/` or a stray `=`.
            at += 1;
            continue;
        }
        let equals = at + spaces(&page[at..]);
        if !page[equals..].starts_with('=') {
            continue;
        }
        at = equals + 1;
        at += spaces(&page[at..]);
        let quote = page[at..].chars().next().filter(|&c| c == '"' || c == '\'');
        let value = match quote {
            Some(quote) => {
                let start = at + 1;
                start
                    ..page[start..]
                        .find(quote)
                        .map_or(page.len(), |end| start + end)
            }
            None => {
                let ends_value = |c: char| c.is_ascii_whitespace() || c == '>';
                at..page[at..]
                    .find(ends_value)
                    .map_or(page.len(), |end| at + end)
            }
        };
        at = value.end + usize::from(quote.is_some() && value.end < page.len());
        to.push(Attribute { name, value });
    }
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_ascii_start().len()
}

#[cfg(test)]
mod tests {
    use super::{enclosed, ids, unique};

    #[test]
    fn ids_of_a_text_avoid_those_of_the_page_and_its_links_follow() {
        let text = enclosed(
            "<h2 id=\"main\">Main</h2><h2 id=\"x\">X</h2><a href=\"#main\">m</a><a href=\"#x\">x</a><a href=\"#menu\">z</a>",
        );
        let page = format!(
            "<a href=\"#main\"></a><div id=\"menu\"></div><main id=main>{text}</main><h2 id='main-2'>"
        );
        assert_eq!(
            unique(&page),
            "<a href=\"#main\"></a><div id=\"menu\"></div><main id=main><h2 id=\"main-3\">Main</h2>\
             <h2 id=\"x\">X</h2><a href=\"#main-3\">m</a><a href=\"#x\">x</a><a href=\"#menu\">z</a></main><h2 id='main-2'>"
        );
    }

    #[test]
    fn two_texts_of_a_page_do_not_share_an_id() {
        let text = enclosed("<h3 id=\"über\">a</h3><a href=\"#%C3%BCber\">a</a>");
        assert_eq!(
            unique(&format!("{text}{text}")),
            "<h3 id=\"über\">a</h3><a href=\"#%C3%BCber\">a</a><h3 id=\"über-2\">a</h3><a href=\"#über-2\">a</a>"
        );
    }

    #[test]
    fn a_page_with_marks_of_its_own_loses_them_only() {
        let strange = "a\u{fdd0}b<i id=\"\u{fdd1}c\">\u{fdd1}";
        assert_eq!(unique(&enclosed(strange)), "ab<i id=\"c\">");
        assert_eq!(unique("\u{fdd1}a\u{fdd0}"), "a");
    }

    #[test]
    fn only_ids_of_elements_count() {
        let page = "<!-- <p id=\"a\"> --><script>\"<p id='b'>\"</script><p title='<i id=\"c\">' id = \"d\">id=\"e\"</p><br/><q hidden id=f>";
        assert_eq!(ids(page), ["d", "f"]);
        for cut in 0..page.len() {
            ids(&page[..cut]);
        }
    }
}
