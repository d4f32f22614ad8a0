//! Shape of a kind of file: its fields and their types, as recorded from the functions that read it by [`Recorder`].

use std::cell::RefCell;

/// Kind of declaration that a field refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words say it")]
pub enum ReferenceKind {
    Languages,
    Types,
    Products,
    Specializations,
    Levels,
    Industries,
    Certifications,
    /// Countries and groups of them.
    Places,
    /// Countries alone.
    Countries,
    Programmes,
    /// Of the programme at hand.
    Tiers,
    /// Of the programme at hand.
    Criteria,
    /// Of the programme at hand.
    Benefits,
    /// Of the programme at hand.
    Processes,
    /// The figures that criteria are checked against.
    Figures,
    Partners,
    Themes,
    /// The company's own fields that partners have.
    PartnerFields,
    /// The company's own fields that references have.
    ReferenceFields,
    /// Of the own field at hand.
    FieldChoices,
    /// The facets of the directory.
    Facets,
}

/// Type of a value that is neither a table nor a list of tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueType {
    /// A text that is not blank.
    Text,
    /// A text in one language, or a table of texts by language.
    Texts,
    /// A name that is the same in all languages, or a table of names by language.
    NameByLanguage,
    /// One of a closed set of words.
    Word(Vec<&'static str>),
    /// A reference to a declaration of the project.
    Declared(ReferenceKind),
    /// A list of texts.
    List,
    /// A list of words of a closed set.
    WordList(Vec<&'static str>),
    /// A list of references to declarations.
    DeclaredList(ReferenceKind),
    /// A table of lists by language.
    ListsByLanguage,
    /// A number, whole or not.
    Number,
    /// A whole number in a range.
    Integer(i64, i64),
    /// A list of this many numbers.
    Numbers(usize),
    /// A boolean.
    Boolean,
    /// A date.
    Date,
}

/// Shape of a value, which may have any of these types.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// The types other than tables.
    pub types: Vec<ValueType>,
    /// The table it may be.
    pub table: Option<TableShape>,
    /// The shape of the tables, if it may be a list of tables.
    pub item: Option<Box<Shape>>,
}

/// Shape of a table.
#[derive(Debug, Clone, Default)]
pub struct TableShape {
    /// Its keys, in the order they are read.
    pub fields: Vec<Field>,
    /// Shape of the values of other keys, and the kind of references that the keys are.
    pub others: Option<(Option<ReferenceKind>, Box<Shape>)>,
}

/// A key of a table.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// Whether it is required.
    pub required: bool,
    /// The shape of its value.
    pub shape: Shape,
}

impl Shape {
    /// Whether the table has a key of this name.
    pub(super) fn has_at_top(&self, key: &str) -> bool {
        let table = self.table.as_ref();
        table.is_some_and(|table| table.fields.iter().any(|field| field.key == key))
    }

    /// The headers of the tables below this one that have a key of this name, such as `[organization]`.
    pub(super) fn headers_with(&self, key: &str) -> Vec<String> {
        let mut headers = Vec::new();
        self.find_headers(key, "", &mut headers);
        // A table within another has fewer chances to be meant.
        let depth = |header: &String| header.matches('.').count();
        let least = headers.iter().map(depth).min();
        headers.retain(|header| Some(depth(header)) == least);
        headers
    }

    fn find_headers(&self, key: &str, path: &str, headers: &mut Vec<String>) {
        let Some(table) = &self.table else { return };
        let own = table.fields.iter().map(|field| (field.key, &field.shape));
        let others = table.others.iter().map(|(_, shape)| ("…", &**shape));
        for (name, shape) in own.chain(others) {
            let path = match path {
                "" => name.to_owned(),
                path => format!("{path}.{name}"),
            };
            if shape.has_at_top(key) {
                headers.push(format!("`[{path}]`"));
            }
            if shape.item.as_ref().is_some_and(|item| item.has_at_top(key)) {
                headers.push(format!("`[[{path}]]`"));
            }
            shape.find_headers(key, &path, headers);
        }
    }
}

