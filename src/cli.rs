//! The command line: arguments, the clock, the terminal and exit codes; the only door to clap.

mod arguments;
mod maintain;
mod maintain_arguments;
mod prompt;
mod publishing;
mod report;
mod wrap;

use std::io::IsTerminal as _;
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
use arguments::{Arguments, BuildArguments, Color, Command};
use report::{Shown, show};
use wrap::wrap;

/// Clean, or only warnings.
const CLEAN: u8 = 0;
/// Problems in the files.
const PROBLEMS: u8 = 1;
/// The command could not run.
const FAILED: u8 = 2;

/// Runs the program with the arguments of its process.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to stdout and are no failure; clap knows which is which.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { CLEAN });
        }
    };
    match execute(&arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let message = format!("vitrine: {error:#}");
            match std::io::stderr().is_terminal() {
                true => eprintln!("{}", wrap(&message)),
                false => eprintln!("{message}"),
            }
            ExitCode::from(FAILED)
        }
    }
}

fn execute(arguments: &Arguments) -> anyhow::Result<u8> {
    let project = &arguments.project;
    let progress = progress();
    let shown = |result: anyhow::Result<Report>, deny_warnings: bool| {
        progress.finish();
        show(
            &result?,
            &Shown {
                project,
                format: arguments.format.into(),
                style: on_stderr(arguments.color),
                deny_warnings,
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
            shown(
                commands::build(project, &options, program.as_deref(), &progress),
                *deny_warnings,
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
                style: on_stderr(arguments.color),
            })?;
            Ok(CLEAN)
        }
        Command::Check {
            build,
            links,
            links_age,
            deny_warnings,
        } => {
            let options = load_options(build);
            let report = match links {
                false => commands::check(project, &options, &progress),
                true => {
                    let links = LinkOptions {
                        cached_days: (*links_age).into(),
                        ..LinkOptions::default()
                    };
                    commands::check_with_links(project, &options, &links, &progress)
                }
            };
            shown(report, *deny_warnings)
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
            let options = LoadOptions {
                base_url: base_url.clone(),
                today: as_of.unwrap_or_else(today),
                paper: true,
            };
            let wanted = PaperOptions {
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
            shown(
                commands::paper(project, &options, &wanted, &progress),
                false,
            )
        }
        Command::Audit {
            all,
            lang,
            html,
            deny_unanswered,
            as_of,
        } => {
            let wanted = AuditOptions {
                tongue: (*lang).into(),
                all: *all,
                html: html.clone(),
                format: arguments.format.into(),
                style: style(arguments.color, std::io::stdout().is_terminal()),
            };
            let audited = commands::audit(project, &as_of_day(*as_of), &wanted, &progress);
            progress.finish();
            let audited = audited?;
            print!("{}", audited.text);
            let code = shown(Ok(audited.report), false)?;
            let unanswered = *deny_unanswered && !audited.complete;
            Ok(if unanswered { PROBLEMS } else { code })
        }
        Command::Explain {
            path,
            lang,
            country,
            partner_type,
        } => {
            progress.finish();
            let wanted = ExplainOptions {
                path: path.clone(),
                lang: lang.clone(),
                country: country.clone(),
                partner_type: partner_type.clone(),
                format: arguments.format.into(),
                style: style(arguments.color, std::io::stdout().is_terminal()),
            };
            print!("{}", commands::explain(project, &as_of_day(None), &wanted)?);
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
            print!("{}", verdict.text);
            let sound = verdict.intact && !(verdict.foreign && *deny_foreign);
            Ok(if sound { CLEAN } else { PROBLEMS })
        }
        Command::Publish(arguments) => {
            progress.finish();
            publishing::run(arguments, project, self::progress)?;
            Ok(CLEAN)
        }
        Command::Keeping(command) => {
            progress.finish();
            match maintain::run(command, project)? {
                Some(report) => shown(Ok(report), false),
                None => Ok(CLEAN),
            }
        }
    }
}

/// On a terminal, if somebody watches there.
fn progress() -> Progress {
    match std::io::stderr().is_terminal() {
        true => Progress::on_terminal(),
        false => Progress::silent(),
    }
}

fn load_options(arguments: &BuildArguments) -> LoadOptions {
    LoadOptions {
        base_url: arguments.base_url.clone(),
        today: arguments.as_of.unwrap_or_else(today),
        paper: !arguments.no_paper,
    }
}

/// The date in Greenwich: the same wherever the program runs at one moment.
fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// What a command reads the project with that makes no site.
fn as_of_day(day: Option<Date>) -> LoadOptions {
    LoadOptions {
        base_url: None,
        today: day.unwrap_or_else(today),
        paper: true,
    }
}

fn on_stderr(color: Color) -> Style {
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
