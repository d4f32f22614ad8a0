//! Logos and images: read, checked and sanitized. Entry point: [`PictureCache::read`].

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::files::FileTree;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::image::{self, UncleanedPicture};
use crate::model::Picture;
use crate::source::{FileId, Spanned};
use crate::text::url::composed;

/// A picture that a record names.
pub(super) struct PictureReference {
    /// The folder that the name is relative to, without a slash at its end.
    pub(super) folder: String,
    /// As written.
    pub(super) name: Spanned<String>,
}

/// The path from the project's folder of a file that a record in `folder` names, with composed letters; absent if that
/// is outside the project.
pub fn resolve(folder: &str, name: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let inside = !name.starts_with('/') && matches!(parts.first(), Some(&("content" | "partners")));
    inside.then(|| composed(&parts.join("/")).into_owned())
}

/// Pictures that were read, with their problems, by path: each is read once, until its file changes.
#[derive(Default)]
pub(super) struct PictureCache {
    entries: BTreeMap<String, (Option<Picture>, Diagnostics)>,
}

impl PictureCache {
    /// Removes a picture whose file may have changed.
    pub(super) fn forget(&mut self, path: &str) {
        self.entries.remove(path);
    }

    /// The pictures that are referenced and all of `content/images`, by path with composed letters.
    pub(super) fn read(
        &mut self,
        tree: &mut FileTree,
        references: &[PictureReference],
        problems: &mut Diagnostics,
    ) -> BTreeMap<String, Picture> {
        let images = tree.under("content/images/");
        let mut paths: BTreeMap<String, FileId> = images.into_iter().collect();
        for PictureReference { folder, name } in references {
            match resolve(folder, &name.value).and_then(|path| tree.find_composed(&path)) {
                Some((path, file)) => {
                    paths.insert(path, file);
                }
                None => problems.push(missing(tree, folder, name)),
            }
        }
        for path in paths.keys() {
            tree.mark_used(path);
        }
        let tree = &*tree;
        self.entries.retain(|path, _| paths.contains_key(path));
        let unread: Vec<_> = paths
            .into_iter()
            .filter(|(path, _)| !self.entries.contains_key(path))
            .collect();
        let checked: Vec<_> = unread
            .into_par_iter()
            .map(|(path, file)| (path.clone(), check(tree, path, file)))
            .collect();
        self.entries.extend(checked);
        let mut pictures = BTreeMap::new();
        for (picture, found) in self.entries.values() {
            problems.append(found.clone());
            let picture = picture.clone();
            pictures.extend(picture.map(|picture| (picture.path.clone(), picture)));
        }
        pictures
    }
}

fn missing(tree: &FileTree, folder: &str, name: &Spanned<String>) -> Diagnostic {
    let prefix = format!("{folder}/");
    let beside: Vec<String> = tree
        .under(&prefix)
        .into_iter()
        .filter_map(|(path, _)| path.strip_prefix(&prefix).map(str::to_owned))
        .filter(|name| !name.contains('/') && !name.ends_with(".toml") && !name.ends_with(".md"))
        .collect();
    let help = match nearest(&name.value, beside.iter().map(String::as_str)) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("put the file into `{folder}/`"),
    };
    Diagnostic::new(
        Code::MissingFile,
        name.span,
        format!("there is no picture `{}`", name.value),
    )
    .help(help)
}

fn check(tree: &FileTree, path: String, file: FileId) -> (Option<Picture>, Diagnostics) {
    let mut problems = Diagnostics::default();
    let bytes = match tree.read_binary(&path, file) {
        Ok(bytes) => bytes,
        Err(problem) => {
            problems.push(problem);
            return (None, problems);
        }
    };
    match image::check(&composed(&path), &bytes) {
        Ok(checked) => {
            if !checked.dropped.is_empty() {
                let message = format!(
                    "the picture was published without {}",
                    checked.dropped.join(", ")
                );
                let help =
                    "export it again as a plain SVG, with its texts as outlines, and look at it";
                problems
                    .push(Diagnostic::new(Code::PictureCleaned, file.start(), message).help(help));
            }
            if checked.is_blank {
                let message = "the picture is white all over: nothing can be seen on it";
                let help =
                    "export it again: white parts need a ground of their own, or a darker version";
                problems
                    .push(Diagnostic::new(Code::BlankPicture, file.start(), message).help(help));
            }
            (Some(checked.picture), problems)
        }
        Err(reason) => {
            problems.push(unusable_picture(file, &reason));
            (None, problems)
        }
    }
}

/// The problem of a picture that cannot be published; a reason ends with the solution.
pub(super) fn unusable_picture(file: FileId, reason: &str) -> Diagnostic {
    let (reason, help) = reason
        .rsplit_once("; ")
        .unwrap_or((reason, "save it again as SVG or PNG"));
    Diagnostic::new(Code::InvalidPicture, file.start(), reason).help(help)
}

/// The warning about a picture that is published byte for byte, or with other colours than it has.
pub(super) fn remark(file: FileId, bytes: &[u8]) -> Option<Diagnostic> {
    let place = file.start();
    if image::is_in_inks(bytes) {
        let message = "the picture is in the inks of a press (CMYK), and was published in RGB";
        let help = "save it in RGB, and look at it; for printers, offer the file in a ZIP archive or a PDF";
        return Some(Diagnostic::new(Code::PictureCleaned, place, message).help(help));
    }
    let (message, help) = match image::as_it_is(bytes)? {
        UncleanedPicture::Raster(format) => (
            format!(
                "the file is {format}, and is published with its metadata, such as authors and locations"
            ),
            "save it as PNG, JPEG or WebP: of these, only the picture is published",
        ),
        UncleanedPicture::Drawing(undrawn) => (
            format!("the drawing is published as it is, with {undrawn}"),
            "delete them, or export it again as a plain or optimized SVG",
        ),
    };
    Some(Diagnostic::new(Code::PictureAsItIs, place, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn names_are_relative_to_their_record_and_stay_in_the_project() {
        assert_eq!(
            resolve("partners/fr", "a.svg").as_deref(),
            Some("partners/fr/a.svg")
        );
        assert_eq!(
            resolve("partners/fr", "../logos/./a.svg").as_deref(),
            Some("partners/logos/a.svg")
        );
        assert_eq!(
            resolve("partners", "cafe\u{301}.svg").as_deref(),
            Some("partners/café.svg")
        );
        assert_eq!(resolve("partners", "../../etc/passwd"), None);
        assert_eq!(resolve("partners", "../themes/x.svg"), None);
        assert_eq!(resolve("partners", "/etc/passwd"), None);
    }
}
