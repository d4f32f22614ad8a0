//! Hashes of a published file, the frame of a page apart from its content: [`ContentHash`].

use super::values::hash_bytes;

/// Where pages refer to the theme's files, whose names contain a hash.
const ASSETS: &str = "assets/";
/// The length of this hash.
const ASSET_HASH: usize = 8;

/// Hashes of a published file.
///
/// References to files of the theme count without the hash in their names: that file is itself among the published ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ContentHash {
    /// Of what pages share: everything outside `<main>`, and the head of public data. Absent in other files.
    pub(in crate::commands::diff) frame: Option<u64>,
    /// Of the rest.
    pub(in crate::commands::diff) body: u64,
}

impl ContentHash {
    /// The hashes of a file with this path.
    pub(crate) fn new(path: &str, bytes: &[u8]) -> Self {
        let whole = |bytes| Self {
            frame: None,
            body: hash_bytes(bytes),
        };
        let (is_page, is_data) = (path.ends_with(".html"), is_public_data(path));
        if !is_page && !is_data {
            return whole(bytes);
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            return whole(bytes);
        };
        let body = if is_page {
            text.find("<main").zip(text.rfind("</main>"))
        } else {
            data_start(text).map(|start| (start, text.len()))
        };
        let text_hash = |text: &str| hash_bytes(without_asset_hashes(text).as_bytes());
        match body {
            Some((start, end)) if start < end => {
                let frame = format!("{}\0{}", &text[..start], &text[end..]);
                Self {
                    frame: Some(text_hash(&frame)),
                    body: text_hash(&text[start..end]),
                }
            }
            _ => Self {
                frame: None,
                body: text_hash(text),
            },
        }
    }
}

/// Whether a file is public data, which begins with a head that all such files share.
pub(in crate::commands::diff) fn is_public_data(path: &str) -> bool {
    path.starts_with("api/") && path.ends_with(".json")
}

/// Where the data begin after their head. In the head, these names are followed by addresses.
fn data_start(text: &str) -> Option<usize> {
    [
        ",\"partners\":[",
        ",\"partner\":{",
        ",\"programmes\":[",
        ",\"vocabulary\":{",
    ]
    .iter()
    .filter_map(|name| text.find(name))
    .min()
}

/// The path of a file of the theme without the hash in its name: `assets/site.css`.
pub(in crate::commands::diff) fn without_asset_hashes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(ASSETS) {
        let (before, reference) = rest.split_at(start);
        plain.push_str(before);
        let is_end = |c: char| c.is_whitespace() || "\"'<>()&\\".contains(c);
        let end = reference.find(is_end).unwrap_or(reference.len());
        let (reference, after) = reference.split_at(end);
        let parts: Vec<&str> = reference.split('.').collect();
        let last = parts.len() - 1;
        let kept = parts
            .iter()
            .enumerate()
            .filter(|(position, part)| *position == 0 || *position == last || !is_hash(part))
            .map(|(_, part)| *part);
        plain.push_str(&kept.collect::<Vec<_>>().join("."));
        rest = after;
    }
    plain.push_str(rest);
    plain
}

fn is_hash(part: &str) -> bool {
    part.len() == ASSET_HASH && part.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{ContentHash, without_asset_hashes};

    fn page(head: &str, main: &str) -> ContentHash {
        let page = format!("<head>{head}</head><main>{main}</main><footer></footer>");
        ContentHash::new("en/index.html", page.as_bytes())
    }

    #[test]
    fn a_page_has_a_frame_and_a_body() {
        let base = page("a", "b");
        let (frame, body) = (page("x", "b"), page("a", "x"));
        assert!(frame.frame != base.frame && frame.body == base.body);
        assert!(body.frame == base.frame && body.body != base.body);
        let file = ContentHash::new("en/feed.xml", b"<main></main>");
        assert_eq!(file.frame, None);
    }

    #[test]
    fn the_head_of_public_data_is_their_frame() {
        let data = |date: &str, name: &str| {
            let text = format!(
                "{{\"about\":{{\"as_of\":\"{date}\",\"files\":{{\"partners\":\"/p\"}}}},\"partners\":[\"{name}\"]}}"
            );
            ContentHash::new("api/v1/partners.json", text.as_bytes())
        };
        let (base, later) = (data("2026-01-01", "a"), data("2026-01-02", "a"));
        assert!(base.frame != later.frame && base.body == later.body);
        assert!(base.body != data("2026-01-01", "b").body);
    }

    #[test]
    fn hashes_in_the_names_of_assets_do_not_count() {
        let page = "<a href=\"/assets/js/a.b.0123abcd.js\">assets/ 1.12345678.2</a>";
        let plain = "<a href=\"/assets/js/a.b.js\">assets/ 1.12345678.2</a>";
        assert_eq!(without_asset_hashes(page), plain);
        assert_eq!(
            without_asset_hashes("assets/site.577d4ffc.css"),
            "assets/site.css"
        );
    }
}
