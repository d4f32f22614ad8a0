//! Maintenance warnings in the strip: a [`MaintenanceSummary`], which the script requests after the page has loaded and
//! which stays folded, because nothing is wrong with the page.

use std::fmt::Write as _;

use super::client::Client;
use super::problems::{Problem, Problems};
use crate::l10n::Localizer;
use crate::text::{escape, escape_with_code};

/// The address of the summary; `?page=` is the page that is shown.
pub(super) const ADDRESS: &str = "/.vitrine/maintenance";

/// How many warnings about the page are listed in full.
const LISTED_AT_MOST: usize = 10;

/// The maintenance warnings of a catalogue, as one page shows them.
#[derive(Debug, Default)]
pub(super) struct MaintenanceSummary {
    /// The warnings about the page that is shown.
    pub(super) on_page: Vec<Problem>,
    /// All warnings in groups: `3 records to verify again`.
    pub(super) groups: Vec<String>,
    /// How many warnings there are in the catalogue.
    pub(super) total: usize,
}

impl MaintenanceSummary {
    /// A part of the strip; empty if there are no warnings. While the strip is folded, the script shows the text in
    /// `data-summary`.
    pub(super) fn to_html(&self, localizer: Localizer<'_>) -> String {
        if self.total == 0 {
            return String::new();
        }
        let count = |key, count| escape(&localizer.message_count(key, count)).into_owned();
        let summary = match self.on_page.len() {
            0 => String::new(),
            warnings => count("preview_maintenance_here", warnings),
        };
        let mut html = format!(
            "<div class=\"maintenance warning\" data-summary=\"{summary}\"><details><summary>{}</summary>\
             <ul lang=\"en\" dir=\"ltr\">",
            count("preview_maintenance_all", self.total),
        );
        for group in &self.groups {
            // Writing to a string cannot fail.
            let _ = write!(html, "<li>{}</li>", escape(group));
        }
        let command = localizer.message("preview_maintenance_command", &[]);
        let _ = write!(html, "</ul><p>{}</p></details>", escape_with_code(&command));
        if !self.on_page.is_empty() {
            let listed = &self.on_page[..self.on_page.len().min(LISTED_AT_MOST)];
            let listed = Problems::from(listed.to_vec());
            html.push_str(&listed.to_html(Client::Local, localizer));
        }
        html + "</div>"
    }
}

#[cfg(test)]
mod tests {
    use super::MaintenanceSummary;
    use crate::serve::interface::Interface;
    use crate::serve::problems::Problem;

    #[test]
    fn warnings_about_the_page_are_listed_and_the_rest_are_counted() {
        let interface = Interface::default();
        let english = interface.localizer("en");
        assert_eq!(MaintenanceSummary::default().to_html(english), "");
        let mut summary = MaintenanceSummary {
            on_page: Vec::new(),
            groups: vec!["1 tier is not <met>".to_owned()],
            total: 1,
        };
        let html = summary.to_html(english);
        assert!(
            html.contains("1 maintenance warning in the catalogue"),
            "{html}"
        );
        assert!(html.contains("1 tier is not &lt;met&gt;") && html.contains("data-summary=\"\""));
        summary.on_page = vec![Problem::of_machine("the record is <old>".to_owned())];
        let html = summary.to_html(english);
        assert!(html.contains("data-summary=\"1 maintenance warning for this page\""));
        assert!(html.contains("the record is &lt;old&gt;"));
    }
}
