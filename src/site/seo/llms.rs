//! `llms.txt` (llmstxt.org): what the site has, with the Markdown twins of its pages, for programs that read texts. In the
//! default language; partners are in the directory, not in this file.

use std::fmt::Write as _;

use crate::model::{Api, Lang, Page, Prose, Text};
use crate::site::context::PageContext;

pub(crate) fn render(context: PageContext<'_>) -> String {
    let catalogue = context.catalogue();
    let settings = &catalogue.settings;
    let mut file = format!("# {}\n", line(context, &settings.title));
    let mut put = |text: &str| {
        // Writing to a string cannot fail.
        let _ = write!(file, "{text}");
    };
    if let Some(tagline) = &settings.tagline {
        put(&format!("\n> {}\n", line(context, tagline)));
    }
    let lang = context.lang;
    put(&heading(context, "menu_directory"));
    let count = context.message_count("partners_count", catalogue.partners.len());
    let heading_of_directory = context.message("directory_heading");
    put(&entry(
        context,
        &Page::Directory(lang, 1),
        &heading_of_directory,
        Some(&count),
    ));
    if !catalogue.programmes.is_empty() {
        put(&heading(context, "menu_programmes"));
    }
    for (programme_ix, programme) in catalogue.programmes.iter() {
        let name = line(context, &programme.name);
        let page = Page::Programme(lang, programme_ix);
        put(&entry(
            context,
            &page,
            &name,
            summary(context, &programme.prose).as_deref(),
        ));
        for (ix, tier) in programme.tiers.iter() {
            let summary = tier
                .prose
                .as_ref()
                .and_then(|prose| summary(context, prose));
            let tier = format!("{name}: {}", line(context, &tier.name));
            put(&entry(
                context,
                &Page::Tier(lang, programme_ix, ix),
                &tier,
                summary.as_deref(),
            ));
        }
    }
    put(&heading(context, "bottom_more"));
    for (ix, content) in catalogue.pages.iter().filter(|(_, page)| page.id != "home") {
        let title = line(context, &content.prose.title);
        let summary = summary(context, &content.prose);
        put(&entry(
            context,
            &Page::Content(lang, ix),
            &title,
            summary.as_deref(),
        ));
    }
    let data = context.message("data_heading");
    let introduction = context.message("data_introduction");
    put(&entry(
        context,
        &Page::Data(lang),
        &data,
        Some(&introduction),
    ));
    for (api, key) in [
        (Api::Partners, "data_partners"),
        (Api::Table, "data_table"),
        (Api::Programmes, "data_programmes"),
        (Api::Vocabulary, "data_vocabulary"),
        (Api::Schema, "data_schema"),
    ] {
        put(&link(
            &context.message(key),
            &context.url(&Page::Api(api)),
            None,
        ));
    }
    let others: Vec<Lang> = catalogue.languages().filter(|&it| it != lang).collect();
    if !others.is_empty() {
        put(&heading(context, "languages"));
    }
    for lang in others {
        let home = Page::Home(lang).markdown().unwrap_or(Page::Home(lang));
        let name = &context.site.own_names[lang.index()];
        put(&link(name, &context.url(&home), None));
    }
    file
}

fn heading(context: PageContext<'_>, key: &str) -> String {
    format!("\n## {}\n\n", context.message(key))
}

/// A page with its Markdown twin.
fn entry(context: PageContext<'_>, page: &Page, name: &str, about: Option<&str>) -> String {
    let twin = page.markdown();
    link(name, &context.url(twin.as_ref().unwrap_or(page)), about)
}

fn link(name: &str, url: &str, about: Option<&str>) -> String {
    let name = name.replace(['[', ']'], "");
    let about = about.map(|about| format!(": {about}")).unwrap_or_default();
    format!("- [{name}]({url}){about}\n")
}

fn summary(context: PageContext<'_>, prose: &Prose) -> Option<String> {
    prose.summary.as_ref().map(|text| line(context, text))
}

/// A text on one line.
fn line(context: PageContext<'_>, text: &Text) -> String {
    let words = text.str(context.lang).split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::model::Page;
    use crate::site::fixture::{html, site};

    #[test]
    fn lists_programmes_and_pages_with_their_twins() {
        let file = html(&site(), &Page::Llms);
        assert!(file.starts_with("# Partners of Brightley\n"), "{file}");
        for address in [
            "en/directory/index.md",
            "en/programmes/solutions/index.md",
            "en/programmes/solutions/tiers/gold/index.md",
            "en/about/index.md",
            "fr/index.md",
            "api/v1/partners.json",
        ] {
            let link = format!("(https://brightley.example/partners/{address})");
            assert!(file.contains(&link), "{address} in {file}");
        }
        assert!(!file.contains("/alba"));
    }
}
