//! Interface strings of the theme, for the languages of the catalogue: what is missing, and what nothing uses. Entry point:
//! [`interface_strings`].
//!
//! One warning for each language and kind of problem, with examples: a theme has hundreds of strings.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::l10n::{is_in_language, is_language_code, plural_categories};
use crate::load::Records;
use crate::source::Span;
use crate::theme::{Message, Theme};

/// The most strings that a message names.
const NAMED_AT_MOST: usize = 3;

/// Reports the strings of a theme that are missing in a language of the catalogue, and those that cannot work.
pub fn interface_strings(theme: &Theme, records: &Records, problems: &mut Diagnostics) {
    for (index, language) in records.languages.iter().enumerate() {
        if !is_language_code(language) {
            // Reported elsewhere.
            continue;
        }
        let written = records.settings.languages.get(index);
        let place = written.map_or(records.settings.file.start(), |code| code.span);
        problems.extend(missing(theme, language, place));
        problems.extend(lacking_forms(theme, language, place));
    }
    let languages: BTreeSet<&str> = theme
        .string_places
        .keys()
        .map(|(language, _)| language.as_str())
        .collect();
    for language in languages {
        let strings = ProjectStrings { theme, language };
        problems.extend(strings.unused());
        problems.extend(strings.unknown_placeholders());
        problems.extend(strings.lacking_placeholders());
    }
}

/// The strings that readers of a language see in English.
fn missing(theme: &Theme, language: &str, place: Span) -> Option<Diagnostic> {
    let english = theme.strings.get("en")?;
    let missing: Vec<&str> = english
        .keys()
        .filter(|key| !is_in_language(theme, language, key))
        .map(String::as_str)
        .collect();
    if missing.is_empty() {
        return None;
    }
    let (count, all) = (missing.len(), english.len());
    let message = if count == all {
        format!("the theme has no words in `{language}`: {all} strings are shown in English")
    } else {
        format!(
            "the theme lacks {count} of {all} strings in `{language}`, which are shown in English: {}",
            named(&missing)
        )
    };
    let example = missing.first().map(|key| english_text(theme, key));
    let help = format!(
        "translate them in `themes/{}/i18n/{language}.toml`, one line for each: `{} = \"…\"` for “{}”",
        theme.name,
        missing[0],
        example.unwrap_or_default(),
    );
    Some(Diagnostic::new(Code::MissingString, place, message).help(help))
}

/// The strings of a language that lack plural forms which whole numbers need in it.
fn lacking_forms(theme: &Theme, language: &str, place: Span) -> Option<Diagnostic> {
    let needed = plural_categories(language);
    let english = theme.strings.get("en")?;
    let mut lacking = Vec::new();
    let mut forms = BTreeSet::new();
    let plurals = english
        .iter()
        .filter(|(_, message)| matches!(message, Message::Plural(_)));
    for (key, _) in plurals {
        let absent: Vec<&str> = match theme.own_message(language, key) {
            Some(Message::Plural(own)) => needed
                .iter()
                .copied()
                .filter(|form| !own.contains_key(*form))
                .collect(),
            Some(Message::Plain(text)) if needed.len() > 1 && text.contains("{count}") => {
                needed.clone()
            }
            _ => continue,
        };
        if !absent.is_empty() {
            lacking.push(key.as_str());
            forms.extend(absent);
        }
    }
    let first = lacking.first()?;
    let place = theme
        .string_places
        .get(&(language.to_owned(), (*first).to_owned()))
        .copied()
        .unwrap_or(place);
    let forms: Vec<&str> = needed
        .into_iter()
        .filter(|form| forms.contains(form))
        .collect();
    let message = format!(
        "plural forms that `{language}` needs ({}) are missing in {}: {}",
        quoted(&forms),
        strings(lacking.len()),
        named(&lacking)
    );
    let help = format!(
        "write a table of forms: `{first} = {{ {} }}`",
        plural_categories(language)
            .iter()
            .map(|form| format!("{form} = \"…\""))
            .collect::<Vec<_>>()
            .join(", ")
    );
    Some(Diagnostic::new(Code::MissingString, place, message).help(help))
}

/// The strings that the themes of the project have in a language.
struct ProjectStrings<'a> {
    theme: &'a Theme,
    language: &'a str,
}

impl<'a> ProjectStrings<'a> {
    /// The strings by key, with their places.
    fn all(&self) -> impl Iterator<Item = (&'a str, Span, &'a Message)> {
        let (theme, language) = (self.theme, self.language);
        let places = theme.string_places.iter();
        places.filter_map(move |((of, key), place)| {
            let message = theme.strings.get(language)?.get(key)?;
            (of == language).then_some((key.as_str(), *place, message))
        })
    }

