//! Scripts of characters. Entry point: [`script_of`].

use icu_properties::props::{GeneralCategory, Script};
use icu_properties::{CodePointMapData, PropertyNamesLong};

/// What a character is a part of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScriptUse {
    /// A letter of a script, with the name that people know: `Chinese`, `Arabic`.
    Letter(String),
    /// A sign that many scripts share, or none: punctuation, digits, emoji.
    Shared,
}

/// The script of a character.
pub fn script_of(character: char) -> ScriptUse {
    let script = CodePointMapData::<Script>::new().get(character);
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    let is_shared = [Script::Common, Script::Inherited, Script::Unknown].contains(&script);
    let is_sign = matches!(
        category,
        GeneralCategory::OtherSymbol
            | GeneralCategory::MathSymbol
            | GeneralCategory::OtherPunctuation
    );
    if is_shared || is_sign {
        return ScriptUse::Shared;
    }
    let name = match script {
        Script::Han => "Chinese",
        Script::Hiragana | Script::Katakana => "Japanese",
        Script::Hangul => "Korean",
        script => PropertyNamesLong::<Script>::new()
            .get(script)
            .unwrap_or("unknown"),
    };
    ScriptUse::Letter(name.replace('_', " "))
}
