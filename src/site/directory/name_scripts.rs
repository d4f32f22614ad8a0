//! Scripts and letters of the names of cities that visitors of a catalogue may type. Entry point: [`NameScripts::has`].
//!
//! The gazetteer does not know the languages of its names; letters exclude many that no visitor types.

/// Letters beyond ASCII of the languages that many visitors know, in lowercase.
const COMMON_LETTERS: &str = "áâãàäåæçéèêëíìîïñóòôõöøœúùûüß";

/// Languages that are written with ASCII and [`COMMON_LETTERS`] alone.
const COMMON_LANGUAGES: [&str; 15] = [
    "ca", "da", "de", "en", "es", "fi", "fr", "ga", "it", "nb", "nl", "nn", "no", "pt", "sv",
];

/// Languages in Cyrillic script that the gazetteer has names in.
const CYRILLIC_LANGUAGES: [&str; 9] = ["be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"];

/// The scripts and letters of names that visitors of a catalogue may type.
pub(super) struct NameScripts {
    every_latin_letter: bool,
    greek: bool,
    cyrillic: bool,
}

impl NameScripts {
    pub(super) fn new(languages: &[String]) -> Self {
        let is_any = |known: &[&str]| {
            let mut codes = languages.iter().filter_map(|it| it.split('-').next());
            codes.any(|code| known.contains(&code))
        };
        let has_greek = is_any(&["el"]);
        let has_cyrillic = is_any(&CYRILLIC_LANGUAGES);
        let is_other = |code: &String| {
            let code = code.split('-').next().unwrap_or_default();
            !COMMON_LANGUAGES.contains(&code) && code != "el" && !CYRILLIC_LANGUAGES.contains(&code)
        };
        Self {
            every_latin_letter: languages.iter().any(is_other),
            greek: has_greek,
            cyrillic: has_cyrillic,
        }
    }

    /// Whether visitors may type a name: all its letters are of their languages.
    pub(super) fn has(&self, name: &str) -> bool {
        name.chars().all(|letter| self.has_letter(letter))
    }

    fn has_letter(&self, letter: char) -> bool {
        match letter {
            'Ͱ'..='Ͽ' | 'ἀ'..='῿' => self.greek,
            'Ѐ'..='ԯ' => self.cyrillic,
            _ if letter.is_alphabetic() && !letter.is_ascii() => {
                self.every_latin_letter
                    || letter.to_lowercase().all(|it| COMMON_LETTERS.contains(it))
            }
            _ => true,
        }
    }
}
