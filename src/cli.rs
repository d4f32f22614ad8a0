//! The command line: arguments, the clock, the terminal and exit codes. The only module that uses clap.
//! Entry point: [`run`].

mod arguments;
mod maintain;
mod maintain_arguments;
mod prompt;
mod publishing;
mod report;
mod streams;

use std::io::{ErrorKind, IsTerminal as _};
use std::process::ExitCode;

use clap::Parser as _;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::commands::{
    self, AuditOptions, ExplainOptions, LinkOptions, LoadOptions, PaperOptions, Progress, Report,
};
use crate::diagnostic::Style;
use crate::paper::Medium;
use crate::serve;
use crate::text::{visible_line, wrap};
use arguments::{Arguments, BuildArguments, Color, Command};
use report::{ReportOptions, Warnings, print_report};
use streams::{err, out, print_styled};

/// Exit code: success, possibly with warnings.
const CLEAN: u8 = 0;
/// Exit code: problems in the files.
const PROBLEMS: u8 = 1;
/// Exit code: the command could not run.
const FAILED: u8 = 2;

/// Runs the program with the arguments of its process.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // clap reports `--help` and `--version` as errors too; they go to stdout and are a success.
            let is_written = match error.print() {
                Err(error) => error.kind() == ErrorKind::BrokenPipe,
                Ok(()) => true,
            };
            let is_help = !error.use_stderr();
            if is_help && !is_written {
                err!("vitrine: cannot write to standard output");
            }
            return ExitCode::from(if is_help && is_written { CLEAN } else { FAILED });
        }
    };
    match execute(&arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let message = format!("vitrine: {error:#}");
            let message = visible_line(&message);
            if std::io::stderr().is_terminal() {
                err!("{}", wrap(&message));
            } else {
                err!("{message}");
            }
            ExitCode::from(FAILED)
        }
    }
}

fn execute(arguments: &Arguments) -> anyhow::Result<u8> {
    let project = &arguments.project;
    let progress = progress();
    let print = |result: anyhow::Result<Report>, warnings: Warnings| {
        progress.finish();
        print_report(
            &result?,
            &ReportOptions {
                project,
                format: arguments.format.into(),
                style: stderr_style(arguments.color),
                warnings,
            },
        )
    };
    match &arguments.command {
        Command::Build {
            build,
            deny_warnings,
        } => {
            let program = std::env::current_exe().ok();
            let options = load_options(build);
            print(
                commands::build(project, &options, program.as_deref(), &progress),
                Warnings::denied_if(*deny_warnings),
            )
        }
        Command::Serve {
            build,
            open,
            host,
            port,
            poll,
        } => {
            progress.finish();
            serve::run(serve::Options {
                project: project.clone(),
                host: host.clone(),
                port: *port,
                open: *open,
                poll: *poll,
                load: load_options(build),
                style: stderr_style(arguments.color),
            })?;
            Ok(CLEAN)
        }
        Command::Check {
            build,
            links,
            links_age,
            allow_private_hosts,
            deny_warnings,
        } => {
            let options = load_options(build);
            let report = if *links {
                let links = LinkOptions {
                    cached_days: (*links_age).into(),
                    private_hosts: *allow_private_hosts,
                    ..LinkOptions::default()
                };
                commands::check_with_links(project, &options, &links, &progress)
            } else {
                commands::check(project, &options, &progress)
            };
            print(report, Warnings::denied_if(*deny_warnings))
        }
        Command::Paper {
            edition,
            lang,
            country,
            partner,
            size,
            preflight,
            output,
            base_url,
            as_of,
        } => {
            let load = LoadOptions {
                base_url: base_url.clone(),
                today: as_of.unwrap_or_else(today),
                paper: true,
            };
            let options = PaperOptions {
                medium: match (edition, preflight) {
                    (Some(edition), _) => (*edition).into(),
                    (None, true) => Medium::Press,
                    (None, false) => Medium::Screen,
                },
                lang: lang.clone(),
                country: country.clone(),
                partner: partner.clone(),
                size: size.map(Into::into),
                preflight: *preflight,
                output: output.clone(),
            };
            print(
                commands::paper(project, &load, &options, &progress),
                Warnings::Allowed,
            )
        }
        Command::Audit {
            all,
            lang,
            html,
            deny_unanswered,
            as_of,
        } => {
            let options = AuditOptions {
                language: (*lang).into(),
                all: *all,
                html: html.clone(),
                format: arguments.format.into(),
                style: style(arguments.color, std::io::stdout().is_terminal()),
            };
            let audit = commands::audit(project, &load_options_for(*as_of), &options, &progress);
            progress.finish();
            let audit = audit?;
            print_styled(&audit.text)?;
            let code = print(Ok(audit.report), Warnings::Allowed)?;
            let unanswered = *deny_unanswered && !audit.complete;
            Ok(if unanswered { PROBLEMS } else { code })
        }
        Command::Explain {
            path,
            lang,
            country,
            partner_type,
        } => {
            progress.finish();
            let options = ExplainOptions {
                path: path.clone(),
                lang: lang.clone(),
                country: country.clone(),
                partner_type: partner_type.clone(),
                format: arguments.format.into(),
                style: style(arguments.color, std::io::stdout().is_terminal()),
            };
            let explanation = commands::explain(project, &load_options_for(None), &options)?;
            print_styled(&explanation)?;
            Ok(CLEAN)
        }
        Command::Verify {
            folder,
            deny_foreign,
        } => {
            progress.finish();
            let public = project.join("public");
            let folder = folder.as_ref().unwrap_or(&public);
            let verdict = commands::verify(folder, arguments.format.into())?;
            out!("{}", verdict.text)?;
            let accepted = verdict.intact && !(verdict.foreign && *deny_foreign);
            Ok(if accepted { CLEAN } else { PROBLEMS })
        }
        Command::Publish(arguments) => {
            progress.finish();
            publishing::run(arguments, project, self::progress)?;
            Ok(CLEAN)
        }
        Command::Maintain(command) => {
            progress.finish();
            match maintain::run(command, project)? {
                Some(report) => print(Ok(report), Warnings::Allowed),
                None => Ok(CLEAN),
            }
        }
    }
}

/// Progress on stderr, if it is a terminal.
fn progress() -> Progress {
    if std::io::stderr().is_terminal() {
        Progress::on_terminal()
    } else {
        Progress::silent()
    }
}

fn load_options(arguments: &BuildArguments) -> LoadOptions {
    LoadOptions {
        base_url: arguments.base_url.clone(),
        today: arguments.as_of.unwrap_or_else(today),
        paper: !arguments.no_paper,
    }
}

/// The date in UTC, so that it does not depend on the time zone of the machine.
fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// The load options of commands that do not write the site.
fn load_options_for(day: Option<Date>) -> LoadOptions {
    LoadOptions {
        base_url: None,
        today: day.unwrap_or_else(today),
        paper: true,
    }
}

fn stderr_style(color: Color) -> Style {
    style(color, std::io::stderr().is_terminal())
}

fn style(color: Color, terminal: bool) -> Style {
    let colored = match color {
        Color::Always => true,
        Color::Never => false,
        // https://no-color.org
        Color::Auto => {
            terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    };
    if colored {
        Style::Colored
    } else {
        Style::Plain
    }
}
