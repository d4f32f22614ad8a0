//! Web and e-mail addresses that are meant by texts that are none, for what a message suggests. Entry points: [`url()`],
//! [`emails`].

use super::formats::{check_url, is_email};

/// The web address that is meant: `htps://a.example`, `//a.example`, `<https://a.example>`.
pub(super) fn url(written: &str) -> Option<String> {
    let marks = ['<', '>', '"', '\'', '“', '”', '„'];
    let text = written.trim();
    // Only what surrounds an address is not part of it.
    let text = match text.starts_with(marks) {
        true => text.trim_matches(marks),
        false => text,
    };
    let text = text.trim_end_matches([',', ';']);
    // The last of several schemes, as in `https://https://a.example`.
    let (scheme, rest) = match text.rsplit_once("//") {
        Some((before, rest)) => (before.trim_end_matches(':'), rest),
        None => ("", text),
    };
    let known = [
        "http", "https", "htp", "htps", "hhtp", "hhtps", "hppts", "htttp", "htttps", "ttp", "ttps",
        "https:",
    ];
    let last = scheme
        .rsplit(['/', ':'])
        .find(|part| !part.is_empty())
        .unwrap_or("");
    if !last.is_empty() && !known.contains(&last.to_lowercase().as_str()) {
        return None;
    }
    let secure = !matches!(
        last.to_lowercase().as_str(),
        "http" | "htp" | "hhtp" | "htttp" | "ttp"
    );
    // Words are no address.
    let rest = rest.trim();
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if host.contains(char::is_whitespace) {
        return None;
    }
    let scheme = if secure { "https" } else { "http" };
    let path = [(" ", "%20"), ("<", "%3C"), (">", "%3E"), ("\"", "%22")]
        .iter()
        .fold(path.to_owned(), |path, (mark, escape)| {
            path.replace(mark, escape)
        });
    let meant = format!("{scheme}://{host}{path}");
    let is_plain = !meant.contains('`') && meant != written;
    (is_plain && check_url(&meant).is_ok()).then_some(meant)
}

/// The e-mail addresses that are meant: `Sales <a@b.example>`, `a(at)b.example`, `a@b.example; c@b.example`.
pub(super) fn emails(text: &str) -> Vec<String> {
    let mut text = text.trim().to_owned();
    let signs = [
        ("@", &["(at)", "[at]", "{at}", " at ", "(@)", "＠", "@"][..]),
        (".", &["(dot)", "[dot]", " dot ", "(point)", "[point]"][..]),
    ];
    for (sign, written) in signs {
        for written in written {
            text = text
                .replace(&format!(" {written} "), sign)
                .replace(written, sign);
        }
    }
    let parts = text.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '/' | '|' | '"')
    });
    let parts = parts.map(|part| {
        part.trim_start_matches("mailto:")
            .trim_matches(['.', ':', '\''])
    });
    let mut emails: Vec<String> = parts
        .filter(|part| is_email(part) && !part.contains('`'))
        .map(str::to_owned)
        .collect();
    emails.dedup();
    emails
}

#[cfg(test)]
mod tests {
    use super::{emails, url};

    #[test]
    fn addresses_are_found_in_what_people_paste() {
        for (text, meant) in [
            ("www.x.example", Some("https://www.x.example")),
            ("//x.example", Some("https://x.example")),
            ("htps://x.example", Some("https://x.example")),
            ("https://https://x.example", Some("https://x.example")),
            ("http://x.example/a b", Some("http://x.example/a%20b")),
            ("<https://x.example>", Some("https://x.example")),
            (
                "http://x.example?x=1&y=<2> ",
                Some("http://x.example?x=1&y=%3C2%3E"),
            ),
            ("https://x.example, https://y.example", None),
            ("ftp://x.example", None),
            ("javascript:alert(1)", None),
            ("none", None),
        ] {
            assert_eq!(url(text).as_deref(), meant, "{text}");
        }
        for (text, meant) in [
            ("Info <info@x.example>", &["info@x.example"][..]),
            ("mailto:info@x.example", &["info@x.example"]),
            ("info@x.example;", &["info@x.example"]),
            ("info(at)x.example", &["info@x.example"]),
            ("info [at] x [dot] example", &["info@x.example"]),
            ("a@x.example, b@x.example", &["a@x.example", "b@x.example"]),
            ("info@localhost", &[]),
        ] {
            assert_eq!(emails(text), meant, "{text}");
        }
    }
}
