//! Texts at places where nothing uses them. Entry point: [`misplaced_text`].

/// Extensions of files with text.
const TEXTS: [&str; 14] = [
    "adoc", "doc", "docx", "htm", "html", "markdown", "md", "mdown", "mdx", "mkd", "odt", "rst",
    "rtf", "txt",
];
/// Those of Markdown.
const MARKDOWN: [&str; 5] = ["markdown", "md", "mdown", "mdx", "mkd"];

/// The folders of pages and of programmes.
const PAGES: &str = "content/pages/";
const PROGRAMMES: &str = "content/programmes/";
/// The folders of a programme that have texts.
const PARTS: [&str; 4] = ["benefits", "countries", "processes", "tiers"];

/// What to do with a text that nothing uses: never its deletion, nor a path that exists. Absent for other files.
pub(super) fn misplaced_text(path: &str, exists: &dyn Fn(&str) -> bool) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let (stem, extension) = name.rsplit_once('.')?;
    if !TEXTS.contains(&extension.to_lowercase().as_str()) {
        return None;
    }
    if path.starts_with("partners/") {
        return Some(
            "if it is about a partner, write it into the partner's record, as `description`; keep other files outside of the project's folders"
                .to_owned(),
        );
    }
    let name = format!("{stem}.md");
    let place = match path.strip_prefix(PROGRAMMES) {
        Some(below) => match below.split('/').collect::<Vec<_>>()[..] {
            [_, _] => format!("{folder}/{name}"),
            [_, part, _] if PARTS.contains(&part) => format!("{folder}/{name}"),
            [programme, part, .., _] if PARTS.contains(&part) => {
                format!("{PROGRAMMES}{programme}/{part}/{name}")
            }
            _ => {
                return Some(
                    "a programme's text is `content/programmes/<id>/index.<lang>.md`; others belong into its `tiers/`, `benefits/`, `processes/` or `countries/`"
                        .to_owned(),
                );
            }
        },
        None => format!("{PAGES}{name}"),
    };
    let below_pages = folder.strip_prefix(PAGES);
    let other = below_pages.map(|below| format!("{PAGES}{}-{name}", below.replace('/', "-")));
    let free = [Some(place.clone()), other]
        .into_iter()
        .flatten()
        .find(|place| !exists(place));
    let is_markdown = MARKDOWN.contains(&extension.to_lowercase().as_str());
    Some(match free {
        Some(free) if is_markdown => format!("if it is a text of the catalogue, name it `{free}`"),
        Some(free) => {
            format!(
                "if it is a text of the catalogue, write it in Markdown, as `{free}`; if not, keep it outside of `content/`"
            )
        }
        None => format!("`{place}` exists: move what it lacks there"),
    })
}

#[cfg(test)]
mod tests {
    use super::misplaced_text;

    #[test]
    fn texts_are_moved_and_never_deleted() {
        let exists = |path: &str| path == "content/pages/about.en.md";
        for (path, help) in [
            (
                "content/pages/news.en.markdown",
                "if it is a text of the catalogue, name it `content/pages/news.en.md`",
            ),
            (
                "content/pages/news.en.MD",
                "if it is a text of the catalogue, name it `content/pages/news.en.md`",
            ),
            (
                "content/pages/sub/news.en.md",
                "if it is a text of the catalogue, name it `content/pages/news.en.md`",
            ),
            (
                "content/pages/sub/about.en.md",
                "if it is a text of the catalogue, name it `content/pages/sub-about.en.md`",
            ),
            (
                "content/pages/about.en.markdown",
                "`content/pages/about.en.md` exists: move what it lacks there",
            ),
            (
                "content/news.en.md",
                "if it is a text of the catalogue, name it `content/pages/news.en.md`",
            ),
            (
                "content/pages/news.en.docx",
                "if it is a text of the catalogue, write it in Markdown, as `content/pages/news.en.md`; if not, keep it outside of `content/`",
            ),
            (
                "content/programmes/a/tiers/x/gold.en.md",
                "if it is a text of the catalogue, name it `content/programmes/a/tiers/gold.en.md`",
            ),
            (
                "content/programmes/a/index.en.markdown",
                "if it is a text of the catalogue, name it `content/programmes/a/index.en.md`",
            ),
        ] {
            assert_eq!(
                misplaced_text(path, &exists).as_deref(),
                Some(help),
                "{path}"
            );
        }
        for path in [
            "partners/a.md",
            "content/programmes/a/x/gold.en.md",
            "content/programmes/x.md",
        ] {
            let help = misplaced_text(path, &exists).unwrap();
            assert!(!help.contains("delete"), "{help}");
        }
        for path in [
            "content/a.svg",
            "content/images/a.png",
            "partners/a.toml",
            "content/README",
        ] {
            assert_eq!(misplaced_text(path, &exists), None, "{path}");
        }
    }
}
