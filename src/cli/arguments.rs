//! The arguments of the command line. Entry point: [`Arguments`].

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::maintain_arguments::MaintainCommand;
use super::publishing::PublishArguments;
use crate::commands::ReportLanguage;
use crate::diagnostic::Format;
use crate::paper::{Medium, PaperSize};

/// Builds a website and a paper catalogue from partner records and programme texts.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 success (possibly with warnings), 1 problems in the files, 2 failure.\n\
                  Start with `vitrine init my-catalogue`, then `vitrine serve --open --project my-catalogue`."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// The folder of the project, with `content`, `partners` and optionally `themes`
    #[arg(
        long,
        short,
        global = true,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    pub(super) project: PathBuf,

    /// The format of problems
    #[arg(long, global = true, value_enum, default_value_t = FormatArgument::Human)]
    pub(super) format: FormatArgument,

    /// Colours in messages
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, hide_possible_values = true,
          value_name = "WHEN", help = "Colours in messages: auto, always or never")]
    pub(super) color: Color,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check the project, then write the website and the paper catalogues to `public/`
    Build {
        #[command(flatten)]
        build: BuildArguments,
        /// Exit with code 1 if there are warnings
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Preview the site in the browser while you edit; it reloads on every save
    Serve {
        #[command(flatten)]
        build: BuildArguments,
        /// Open the preview in the browser
        #[arg(long)]
        open: bool,
        /// Allow other devices in the local network, such as a phone; with a value, listen only on this name or address of
        /// the machine
        #[arg(long, num_args = 0..=1, default_value = "127.0.0.1", default_missing_value = "0.0.0.0")]
        host: String,
        /// The port; if it is in use, the next free one
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Poll the files, for systems that do not report changes
        #[arg(long)]
        poll: bool,
    },
    /// Check the project and list maintenance warnings, without writing anything
    Check {
        #[command(flatten)]
        build: BuildArguments,
        /// Also check external links
        #[arg(long)]
        links: bool,
        /// Skip links that were checked successfully in the last DAYS days
        #[arg(long, value_name = "DAYS", default_value_t = 7, requires = "links")]
        links_age: u16,
        /// Check links to this computer and into private networks too
        #[arg(long, requires = "links")]
        allow_private_hosts: bool,
        /// Exit with code 1 if there are warnings
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Write one edition of the paper catalogue
    Paper {
        /// The medium; default: screen
        #[arg(long, value_enum)]
        edition: Option<EditionArgument>,
        /// The language, such as `fr`; default: the default language of the catalogue
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// Only partners in one country, such as `FR`
        #[arg(long, value_name = "CODE", conflicts_with = "partner")]
        country: Option<String>,
        /// A sheet about one partner, by its id
        #[arg(long, value_name = "ID")]
        partner: Option<String>,
        /// The page size; default: that of the catalogue
        #[arg(long, value_enum)]
        size: Option<SizeArgument>,
        /// Write the press edition, and report everything that a printer's preflight checks
        #[arg(long)]
        preflight: bool,
        /// The output file; default: `catalogue-<lang>.pdf` in the current folder
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// The address of the site; overrides the `base_url` of the catalogue
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
        /// The date to use as today, such as `2026-09-14`
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
        /// The date to use as today, such as `2026-09-14`
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Explain where a value comes from: file, line, and the values it overrides
    #[command(after_help = "Examples:\n  \
        vitrine explain kerguelen.summary --lang fr\n  \
        vitrine explain solutions.finder_fee.rate --country FR\n  \
        vitrine explain solutions.criteria.revenue.at_least.gold --type consultant")]
    Explain {
        /// The id of a partner or a programme, then the keys: `solutions.fee.amount`
        #[arg(value_name = "ID.KEY")]
        path: String,
        /// For readers of this language, such as `fr`; default: the default language of the catalogue
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// In this country, such as `FR`
        #[arg(long, value_name = "CODE")]
        country: Option<String>,
        /// For this type of partner, such as `consultant`
        #[arg(long = "type", value_name = "ID")]
        partner_type: Option<String>,
    },
    /// Verify a published folder against the list of hashes that `build` wrote into it
    #[command(
        after_help = "Files that Vitrine did not write are listed; they are not an error, because `build` keeps them too.\n\
                      The hashes detect damage, not an attacker, who could rewrite the list."
    )]
    Verify {
        /// The folder; default: `public` in the project
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Exit with code 1 if there are files that Vitrine did not write
        #[arg(long)]
        deny_foreign: bool,
    },
    /// Publish the built site to a folder or an object store (S3 and compatible, Google, Azure)
    #[command(after_help = "\
        Only changed files are sent: what pages need first, then pages; obsolete files are deleted last. An interrupted \
        publication leaves no broken page, and the next one continues it.\n\
        Credentials come from the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, \
        GOOGLE_APPLICATION_CREDENTIALS, AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY. For a store that \
        is not Amazon's, write its `endpoint` under `[publish]` in `content/catalogue.toml`. Credentials are sent there \
        only if you confirm it: on the terminal, with `--endpoint`, or with AWS_ENDPOINT_URL, GOOGLE_BASE_URL or \
        AZURE_STORAGE_ENDPOINT.")]
    Publish(PublishArguments),
    #[command(flatten)]
    Maintain(MaintainCommand),
}

/// The arguments of the commands that build the whole site.
#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// The address of the site; overrides the `base_url` of the catalogue
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// The date to use as today, such as `2026-09-14`
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    /// Skip the paper catalogues
    #[arg(long)]
    pub(super) no_paper: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FormatArgument {
    /// With an excerpt of the file and help
    Human,
    /// One line for each problem
    Short,
    /// One JSON object on each line
    Json,
    /// One SARIF 2.1.0 document on stdout, for code scanning
    Sarif,
    /// Annotations for GitHub workflows
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
    /// For the printer: PDF/X-4, with bleed and CMYK colours
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
