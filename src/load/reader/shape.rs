//! What a reading function asks for, recorded: the fields of a kind of file and the forms each may have.

use std::cell::RefCell;

/// A list of words that the project declares, and that fields choose from.
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
}

/// A form that a value may have, but for tables and lists of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueType {
    /// A text that is not blank.
    Text,
    /// A text in one language, or a table of texts by language.
    Texts,
    /// One of a closed set of words.
    Word(Vec<&'static str>),
    /// One of the project's words.
    Declared(ReferenceKind),
    /// A list of texts.
    List,
    /// A list of words of a closed set.
    WordList(Vec<&'static str>),
    /// A list of the project's words.
    DeclaredList(ReferenceKind),
    /// A table of lists by language.
    ListsByLanguage,
    /// A number, whole or not.
    Number,
    /// A whole number from the first to the second.
    Integer(i64, i64),
    /// A list of so many numbers.
    Numbers(usize),
    /// True or false.
    Boolean,
    /// A day.
    Date,
}

/// What a value may be: any of its forms will do.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// The forms that are neither a table nor a list of tables.
    pub types: Vec<ValueType>,
    /// The table it may be.
    pub table: Option<TableShape>,
    /// What the tables are like, if it may be a list of them.
    pub item: Option<Box<Shape>>,
}

/// What a table may hold.
#[derive(Debug, Clone, Default)]
pub struct TableShape {
    /// Its keys, in the order they are asked for.
    pub fields: Vec<Field>,
    /// Any other keys; if they are the project's words, which.
    pub others: Option<(Option<ReferenceKind>, Box<Shape>)>,
}

/// A key of a table.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// Whether its absence is a mistake.
    pub required: bool,
    /// What its value may be.
    pub shape: Shape,
}

/// A value that was asked for, by its position in the recorder.
pub(super) type NodeId = usize;

/// Collects what is asked for; empty where a file is read.
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

    /// Notes a form.
    pub(super) fn add_type(&self, node: NodeId, value_type: ValueType) {
        let types = &mut self.0.borrow_mut()[node].types;
        if !types.contains(&value_type) {
            types.push(value_type);
        }
    }

    /// Notes that it may be a table.
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

    /// Notes that a key must be there.
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

    /// All that was asked of a value.
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
