//! Templates for reports that commands write as single HTML files: `templates/report/` of a theme.
//! Built by [`ReportTemplates::new`].
//!
//! A report is not a page of the site: it has no address, loads no other file, and may be in a language that the
//! catalogue does not have.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

use super::theming::fallback_marks::FallbackMarks;
use super::theming::{engine, problems};
use super::view::direction;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::l10n::{ENGLISH, Locale, Localizer};
use crate::theme::Theme;

/// The report templates of a theme for one language.
///
/// ```text
/// let templates = ReportTemplates::new(&theme, "fr")?;
/// let html = templates.render("audit", &view)?;
/// ```
pub struct ReportTemplates {
    tera: Tera,
    theme: Arc<Theme>,
    marks: FallbackMarks,
}

impl ReportTemplates {
    /// The templates in the language with this BCP 47 code, or their problems.
    pub fn new(theme: &Arc<Theme>, language: &str) -> Result<Self, Diagnostics> {
        let locale = Locale::new(language).map_err(|reason| {
            let message = format!("the language `{language}` cannot be used: {reason}");
            Diagnostics::from_iter([Diagnostic::without_place(Code::InvalidLanguage, message)])
        })?;
        let mut tera = engine::templates(theme)?;
        let context = tera.global_context();
        context.insert("t", &engine::strings(theme, language));
        context.insert("lang", language);
        context.insert("dir", direction(&locale));
        let marks = FallbackMarks::new(direction(&locale));
        let strings = Arc::clone(theme);
        let english = Locale::new(ENGLISH).expect("ICU4X has data for English");
        tera.register_function("message", move |args: Kwargs, _: &State<'_>| {
            engine::message(&Localizer::new(&strings, &locale, &english), &args)
        });
        Ok(Self {
            tera,
            theme: Arc::clone(theme),
            marks,
        })
    }

    /// The template `report/<name>.html` filled with a view, which it reads as `<name>`.
    pub fn render(&self, name: &'static str, view: &impl Serialize) -> Result<Vec<u8>, Diagnostic> {
        let template = format!("report/{name}.html");
        let mut context = Context::new();
        context.insert_value(
            name,
            Value::try_from_serializable(view).map_err(|error| {
                let message =
                    format!("the values of a report cannot be passed to its template: {error}");
                Diagnostic::without_place(Code::Template, message)
            })?,
        );
        let mut html = Vec::new();
        self.tera
            .render_to(&template, &context, &mut html)
            .map_err(|error| problems::of_rendering(&self.theme, &template, &error))?;
        Ok(self.marks.resolved(html))
    }
}
