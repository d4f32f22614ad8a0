//! `vitrine new`: commented files to begin with, made of the project's own words.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use jiff::civil::Date;

use super::init::{EXAMPLE_LANGUAGE, written};
use super::{Report, parse_project, schema};
use crate::diagnostic::did_you_mean;
use crate::load::{DeclaredWord, Records, ReferenceKind};
use crate::text::slug;

/// What is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewKind {
    /// A record of a partner.
    Partner,
    /// A programme, with its description and the process of joining.
    Programme,
    /// A page of prose.
    Page,
}

/// How it is begun.
#[derive(Debug, Clone)]
pub struct NewOptions {
    /// What it is.
    pub kind: NewKind,
    /// What it is called.
    pub name: String,
    /// Its permanent id; absent: made from the name.
    pub id: Option<String>,
    /// The folder below `partners/`.
    pub folder: Option<String>,
    /// The language of its texts; absent: the default language.
    pub lang: Option<String>,
    /// What counts as today.
    pub today: Date,
}

/// Writes the files; refuses to overwrite.
///
/// # Errors
///
/// If there is such a thing already, the project cannot be read, or the files cannot be written.
pub fn new(project: &Path, options: &NewOptions) -> anyhow::Result<Report> {
    let read = parse_project(project)?;
    let Some(records) = &read.records else {
        return Ok(Report::unreadable(read));
    };
    let name = options.name.trim();
    let id = options
        .id
        .clone()
        .unwrap_or_else(|| slug(name, &records.languages[0]));
    ensure!(!id.is_empty(), "`{name}` gives no id: name one with `--id`");
    let valid = slug(&id, &records.languages[0]);
    let help = match valid.as_str() {
        "" => "use lowercase letters a–z, digits and hyphens".to_owned(),
        valid => format!("write `--id {valid}`"),
    };
    ensure!(
        valid == id,
        "`{id}` cannot be an id, which becomes part of an address: {help}"
    );
    let lang = options.lang.as_deref().unwrap_or(&records.languages[0]);
    if !records.languages.iter().any(|known| known == lang) {
        let known = records.languages.iter().map(String::as_str);
        let help = did_you_mean(lang, known).unwrap_or_default();
        bail!("the catalogue has no language `{lang}`: {help}");
    }
    let template = Template {
        records,
        name,
        id: &id,
        lang,
        today: options.today,
    };
    let (files, next) = match options.kind {
        NewKind::Partner => template.partner(options.folder.as_deref())?,
        NewKind::Programme => template.programme(),
        NewKind::Page => template.page(),
    };
    for (path, _) in &files {
        ensure!(
            !project.join(path).exists(),
            "`{path}` is there already, and stays as it is"
        );
    }
    let mut summary = Vec::new();
    for (path, text) in &files {
        let whole = project.join(path);
        if let Some(folder) = whole.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
        }
        fs::write(&whole, text).with_context(|| format!("cannot write `{}`", whole.display()))?;
        summary.push(format!("written: {path}"));
    }
    if options.kind == NewKind::Programme
        && let Some(records) = &parse_project(project)?.records
    {
        schema::refresh(project, records)?;
    }
    summary.push(next);
    Ok(Report::done(read.sources, summary))
}

/// Files by path, and what to do next.
type Begun = (Vec<(String, String)>, String);

/// The files to begin with, in one language.
struct Blanks {
    partner: &'static str,
    programme: &'static str,
    description: &'static str,
    joining: &'static str,
    page: &'static str,
}

macro_rules! blanks {
    ($lang:literal) => {
        Blanks {
            partner: include_str!(concat!("new/", $lang, "/partner.toml")),
            programme: include_str!(concat!("new/", $lang, "/programme.toml")),
            description: include_str!(concat!("new/", $lang, "/programme.md")),
            joining: include_str!(concat!("new/", $lang, "/joining.md")),
            page: include_str!(concat!("new/", $lang, "/page.md")),
        }
    };
}

impl Blanks {
    /// Those for people who write this language; English ones, where there are none.
    fn of(code: &str) -> Self {
        match written(code).unwrap_or(EXAMPLE_LANGUAGE) {
            "fr" => blanks!("fr"),
            "de" => blanks!("de"),
            _ => blanks!("en"),
        }
    }
}

/// What the files are made of.
struct Template<'a> {
    records: &'a Records,
    name: &'a str,
    id: &'a str,
    lang: &'a str,
    today: Date,
}

