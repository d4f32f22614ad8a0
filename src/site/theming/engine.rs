//! The theme's template engine. Entry points: [`templates`], then [`Engine::new`] for each language: the engine holds
//! the values that all pages of a language share.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

use super::fallback_marks::{self, FallbackMarks};
use super::layout::LayoutView;
use super::problems;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::l10n::{ENGLISH, Localizer, is_in_language};
use crate::model::Lang;
use crate::site::context::PageContext;
use crate::site::site_context::SiteContext;
use crate::site::view::direction;
use crate::theme::{Message, Theme};

/// The templates of the theme, or all of their problems.
pub(crate) fn templates(theme: &Theme) -> Result<Tera, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut sources = Vec::new();
    for (name, file) in theme.folder("templates/") {
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => sources.push((name, text)),
            Err(_) => diagnostics.push(problems::about(
                theme,
                name,
                "the template is not UTF-8 text".to_owned(),
            )),
        }
    }
    let mut tera = Tera::new();
    // Placeholders, so that templates that call them compile; each language gets its own below.
    tera.register_function("message", |_: Kwargs, _: &State<'_>| String::new());
    tera.register_function("asset", |_: Kwargs, _: &State<'_>| String::new());
    tera.register_function("imports", |_: Kwargs, _: &State<'_>| Vec::<String>::new());
    if let Err(error) = tera.add_raw_templates(sources.iter().copied()) {
        diagnostics.append(problems::of_building(theme, &sources, &error));
    }
    if diagnostics.errors() > 0 {
        return Err(diagnostics);
    }
    Ok(tera)
}

/// The templates with the global values of one language: `t`, `lang`, `dir`, `site`, `marks`, `facets`, `map`.
pub(crate) struct Engine {
    tera: Tera,
    theme: Arc<Theme>,
    marks: FallbackMarks,
}

impl Engine {
    pub(crate) fn new(templates: &Tera, site: &Arc<SiteContext>, lang: Lang) -> Self {
        let mut tera = templates.clone();
        let shared_site = Arc::clone(site);
        tera.register_function("message", move |args: Kwargs, _: &State<'_>| {
            let locale = PageContext::new(&shared_site, lang).locale();
            let site = &shared_site;
            message(&Localizer::new(&site.theme, locale, &site.english), &args)
        });
        let shared_site = Arc::clone(site);
        tera.register_function("asset", move |args: Kwargs, _: &State<'_>| {
            asset(&shared_site, &args)
        });
        let shared_site = Arc::clone(site);
        tera.register_function("imports", move |args: Kwargs, _: &State<'_>| {
            imports(&shared_site, &args)
        });
        let context = PageContext::new(site, lang);
        let globals = tera.global_context();
        globals.insert("t", &strings(&site.theme, context.code()));
        globals.insert("lang", context.code());
        globals.insert("dir", direction(context.locale()));
        globals.insert("site", &LayoutView::new(context));
        Self {
            tera,
            theme: Arc::clone(&site.theme),
            marks: FallbackMarks::new(direction(context.locale())),
        }
    }

    /// Adds a value that all templates of the language can read.
    pub(crate) fn share(&mut self, name: &'static str, value: &impl Serialize) {
        self.tera.global_context().insert(name, value);
    }

    /// Renders the template `<name>.html` with a view, which it reads by the same name, and with further values.
    pub(crate) fn fill(
        &self,
        name: &'static str,
        view: &impl Serialize,
        values: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut values_of_template = Context::new();
        values_of_template.insert_value(name, self.value(view)?);
        for (key, value) in values {
            values_of_template.insert_value(key, value);
        }
        let mut page = Vec::with_capacity(16 * 1024);
        let template = format!("{name}.html");
        self.tera
            .render_to(&template, &values_of_template, &mut page)
            .map_err(|error| problems::of_rendering(&self.theme, &template, &error))?;
        Ok(self.marks.resolved(page))
    }

    /// Renders a component with a view, its argument `of`, to safe HTML.
    pub(crate) fn component(&self, name: &str, view: &impl Serialize) -> Result<Value, Diagnostic> {
        let mut values_of_template = Context::new();
        values_of_template.insert_value("of", self.value(view)?);
        let html = self
            .tera
            .render_component(name, &values_of_template, None, true)
            .map_err(|error| problems::of_rendering(&self.theme, name, &error))?;
        Ok(Value::safe_string(&html))
    }

    pub(crate) fn value(&self, view: &impl Serialize) -> Result<Value, Diagnostic> {
        Value::try_from_serializable(view).map_err(|error| {
            Diagnostic::without_place(
                Code::Template,
                format!("a page's values cannot be passed to its template: {error}"),
            )
        })
    }
}

/// The interface strings without arguments, for templates: `{{ t.menu }}`. Those in English on a page in another language
/// are marked.
pub(crate) fn strings<'a>(theme: &'a Theme, language: &str) -> BTreeMap<&'a str, String> {
    let of = |language: &str| theme.strings.get(language);
    let base = language.split('-').next().unwrap_or(language);
    let keys = [of(language), of(base), of(ENGLISH)]
        .into_iter()
        .flatten()
        .flat_map(|strings| strings.keys());
    keys.filter_map(|key| match theme.message(language, key)? {
        Message::Plain(text) if is_in_language(theme, language, key) => {
            Some((key.as_str(), text.clone()))
        }
        Message::Plain(text) => Some((key.as_str(), fallback_marks::marked(text))),
        Message::Plural(_) => None,
    })
    .collect()
}

/// `message(key="…", count=3, name="…")`: an interface string with its arguments.
pub(crate) fn message(localizer: &Localizer<'_>, args: &Kwargs) -> tera::TeraResult<String> {
    let key: &str = args.must_get("key")?;
    let phrase = localizer
        .phrase(key)
        .ok_or_else(|| tera::Error::message(format!("there is no interface string `{key}`")))?;
    let count = args.get::<f64>("count")?;
    let named: Vec<(String, String)> = args
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .collect();
    let named: Vec<(&str, String)> = named
        .iter()
        .filter(|(name, _)| name != "key" && name != "count")
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    let text = phrase.text_of(&named, count);
    Ok(if std::ptr::eq(phrase.locale(), localizer.locale()) {
        text
    } else {
        fallback_marks::marked(&text)
    })
}

/// `asset(path="favicon.svg")`: the address of a static file of the theme.
fn asset(site: &SiteContext, args: &Kwargs) -> tera::TeraResult<String> {
    let path: &str = args.must_get("path")?;
    let name = site
        .assets
        .name(path)
        .ok_or_else(|| tera::Error::message(format!("the theme has no file `assets/{path}`")))?;
    Ok(site.links.href(&format!("/assets/{name}")))
}

/// `imports(path="js/find.js")`: the addresses of the scripts that a script of the theme imports.
fn imports(site: &SiteContext, args: &Kwargs) -> tera::TeraResult<Vec<String>> {
    let path: &str = args.must_get("path")?;
    let names = site.assets.imports(path);
    let href = |name: &Arc<str>| site.links.href(&format!("/assets/{name}"));
    Ok(names.map(href).collect())
}
