//! Files of public resources: found in the folder of their programme, and judged, because they are published on the
//! site's own address. Entry point: [`read`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::files::FileTree;
use super::pictures::{remark, unusable_picture};
use super::{ProgrammeRecord, resolve};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::image;
use crate::source::{FileId, Spanned};

/// Extensions of files that browsers run as a part of the site, or that servers run: HTML, XML, scripts.
const RUN: [&str; 48] = [
    "ashx", "asp", "aspx", "atom", "cer", "cfm", "cgi", "cjs", "css", "hta", "htc", "htm", "html",
    "js", "jsp", "jspx", "mathml", "mht", "mhtml", "mjs", "mml", "php", "php3", "php4", "php5",
    "php7", "php8", "phar", "phps", "phtml", "pht", "rdf", "rss", "shtm", "shtml", "ssi", "svgz",
    "swf", "wasm", "xbl", "xht", "xhtm", "xhtml", "xml", "xsd", "xsl", "xslt", "xul",
];

/// Extensions of the project's own texts, which hold what is not published.
const PROJECT: [&str; 3] = ["toml", "md", "markdown"];

/// The files of public resources, by path with composed letters.
pub(super) fn read(
    programmes: &[ProgrammeRecord],
    tree: &mut FileTree,
    problems: &mut Diagnostics,
) -> BTreeMap<String, Arc<[u8]>> {
    let mut downloads = BTreeMap::new();
    for programme in programmes {
        let folder = format!("content/programmes/{}", programme.id);
        let resources = programme.resources.iter();
        for name in resources.filter_map(|resource| resource.file.as_ref()) {
            // A file that is refused is not unused.
            let named = resolve(&folder, &name.value);
            let found = named.as_ref().and_then(|path| tree.find_composed(path));
            if let Some((path, _)) = &found {
                tree.mark_used(path);
            }
            let path = match publishable(&folder, name, named) {
                Ok(path) => path,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            let Some((found, file)) = found else {
                let message = format!("there is no file `{}` in `{folder}/`", name.value);
                let help = "put the file there, or delete this line";
                problems.push(Diagnostic::new(Code::MissingFile, name.span, message).help(help));
                continue;
            };
            if tree.is_link(&found) {
                let message = format!("`{}` is a link, and a download is a file", name.value);
                let help = "put a copy of what it leads to in its place";
                problems.push(Diagnostic::new(Code::UnsafeDownload, name.span, message).help(help));
                continue;
            }
            match tree.read_binary(&found, file) {
                Ok(bytes) => {
                    let bytes = published(name, bytes, file, problems);
                    downloads.extend(bytes.map(|bytes| (path, Arc::from(bytes))));
                }
                Err(problem) => problems.push(problem),
            }
        }
    }
    downloads
}

/// The path of a download, if a file of its name and place may be published at all.
fn publishable(
    folder: &str,
    name: &Spanned<String>,
    path: Option<String>,
) -> Result<String, Diagnostic> {
    let refused = |message: String, help: &str| {
        Diagnostic::new(Code::UnsafeDownload, name.span, message).help(help)
    };
    let path = path.filter(|path| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    });
    let Some(path) = path else {
        return Err(refused(
            format!(
                "`{}` is not in the folder of the programme, `{folder}/`",
                name.value
            ),
            "copy the file there, such as into `files/`: nothing else of the project is published as it is",
        ));
    };
    let file_name = path.rsplit('/').next().unwrap_or(&path).to_lowercase();
    let mut extensions = file_name.split('.').skip(1);
    let last = file_name.rsplit_once('.').map(|(_, last)| last);
    let Some(last) = last.filter(|last| !last.is_empty()) else {
        return Err(refused(
            format!(
                "`{}` has no extension, so that browsers guess what it is",
                name.value
            ),
            "rename the file, such as `guide.pdf`",
        ));
    };
    if PROJECT.contains(&last) {
        return Err(refused(
            format!(
                "`{}` is a text of the project, which may hold what is private",
                name.value
            ),
            "offer a PDF or a text file (`.txt`) instead",
        ));
    }
    // Servers can be set up to look at every extension.
    if let Some(run) = extensions.find(|extension| RUN.contains(extension)) {
        return Err(refused(
            format!(
                "`{}`: files with the extension `.{run}` can run as a part of the website",
                name.value
            ),
            "offer the file in a ZIP archive, or as a PDF",
        ));
    }
    Ok(path)
}

/// What is published of a file: of a picture only the picture, of any other file every byte.
fn published(
    name: &Spanned<String>,
    bytes: Vec<u8>,
    file: FileId,
    problems: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let is_drawing = name.value.to_lowercase().ends_with(".svg");
    let cleaned = if is_drawing {
        image::drawing(&bytes).map(|(bytes, dropped)| {
            if !dropped.is_empty() {
                let message = format!("the picture was published without {}", dropped.join(", "));
                let help =
                    "export it again as a plain SVG, with its texts as outlines, and look at it";
                problems
                    .push(Diagnostic::new(Code::PictureCleaned, file.start(), message).help(help));
            }
            Some(bytes)
        })
    } else {
        image::of_theme(&bytes)
    };
    let is_markup = matches!(cleaned, Ok(None)) && is_markup(&bytes);
    if cleaned.is_ok()
        && !is_drawing
        && !is_markup
        && let Some(remark) = remark(file, &bytes)
    {
        problems.push(remark);
    }
    match cleaned {
        Ok(Some(clean)) => Some(clean),
        Ok(None) if is_markup => {
            let message = format!("`{}` contains HTML, SVG or XML", name.value);
            let help = "offer the file in a ZIP archive, as a PDF, or, if it is a drawing, with the extension `.svg`";
            problems.push(Diagnostic::new(Code::UnsafeDownload, name.span, message).help(help));
            None
        }
        Ok(None) => Some(bytes),
        Err(reason) => {
            problems.push(unusable_picture(file, &reason));
            None
        }
    }
}

/// Whether browsers may take a file for HTML or XML, whatever its name is: it begins with a tag, a comment or a declaration.
fn is_markup(bytes: &[u8]) -> bool {
    let beginning = &bytes[..bytes.len().min(1024)];
    let beginning = beginning
        .strip_prefix(b"\xef\xbb\xbf")
        .or_else(|| beginning.strip_prefix(b"\xff\xfe"))
        .or_else(|| beginning.strip_prefix(b"\xfe\xff"))
        .unwrap_or(beginning);
    // Letters without the zero bytes between them in UTF-16.
    let mut letters = beginning
        .iter()
        .filter(|&&byte| byte != 0)
        .skip_while(|byte| byte.is_ascii_whitespace());
    letters.next() == Some(&b'<')
        && letters
            .next()
            .is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'?' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::is_markup;

    #[test]
    fn markup_is_recognized_in_any_encoding() {
        for bytes in [
            &b"<script>"[..],
            b"\xef\xbb\xbf \r\n<!doctype html>",
            b"\xff\xfe<\0s\0v\0g\0",
            b"\xfe\xff\0<\0?\0x",
        ] {
            assert!(is_markup(bytes), "{bytes:?}");
        }
        for bytes in [&b"%PDF-1.7 <a>"[..], b"name;a < b\n", b"< 5 %;1\n", b""] {
            assert!(!is_markup(bytes), "{bytes:?}");
        }
    }
}
