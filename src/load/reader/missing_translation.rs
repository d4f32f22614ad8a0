//! Missing translations, recorded while texts are read.

use super::{FileReader, Texts};
use crate::source::Span;

/// A text that is missing in some languages.
#[derive(Debug, Clone)]
pub struct MissingTranslation {
    /// The key.
    pub key: Box<str>,
    /// The position of the field.
    pub span: Span,
    /// Whether it is written once, without a language: that of the catalogue's default.
    pub bare: bool,
    /// The languages it is missing in: bit 0 is the default language.
    pub lacks: u64,
}

/// Keys that are written once where a name is the same in all languages.
const NAMES: [&str; 3] = ["name", "short_name", "plural"];

impl MissingTranslation {
    /// Whether readers of the language at this position miss it: a name that is written once is the same for all.
    pub fn is_missed(&self, language: usize) -> bool {
        let lacks = self.lacks & 1_u64.checked_shl(language as u32).unwrap_or(0) != 0;
        lacks && !(self.bare && NAMES.contains(&&*self.key))
    }
}

impl FileReader<'_> {
    /// The texts read so far that are missing in some languages.
    pub(in crate::load) fn take_missing_translations(&self) -> Vec<MissingTranslation> {
        self.gaps.take()
    }

    /// Records the languages that a text is missing in.
    pub(super) fn note_missing_translations(&self, texts: &Texts, bare: bool) {
        let lacking = texts
            .versions
            .iter()
            .enumerate()
            .filter(|(_, version)| version.is_none());
        let lacks = lacking.fold(0, |bits, (at, _)| {
            bits | 1_u64.checked_shl(at as u32).unwrap_or(0)
        });
        // "38 %" is the same in all languages.
        let is_same = bare && !texts.has_letters();
        if lacks != 0 && !is_same {
            self.gaps.borrow_mut().push(MissingTranslation {
                key: texts.key.clone().unwrap_or_default(),
                span: texts.span,
                bare,
                lacks,
            });
        }
    }
}
