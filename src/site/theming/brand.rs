//! The company's own logo and colours. `logo` and `logo_dark` of the theme's settings are files of its `assets/`; `accent`
//! and `highlight` of the organization take the place of the theme's.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::image;
use crate::model::{Catalogue, Picture};
use crate::theme::Theme;

/// The theme in the colours of the organization, where `catalogue.toml` has them.
pub(crate) fn branded(theme: Arc<Theme>, catalogue: &Catalogue) -> Arc<Theme> {
    let organization = &catalogue.settings.organization;
    if organization.accent.is_none() && organization.highlight.is_none() {
        return theme;
    }
    let mut theme = Arc::unwrap_or_clone(theme);
    if let Some(accent) = &organization.accent {
        theme.settings.insert("accent".to_owned(), accent.clone());
        // It belongs to the theme's accent.
        theme.settings.remove("accent_dark");
    }
    if let Some(highlight) = &organization.highlight {
        theme
            .settings
            .insert("highlight".to_owned(), highlight.clone());
    }
    Arc::new(theme)
}

/// The logo of the settings: light and dark, each with its path in `assets/`.
#[derive(Default)]
pub(crate) struct Brand {
    pub(crate) logo: Option<(String, Picture)>,
    /// The path of the version for dark.
    pub(crate) logo_dark: Option<String>,
}

impl Brand {
    /// Reads the settings; a file that is not a picture is a problem. Missing files were reported when they were read.
    pub(crate) fn new(theme: &Theme, problems: &mut Diagnostics) -> Self {
        let mut picture = |key: &str| {
            let path = theme.settings.get(key)?;
            let file = theme.files.get(&format!("assets/{path}"))?;
            match image::check(path, &file.bytes) {
                Ok(checked) => Some((path.clone(), checked.picture)),
                Err(why) => {
                    let message = format!("the theme's `{key}` cannot be shown: {why}");
                    problems.push(match theme.setting_places.get(key) {
                        Some(&place) => Diagnostic::new(Code::InvalidPicture, place, message),
                        None => Diagnostic::without_place(Code::InvalidPicture, message),
                    });
                    None
                }
            }
        };
        Self {
            logo: picture("logo"),
            logo_dark: picture("logo_dark").map(|(path, _)| path),
        }
    }
}
