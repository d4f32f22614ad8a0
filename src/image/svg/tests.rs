mod limits;
mod privacy;
mod references;

use super::super::{PictureCheck, check};

/// An SVG of 40 by 20 with this content.
fn svg(content: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"40\" height=\"20\">{content}</svg>"
    )
}

/// The published SVG, and what is left out.
fn published(svg: &str) -> (String, Vec<String>) {
    let PictureCheck {
        picture, dropped, ..
    } = check("logo.svg", svg.as_bytes()).unwrap_or_else(|why| panic!("{why}: {svg}"));
    (String::from_utf8(picture.bytes.to_vec()).unwrap(), dropped)
}

#[test]
fn generated_drawings_have_pictures_that_were_cleaned_before() {
    let (logo, _) = published(&svg("<path fill=\"red\" d=\"M0 0h40v20z\"/>"));
    let link = data("image/svg+xml", logo.as_bytes());
    let image = format!("<image width=\"40\" height=\"20\" xlink:href=\"{link}\"/>");
    let tree = super::drawing(&svg(&image)).unwrap();
    assert!(tree.root().has_children());
}

/// A link to this data.
fn data(mime: &str, bytes: &[u8]) -> String {
    format!("data:{mime};base64,{}", base64(bytes))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let bits = [0, 1, 2].map(|index| u32::from(*part.get(index).unwrap_or(&0)));
        let bits = bits[0] << 16 | bits[1] << 8 | bits[2];
        for digit in 0..4 {
            let is_padding = digit > part.len();
            let value = (bits >> (18 - 6 * digit)) & 63;
            text.push(if is_padding {
                '='
            } else {
                char::from(DIGITS[value as usize])
            });
        }
    }
    text
}

fn unbase64(text: &str) -> Vec<u8> {
    let value = |digit: u8| match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text
        .bytes()
        .filter(|digit| *digit != b'=')
        .map(value)
        .collect();
    let mut bytes = Vec::new();
    for part in digits.chunks(4) {
        let bits = part
            .iter()
            .fold(0u32, |bits, &digit| bits << 6 | u32::from(digit));
        let bits = bits << (6 * (4 - part.len()));
        bytes.extend(&bits.to_be_bytes()[1..part.len()]);
    }
    bytes
}
