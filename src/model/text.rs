//! Text in several languages, with fallback field by field.

use std::sync::Arc;

/// A language of the catalogue: its position in [`crate::model::Settings::languages`]; 0 is the default language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub u8);

impl Lang {
    /// The language that others fall back to.
    pub const DEFAULT: Lang = Lang(0);

    /// The most languages of a catalogue.
    pub const AT_MOST: usize = 64;

    /// The position in the list of languages.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A value that may be written in each language, and is in at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized<T> {
    versions: Vec<Option<T>>,
}

/// Text by language.
pub type Text = Localized<Arc<str>>;

/// The version that a reader of one language sees, with its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved<'a, T: ?Sized> {
    /// The value.
    pub value: &'a T,
    /// The language of the value: the reader's, or another if it fell back.
    pub lang: Lang,
}

impl<T> Localized<T> {
    /// The versions by position of their language; nothing if all are missing.
    pub fn new(versions: Vec<Option<T>>) -> Option<Self> {
        versions
            .iter()
            .any(Option::is_some)
            .then_some(Self { versions })
    }

    /// The version in exactly this language.
    pub fn exact(&self, lang: Lang) -> Option<&T> {
        self.versions.get(lang.index()).and_then(Option::as_ref)
    }

    /// The version for a reader of `lang`: in that language, else in the default language, else the first that exists.
    pub fn get(&self, lang: Lang) -> Resolved<'_, T> {
        let first = || {
            let at = self
                .versions
                .iter()
                .position(Option::is_some)
                .expect("`new` lets no empty one through");
            Lang(u8::try_from(at).expect("there are at most as many versions as languages"))
        };
        let lang = [lang, Lang::DEFAULT]
            .into_iter()
            .find(|&lang| self.exact(lang).is_some())
            .unwrap_or_else(first);
        Resolved {
            value: self.exact(lang).expect("the language was just found"),
            lang,
        }
    }

    /// Every version with its language.
    pub fn versions(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.versions
            .iter()
            .enumerate()
            .filter_map(|(at, version)| Some((Lang(at as u8), version.as_ref()?)))
    }
}

impl Text {
    /// The text for a reader of `lang`, whatever language it is in; see [`Localized::get`].
    pub fn str(&self, lang: Lang) -> &str {
        self.get(lang).value
    }
}

/// A Markdown file in all its languages; each part falls back independently.
#[derive(Debug, Clone)]
pub struct Prose {
    /// From the front matter.
    pub title: Text,
    /// From the front matter: one sentence.
    pub summary: Option<Text>,
    /// Markdown, written by the programme's owner.
    pub body: Option<Text>,
}

/// An amount in its original currency; amounts are never converted.
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// In units of the currency.
    pub amount: f64,
    /// ISO 4217 code.
    pub currency: Arc<str>,
}
