//! Source texts and positions in them, so that a message can show the line it refers to.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A file that was read: its position in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in a file, within its text and on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A value with its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its position.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// This position with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: f(self.value),
            span: self.span,
        }
    }

    /// A reference to the value, with its position.
    pub fn as_ref(&self) -> Spanned<&T> {
        Spanned {
            value: &self.value,
            span: self.span,
        }
    }
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path from the project's folder, with `/`.
    pub path: String,
    /// Its text; empty for a file that is not text.
    pub text: Arc<str>,
    /// The first byte of each line, once it is needed.
    lines: OnceLock<Vec<usize>>,
}

impl SourceFile {
    fn new(path: String, text: Arc<str>) -> Self {
        Self {
            path,
            text,
            lines: OnceLock::new(),
        }
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = self.text.match_indices('\n');
            std::iter::once(0)
                .chain(ends.map(|(end, _)| end + 1))
                .collect()
        })
    }
}

/// All files that were read, in the order they were added; a copy shares them.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id =
            FileId(u32::try_from(self.files.len()).expect("a project has fewer than 2^32 files"));
        let file = SourceFile::new(path.into(), text.into());
        self.files.push(Arc::new(file));
        id
    }

    /// These files, with paths from another folder.
    pub fn under(&self, folder: &str) -> Sources {
        let under = |file: &SourceFile| {
            SourceFile::new(format!("{folder}{}", file.path), file.text.clone())
        };
        let files = self.files.iter().map(|file| Arc::new(under(file)));
        Sources {
            files: files.collect(),
        }
    }

    /// Sets the text of a file that was added before.
    pub fn set_text(&mut self, file: FileId, text: impl Into<Arc<str>>) {
        let file = Arc::make_mut(&mut self.files[file.0 as usize]);
        *file = SourceFile::new(std::mem::take(&mut file.path), text.into());
    }

    /// A file by its id.
    pub fn get(&self, file: FileId) -> &SourceFile {
        &self.files[file.0 as usize]
    }

    /// All files.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().map(Arc::as_ref)
    }

    /// The file at this path, if it was read.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files
            .iter()
            .position(|file| file.path == path)
            .map(|at| FileId(at as u32))
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    pub fn line_column(&self, file: FileId, byte: u32) -> (usize, usize) {
        let file = self.get(file);
        let text = &file.text;
        let mut byte = (byte as usize).min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = file.lines().partition_point(|&start| start <= byte);
        let line_start = file.lines()[line - 1];
        (line, text[line_start..byte].chars().count() + 1)
    }
}

impl FileId {
    /// The span of these bytes of the file.
    pub fn span(self, bytes: Range<usize>) -> Span {
        let byte = |at: usize| u32::try_from(at).expect("files over 4 GiB are not read");
        Span {
            file: self,
            start: byte(bytes.start),
            end: byte(bytes.end),
        }
    }

    /// The position of a message about the whole file.
    pub fn start(self) -> Span {
        self.span(0..0)
    }
}
