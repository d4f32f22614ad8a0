//! Codes of diagnostics: [`Code`] lists every kind of problem. Codes appear in messages and are stable.

/// Severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published until it is fixed.
    Error,
    /// Does not prevent publishing.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal $severity:ident,)*) => {
        /// Kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        impl Code {
            /// Every kind of problem.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The code as it appears in messages.
            pub fn word(self) -> &'static str {
                match self { $(Code::$name => $word,)* }
            }

            /// A description of the kind of problem, for SARIF.
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
    /// A required file or folder is missing.
    MissingFile = "missing-file" Error,
    /// A file that cannot be read: no permission, not UTF-8, too large, or not a file.
    UnreadableFile = "unreadable-file" Error,
    /// An import that was interrupted after some of its files were written.
    UnfinishedImport = "unfinished-import" Error,
    /// Not TOML.
    TomlSyntax = "toml-syntax" Error,
    /// A key that is not known.
    UnknownKey = "unknown-key" Error,
    /// A required key is missing.
    MissingKey = "missing-key" Error,
    /// A setting whose name has changed.
    RenamedSetting = "renamed-setting" Warning,
    /// A value of the wrong type.
    WrongType = "wrong-type" Error,
    /// A value of the right type that is not valid.
    InvalidValue = "invalid-value" Error,
    /// A text with a character that has no shape, such as a zero-width space.
    InvisibleCharacter = "invisible-character" Warning,
    /// A number that may be meant otherwise: three digits after the point.
    AmbiguousNumber = "ambiguous-number" Warning,
    /// A word that is not among the few allowed.
    UnknownWord = "unknown-word" Error,
    /// Text in a language that the catalogue does not have.
    UnknownLanguage = "unknown-language" Error,
    /// Not an id.
    InvalidId = "invalid-id" Error,
    /// A duplicate id.
    DuplicateId = "duplicate-id" Error,
    /// A duplicate name.
    DuplicateName = "duplicate-name" Warning,
    /// A duplicate value in a list.
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
    /// A criterion or benefit that the programme does not have, or a field that the vocabulary does not have.
    UnknownEntry = "unknown-entry" Error,
    /// A partner that does not exist.
    UnknownPartner = "unknown-partner" Error,
    /// A type of partner that the programme does not address.
    TypeNotAddressed = "type-not-addressed" Error,
    /// An end date before the start date.
    DateOrder = "date-order" Error,
    /// A specialization for a country where the partner cannot be found.
    SpecializationElsewhere = "specialization-elsewhere" Warning,
    /// A date after today where only a past one makes sense.
    FutureDate = "future-date" Warning,
    /// Something that ended before today, and is no longer published.
    Ended = "ended" Warning,
    /// Not a web address, or of a scheme that is not allowed.
    InvalidUrl = "invalid-url" Error,
    /// Not an e-mail address.
    InvalidEmail = "invalid-email" Error,
    /// The name of a host that looks like another.
    LookalikeAddress = "lookalike-address" Warning,
    /// Not a telephone number.
    InvalidPhone = "invalid-phone" Error,
    /// A postcode with another number of digits than postcodes of its country have.
    PostcodeForm = "postcode-form" Warning,
    /// Not an ISO 4217 code.
    InvalidCurrency = "invalid-currency" Error,
    /// Not a BCP 47 code.
    InvalidLanguage = "invalid-language" Error,
    /// Not a colour.
    InvalidColor = "invalid-color" Error,
    /// A picture that cannot be shown.
    InvalidPicture = "invalid-picture" Error,
    /// A file that is not an ICC profile for a press.
    InvalidProfile = "invalid-profile" Error,
    /// A file of a resource that is not published: elsewhere in the project, a text of it, or one that runs on the website.
    UnsafeDownload = "unsafe-download" Error,
    /// A picture from which unsafe content was removed, or whose colours were converted.
    PictureCleaned = "picture-cleaned" Warning,
    /// A picture that is published as it is, with its metadata.
    PictureAsItIs = "picture-as-it-is" Warning,
    /// A partner without a logo.
    MissingLogo = "missing-logo" Warning,
    /// An office whose city is not known.
    MissingCity = "missing-city" Warning,
    /// A logo that is invisible on white.
    PaleLogo = "pale-logo" Warning,
    /// A picture of one colour, on which nothing can be seen.
    BlankPicture = "blank-picture" Warning,
    /// Text or a picture of the example that `vitrine init` writes.
    ExampleContent = "example-content" Warning,
    /// A country decides something that the programme does not delegate.
    NotDelegated = "not-delegated" Error,
    /// A higher tier requires less, or a lower one receives more.
    TierOrder = "tier-order" Warning,
    /// Invalid front matter.
    FrontMatter = "front-matter" Error,
    /// A link to a page that does not exist.
    BrokenLink = "broken-link" Error,
    /// A link to a heading that does not exist.
    BrokenAnchor = "broken-anchor" Error,
    /// A text that is missing in the default language.
    MissingTranslation = "missing-translation" Warning,
    /// A text that is missing in a language.
    Untranslated = "untranslated" Warning,
    /// A record or a process that is due for verification.
    StaleRecord = "stale-record" Warning,
    /// A membership or a specialization that ends soon.
    EndingSoon = "ending-soon" Warning,
    /// A tier whose criteria the partner does not meet.
    CriteriaNotMet = "criteria-not-met" Warning,
    /// An external link that does not work.
    DeadLink = "dead-link" Warning,
    /// A link to a page that has moved permanently.
    MovedLink = "moved-link" Warning,
    /// A link that could not be checked, because the host blocks programs.
    BlockedLink = "blocked-link" Warning,
    /// A link to a page with an insecure connection.
    UnsafeLink = "unsafe-link" Warning,
    /// A link to a page that did not respond in time.
    SlowLink = "slow-link" Warning,
    /// A link into a private network or to this computer, which is not requested.
    PrivateLink = "private-link" Warning,
    /// A text that is too long for its place.
    TextTooLong = "text-too-long" Warning,
    /// HTML, a link or an image that is not allowed in a text, and not published.
    UnsafeMarkup = "unsafe-markup" Warning,
    /// A part of a text that Markdown does not show, such as a cell without a column.
    LostText = "lost-text" Warning,
    /// Markup that is published as it is written: a footnote that does not exist, HTML in a text without markup.
    MarkupAsText = "markup-as-text" Warning,
    /// A comment in a text that has no end, and would be published.
    OpenComment = "open-comment" Error,
    /// A file whose name other systems cannot hold.
    UnportableName = "unportable-name" Warning,
    /// A file that is not used.
    UnusedFile = "unused-file" Warning,
    /// A value that is written, and shown nowhere.
    UnusedValue = "unused-value" Warning,
    /// A figure of a partner that no criterion uses.
    UnusedFigure = "unused-figure" Warning,
    /// A person's name without the date of consent, which is not published.
    MissingConsent = "missing-consent" Warning,
    /// An address or a number of a person's own without the date of consent, which is not published.
    PersonalAddress = "personal-address" Warning,
    /// A contact of which nothing is published.
    WithheldContact = "withheld-contact" Warning,
    /// A customer reference without the date of consent, which is not published.
    WithheldReference = "withheld-reference" Warning,
    /// An erasure of a partner that was interrupted, or after which traces remain.
    UnfinishedErasure = "unfinished-erasure" Warning,
    /// A theme that does not exist, or a cycle of themes.
    UnknownTheme = "unknown-theme" Error,
    /// A template of the theme that fails to render.
    Template = "template" Error,
    /// An interface string that is missing or malformed.
    InterfaceString = "interface-string" Error,
    /// Interface strings that the theme lacks in a language of the catalogue, or that lack a part.
    MissingString = "missing-string" Warning,
    /// Interface strings that nothing uses, or with placeholders that are not known.
    UnknownString = "unknown-string" Warning,
    /// Typst code of the theme that fails to compile.
    PaperTemplate = "paper-template" Error,
    /// Typst code of the theme that compiles with warnings: a missing font, page numbers that do not converge.
    PaperDoubt = "paper-doubt" Warning,
    /// A character that no font of the paper catalogue has.
    MissingGlyph = "missing-glyph" Warning,
    /// A script that no font of the paper catalogue has, in much of its text.
    MissingFont = "missing-font" Error,
    /// A picture whose resolution is too low for its size in print.
    LowResolution = "low-resolution" Warning,
    /// A defect for which a printer would reject a press edition.
    Preflight = "preflight" Warning,
}

