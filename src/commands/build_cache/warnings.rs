//! The warnings of a build as JSON. Entry points: [`to_json`], [`from_json`].

use serde_json::{Value as Json, json};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Sources, Span};

/// The warnings, with their positions by the paths of files.
pub(super) fn to_json(warnings: &Diagnostics, sources: &Sources) -> Json {
    let position = |span: &Span| json!([sources.get(span.file).path, span.start, span.end]);
    let warning = |warning: &Diagnostic| {
        let related: Vec<Json> = warning
            .related
            .iter()
            .map(|(span, note)| json!([position(span), note]))
            .collect();
        json!({
            "code": warning.code.word(),
            "message": warning.message,
            "place": warning.place.as_ref().map(position),
            "label": warning.label,
            "related": related,
            "help": warning.help,
            "draft": warning.in_draft,
        })
    };
    warnings.iter().map(warning).collect()
}

/// Reads what [`to_json`] writes; `None` if it has another format.
pub(super) fn from_json(warnings: &Json, sources: &Sources) -> Option<Diagnostics> {
    let position = |json: &Json| {
        let offset = |json: &Json| u32::try_from(json.as_u64()?).ok();
        let span = Span {
            file: sources.find(json[0].as_str()?)?,
            start: offset(&json[1])?,
            end: offset(&json[2])?,
        };
        let text = &sources.get(span.file).text;
        let range = span.start as usize..span.end as usize;
        text.get(range).is_some().then_some(span)
    };
    let text = |json: &Json| json.as_str().map(str::to_owned);
    let warning = |json: &Json| {
        let word = json["code"].as_str()?;
        let code = Code::ALL.iter().find(|code| code.word() == word)?;
        let related = json["related"].as_array()?.iter();
        Some(Diagnostic {
            code: *code,
            message: text(&json["message"])?,
            place: match &json["place"] {
                Json::Null => None,
                place => Some(position(place)?),
            },
            label: text(&json["label"]),
            related: related
                .map(|json| Some((position(&json[0])?, text(&json[1])?)))
                .collect::<Option<_>>()?,
            help: text(&json["help"]),
            in_draft: json["draft"].as_bool()?,
        })
    };
    warnings.as_array()?.iter().map(warning).collect()
}

#[cfg(test)]
mod tests {
    use super::{from_json, to_json};
    use crate::diagnostic::{Code, Diagnostic, Diagnostics};
    use crate::source::{Sources, Span};

    #[test]
    fn warnings_survive_writing_and_reading() {
        let mut sources = Sources::default();
        sources.add("a.toml", "first");
        let file = sources.add("b.toml", "second");
        let span = |start, end| Span { file, start, end };
        let warnings = Diagnostics::from_iter([
            Diagnostic::without_place(Code::MissingGlyph, "no font has `x`"),
            Diagnostic::new(Code::TextTooLong, span(1, 3), "too long")
                .label("here")
                .related(span(0, 1), "and \"here\"")
                .help("shorten it"),
        ]);
        let json = to_json(&warnings, &sources);
        let read = from_json(&json, &sources).unwrap();
        assert!(read.iter().eq(warnings.iter()));
        assert!(from_json(&json, &Sources::default()).is_none());
        for (start, end) in [(3, 1), (1, 99), (7, 7)] {
            let outside =
                Diagnostics::from_iter([Diagnostic::new(Code::TextTooLong, span(start, end), "x")]);
            let json = to_json(&outside, &sources);
            assert!(from_json(&json, &sources).is_none(), "{start}..{end}");
        }
    }
}
