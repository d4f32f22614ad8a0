use std::fs;
use std::io::{Cursor, Write as _};

use base64::Engine as _;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use super::{OVERLAP, PART, for_each_text};

#[test]
fn a_value_is_found_wherever_parts_are_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.txt");
    for start in [0, PART - 3, PART - OVERLAP, PART, 2 * PART - OVERLAP - 4] {
        let mut bytes = vec![b'\n'; 2 * PART];
        bytes[start..start + 7].copy_from_slice(b"Zwickau");
        fs::write(&path, bytes).unwrap();
        let mut lines = Vec::new();
        let read = for_each_text(&path, &mut |text| {
            if let Some(place) = text.text.find("Zwickau") {
                lines.push(text.line.unwrap() + place);
            }
        });
        assert_eq!(read, Ok(2 * PART as u64));
        assert_eq!(lines.first(), Some(&start));
        assert!(lines.iter().all(|line| *line == start));
    }
}

#[test]
fn any_encoding_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.csv");
    let text = "id;name\r\nzwickau;Zwickau & Söhne\r\n";
    let utf_16 = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes);
    let one_byte = |letter: u8| {
        text.replace('ö', "\u{1}")
            .replace('\u{1}', "~")
            .bytes()
            .map(|byte| if byte == b'~' { letter } else { byte })
            .collect::<Vec<u8>>()
    };
    let mut picture = vec![0, 1, 2, 0xff, 0];
    picture.extend(utf_16(u16::to_le_bytes));
    picture.extend([0; 5000]);
    for bytes in [
        text.as_bytes().to_vec(),
        utf_16(u16::to_le_bytes).collect(),
        utf_16(u16::to_be_bytes).collect(),
        one_byte(0xf6),
        one_byte(0x9a),
        picture,
    ] {
        // A file of another kind has text that is found, and perhaps more.
        let is_text = !bytes.starts_with(&[0, 1]);
        fs::write(&path, bytes).unwrap();
        let mut found = false;
        let read = for_each_text(&path, &mut |text| found |= text.text.contains("Söhne"));
        assert_eq!((read.is_ok(), found), (is_text, true));
    }
    fs::write(&path, b"\x1f\x8b\x08").unwrap();
    assert!(for_each_text(&path, &mut |_| {}).is_err());
    fs::write(&path, b"PK\x03\x04").unwrap();
    assert!(for_each_text(&path, &mut |_| {}).is_err());
    fs::write(&path, b"%PDF-1.7").unwrap();
    assert!(for_each_text(&path, &mut |_| {}).is_err());
}

#[test]
fn what_is_not_understood_is_not_searched() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let mut found = false;
        let read = for_each_text(&path, &mut |text| found |= text.text.contains("Zwickau"));
        (found, read.is_ok())
    };
    let zip = |name: &str, content: &[u8]| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default();
        archive.start_file(name, stored).unwrap();
        archive.write_all(content).unwrap();
        archive.finish().unwrap().into_inner()
    };
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let zlib = |bytes: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let tar = |name: &str, content: &[u8]| {
        let mut bytes = vec![0; 512];
        bytes[..name.len()].copy_from_slice(name.as_bytes());
        bytes[124..136].copy_from_slice(format!("{:011o}\0", content.len()).as_bytes());
        bytes[257..262].copy_from_slice(b"ustar");
        bytes.extend(content);
        bytes.resize(bytes.len().next_multiple_of(512) + 1024, 0);
        bytes
    };
    let text = b"id;name\n1;Zwickau\n".repeat(9);
    // Found, and searched to the end.
    for (name, bytes) in [
        ("a.gz", gzip(&text)),
        ("a.zz", zlib(&text)),
        ("a.zip", zip("a.csv.gz", &gzip(&text))),
        ("a.tar", tar("a.csv", &text)),
        ("a.tar", tar("a.xlsx", &zip("a.xml", &text))),
        ("a.tgz", gzip(&tar("a.csv.gz", &gzip(&text)))),
        ("a.eml", mail(&zip("a.csv.gz", &gzip(&text)))),
    ] {
        assert_eq!(read(name, &bytes), (true, true), "{name}");
    }
    let random: Vec<u8> = (0..999_u32).map(|n| (n * n * 31 / 7 % 251) as u8).collect();
    let after = |start: &[u8]| [start, &zip("a.csv.gz", &gzip(&text))].concat();
    for (name, bytes) in [
        ("a.zip", zip("a.csv.xz", b"\xfd7zXZ\0 and so on")),
        ("a.zip", zip("a", &random)),
        ("a.tar", tar("a.csv.br", b"abc")),
        ("a.exe", after(&[b'M', b'Z', 0x90, 0, 1, 2])),
        ("a.png", after(b"\x89PNG\r\n\x1a\n\0\0")),
        ("a.lzma", random.clone()),
        ("a.br", b"\x8b".to_vec()),
        ("a", random.clone()),
        ("pack-1", b"PACK\0\0\0\x02\0\0".to_vec()),
        ("a.eml", mail(b"7z\xbc\xaf\x27\x1c and so on and so on")),
    ] {
        assert!(!read(name, &bytes).1, "{name}");
    }
    for (name, bytes) in [
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0".to_vec()),
        ("a.txt", b"x^2 is \xfc\r\n".to_vec()),
        ("a.woff2", b"wOF2\0\x01\0\0".to_vec()),
        ("a", Vec::new()),
    ] {
        assert_eq!(read(name, &bytes), (false, true), "{name}");
    }
}

fn mail(file: &[u8]) -> Vec<u8> {
    let lines = base64::engine::general_purpose::STANDARD.encode(file);
    let lines: Vec<String> = lines
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    format!(
        "Content-Transfer-Encoding: base64\n\n{}\n",
        lines.join("\n")
    )
    .into_bytes()
}
