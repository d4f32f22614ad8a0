//! Names of Markdown files: `gold.fr.md`. Entry point: [`split_name`].

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::FileId;

/// Languages by the names that people write into names of files.
const NAMES: [(&str, &str); 16] = [
    ("english", "en"),
    ("anglais", "en"),
    ("englisch", "en"),
    ("french", "fr"),
    ("francais", "fr"),
    ("français", "fr"),
    ("german", "de"),
    ("deutsch", "de"),
    ("allemand", "de"),
    ("spanish", "es"),
    ("espanol", "es"),
    ("español", "es"),
    ("italian", "it"),
    ("italiano", "it"),
    ("dutch", "nl"),
    ("nederlands", "nl"),
];

/// A name such as `gold.fr.md` as its stem and the position of its language; reports a name that is not of this form. `exists`
/// says whether the folder has a file of a name.
pub(in crate::load) fn split_name<'a>(
    name: &'a str,
    file: FileId,
    languages: &[String],
    exists: &dyn Fn(&str) -> bool,
    problems: &mut Diagnostics,
) -> Option<(&'a str, usize)> {
    let stem = name.strip_suffix(".md")?;
    let (message, help) = match stem.rsplit_once('.') {
        None => (
            format!("the name of `{name}` does not say its language"),
            without_language(stem, languages, exists),
        ),
        Some((stem, language)) => {
            if let Some(at) = languages.iter().position(|known| known == language) {
                return Some((stem, at));
            }
            (
                format!("`{name}` is in `{language}`, which the catalogue does not have"),
                other_language(stem, language, languages, exists),
            )
        }
    };
    problems.push(Diagnostic::new(Code::UnknownLanguage, file.start(), message).help(help));
    None
}

fn without_language(stem: &str, languages: &[String], exists: &dyn Fn(&str) -> bool) -> String {
    let names = languages
        .iter()
        .map(|language| format!("{stem}.{language}.md"));
    let free = names.into_iter().find(|name| !exists(name));
    match free {
        Some(name) => format!("rename it to `{name}`"),
        None => format!(
            "`{stem}.{}.md` exists: move what it lacks there, or give this text another name",
            languages[0]
        ),
    }
}

fn other_language(
    stem: &str,
    language: &str,
    languages: &[String],
    exists: &dyn Fn(&str) -> bool,
) -> String {
    let code = language_code(language);
    if let Some(code) = code.as_ref().filter(|code| languages.contains(code)) {
        let name = format!("{stem}.{code}.md");
        return match exists(&name) {
            false => format!("rename it to `{name}`"),
            true => {
                format!("`{name}` exists: move what it lacks there, or give this text another name")
            }
        };
    }
    let default = format!("{stem}.{}.md", languages[0]);
    let default = Some(default).filter(|name| !exists(name));
    let Some(code) = code else {
        // The last word may be a part of the name: `news.old.md`.
        let joined = format!("{stem}-{language}.{}.md", languages[0]);
        return match default.or(Some(joined).filter(|name| !exists(name))) {
            Some(name) => format!("rename it to `{name}`"),
            None => "name its language before `.md`".to_owned(),
        };
    };
    let renamed = format!("{stem}.{code}.md");
    let add = format!("add `\"{code}\"` to `languages` in `content/catalogue.toml`");
    let add = match () {
        () if code == language => add,
        () if exists(&renamed) => format!("{add}, and move what `{renamed}` lacks there"),
        () => format!("rename it to `{renamed}` and {add}"),
    };
    match default {
        Some(default) => format!("rename it to `{default}`, or {add}"),
        None => add,
    }
}

/// The code that is meant by `EN`, `pt_br` or `english`.
fn language_code(written: &str) -> Option<String> {
    let lowercase = written.to_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == lowercase) {
        return Some((*code).to_owned());
    }
    let is_letters =
        |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    match lowercase.split_once(['-', '_']) {
        None => is_letters(&lowercase).then_some(lowercase),
        Some((language, region)) => (is_letters(language) && is_letters(region))
            .then(|| format!("{language}-{}", region.to_uppercase())),
    }
}

#[cfg(test)]
mod tests {
    use super::split_name;
    use crate::diagnostic::Diagnostics;
    use crate::source::Sources;

    /// The help on a name, beside files that exist.
    fn help(name: &str, languages: &[&str], existing: &[&str]) -> String {
        let mut problems = Diagnostics::default();
        let languages: Vec<String> = languages.iter().copied().map(str::to_owned).collect();
        let file = Sources::default().add("", "");
        let exists = |name: &str| existing.contains(&name);
        assert!(split_name(name, file, &languages, &exists, &mut problems).is_none());
        let help = problems.iter().next().unwrap().help.clone().unwrap();
        for name in existing {
            assert!(!help.contains(&format!("rename it to `{name}`")), "{help}");
        }
        help
    }

    #[test]
    fn no_existing_name_is_proposed() {
        let add =
            |code: &str| format!("add `\"{code}\"` to `languages` in `content/catalogue.toml`");
        let exists =
            "`home.en.md` exists: move what it lacks there, or give this text another name";
        assert_eq!(help("index.fr.md", &["en"], &["index.en.md"]), add("fr"));
        assert_eq!(
            help("index.fr.md", &["en"], &[]),
            format!("rename it to `index.en.md`, or {}", add("fr"))
        );
        assert_eq!(help("home.EN.md", &["en"], &["home.en.md"]), exists);
        assert_eq!(
            help("home.EN.md", &["en"], &[]),
            "rename it to `home.en.md`"
        );
        assert_eq!(help("home.md", &["en"], &["home.en.md"]), exists);
        assert_eq!(
            help("home.md", &["en", "fr"], &["home.en.md"]),
            "rename it to `home.fr.md`"
        );
        assert_eq!(
            help("news.english.md", &["en"], &[]),
            "rename it to `news.en.md`"
        );
        assert_eq!(
            help("news.english.md", &["fr"], &["news.fr.md"]),
            format!("rename it to `news.en.md` and {}", add("en"))
        );
        assert_eq!(
            help("news.pt_br.md", &["fr"], &["news.fr.md"]),
            format!("rename it to `news.pt-BR.md` and {}", add("pt-BR"))
        );
        assert_eq!(
            help("news.old.md", &["en"], &["news.en.md"]),
            "rename it to `news-old.en.md`"
        );
    }
}
