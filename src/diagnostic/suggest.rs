//! Suggestions ("did you mean"): the most similar of the allowed words.

/// The longest word that is compared, in bytes.
const LENGTH_AT_MOST: usize = 200;

/// The longest list of words that is printed if none is similar.
const LIST_AT_MOST: usize = 12;

/// What is before a word and turns it into its opposite, as a word or as a part of it.
const NEGATIONS: &[&str] = &[
    "in",
    "im",
    "il",
    "ir",
    "un",
    "non",
    "not",
    "no",
    "dis",
    "de",
    "dé",
    "dés",
    "anti",
    "ex",
    "former",
    "never",
    "without",
    "nicht",
    "kein",
    "keine",
    "keinen",
    "ohne",
    "nie",
    "ne",
    "ni",
    "pas",
    "plus",
    "sans",
    "sin",
    "sem",
    "senza",
    "não",
    "zonder",
    "geen",
    "niet",
    "ikke",
    "ingen",
    "inte",
    "ej",
    "ei",
    "bez",
    "nem",
    "не",
    "ні",
    "без",
    "нет",
    "немає",
    "μη",
    "όχι",
    "δεν",
    "χωρίς",
];

/// Whether one of two words in lowercase is the other one, or nearly, after a negation: `inactive`, `not certified`,
/// `non-reseller`.
fn are_opposite(one: &str, other: &str) -> bool {
    let negates = |negated: &str, word: &str| {
        NEGATIONS.iter().any(|negation| {
            let Some(rest) = negated.strip_prefix(negation) else {
                return false;
            };
            let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
            let limit = rest.chars().count() / 4;
            !rest.is_empty()
                && !word.starts_with(negation)
                && strsim::damerau_levenshtein(rest, word) <= limit
        })
    };
    negates(one, other) || negates(other, one)
}

/// The allowed word nearest to `word`: by Damerau-Levenshtein distance, up to a third of its length, ignoring case. The
/// opposite of `word` is never near.
pub fn nearest<'a>(word: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LENGTH_AT_MOST {
        return None;
    }
    let folded = word.to_lowercase();
    let limit = folded.chars().count() / 3;
    allowed
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|&(distance, candidate)| {
            distance <= limit && !are_opposite(&folded, &candidate.to_lowercase())
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// What to write instead of `word`: the nearest allowed word; if none is similar, all allowed words if they are few.
pub fn did_you_mean<'a>(word: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let allowed: Vec<&str> = allowed.into_iter().collect();
    if let Some(nearest) = nearest(word, allowed.iter().copied()) {
        return Some(format!("did you mean `{nearest}`?"));
    }
    match allowed.len() {
        1 => Some(format!("the only one known is {}", quoted(&allowed))),
        2..=LIST_AT_MOST => Some(format!("write one of: {}", quoted(&allowed))),
        _ => None,
    }
}

fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn the_nearest_word_is_suggested_else_the_list() {
        let tiers = ["bronze", "silver", "gold", "premier"];
        assert_eq!(
            did_you_mean("premeir", tiers).as_deref(),
            Some("did you mean `premier`?")
        );
        assert_eq!(
            did_you_mean("Gold", tiers).as_deref(),
            Some("did you mean `gold`?")
        );
        assert_eq!(
            did_you_mean("x", ["aaa", "bbb"]).as_deref(),
            Some("write one of: `aaa`, `bbb`")
        );
        assert_eq!(
            did_you_mean("x", ["gold"]).as_deref(),
            Some("the only one known is `gold`")
        );
        assert_eq!(did_you_mean("x", []), None);
    }

    #[test]
    fn the_opposite_of_a_word_is_not_suggested() {
        for (word, allowed) in [
            ("Inactive", ["active", "draft"]),
            ("Unactive", ["active", "draft"]),
            ("active", ["inactive", "draft"]),
            ("Not certified", ["registered", "certified"]),
            ("uncertified", ["registered", "certified"]),
            ("Not certifed", ["registered", "certified"]),
            ("unregistered", ["registered", "certified"]),
            ("non-reseller", ["reseller", "referral"]),
            ("Nicht zertifiziert", ["registriert", "zertifiziert"]),
            ("non certifié", ["enregistré", "certifié"]),
            ("неактивний", ["активний", "чернетка"]),
        ] {
            let help = did_you_mean(word, allowed).unwrap();
            assert!(help.starts_with("write one of"), "{word}: {help}");
        }
        for (word, allowed) in [
            ("indirekt", ["indirect", "direct"]),
            ("inacitve", ["inactive", "active"]),
            ("certifed", ["certified", "registered"]),
            ("noncertified", ["non-certified", "certified"]),
        ] {
            let expected = format!("did you mean `{}`?", allowed[0]);
            assert_eq!(did_you_mean(word, allowed), Some(expected));
        }
    }

    #[test]
    fn a_short_word_is_near_to_no_other() {
        assert_eq!(
            did_you_mean("es", ["en", "fr"]).as_deref(),
            Some("write one of: `en`, `fr`")
        );
        assert_eq!(
            did_you_mean("FR", ["en", "fr"]).as_deref(),
            Some("did you mean `fr`?")
        );
    }
}