/// A recorded value, by its position in the recorder.
pub(super) type NodeId = usize;

/// Records the values that are read; empty unless a schema is recorded.
#[derive(Default)]
pub(super) struct Recorder(RefCell<Vec<NodeShape>>);

#[derive(Clone, Default)]
struct NodeShape {
    types: Vec<ValueType>,
    table: Option<NodeTable>,
    item: Option<NodeId>,
}

#[derive(Clone, Default)]
struct NodeTable {
    fields: Vec<(&'static str, bool, NodeId)>,
    others: Option<(Option<ReferenceKind>, NodeId)>,
}

impl Recorder {
    /// The file as a whole.
    pub(super) const ROOT: NodeId = 0;

    pub(super) fn recording() -> Self {
        Self(RefCell::new(vec![NodeShape::default()]))
    }

    pub(super) fn is_recording(&self) -> bool {
        !self.0.borrow().is_empty()
    }

    fn fresh(&self) -> NodeId {
        let mut all = self.0.borrow_mut();
        all.push(NodeShape::default());
        all.len() - 1
    }

    /// Records a type.
    pub(super) fn add_type(&self, node: NodeId, value_type: ValueType) {
        let types = &mut self.0.borrow_mut()[node].types;
        if !types.contains(&value_type) {
            types.push(value_type);
        }
    }

    /// Records that it may be a table.
    pub(super) fn table(&self, node: NodeId) {
        self.0.borrow_mut()[node].table.get_or_insert_default();
    }

    /// The value of a key.
    pub(super) fn key(&self, node: NodeId, key: &'static str) -> NodeId {
        self.table(node);
        let known = |all: &[NodeShape]| {
            let fields = &all[node].table.as_ref()?.fields;
            let field = fields.iter().find(|(name, ..)| *name == key);
            field.map(|(.., node)| *node)
        };
        if let Some(known) = known(&self.0.borrow()) {
            return known;
        }
        let fresh = self.fresh();
        if let Some(table) = &mut self.0.borrow_mut()[node].table {
            table.fields.push((key, false, fresh));
        }
        fresh
    }

    /// Records that a key is required.
    pub(super) fn require(&self, node: NodeId, key: &'static str) {
        self.key(node, key);
        let mut all = self.0.borrow_mut();
        let fields = all[node].table.iter_mut().flat_map(|it| &mut it.fields);
        fields
            .filter(|(name, ..)| *name == key)
            .for_each(|(_, required, _)| *required = true);
    }

    /// The value of any other key.
    pub(super) fn others(&self, node: NodeId, kind: Option<ReferenceKind>) -> NodeId {
        self.table(node);
        let fresh = self.fresh();
        let mut all = self.0.borrow_mut();
        let others = all[node].table.get_or_insert_default().others;
        let (kind, value) = others.unwrap_or((kind, fresh));
        all[node].table.get_or_insert_default().others = Some((kind, value));
        value
    }

    /// The tables of a list.
    pub(super) fn item(&self, node: NodeId) -> NodeId {
        let fresh = self.fresh();
        *self.0.borrow_mut()[node].item.get_or_insert(fresh)
    }

    /// The recorded shape of a value.
    pub(super) fn shape(&self, node: NodeId) -> Shape {
        let node_shape = self.0.borrow()[node].clone();
        let fields = |table: NodeTable| TableShape {
            fields: table
                .fields
                .iter()
                .map(|&(key, required, node)| Field {
                    key,
                    required,
                    shape: self.shape(node),
                })
                .collect(),
            others: table
                .others
                .map(|(words, node)| (words, Box::new(self.shape(node)))),
        };
        Shape {
            types: node_shape.types,
            table: node_shape.table.map(fields),
            item: node_shape.item.map(|node| Box::new(self.shape(node))),
        }
    }
}
