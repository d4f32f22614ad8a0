//! The arguments of the commands in `keeping`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::commands::{ExportFormat, NewKind};

/// Starting, adding, data in and out, what changed.
#[derive(Debug, Subcommand)]
pub(super) enum Keeping {
    /// Tell what changed in what is published, since the last build or a revision of git
    Diff {
        /// A revision of git, such as `HEAD` or `v2026.1`; otherwise the last build
        #[arg(value_name = "REVISION")]
        revision: Option<String>,
        /// The day that counts as today, such as `2026-09-14`
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Write a small working project into an empty folder
    Init {
        /// The folder; otherwise the one named by `--project`
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Whose partner programme it is; asked for on a terminal
        #[arg(long)]
        name: Option<String>,
        /// The languages of the catalogue, the main one first; asked for on a terminal
        #[arg(long, value_name = "CODES", value_delimiter = ',')]
        languages: Vec<String>,
        /// Where the website will be; asked for on a terminal
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
        /// Ask nothing
        #[arg(long, short)]
        yes: bool,
    },
    /// Begin a record, a programme or a page with a commented file
    New {
        /// What it is
        #[arg(value_enum)]
        kind: NewArgument,
        /// What it is called, such as `"Kerguelen Conseil"`
        name: String,
        /// Its permanent id, which stands in its address; otherwise made from the name
        #[arg(long)]
        id: Option<String>,
        /// The folder below `partners/` for the record
        #[arg(long, value_name = "DIR")]
        folder: Option<String>,
        /// The language of its texts; otherwise the default language
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
    },
    /// Take a table of partners (CSV or JSON) into the records
    #[command(after_help = "\
        The first time, the meaning of the columns is guessed from their headings and written beside the table, as \
        `partners.mapping.toml`: correct it there.\n\
        Records keep their remarks and their order. An empty cell changes nothing, and records that the table does not \
        name stay.")]
    Import {
        /// The table
        #[arg(value_name = "FILE")]
        table: PathBuf,
        /// Only tell what would be added, changed and left
        #[arg(long)]
        dry_run: bool,
        /// The file that says which column is which field; otherwise beside the table
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
    },
    /// Write the records as a table, as JSON or as cards for address books
    #[command(after_help = "\
        Tables and JSON hold the records as they are written, drafts and contacts that are not public included: they \
        are for yourselves. What is public is in `public/api/v1/`, and in the cards.")]
    Export {
        /// The file, whose ending says what it is: .csv, .json or .vcf; otherwise the terminal
        #[arg(value_name = "FILE")]
        output: Option<PathBuf>,
        /// What is written, whatever the ending
        #[arg(long = "as", value_enum, value_name = "KIND")]
        kind: Option<ExportArgument>,
        /// Also what stands under `[internal]`
        #[arg(long)]
        internal: bool,
    },
    /// Write a sheet for each partner: what is published about it, to be confirmed
    Proof {
        /// Ids of partners; otherwise all that are published
        #[arg(value_name = "ID")]
        partners: Vec<String>,
        /// The folder that the sheets are written to
        #[arg(long, short, value_name = "DIR", default_value = "proofs")]
        output: PathBuf,
        /// The language of the sheets, such as `fr`; otherwise the default language
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// Only HTML, no PDF
        #[arg(long)]
        no_paper: bool,
        /// The day that counts as today, such as `2026-09-14`
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Delete a partner's record, and make sure that nothing of it stays published
    #[command(after_help = "\
        The record and logos that nobody else uses are deleted; then all files of `public`, `print` and `proofs` are \
        searched for its name, contacts, addresses and texts, the PDFs included. Where something is left, it is \
        told and the exit code is 1. The history of the project, as in git, keeps the record: deleting it there is \
        yours. To keep its addresses leading to the directory, give the record `status = \"former\"` instead.")]
    Forget {
        /// Its id, which is the name of its file
        #[arg(value_name = "ID")]
        partner: String,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
        /// The day that counts as today, such as `2026-09-14`
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Write JSON Schemas of the files, with which editors complete and check them
    Schema {
        /// The folder; otherwise `.vitrine/schema` in the project
        #[arg(long, short, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum NewArgument {
    /// A record in `partners/`
    Partner,
    /// A folder in `content/programmes/`
    Programme,
    /// A text in `content/pages/`
    Page,
}

impl From<NewArgument> for NewKind {
    fn from(kind: NewArgument) -> Self {
        match kind {
            NewArgument::Partner => NewKind::Partner,
            NewArgument::Programme => NewKind::Programme,
            NewArgument::Page => NewKind::Page,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ExportArgument {
    /// A table for spreadsheets
    Csv,
    /// A list of records
    Json,
    /// Cards for address books, of what is public
    Vcard,
}

impl From<ExportArgument> for ExportFormat {
    fn from(kind: ExportArgument) -> Self {
        match kind {
            ExportArgument::Csv => ExportFormat::Csv,
            ExportArgument::Json => ExportFormat::Json,
            ExportArgument::Vcard => ExportFormat::Vcard,
        }
    }
}
