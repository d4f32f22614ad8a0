//! The company's own fields: their declarations in the vocabulary, and their values in records.
//! Entry points: [`declarations`], [`values`].

use std::collections::BTreeMap;

use super::suggest::NamedItem;
use super::{Context, ReferenceKind, formats};
use crate::diagnostic::{Code, Diagnostic};
use crate::l10n::Locale;
use crate::load::{OwnContent, OwnFieldRecord, OwnValueRecord, Texts};
use crate::model::{
    ChoiceIx, FieldIx, FieldOwner, FieldPlace, IndexedList, Money, OwnChoice, OwnField,
    OwnFieldKind, OwnValue, OwnValueContent,
};
use crate::source::Span;

/// The declared fields. One without a known kind was reported when it was read, and is left out.
pub(super) fn declarations(
    cx: &mut Context<'_>,
    records: &[OwnFieldRecord],
) -> IndexedList<FieldIx, OwnField> {
    let mut names: BTreeMap<String, Span> = BTreeMap::new();
    let mut fields = Vec::new();
    for record in records {
        formats::own_field_id(cx, &record.id);
        check_declaration(cx, record);
        let name = cx.required_text(&record.name);
        cx.report_same_name(&mut names, &name, &record.name);
        let Some(kind) = record.kind else { continue };
        let field = OwnField {
            id: record.id.value.clone(),
            name,
            kind,
            unit: cx.maybe_text(record.unit.as_ref()),
            choices: choices(cx, record),
            owners: record.owners.clone(),
            places: record.places.clone(),
        };
        fields.push((field.id.clone(), field));
    }
    IndexedList::new(fields)
}

fn choices(cx: &mut Context<'_>, record: &OwnFieldRecord) -> IndexedList<ChoiceIx, OwnChoice> {
    let mut names: BTreeMap<String, Span> = BTreeMap::new();
    let mut choices = Vec::new();
    for choice in record.choices.iter().flat_map(|choices| &choices.value) {
        formats::id(cx, &choice.id);
        let name = cx.required_text(&choice.name);
        cx.report_same_name(&mut names, &name, &choice.name);
        let id = choice.id.value.clone();
        choices.push((id.clone(), OwnChoice { id, name }));
    }
    IndexedList::new(choices)
}

/// Reports what does not fit the kind of a field, and places that its owner does not have.
fn check_declaration(cx: &mut Context<'_>, record: &OwnFieldRecord) {
    let Some(kind) = record.kind else { return };
    let (id, word) = (&record.id.value, kind.word());
    let count = record.choices.as_ref().map(|choices| choices.value.len());
    match (kind, &record.choices) {
        (OwnFieldKind::Choice, choices) if count.unwrap_or(0) == 0 => {
            let span = choices.as_ref().map_or(record.id.span, |it| it.span);
            let message = format!("the field `{id}` has no `choices`");
            let help = "add a line `choices = { first = \"…\", second = \"…\" }` with the id and the name of each";
            cx.push(Diagnostic::new(Code::MissingKey, span, message).help(help));
        }
        (OwnFieldKind::Choice, _) | (_, None) => {}
        (_, Some(choices)) => {
            let message = format!("the field `{id}` has `choices`, but its kind is `{word}`");
            let help = "write `kind = \"choice\"`, or delete `choices`";
            cx.push(Diagnostic::new(Code::InvalidValue, choices.span, message).help(help));
        }
    }
    if let Some(unit) = &record.unit
        && !matches!(kind, OwnFieldKind::Number | OwnFieldKind::Amount)
    {
        let message = format!("the field `{id}` has a `unit`, but its kind is `{word}`");
        let help = "only numbers and amounts have a unit: delete it";
        cx.push(Diagnostic::new(Code::InvalidValue, unit.span, message).help(help));
    }
    if record.places.contains(&FieldPlace::Facet) && !kind.has_options() {
        let message =
            format!("the directory cannot be filtered by the field `{id}`, whose kind is `{word}`");
        let help =
            "delete `facet`: visitors can choose among the values of a `choice` or a `yes-no`";
        cx.push(Diagnostic::new(Code::InvalidValue, record.places_span, message).help(help));
    }
    if record.owners.contains(&FieldOwner::Partner) {
        return;
    }
    let of_partners =
        |place: &&FieldPlace| !matches!(place, FieldPlace::Profile | FieldPlace::Paper);
    // What the declaration does not say is not wrong.
    let is_said = record.places_span != record.id.span;
    if let Some(place) = record.places.iter().find(of_partners).filter(|_| is_said) {
        let message = format!(
            "the field `{id}` of references cannot be shown in `{}`, which has partners only",
            place.word()
        );
        let help = "write `show = [\"profile\", \"paper\"]`, or add `partner` to `for`";
        cx.push(Diagnostic::new(Code::InvalidValue, record.places_span, message).help(help));
    }
}

