//! A sheet for each partner: "this is what we publish about you: please confirm".
//!
//! Made of the public catalogue alone, so that it shows what is published and nothing else; one page of HTML without
//! scripts, pictures or requests, to be sent by e-mail or printed.

use jiff::civil::Date;

use super::facts;
use super::words::{self, Wording};
use crate::l10n::Locale;
use crate::model::{Catalogue, Lang, PartnerIx};
use crate::text::escape;

/// The sheet of one partner, for a reader of one language.
pub(super) fn sheet(
    catalogue: &Catalogue,
    partner: PartnerIx,
    lang: Lang,
    locale: &Locale,
    today: Date,
) -> String {
    let wording = words::wording(catalogue.code(lang));
    let organization = &catalogue.settings.organization;
    let name = &catalogue.partners[partner].name;
    let rows: String = facts::facts(catalogue, partner, lang, locale, wording)
        .iter()
        .map(|(what, values)| {
            let values: String = values
                .iter()
                .map(|value| format!("<div>{}</div>", escape(value)))
                .collect();
            format!(
                "<tr><th scope=\"row\">{}</th><td>{values}</td></tr>\n",
                escape(what)
            )
        })
        .collect();
    let Wording {
        title,
        please,
        right,
        changes,
        signed,
        reply,
        ..
    } = wording;
    let direction = if locale.is_rtl() { "rtl" } else { "ltr" };
    let reply_to = organization.email.as_deref().unwrap_or(&organization.name);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{name} – {title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<p class=\"from\">{from} · {catalogue_title} · {date}</p>\n<h1>{name}</h1>\n\
         <p class=\"please\">{title}. {please}</p>\n<table>\n{rows}</table>\n\
         <section>\n<p><span class=\"box\"></span> {right}</p>\n<p><span class=\"box\"></span> {changes}</p>\n\
         <p class=\"lines\"></p>\n<p class=\"signed\">{signed}</p>\n<p>{reply} <strong>{reply_to}</strong></p>\n\
         </section>\n</body>\n</html>\n",
        lang = escape(catalogue.code(lang)),
        name = escape(name),
        from = escape(&organization.name),
        catalogue_title = escape(catalogue.settings.title.str(lang)),
        date = escape(&locale.date(today)),
        reply_to = escape(reply_to),
    )
}

const STYLE: &str = include_str!("sheet.css");
