//! `vitrine new`: commented templates of records, programmes and pages, with the project's own words.
//! Entry point: [`new`].

use std::path::Path;

use anyhow::{bail, ensure};
use jiff::civil::Date;

use super::init::{FALLBACK_LANGUAGE, example_language};
use super::{Report, parse_project, schema};
use crate::diagnostic::did_you_mean;
use crate::disk::Folder;
use crate::load::{Declaration, Records, ReferenceKind, is_folder_name};
use crate::model::reserved_page_names;
use crate::text::{is_reserved_name, slug};

/// The kind of a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewKind {
    /// A record of a partner.
    Partner,
    /// A programme, with its description and the process of joining.
    Programme,
    /// A page of prose.
    Page,
}

/// The values of a new file.
#[derive(Debug, Clone)]
pub struct NewOptions {
    /// Its kind.
    pub kind: NewKind,
    /// Its name.
    pub name: String,
    /// Its permanent id; `None` to derive it from the name.
    pub id: Option<String>,
    /// The folder below `partners/`.
    pub folder: Option<String>,
    /// The language of its texts; `None` for the default language.
    pub lang: Option<String>,
    /// The current date.
    pub today: Date,
}

/// Writes the files, without overwriting any.
///
/// # Errors
///
/// If a file exists already, the project cannot be read, or the files cannot be written.
pub fn new(project: &Path, options: &NewOptions) -> anyhow::Result<Report> {
    let read = parse_project(project)?;
    let Some(records) = &read.records else {
        return Ok(Report::unreadable(read));
    };
    let name = options.name.trim();
    let default_language = &records.languages[0];
    let id = options
        .id
        .clone()
        .unwrap_or_else(|| slug(name, default_language));
    ensure!(
        !id.is_empty(),
        "an id cannot be derived from `{name}`: add `--id`"
    );
    let valid_id = slug(&id, default_language);
    let help = if valid_id.is_empty() {
        "use lowercase letters a–z, digits and hyphens".to_owned()
    } else {
        format!("write `--id {valid_id}`")
    };
    ensure!(
        valid_id == id,
        "`{id}` is not a valid id, because it is part of an address: {help}"
    );
    ensure!(
        !is_reserved_name(&id),
        "`{id}` cannot be an id, because Windows has no file of that name: write another with `--id`, such as `--id {id}-1`"
    );
    let is_reserved = reserved_page_names(&records.languages).any(|name| name == id);
    ensure!(
        options.kind != NewKind::Page || !is_reserved,
        "a page cannot be called `{id}`, because the site has that address already: write another name with `--id`"
    );
    let lang = options.lang.as_deref().unwrap_or(&records.languages[0]);
    if !records.languages.iter().any(|known| known == lang) {
        let known = records.languages.iter().map(String::as_str);
        let help = did_you_mean(lang, known)
            .unwrap_or_else(|| "write one of `languages` in `content/catalogue.toml`".to_owned());
        bail!("the catalogue has no language `{lang}`: {help}");
    }
    let filler = Filler {
        records,
        name,
        id: &id,
        lang,
        today: options.today,
    };
    let (files, next) = match options.kind {
        NewKind::Partner => filler.partner(options.folder.as_deref())?,
        NewKind::Programme => filler.programme(),
        NewKind::Page => filler.page(),
    };
    let folder = Folder::open(project)?;
    for (path, _) in &files {
        ensure!(
            !folder.exists(path)?,
            "`{path}` exists already and was not changed"
        );
    }
    let mut summary = Vec::new();
    for (written, (path, text)) in files.iter().enumerate() {
        if let Err(error) = folder.write_new(path, text) {
            // All or none; those that were written are as they were a moment ago.
            for (path, _) in &files[..written] {
                folder.remove(path)?;
            }
            return Err(error);
        }
        summary.push(format!("written: {path}"));
    }
    if options.kind == NewKind::Programme
        && let Some(records) = &parse_project(project)?.records
    {
        schema::refresh(project, records)?;
    }
    summary.extend(next.lines().map(str::to_owned));
    Ok(Report::done(read.sources, summary))
}

/// New files by path, and the next step for the user.
type NewFiles = (Vec<(String, String)>, String);

/// The templates in one language.
struct Templates {
    partner: &'static str,
    programme: &'static str,
    description: &'static str,
    joining: &'static str,
    page: &'static str,
}

macro_rules! templates {
    ($lang:literal) => {
        Templates {
            partner: include_str!(concat!("new/", $lang, "/partner.toml")),
            programme: include_str!(concat!("new/", $lang, "/programme.toml")),
            description: include_str!(concat!("new/", $lang, "/programme.md")),
            joining: include_str!(concat!("new/", $lang, "/joining.md")),
            page: include_str!(concat!("new/", $lang, "/page.md")),
        }
    };
}

impl Templates {
    /// The templates in a language, or in English if it has none.
    fn new(code: &str) -> Self {
        match example_language(code).unwrap_or(FALLBACK_LANGUAGE) {
            "fr" => templates!("fr"),
            "de" => templates!("de"),
            _ => templates!("en"),
        }
    }
}

/// The values that are filled into templates.
struct Filler<'a> {
    records: &'a Records,
    name: &'a str,
    id: &'a str,
    lang: &'a str,
    today: Date,
}