/// The values of a record, in the order of the declarations.
pub(super) fn values(
    cx: &mut Context<'_>,
    fields: &IndexedList<FieldIx, OwnField>,
    owner: FieldOwner,
    records: &[OwnValueRecord],
) -> Vec<OwnValue> {
    let kind = match owner {
        FieldOwner::Partner => ReferenceKind::PartnerFields,
        FieldOwner::Reference => ReferenceKind::ReferenceFields,
    };
    let mut values: Vec<OwnValue> = Vec::new();
    for record in records {
        // A field whose declaration is wrong was reported there.
        let is_declared = cx.records.vocabulary.own_field(&record.id.value).is_some();
        if is_declared && fields.find(&record.id.value).is_none() {
            continue;
        }
        let Some(index) = cx.find(fields, &record.id, Code::UnknownKey, kind) else {
            continue;
        };
        let field = &fields[index];
        if !field.owners.contains(&owner) {
            let message = format!("the field `{}` is not one of a {}", field.id, owner.word());
            let help = format!(
                "add `\"{}\"` to its `for` in `content/vocabulary.toml`, or delete it here",
                owner.word()
            );
            cx.push(Diagnostic::new(Code::UnknownKey, record.id.span, message).help(help));
            continue;
        }
        let content = content(cx, field, record);
        values.extend(content.map(|content| OwnValue {
            field: index,
            content,
        }));
    }
    values.sort_by_key(|value| value.field);
    values
}

/// The value as one of the field's kind; reports a value of another.
fn content(
    cx: &mut Context<'_>,
    field: &OwnField,
    record: &OwnValueRecord,
) -> Option<OwnValueContent> {
    match (field.kind, &record.content) {
        (OwnFieldKind::Number, OwnContent::Number(number)) => {
            Some(OwnValueContent::Number(*number))
        }
        (OwnFieldKind::YesNo, OwnContent::YesNo(truth)) => Some(OwnValueContent::YesNo(*truth)),
        (OwnFieldKind::Date, OwnContent::Date(date)) => Some(OwnValueContent::Date(*date)),
        (OwnFieldKind::Amount, OwnContent::Amount(money)) => {
            formats::currency(cx, &money.currency);
            Some(OwnValueContent::Amount(Money {
                amount: money.amount,
                currency: money.currency.value.as_str().into(),
            }))
        }
        (OwnFieldKind::Text, OwnContent::Text(texts)) => cx.text(texts).map(OwnValueContent::Text),
        (OwnFieldKind::Choice, OwnContent::Text(texts)) if is_bare(texts) => {
            let word = texts.versions.first()?.as_ref()?;
            let word = word.as_ref().map(ToString::to_string);
            let kind = ReferenceKind::FieldChoices;
            let choice = cx.find(&field.choices, &word, Code::UnknownWord, kind);
            choice.map(OwnValueContent::Choice)
        }
        (kind, content) => {
            let message = format!(
                "`{}` must be {}, not {}",
                field.id,
                expected(kind),
                written(content)
            );
            let help = format!("write `{} = {}`", field.id, example(field, content));
            cx.push(Diagnostic::new(Code::WrongType, record.span, message).help(help));
            None
        }
    }
}

/// Whether a text is written once, without a language.
fn is_bare(texts: &Texts) -> bool {
    let first = texts.versions.first().and_then(Option::as_ref);
    first.is_some_and(|version| version.span == texts.span)
}

fn expected(kind: OwnFieldKind) -> &'static str {
    match kind {
        OwnFieldKind::Number => "a number",
        OwnFieldKind::Amount => "an amount with its currency",
        OwnFieldKind::Choice => "the id of a choice",
        OwnFieldKind::YesNo => "`true` or `false`",
        OwnFieldKind::Text => "a text, or a text for each language",
        OwnFieldKind::Date => "a date",
    }
}

fn written(content: &OwnContent) -> &'static str {
    match content {
        OwnContent::Number(_) => "a number",
        OwnContent::Amount(_) => "an amount",
        OwnContent::YesNo(_) => "`true` or `false`",
        OwnContent::Date(_) => "a date",
        OwnContent::Text(texts) if is_bare(texts) => "a text",
        OwnContent::Text(_) => "a text for each language",
    }
}

/// A value as the kind needs it, made of what is written where that is possible.
fn example(field: &OwnField, content: &OwnContent) -> String {
    let bare = match content {
        OwnContent::Text(texts) if is_bare(texts) => {
            let version = texts.versions.first().and_then(Option::as_ref);
            version.map(|version| version.value.trim().to_owned())
        }
        _ => None,
    };
    match field.kind {
        OwnFieldKind::Number => bare
            .filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite))
            .unwrap_or_else(|| "40".to_owned()),
        OwnFieldKind::Amount => {
            let amount = match content {
                OwnContent::Number(number) => number.to_string(),
                _ => "20_000".to_owned(),
            };
            format!("{{ amount = {amount}, currency = \"EUR\" }}")
        }
        OwnFieldKind::Choice => {
            let first = field.choices.iter().next();
            format!("\"{}\"", first.map_or("…", |(_, choice)| &choice.id))
        }
        OwnFieldKind::YesNo => {
            let truth = bare.and_then(|text| crate::load::truth(&text));
            truth.unwrap_or(true).to_string()
        }
        OwnFieldKind::Text => match content {
            OwnContent::Number(number) => format!("\"{number}\""),
            OwnContent::Date(date) => format!("\"{date}\""),
            _ => "\"…\"".to_owned(),
        },
        OwnFieldKind::Date => bare
            .filter(|text| text.parse::<jiff::civil::Date>().is_ok())
            .unwrap_or_else(|| "2026-09-14".to_owned()),
    }
}

impl NamedItem for OwnField {
    fn names(&self, _: &[Locale]) -> Vec<String> {
        let names = self.name.versions();
        names.map(|(_, name)| name.to_string()).collect()
    }
}

impl NamedItem for OwnChoice {
    fn names(&self, _: &[Locale]) -> Vec<String> {
        let names = self.name.versions();
        names.map(|(_, name)| name.to_string()).collect()
    }
}
