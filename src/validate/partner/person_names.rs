//! The names of a person, searched in addresses: `ana.exemplo@…` is a person's own, `partners@…` is not.
//! Entry point: [`PersonNames::new`].

use crate::text::url::{percent_decode, without_scheme};
use crate::text::{fold, is_invisible, slug};

/// Words of a name that are not a name of this person: titles and particles.
const NO_NAMES: &str = "al bin da das de degli dei del della den der des di dipl do dos dott dr du el frau herr ibn ing \
    jr la le les los mag miss mlle mme monsieur mr mrs ms of phd prof senor sig sr sra ten ter und \
    van vom von zu zum zur";

/// Names that are shorter are searched as whole words: as parts of words they would be found everywhere.
const MIN_PART_LENGTH: usize = 4;

/// How many letters at the end of a name a language may change or add to: `Virtanen`, `Virtasen`.
const MAX_ENDING: usize = 3;

/// First and last names in lowercase ASCII, in each spelling that an address may have.
pub(super) struct PersonNames {
    names: Vec<String>,
    /// Names in scripts without spaces between words, as they are written.
    unspaced: Vec<String>,
    /// Their first letters: `ae` of "Ana Exemplo".
    initials: String,
}

impl PersonNames {
    pub(super) fn new(person: &str) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut unspaced = Vec::new();
        let mut initials = String::new();
        let person: String = person.chars().filter(|&c| !is_invisible(c)).collect();
        for word in person.split(|c: char| !c.is_alphanumeric() && !is_mark(c)) {
            let plain = slug(word, "");
            if plain.is_empty() || NO_NAMES.split(' ').any(|word| word == plain) {
                continue;
            }
            initials.extend(plain.chars().next());
            if word.chars().count() > 1 && word.chars().all(is_unspaced) {
                unspaced.push(word.to_owned());
            }
            for spelling in [plain, slug(word, "de"), long_vowels(word)] {
                let spelling = simple(&spelling);
                if spelling.len() > 1 && !names.contains(&spelling) {
                    names.push(spelling);
                }
            }
        }
        Self {
            names,
            unspaced,
            initials,
        }
    }

    /// Whether the part of an e-mail address before the `@` has a name of the person.
    pub(super) fn are_in_email(&self, email: &str) -> bool {
        let local = email.split('@').next().unwrap_or(email);
        let initials = (2..=4).contains(&self.initials.len()) && letters(local) == self.initials;
        initials || self.are_in_words(local)
    }

    /// Whether a web address has a name of the person after its host.
    pub(super) fn are_in_url(&self, url: &str) -> bool {
        let path = without_scheme(url).split_once('/');
        path.is_some_and(|(_, path)| self.are_in_words(&percent_decode(path)))
    }

    /// Whether the name of a file has a name of the person.
    pub(super) fn are_in_file(&self, file: &str) -> bool {
        let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
        self.are_in_words(name)
    }

    /// Whether a text has a name of the person as a word, also with another ending, or within other letters where a script
    /// has no spaces.
    pub(super) fn are_in_text(&self, text: &str) -> bool {
        let text: String = text.chars().filter(|&c| !is_invisible(c)).collect();
        let has_unspaced = self
            .unspaced
            .iter()
            .any(|name| text.contains(name.as_str()));
        has_unspaced
            || text
                .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
                .any(|word| self.is_name_or_form(word))
    }

    /// Whether a word is a name, or begins like one and with a capital letter.
    fn is_name_or_form(&self, word: &str) -> bool {
        let plain = simple(&slug(word, ""));
        let is_capital = word.chars().next().is_some_and(char::is_uppercase);
        let is_form = |name: &String| {
            let stem = name.len().saturating_sub(MAX_ENDING).max(MIN_PART_LENGTH);
            let is_close = plain.len() <= name.len() + MAX_ENDING + 1;
            is_capital && is_close && name.get(..stem).is_some_and(|it| plain.starts_with(it))
        };
        self.names.contains(&plain) || self.names.iter().any(is_form)
    }

    fn are_in_words(&self, text: &str) -> bool {
        let all = simple(&letters(text));
        let has_name = |name: &String| name.len() >= MIN_PART_LENGTH && all.contains(name.as_str());
        if self.names.iter().any(has_name) {
            return true;
        }
        text.split(|c: char| !c.is_alphabetic())
            .map(|word| simple(&slug(word, "")))
            .any(|word| self.is_name(&word))
    }

    /// Whether a word is a name; the beginning of a long one; two of them; or one with an initial: `ana`, `alex`, `anali`,
    /// `jli`.
    fn is_name(&self, word: &str) -> bool {
        if word.len() < 2 {
            return false;
        }
        self.names.iter().any(|name| {
            if name == word || word.len() >= MIN_PART_LENGTH && name.starts_with(word) {
                return true;
            }
            let is_rest = |rest: &str| {
                let is_initial = rest.len() == 1 && self.initials.contains(rest);
                is_initial || self.names.iter().any(|other| other == rest)
            };
            let rest = word.strip_prefix(name.as_str());
            rest.or_else(|| word.strip_suffix(name.as_str()))
                .is_some_and(is_rest)
        })
    }
}

