//! Lists of words of a closed set: [`Value::words`].

use super::Value;
use super::shape::ValueType;
use super::value::{find, names};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};

impl Value<'_> {
    /// A list of words of a closed set.
    pub(in crate::load) fn words<T: Copy>(self, key: &str, words: &[(&'static str, T)]) -> Vec<T> {
        if self.accept(ValueType::WordList(names(words))).is_none() {
            return Vec::new();
        }
        let found = self.list(key).into_iter().filter_map(|text| {
            let found = find(words, &text.value);
            if found.is_none() {
                let message = format!("`{key}` cannot contain `{}`", text.value);
                let help = did_you_mean(&text.value, names(words));
                let diagnostic = Diagnostic::new(Code::UnknownWord, text.span, message);
                self.reader.push(diagnostic.maybe_help(help));
            }
            found
        });
        found.collect()
    }
}
