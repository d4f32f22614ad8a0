use super::{Hit, Needles, Trace};

#[test]
fn finds_a_value_in_any_format() {
    for (value, file) in [
        ("Smith & Sons Ltd", "<b>Smith &amp; Sons</b> Ltd"),
        ("Smith & Sons Ltd", "Smith%20%26%20Sons%20Ltd"),
        ("L'Étoile du Nord", "L&#39;ÉTOILE DU NORD"),
        ("L'Étoile du Nord", "L&#39;&Eacute;toile du Nord"),
        ("L'Étoile du Nord", "L\u{2019}E\u{301}toile du Nord"),
        ("L'Étoile du Nord", "letoile-du-nord"),
        ("L'Étoile du Nord", "L=C3=89toile=\r\n du Nord"),
        ("L'Étoile du Nord", "L\u{2019}Étoi\u{ad}le du\n Nord"),
        ("Söhne & Zwickau", "SOEHNE und: Soehne & Zwickau"),
        ("Anna Novák", "Novak, Anna"),
        ("Anna Novák", "{\"x\":\"Anna Nov\\u00e1k\"}"),
        ("Anna Novák", "data:text/plain;base64,QW5uYSBOb3bDoWs="),
        ("one line\nand another", r#"{"a":"one line\nand another"}"#),
        (
            "sales@kerguelen.example",
            "sales<wbr>@kerguelen.<wbr>example",
        ),
        (
            "sales@kerguelen.example",
            "EMAIL:sales@kergu\r\n elen.example",
        ),
        ("sales@kerguelen.example", "sales (at) kerguelen.example"),
        ("+33 2 99 00 00 00", "tel:+33299000000"),
        ("+33 2 99 00 00 00", "02 99 00 00 00"),
        ("Dr. Anna Maria Novák", "Anna Maria Novák"),
        ("Prof. Dr. Anna Maria Novák, Ph.D.", "Novák, Anna Maria"),
        ("Anna M. Novák MBA", "Anna M. Novák"),
        ("Ast", "by Ast, since"),
        ("Ást", "by\nast\n"),
    ] {
        assert!(has(value, file), "`{value}` is not found in `{file}`");
    }
    for (value, file) in [
        ("Ast", "at last"),
        ("Kerguelen Conseil", "Kerguelen"),
        ("Dr. Novák", "Novák"),
        ("Ast", "sha256-QXN0AAAAAAAA/w=="),
    ] {
        assert!(!has(value, file), "`{value}` is found in `{file}`");
    }
}

#[test]
fn names_the_line_where_a_value_begins() {
    let traces = ["Kerguelen Conseil", "Ast", "Anna Novák"].map(trace);
    let needles = Needles::new(&traces).unwrap();
    let text = "a\nKerguelen\nConseil ast\n<p\n>x &amp;\nAnna Nov&aacute;k\n";
    let hit = |trace, line| Hit { trace, line };
    assert_eq!(needles.find(text), [hit(0, 2), hit(1, 3), hit(2, 6)]);
}

#[test]
fn many_values_are_found_at_once() {
    let traces: Vec<Trace> = (0..20_000)
        .map(|number| trace(&format!("the text number {number} of it")))
        .collect();
    let needles = Needles::new(&traces).unwrap();
    let text: String = (0..20_000)
        .map(|number| format!("the text number {number} of it\n"))
        .collect();
    assert_eq!(needles.find(&text).len(), 20_000);
}

fn has(value: &str, file: &str) -> bool {
    let needles = Needles::new(&[trace(value)]).unwrap();
    !needles.find(file).is_empty()
}

fn trace(value: &str) -> Trace {
    Trace {
        kind: "contact".to_owned(),
        text: value.to_owned(),
        identifying: true,
    }
}
