//! `vitrine init`: a small working project from the program itself.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use include_dir::{Dir, include_dir};

use super::schema;
use crate::locale::is_language_code;
use crate::validate::slug;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/commands/starter");

/// The company of the example.
const EXAMPLE: &str = "Sorrelby";
/// Its host.
const EXAMPLE_HOST: &str = "sorrelby.example";
/// The language of its texts.
const EXAMPLE_LANGUAGE: &str = "en";

/// What is asked before a project is made.
#[derive(Debug, Clone, Default)]
pub struct InitOptions {
    /// Whose programme it is; absent: the company of the example.
    pub name: Option<String>,
    /// Codes of the languages, the default first; empty: English.
    pub languages: Vec<String>,
    /// Where the website will be.
    pub base_url: Option<String>,
}

/// Writes the starter project into a folder that is empty or does not exist, and says how many files.
///
/// # Errors
///
/// If the folder has something in it or cannot be written, or a language is none.
pub fn init(folder: &Path, options: &InitOptions) -> anyhow::Result<usize> {
    for code in &options.languages {
        if !is_language_code(code) {
            bail!("`{code}` is not a language: write codes of ISO 639, such as `en,fr`");
        }
    }
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let mut entries =
        fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    ensure!(
        entries.next().is_none(),
        "the folder `{}` is not empty; name a new one: `vitrine init my-catalogue`",
        folder.display()
    );
    let mut files = Starter::new(options).write(&STARTER, folder)?;
    schema::schema(folder, None)?;
    files += 1 + crate::load::FileKind::ALL.len();
    Ok(files)
}

/// The example with what was asked put into it.
struct Starter<'a> {
    name: &'a str,
    host: String,
    base_url: String,
    languages: Vec<&'a str>,
}

impl<'a> Starter<'a> {
    fn new(options: &'a InitOptions) -> Self {
        let name = options.name.as_deref().unwrap_or(EXAMPLE).trim();
        let host = match slug(name) {
            id if id.is_empty() || name == EXAMPLE => EXAMPLE_HOST.to_owned(),
            id => format!("{id}.example"),
        };
        let base_url = options.base_url.clone();
        let languages = match options.languages.is_empty() {
            true => vec![EXAMPLE_LANGUAGE],
            false => options.languages.iter().map(String::as_str).collect(),
        };
        Self {
            name,
            base_url: base_url.unwrap_or_else(|| format!("https://partners.{host}")),
            host,
            languages,
        }
    }

    fn write(&self, dir: &Dir<'_>, folder: &Path) -> anyhow::Result<usize> {
        let mut files = 0;
        for file in dir.files() {
            let path = self.path(&file.path().to_string_lossy());
            let path = folder.join(path);
            let text = file.contents_utf8().map(|text| self.text(text, &path));
            let bytes = text.as_ref().map_or(file.contents(), String::as_bytes);
            fs::write(&path, bytes)
                .with_context(|| format!("cannot write `{}`", path.display()))?;
            files += 1;
        }
        for dir in dir.dirs() {
            let path = folder.join(dir.path());
            fs::create_dir_all(&path)
                .with_context(|| format!("cannot make the folder `{}`", path.display()))?;
            files += self.write(dir, folder)?;
        }
        Ok(files)
    }

    /// Texts are named after the default language, whatever the example's is.
    fn path(&self, path: &str) -> String {
        let path = path.replace("sorrelby", "logo");
        match path.strip_suffix(&format!(".{EXAMPLE_LANGUAGE}.md")) {
            Some(stem) => format!("{stem}.{}.md", self.languages[0]),
            None => path,
        }
    }

    fn text(&self, text: &str, path: &Path) -> String {
        let languages: Vec<String> = self
            .languages
            .iter()
            .map(|it| format!("\"{it}\""))
            .collect();
        let text = text
            .replace("https://partners.sorrelby.example", &self.base_url)
            .replace("images/sorrelby", "images/logo")
            .replace(
                "languages = [\"en\"]\n",
                &format!("languages = [{}]\n", languages.join(", ")),
            )
            .replace("{ en = [", &format!("{{ {} = [", self.languages[0]));
        if self.name == EXAMPLE {
            return text;
        }
        if path.extension().is_some_and(|ending| ending == "svg") && text.contains(EXAMPLE) {
            return self.mark(&text);
        }
        let text = text
            .replace(
                "Sorrelby does not exist, nor do its partners",
                "its partners do not exist",
            )
            .replace("Sorrelby Software Ltd", EXAMPLE)
            .replace(EXAMPLE_HOST, &self.host);
        // In TOML, front matter included, the name stands in quotes.
        let quoted = self.name.replace('\\', "\\\\").replace('"', "\\\"");
        let is_toml = path.extension().is_some_and(|ending| ending == "toml");
        let prose_at = match text.find("\n+++") {
            _ if is_toml => text.len(),
            Some(end) if text.starts_with("+++") => end,
            _ => 0,
        };
        let (facts, prose) = text.split_at(prose_at);
        facts.replace(EXAMPLE, &quoted) + &prose.replace(EXAMPLE, self.name)
    }

    /// The mark of the example's logo alone, until there is a true one: its letters are another name.
    fn mark(&self, text: &str) -> String {
        let name = self.name.replace('&', "&amp;").replace('<', "&lt;");
        let lines = text.lines().filter(|line| !line.contains("d=\"M83.4"));
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        text.replace("width=\"213\"", "width=\"64\"")
            .replace("0 0 213 64", "0 0 64 64")
            .replace("<title>Sorrelby</title>", &format!("<title>{name}</title>"))
    }
}
