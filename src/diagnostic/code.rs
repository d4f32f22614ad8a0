//! The closed list of problems; the word of each stands in messages and never changes.

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published until it is mended.
    Error,
    /// Published all the same.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal $severity:ident,)*) => {
        /// Which kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        impl Code {
            /// Every kind of problem.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The word that stands in messages.
            pub fn word(self) -> &'static str {
                match self { $(Code::$name => $word,)* }
            }

            /// What kind of problem it is, in a sentence that holds wherever it comes up.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),*).trim_ascii(),)* }
            }

            /// Whether it is an error or a warning.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// A file or folder that must be there is not.
    MissingFile = "missing-file" Error,
    /// A file cannot be read: no rights, not UTF-8, too large, not a file.
    UnreadableFile = "unreadable-file" Error,
    /// Not TOML.
    TomlSyntax = "toml-syntax" Error,
    /// A key that no one knows.
    UnknownKey = "unknown-key" Error,
    /// A key that must be there is not.
    MissingKey = "missing-key" Error,
    /// A setting whose name has changed.
    RenamedSetting = "renamed-setting" Warning,
    /// A value of the wrong type.
    WrongType = "wrong-type" Error,
    /// A value of the right type that cannot be.
    InvalidValue = "invalid-value" Error,
    /// A word that is not among the few allowed.
    UnknownWord = "unknown-word" Error,
    /// Text in a language that the catalogue does not have.
    UnknownLanguage = "unknown-language" Error,
    /// Not an id.
    InvalidId = "invalid-id" Error,
    /// The same id twice.
    DuplicateId = "duplicate-id" Error,
    /// The same name twice.
    DuplicateName = "duplicate-name" Warning,
    /// The same value twice in a list.
    DuplicateValue = "duplicate-value" Warning,
    /// A type of partner that is not in the vocabulary.
    UnknownType = "unknown-type" Error,
    /// A product that is not in the vocabulary.
    UnknownProduct = "unknown-product" Error,
    /// A specialization that is not in the vocabulary.
    UnknownSpecialization = "unknown-specialization" Error,
    /// A level that is not in the vocabulary.
    UnknownLevel = "unknown-level" Error,
    /// An industry that is not in the vocabulary.
    UnknownIndustry = "unknown-industry" Error,
    /// A certification that is not in the vocabulary.
    UnknownCertification = "unknown-certification" Error,
    /// A country that is not in the vocabulary.
    UnknownCountry = "unknown-country" Error,
    /// Not an ISO 3166-1 code.
    InvalidCountry = "invalid-country" Error,
    /// A programme that does not exist.
    UnknownProgramme = "unknown-programme" Error,
    /// A tier that the programme does not have.
    UnknownTier = "unknown-tier" Error,
    /// A process that the programme does not have.
    UnknownProcess = "unknown-process" Error,
    /// A criterion or benefit that the programme does not have.
    UnknownEntry = "unknown-entry" Error,
    /// A partner that does not exist.
    UnknownPartner = "unknown-partner" Error,
    /// A type of partner that the programme does not address.
    TypeNotAddressed = "type-not-addressed" Error,
    /// Something ends before it begins.
    DateOrder = "date-order" Error,
    /// A date after today where only a past one makes sense.
    FutureDate = "future-date" Warning,
    /// Something that ended before today, and is not published any more.
    Ended = "ended" Warning,
    /// Not a web address, or of a scheme that is not allowed.
    InvalidUrl = "invalid-url" Error,
    /// Not an e-mail address.
    InvalidEmail = "invalid-email" Error,
    /// Not a telephone number.
    InvalidPhone = "invalid-phone" Error,
    /// Not an ISO 4217 code.
    InvalidCurrency = "invalid-currency" Error,
    /// Not a BCP 47 code.
    InvalidLanguage = "invalid-language" Error,
    /// Not a colour.
    InvalidColor = "invalid-color" Error,
    /// A picture that cannot be shown.
    InvalidPicture = "invalid-picture" Error,
    /// Not an ICC profile that a press can print with.
    InvalidProfile = "invalid-profile" Error,
    /// A picture was made safe: something in it was dropped.
    PictureCleaned = "picture-cleaned" Warning,
    /// A partner without a logo.
    MissingLogo = "missing-logo" Warning,
    /// A logo that vanishes on white.
    PaleLogo = "pale-logo" Warning,
    /// A country decides what it was not delegated.
    NotDelegated = "not-delegated" Error,
    /// A higher tier asks less, or a lower one gets more.
    TierOrder = "tier-order" Warning,
    /// Front matter that is none.
    FrontMatter = "front-matter" Error,
    /// A link to a page that does not exist.
    BrokenLink = "broken-link" Error,
    /// A link to a heading that does not exist.
    BrokenAnchor = "broken-anchor" Error,
    /// A text that the default language does not have.
    MissingTranslation = "missing-translation" Warning,
    /// A text that a language lacks.
    Untranslated = "untranslated" Warning,
    /// A record or a process that nobody has looked at for a year.
    StaleRecord = "stale-record" Warning,
    /// A membership or a specialization that ends soon.
    EndingSoon = "ending-soon" Warning,
    /// A tier that the partner's figures do not carry.
    CriteriaNotMet = "criteria-not-met" Warning,
    /// A link out of the site that leads nowhere.
    DeadLink = "dead-link" Warning,
    /// A link to a page that has moved for good.
    MovedLink = "moved-link" Warning,
    /// A link to a page that does not let programs in.
    BlockedLink = "blocked-link" Warning,
    /// A link to a page that browsers warn of.
    UnsafeLink = "unsafe-link" Warning,
    /// A link to a page that did not answer in time.
    SlowLink = "slow-link" Warning,
    /// A text that is longer than its place.
    TextTooLong = "text-too-long" Warning,
    /// HTML in a text that may not have it, or that was dropped from it.
    UnsafeMarkup = "unsafe-markup" Warning,
    /// A file that nobody uses.
    UnusedFile = "unused-file" Warning,
    /// A person's name without the date of consent.
    MissingConsent = "missing-consent" Warning,
    /// A theme that does not exist, or a circle of themes.
    UnknownTheme = "unknown-theme" Error,
    /// A template of the theme does not work.
    Template = "template" Error,
    /// An interface string that is missing or malformed.
    InterfaceString = "interface-string" Error,
    /// The Typst part of the theme does not work.
    PaperTemplate = "paper-template" Error,
    /// The Typst part of the theme works, but leaves a doubt: a font that is not there, page numbers that do not settle.
    PaperDoubt = "paper-doubt" Warning,
    /// A character that no font of the paper catalogue has.
    MissingGlyph = "missing-glyph" Warning,
    /// A picture with too few dots for its size in print.
    LowResolution = "low-resolution" Warning,
    /// What a printer would send a press edition back for.
    Preflight = "preflight" Warning,
}

