//! Suggestions ("did you mean"): the most similar of the allowed words.

/// The longest list of words that is printed if none is similar.
const LIST_AT_MOST: usize = 12;

/// The allowed word nearest to `word`: by Damerau-Levenshtein distance, up to a third of its length, ignoring case.
pub fn nearest<'a>(word: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
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
        .filter(|&(distance, _)| distance <= limit)
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
