//! What may be written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::maintain_arguments::Keeping;
use super::publishing::PublishArguments;
use crate::commands::ReportLanguage;
use crate::diagnostic::Format;
use crate::paper::{Medium, PaperSize};

/// Turns partner records and programme texts into a website and a paper catalogue.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done (there may be warnings), 1 problems in the files, 2 could not run.\n\
                  Begin with `vitrine init my-catalogue`, then `vitrine serve --open --project my-catalogue`."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// The project's folder: it holds `content`, `partners` and perhaps `themes`
    #[arg(
        long,
        short,
        global = true,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    pub(super) project: PathBuf,

    /// How problems are shown
    #[arg(long, global = true, value_enum, default_value_t = FormatArgument::Human)]
    pub(super) format: FormatArgument,

    /// Colours in the messages
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, hide_possible_values = true,
          value_name = "WHEN", help = "Colours in the messages: auto, always or never")]
    pub(super) color: Color,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check everything, then write the website and the paper catalogues to `public/`
    Build {
        #[command(flatten)]
        build: BuildArguments,
        /// End with exit code 1 if there are warnings
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Show the site in the browser while you edit: each save is there at once
    Serve {
        #[command(flatten)]
        build: BuildArguments,
        /// Open the page in the browser
        #[arg(long)]
        open: bool,
        /// Show it to the other devices of the local network too, such as a phone; with a value, listen only at this name
        /// or address of this machine
        #[arg(long, num_args = 0..=1, default_value = "127.0.0.1", default_missing_value = "0.0.0.0")]
        host: String,
        /// The port; if it is taken, the next free one
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Look at the files again and again, where the system does not tell of changes
        #[arg(long)]
        poll: bool,
    },
    /// Do all that `build` does, but write nothing
    Check {
        #[command(flatten)]
        build: BuildArguments,
        /// Ask also for the pages of others that the site links to
        #[arg(long)]
        links: bool,
        /// Do not ask again for pages that were reached in so many days
        #[arg(long, value_name = "DAYS", default_value_t = 7, requires = "links")]
        links_age: u16,
        /// End with exit code 1 if there are warnings
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Write one edition of the paper catalogue
    Paper {
        /// For which use it is made; otherwise for screens
        #[arg(long, value_enum)]
        edition: Option<EditionArgument>,
        /// Its language, such as `fr`; otherwise the default language
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// Only the partners in one country, such as `FR`
        #[arg(long, value_name = "CODE", conflicts_with = "partner")]
        country: Option<String>,
        /// A sheet about one partner, by its id
        #[arg(long, value_name = "ID")]
        partner: Option<String>,
        /// The size of its pages; otherwise the catalogue's
        #[arg(long, value_enum)]
        size: Option<SizeArgument>,
        /// Make the press edition, and tell all that a printer's preflight would look for
        #[arg(long)]
        preflight: bool,
        /// The file that is written; otherwise `catalogue-<lang>.pdf` in the current folder
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// The address of the site, instead of the catalogue's `base_url`
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
        /// The day that counts as today, such as `2026-09-14`
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Audit each programme against the questionnaire
    Audit {
        /// List answered questions too, and where they are answered
        #[arg(long)]
        all: bool,
        /// Report language
        #[arg(long, value_enum, default_value_t = ReportLanguageArgument::En)]
        lang: ReportLanguageArgument,
        /// Write the report as HTML, to read and to print
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
        /// End with exit code 1 if a question is unanswered
        #[arg(long)]
        deny_unanswered: bool,
        /// The day that counts as today, such as `2026-09-14`
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Tell where a value comes from: file and line, and what it was chosen over
    #[command(after_help = "Examples:\n  \
        vitrine explain kerguelen.summary --lang fr\n  \
        vitrine explain solutions.finder_fee.rate --country FR\n  \
        vitrine explain solutions.criteria.revenue.at_least.gold --type consultant")]
    Explain {
        /// A partner or a programme, then the keys: `solutions.fee.amount`
        #[arg(value_name = "ID.KEY")]
        path: String,
        /// For readers of this language, such as `fr`; otherwise the default language
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// In this country, such as `FR`
        #[arg(long, value_name = "CODE")]
        country: Option<String>,
        /// For this type of partner, such as `consultant`
        #[arg(long = "type", value_name = "ID")]
        partner_type: Option<String>,
    },
    /// Compare a published folder with the list of hashes that `build` left in it
    #[command(
        after_help = "Files that Vitrine did not write are named; they are no fault, as `build` keeps them too.\n\
                            The hashes tell damage, not an attacker who writes the list anew."
    )]
    Verify {
        /// The folder; otherwise the project's `public`
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// End with exit code 1 also if there are files that Vitrine did not write
        #[arg(long)]
        deny_foreign: bool,
    },
    /// Send what was built to a folder or a store (S3 and what speaks like it, Google, Azure)
    #[command(after_help = "\
        Only the difference is sent: what pages need first, then pages; what is no more is deleted last. An interrupted \
        publication leaves no broken page, and the next one goes on with the rest.\n\
        Credentials come from the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, \
        GOOGLE_APPLICATION_CREDENTIALS, AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY. For a store that \
        is not Amazon's, write its `endpoint` under `[publish]` in `content/catalogue.toml`.")]
    Publish(PublishArguments),
    #[command(flatten)]
    Keeping(Keeping),
}

/// What the commands that make the whole site share.
#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// The address of the site, instead of the catalogue's `base_url`
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// The day that counts as today, such as `2026-09-14`
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    /// Leave the paper catalogues out
    #[arg(long)]
    pub(super) no_paper: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FormatArgument {
    /// With the line itself and what to do
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
    /// One SARIF 2.1.0 document on stdout, for code scanning
    Sarif,
    /// Annotations of GitHub's workflows, one a line
    Github,
}

impl From<FormatArgument> for Format {
    fn from(format: FormatArgument) -> Self {
        match format {
            FormatArgument::Human => Format::Human,
            FormatArgument::Short => Format::Short,
            FormatArgument::Json => Format::Json,
            FormatArgument::Sarif => Format::Sarif,
            FormatArgument::Github => Format::Github,
        }
    }
}

/// The languages of a report.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ReportLanguageArgument {
    En,
    Fr,
    De,
}

impl From<ReportLanguageArgument> for ReportLanguage {
    fn from(language: ReportLanguageArgument) -> Self {
        match language {
            ReportLanguageArgument::En => ReportLanguage::English,
            ReportLanguageArgument::Fr => ReportLanguage::French,
            ReportLanguageArgument::De => ReportLanguage::German,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum EditionArgument {
    /// Tagged for screen readers, with links and bookmarks
    Screen,
    /// For the printer: PDF/X-4, with bleed and in CMYK colours
    Press,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SizeArgument {
    /// 210 × 297 mm
    A4,
    /// 148 × 210 mm
    A5,
    /// 8.5 × 11 inches
    Letter,
}

impl From<SizeArgument> for PaperSize {
    fn from(size: SizeArgument) -> Self {
        match size {
            SizeArgument::A4 => PaperSize::A4,
            SizeArgument::A5 => PaperSize::A5,
            SizeArgument::Letter => PaperSize::Letter,
        }
    }
}

impl From<EditionArgument> for Medium {
    fn from(edition: EditionArgument) -> Self {
        match edition {
            EditionArgument::Screen => Medium::Screen,
            EditionArgument::Press => Medium::Press,
        }
    }
}
