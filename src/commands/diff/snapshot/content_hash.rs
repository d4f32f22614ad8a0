//! Hashes of a published file, the frame of a page apart from its content: [`ContentHash`].

use std::borrow::Cow;

use memchr::memmem;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

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
            body: xxh3_64(bytes),
        };
        let (is_page, is_data) = (path.ends_with(".html"), is_public_data(path));
        if !is_page && !is_data {
            return whole(bytes);
        }
        let body = if is_page {
            memmem::find(bytes, b"<main").zip(memmem::rfind(bytes, b"</main>"))
        } else {
            data_start(bytes).map(|start| (start, bytes.len()))
        };
        match body {
            Some((start, end)) if start < end => {
                let mut frame = Xxh3::new();
                frame.update(&without_asset_hashes(&bytes[..start]));
                frame.update(&[0]);
                frame.update(&without_asset_hashes(&bytes[end..]));
                Self {
                    frame: Some(frame.digest()),
                    body: xxh3_64(&without_asset_hashes(&bytes[start..end])),
                }
            }
            _ => Self {
                frame: None,
                body: xxh3_64(&without_asset_hashes(bytes)),
            },
        }
    }
}

/// Whether a file is public data, which begins with a head that all such files share.
pub(in crate::commands::diff) fn is_public_data(path: &str) -> bool {
    path.starts_with("api/") && path.ends_with(".json")
}

/// Where the data begin after their head. In the head, these names are followed by addresses.
fn data_start(data: &[u8]) -> Option<usize> {
    [
        ",\"partners\":[",
        ",\"partner\":{",
        ",\"programmes\":[",
        ",\"vocabulary\":{",
    ]
    .iter()
    .filter_map(|name| memmem::find(data, name.as_bytes()))
    .min()
}

/// The path of a file of the theme without the hash in its name: `assets/site.css`.
pub(in crate::commands::diff) fn without_asset_hashes(text: &[u8]) -> Cow<'_, [u8]> {
    let mut references = memmem::find_iter(text, ASSETS).peekable();
    if references.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut copied = 0;
    for start in references {
        // Within the reference before.
        if start < copied {
            continue;
        }
        plain.extend_from_slice(&text[copied..start]);
        let is_end = |&byte: &u8| byte.is_ascii_whitespace() || b"\"'<>()&\\".contains(&byte);
        let length = text[start..].iter().position(is_end);
        let end = length.map_or(text.len(), |length| start + length);
        let parts: Vec<&[u8]> = text[start..end].split(|&byte| byte == b'.').collect();
        let last = parts.len() - 1;
        for (position, part) in parts.iter().enumerate() {
            if position == 0 {
                plain.extend_from_slice(part);
            } else if position == last || !is_hash(part) {
                plain.push(b'.');
                plain.extend_from_slice(part);
            }
        }
        copied = end;
    }
    plain.extend_from_slice(&text[copied..]);
    Cow::Owned(plain)
}

fn is_hash(part: &[u8]) -> bool {
    part.len() == ASSET_HASH && part.iter().all(u8::is_ascii_hexdigit)
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
        assert_eq!(&*without_asset_hashes(page.as_bytes()), plain.as_bytes());
        assert_eq!(
            &*without_asset_hashes(b"assets/site.577d4ffc.css"),
            b"assets/site.css"
        );
    }
}
