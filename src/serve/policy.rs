//! Content-Security-Policy of a served page: [`with_policy`] also allows the preview's own script, style sheet and events.

use std::ops::Range;

/// The page with a policy that also allows the preview's own files and events.
pub(super) fn with_policy(html: &str) -> String {
    let Some(range) = policy_range(html) else {
        return html.to_owned();
    };
    // Template engines may escape the quotes.
    let policy = ["&#39;", "&#x27;", "&apos;"]
        .iter()
        .fold(html[range.clone()].to_owned(), |policy, quote| {
            policy.replace(quote, "'")
        });
    let mut directives: Vec<String> = Vec::new();
    let default = policy
        .split(';')
        .find_map(|directive| directive.trim().strip_prefix("default-src "))
        .map(str::to_owned);
    for directive in policy.split(';').map(str::trim) {
        let name = directive.split_whitespace().next().unwrap_or_default();
        match name {
            // The preview is served over plain HTTP, and its script sets the HTML of the strip.
            "" | "upgrade-insecure-requests" | "require-trusted-types-for" | "trusted-types" => {}
            "script-src" | "style-src" | "connect-src" => directives.push(with_self(directive)),
            _ => directives.push(directive.to_owned()),
        }
    }
    for name in ["script-src", "style-src", "connect-src"] {
        let is_declared = directives
            .iter()
            .any(|directive| directive.split_whitespace().next() == Some(name));
        if let Some(default) = &default
            && !is_declared
        {
            directives.push(with_self(&format!("{name} {default}")));
        }
    }
    format!(
        "{}{}{}",
        &html[..range.start],
        directives.join("; "),
        &html[range.end..]
    )
}

fn with_self(directive: &str) -> String {
    let mut words: Vec<&str> = directive
        .split_whitespace()
        .filter(|word| *word != "'none'")
        .collect();
    if !words.contains(&"'self'") {
        words.push("'self'");
    }
    words.join(" ")
}

/// The range of the policy in a page: the value of `content` in its `meta` element.
fn policy_range(html: &str) -> Option<Range<usize>> {
    let name = find_ignoring_case(html, "content-security-policy")?;
    let start = rfind_ignoring_case(&html[..name], "<meta")?;
    let end = name + html[name..].find('>')?;
    let content = start + find_ignoring_case(&html[start..end], "content=")? + "content=".len();
    let quote = html[content..]
        .chars()
        .next()
        .filter(|c| "\"'".contains(*c))?;
    // A policy contains single quotes, so the attribute is in double ones, or the reverse.
    let length = html[content + 1..].find(quote)?;
    Some(content + 1..content + 1 + length)
}

fn find_ignoring_case(text: &str, word: &str) -> Option<usize> {
    text.as_bytes()
        .windows(word.len())
        .position(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// The last position of an ASCII word in any case.
pub(super) fn rfind_ignoring_case(text: &str, word: &str) -> Option<usize> {
    text.as_bytes()
        .windows(word.len())
        .rposition(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_lets_the_preview_through_and_nothing_else() {
        let served = |policy: &str| {
            let html = format!(
                "<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"><p>"
            );
            let html = with_policy(&html);
            let range = policy_range(&html).unwrap();
            html[range].to_owned()
        };
        assert_eq!(
            served("default-src 'none'; img-src 'self'; upgrade-insecure-requests"),
            "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'"
        );
        assert_eq!(
            served(
                "default-src &#39;self&#39;; script-src 'sha256-x'; connect-src 'none'; style-src 'self'"
            ),
            "default-src 'self'; script-src 'sha256-x' 'self'; connect-src 'self'; style-src 'self'"
        );
        assert_eq!(with_policy("<p>no policy"), "<p>no policy");
    }
}
