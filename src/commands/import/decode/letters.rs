//! How likely the letters of a decoded text are. Entry point: [`Letters::of`].

use encoding_rs::WINDOWS_1252;

/// The letters beside a–z of languages that 8-bit encodings were made for, in lowercase: a table that is decoded with the
/// wrong encoding has words with letters of several languages, or with signs inside.
const ALPHABETS: &[&str] = &[
    "äöüß",
    "àâæçéèêëîïôœùûüÿ",
    "áéíñóúüªº",
    "áâãàçéêíóôõúüªº",
    "àèéìíîòóùú",
    "äëïöüéèóáíúêîôûç",
    "æøåéèêóôäöü",
    "åäöéèüàáæø",
    "áðéíóúýþæö",
    "äöõüšž",
    "àçéèíïóòúü",
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "áéíóöúü",
    "ăâîșțşţ",
    "čćđšžáé",
    "çëé",
    "ąčęėįšųūž",
    "āčēģīķļņšūž",
    "çğıi̇öşüâîû",
    "ċġħżàèìòù",
    "ŵŷâêîôûïö",
    "άέήίόύώαβγδεζηθικλμνξοπρστυφχψωςϊϋΐΰ",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "абвгдежзийклмнопрстуфхцчшщъьюя",
    "абвгдђежзијклљмнњопрстћуфхцчџш",
    "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
];

/// Signs that are usual before and after words.
const SIGNS: &str = "“”„‚‹›«»–—…€£§°²³™®©№´";
/// Signs that are usual inside words.
const SIGNS_INSIDE: &str = "\u{a0}’‘·\u{ad}\u{200b}\u{200c}\u{200d}";

/// The words of a text with letters beside a–z, and how many of them are unlikely.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Letters {
    /// Words with a sign inside, a capital after a lowercase letter, or letters that no language has together; and
    /// control characters.
    unlikely: usize,
    /// Words with a sign inside, or a capital after a lowercase letter.
    odd: usize,
    /// How many letters the language that fits best does not have.
    foreign: usize,
    /// How many words have letters beside a–z.
    words: usize,
}

impl Letters {
    /// The counts for a text.
    pub(super) fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut foreign = [0; ALPHABETS.len()];
        for word in words(text) {
            counts.words += 1;
            let lowercase = word.to_lowercase();
            let letters = lowercase.chars().filter(|c| !c.is_ascii() && !is_sign(*c));
            let mut fits = false;
            for (alphabet, foreign) in ALPHABETS.iter().zip(&mut foreign) {
                let others = letters.clone().filter(|c| !alphabet.contains(*c)).count();
                *foreign += others;
                fits |= others == 0;
            }
            let is_odd = has_odd_place(word);
            counts.odd += usize::from(is_odd);
            counts.unlikely += usize::from(!fits || is_odd);
        }
        counts.foreign = foreign.iter().copied().min().unwrap_or(0);
        counts.unlikely += text.chars().filter(|c| is_control(*c)).count();
        counts
    }

    /// Whether these are likelier than others.
    pub(super) fn are_likelier_than(self, other: Self) -> bool {
        (self.unlikely, self.foreign) < (other.unlikely, other.foreign)
    }

    /// Whether a word cannot be meant, or more than a quarter are unlikely: then the encoding must be another one.
    pub(super) fn are_unreadable(self) -> bool {
        self.odd > 0 || self.unlikely * 4 > self.words
    }
}

/// The words with letters or signs beside a–z.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_ascii_digit();
    text.split(is_end).filter(|word| {
        word.chars()
            .any(|c| !c.is_ascii() && !SIGNS_INSIDE.contains(c))
    })
}

/// Whether a capital beside A–Z is inside a word, a sign is between two letters, or letters of two scripts are together.
pub(super) fn has_odd_place(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let is_capital = |c: char| c.is_uppercase() && !c.is_ascii();
    let is_latin = |c: &char| c.is_ascii_alphabetic() || ('\u{c0}'..'\u{250}').contains(c);
    let is_other = |c: &char| ('\u{370}'..'\u{530}').contains(c);
    letters
        .windows(2)
        .any(|pair| pair[0].is_lowercase() && is_capital(pair[1]))
        || letters.windows(3).any(|three| {
            let is_inside = is_capital(three[1]) && three[0].is_alphabetic()
                || is_odd_sign(three) && three[0].is_alphabetic();
            is_inside && three[2].is_lowercase()
        })
        || letters.iter().any(is_latin) && letters.iter().any(is_other)
}

/// Whether the second of three characters is a sign that is in no word. The point of Catalan is between two `l`.
fn is_odd_sign(three: &[char]) -> bool {
    let sign = three[1];
    let is_usual = SIGNS_INSIDE.contains(sign);
    match sign {
        '·' => three[0] != 'l' || three[2] != 'l',
        _ => !sign.is_ascii() && !sign.is_alphanumeric() && !is_usual && !is_mark(sign),
    }
}

/// Whether a character is an accent of the letter before it.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The word that is meant by one that was encoded as UTF-8 and decoded as windows-1252: `Été` for `Ã‰tÃ©`.
pub(super) fn decoded_once(word: &str) -> Option<String> {
    if !word.contains(['Ã', 'Â', 'Å', 'Ä', 'â']) {
        return None;
    }
    let (bytes, _, has_errors) = WINDOWS_1252.encode(word);
    let meant = String::from_utf8(bytes.into_owned()).ok()?;
    (!has_errors && meant != word).then_some(meant)
}

fn is_sign(c: char) -> bool {
    SIGNS.contains(c) || SIGNS_INSIDE.contains(c)
}

fn is_control(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::{Letters, decoded_once};

    #[test]
    fn the_right_letters_are_the_likeliest() {
        for (right, wrong) in [
            ("Řeka Software Plzeň", "Øeka Software Plzeò"),
            ("Győr Tűzoltó Őszi Árvíztűrő", "Gyõr Tûzoltó Õszi Árvíztûrõ"),
            ("Müller & Söhne", "Mźller & Sšhne"),
            ("Société Générale", "SociÇtÇ GÇnÇrale"),
            ("Größe Düsseldorf", "Grî·e DÅsseldorf"),
            ("Żółta Łódź", "˚ó∏ta ¸ódê"),
            ("Северное сияние", "‘еверное сиЯние"),
            ("España La Coruña", "Espa–a La Coru–a"),
            ("Société Été", "SociÃ©tÃ© Ã‰tÃ©"),
        ] {
            let (right, wrong) = (Letters::of(right), Letters::of(wrong));
            assert!(right.are_likelier_than(wrong), "{right:?} {wrong:?}");
            assert_eq!(right.unlikely, 0);
        }
        assert_eq!(decoded_once("Ã‰tÃ©").as_deref(), Some("Été"));
        assert_eq!(decoded_once("Âme"), None);
        assert!(Letters::of("MБller SФhne DБsseldorf").are_unreadable());
        assert!(Letters::of("Grî·e DÅsseldorf MÅller").are_unreadable());
        assert!(!Letters::of("Müller Société Łódź iPhone™ Niño").are_unreadable());
    }
}
