//! Dates that make a claim, and are therefore not after today. Entry point: [`Context::past_date`].

use jiff::civil::Date;

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

impl Context<'_> {
    /// A date that readers see, unless it is after today, which is reported.
    pub(super) fn past_date(&mut self, date: Option<&Spanned<Date>>, what: &str) -> Option<Date> {
        self.warn_future_date(
            date,
            what,
            "check the year: it is not published before that day",
        );
        date.map(|date| date.value)
            .filter(|&date| date <= self.today)
    }

    /// Warns about a date after today.
    pub(super) fn warn_future_date(
        &mut self,
        date: Option<&Spanned<Date>>,
        what: &str,
        help: &str,
    ) {
        if let Some(date) = date.filter(|date| date.value > self.today) {
            let message = format!("{what} is after today, {}", self.today);
            self.push(Diagnostic::new(Code::FutureDate, date.span, message).help(help));
        }
    }
}
