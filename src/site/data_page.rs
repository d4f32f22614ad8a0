//! The page of the public data: files, feeds, licence, and what readers can rely on. Entry point: [`render`].

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::api::contract;
use super::context::PageContext;
use super::renderer::Renderer;
use super::seo::{feed, schema_org};
use super::theming::head::Head;
use super::view::{DateView, TextView, direction};
use crate::diagnostic::Diagnostic;
use crate::model::{Api, Lang, Page};

#[derive(Serialize)]
struct DataPageView {
    /// "59 partners"
    partners: String,
    as_of: DateView,
    files: Vec<DataFileView>,
    feeds: Vec<FeedLinkView>,
    licence: Option<LicenceView>,
    terms: Option<TextView>,
    version: u32,
    /// The default language's name: texts fall back to it.
    default_language: String,
    schema: String,
    /// The page that makes lists for other websites.
    embed: String,
    fields: Vec<contract::FieldView>,
}

/// A file, or a file for each partner.
#[derive(Serialize)]
struct DataFileView {
    name: String,
    note: Option<String>,
    format: &'static str,
    media_type: &'static str,
    /// Absent without a partner to show as an example.
    href: Option<String>,
    /// The address as text; for a file of each partner the path, with `<id>` for the partner.
    address: String,
}

#[derive(Serialize)]
struct FeedLinkView {
    code: String,
    dir: &'static str,
    title: String,
    href: String,
}

#[derive(Serialize)]
struct LicenceView {
    name: &'static str,
    url: &'static str,
}

pub(super) fn render(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let catalogue = context.catalogue();
    let settings = &catalogue.settings;
    let count = catalogue.partners.len();
    let default = renderer.context(Lang::DEFAULT);
    let view = DataPageView {
        partners: context.message_count("partners_count", count),
        as_of: context.date(context.site.options.today),
        files: files(context),
        feeds: catalogue
            .languages()
            .map(|lang| feed_link(renderer.context(lang)))
            .collect(),
        licence: settings.data.licence.map(|it| LicenceView {
            name: it.name,
            url: it.url,
        }),
        terms: context.text_opt(settings.data.terms.as_ref()),
        version: contract::VERSION,
        default_language: context.locale().language_name(default.code()),
        schema: context.href(&Page::Api(Api::Schema)),
        embed: context.href(&Page::EmbedMaker(lang)),
        fields: contract::partner_fields(),
    };
    let page = Page::Data(lang);
    let introduction = context.message("data_introduction");
    let head = Head::new(&page, context.message_view("data_heading"), "data")
        .description(Some(introduction))
        .data(context, || dataset(context))
        .view(context, renderer.fragments(lang));
    renderer.fill(
        lang,
        "data",
        &view,
        [("page", renderer.value(lang, &head)?)],
    )
}

fn files(context: PageContext<'_>) -> Vec<DataFileView> {
    let file = |key: &str, note: Option<&str>, api| {
        let is_table = matches!(api, Api::Table);
        let url = context.url(&Page::Api(api));
        DataFileView {
            name: context.message(key),
            note: note.map(|key| context.message(key)),
            format: if is_table { "CSV" } else { "JSON" },
            media_type: if is_table {
                "text/csv"
            } else {
                "application/json"
            },
            href: Some(context.href(&Page::Api(api))),
            address: url,
        }
    };
    let all = context.href(&Page::Api(Api::Partners));
    let example = context.catalogue().partners.indexes().next();
    let single = DataFileView {
        name: context.message("data_partner"),
        note: Some(context.message("data_partner_note")),
        format: "JSON",
        media_type: "application/json",
        href: example.map(|ix| context.href(&Page::Api(Api::Partner(ix)))),
        address: format!("{}/<id>.json", all.strip_suffix(".json").unwrap_or(&all)),
    };
    vec![
        file("data_table", Some("data_table_note"), Api::Table),
        file("data_partners", Some("data_partners_note"), Api::Partners),
        single,
        file("data_programmes", None, Api::Programmes),
        file(
            "data_vocabulary",
            Some("data_vocabulary_note"),
            Api::Vocabulary,
        ),
    ]
}

fn feed_link(context: PageContext<'_>) -> FeedLinkView {
    FeedLinkView {
        code: context.code().to_owned(),
        dir: direction(context.locale()),
        title: feed::title(context),
        href: context.href(&Page::Feed(context.lang)),
    }
}

/// The data as schema.org's `Dataset`, for search engines of data.
fn dataset(context: PageContext<'_>) -> Json {
    let settings = &context.catalogue().settings;
    let url = context.url(&Page::Data(context.lang));
    let download = |api, format: &str| {
        json!({
            "@type": "DataDownload",
            "encodingFormat": format,
            "contentUrl": context.url(&Page::Api(api)),
        })
    };
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": context.url(&Page::Api(Api::Partners)),
        "name": settings.title.str(context.lang),
        "description": context.message("data_introduction"),
        "url": url,
        "inLanguage": settings.languages,
        "isAccessibleForFree": true,
        "creator": schema_org::publisher(context),
        "distribution": [
            download(Api::Table, "text/csv"),
            download(Api::Partners, "application/json"),
            download(Api::Programmes, "application/json"),
            download(Api::Vocabulary, "application/json"),
        ],
    });
    if let Some(licence) = settings.data.licence {
        data["license"] = json!(licence.url);
    } else if settings.data.terms.is_some() {
        data["license"] = json!(format!("{url}#licence"));
    }
    data
}

#[cfg(test)]
mod tests {
    use crate::model::{LICENCES, Lang, Page};
    use crate::site::fixture::{both, catalogue, html, site};
    use crate::site::tests::site_of;

    #[test]
    fn the_page_links_to_every_file_and_states_the_licence() {
        let page = Page::Data(Lang(1));
        let plain = html(&site(), &page);
        for address in [
            "/partners/api/v1/partners.csv",
            "/partners/api/v1/partners.json",
            "/partners/api/v1/programmes.json",
            "/partners/api/v1/vocabulary.json",
            "/partners/api/v1/schema.json",
            "/partners/en/feed.xml",
            "/partners/fr/feed.xml",
        ] {
            assert!(plain.contains(&format!("href=\"{address}\"")), "{address}");
        }
        assert!(plain.contains("/api/v1/partners/&lt;id&gt;.json"));
        assert!(!plain.contains("rel=\"license\"") && !plain.contains("\"license\""));

        let mut licensed = catalogue();
        licensed.settings.data.licence = Some(&LICENCES[1]);
        licensed.settings.data.terms = Some(both("Name the <source>", "Citez la source"));
        let site = site_of(licensed);
        let stated = html(&site, &page);
        assert!(stated.contains("href=\"https://creativecommons.org/licenses/by/4.0/\""));
        assert!(stated.contains("Citez la source"));
        assert!(html(&site, &Page::Data(Lang(0))).contains("Name the &lt;source&gt;"));
    }
}
