//! The fuzz targets: any bytes in, no panic, and invariants of the output.
//!
//! The fuzzer calls these functions through `fuzz_targets/`, the suite with the files of `seeds/`.

mod cells;
mod folder;
mod markup;

use std::time::{Duration, Instant};

use vitrine::commands;
use vitrine::commands::{ImportContext, ImportTable, plan};
use vitrine::diagnostic::{Diagnostics, Format, Style, render};
use vitrine::image::{self, Coding};
use vitrine::markdown::{self, Node, Trust};
use vitrine::model::{Edition, EditionScope, Lang, PictureKind, PictureUse};
use vitrine::serve::{RequestJudgement, judge_request};
use vitrine::source::{Sources, Span};
use vitrine::{paper, validate};

use folder::read_with;

/// A partner's record.
pub fn record(bytes: &[u8]) {
    read_with("partners/almadena.toml", bytes, judge);
}

/// The criteria and benefits of a programme.
pub fn programme(bytes: &[u8]) {
    let path = "content/programmes/solutions/programme.toml";
    read_with(path, bytes, judge);
}

/// A page with its front matter.
pub fn front_matter(bytes: &[u8]) {
    read_with("content/pages/about.en.md", bytes, judge);
}

/// Markdown rendered as HTML.
pub fn markdown_html(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    for trust in [Trust::Owner, Trust::Partner] {
        let html = markdown::html(text, trust, 2, &str::to_owned);
        markup::assert_harmless(&html, trust);
        for remark in markdown::remarks(text, trust) {
            let message = remark.message;
            assert!(text.get(remark.range).is_some(), "{message} lies outside");
        }
    }
    for link in markdown::links(text) {
        assert!(text.get(link.range).is_some(), "a link lies outside");
    }
    markdown::anchors(text);
    assert!(!markdown::plain(text).contains('\n'));
}

/// Markdown as data for Typst.
pub fn markdown_typst(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    for trust in [Trust::Owner, Trust::Partner] {
        let tree = markdown::tree(text, trust);
        assert!(depth(&tree) <= DEEPEST, "nested too deeply for Typst");
    }
}

/// A partner's text on its sheet, typeset by Typst.
pub fn set_pages(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    // Longer texts are slow and find nothing else.
    if text.len() > 2_000 {
        return;
    }
    let record = format!(
        "name = \"Almadena\"\ntypes = [\"integrator\"]\ndescription = {}\n",
        folder::toml_text(text)
    );
    read_with("partners/almadena.toml", record.as_bytes(), |loaded| {
        let Some(catalogue) = &loaded.catalogue else {
            return;
        };
        let partner = catalogue.partners.find("almadena");
        let volume = Edition {
            scope: EditionScope::Partner(partner.expect("it is active")),
            ..Edition::whole(catalogue, Lang::DEFAULT)
        };
        match paper::render(catalogue, &loaded.theme, &volume, loaded.options.today) {
            Ok((pdfs, _)) => assert!(pdfs.iter().all(|pdf| pdf.pages > 0)),
            Err(problems) => panic!("{}", shown(&problems, &loaded.sources)),
        }
    });
}

/// A logo: usually SVG, otherwise the format of the bytes.
pub fn svg(bytes: &[u8]) {
    let Ok(checked) = image::check("logo.svg", bytes) else {
        return;
    };
    for used in [PictureUse::Logo, PictureUse::Illustration] {
        let web = image::for_web(&checked.picture, used);
        assert!(image::check("logo.svg", &web).is_ok(), "not shown again");
        if checked.picture.kind == PictureKind::Svg {
            let text = str::from_utf8(&web).expect("SVGs are text");
            markup::assert_drawing(text);
        }
    }
    for coding in [Coding::AsItIs, Coding::Lossless] {
        image::for_paper(&checked.picture, 400, coding);
    }
}

/// An SVG that may take time, or have private names.
pub fn svg_time(bytes: &[u8]) {
    let start = Instant::now();
    let checked = image::check("logo.svg", bytes);
    assert!(start.elapsed() < SVG_TIME, "{:?}", start.elapsed());
    let Ok(checked) = checked else {
        return;
    };
    if checked.picture.kind == PictureKind::Svg {
        let web = image::for_web(&checked.picture, PictureUse::Logo);
        let text = str::from_utf8(&web).expect("SVGs are text");
        markup::assert_drawing(text);
        markup::assert_neutral(text);
    }
}

/// The limit of time of an SVG, and as much again for a busy machine.
const SVG_TIME: Duration = Duration::from_secs(20);

