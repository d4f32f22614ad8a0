//! Suggestions for addresses that do not exist: by the structure of the path first, then by the letters of its parts.

use super::LinkChecker;
use crate::diagnostic::{did_you_mean, nearest};
use crate::l10n::is_language_code;
use crate::model::{Lang, LinkTarget};

/// The longest list of addresses that is printed.
const LIST_AT_MOST: usize = 12;

impl LinkChecker<'_> {
    /// What to write instead of an address; `address` is the one that `written` leads to.
    pub(super) fn nearest_address(&self, written: &str, address: &str, lang: Lang) -> String {
        let other_end = match address.strip_suffix('/') {
            Some(file) => file.to_owned(),
            None => format!("{address}/"),
        };
        if self.pages.exists(&other_end) {
            return match written.strip_suffix('/') {
                Some(file) => format!("write `{file}`, without a slash at the end"),
                None => format!("write `{written}/`, with a slash at the end"),
            };
        }
        if let Some(path) = self.without_language(written, lang) {
            return format!("the catalogue is not in that language: write `{path}`");
        }
        let all = self.all.get_or_init(|| self.pages.all());
        let root = format!("/{}", self.catalogue.code(lang));
        let in_language = |address: &str| {
            let rest = address.strip_prefix(&root);
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        let candidates: Vec<&str> = all
            .iter()
            .map(String::as_str)
            .filter(|candidate| in_language(candidate) == in_language(address))
            .collect();
        let path = address.strip_prefix(&root);
        let suggested = suggestions(address, path, &candidates);
        // An address that was written without its language is suggested without it.
        let suggested = suggested
            .into_iter()
            .map(|suggested| match in_language(written) {
                true => suggested,
                false => suggested.strip_prefix(&root).unwrap_or(suggested),
            });
        match suggested.collect::<Vec<_>>().as_slice() {
            [] => "write the address as the browser shows it: `/directory/`".to_owned(),
            [one] => format!("did you mean `{one}`?"),
            several => did_you_mean("", several.iter().copied()).unwrap_or_default(),
        }
    }

    /// The path behind a language that the catalogue does not have, if it leads to a page.
    fn without_language<'w>(&self, written: &'w str, lang: Lang) -> Option<&'w str> {
        let (language, _) = written.strip_prefix('/')?.split_once('/')?;
        let path = &written[language.len() + 1..];
        let LinkTarget::Address(address) = self.catalogue.link_target(lang, path) else {
            return None;
        };
        let is_other = is_language_code(language)
            && !self
                .catalogue
                .settings
                .languages
                .iter()
                .any(|known| known == language);
        (is_other && self.pages.exists(&address.path)).then_some(path)
    }
}

/// Candidates of the structure of an address, or that end with the structure of its path in a language: those of which all parts
/// that differ are spelled similarly; else those with exactly one other part.
fn suggestions<'a>(address: &str, path: Option<&str>, candidates: &[&'a str]) -> Vec<&'a str> {
    let whole = Alike::new(address, candidates, Structure::Whole);
    let ending = path.map(|path| Alike::new(path, candidates, Structure::Ending));
    let ending = ending.unwrap_or_default();
    let suggestions = whole.similar.or(ending.similar);
    let suggestions = suggestions.or(whole.one_differs).or(ending.one_differs);
    suggestions.unwrap_or_default()
}

/// Which part of a candidate is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Structure {
    Whole,
    Ending,
}

/// Candidates of a structure, unless they are too many to choose from.
#[derive(Default)]
struct Alike<'a> {
    /// The nearest of which every part is spelled similarly.
    similar: Option<Vec<&'a str>>,
    /// Those with exactly one other part.
    one_differs: Option<Vec<&'a str>>,
}

impl<'a> Alike<'a> {
    fn new(path: &str, candidates: &[&'a str], structure: Structure) -> Self {
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let is_page = path.ends_with('/');
        let mut similar = Vec::new();
        let mut one_differs = Vec::new();
        for &candidate in candidates {
            let all: Vec<&str> = candidate.split('/').skip(1).collect();
            let has_structure = match structure {
                Structure::Whole => all.len() == parts.len(),
                Structure::Ending => all.len() > parts.len(),
            };
            if !has_structure || candidate.ends_with('/') != is_page {
                continue;
            }
            let compared = &all[all.len() - parts.len()..];
            let mut differing = parts.iter().zip(compared).filter(|(a, b)| a != b);
            // Another language is not meant, nor another folder at the root.
            let is_elsewhere = structure == Structure::Whole && parts[0] != compared[0];
            if differing.clone().count() == 1 && !is_elsewhere {
                one_differs.push(candidate);
            }
            if differing.all(|(part, other)| nearest(part, [*other]).is_some()) {
                similar.push((compared.join("/"), candidate));
            }
        }
        let spelled = similar.iter().map(|(compared, _)| compared.as_str());
        let best = nearest(&parts.join("/"), spelled);
        let best = similar
            .iter()
            .filter(|(compared, _)| Some(compared.as_str()) == best);
        Self {
            similar: few(best.map(|&(_, candidate)| candidate).collect()),
            one_differs: few(one_differs),
        }
    }
}

/// The addresses, unless there are none or too many.
fn few(addresses: Vec<&str>) -> Option<Vec<&str>> {
    (1..=LIST_AT_MOST)
        .contains(&addresses.len())
        .then_some(addresses)
}

#[cfg(test)]
mod tests {
    use super::suggestions;

    const SITE: [&str; 11] = [
        "/en/",
        "/en/about/",
        "/en/directory/",
        "/en/directory/tier/solutions-gold/",
        "/en/feed.xml",
        "/en/partners/kerguelen/",
        "/en/partners/kerguelen/card/",
        "/en/programmes/",
        "/en/programmes/solutions/criteria/",
        "/en/programmes/solutions/tiers/gold/",
        "/en/programmes/solutions/tiers/silver/",
    ];

    fn of(path: &str) -> Vec<&'static str> {
        suggestions(&format!("/en{path}"), Some(path), &SITE)
    }

    #[test]
    fn the_structure_of_the_path_decides_before_its_letters() {
        for (path, expected) in [
            ("/abuot/", vec!["/en/about/"]),
            ("/partners/kergelen/", vec!["/en/partners/kerguelen/"]),
            (
                "/programmes/solutions/tiers/golden-oldies/",
                vec![SITE[9], SITE[10]],
            ),
            ("/programmes/ancient/criteria/", vec![SITE[8]]),
            ("/programmes/solution/tiers/slver/", vec![SITE[10]]),
            ("/tiers/silver/", vec![SITE[10]]),
            ("/tiers/registered/", vec![SITE[9], SITE[10]]),
            ("/criteria/", vec![SITE[8]]),
            ("/feeds.xml", vec!["/en/feed.xml"]),
            ("/a/b/c/d/e/f/", vec![]),
        ] {
            assert_eq!(of(path), expected, "{path}");
        }
    }
}
