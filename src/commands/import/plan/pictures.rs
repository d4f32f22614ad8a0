//! Pictures that a row names: judged, and renamed after the record. Entry point: [`RowPlanner::pictures`].

use super::super::context::ImportContext;
use super::super::files::{RefusedPicture, TablePicture};
use super::super::row::Row;
use super::PlannedPicture;
use super::row_plan::RowPlanner;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldPath, FieldValue, Record, Step};
use crate::image;
use crate::load::resolve;

/// How many pictures that were kept are listed.
const MAX_KEPT: usize = 12;

impl RowPlanner<'_> {
    /// Renames the pictures beside the table after the record of a row. Returns those to copy; `None` after reporting
    /// one that cannot be used.
    pub(super) fn pictures(
        &mut self,
        id: &str,
        folder: &str,
        row: &mut Row,
        record: Option<&Record>,
        context: &mut ImportContext<'_>,
    ) -> Option<Vec<PlannedPicture>> {
        let mut pictures = Vec::new();
        let mut are_usable = true;
        for index in 0..row.values.len() {
            let (path, value) = &row.values[index];
            let Some(suffix) = suffix(path) else {
                continue;
            };
            let FieldValue::Text(name) = value else {
                continue;
            };
            let old = record.and_then(|record| record.get(path));
            let is_old = old.as_ref() == Some(value);
            let file = format!(
                "{id}{suffix}.{}",
                image::extension(name).unwrap_or_default()
            );
            let destination = format!("{folder}/{file}");
            let is_current = old == Some(FieldValue::Text(file.clone()));
            let found = match self.files.beside_table(name, &destination) {
                // Nothing is copied, and the record stays as it is.
                Ok(TablePicture::Missing) | Err(_) if is_old => continue,
                Ok(TablePicture::Missing) => match self.in_project(folder, name) {
                    Ok(()) => continue,
                    Err(refused) => Err(refused),
                },
                Ok(TablePicture::Different) if is_current => {
                    self.kept.push(destination.clone());
                    Ok(None)
                }
                Ok(TablePicture::Different) => Err(RefusedPicture {
                    message: format!("`{destination}` exists already, and is another picture"),
                    help: "delete or rename that file, then import the table again".to_owned(),
                }),
                Ok(TablePicture::Present) => Ok(None),
                Ok(TablePicture::New(_)) if !self.destinations.insert(destination.clone()) => {
                    Err(RefusedPicture {
                        message: format!("`{destination}` would be the picture of two rows"),
                        help: "give one of them another `id`".to_owned(),
                    })
                }
                Ok(TablePicture::New(bytes)) => Ok(Some(bytes)),
                Err(refused) => Err(refused),
            };
            match found {
                Ok(bytes) => {
                    pictures.extend(bytes.map(|bytes| PlannedPicture {
                        path: destination,
                        bytes,
                    }));
                    row.values[index].1 = FieldValue::Text(file);
                }
                Err(RefusedPicture { message, help }) => {
                    are_usable = false;
                    let message = format!("{message} in the column of `{path}`");
                    let problem =
                        Diagnostic::new(Code::InvalidPicture, row.place(path), message).help(help);
                    context.problems.push(problem);
                }
            }
        }
        are_usable.then_some(pictures)
    }

    /// Refuses the name of a file that is no picture of the project.
    fn in_project(&self, folder: &str, name: &str) -> Result<(), RefusedPicture> {
        let Some(path) = resolve(folder, name) else {
            return Err(RefusedPicture {
                message: format!("`{name}` is outside the project"),
                help: "put the picture beside the table, and write its name".to_owned(),
            });
        };
        let is_known = self.fields.records.pictures.contains_key(&path);
        if is_known || self.files.in_project(&path)? {
            return Ok(());
        }
        Err(RefusedPicture {
            message: format!("the picture `{path}` does not exist"),
            help: format!("put `{name}` beside the table, or leave the cell empty"),
        })
    }

    /// Says which pictures of the project were kept although those beside the table are others.
    pub(super) fn note_of_kept(&mut self) -> Option<String> {
        let kept = std::mem::take(&mut self.kept);
        if kept.is_empty() {
            return None;
        }
        let mut listed = kept[..kept.len().min(MAX_KEPT)].join("`, `");
        if kept.len() > MAX_KEPT {
            listed += &format!("` and {} more", kept.len() - MAX_KEPT);
        } else {
            listed += "`";
        }
        Some(format!(
            "kept, although the picture beside the table is another: `{listed}; to replace them, delete them and import \
             the table again"
        ))
    }
}

/// What distinguishes the picture of a field in the name of its file; absent if the field is no picture.
fn suffix(path: &FieldPath) -> Option<String> {
    match &path.0[..] {
        [Step::Key(key)] => match key.as_str() {
            "logo" => Some(String::new()),
            "logo_dark" => Some("-dark".to_owned()),
            "picture" => Some("-picture".to_owned()),
            _ => None,
        },
        [Step::Key(list), Step::Item(at), Step::Key(key)]
            if list == "references" && key == "picture" =>
        {
            Some(format!("-reference-{}", at + 1))
        }
        _ => None,
    }
}
