//! What wants to be looked after, as the strip tells it: nothing is wrong, so it keeps quiet until somebody asks.

use std::fmt::Write as _;

use super::client::Viewer;
use super::problems::{Problem, Problems, number};
use crate::text::escape;

/// Where it is asked for; the page that is shown stands behind `?page=`.
pub(super) const ADDRESS: &str = "/.vitrine/upkeep";

/// How many things are told in full of the page that is shown.
const HERE_AT_MOST: usize = 10;

/// What wants to be looked after.
#[derive(Debug, Default)]
pub(super) struct Upkeep {
    /// What the page that is shown is about.
    pub(super) here: Vec<Problem>,
    /// All of the catalogue, in groups: `3 records want to be verified again`.
    pub(super) groups: Vec<String>,
    /// How many there are in the catalogue.
    pub(super) count: usize,
}

impl Upkeep {
    /// A part of the strip; empty where there is nothing to look after. The page's own script reads in `data-here` what
    /// to say of it while the strip is closed.
    pub(super) fn to_html(&self) -> String {
        if self.count == 0 {
            return String::new();
        }
        let things = |count| number(count, "thing");
        let here = match self.here.len() {
            0 => String::new(),
            count => format!("{} to look after here", things(count)),
        };
        let mut html = format!(
            "<div class=\"upkeep warning\" data-here=\"{here}\"><details><summary>{} to look after in the \
             catalogue</summary><ul>",
            things(self.count),
        );
        for group in &self.groups {
            // Writing to a string cannot fail.
            let _ = write!(html, "<li>{}</li>", escape(group));
        }
        html.push_str("</ul><p><code>vitrine check</code> lists them.</p></details>");
        if !self.here.is_empty() {
            let shown = self.here[..self.here.len().min(HERE_AT_MOST)].to_vec();
            html.push_str(&Problems::from(shown).to_html(Viewer::Here));
        }
        html + "</div>"
    }
}

#[cfg(test)]
mod tests {
    use super::Upkeep;
    use crate::serve::problems::Problem;

    #[test]
    fn what_the_page_is_about_is_told_in_full_and_the_rest_is_counted() {
        assert_eq!(Upkeep::default().to_html(), "");
        let mut upkeep = Upkeep {
            here: Vec::new(),
            groups: vec!["1 tier is not <carried>".to_owned()],
            count: 1,
        };
        let html = upkeep.to_html();
        assert!(
            html.contains("1 thing to look after in the catalogue"),
            "{html}"
        );
        assert!(html.contains("1 tier is not &lt;carried&gt;") && html.contains("data-here=\"\""));
        upkeep.here = vec![Problem::of_machine("the record is <old>".to_owned())];
        let html = upkeep.to_html();
        assert!(html.contains("data-here=\"1 thing to look after here\""));
        assert!(html.contains("the record is &lt;old&gt;"));
    }
}
