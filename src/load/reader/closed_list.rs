//! Lists of words of a closed set: [`Value::words`] and [`Value::distinct_words`].

use super::Value;
use super::shape::ValueType;
use super::value::{find, names};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::Spanned;

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

    /// A list of words of a closed set, each once, whose order counts.
    pub(in crate::load) fn distinct_words<T: Copy + PartialEq>(
        self,
        key: &str,
        words: &[(&'static str, T)],
    ) -> Vec<T> {
        if self.accept(ValueType::WordList(names(words))).is_none() {
            return Vec::new();
        }
        let known: Vec<String> = names(words)
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let known = known.join(", ");
        let mut first: Vec<(T, Spanned<String>)> = Vec::new();
        for text in self.items(key) {
            let Some(word) = find(words, &text.value) else {
                let message = format!("`{key}` cannot contain `{}`", text.value);
                let nearest = did_you_mean(&text.value, names(words));
                let nearest = nearest.filter(|help| !help.starts_with("write one of"));
                let help = match nearest {
                    Some(nearest) => format!("{nearest} It can contain {known}"),
                    None => format!("write one of: {known}"),
                };
                let diagnostic = Diagnostic::new(Code::UnknownWord, text.span, message);
                self.reader.push(diagnostic.help(help));
                continue;
            };
            if let Some((_, other)) = first.iter().find(|(other, _)| *other == word) {
                let message = format!("`{key}` contains `{}` twice", text.value);
                let help = format!("delete one of them: each of {known} can be there once");
                let diagnostic = Diagnostic::new(Code::InvalidValue, text.span, message);
                let diagnostic = diagnostic.related(other.span, "first here");
                self.reader.push(diagnostic.help(help));
                continue;
            }
            first.push((word, text));
        }
        first.into_iter().map(|(word, _)| word).collect()
    }
}
