//! The tools that read PDFs back; the test fails and says which package to install where one is missing.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

/// What `pdftotext` reads; a form feed ends each page.
pub(crate) fn text(pdf: &Path) -> String {
    let text = output(
        "pdftotext",
        "poppler-utils",
        &["-enc", "UTF-8", pdf.to_str().unwrap(), "-"],
    );
    String::from_utf8(text).unwrap()
}

/// What `pdftotext` reads on one page, counted from 1, with blanks for the distances on it.
pub(crate) fn layout(pdf: &Path, page: usize) -> String {
    let page = page.to_string();
    let arguments = [
        "-enc",
        "UTF-8",
        "-layout",
        "-f",
        &page,
        "-l",
        &page,
        pdf.to_str().unwrap(),
        "-",
    ];
    String::from_utf8(output("pdftotext", "poppler-utils", &arguments)).unwrap()
}

/// The text in one line, without the marks that only steer where lines break.
pub(crate) fn visible(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `pdfinfo` says, such as `Tagged: yes`.
pub(crate) fn info(pdf: &Path) -> String {
    String::from_utf8_lossy(&output(
        "pdfinfo",
        "poppler-utils",
        &[pdf.to_str().unwrap()],
    ))
    .into_owned()
}

/// What `pdffonts` lists, a font a line, without the head.
pub(crate) fn fonts(pdf: &Path) -> Vec<String> {
    let list = output("pdffonts", "poppler-utils", &[pdf.to_str().unwrap()]);
    String::from_utf8_lossy(&list)
        .lines()
        .skip(2)
        .map(str::to_owned)
        .collect()
}

/// What `qpdf` says of the file with these options.
pub(crate) fn qpdf(options: &[&str], pdf: &Path) -> Vec<u8> {
    let arguments: Vec<&str> = options
        .iter()
        .copied()
        .chain([pdf.to_str().unwrap()])
        .collect();
    output("qpdf", "qpdf", &arguments)
}

/// The file with all streams decompressed.
pub(crate) fn decompressed(pdf: &Path) -> Vec<u8> {
    let path = pdf.to_str().unwrap();
    output(
        "qpdf",
        "qpdf",
        &["--qdf", "--object-streams=disable", path, "-"],
    )
}

fn output(tool: &str, package: &str, arguments: &[&str]) -> Vec<u8> {
    let run = Command::new(tool).args(arguments).output();
    let output = match run {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!(
                "`{tool}` is not installed, and PDFs cannot be tested without it: apt-get install {package}"
            )
        }
        Err(error) => panic!("{tool}: {error}"),
    };
    assert!(
        output.status.success(),
        "{tool} {arguments:?}:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}
