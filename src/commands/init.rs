//! `vitrine init`: a small working project that is compiled into the program. Entry point: [`init`].

mod leftovers;

use std::path::Path;

use anyhow::{anyhow, bail, ensure};
use include_dir::{Dir, include_dir};

use super::schema;
use crate::disk::{Folder, NewFolder};
use crate::l10n::{find_language, is_in_language, language_error};
use crate::load::default_theme;
use crate::text::{escape, fold, slug};
use crate::validate::check_url;

pub(super) use leftovers::leftovers;

/// The files of the example: `shared` for all languages, and a folder for each language.
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/commands/starter");

/// The languages of the example.
const EXAMPLE_LANGUAGES: [&str; 3] = ["en", "fr", "de"];

/// The company of the example.
const EXAMPLE: &str = "Sorrelby";
/// A string that a theme has in each language that it is translated to.
const MENU: &str = "menu_directory";
/// The folder without which a folder is no project: it appears last.
const SETTINGS_FOLDER: &str = "content";
/// The host of its address.
const EXAMPLE_HOST: &str = "sorrelby.example";
/// The language of its texts for catalogues in other languages.
pub(super) const FALLBACK_LANGUAGE: &str = "en";

/// The values of a new project.
#[derive(Debug, Clone, Default)]
pub struct InitOptions {
    /// The company whose programme it is; `None` for the company of the example.
    pub name: Option<String>,
    /// Codes or names of the languages, the default first; empty: English.
    pub languages: Vec<String>,
    /// The address of the website.
    pub base_url: Option<String>,
}

/// A new project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewProject {
    /// It was written.
    Written {
        /// How many files were written.
        files: usize,
        /// A note for the user.
        note: Option<String>,
    },
    /// An `init` of this folder had been interrupted, and its last files were put in their places.
    Finished,
}

/// Writes the starter project into a folder that is empty or does not exist. Interrupted at any instant, it leaves no project
/// there, and goes on when it is run again.
///
/// # Errors
///
/// If the folder is not empty or cannot be written, or a language is invalid.
pub fn init(folder: &Path, options: &InitOptions) -> anyhow::Result<NewProject> {
    let name = options.name.as_deref().unwrap_or(EXAMPLE);
    ensure!(
        !name.trim().is_empty(),
        "the name of the organization is empty; write it, such as `--name \"{EXAMPLE}\"`"
    );
    let options = &InitOptions {
        name: options.name.clone(),
        languages: language_codes(&options.languages)?,
        base_url: options
            .base_url
            .as_deref()
            .map(complete_address)
            .transpose()?,
    };
    let project = Folder::create(folder)?;
    let tree = match project.new_tree()? {
        NewFolder::Empty(tree) => tree,
        NewFolder::Finished => return Ok(NewProject::Finished),
        NewFolder::Occupied(name) => bail!(
            "the folder `{}` is not empty, it has `{name}`; name a new one: `vitrine init my-catalogue`",
            folder.display()
        ),
    };
    let starter = Starter::new(options);
    let files = starter.files();
    for (path, bytes) in &files {
        tree.write(path, bytes)?;
    }
    schema::schema(&tree.path(), None)?;
    tree.commit(SETTINGS_FOLDER)?;
    let files = files.len() + 1 + crate::load::FileKind::ALL.len();
    let default = starter.languages[0];
    let mut notes = Vec::new();
    if example_language(default).is_none() {
        notes.push(format!(
            "the texts of the example are English: replace them by your own in `{default}`"
        ));
    }
    let theme = default_theme();
    let untranslated: Vec<String> = starter
        .languages
        .iter()
        .filter(|code| !is_in_language(&theme, code, MENU))
        .map(|code| format!("`{code}`"))
        .collect();
    if !untranslated.is_empty() {
        notes.push(format!(
            "the words of the website itself, such as “Find a partner”, are English in {}: translate them in `themes/default/i18n/`",
            untranslated.join(", ")
        ));
    }
    let note = (!notes.is_empty()).then(|| notes.join("\n"));
    Ok(NewProject::Written { files, note })
}

/// The codes of languages that are written as codes or names, one by one or several in a text: `de, en`, `français`.
///
/// # Errors
///
/// If a language is not known, with the reason.
pub fn language_codes(texts: &[String]) -> anyhow::Result<Vec<String>> {
    let mut codes: Vec<String> = Vec::new();
    for text in texts
        .iter()
        .flat_map(|text| text.split([',', ';', '/']))
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        let found = match find_language(text, fold) {
            Some(code) => vec![code],
            // Codes with spaces between them; names may contain spaces.
            None => {
                let words = text.split_whitespace();
                let codes: Option<Vec<_>> = words.map(|word| find_language(word, fold)).collect();
                codes.ok_or_else(|| unknown_language(text))?
            }
        };
        for code in found {
            ensure!(
                !codes.contains(&code),
                "the language `{code}` is named twice; name each language once"
            );
            codes.push(code);
        }
    }
    Ok(codes)
}

fn unknown_language(text: &str) -> anyhow::Error {
    // A name is no code that is spelled wrongly.
    let is_code = text.len() < 4 || text.contains('-');
    let reason = language_error(text)
        .filter(|_| is_code)
        .unwrap_or_else(|| format!("`{text}` is not a language that is known here"));
    anyhow!(
        "{reason}; write languages by their names or by codes of ISO 639, with commas between them: `English, français` or `en,fr`"
    )
}

