//! The company's own logo, from the theme's settings: `logo` and `logo_dark` are files of the theme's `assets/`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::image;
use crate::model::Picture;
use crate::theme::Theme;

/// Settings that name a file of the theme's `assets/`.
const FILES: [&str; 5] = [
    "logo",
    "logo_dark",
    "font_file",
    "font_italic_file",
    "font_headings_file",
];

/// The logo of the settings: light and dark, each with its path in `assets/`.
#[derive(Default)]
pub(crate) struct Brand {
    pub(crate) logo: Option<(String, Picture)>,
    /// The path of the version for dark.
    pub(crate) logo_dark: Option<String>,
}

impl Brand {
    /// Reads the settings; a file that does not exist or is not a picture is a problem.
    pub(crate) fn new(theme: &Theme, problems: &mut Diagnostics) -> Self {
        for key in FILES {
            let Some(file) = theme.settings.get(key) else {
                continue;
            };
            if !theme.files.contains_key(&format!("assets/{file}")) {
                let message = format!(
                    "the theme's setting `{key}` names `{file}`, which is not in its `assets/`"
                );
                let help = format!("put the file into `assets/` of the theme, or delete `{key}`");
                problems.push(Diagnostic::without_place(Code::MissingFile, message).help(help));
            }
        }
        let mut picture = |key: &str| {
            let path = theme.settings.get(key)?;
            let file = theme.files.get(&format!("assets/{path}"))?;
            match image::check(path, &file.bytes) {
                Ok(checked) => Some((path.clone(), checked.picture)),
                Err(why) => {
                    let message = format!("the theme's `{key}` cannot be shown: {why}");
                    problems.push(Diagnostic::without_place(Code::InvalidPicture, message));
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
