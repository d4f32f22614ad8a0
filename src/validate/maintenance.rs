//! Maintenance warnings: what is valid, but needs attention, in groups. Entry point: [`maintenance`].
//!
//! They never prevent publishing, and the preview shows its pages before it computes them.

mod pale;
mod tiers;
mod untranslated;

pub(super) use untranslated::proses;

pub use tiers::{UnmetTier, unmet_tiers};

use jiff::civil::Date;
use jiff::{Span as TimeSpan, Unit};

use super::Internal;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::{MaintenanceRecord, PartnerRecord, PartnerStatus, Records};
use crate::model::{Catalogue, Lang};
use crate::source::Spanned;

/// By default, a record is verified again after a year.
const STALE_AFTER_MONTHS: i64 = 12;
/// By default, an end is reported two months before: long enough to write and get an answer.
const ENDING_WITHIN_DAYS: i64 = 60;

/// Adds all maintenance warnings.
pub fn maintenance(
    records: &Records,
    catalogue: &Catalogue,
    internal: &Internal,
    today: Date,
    problems: &mut Diagnostics,
) {
    untranslated::untranslated(records, problems);
    pale::logos(records, catalogue, problems);
    for programme in &records.programmes {
        for process in &programme.processes {
            if let Some(date) = &process.reviewed
                && let Some(message) = stale(
                    &records.settings.maintenance,
                    date,
                    today,
                    "the process was last reviewed",
                )
            {
                let help = format!(
                    "go through its steps with those who carry it out, then write `reviewed = {today}`"
                );
                problems.push(Diagnostic::new(Code::StaleRecord, date.span, message).help(help));
            }
        }
    }
    for partner in active(records) {
        if let Some(date) = &partner.last_verified
            && let Some(message) = stale(
                &records.settings.maintenance,
                date,
                today,
                "the record was last verified",
            )
        {
            let help =
                format!("ask the partner to confirm it, then write `last_verified = {today}`");
            problems.push(Diagnostic::new(Code::StaleRecord, date.span, message).help(help));
        }
        for office in partner
            .offices
            .iter()
            .filter(|office| office.city.is_none())
        {
            let message = format!("an office of `{}` has no city", partner.name.value);
            let help = "add a line `city = \"…\"` to it; until then, only its country is published";
            let span = office.country.span;
            problems.push(Diagnostic::new(Code::MissingCity, span, message).help(help));
        }
        ending(&records.settings.maintenance, partner, today, problems);
    }
    let unmet = unmet_tiers(records, catalogue, internal);
    problems.extend(unmet.iter().map(|one| tiers::problem(one, catalogue)));
}

/// The records of published partners.
pub fn active(records: &Records) -> impl Iterator<Item = &PartnerRecord> {
    let partners = records.partners.iter().map(|partner| &**partner);
    partners.filter(|partner| partner.status == PartnerStatus::Active)
}

/// The languages that all texts should be in: those of `[maintenance]`, or else all languages of the catalogue.
pub fn expected_languages(records: &Records) -> Vec<Lang> {
    let wanted = &records.settings.maintenance.languages;
    let languages = records.languages.iter().enumerate();
    languages
        .filter(|(_, code)| wanted.is_empty() || wanted.iter().any(|word| word.value == **code))
        .map(|(at, _)| Lang(u8::try_from(at).unwrap_or(u8::MAX)))
        .collect()
}

/// The last day that is too long ago.
pub fn stale_before(record: &MaintenanceRecord, today: Date) -> Date {
    let months = record.stale_after_months.unwrap_or(STALE_AFTER_MONTHS);
    today.saturating_sub(TimeSpan::new().months(months))
}

fn stale(
    record: &MaintenanceRecord,
    date: &Spanned<Date>,
    today: Date,
    what: &str,
) -> Option<String> {
    if date.value >= stale_before(record, today) {
        return None;
    }
    let months = record.stale_after_months.unwrap_or(STALE_AFTER_MONTHS);
    let ago = match months {
        12 => "more than a year ago".to_owned(),
        months => format!("more than {months} months ago"),
    };
    Some(format!("{what} on {}, {ago}", date.value))
}

/// Reports memberships and specializations that end soon; those that have ended are already reported.
fn ending(
    record: &MaintenanceRecord,
    partner: &PartnerRecord,
    today: Date,
    problems: &mut Diagnostics,
) {
    let within = record.ending_within_days.unwrap_or(ENDING_WITHIN_DAYS);
    let last = today.saturating_add(TimeSpan::new().days(within));
    let memberships = partner.programmes.iter().map(|membership| {
        (
            format!("the membership in `{}`", membership.programme.value),
            &membership.until,
        )
    });
    let know_how = partner.specializations.iter().map(|specialization| {
        (
            format!("the specialization `{}`", specialization.id.value),
            &specialization.until,
        )
    });
    for (what, until) in memberships.chain(know_how) {
        let Some(until) = until.filter(|until| (today..=last).contains(&until.value)) else {
            continue;
        };
        let days = today
            .until((Unit::Day, until.value))
            .map_or(0, |span| span.get_days());
        let when = match days {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days => format!("in {days} days"),
        };
        let message = format!("{what} ends {when}, on {}", until.value);
        let help =
            "renew it and write the new date, or let it end: from then on it is not published";
        problems.push(Diagnostic::new(Code::EndingSoon, until.span, message).help(help));
    }
}
