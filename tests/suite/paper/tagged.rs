//! Tags of the screen edition for screen readers, read with `qpdf`.

use serde_json::Value;

use crate::tools;

/// All objects of the file.
struct Objects(Value);

impl Objects {
    fn of_the_screen_edition() -> Self {
        let json = tools::qpdf(&["--json", "--json-key=qpdf"], &super::pdf());
        Self(serde_json::from_slice(&json).unwrap())
    }

    /// The target of a reference, or the value itself.
    fn at<'a>(&'a self, value: &'a Value) -> &'a Value {
        let reference = value.as_str().filter(|it| it.ends_with(" R"));
        reference.map_or(value, |it| &self.0["qpdf"][1][format!("obj:{it}")]["value"])
    }

    fn all(&self) -> impl Iterator<Item = &Value> {
        let objects = self.0["qpdf"][1].as_object().unwrap().values();
        objects.map(|object| &object["value"])
    }

    /// The elements of the structure with this tag.
    fn elements(&self, tag: &str) -> Vec<&Value> {
        let all = self.all();
        all.filter(|it| it["/S"] == tag && it.get("/P").is_some())
            .collect()
    }

    /// The children of an element; a single child is not in a list.
    fn kids<'a>(&'a self, element: &'a Value) -> Vec<&'a Value> {
        match self.at(&element["/K"]) {
            Value::Array(kids) => kids.iter().map(|kid| self.at(kid)).collect(),
            Value::Null => Vec::new(),
            kid => vec![kid],
        }
    }

    /// Whether the element contains marked text, or a picture with an alternative text.
    fn has_content(&self, element: &Value) -> bool {
        element.is_number()
            || element.get("/MCID").is_some()
            || element.get("/Alt").is_some()
            || self
                .kids(element)
                .into_iter()
                .any(|kid| self.has_content(kid))
    }

    /// An entry of the attributes of a cell.
    fn attribute<'a>(&'a self, cell: &'a Value, key: &str) -> Option<&'a Value> {
        let attributes = match self.at(&cell["/A"]) {
            Value::Array(list) => list.iter().map(|it| self.at(it)).collect(),
            single => vec![single],
        };
        let mut found = attributes.into_iter().filter_map(|it| it.get(key));
        found.next().map(|value| self.at(value))
    }

    /// The ids of all headers of a cell, those of its headers too: readers follow them.
    fn headers(&self, cell: &Value, heads: &[&Value]) -> Vec<String> {
        let named = self.attribute(cell, "/Headers").and_then(Value::as_array);
        let mut headers = Vec::new();
        for id in named.into_iter().flatten() {
            headers.push(id.as_str().unwrap().to_owned());
            let head = heads.iter().find(|head| &head["/ID"] == id);
            headers.extend(self.headers(head.expect("a header that is there"), heads));
        }
        headers
    }
}

#[test]
fn links_and_pictures_have_text() {
    let objects = Objects::of_the_screen_edition();
    let links = objects.elements("/Link");
    assert!(links.len() > 300, "{}", links.len());
    for link in links {
        assert!(objects.has_content(link), "a link without content: {link}");
    }
    let notes: Vec<&Value> = objects
        .all()
        .filter(|it| it["/Subtype"] == "/Link")
        .collect();
    assert!(notes.len() > 300, "{}", notes.len());
    for note in notes {
        assert!(
            note["/Contents"].is_string(),
            "a link without a text: {note}"
        );
    }
    for figure in objects.elements("/Figure") {
        assert!(
            figure["/Alt"].is_string(),
            "a picture without a text: {figure}"
        );
    }
}

/// The headers of a value are exactly: "Gold" for the column, "Training seats" and "Consultants" for the row.
#[test]
fn table_values_have_headers_for_tier_and_name() {
    let objects = Objects::of_the_screen_edition();
    let heads = objects.elements("/TH");
    let is_row = |head: &&Value| objects.attribute(head, "/Scope") == Some(&"/Row".into());
    let (mut values, mut by_type) = (0, 0);
    for row in objects.elements("/TR") {
        let cells = objects.kids(row);
        let own: Vec<&Value> = cells.iter().copied().filter(is_row).collect();
        let Some(name) = own.last() else { continue };
        for value in cells.iter().filter(|cell| cell["/S"] == "/TD") {
            let headers = objects.headers(value, &heads);
            let rows = heads.iter().copied().filter(is_row);
            let rows = rows.filter(|head| headers.iter().any(|id| head["/ID"] == **id));
            let rows = rows.count();
            // Its column, its row, the thing that the row is about, and the column that these two are in.
            let columns: Vec<&String> = headers
                .iter()
                .filter(|id| {
                    !heads
                        .iter()
                        .any(|head| is_row(head) && head["/ID"] == ***id)
                })
                .collect();
            assert!((1..=2).contains(&rows), "{name}: {headers:?}");
            let mut distinct = columns.clone();
            distinct.sort_unstable();
            distinct.dedup();
            assert_eq!(distinct.len(), 2, "{headers:?}");
            values += 1;
            by_type += usize::from(rows == 2);
        }
    }
    assert!(values > 150 && by_type > 40, "{values}, {by_type}");
}
