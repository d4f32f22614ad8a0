//! Published values by name, each as a hash. Collected by [`ValueCollector`].

use std::collections::BTreeMap;
use std::hash::Hasher as _;

use serde_json::{Map, Value as Json, json};
use siphasher::sip::SipHasher13;

use crate::model::{Catalogue, Money, Text};

/// The path of a value, from its owner to the field: `solutions`, `the process joining`, `owner`.
pub(crate) type ValuePath = Vec<String>;

/// What a value belongs to. The order is that of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ValueKind {
    Programme,
    Tier,
    Criterion,
    Benefit,
    Process,
    Contact,
    FinderFee,
    Country,
    Featured,
    Title,
    Setting,
    Page,
    Vocabulary,
    Theme,
}

impl ValueKind {
    pub(crate) const ALL: [Self; 14] = [
        Self::Programme,
        Self::Tier,
        Self::Criterion,
        Self::Benefit,
        Self::Process,
        Self::Contact,
        Self::FinderFee,
        Self::Country,
        Self::Featured,
        Self::Title,
        Self::Setting,
        Self::Page,
        Self::Vocabulary,
        Self::Theme,
    ];

    /// The words for one changed value, for several, and the heading of their list. One word is the name in the file.
    pub(crate) fn words(self) -> [&'static str; 3] {
        match self {
            Self::Programme => [
                "programme field changed",
                "programme fields changed",
                "Programmes changed",
            ],
            Self::Tier => [
                "value of tiers changed",
                "values of tiers changed",
                "Tiers changed",
            ],
            Self::Criterion => [
                "value of criteria changed",
                "values of criteria changed",
                "Criteria changed",
            ],
            Self::Benefit => [
                "value of benefits changed",
                "values of benefits changed",
                "Benefits changed",
            ],
            Self::Process => [
                "value of processes changed",
                "values of processes changed",
                "Processes changed",
            ],
            Self::Contact => ["contact changed", "contacts changed", "Contacts changed"],
            Self::FinderFee => [
                "finder's fee changed",
                "finder's fees changed",
                "Finder's fees changed",
            ],
            Self::Country => [
                "country decision changed",
                "country decisions changed",
                "Country decisions changed",
            ],
            Self::Featured => [
                "list of featured partners changed",
                "lists of featured partners changed",
                "Featured partners changed",
            ],
            Self::Title => ["title changed", "titles changed", "Titles changed"],
            Self::Setting => ["setting changed", "settings changed", "Settings changed"],
            Self::Page => [
                "menu entry changed",
                "menu entries changed",
                "Menus changed",
            ],
            Self::Vocabulary => [
                "value of the vocabulary changed",
                "values of the vocabulary changed",
                "Vocabulary changed",
            ],
            Self::Theme => [
                "part of the theme changed",
                "parts of the theme changed",
                "Theme changed",
            ],
        }
    }

    /// The name in the file of a snapshot.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Tier => "tier",
            Self::Criterion => "criterion",
            Self::Benefit => "benefit",
            Self::Process => "process",
            Self::Contact => "contact",
            Self::FinderFee => "finder-fee",
            Self::Country => "country",
            Self::Featured => "featured",
            Self::Title => "title",
            Self::Setting => "setting",
            Self::Page => "page",
            Self::Vocabulary => "vocabulary",
            Self::Theme => "theme",
        }
    }

    pub(super) fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// A value: what it belongs to, and its hash.
pub(crate) type HashedValue = (ValueKind, u64);

/// A collection of values, with the path of the part that is being read.
pub(super) struct ValueCollector<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) hashes: BTreeMap<ValuePath, HashedValue>,
    path: ValuePath,
}

impl<'a> ValueCollector<'a> {
    pub(super) fn new(catalogue: &'a Catalogue) -> Self {
        Self {
            catalogue,
            hashes: BTreeMap::new(),
            path: Vec::new(),
        }
    }

    /// Reads a part with a name.
    pub(super) fn part(&mut self, name: impl Into<String>, read: impl FnOnce(&mut Self)) {
        self.path.push(name.into());
        read(self);
        self.path.pop();
    }

    /// Adds a value of the current part, unless it is empty.
    pub(super) fn put(&mut self, kind: ValueKind, field: &str, value: impl Into<Json>) {
        let value = value.into();
        let is_empty = match &value {
            Json::Null => true,
            Json::Array(list) => list.is_empty(),
            Json::Object(fields) => fields.is_empty(),
            _ => false,
        };
        if !is_empty {
            let mut path = self.path.clone();
            path.push(field.to_owned());
            self.hashes.insert(path, (kind, hash(&value)));
        }
    }

    /// A text by the codes of its languages.
    pub(super) fn text(&self, text: Option<&Text>) -> Json {
        let Some(text) = text else {
            return Json::Null;
        };
        let versions = text
            .versions()
            .map(|(lang, version)| (self.catalogue.code(lang).to_owned(), Json::from(&**version)));
        Json::Object(versions.collect::<Map<_, _>>())
    }
}

/// An amount.
pub(super) fn money(money: &Money) -> Json {
    json!([money.amount, &*money.currency])
}

pub(super) fn hash(value: &Json) -> u64 {
    hash_bytes(value.to_string().as_bytes())
}

pub(super) fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish()
}
