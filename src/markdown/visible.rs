//! The Markdown of what a page shows of a text. Entry point: [`visible`](fn@visible).

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::located_event::is_html;
use super::parse::{OPTIONS, parse, parser};
use super::retarget::retarget;
use super::{Trust, events, plain, url};

/// The Markdown of all that a page shows of a text, with the targets that `target` gives for those of its links.
///
/// A text with nothing hidden stays as it is written. Any other is written again from what is shown, so that comments,
/// definitions and footnotes that nothing uses, attributes and declarations of HTML, cells without a column and links that
/// are not allowed are not in it.
pub fn visible(source: &str, trust: Trust, target: &dyn Fn(&str) -> String) -> String {
    if hides_nothing(source) {
        return retarget(source, target);
    }
    let mut in_table = false;
    let events = events::without_html(source, trust)
        .into_iter()
        .map(|(event, _)| {
            match &event {
                Event::Start(Tag::Table(_)) => in_table = true,
                Event::End(TagEnd::Table) => in_table = false,
                // A row is one line.
                Event::SoftBreak | Event::HardBreak if in_table => return Event::Text(" ".into()),
                _ => {}
            }
            as_shown(event, target)
        });
    let mut text = String::with_capacity(source.len());
    let written = pulldown_cmark_to_cmark::cmark(events, &mut text, OPTIONS);
    match written {
        Ok(_) => text,
        Err(_) => plain(source),
    }
}

/// Whether everything in a text is shown.
fn hides_nothing(source: &str) -> bool {
    // What may be hidden is within such marks.
    if !source.contains(['<', '[', '`', '~', '|', '{']) {
        return true;
    }
    let is_shown = |event: &Event<'_>| match event {
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            ..
        }) => url::link(&url::target(*link_type, dest_url.clone())).is_ok(),
        Event::Start(
            Tag::Image { .. } | Tag::Table(_) | Tag::FootnoteDefinition(_) | Tag::HtmlBlock,
        ) => false,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            info.split_whitespace().nth(1).is_none()
        }
        event => !is_html(event),
    };
    let has_definitions = parser(source)
        .reference_definitions()
        .iter()
        .next()
        .is_some();
    !has_definitions
        && !source.contains("{#")
        && parse(source).iter().all(|(event, _)| is_shown(event))
}

/// An event with only what is shown of it.
fn as_shown<'a>(event: Event<'a>, target: &dyn Fn(&str) -> String) -> Event<'a> {
    let Event::Start(tag) = event else {
        return event;
    };
    Event::Start(match tag {
        Tag::Link {
            link_type,
            dest_url,
            title,
            ..
        } => Tag::Link {
            link_type: LinkType::Inline,
            dest_url: target(&url::target(link_type, dest_url)).into(),
            title,
            id: CowStr::Borrowed(""),
        },
        Tag::Image {
            dest_url, title, ..
        } => Tag::Image {
            link_type: LinkType::Inline,
            dest_url: target(&dest_url).into(),
            title,
            id: CowStr::Borrowed(""),
        },
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            let language = info.split_whitespace().next().unwrap_or_default();
            Tag::CodeBlock(CodeBlockKind::Fenced(language.to_owned().into()))
        }
        Tag::Heading { level, .. } => Tag::Heading {
            level,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        },
        tag => tag,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{html, plain};
    use super::{Trust, visible};

    #[test]
    fn nothing_hidden_is_in_the_text() {
        for source in [
            "a <!-- CANARY --> b",
            "a\n\n<!-- CANARY -->\n\nb",
            "a\n\n[//]: # (CANARY)\n",
            "a\n\n[comment]: <> (CANARY)\n",
            "a\n\n[CANARY]: /directory/ 'CANARY'\n",
            "a\n\n[x][CANARY]\n\n[CANARY]: /directory/\n",
            "a <?CANARY ?> <!CANARY x> b",
            "a <![CDATA[b]]> <span title=\"CANARY\" data-canary=\"CANARY\">c</span>",
            "<p class=\"CANARY\" onclick=\"CANARY\">a</p>",
            "<div hidden>CANARY</div>a",
            "<script>CANARY</script>a",
            "<style>CANARY</style>a",
            "<input value=\"CANARY\">a",
            "a ![b](/CANARY.png \"CANARY\")",
            "[a](ftp://CANARY.example)",
            "[a](javascript:CANARY)",
            "# a {#CANARY}",
            "~~~ text CANARY\na\n~~~",
            "| a | b |\n|---|---|\n| c | d | CANARY |",
        ] {
            let text = visible(source, Trust::Partner, &str::to_owned);
            assert!(
                !text.to_uppercase().contains("CANARY"),
                "{source:?}: {text:?}"
            );
            assert!(text.contains('a'), "{source:?}: {text:?}");
        }
    }

    #[test]
    fn the_text_is_shown_as_before() {
        for source in [
            "plain *text* with [a link](/x/ \"title\") and <https://a.example>",
            "a <!-- x -->\n\n* b\n* c\n\n  d\n\n1. e\n2. f",
            "<b>a</b> &lt;b> \\<i> \\[x](y) \\*c\\* 1\\. `<!-- x -->` _d_e",
            "<p>a</p>\n\n> quote\n>\n> two\n\n---\n\n# h\n\n## i",
            "| a | b \\| c |\n|:--|--:|\n| `x` | **y** |",
            "a[^1] b\n\n[^1]: note *x*",
            "```rust\nlet x = \"<b>\";\n```\n\n<br>\n\n    code",
            "a<br>b  \nc\\\nd ~~e~~",
            "<table><tr><th>a</th></tr><tr><td>b<br>c</td></tr></table>",
            "[a]\n\n[a]: /x/",
            "- [ ] a\n- [x] b <i>c</i>",
        ] {
            let text = visible(source, Trust::Partner, &str::to_owned);
            let shown = |text: &str| html(text, Trust::Partner, 2, &str::to_owned);
            let (before, after) = (plain(source), plain(&text));
            assert_eq!(after, before, "{source:?}: {text:?}");
            // A break in a cell becomes a space.
            let tags = |html: &str| html.replace("<br>", "").matches('<').count();
            assert_eq!(
                tags(&shown(&text)),
                tags(&shown(source)),
                "{source:?}: {text:?}"
            );
        }
        let same = "As *written*, with a [link](/x/).\n\n- and\n- lists";
        assert_eq!(visible(same, Trust::Partner, &str::to_owned), same);
    }
}
