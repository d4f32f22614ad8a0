//! Declarations of the company's own fields, `[fields.<id>]`. Entry point: [`read`].

use crate::load::reader::{Field, ReferenceKind, Shape, Table, TableShape, Texts, ValueType};
use crate::load::{MissingTranslation, Records, VocabularyRecord};
use crate::model::{FieldOwner, FieldPlace, OwnFieldKind};
use crate::source::{Span, Spanned};

/// An own field as written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::OwnField`")]
pub struct OwnFieldRecord {
    pub id: Spanned<String>,
    /// Absent only where it is missing or misspelt, which was reported.
    pub kind: Option<OwnFieldKind>,
    pub name: Texts,
    pub unit: Option<Texts>,
    /// Absent where the key is not written.
    pub choices: Option<Spanned<Vec<ChoiceRecord>>>,
    pub owners: Vec<FieldOwner>,
    pub places: Vec<FieldPlace>,
    /// The position of the places, or of the field.
    pub places_span: Span,
}

/// A choice of a field: its id and its name.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the same names as in `model::OwnChoice`")]
pub struct ChoiceRecord {
    pub id: Spanned<String>,
    pub name: Texts,
}

/// Where a field is shown whose declaration does not say it.
const USUAL_PLACES: [FieldPlace; 4] = [
    FieldPlace::Compare,
    FieldPlace::Profile,
    FieldPlace::Paper,
    FieldPlace::Table,
];

pub(super) fn read(table: &Table<'_>) -> Vec<OwnFieldRecord> {
    let entries = table
        .table("fields")
        .map_or_else(Vec::new, |table| table.entries());
    let fields = entries
        .into_iter()
        .filter_map(|(id, value)| Some(field(id.map(str::to_owned), &value.table(id.value)?)));
    fields.collect()
}

fn field(id: Spanned<String>, table: &Table<'_>) -> OwnFieldRecord {
    let kinds = OwnFieldKind::ALL.map(|it| (it.word(), it));
    let known_owners = FieldOwner::ALL.map(|it| (it.word(), it));
    let known_places = FieldPlace::ALL.map(|it| (it.word(), it));
    let owners = table.value("for");
    let places = table.value("show");
    OwnFieldRecord {
        kind: table.required_one_of("kind", &kinds),
        name: table.required_texts("name"),
        unit: table.texts("unit"),
        choices: choices(table),
        owners: owners.map_or_else(
            || vec![FieldOwner::Partner],
            |it| it.words("for", &known_owners),
        ),
        places_span: places.map_or(id.span, |it| it.span),
        places: places.map_or_else(
            || USUAL_PLACES.to_vec(),
            |it| it.words("show", &known_places),
        ),
        id,
    }
}

fn choices(table: &Table<'_>) -> Option<Spanned<Vec<ChoiceRecord>>> {
    let value = table.value("choices")?;
    let entries = value.table("choices")?.entries().into_iter();
    let choices = entries.filter_map(|(id, name)| {
        Some(ChoiceRecord {
            name: name.texts(id.value)?,
            id: id.map(str::to_owned),
        })
    });
    Some(Spanned {
        value: choices.collect(),
        span: value.span,
    })
}

impl VocabularyRecord {
    /// The declaration of an own field.
    pub fn own_field(&self, id: &str) -> Option<&OwnFieldRecord> {
        self.fields.iter().find(|field| field.id.value == id)
    }

    /// The own fields of partners or of references.
    pub fn fields_of(&self, owner: FieldOwner) -> impl Iterator<Item = &OwnFieldRecord> {
        let fields = self.fields.iter();
        fields.filter(move |field| field.owners.contains(&owner))
    }
}

impl Records {
    /// Whether a text is in one language because it is the id of a choice.
    pub fn is_choice(&self, gap: &MissingTranslation) -> bool {
        let field = gap.key.strip_prefix("fields.");
        let field = field.and_then(|id| self.vocabulary.own_field(id));
        gap.bare && field.is_some_and(|field| field.kind == Some(OwnFieldKind::Choice))
    }

    /// The shape of the values of declared keys: that of an own field is that of its kind, others have the shape of all.
    pub fn shape_of_declared(
        &self,
        keys: Option<ReferenceKind>,
        key: &str,
        usual: &Shape,
    ) -> Shape {
        let is_own = matches!(
            keys,
            Some(ReferenceKind::PartnerFields | ReferenceKind::ReferenceFields)
        );
        let field = self.vocabulary.own_field(key).filter(|_| is_own);
        let Some(kind) = field.and_then(|field| field.kind) else {
            return usual.clone();
        };
        let one = |value_type: ValueType| Shape {
            types: vec![value_type],
            ..Shape::default()
        };
        let part = |key: &'static str, value_type: ValueType| Field {
            key,
            required: true,
            shape: one(value_type),
        };
        match kind {
            OwnFieldKind::Number => one(ValueType::Number),
            OwnFieldKind::Choice => one(ValueType::Declared(ReferenceKind::FieldChoices)),
            OwnFieldKind::YesNo => one(ValueType::Boolean),
            OwnFieldKind::Text => one(ValueType::Texts),
            OwnFieldKind::Date => one(ValueType::Date),
            OwnFieldKind::Amount => Shape {
                table: Some(TableShape {
                    fields: vec![
                        part("amount", ValueType::Number),
                        part("currency", ValueType::Text),
                    ],
                    others: None,
                }),
                ..Shape::default()
            },
        }
    }
}
