//! HTML in a text without markup: [`html_leftover`].

/// A part of a text that was copied from the source of a web page: readers would see it as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HtmlLeftover<'a> {
    /// The entity or the tag.
    pub written: &'a str,
    /// The character that an entity stands for, where it is one of the usual ones.
    pub meant: Option<char>,
}

/// Elements that editors of web pages put around texts.
const ELEMENTS: [&str; 15] = [
    "a", "b", "br", "div", "em", "font", "h1", "h2", "h3", "i", "li", "p", "span", "strong", "ul",
];

/// The longest tag that is recognized, in bytes.
const MAX_TAG: usize = 2_000;

/// The first entity or tag of HTML in a text. Other signs between `<` and `>` are not taken for HTML, nor is an ampersand
/// before a word.
///
/// ```
/// # use vitrine::text::html_leftover;
/// let found = html_leftover("Bread &amp; Data").unwrap();
/// assert_eq!((found.written, found.meant), ("&amp;", Some('&')));
/// assert_eq!(html_leftover("One<br/>two").unwrap().written, "<br/>");
/// assert!(html_leftover("R&D; a < b, <Widgets>").is_none());
/// ```
pub fn html_leftover(text: &str) -> Option<HtmlLeftover<'_>> {
    text.match_indices(['&', '<'])
        .find_map(|(start, sign)| match sign {
            "&" => entity(&text[start..]),
            _ => tag(&text[start..]),
        })
}

fn entity(text: &str) -> Option<HtmlLeftover<'_>> {
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let meant = match &text[1..end] {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "rsquo" => Some('’'),
        "nbsp" => Some(' '),
        "eacute" => Some('é'),
        "egrave" => Some('è'),
        "agrave" => Some('à'),
        "ccedil" => Some('ç'),
        "auml" => Some('ä'),
        "ouml" => Some('ö'),
        "uuml" => Some('ü'),
        "Auml" => Some('Ä'),
        "Ouml" => Some('Ö'),
        "Uuml" => Some('Ü'),
        "Eacute" => Some('É'),
        "szlig" => Some('ß'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "euro" => Some('€'),
        "copy" => Some('©'),
        "reg" => Some('®'),
        "trade" => Some('™'),
        "laquo" => Some('«'),
        "raquo" => Some('»'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "lsquo" => Some('‘'),
        number if number.starts_with('#') => Some(numbered(&number[1..])?),
        name if is_accented(name) => None,
        _ => return None,
    };
    Some(HtmlLeftover {
        written: &text[..=end],
        meant,
    })
}

fn numbered(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => digits.parse(),
    };
    char::from_u32(code.ok()?)
}

/// Whether a name is that of a letter with an accent, such as `ecirc`.
fn is_accented(name: &str) -> bool {
    let accents = [
        "acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron",
    ];
    let letters = accents.iter().find_map(|accent| name.strip_suffix(accent));
    letters
        .is_some_and(|letter| letter.len() == 1 && letter.chars().all(|c| c.is_ascii_alphabetic()))
}

fn tag(text: &str) -> Option<HtmlLeftover<'_>> {
    let text = &text[..text.floor_char_boundary(MAX_TAG)];
    let inside = text[1..].trim_start_matches('/');
    let name = inside
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    if !ELEMENTS.contains(&name.to_ascii_lowercase().as_str()) {
        return None;
    }
    let end = text.find('>')?;
    Some(HtmlLeftover {
        written: &text[..=end],
        meant: None,
    })
}