impl Code {
    /// Whether it is a matter of looking after the catalogue: such warnings come in groups.
    pub fn is_maintenance(self) -> bool {
        self.group().is_some()
    }

    /// What a group of such warnings is about, for one and for several.
    pub(super) fn group(self) -> Option<(&'static str, &'static str)> {
        match self {
            Code::Untranslated => Some((
                "file lacks texts in a language",
                "files lack texts in a language",
            )),
            Code::MissingLogo => Some(("partner has no logo", "partners have no logo")),
            Code::PaleLogo => Some((
                "logo is too pale for white paper",
                "logos are too pale for white paper",
            )),
            Code::StaleRecord => Some((
                "record is due for verification",
                "records are due for verification",
            )),
            Code::EndingSoon => Some((
                "membership or specialization ends soon",
                "memberships and specializations end soon",
            )),
            Code::DeadLink => Some(("dead link", "dead links")),
            Code::MovedLink => Some(("page has moved", "pages have moved")),
            Code::BlockedLink => Some(("blocked link", "blocked links")),
            Code::UnsafeLink => Some(("insecure link", "insecure links")),
            Code::SlowLink => Some((
                "page did not respond in time",
                "pages did not respond in time",
            )),
            Code::CriteriaNotMet => Some((
                "tier whose criteria are not met",
                "tiers whose criteria are not met",
            )),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn words_are_unique_and_kebab_case() {
        let mut words: Vec<_> = Code::ALL.iter().map(|code| code.word()).collect();
        words.sort_unstable();
        let count = words.len();
        words.dedup();
        assert_eq!(words.len(), count);
        assert!(
            words
                .iter()
                .all(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
        );
    }
}
