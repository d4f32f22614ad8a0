//! Lists with typed indexes and lookup by id: [`IndexedList`].

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Index;
use std::sync::Arc;

/// A position in an [`IndexedList`] of one type of entry.
pub trait ListIndex: Copy {
    /// The index for a position.
    fn new(at: usize) -> Self;
    /// The position.
    fn index(self) -> usize;
}

macro_rules! indexes {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl ListIndex for $name {
            fn new(at: usize) -> Self {
                Self(u32::try_from(at).expect("a list is limited to 2^32 entries by the memory that holds it"))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

indexes! {
    /// A type of partner in the vocabulary.
    TypeIx;
    /// A product in the vocabulary.
    ProductIx;
    /// A specialization in the vocabulary.
    SpecializationIx;
    /// A level of specializations in the vocabulary.
    LevelIx;
    /// An industry in the vocabulary.
    IndustryIx;
    /// A certification in the vocabulary.
    CertificationIx;
    /// A country, or a group of countries, in the vocabulary.
    CountryIx;
    /// A language that some partner speaks.
    LanguageIx;
    /// A field of the company's own.
    FieldIx;
    /// A choice of one such field.
    ChoiceIx;
    /// A programme.
    ProgrammeIx;
    /// A tier of one programme; a greater index is a higher rank.
    TierIx;
    /// A published partner.
    PartnerIx;
    /// A page of prose.
    PageIx;
    /// A picture: a logo, or an image of the texts.
    PictureIx;
}

/// An ordered list whose entries have ids; a copy shares its entries.
#[derive(Debug)]
pub struct IndexedList<I, T> {
    items: Vec<Arc<T>>,
    ids: Arc<BTreeMap<String, usize>>,
    index: PhantomData<fn() -> I>,
}

impl<I: ListIndex, T> IndexedList<I, T> {
    /// A list of `(id, entry)` pairs in order; of two entries with the same id, lookup finds the first.
    pub fn new(entries: impl IntoIterator<Item = (String, T)>) -> Self {
        Self::of_shared(entries.into_iter().map(|(id, item)| (id, Arc::new(item))))
    }

    /// A list of entries that other lists share.
    pub fn of_shared(entries: impl IntoIterator<Item = (String, Arc<T>)>) -> Self {
        let mut items = Vec::new();
        let mut ids = BTreeMap::new();
        for (id, item) in entries {
            ids.entry(id).or_insert(items.len());
            items.push(item);
        }
        Self {
            items,
            ids: Arc::new(ids),
            index: PhantomData,
        }
    }

    /// Lets an entry be found by another id too, unless that is another entry's.
    pub fn add_id(&mut self, id: String, index: I) {
        Arc::make_mut(&mut self.ids)
            .entry(id)
            .or_insert(index.index());
    }

    /// Replaces an entry by another with the same id.
    pub fn replace(&mut self, index: I, item: Arc<T>) {
        self.items[index.index()] = item;
    }

    /// The index of the entry with this id.
    pub fn find(&self, id: &str) -> Option<I> {
        self.ids.get(id).map(|&at| I::new(at))
    }

    /// All entries with their indexes, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.items
            .iter()
            .enumerate()
            .map(|(at, item)| (I::new(at), &**item))
    }

    /// All indexes, in order.
    pub fn indexes(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.items.len()).map(I::new)
    }

    /// All ids, in alphabetical order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(String::as_str)
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<I, T> Default for IndexedList<I, T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            ids: Arc::default(),
            index: PhantomData,
        }
    }
}

impl<I, T> Clone for IndexedList<I, T> {
    fn clone(&self) -> Self {
        Self {
            items: self.items.clone(),
            ids: Arc::clone(&self.ids),
            index: PhantomData,
        }
    }
}

impl<I: ListIndex, T> Index<I> for IndexedList<I, T> {
    type Output = T;

    fn index(&self, index: I) -> &T {
        &self.items[index.index()]
    }
}
