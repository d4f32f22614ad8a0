//! Languages of a report: those in which the default theme has all interface strings.

use crate::l10n::Locale;

/// The language of a report, whatever the languages of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportLanguage {
    /// English.
    #[default]
    English,
    /// French.
    French,
    /// German.
    German,
}

impl ReportLanguage {
    /// All languages, in the order of their discriminants.
    pub(super) const ALL: [ReportLanguage; 3] = [
        ReportLanguage::English,
        ReportLanguage::French,
        ReportLanguage::German,
    ];

    /// The BCP 47 code.
    pub fn code(self) -> &'static str {
        match self {
            ReportLanguage::English => "en",
            ReportLanguage::French => "fr",
            ReportLanguage::German => "de",
        }
    }

    pub(super) fn locale(self) -> Locale {
        Locale::new(self.code()).expect("ICU4X has data for every report language")
    }
}