impl Code {
    /// Whether it is a maintenance warning. These are shown in groups.
    pub fn is_maintenance(self) -> bool {
        self.group().is_some()
    }

    /// The heading of a group of maintenance warnings, in the singular and in the plural.
    pub(super) fn group(self) -> Option<(&'static str, &'static str)> {
        match self {
            Code::Untranslated => Some((
                "file lacks texts in a language",
                "files lack texts in a language",
            )),
            Code::MissingLogo => Some(("partner has no logo", "partners have no logo")),
            Code::MissingCity => Some(("office has no city", "offices have no city")),
            Code::PaleLogo => Some((
                "logo is too pale for white paper",
                "logos are too pale for white paper",
            )),
            Code::ExampleContent => Some((
                "place still has content of the example",
                "places still have content of the example",
            )),
            Code::StaleRecord => Some((
                "record is due for verification",
                "records are due for verification",
            )),
            Code::EndingSoon => Some((
                "membership or specialization ends soon",
                "memberships and specializations end soon",
            )),
            Code::MissingConsent => Some((
                "person is not named without consent",
                "persons are not named without consent",
            )),
            Code::PersonalAddress => Some((
                "personal address or number is not published without consent",
                "personal addresses and numbers are not published without consent",
            )),
            Code::WithheldContact => {
                Some(("contact is not published", "contacts are not published"))
            }
            Code::WithheldReference => Some((
                "customer reference is not published without consent",
                "customer references are not published without consent",
            )),
            Code::UnusedFigure => Some((
                "figure is used by no criterion",
                "figures are used by no criterion",
            )),
            Code::DeadLink => Some(("dead link", "dead links")),
            Code::MovedLink => Some(("page has moved", "pages have moved")),
            Code::BlockedLink => Some(("blocked link", "blocked links")),
            Code::UnsafeLink => Some(("insecure link", "insecure links")),
            Code::PrivateLink => {
                Some(("link into a private network", "links into private networks"))
            }
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
