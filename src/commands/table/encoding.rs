//! Encodings of tables: those of the web, and the code pages of MS-DOS. Entry point: [`TableEncoding::for_label`].

use std::borrow::Cow;

use encoding_rs::Encoding;
use oem_cp::code_table::DECODING_TABLE_CP_MAP;

/// An encoding of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::commands) enum TableEncoding {
    /// An encoding of the web.
    Web(&'static Encoding),
    /// A code page of MS-DOS.
    Dos(CodePage),
}

/// A code page of MS-DOS.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::commands) struct CodePage {
    number: u16,
    name: &'static str,
}

/// The code pages of Western and Central Europe, the Americas and Turkey, the likeliest first.
pub(in crate::commands) const CODE_PAGES: [CodePage; 5] = [
    CodePage {
        number: 850,
        name: "cp850",
    },
    CodePage {
        number: 852,
        name: "cp852",
    },
    CodePage {
        number: 857,
        name: "cp857",
    },
    CodePage {
        number: 437,
        name: "cp437",
    },
    CodePage {
        number: 858,
        name: "cp858",
    },
];

impl TableEncoding {
    /// The encoding with a name: `windows-1250`, `cp850`, `ibm850`, `cp-850`.
    pub(in crate::commands) fn for_label(label: &str) -> Option<Self> {
        if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
            return Some(Self::Web(encoding));
        }
        let label = label.trim().to_lowercase();
        let digits = label.trim_start_matches(|c: char| !c.is_ascii_digit());
        let name = label[..label.len() - digits.len()].trim_end_matches(['-', '_', ' ']);
        let is_dos = ["", "cp", "ibm", "dos", "oem", "pc", "csibm", "cspc"].contains(&name);
        let number: u16 = digits.parse().ok().filter(|_| is_dos)?;
        CODE_PAGES
            .into_iter()
            .find(|page| page.number == number)
            .map(Self::Dos)
    }

    /// Its name in messages and mappings.
    pub(in crate::commands) fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Dos(page) => page.name,
        }
    }

    /// The text without byte order mark, and whether some bytes are not text.
    pub(in crate::commands) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Self::Web(encoding) => encoding.decode_with_bom_removal(bytes),
            Self::Dos(page) => {
                let table = DECODING_TABLE_CP_MAP
                    .get(&page.number)
                    .expect("the library has all code pages of MS-DOS");
                let text = table.decode_string_lossy(bytes);
                let has_errors = text.contains('\u{fffd}');
                (Cow::Owned(text), has_errors)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TableEncoding;

    #[test]
    fn encodings_have_many_names() {
        for (label, name) in [
            ("windows-1250", "windows-1250"),
            ("cp1252", "windows-1252"),
            ("ibm866", "IBM866"),
            ("cp850", "cp850"),
            ("CP-852", "cp852"),
            ("IBM857", "cp857"),
            ("437", "cp437"),
            ("ibm00858", "cp858"),
        ] {
            let encoding = TableEncoding::for_label(label);
            assert_eq!(encoding.map(TableEncoding::name), Some(name), "{label}");
        }
        for label in ["", "cp", "cp9999", "utf-850", "latin"] {
            assert_eq!(TableEncoding::for_label(label), None, "{label}");
        }
    }
}
