//! The words of a file by line: of Rust those in comments and string literals, of other files all.

use std::iter::Peekable;
use std::str::Chars;

/// A word or a punctuation mark.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) line: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Doc,
    Comment,
    Literal,
    Text,
}

/// A comment over any number of lines, a string literal, or a whole file.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) kind: Kind,
    pub(super) words: Vec<Word>,
    last_line: usize,
}

impl Passage {
    fn new(kind: Kind, text: &str, mut line: usize) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut in_word = false;
        for c in text.chars() {
            let is_part = c.is_alphanumeric() || matches!(c, '_' | '\'' | '’');
            match words.last_mut() {
                Some(word) if is_part && in_word => word.text.push(c),
                _ if c.is_whitespace() => {}
                _ => words.push(Word {
                    text: c.to_string(),
                    line,
                }),
            }
            in_word = is_part;
            line += usize::from(c == '\n');
        }
        Self {
            kind,
            words,
            last_line: line,
        }
    }
}

/// All words of a file.
pub(super) fn of_text(text: &str) -> Vec<Passage> {
    vec![Passage::new(Kind::Text, text, 1)]
}

/// The comments and string literals of Rust.
pub(super) fn of_rust(source: &str) -> Vec<Passage> {
    let mut scanner = Scanner {
        rest: source.chars().peekable(),
        line: 1,
    };
    let mut passages: Vec<Passage> = Vec::new();
    let mut before = ' ';
    while let Some(c) = scanner.next() {
        let line = scanner.line;
        match c {
            '/' if scanner.rest.peek() == Some(&'/') => {
                let text = scanner.until_line_end();
                let text = text.strip_prefix('/').unwrap_or_default();
                let doc = text.strip_prefix(['/', '!']);
                let kind = if doc.is_some() {
                    Kind::Doc
                } else {
                    Kind::Comment
                };
                let comment = Passage::new(kind, doc.unwrap_or(text), line);
                match passages.last_mut() {
                    Some(last) if last.kind == kind && last.last_line + 1 == line => {
                        last.words.extend(comment.words);
                        last.last_line = line;
                    }
                    _ => passages.push(comment),
                }
            }
            '"' => {
                let text = scanner.string();
                passages.push(Passage::new(Kind::Literal, &text, line));
            }
            'r' if !before.is_alphanumeric() || matches!(before, 'b' | 'c') => {
                if let Some(text) = scanner.raw_string() {
                    passages.push(Passage::new(Kind::Literal, &text, line));
                }
            }
            '\'' => scanner.skip_character(),
            _ => {}
        }
        before = c;
    }
    passages
}

struct Scanner<'a> {
    rest: Peekable<Chars<'a>>,
    line: usize,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        self.line += usize::from(c == '\n');
        Some(c)
    }

    fn until_line_end(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.rest.next_if(|&c| c != '\n') {
            text.push(c);
        }
        text
    }

    /// The rest of a string literal. Escapes become spaces.
    fn string(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.next() {
            match c {
                '"' => break,
                '\\' => text.push(match self.next() {
                    Some('\n') => '\n',
                    _ => ' ',
                }),
                c => text.push(c),
            }
        }
        text
    }

    /// The rest of a raw string literal, if the `r` before it begins one.
    fn raw_string(&mut self) -> Option<String> {
        let mut ahead = self.rest.clone();
        let mut hashes = 0;
        while ahead.next_if_eq(&'#').is_some() {
            hashes += 1;
        }
        ahead.next_if_eq(&'"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        self.rest = ahead;
        let mut text = String::new();
        while let Some(c) = self.next() {
            text.push(c);
            if let Some(inside) = text.strip_suffix(&end) {
                return Some(inside.to_owned());
            }
        }
        Some(text)
    }

    /// Skips a character literal; a lifetime has nothing to skip.
    fn skip_character(&mut self) {
        let mut ahead = self.rest.clone();
        let (first, second) = (ahead.next(), ahead.next());
        match (first, second) {
            (Some('\\'), _) => {
                self.next();
                self.next();
                while self.next().is_some_and(|c| c != '\'') {}
            }
            (Some(_), Some('\'')) => {
                self.next();
                self.next();
            }
            _ => {}
        }
    }
}
