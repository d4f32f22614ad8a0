//! The secret, and where it is found.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// As text in three encodings, and as bytes that occur nowhere else, such as the numbers of a place.
pub(super) const SECRET: &[u8] = b"Kanarienvogel\
    K\0a\0n\0a\0r\0i\0e\0n\0v\0o\0g\0e\0l\0\
    \0K\0a\0n\0a\0r\0i\0e\0n\0v\0o\0g\0e\0l\
    \x9d\x3b\xe1\x07\x4c\xa6\xd2\x19\x8f\x75\xb3\x2e\x61\xc8\x9a\x54";

const WORD: &str = "Kanarienvogel";

/// The bytes that occur nowhere else.
pub(super) const RARE: [u8; 16] = [
    0x9d, 0x3b, 0xe1, 0x07, 0x4c, 0xa6, 0xd2, 0x19, 0x8f, 0x75, 0xb3, 0x2e, 0x61, 0xc8, 0x9a, 0x54,
];

/// The forms in which the secret is searched: texts, bytes, and both as parts of a text in base 64 or hexadecimal digits.
pub(super) fn forms() -> Vec<Vec<u8>> {
    let wide = |bytes: fn(u16) -> [u8; 2]| WORD.encode_utf16().flat_map(bytes).collect();
    let mut forms = vec![
        WORD.as_bytes().to_vec(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        RARE.to_vec(),
        // "narienvoge" at the three places that it can have in a group of base 64.
        b"bmFyaWVudm9n".to_vec(),
        b"FyaWVudm9nZ".to_vec(),
        b"hcmllbnZvZ".to_vec(),
    ];
    for bytes in [WORD.as_bytes(), &RARE] {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        forms.push(digits.to_uppercase().into_bytes());
        forms.push(digits.into_bytes());
    }
    forms
}

/// The forms that are in these bytes, also in compressed parts of them.
pub(super) fn found(bytes: &[u8]) -> Vec<String> {
    found_within(bytes, 2)
}

fn found_within(bytes: &[u8], depth: u8) -> Vec<String> {
    let mut found: Vec<String> = forms()
        .iter()
        .filter(|form| memchr::memmem::find(bytes, form).is_some())
        .map(|form| String::from_utf8_lossy(form).into_owned())
        .collect();
    if depth > 0 {
        for at in memchr::memchr_iter(0x78, bytes) {
            let is_header = bytes
                .get(at + 1)
                .is_some_and(|&second| (0x7800 | u16::from(second)) % 31 == 0);
            if !is_header {
                continue;
            }
            let mut unpacked = Vec::new();
            // What was unpacked before an error counts too.
            let _ = ZlibDecoder::new(&bytes[at..])
                .take(1 << 18)
                .read_to_end(&mut unpacked);
            if unpacked.len() > 12 {
                found.extend(found_within(&unpacked, depth - 1));
            }
        }
    }
    found
}

#[track_caller]
pub(crate) fn assert_clean(place: &str, bytes: &[u8]) {
    assert!(!bytes.is_empty(), "{place}: nothing was written");
    let found = found(bytes);
    assert!(found.is_empty(), "{place}: {found:?}");
}

pub(super) fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A colour profile of screens with the secret in its texts, in tags of vendors, and behind its tags; or without it.
pub(super) fn profile(with_secret: bool) -> Vec<u8> {
    let secret = if with_secret { SECRET } else { b"" };
    let numbers = |numbers: [i32; 3]| {
        let numbers = numbers.map(i32::to_be_bytes).concat();
        [b"XYZ \0\0\0\0".as_slice(), &numbers].concat()
    };
    let text = [b"text\0\0\0\0".as_slice(), secret, b"\0"].concat();
    let curve = b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0".to_vec();
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"rXYZ", numbers([0x6fa2, 0x38f5, 0x0390])),
        (b"gXYZ", numbers([0x6299, 0xb785, 0x18da])),
        (b"bXYZ", numbers([0x24a0, 0x0f84, 0xb6cf])),
        (b"wtpt", numbers([0xf6d6, 0x10000, 0xd32d])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    for name in [
        b"desc", b"cprt", b"dmnd", b"dmdd", b"meta", b"mmod", b"K007", b"targ",
    ] {
        tags.push((name, text.clone()));
    }
    let begin = 132 + 12 * tags.len();
    let (mut list, mut contents) = (Vec::new(), Vec::new());
    for (name, mut content) in tags {
        list.extend(name);
        list.extend(((begin + contents.len()) as u32).to_be_bytes());
        list.extend((content.len() as u32).to_be_bytes());
        content.resize(content.len().next_multiple_of(4), 0);
        contents.extend(content);
    }
    let mut profile = vec![0; 132];
    profile[8] = 2;
    profile[12..24].copy_from_slice(b"mntrRGB XYZ ");
    profile[36..40].copy_from_slice(b"acsp");
    profile[68..80].copy_from_slice(&[0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d]);
    // Fields that programs and vendors may fill as they like.
    if with_secret {
        profile[84..100].copy_from_slice(&RARE);
        profile[100..113].copy_from_slice(WORD.as_bytes());
    }
    profile[131] = (list.len() / 12) as u8;
    profile.extend(list);
    profile.extend(contents);
    let length = profile.len() as u32;
    profile[..4].copy_from_slice(&length.to_be_bytes());
    profile.extend(secret);
    profile
}
