//! "Did you mean": the nearest of the words that are allowed in one place.

/// The longest list of words that is printed whole where none is near.
const LIST_AT_MOST: usize = 12;

/// The allowed word nearest to `word`: by Damerau-Levenshtein distance, up to a third of its length (at least one).
pub fn nearest<'a>(word: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    let limit = (folded.chars().count() / 3).max(1);
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

/// What to write instead of `word`: the nearest allowed word, else all of them if they are few.
pub fn did_you_mean<'a>(word: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let allowed: Vec<&str> = allowed.into_iter().collect();
    if let Some(nearest) = nearest(word, allowed.iter().copied()) {
        return Some(format!("did you mean `{nearest}`?"));
    }
    match allowed.len() {
        0 => None,
        1..=LIST_AT_MOST => Some(format!("write one of: {}", quoted(&allowed))),
        more => Some(format!(
            "write one of the {more} declared ones: {}, …",
            quoted(&allowed[..LIST_AT_MOST])
        )),
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
        assert_eq!(did_you_mean("x", []), None);
    }
}
