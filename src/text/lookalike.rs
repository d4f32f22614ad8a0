//! Names of hosts that look like others, by Unicode's rules for identifiers (UTS #39). Entry point: [`lookalike_host`].

use std::borrow::Cow;

use unicode_security::confusable_detection::skeleton;
use unicode_security::{RestrictionLevel, RestrictionLevelDetection as _};

/// Why the name of a host, or the part of an e-mail address before the `@`, may be mistaken for another: it mixes scripts, or its
/// letters of another script look like Latin ones. Absent for other names.
///
/// ```
/// # use vitrine::text::lookalike_host;
/// assert_eq!(
///     lookalike_host("аpple.com").as_deref(),
///     Some("`аpple` mixes letters of several scripts: `а` (U+0430)")
/// );
/// assert_eq!(lookalike_host("münchen.example"), None);
/// ```
pub fn lookalike_host(host: &str) -> Option<String> {
    let host: Cow<'_, str> = match host.contains("xn--") {
        true => Cow::Owned(idna::domain_to_unicode(host).0),
        false => Cow::Borrowed(host),
    };
    if host.is_ascii() {
        return None;
    }
    // A name below a domain in the same script, such as `оса.рф`, is meant as it is.
    let top_is_ascii = host.rsplit('.').next().is_some_and(|top| top.is_ascii());
    let label = |label: &str| {
        let first = label.chars().find(|c| !c.is_ascii())?;
        let named = format!("`{first}` (U+{:04X})", u32::from(first));
        if !label.check_restriction_level(RestrictionLevel::HighlyRestrictive) {
            let is_mixed = label.chars().any(|c| c.is_ascii_alphabetic());
            let what = match is_mixed {
                true => "mixes letters of several scripts",
                false => "has letters that names of hosts do not have",
            };
            return Some(format!("`{label}` {what}: {named}"));
        }
        let is_latin = label.chars().any(|c| c.is_ascii_alphabetic());
        let skeleton: String = skeleton(label).collect();
        (top_is_ascii && !is_latin && skeleton.is_ascii())
            .then(|| format!("`{label}` looks like `{skeleton}` in Latin letters, but has {named}"))
    };
    host.split('.').find_map(label)
}

#[cfg(test)]
mod tests {
    use super::lookalike_host;

    #[test]
    fn names_of_one_script_are_no_lookalikes() {
        for host in [
            "kerguelen.example",
            "münchen.example",
            "xn--mnchen-3ya.example",
            "münchen-straße.example",
            "日本語.example",
            "日本abc.example",
            "пример.example",
            "оса.рф",
            "ελλάδα.example",
            "사람.example",
            "مثال.example",
            "हिन्दी.example",
            "partner.desk",
        ] {
            assert_eq!(lookalike_host(host), None, "{host}");
        }
    }

    #[test]
    fn mixed_scripts_and_other_letters_that_look_latin_are_found() {
        for host in [
            "аpple.com",
            "www.раypal.com",
            "xn--pple-43d.com",
            "арр.com",
            "gοοgle.com",
        ] {
            assert!(lookalike_host(host).is_some(), "{host}");
        }
    }
}
