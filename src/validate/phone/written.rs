//! A telephone number as it is written: its digits, apart from what only explains them. Entry point:
//! [`WrittenPhone::read`].

use rlibphonenumber::PHONE_NUMBER_UTIL;

use super::words::{DIVIDERS, EXTENSIONS, LABELS, has};
use crate::text::fold;

/// The most digits of a number: fifteen (E.164), and a zero in brackets.
const MAX_DIGITS: usize = 16;
/// The most digits that follow each other in one of several numbers.
const MAX_RUN: usize = 13;
/// The most digits of an extension.
const MAX_EXTENSION: usize = 7;
/// The fewest digits that may be a number, if another follows.
const NUMBER_AT_LEAST: usize = 5;
/// The most characters of a number with its explanations.
const MAX_LENGTH: usize = 120;

/// The parts of a written number.
#[derive(Default)]
pub(super) struct WrittenPhone {
    /// All digits but those of the extension.
    pub(super) digits: String,
    /// Whether they begin with a country code.
    pub(super) international: bool,
    /// The digits of the extension.
    pub(super) extension: Option<String>,
    /// The position of a zero in brackets.
    zero: Option<usize>,
    /// The number of digits before the first slash.
    slash: Option<usize>,
}

/// Why a text is no number.
#[derive(Debug)]
pub(super) enum PhoneFault {
    NotANumber,
    SeveralNumbers,
    /// It is one number, which is too long.
    TooLong,
}

/// What was read last.
#[derive(PartialEq)]
enum State {
    /// The number, or what precedes it.
    Number,
    /// A word or sign after which another number would begin.
    Divided,
    /// A word that another number must follow.
    Dangling,
    /// The word of an extension, without its digits.
    ExtensionWord,
    /// The extension.
    Extension,
}

#[derive(Debug, PartialEq)]
enum Token {
    Digits(String),
    Word(String),
    Sign(char),
}

impl WrittenPhone {
    pub(super) fn read(text: &str) -> Result<Self, PhoneFault> {
        if text.chars().count() > MAX_LENGTH || is_scientific(text) {
            return Err(PhoneFault::NotANumber);
        }
        let tokens = tokens(text);
        let mut phone = Self::default();
        let mut state = State::Number;
        for (index, token) in tokens.iter().enumerate() {
            state = match token {
                Token::Digits(digits) => {
                    let in_brackets = digits == "0" && is_in_brackets(&tokens, index);
                    phone.digits(digits, in_brackets, &state)?
                }
                Token::Word(word) => phone.word(word, state)?,
                Token::Sign(sign) => phone.sign(*sign, state)?,
            };
        }
        if phone.digits.is_empty() || matches!(state, State::Dangling | State::ExtensionWord) {
            return Err(PhoneFault::NotANumber);
        }
        phone.strip_international_prefix();
        if phone.digits.len() > MAX_DIGITS {
            let is_run = |token: &Token| matches!(token, Token::Digits(run) if run.len() > MAX_RUN);
            return Err(match tokens.iter().any(is_run) {
                true => PhoneFault::TooLong,
                false => PhoneFault::SeveralNumbers,
            });
        }
        Ok(phone)
    }

    fn digits(
        &mut self,
        digits: &str,
        in_brackets: bool,
        state: &State,
    ) -> Result<State, PhoneFault> {
        match state {
            State::ExtensionWord => {
                if digits.len() > MAX_EXTENSION {
                    return Err(PhoneFault::SeveralNumbers);
                }
                self.extension = Some(digits.to_owned());
                return Ok(State::Extension);
            }
            State::Extension => return Err(PhoneFault::SeveralNumbers),
            State::Divided | State::Dangling => return Err(self.several()),
            State::Number => {}
        }
        if in_brackets {
            self.zero = Some(self.digits.len());
        }
        self.digits.push_str(digits);
        Ok(State::Number)
    }

    fn word(&mut self, word: &str, state: State) -> Result<State, PhoneFault> {
        let has_digits = !self.digits.is_empty();
        if has(EXTENSIONS, word) && has_digits && self.extension.is_none() {
            return Ok(State::ExtensionWord);
        }
        if has(LABELS, word) || has(EXTENSIONS, word) {
            return Ok(match state {
                State::Number if has_digits => State::Divided,
                state => state,
            });
        }
        if has(DIVIDERS, word) && has_digits {
            return Ok(State::Dangling);
        }
        Err(PhoneFault::NotANumber)
    }

