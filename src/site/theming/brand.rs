//! The company's own logo, from the theme's settings: `logo` and `logo_dark` are files of the theme's `assets/`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::image;
use crate::model::Picture;
use crate::theme::Theme;

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
