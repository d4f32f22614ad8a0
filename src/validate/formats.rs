//! Formats of single values: ids, web and e-mail addresses, telephone numbers, currencies and colours.

use url::{Host, Url};

use super::phone::parse_phone;
use super::{Context, meant};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Phone;
use crate::source::{FileId, Spanned};
use crate::text::url::host;
use crate::text::{
    MAX_ID_LENGTH, TextLength, is_reserved_name, lookalike_host, opaque_color, slug,
};

/// Reports a value that is not an id: lowercase letters, digits and hyphens.
pub(super) fn id(cx: &mut Context<'_>, id: &Spanned<String>) {
    check_id(cx, id, |better| {
        format!("use lowercase letters a–z, digits and hyphens only, such as `{better}`")
    });
}

/// An id of an own field, which is a key of records: it may have underscores, as other keys have.
pub(super) fn own_field_id(cx: &mut Context<'_>, id: &Spanned<String>) {
    let plain = id.as_ref().map(|id| id.replace('_', "-"));
    check_id(cx, &plain, |better| {
        let better = better.replace('-', "_");
        format!(
            "use lowercase letters a–z, digits, hyphens and underscores only, such as `{better}`"
        )
    });
}

/// The id to write instead of one that is not valid. References to it are not wrong for that reason.
pub(super) fn corrected_id(cx: &Context<'_>, id: &str) -> Option<String> {
    let better = slug(id, &cx.records.languages[0]);
    (!is_id(id) && !better.is_empty()).then_some(better)
}

fn is_id(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !text.starts_with('-')
        && text.len() <= MAX_ID_LENGTH
        && !is_reserved_name(text)
}

/// Reports a file or folder whose name is not an id; `whole` is the name of the file with another id.
pub(super) fn file_id(
    cx: &mut Context<'_>,
    id: &str,
    file: FileId,
    whole: impl FnOnce(&str) -> String,
) {
    let id = Spanned {
        value: id.to_owned(),
        span: file.start(),
    };
    check_id(cx, &id, |better| {
        let whole = whole(better);
        format!("use lowercase letters a–z, digits and hyphens only: rename it to `{whole}`")
    });
}

fn check_id(cx: &mut Context<'_>, id: &Spanned<String>, help: impl FnOnce(&str) -> String) {
    let text = &id.value;
    if is_id(text) {
        return;
    }
    if is_reserved_name(text) {
        let message = format!("`{text}` cannot be an id: Windows reserves the name");
        let help = help(&format!("{text}-1"));
        cx.push(Diagnostic::new(Code::InvalidId, id.span, message).help(help));
        return;
    }
    let message = match text.len() > MAX_ID_LENGTH {
        true => format!("an id has at most {MAX_ID_LENGTH} characters"),
        false => format!("`{text}` cannot be an id, which becomes part of an address"),
    };
    let better = slug(text, &cx.records.languages[0]);
    let help = match better.is_empty() || better == *text {
        true => "use lowercase letters a–z, digits and hyphens only".to_owned(),
        false => help(&better),
    };
    cx.push(Diagnostic::new(Code::InvalidId, id.span, message).help(help));
}

/// A web address that may be published: `https` or `http`, with a host, without a password.
pub(super) fn url(cx: &mut Context<'_>, text: &Spanned<String>) -> Option<String> {
    match check_url(&text.value) {
        Ok(url) => {
            lookalike(cx, text, &host(&url));
            Some(url)
        }
        Err((message, help)) => {
            cx.push(Diagnostic::new(Code::InvalidUrl, text.span, message).help(help));
            None
        }
    }
}

pub(super) fn maybe_url(cx: &mut Context<'_>, text: Option<&Spanned<String>>) -> Option<String> {
    text.and_then(|text| url(cx, text))
}

/// Warns of the name of a host that looks like another.
fn lookalike(cx: &mut Context<'_>, text: &Spanned<String>, host: &str) {
    if let Some(message) = lookalike_host(host) {
        let help = "type the address again, unless it is meant so";
        cx.push(Diagnostic::new(Code::LookalikeAddress, text.span, message).help(help));
    }
}