/// A table of partners.
pub fn csv(bytes: &[u8]) {
    folder::read(|read| {
        let Some(records) = &read.records else {
            return;
        };
        let mut problems = Diagnostics::default();
        let table = ImportTable {
            name: "partners.csv",
            bytes,
            mapping: None,
            files: &commands::NoFiles,
        };
        let mut sources = read.sources.clone();
        let mut context = ImportContext {
            sources: &mut sources,
            problems: &mut problems,
        };
        let planned = plan(&table, records, &mut context);
        for it in &planned.records {
            assert!(it.path.starts_with("partners/"), "{}", it.path);
            assert!(!it.path.contains(".."), "{}", it.path);
        }
        judge_problems(&problems, &sources);
    });
}

/// A request to the preview.
pub fn request(bytes: &[u8]) {
    /// The largest head, in bytes, that the preview reads.
    const HEAD_AT_MOST: usize = 64 * 1024;

    let judgement = judge_request(bytes, "127.0.0.1");
    match &judgement {
        RequestJudgement::Incomplete => assert!(bytes.len() < HEAD_AT_MOST, "it reads on"),
        RequestJudgement::Refused(status) => assert!((400..600).contains(status)),
        RequestJudgement::Accepted { length, address } => {
            assert!(*length <= HEAD_AT_MOST.min(bytes.len()));
            let address = address.as_deref().unwrap_or("/");
            assert!(address.starts_with('/') && !address.starts_with("//"));
            let leads_out = address.split('/').any(|part| part == ".." || part == ".");
            assert!(
                !leads_out && !address.contains(['\\', '\0', '\r', '\n']),
                "{address}"
            );
            judge_head(&bytes[..*length]);
            // What follows the head is another request.
            assert_eq!(judge_request(&bytes[..*length], "127.0.0.1"), judgement);
        }
    }
}

/// Asserts that an accepted request is for a page of this machine, and without a body.
fn judge_head(head: &[u8]) {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut lines = head.trim_start().lines();
    let request_line = lines.next().unwrap_or_default();
    assert!(
        request_line.starts_with("get /") || request_line.starts_with("head /"),
        "{request_line}"
    );
    let mut hosts = 0;
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        match (name.trim_end(), value.trim()) {
            ("host", host) => {
                let own = ["localhost", "127.0.0.1", "[::1]", "::1"];
                let own = own.iter().any(|name| {
                    let port = host
                        .strip_prefix(name)
                        .map(|port| port.trim_start_matches(':'));
                    port.is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
                });
                assert!(own, "{host}");
                hosts += 1;
            }
            ("content-length", length) => assert_eq!(length, "0"),
            ("transfer-encoding", _) => panic!("it has a body"),
            _ => {}
        }
    }
    assert_eq!(hosts, 1, "{head}");
}

/// A cell of a table, of each kind of field.
pub fn cells(bytes: &[u8]) {
    cells::judge_bytes(bytes);
}

/// Many texts as cells of a table, of each kind of field.
pub fn all_cells(texts: &[&str]) {
    cells::judge_cells(texts);
}

/// The maximum nesting of a text for the paper catalogue.
const DEEPEST: usize = 8;

fn depth(nodes: &[Node]) -> usize {
    let of = |lists: &[Vec<Node>]| lists.iter().map(|nodes| depth(nodes)).max().unwrap_or(0);
    let inner = |node: &Node| match node {
        Node::Emphasis(body)
        | Node::Strong(body)
        | Node::Strike(body)
        | Node::Paragraph(body)
        | Node::Quote(body)
        | Node::Link { content: body, .. }
        | Node::Heading { content: body, .. } => 1 + depth(body),
        Node::List { items, .. } => 1 + of(items),
        Node::Table { head, rows, .. } => {
            let rows = rows.iter().map(|row| of(row)).max().unwrap_or(0);
            1 + of(head).max(rows)
        }
        _ => 0,
    };
    nodes.iter().map(inner).max().unwrap_or(0)
}

/// Invariants of every loaded project.
fn judge(loaded: &commands::Project) {
    judge_problems(&loaded.diagnostics, &loaded.sources);
    let errors = loaded.diagnostics.errors();
    assert_eq!(loaded.catalogue.is_some(), errors == 0);
    if let (Some(records), Some(draft)) = (&loaded.records, &loaded.draft) {
        validate::internal(records, &draft.programmes);
    }
}

/// Asserts that every diagnostic can be rendered and lies in its file.
fn judge_problems(problems: &Diagnostics, sources: &Sources) {
    for problem in problems.iter() {
        let related = problem.related.iter().map(|(span, _)| *span);
        for span in problem.place.into_iter().chain(related) {
            assert!(lies_in_its_file(span, sources), "{problem:?}");
        }
    }
    for format in [Format::Human, Format::Short, Format::Json] {
        render(problems, sources, format, Style::Plain);
    }
}

fn lies_in_its_file(span: Span, sources: &Sources) -> bool {
    let text = &sources.get(span.file).text;
    text.get(span.start as usize..span.end as usize).is_some()
}

fn shown(problems: &Diagnostics, sources: &Sources) -> String {
    render(problems, sources, Format::Human, Style::Plain)
}
