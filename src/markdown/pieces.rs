//! HTML as written, piece by piece. Entry point: [`pieces`](fn@pieces).

/// A part of a piece of HTML.
#[derive(Debug)]
pub(super) struct LocatedPiece<'a> {
    pub(super) piece: Piece<'a>,
    /// The part as it is written.
    pub(super) written: &'a str,
}

#[derive(Debug)]
pub(super) enum Piece<'a> {
    Text,
    Comment,
    /// The text between `<![CDATA[` and `]]>`.
    Literal(&'a str),
    /// Another declaration or a processing instruction, such as `<!DOCTYPE html>` and `<?xml?>`.
    Declaration,
    Open(OpeningTag),
    /// The name of an element that is closed.
    Close(String),
    /// The content of a `<script>` or `<style>`.
    Hidden,
    /// A tag without an end, and all that follows.
    CutOff,
    /// A comment without an end, and all that follows.
    OpenComment,
}

/// A tag that opens an element.
#[derive(Debug)]
pub(super) struct OpeningTag {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) self_closing: bool,
}

impl OpeningTag {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The elements whose content is not text for readers.
pub(super) const HIDDEN: [&str; 2] = ["script", "style"];

/// The pieces of HTML, read as browsers do.
pub(super) fn pieces(html: &str) -> Vec<LocatedPiece<'_>> {
    let mut scanner = Scanner {
        html,
        lowercase: html.to_ascii_lowercase(),
        position: 0,
        pieces: Vec::new(),
        endless: [false; HIDDEN.len()],
    };
    while scanner.step() {}
    scanner.pieces
}

struct Scanner<'a> {
    html: &'a str,
    lowercase: String,
    position: usize,
    pieces: Vec<LocatedPiece<'a>>,
    /// Which of the [`HIDDEN`] elements are known to have no end after the position.
    endless: [bool; HIDDEN.len()],
}

impl<'a> Scanner<'a> {
    fn push(&mut self, piece: Piece<'a>, length: usize) {
        let end = self.position + length;
        self.pieces.push(LocatedPiece {
            piece,
            written: &self.html[self.position..end],
        });
        self.position = end;
    }

    /// Reads the next piece, if there is one.
    fn step(&mut self) -> bool {
        let rest = &self.html[self.position..];
        if rest.is_empty() {
            return false;
        }
        let Some(after) = rest.strip_prefix('<') else {
            self.push(Piece::Text, rest.find('<').unwrap_or(rest.len()));
            return true;
        };
        if let Some(comment) = after.strip_prefix("!--") {
            match comment_length(comment) {
                Some(length) => self.push(Piece::Comment, 4 + length),
                None => self.push(Piece::OpenComment, rest.len()),
            }
        } else if let Some(literal) = after.strip_prefix("![CDATA[") {
            match literal.find("]]>") {
                Some(end) => self.push(Piece::Literal(&literal[..end]), 9 + end + 3),
                None => self.push(Piece::CutOff, rest.len()),
            }
        } else if after.starts_with(['!', '?']) {
            match after.find('>') {
                Some(end) => self.push(Piece::Declaration, end + 2),
                None => self.push(Piece::CutOff, rest.len()),
            }
        } else {
            self.tag(rest, after);
        }
        true
    }

    fn tag(&mut self, rest: &'a str, after: &'a str) {
        let closing = after.starts_with('/');
        let mut inside = after.strip_prefix('/').unwrap_or(after);
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            // `</>` and `</3`, which browsers drop, and a `<` that is text.
            self.push(
                Piece::Text,
                rest[1..].find('<').map_or(rest.len(), |end| end + 1),
            );
            return;
        }
        let length = inside.find(|c: char| c.is_whitespace() || c == '/' || c == '>');
        let (name, attributes) = inside.split_at(length.unwrap_or(inside.len()));
        let name = name.to_ascii_lowercase();
        inside = attributes;
        let Some((attributes, self_closing)) = read_attributes(&mut inside) else {
            self.push(Piece::CutOff, rest.len());
            return;
        };
        let length = rest.len() - inside.len();
        if closing {
            self.push(Piece::Close(name), length);
            return;
        }
        let hidden = HIDDEN.iter().position(|known| *known == name);
        self.push(
            Piece::Open(OpeningTag {
                name,
                attributes,
                self_closing,
            }),
            length,
        );
        if let Some(element) = hidden.filter(|&element| !self.endless[element]) {
            let end = format!("</{}", HIDDEN[element]);
            match self.lowercase[self.position..].find(&end) {
                Some(length) => self.push(Piece::Hidden, length),
                None => self.endless[element] = true,
            }
        }
    }
}

/// How far from its expected place a part of HTML is searched, in bytes: it is farther away only if it is not written as it is.
const NEAR: usize = 4096;

/// The place of a part of HTML near the beginning of a text.
pub(super) fn find_near(text: &str, written: &str) -> Option<usize> {
    let mut end = text.len().min(written.len() + NEAR);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    text[..end].find(written)
}

/// The length of a comment after its `<!--`, with its end.
fn comment_length(comment: &str) -> Option<usize> {
    for empty in [">", "->"] {
        if comment.starts_with(empty) {
            return Some(empty.len());
        }
    }
    let mut from = 0;
    loop {
        let dashes = from + comment[from..].find("--")?;
        let after = &comment[dashes + 2..];
        if after.starts_with('>') {
            return Some(dashes + 3);
        }
        if after.starts_with("!>") {
            return Some(dashes + 4);
        }
        from = dashes + 1;
    }
}

/// The attributes up to the end of a tag, which is removed from `rest`, and whether the tag ends with a slash; absent if the tag
/// is not closed.
fn read_attributes(rest: &mut &str) -> Option<(Vec<(String, String)>, bool)> {
    let mut attributes = Vec::new();
    loop {
        let spaces = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let slash = rest[..rest.len() - spaces.len()].ends_with('/');
        *rest = spaces;
        if let Some(after) = rest.strip_prefix('>') {
            *rest = after;
            return Some((attributes, slash));
        }
        let end = |c: char| c.is_whitespace() || matches!(c, '/' | '>' | '=');
        // A character that cannot begin a name is accepted, so that each iteration makes progress.
        let first = rest.chars().next()?.len_utf8();
        let length = rest[first..].find(end).map_or(rest.len(), |at| first + at);
        let name = rest[..length].to_ascii_lowercase();
        *rest = rest[length..].trim_start();
        let Some(value) = rest.strip_prefix('=') else {
            attributes.push((name, String::new()));
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|&c| c == '"' || c == '\'');
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote)?,
            None => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>')?),
        };
        *rest = after;
        attributes.push((name, value.to_owned()));
    }
}
