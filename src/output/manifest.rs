//! Manifest of an output folder: size, hash and path of each file that a build wrote. It is a file in the folder itself.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use siphasher::sip::SipHasher13;

/// Name of the manifest in the folder.
pub const NAME: &str = ".vitrine";

const HEADER: &str = "vitrine 1: size, hash and path of each file that was written here";

/// The entries, in alphabetical order of their paths.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) entries: Vec<Entry>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path in the folder, with `/`.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Hash of its content. It detects damage, not manipulation: it is not cryptographic.
    pub hash: u64,
}

impl Entry {
    /// The entry of a file with these bytes.
    pub fn new(path: String, bytes: &[u8]) -> Self {
        Self {
            path,
            size: bytes.len() as u64,
            hash: SipHasher13::new().hash(bytes),
        }
    }

    /// Whether a file with these bytes is unchanged.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        self.size == bytes.len() as u64 && self.hash == SipHasher13::new().hash(bytes)
    }
}

impl Manifest {
    /// The manifest as text: a header, then a line per file.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for Entry { path, size, hash } in &self.entries {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{size} {hash:016x} {path}");
        }
        text
    }

    /// The manifest from its text. `None` if the text is not a manifest of this version.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return None;
        }
        let mut entries: Vec<Entry> = lines
            .map(|line| {
                let (size, rest) = line.split_once(' ')?;
                let (hash, path) = rest.split_once(' ')?;
                Some(Entry {
                    path: path.to_owned(),
                    size: size.parse().ok()?,
                    hash: u64::from_str_radix(hash, 16).ok()?,
                })
            })
            .collect::<Option<_>>()?;
        entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Some(Self { entries })
    }

    /// The entry of a path.
    pub(super) fn entry(&self, path: &str) -> Option<&Entry> {
        self.position(path).map(|index| &self.entries[index])
    }

    /// The index of the entry of a path.
    pub(super) fn position(&self, path: &str) -> Option<usize> {
        self.entries
            .binary_search_by(|entry| entry.path.as_str().cmp(path))
            .ok()
    }

    /// All folders that contain the files, at every level.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        let mut folders = BTreeSet::new();
        for entry in &self.entries {
            let mut path = entry.path.as_str();
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !folders.insert(folder) {
                    break;
                }
                path = folder;
            }
        }
        folders
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Manifest};

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let entries = ["a b/index.html", "é.html"].map(|path| Entry::new(path.into(), b"text"));
        let manifest = Manifest {
            entries: entries.into(),
        };
        let text = manifest.to_text();
        assert_eq!(Manifest::from_text(&text), Some(manifest));
        assert_eq!(Manifest::from_text(&text[1..]), None);
        assert_eq!(Manifest::from_text(&format!("{text}x\n")), None);
    }
}
