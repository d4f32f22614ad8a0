//! The arguments of the commands in `maintain`: those that create, edit and compare records.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::commands::{ExportFormat, NewKind};

/// Commands for editors of a catalogue.
#[derive(Debug, Subcommand)]
pub(super) enum MaintainCommand {
    /// List the changes to the published content since the last build or a git revision
    Diff {
        /// A git revision, such as `HEAD` or `v2026.1`; otherwise the last build
        #[arg(value_name = "REVISION")]
        revision: Option<String>,
        /// The date to use as today, such as `2026-09-14`
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Create a small working project in an empty folder
    Init {
        /// The folder; default: the one of `--project`
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// The company whose partner programme it is; asked for on a terminal
        #[arg(long)]
        name: Option<String>,
        /// The languages of the catalogue, the default first; asked for on a terminal
        #[arg(long, value_name = "CODES", value_delimiter = ',')]
        languages: Vec<String>,
        /// The address of the website; asked for on a terminal
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
        /// Do not ask for missing values
        #[arg(long, short)]
        yes: bool,
    },
    /// Create a record, a programme or a page from a commented template
    New {
        /// What to create
        #[arg(value_enum)]
        kind: NewArgument,
        /// Its name, such as `"Kerguelen Conseil"`
        name: String,
        /// Its permanent id, which is part of its address; default: derived from the name
        #[arg(long)]
        id: Option<String>,
        /// The folder below `partners/` for the record
        #[arg(long, value_name = "DIR")]
        folder: Option<String>,
        /// The language of its texts; default: the default language of the catalogue
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
    },
    /// Import a table of partners (CSV or JSON) into the records
    #[command(after_help = "\
        The first import guesses the meaning of the columns from their headings and writes it beside the table, to \
        `partners.mapping.toml`; correct it there.\n\
        Records keep their comments and their order. Empty cells change nothing, and neither do records that are not \
        in the table.")]
    Import {
        /// The table
        #[arg(value_name = "FILE")]
        table: PathBuf,
        /// List the changes without writing them
        #[arg(long)]
        dry_run: bool,
        /// The file that maps columns to fields; default: beside the table
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
    },
    /// Export the records as a table, JSON or vCards
    #[command(after_help = "\
        Tables and JSON have the records as they are written, including drafts and contacts that are not public: they \
        are for internal use. Published data are in `public/api/v1/` and in the vCards.")]
    Export {
        /// The file, with the extension .csv, .json or .vcf; default: standard output
        #[arg(value_name = "FILE")]
        output: Option<PathBuf>,
        /// The format, whatever the extension
        #[arg(long = "as", value_enum, value_name = "KIND")]
        kind: Option<ExportArgument>,
        /// Include the fields under `[internal]`
        #[arg(long)]
        internal: bool,
    },
    /// Write a sheet for each partner to confirm what is published about it
    Proof {
        /// Ids of partners; default: all published partners
        #[arg(value_name = "ID")]
        partners: Vec<String>,
        /// The folder for the sheets
        #[arg(long, short, value_name = "DIR", default_value = "proofs")]
        output: PathBuf,
        /// The language of the sheets, such as `fr`; default: the default language of the catalogue
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// Write HTML only, no PDF
        #[arg(long)]
        no_paper: bool,
        /// The date to use as today, such as `2026-09-14`
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Delete a partner's record, and check that nothing of it remains published
    #[command(after_help = "\
        Deletes the record, and logos that no other record uses, and builds the site. Then searches all files of the \
        project, including PDFs, archives, tables, backups and hidden files, for the name, contacts, addresses and \
        texts of the partner. If something remains, or is still published, it is listed with what to do, and the exit \
        code is 1. Interrupted, or after the traces are removed, run it again: it goes on. The history of the project, \
        such as git's, still has the record. To keep the partner's addresses working, give the record `status = \
        \"former\"` instead.")]
    Forget {
        /// The id of the partner, which is the name of its file
        #[arg(value_name = "ID")]
        partner: String,
        /// Do not ask for confirmation
        #[arg(long, short)]
        yes: bool,
        /// The address of the store, which is asked with your credentials what is published: see `vitrine publish`
        #[arg(long, value_name = "URL")]
        endpoint: Option<String>,
        /// The date to use as today, such as `2026-09-14`
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Write JSON Schemas, which let text editors complete and check the files
    Schema {
        /// The folder; default: `.vitrine/schema` in the project
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
    /// vCards for address books, with published data only
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
