//! A company's own fields: declared in the vocabulary ([`OwnField`]), with values in records ([`OwnValue`]).

use jiff::civil::Date;

use super::{ChoiceIx, FieldIx, IndexedList, ListIndex as _, Money, Text};

/// A field that the company declares itself, such as "minimum project".
#[derive(Debug, Clone)]
pub struct OwnField {
    /// Its id in records and addresses.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The kind of its values.
    pub kind: OwnFieldKind,
    /// What follows a number or an amount: "people", "a day".
    pub unit: Option<Text>,
    /// The choices of a choice, in their order.
    pub choices: IndexedList<ChoiceIx, OwnChoice>,
    /// Whose field it is.
    pub owners: Vec<FieldOwner>,
    /// Where its values are shown.
    pub places: Vec<FieldPlace>,
}

impl OwnField {
    /// Whether the values of what has the field are shown in a place.
    pub fn is_in(&self, owner: FieldOwner, place: FieldPlace) -> bool {
        self.owners.contains(&owner) && self.places.contains(&place)
    }

    /// Whether the directory may be filtered by the field.
    pub fn is_facet(&self) -> bool {
        self.is_in(FieldOwner::Partner, FieldPlace::Facet) && self.kind.has_options()
    }

    /// The number of values that visitors can choose from: 0 if the kind has no fixed values.
    pub fn options(&self) -> usize {
        match self.kind {
            OwnFieldKind::Choice => self.choices.len(),
            OwnFieldKind::YesNo => 2,
            _ => 0,
        }
    }
}

/// A choice of a field.
#[derive(Debug, Clone)]
pub struct OwnChoice {
    /// Its id in records and addresses.
    pub id: String,
    /// Its name.
    pub name: Text,
}

/// The kind of a field's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnFieldKind {
    /// A number.
    Number,
    /// An amount of money.
    Amount,
    /// One of the declared choices.
    Choice,
    /// Yes or no.
    YesNo,
    /// A text, in several languages.
    Text,
    /// A date.
    Date,
}

impl OwnFieldKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Number,
        Self::Amount,
        Self::Choice,
        Self::YesNo,
        Self::Text,
        Self::Date,
    ];

    /// Whether its values are fixed, so that visitors can choose one.
    pub fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::YesNo)
    }

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            OwnFieldKind::Number => "number",
            OwnFieldKind::Amount => "amount",
            OwnFieldKind::Choice => "choice",
            OwnFieldKind::YesNo => "yes-no",
            OwnFieldKind::Text => "text",
            OwnFieldKind::Date => "date",
        }
    }
}

/// What has a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldOwner {
    /// Partners.
    Partner,
    /// References of partners.
    Reference,
}

impl FieldOwner {
    /// Both owners.
    pub const ALL: [Self; 2] = [Self::Partner, Self::Reference];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            FieldOwner::Partner => "partner",
            FieldOwner::Reference => "reference",
        }
    }
}

/// Where the values of a field are shown. The public data have all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldPlace {
    /// The filters of the directory.
    Facet,
    /// Cards.
    Card,
    /// The comparison of partners.
    Compare,
    /// Profiles.
    Profile,
    /// The book.
    Paper,
    /// The public table.
    Table,
}

impl FieldPlace {
    /// All places.
    pub const ALL: [Self; 6] = [
        Self::Facet,
        Self::Card,
        Self::Compare,
        Self::Profile,
        Self::Paper,
        Self::Table,
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            FieldPlace::Facet => "facet",
            FieldPlace::Card => "card",
            FieldPlace::Compare => "compare",
            FieldPlace::Profile => "profile",
            FieldPlace::Paper => "paper",
            FieldPlace::Table => "table",
        }
    }
}

/// A value of a field.
#[derive(Debug, Clone)]
pub struct OwnValue {
    /// The field.
    pub field: FieldIx,
    /// The value, of the field's kind.
    pub content: OwnValueContent,
}

impl OwnValue {
    /// The position of the value among those that visitors can choose from: that of the choice; for yes 0, for no 1.
    pub fn option(&self) -> Option<usize> {
        match &self.content {
            OwnValueContent::Choice(choice) => Some(choice.index()),
            OwnValueContent::YesNo(truth) => Some(usize::from(!truth)),
            _ => None,
        }
    }
}

/// What a value says.
#[derive(Debug, Clone)]
pub enum OwnValueContent {
    /// A number.
    Number(f64),
    /// An amount.
    Amount(Money),
    /// A choice.
    Choice(ChoiceIx),
    /// Yes or no.
    YesNo(bool),
    /// A text.
    Text(Text),
    /// A date.
    Date(Date),
}
