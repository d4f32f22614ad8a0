//! Third-party tools that read PDFs. If one is missing, the test fails and names the package to install.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

/// The output of `pdftotext`; a form feed ends each page.
pub(crate) fn text(pdf: &Path) -> String {
    let text = output(
        "pdftotext",
        "poppler-utils",
        &["-enc", "UTF-8", pdf.to_str().unwrap(), "-"],
    );
    String::from_utf8(text).unwrap()
}

/// The output of `pdftotext -layout` for one page, counted from 1.
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

/// The output of `pdftotext` for a vertical strip of one page, in points from its left edge.
pub(crate) fn strip(pdf: &Path, page: usize, from: u32, width: u32) -> String {
    let numbers = [page, page, from as usize, 0, width as usize, 2000].map(|it| it.to_string());
    let mut arguments = vec!["-enc", "UTF-8", "-layout"];
    for (option, number) in ["-f", "-l", "-x", "-y", "-W", "-H"].iter().zip(&numbers) {
        arguments.extend([*option, number.as_str()]);
    }
    arguments.extend([pdf.to_str().unwrap(), "-"]);
    String::from_utf8(output("pdftotext", "poppler-utils", &arguments)).unwrap()
}

/// The text in one line, without characters that only control line breaks.
pub(crate) fn visible(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !matches!(c, '\u{ad}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The output of `pdfinfo`, such as `Tagged: yes`.
pub(crate) fn info(pdf: &Path) -> String {
    String::from_utf8_lossy(&output(
        "pdfinfo",
        "poppler-utils",
        &[pdf.to_str().unwrap()],
    ))
    .into_owned()
}

/// The output of `pdffonts`, one font per line, without the header.
pub(crate) fn fonts(pdf: &Path) -> Vec<String> {
    let list = output("pdffonts", "poppler-utils", &[pdf.to_str().unwrap()]);
    String::from_utf8_lossy(&list)
        .lines()
        .skip(2)
        .map(str::to_owned)
        .collect()
}

/// The output of `qpdf` with these options.
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

/// The boxes of each page from `pdfinfo -box`: left, bottom, right, top, in points.
pub(crate) fn boxes(pdf: &Path, kind: &str) -> Vec<[f64; 4]> {
    let pdf = pdf.to_str().unwrap();
    let arguments = ["-box", "-f", "1", "-l", "9999", pdf];
    let said = output("pdfinfo", "poppler-utils", &arguments);
    String::from_utf8_lossy(&said)
        .lines()
        .filter(|line| line.starts_with("Page ") && line.contains(kind))
        .map(|line| {
            let (_, numbers) = line.split_once(':').unwrap();
            let numbers = numbers.split_whitespace();
            let numbers: Vec<f64> = numbers.map(|number| number.parse().unwrap()).collect();
            numbers.try_into().unwrap()
        })
        .collect()
}

/// The output of a `mutool` command.
pub(crate) fn mutool(command: &str, pdf: &Path) -> String {
    let said = output("mutool", "mupdf-tools", &[command, pdf.to_str().unwrap()]);
    String::from_utf8_lossy(&said).into_owned()
}

/// The drawing operations of all pages, as `mutool trace` lists them.
pub(crate) fn drawing(pdf: &Path) -> String {
    let pdf = pdf.to_str().unwrap();
    let said = output("mutool", "mupdf-tools", &["draw", "-q", "-F", "trace", pdf]);
    String::from_utf8_lossy(&said).into_owned()
}

/// The share of each page covered by cyan, magenta, yellow and black, from Ghostscript's separations.
pub(crate) fn plates(pdf: &Path) -> Vec<[f64; 4]> {
    let pdf = pdf.to_str().unwrap();
    let arguments = ["-q", "-o", "-", "-r36", "-sDEVICE=inkcov", pdf];
    let said = output("gs", "ghostscript", &arguments);
    String::from_utf8_lossy(&said)
        .lines()
        .filter(|line| line.contains("CMYK"))
        .map(|line| {
            let shares = line.split_whitespace().take(4);
            let shares: Vec<f64> = shares.map(|share| share.parse().unwrap()).collect();
            shares.try_into().unwrap()
        })
        .collect()
}

/// A page rendered by Ghostscript as a soft proof, at 150 dpi.
pub(crate) fn proof(pdf: &Path, page: usize) -> image::RgbImage {
    let (first, last) = (format!("-dFirstPage={page}"), format!("-dLastPage={page}"));
    let pdf = pdf.to_str().unwrap();
    let device = "-sDEVICE=png16m";
    let arguments = ["-q", "-o", "-", "-r150", device, &first, &last, pdf];
    let png = output("gs", "ghostscript", &arguments);
    image::load_from_memory(&png).unwrap().into_rgb8()
}

/// The contents of the QR codes on a page, rendered at 150 dpi.
pub(crate) fn codes(pdf: &Path, page: usize) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("page");
    let page = page.to_string();
    let (pdf, to) = (pdf.to_str().unwrap(), picture.to_str().unwrap());
    let arguments = [
        "-r",
        "150",
        "-gray",
        "-png",
        "-singlefile",
        "-f",
        &page,
        "-l",
        &page,
        pdf,
        to,
    ];
    output("pdftoppm", "poppler-utils", &arguments);
    let picture = picture.with_extension("png");
    let arguments = ["-q", "--raw", picture.to_str().unwrap()];
    let said = output("zbarimg", "zbar-tools", &arguments);
    String::from_utf8_lossy(&said)
        .lines()
        .map(str::to_owned)
        .collect()
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

/// An uncompressed PNG with an alpha channel, from rows that each begin with a zero; written without a library of the program.
pub(crate) fn png(width: u32, height: u32, rows: &[u8]) -> Vec<u8> {
    // The zlib format with stored blocks.
    let mut stored = vec![0x78, 0x01];
    let blocks: Vec<&[u8]> = rows.chunks(65_535).collect();
    for (at, block) in blocks.iter().enumerate() {
        let length = block.len() as u16;
        stored.push(u8::from(at + 1 == blocks.len()));
        stored.extend(length.to_le_bytes());
        stored.extend((!length).to_le_bytes());
        stored.extend(*block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for &byte in rows {
        a = (a + u32::from(byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    stored.extend(((b << 16) | a).to_be_bytes());
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 6, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", head), (b"IDAT", stored), (b"IEND", Vec::new())] {
        png.extend((data.len() as u32).to_be_bytes());
        let whole = [kind.as_slice(), &data].concat();
        let mut crc = !0_u32;
        for &byte in &whole {
            crc ^= u32::from(byte);
            for _ in 0..8 {
                crc = (crc >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(crc & 1));
            }
        }
        png.extend(whole);
        png.extend((!crc).to_be_bytes());
    }
    png
}