/// Whether a letter is of a script without spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_mark(c: char) -> bool {
    // Vowel signs and accents, which are no letters but part of a word.
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}')
}

/// The ASCII letters of a text in lowercase.
fn letters(text: &str) -> String {
    let folded = slug(&fold(text), "");
    folded.chars().filter(char::is_ascii_alphabetic).collect()
}

/// The spelling of Scandinavian and German names without their letters.
fn long_vowels(word: &str) -> String {
    let word = word.to_lowercase();
    let word = word.replace('å', "aa").replace(['ø', 'ö'], "oe");
    slug(&word.replace(['æ', 'ä'], "ae").replace('ü', "ue"), "")
}

/// A word with one spelling for what transliterations spell differently: `Yuliia`, `Julija` and `Iulia` are equal.
fn simple(word: &str) -> String {
    let mut simple = String::with_capacity(word.len());
    let plain = word
        .replace("shch", "sc")
        .replace("sch", "sc")
        .replace("ph", "f")
        .replace("ou", "u")
        .replace("oy", "u")
        .replace("ck", "k");
    for c in plain.chars() {
        let c = match c {
            'y' | 'j' => 'i',
            'w' => 'v',
            'x' => 'h',
            'q' | 'c' => 'k',
            'h' if simple.ends_with(['k', 's', 'z', 't', 'g']) => continue,
            'a'..='z' => c,
            _ => continue,
        };
        if !simple.ends_with(c) {
            simple.push(c);
        }
    }
    simple
}

#[cfg(test)]
mod tests {
    use super::PersonNames;

    #[test]
    fn an_address_that_names_a_person_is_found_in_each_spelling() {
        for (person, email) in [
            ("Ana Exemplo", "ana@a.example"),
            ("Ana Exemplo", "ana.exemplo@a.example"),
            ("Ana Exemplo", "aexemplo@a.example"),
            ("Ana Exemplo", "anae@a.example"),
            ("Ana Exemplo", "ae@a.example"),
            ("Dr. Jürgen Müller-Lüdenscheidt", "j.mueller@a.example"),
            ("Dr. Jürgen Müller-Lüdenscheidt", "juergen@a.example"),
            ("Jürgen Müller", "muller2@a.example"),
            ("Søren Ågård", "soren@a.example"),
            ("Søren Ågård", "aagaard@a.example"),
            ("Ana Li", "ali@a.example"),
            ("Ana Li", "li-ana@a.example"),
            ("Ana Li", "liana@a.example"),
            ("Alexander König", "alex@a.example"),
            ("François d'Été", "f.dete@a.example"),
            ("Олена Коваль", "olena@a.example"),
            ("Юлія Шевченко", "yuliia.shevchenko@a.example"),
            ("Νίκος Παπαδόπουλος", "papadopoulos@a.example"),
            ("王芳", "wangfang@a.example"),
            ("Jan de Vries", "JVRIES@a.example"),
        ] {
            assert!(
                PersonNames::new(person).are_in_email(email),
                "{person} {email}"
            );
        }
    }

    #[test]
    fn an_address_of_a_role_names_nobody() {
        for (person, email) in [
            ("Ana Exemplo", "partners@exemplo.example"),
            ("Ana Li", "sales-list@a.example"),
            ("Ana Li", "banana@a.example"),
            ("Jan de Vries", "de@a.example"),
            ("Po Tran", "support@a.example"),
            ("", "info@a.example"),
            ("N.", "info@a.example"),
        ] {
            assert!(
                !PersonNames::new(person).are_in_email(email),
                "{person} {email}"
            );
        }
    }

    #[test]
    fn a_label_or_a_form_can_name_a_person_too() {
        let names = PersonNames::new("Ana Exemplo");
        assert!(names.are_in_text("Desk of Mrs Exemplo"));
        assert!(!names.are_in_text("Partner desk"));
        assert!(names.are_in_file("people/ana-exemplo.png"));
        assert!(!names.are_in_file("people/banana.png"));
        for (person, text) in [
            ("王芳", "王芳团队非常好"),
            ("田中 健", "田中さんに感謝"),
            ("Liisa Virtanen", "Kiitos Virtasen tiimille"),
            ("Liisa Virtanen", "Kiitos Liisalle"),
            ("Marie Quuxname", "Ask Quux\u{ad}name"),
            ("Marie Quuxname", "Ask Quux\u{200b}name"),
        ] {
            assert!(PersonNames::new(person).are_in_text(text), "{text}");
        }
        assert!(!PersonNames::new("Marie Martin").are_in_text("Market leaders in maritime trade"));
        assert!(names.are_in_url("https://book.example/ana-exemplo"));
        assert!(!names.are_in_url("https://exemplo.example/contact"));
    }
}