/// The address of a site, with its scheme.
fn complete_address(address: &str) -> anyhow::Result<String> {
    let address = address.trim();
    let address = match address.contains("://") {
        true => address.to_owned(),
        false => format!("https://{address}"),
    };
    check_url(&address).map_err(|(message, help)| anyhow!("{message}; {help}"))?;
    ensure!(
        !address.contains(['?', '#']),
        "the address of a site has no `?` and no `#`; write the site's address only, such as `https://partners.example.com`"
    );
    Ok(address)
}

/// The language of the example for a language of a catalogue, if the example has it.
pub(super) fn example_language(code: &str) -> Option<&'static str> {
    let base = code.split('-').next().unwrap_or(code);
    EXAMPLE_LANGUAGES
        .into_iter()
        .find(|language| *language == base)
}

/// The example, with the values of the new project.
#[derive(Clone)]
struct Starter<'a> {
    name: &'a str,
    host: String,
    base_url: String,
    /// The languages of the catalogue, the default first.
    languages: Vec<&'a str>,
    /// The language of the texts.
    text_language: &'static str,
}

impl<'a> Starter<'a> {
    fn new(options: &'a InitOptions) -> Self {
        let name = options.name.as_deref().unwrap_or(EXAMPLE).trim();
        let languages = if options.languages.is_empty() {
            vec![FALLBACK_LANGUAGE]
        } else {
            options.languages.iter().map(String::as_str).collect()
        };
        let host = match slug(name, languages[0]) {
            id if id.is_empty() || name == EXAMPLE => EXAMPLE_HOST.to_owned(),
            id => format!("{id}.example"),
        };
        let base_url = options.base_url.clone();
        Self {
            name,
            base_url: base_url.unwrap_or_else(|| format!("https://partners.{host}")),
            host,
            text_language: example_language(languages[0]).unwrap_or(FALLBACK_LANGUAGE),
            languages,
        }
    }

    /// All files in the default language, and in the others the texts that have one file for each language.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = self.part("shared", |_| true);
        files.extend(self.part(self.text_language, |_| true));
        for code in &self.languages[1..] {
            // Where the texts of the default language are English, too, English readers must find theirs by name.
            let of_default = example_language(self.languages[0]);
            if let Some(other) = example_language(code).filter(|other| Some(*other) != of_default) {
                let is_text = |path: &str| path.starts_with("content") && path.ends_with(".md");
                let starter = Self {
                    languages: vec![code],
                    text_language: other,
                    ..self.clone()
                };
                files.extend(starter.part(other, is_text));
            }
        }
        files
    }

    /// The files of a part of the example, by their path in the project.
    fn part(&self, part: &str, is_included: impl Fn(&str) -> bool) -> Vec<(String, Vec<u8>)> {
        let dir = STARTER
            .get_dir(part)
            .expect("the parts of the starter are compiled in");
        let mut files = Vec::new();
        let mut dirs = vec![dir];
        while let Some(dir) = dirs.pop() {
            dirs.extend(dir.dirs());
            for file in dir.files() {
                let path = file.path().strip_prefix(part).unwrap_or(file.path());
                let path = path.to_string_lossy().replace('\\', "/");
                if !is_included(&path) {
                    continue;
                }
                let path = self.path(&path);
                let text = file
                    .contents_utf8()
                    .map(|text| self.text(text, Path::new(&path)));
                let bytes = text.map_or_else(|| file.contents().to_vec(), String::into_bytes);
                files.push((path, bytes));
            }
        }
        files
    }

    /// The path of a file, with the language of the catalogue even if the text is in another.
    fn path(&self, path: &str) -> String {
        let path = path.replace("sorrelby", "logo");
        match path.strip_suffix(&format!(".{}.md", self.text_language)) {
            Some(stem) => format!("{stem}.{}.md", self.languages[0]),
            None => path,
        }
    }

    fn text(&self, text: &str, path: &Path) -> String {
        let languages: Vec<String> = self
            .languages
            .iter()
            .map(|code| format!("\"{code}\""))
            .collect();
        let text = text
            .replace("https://partners.sorrelby.example", &self.base_url)
            .replace("images/sorrelby", "images/logo")
            .replace(
                &format!("\nlanguages = [\"{}\"]\n", self.text_language),
                &format!("\nlanguages = [{}]\n", languages.join(", ")),
            )
            .replace(
                &format!("{{ {} = [", self.text_language),
                &format!("{{ {} = [", self.languages[0]),
            );
        if self.name == EXAMPLE {
            return text;
        }
        if path.extension().is_some_and(|extension| extension == "svg") && text.contains(EXAMPLE) {
            return self.logo(&text);
        }
        let text = text
            .replace("Sorrelby Software Ltd", EXAMPLE)
            .replace(EXAMPLE_HOST, &self.host);
        // In TOML, including front matter, the name is in quotes.
        let quoted = self.name.replace('\\', "\\\\").replace('"', "\\\"");
        let is_toml = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        let prose_at = match text.find("\n+++") {
            _ if is_toml => text.len(),
            Some(end) if text.starts_with("+++") => end,
            _ => 0,
        };
        let (facts, prose) = text.split_at(prose_at);
        facts.replace(EXAMPLE, &quoted) + &prose.replace(EXAMPLE, self.name)
    }

    /// The example's logo without its lettering, which is the name of another company.
    fn logo(&self, text: &str) -> String {
        let name = escape(self.name);
        let lines = text.lines().filter(|line| !line.contains("d=\"M83.4"));
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        text.replace("width=\"213\"", "width=\"64\"")
            .replace("0 0 213 64", "0 0 64 64")
            .replace("<title>Sorrelby</title>", &format!("<title>{name}</title>"))
    }
}
