//! The letters that stand for a company without a logo. Entry point: [`monogram`](fn@monogram).

/// An Arabic word without its article: half of all names begin with it.
fn without_article(word: &str) -> &str {
    let rest = word.strip_prefix("ال");
    rest.filter(|rest| rest.chars().count() > 2).unwrap_or(word)
}

/// A name without the article that it begins with, unless it has nothing else.
fn without_leading_article(name: &str) -> &str {
    let elided = name
        .strip_prefix(['L', 'l'])
        .and_then(|rest| rest.strip_prefix(['’', '\'', 'ʼ']));
    let word = name.split_once(char::is_whitespace).filter(|(word, _)| {
        let word = word.to_lowercase();
        ARTICLES.contains(&word.as_str())
    });
    let rest = elided.or(word.map(|(_, rest)| rest));
    rest.filter(|rest| rest.chars().any(char::is_alphanumeric))
        .unwrap_or(name)
}

/// Articles at the beginning of names, in the languages of the interface.
const ARTICLES: [&str; 7] = ["the", "le", "la", "les", "der", "die", "das"];

/// One or two letters that represent a company without a logo, without the article of its name.
pub(crate) fn monogram(name: &str) -> String {
    let name = without_leading_article(name.trim_start());
    let words = name.split(|c: char| c.is_whitespace() || c == '-');
    words
        .map(without_article)
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::monogram;

    #[test]
    fn a_monogram_takes_the_first_letters_of_two_words() {
        assert_eq!(monogram("Kerguelen Conseil SAS"), "KC");
        assert_eq!(monogram("l’Établi"), "É");
        assert_eq!(monogram("élan"), "É");
        assert_eq!(monogram("— ?"), "");
    }

    #[test]
    fn a_monogram_leaves_out_the_article() {
        for (name, letters) in [
            ("The Harbourmaster's Desk", "HD"),
            ("THE Yard", "Y"),
            ("Die Werkstatt am Kai", "WA"),
            ("Der Anker", "A"),
            ("Le Quai", "Q"),
            ("La Vigie du Port", "VD"),
            ("Les Phares Bleus", "PB"),
            ("L'Atelier Bleu", "AB"),
            ("L’Écluse", "É"),
            // No articles: they belong to the word, or are all of the name.
            ("Theta Works", "TW"),
            ("Lagon", "L"),
            ("Die", "D"),
            ("The", "T"),
        ] {
            assert_eq!(monogram(name), letters, "{name}");
        }
    }
}