/// The address as it is published; the error says what is wrong with it, and what to do.
pub fn check_url(text: &str) -> Result<String, (String, String)> {
    let wrong = |message: String, help: &str| {
        let meant = meant::url(text).map(|meant| format!("write `{meant}`"));
        Err((message, meant.unwrap_or_else(|| help.to_owned())))
    };
    let limit = TextLength::Line.limit();
    if text.len() > limit {
        let message = format!("an address has at most {limit} characters");
        return Err((message, "write a shorter one".to_owned()));
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return wrong(
            format!("`{text}` contains a space"),
            "an address has none: write one address only",
        );
    }
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            return wrong(
                format!("`{text}` is not a web address"),
                "write `https://…`",
            );
        }
        Err(error) => {
            return wrong(
                format!("`{text}` is not a web address: {error}"),
                "write `https://…`",
            );
        }
    };
    if !matches!(url.scheme(), "https" | "http") {
        // `example.com:8080` parses with the scheme `example.com`.
        if url.scheme().contains('.') {
            return wrong(
                format!("`{text}` is not a web address"),
                &format!("write `https://{text}`"),
            );
        }
        let message = format!(
            "an address of the kind `{}:` is not published",
            url.scheme()
        );
        return wrong(message, "only `https://…` and `http://…` are");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return wrong(
            "the address contains a user's name or password".to_owned(),
            "delete the part before the `@`",
        );
    }
    match url.host() {
        Some(Host::Domain(domain)) if !domain.contains('.') && domain != "localhost" => wrong(
            format!("`{domain}` is not the name of a host"),
            "write it whole, such as `https://www.example.org`",
        ),
        // Letters outside of ASCII are longer in an address.
        Some(_) if url.as_str().len() > 3 * limit => wrong(
            format!("an address has at most {limit} characters"),
            "write a shorter one",
        ),
        Some(_) => Ok(url.to_string()),
        None => wrong(
            format!("`{text}` has no host"),
            "write it whole, such as `https://www.example.org`",
        ),
    }
}

/// An e-mail address.
pub(super) fn email(cx: &mut Context<'_>, text: Option<&Spanned<String>>) -> Option<String> {
    let text = text?;
    match check_email(&text.value) {
        Ok(()) => {
            let (name, host) = text.value.split_once('@').unwrap_or_default();
            lookalike(cx, text, host);
            lookalike(cx, text, name);
            Some(text.value.clone())
        }
        Err((message, help)) => {
            cx.push(Diagnostic::new(Code::InvalidEmail, text.span, message).help(help));
            None
        }
    }
}

/// What is wrong with an e-mail address, and what to do.
pub fn check_email(text: &str) -> Result<(), (String, String)> {
    if is_email(text) {
        return Ok(());
    }
    let help = match &meant::emails(text)[..] {
        [] if text.contains('@') => {
            "write it whole, with the name of a host, such as `partners@example.org`".to_owned()
        }
        [] => "write one address, such as `partners@example.org`".to_owned(),
        [one] => format!("write `{one}`"),
        [one, ..] => format!("write one address, `{one}`, and another contact for each other"),
    };
    Err((format!("`{text}` is not an e-mail address"), help))
}

/// A practical subset of RFC 5321, with the letters of RFC 6531: no quoted local parts, a domain with a dot.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let local_good = !local.is_empty()
        && local.len() <= 64
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c))
        && !local.starts_with('.')
        && !local.ends_with('.');
    let domain_good = domain.contains('.')
        && domain
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        && domain
            .chars()
            .all(|c| c.is_alphanumeric() || c == '.' || c == '-');
    local_good && domain_good
}

/// A telephone number; one without country code is in one of the `countries`.
pub(super) fn phone(
    cx: &mut Context<'_>,
    text: Option<&Spanned<String>>,
    countries: &[&str],
) -> Option<Phone> {
    let text = text?;
    match parse_phone(&text.value, countries) {
        Ok(phone) => Some(phone),
        Err((message, help)) => {
            cx.push(Diagnostic::new(Code::InvalidPhone, text.span, message).help(help));
            None
        }
    }
}

/// A currency, by its ISO 4217 code.
pub(super) fn currency(cx: &mut Context<'_>, text: &Spanned<String>) {
    if text.value.is_empty() || crate::l10n::is_currency_code(&text.value) {
        return;
    }
    let message = format!("`{}` is not a currency", text.value);
    let help = "write the three capital letters of ISO 4217, such as `EUR` or `CHF`";
    cx.push(Diagnostic::new(Code::InvalidCurrency, text.span, message).help(help));
}

/// A colour as CSS writes it → `#rrggbb`.
pub(super) fn color(cx: &mut Context<'_>, text: Option<&Spanned<String>>) -> Option<String> {
    let text = text?;
    match opaque_color(&text.value) {
        Ok(colour) => Some(colour),
        Err(why) => {
            cx.push(Diagnostic::new(Code::InvalidColor, text.span, why.message).help(why.help));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{check_url, is_email};

    #[test]
    fn only_whole_web_addresses_are_published() {
        for good in [
            "https://a.example",
            "http://a.example/x?y#z",
            "https://münchen.example",
            "https://192.0.2.1/",
        ] {
            assert!(check_url(good).is_ok(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "//a.example",
            "www.a.example",
            "a.example:80",
            "https://",
            "https://user:secret@a.example",
            "https://a.example https://b.example",
            "ftp://a.example",
            "https://intranet",
        ] {
            assert!(check_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_email_address_has_one_at_sign_and_a_whole_domain() {
        for good in [
            "a@b.example",
            "partner.desk+fr@b-c.example",
            "x@müller.example",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "a",
            "a@b",
            "@b.example",
            "a@b@c.example",
            "a b@c.example",
            "a@.example",
            "mailto:a@b.example",
        ] {
            assert!(!is_email(bad) || bad.starts_with("mailto"), "{bad}");
        }
        assert!(!is_email("mailto:a@b.example"));
    }
}