impl Filler<'_> {
    fn partner(&self, folder: Option<&str>) -> anyhow::Result<NewFiles> {
        let known = self
            .records
            .partners
            .iter()
            .find(|partner| partner.id == self.id);
        if let Some(known) = known {
            bail!(
                "`{}` is the record of `{}` already and was not changed",
                known.path,
                self.id
            );
        }
        let folder = match folder.map(|folder| folder.trim_matches('/')) {
            Some(folder) if !folder.is_empty() => {
                let inside = folder.strip_prefix("partners/").unwrap_or(folder);
                ensure!(
                    inside.split('/').all(is_folder_name),
                    "`{folder}` is not a folder below `partners/`: write names between `/`, such as `europe/france`"
                );
                format!("{inside}/")
            }
            _ => String::new(),
        };
        let types = self.words(ReferenceKind::Types);
        let programme = self.records.declared(ReferenceKind::Programmes, None);
        let programme = programme
            .first()
            .map_or("programme", |programme| &programme.id);
        let tiers = self.records.declared(ReferenceKind::Tiers, Some(programme));
        let country = self.words(ReferenceKind::Countries);
        let figures = self
            .records
            .declared(ReferenceKind::Figures, Some(programme));
        let mut notes = String::new();
        for figure in &figures {
            notes.push_str(&format!("# {} = 0\n", figure.id));
        }
        let text = Templates::new(self.lang)
            .partner
            .replace("{schema}", &path_to_project(&folder))
            .replace("{name}", &quoted(self.name))
            .replace("{id}", self.id)
            .replace("{lang}", self.lang)
            .replace("{today}", &self.today.to_string())
            .replace("{type}", self.addressed_type(programme, &types))
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
            "next: fill it in, put the logo beside it, and set `status = \"active\"`; `vitrine check` lists what is missing\n\
             its permanent address will be /p/{}/",
            self.id
        );
        Ok((vec![(path, text)], next))
    }

    /// The first type that the programme addresses: the record would be wrong with another.
    fn addressed_type<'b>(&self, programme: &str, types: &'b [Declaration]) -> &'b str {
        let programme = self.records.programmes.iter().find(|it| it.id == programme);
        let addressed = programme.map_or(&[][..], |programme| &programme.types);
        let is_addressed =
            |declared: &&Declaration| addressed.iter().any(|it| it.value == declared.id);
        types
            .iter()
            .find(is_addressed)
            .map_or_else(|| first(types), |declared| &declared.id)
    }

    fn programme(&self) -> NewFiles {
        let folder = format!("content/programmes/{}", self.id);
        let types = self.words(ReferenceKind::Types);
        let all: Vec<String> = types
            .iter()
            .map(|partner_type| format!("\"{}\"", partner_type.id))
            .collect();
        let fill = |text: &str| {
            text.replace("{name}", &quoted(self.name))
                .replace("{plain}", self.name)
                .replace("{id}", self.id)
                .replace("{today}", &self.today.to_string())
                .replace("{types}", &all.join(", "))
        };
        let templates = Templates::new(self.lang);
        // The texts in `programme.toml` are in the default language.
        let facts = Templates::new(&self.records.languages[0]).programme;
        let files = vec![
            (format!("{folder}/programme.toml"), fill(facts)),
            (
                format!("{folder}/index.{}.md", self.lang),
                fill(templates.description),
            ),
            (
                format!("{folder}/processes/joining.{}.md", self.lang),
                fill(templates.joining),
            ),
        ];
        let next = "next: write its tiers, criteria and benefits in `programme.toml`; it is shown as planned until \
                    you write `status = \"open\"`";
        (files, next.to_owned())
    }

    fn page(&self) -> NewFiles {
        let text = Templates::new(self.lang)
            .page
            .replace("{name}", &quoted(self.name));
        let path = format!("content/pages/{}.{}.md", self.id, self.lang);
        let next = format!(
            "next: write it; other pages link to it as `/{}/`, and `menu = \"main\"` adds it to the menu",
            self.id
        );
        (vec![(path, text)], next)
    }

    fn words(&self, words: ReferenceKind) -> Vec<Declaration> {
        self.records.declared(words, None)
    }
}

/// The text with its trailing comments aligned.
fn aligned(text: &str) -> String {
    const COLUMN: usize = 38;
    let lines = text.lines().map(|line| match line.split_once("  # ") {
        Some((line, comment)) => {
            format!("{:COLUMN$} # {}\n", line.trim_end(), comment.trim_start())
        }
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// The relative path from a folder of records to the project.
fn path_to_project(folder: &str) -> String {
    "../".repeat(1 + folder.matches('/').count())
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn first(words: &[Declaration]) -> &str {
    words.first().map_or("…", |word| &word.id)
}

/// The first words to choose from, for one line.
fn listed(words: &[Declaration]) -> String {
    const MAX_WORDS: usize = 8;
    let mut list: Vec<&str> = words
        .iter()
        .take(MAX_WORDS)
        .map(|word| word.id.as_str())
        .collect();
    if words.len() > MAX_WORDS {
        list.push("…");
    }
    list.join(" | ")
}