    /// Keys that neither the program nor a file of the theme uses.
    fn unused(&self) -> Option<Diagnostic> {
        let unused: Vec<(&str, Span)> = self
            .all()
            .filter(|(key, ..)| {
                let on_paper = key.strip_prefix("paper_").unwrap_or(key).replace('_', "-");
                !self.theme.default_strings.contains_key(*key)
                    && !self.theme.text_mentions(key)
                    && !self.theme.text_mentions(&on_paper)
            })
            .map(|(key, place, _)| (key, place))
            .collect();
        let (first, place) = *unused.first()?;
        let keys: Vec<&str> = unused.iter().map(|(key, _)| *key).collect();
        let message = format!(
            "nothing uses {} of the theme in `{}`: {}",
            strings(keys.len()),
            self.language,
            named(&keys)
        );
        let known = self.theme.default_strings.keys().map(String::as_str);
        let help = match nearest(first, known) {
            Some(nearest) => format!("did you mean `{nearest}` instead of `{first}`?"),
            None => "delete them, or use them in a template of the theme".to_owned(),
        };
        Some(Diagnostic::new(Code::UnknownString, place, message).help(help))
    }

    /// Placeholders that the program does not fill, and that readers would see.
    fn unknown_placeholders(&self) -> Option<Diagnostic> {
        let differing = self.compared(|own, english| own.difference(english).cloned().collect());
        self.problem(
            Code::UnknownString,
            &differing,
            "placeholders that are not known are shown as written",
            "use only the placeholders that the string has in English",
        )
    }

    /// Placeholders that English has: without them their values would be missing.
    fn lacking_placeholders(&self) -> Option<Diagnostic> {
        let differing = self.compared(|own, english| {
            english
                .difference(own)
                .filter(|name| *name != "count")
                .cloned()
                .collect()
        });
        self.problem(
            Code::MissingString,
            &differing,
            "placeholders of the English text are missing",
            "add them where the value belongs",
        )
    }

    /// What differs between the placeholders of a string and those of the default theme in English.
    fn compared(
        &self,
        difference: impl Fn(&BTreeSet<String>, &BTreeSet<String>) -> Vec<String>,
    ) -> Vec<(&'a str, Span, Vec<String>)> {
        let strings = self.all().filter_map(|(key, place, own)| {
            let english = self.theme.default_strings.get(key)?;
            let mut known = placeholders(english);
            if matches!(english, Message::Plural(_)) {
                known.insert("count".to_owned());
            }
            let differing = difference(&placeholders(own), &known);
            (!differing.is_empty()).then_some((key, place, differing))
        });
        strings.collect()
    }

    fn problem(
        &self,
        code: Code,
        differing: &[(&str, Span, Vec<String>)],
        what: &str,
        help: &str,
    ) -> Option<Diagnostic> {
        let (_, place, _) = differing.first()?;
        let examples: Vec<String> = differing
            .iter()
            .take(NAMED_AT_MOST)
            .map(|(key, _, names)| format!("`{key}` (`{{{}}}`)", names.join("}`, `{")))
            .collect();
        let more = if differing.len() > NAMED_AT_MOST {
            ", …"
        } else {
            ""
        };
        let message = format!(
            "{what} in {} in `{}`: {}{more}",
            strings(differing.len()),
            self.language,
            examples.join(", ")
        );
        Some(Diagnostic::new(code, *place, message).help(help))
    }
}

/// The names in braces, in all forms of a string.
fn placeholders(message: &Message) -> BTreeSet<String> {
    let forms: Vec<&str> = match message {
        Message::Plain(text) => vec![text],
        Message::Plural(forms) => forms.values().map(String::as_str).collect(),
    };
    let parts = forms.into_iter().flat_map(|form| form.split('{').skip(1));
    let names = parts.filter_map(|part| Some(part.split_once('}')?.0.to_owned()));
    names.collect()
}

fn english_text<'a>(theme: &'a Theme, key: &str) -> &'a str {
    match theme.strings.get("en").and_then(|strings| strings.get(key)) {
        Some(Message::Plain(text)) => text,
        Some(Message::Plural(forms)) => forms.get("other").map_or("", String::as_str),
        None => "",
    }
}

/// "1 string", "3 strings".
fn strings(count: usize) -> String {
    match count {
        1 => "1 string".to_owned(),
        count => format!("{count} strings"),
    }
}

fn named(keys: &[&str]) -> String {
    let more = if keys.len() > NAMED_AT_MOST {
        ", …"
    } else {
        ""
    };
    quoted(&keys[..keys.len().min(NAMED_AT_MOST)]) + more
}

fn quoted(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}