    fn sign(&mut self, sign: char, state: State) -> Result<State, PhoneFault> {
        let has_digits = !self.digits.is_empty();
        match sign {
            '+' if has_digits => return Err(self.several()),
            '+' if self.international => return Err(PhoneFault::NotANumber),
            '+' => self.international = true,
            '#' if has_digits && self.extension.is_none() => return Ok(State::ExtensionWord),
            '/' if has_digits => {
                self.slash.get_or_insert(self.digits.len());
            }
            ',' | ';' | '|' | '&' | '\n' if has_digits && state == State::Number => {
                return Ok(State::Divided);
            }
            ':' | '=' if !has_digits || state != State::Number => {}
            ' ' | '-' | '.' | '(' | ')' | '[' | ']' | '·' | '•' | ',' | ';' | '/' => {}
            _ => return Err(PhoneFault::NotANumber),
        }
        Ok(state)
    }

    /// The fault that more digits follow.
    fn several(&self) -> PhoneFault {
        if self.digits.len() < NUMBER_AT_LEAST {
            PhoneFault::NotANumber
        } else {
            PhoneFault::SeveralNumbers
        }
    }

    /// Replaces the `00` with which international calls begin in most countries.
    fn strip_international_prefix(&mut self) {
        let is_prefix = self.international || self.digits.len() > 9;
        if is_prefix && self.digits.starts_with("00") {
            self.digits.drain(..2);
            self.international = true;
            self.zero = self.zero.and_then(|position| position.checked_sub(2));
            self.slash = self.slash.and_then(|position| position.checked_sub(2));
        }
    }

    /// The digits without a zero in brackets, if there is one.
    pub(super) fn without_zero(&self) -> Option<String> {
        let mut digits = self.digits.clone();
        digits.remove(self.zero?);
        Some(digits)
    }

    /// The digits before the first slash, if others follow it.
    pub(super) fn before_slash(&self) -> Option<&str> {
        let length = self.slash.filter(|&length| length < self.digits.len())?;
        Some(&self.digits[..length])
    }
}

/// Whether a spreadsheet wrote the number as a figure, such as `3.34720E+10`, which lost its digits.
fn is_scientific(text: &str) -> bool {
    text.contains(['E', 'e']) && text.trim().replace(',', ".").parse::<f64>().is_ok()
}

/// Whether the token is alone between brackets.
fn is_in_brackets(tokens: &[Token], index: usize) -> bool {
    let is_space = |token: &&Token| **token == Token::Sign(' ');
    let is_sign = |token: Option<&Token>, signs: [char; 2]| matches!(token, Some(Token::Sign(sign)) if signs.contains(sign));
    let before = tokens[..index].iter().rev().find(|token| !is_space(token));
    let after = tokens[index + 1..].iter().find(|token| !is_space(token));
    is_sign(before, ['(', '[']) && is_sign(after, [')', ']'])
}

/// Runs of digits and of letters, and single signs: in lowercase, without accents, in ASCII where they have a variant there.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for c in fold(text.trim()).chars() {
        if let Some(digit) = digit(c) {
            match tokens.last_mut() {
                Some(Token::Digits(digits)) => digits.push(digit),
                _ => tokens.push(Token::Digits(digit.to_string())),
            }
        } else if c.is_alphabetic() {
            match tokens.last_mut() {
                Some(Token::Word(word)) => word.push(c),
                _ => tokens.push(Token::Word(c.to_string())),
            }
        } else if let Some(sign) = sign(c) {
            tokens.push(Token::Sign(sign));
        }
    }
    tokens
}

/// A digit of any script as one of ASCII.
fn digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c).filter(char::is_ascii_digit);
    }
    if !c.is_numeric() {
        return None;
    }
    let mut digits = [0; 4];
    PHONE_NUMBER_UTIL
        .normalize_digits_only(c.encode_utf8(&mut digits))
        .chars()
        .next()
}

/// A sign in its simplest form; `None` for one that is not visible.
fn sign(c: char) -> Option<char> {
    match c {
        '\u{ad}'
        | '\u{feff}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' => None,
        '\r' | '\n' => Some('\n'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' => Some('-'),
        '\u{2044}' | '\u{2215}' => Some('/'),
        '\u{60c}' | '\u{3001}' => Some(','),
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}