impl Template<'_> {
    fn partner(&self, folder: Option<&str>) -> anyhow::Result<Begun> {
        let known = self.records.partners.iter().find(|it| it.id == self.id);
        if let Some(known) = known {
            bail!(
                "`{}` is the record of `{}` already, and stays as it is",
                known.path,
                self.id
            );
        }
        let folder = match folder.map(|folder| folder.trim_matches('/')) {
            Some(folder) if !folder.is_empty() => {
                let inside = folder.strip_prefix("partners/").unwrap_or(folder);
                ensure!(
                    !inside.split('/').any(|part| part == ".."),
                    "`{folder}` leads out of `partners/`"
                );
                format!("{inside}/")
            }
            _ => String::new(),
        };
        let types = self.words(ReferenceKind::Types);
        let programme = self.records.declared(ReferenceKind::Programmes, None);
        let programme = programme.first().map_or("programme", |it| &it.id);
        let tiers = self.records.declared(ReferenceKind::Tiers, Some(programme));
        let country = self.words(ReferenceKind::Countries);
        let figures = self
            .records
            .declared(ReferenceKind::Figures, Some(programme));
        let mut notes = String::new();
        for figure in &figures {
            notes.push_str(&format!("# {} = 0\n", figure.id));
        }
        let text = Blanks::of(self.lang)
            .partner
            .replace("{schema}", &up(&folder))
            .replace("{name}", &quoted(self.name))
            .replace("{id}", self.id)
            .replace("{lang}", self.lang)
            .replace("{today}", &self.today.to_string())
            .replace("{type}", first(&types))
            .replace("{types}", &listed(&types))
            .replace("{product}", first(&self.words(ReferenceKind::Products)))
            .replace("{products}", &listed(&self.words(ReferenceKind::Products)))
            .replace("{industry}", first(&self.words(ReferenceKind::Industries)))
            .replace(
                "{industries}",
                &listed(&self.words(ReferenceKind::Industries)),
            )
            .replace("{country}", first(&country))
            .replace("{programme}", programme)
            .replace("{tier}", first(&tiers))
            .replace("{tiers}", &listed(&tiers))
            .replace(
                "{specialization}",
                first(&self.words(ReferenceKind::Specializations)),
            )
            .replace(
                "{specializations}",
                &listed(&self.words(ReferenceKind::Specializations)),
            )
            .replace("{figures}", &notes);
        let text = aligned(&text);
        let path = format!("partners/{folder}{}.toml", self.id);
        let next = format!(
            "next: fill it in, put the logo beside it, and set `status = \"active\"`; `vitrine check` tells what is missing\n\
             its permanent address will be /p/{}/",
            self.id
        );
        Ok((vec![(path, text)], next))
    }

    fn programme(&self) -> Begun {
        let folder = format!("content/programmes/{}", self.id);
        let types = self.words(ReferenceKind::Types);
        let all: Vec<String> = types.iter().map(|it| format!("\"{}\"", it.id)).collect();
        let fill = |text: &str| {
            text.replace("{name}", &quoted(self.name))
                .replace("{plain}", self.name)
                .replace("{id}", self.id)
                .replace("{today}", &self.today.to_string())
                .replace("{types}", &all.join(", "))
        };
        let blanks = Blanks::of(self.lang);
        // A text that does not say its language is in the default one.
        let facts = Blanks::of(&self.records.languages[0]).programme;
        let files = vec![
            (format!("{folder}/programme.toml"), fill(facts)),
            (
                format!("{folder}/index.{}.md", self.lang),
                fill(blanks.description),
            ),
            (
                format!("{folder}/processes/joining.{}.md", self.lang),
                fill(blanks.joining),
            ),
        ];
        let next = "next: its tiers, criteria and benefits in `programme.toml`; it is shown as planned until you \
                    write `status = \"open\"`";
        (files, next.to_owned())
    }

    fn page(&self) -> Begun {
        let text = Blanks::of(self.lang)
            .page
            .replace("{name}", &quoted(self.name));
        let path = format!("content/pages/{}.{}.md", self.id, self.lang);
        let next = format!(
            "next: write it; other pages link to it as `/{}/`, and `menu = \"main\"` puts it into the menu",
            self.id
        );
        (vec![(path, text)], next)
    }

    fn words(&self, words: ReferenceKind) -> Vec<DeclaredWord> {
        self.records.declared(words, None)
    }
}

/// The text with the remarks behind its lines one below the other, whatever words were put in.
fn aligned(text: &str) -> String {
    const COLUMN: usize = 38;
    let lines = text.lines().map(|line| match line.split_once("  # ") {
        Some((line, remark)) => format!("{:COLUMN$} # {}\n", line.trim_end(), remark.trim_start()),
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// The way up from a folder of records to the project.
fn up(folder: &str) -> String {
    "../".repeat(1 + folder.matches('/').count())
}

/// A text as it stands in TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn first(words: &[DeclaredWord]) -> &str {
    words.first().map_or("…", |word| &word.id)
}

/// The words to choose from, as far as a line has room.
fn listed(words: &[DeclaredWord]) -> String {
    const AT_MOST: usize = 8;
    let mut list: Vec<&str> = words
        .iter()
        .take(AT_MOST)
        .map(|it| it.id.as_str())
        .collect();
    if words.len() > AT_MOST {
        list.push("…");
    }
    list.join(" | ")
}
