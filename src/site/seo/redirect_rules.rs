//! Redirect rules in the formats of web hosts, so that visitors are redirected before a page is loaded: from the root to
//! their language, and from former ids. The pages at these addresses redirect where the host ignores the files.
//! Entry points: [`netlify`], [`apache`] and [`nginx`].

use std::fmt::Write as _;

use crate::model::{Catalogue, Lang, Page};
use crate::site::context::PageContext;

/// Whether the site has redirects.
pub(crate) fn has_redirects(catalogue: &Catalogue) -> bool {
    catalogue.languages().len() > 1 || catalogue.redirects.iter().any(|it| it.to.is_some())
}

/// `_redirects`. There are pages at these addresses; `!` gives the rule precedence.
pub(crate) fn netlify(context: PageContext<'_>) -> String {
    let root = context.href(&Page::Root);
    let mut file = String::new();
    for (code, home) in homes(context) {
        // Writing to a string cannot fail.
        let _ = writeln!(file, "{root} {home} 302! Language={code}");
    }
    let _ = writeln!(file, "{root} {} 302!", default_home(context));
    for (from, to) in former(context) {
        let _ = writeln!(file, "{from} {to} 301!");
    }
    file
}

/// `.htaccess`.
pub(crate) fn apache(context: PageContext<'_>) -> String {
    let mut file = String::from("<IfModule mod_rewrite.c>\nRewriteEngine On\n");
    for (code, home) in homes(context) {
        let _ = write!(
            file,
            "RewriteCond %{{HTTP:Accept-Language}} ^{code} [NC]\nRewriteRule ^$ {home} [R=302,L]\n"
        );
    }
    let home = default_home(context);
    let _ = write!(file, "RewriteRule ^$ {home} [R=302,L]\n</IfModule>\n");
    file.push_str("<IfModule mod_alias.c>\n");
    for (from, to) in former(context) {
        let _ = writeln!(file, "Redirect 301 \"{from}\" \"{to}\"");
    }
    let missing = context.href(&Page::NotFound);
    let _ = write!(file, "</IfModule>\nErrorDocument 404 {missing}\n");
    file
}

/// `redirects.nginx.conf`, to be included in a `server` block.
pub(crate) fn nginx(context: PageContext<'_>) -> String {
    let root = context.href(&Page::Root);
    let mut file = format!("location = {root} {{\n");
    for (code, home) in homes(context) {
        let _ = writeln!(
            file,
            "    if ($http_accept_language ~* \"^{code}\") {{ return 302 {home}; }}"
        );
    }
    let _ = write!(file, "    return 302 {};\n}}\n", default_home(context));
    for (from, to) in former(context) {
        let _ = writeln!(file, "location = {from} {{ return 301 {to}; }}");
    }
    let _ = writeln!(file, "error_page 404 {};", context.href(&Page::NotFound));
    file
}

/// The home pages of all languages but the default one, by code.
fn homes(context: PageContext<'_>) -> impl Iterator<Item = (&str, String)> {
    let languages = context.catalogue().languages().skip(1);
    languages.map(move |lang| {
        let home = context.href(&Page::Home(lang));
        (context.catalogue().code(lang), home)
    })
}

fn default_home(context: PageContext<'_>) -> String {
    context.href(&Page::Home(Lang::DEFAULT))
}

/// The addresses of former ids, each with the present one. Partners that left have a page, which says so.
fn former(context: PageContext<'_>) -> Vec<(String, String)> {
    let catalogue = context.catalogue();
    let mut all = Vec::new();
    for (at, redirect) in catalogue.redirects.iter().enumerate() {
        let Some(ix) = redirect.to else { continue };
        let mut put = |from: &Page, lang| {
            all.push((context.href(from), context.href(&Page::Partner(lang, ix))));
        };
        for lang in catalogue.languages() {
            put(&Page::FormerPartner(lang, at), lang);
        }
        put(&Page::FormerShort(at), Lang::DEFAULT);
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::model::{HostFile, Page};
    use crate::site::fixture::{catalogue, html, site, with_partners};
    use crate::site::plan;

    #[test]
    fn each_host_has_redirects_in_its_format() {
        let site = site();
        for (host, lines) in [
            (
                HostFile::NetlifyRedirects,
                [
                    "/partners/ /partners/fr/ 302! Language=fr\n/partners/ /partners/en/ 302!\n",
                    "/partners/fr/partners/old-alba/ /partners/fr/partners/alba/ 301!\n",
                    "/partners/p/old-alba/ /partners/en/partners/alba/ 301!\n",
                ],
            ),
            (
                HostFile::Apache,
                [
                    "Accept-Language} ^fr [NC]\nRewriteRule ^$ /partners/fr/ [R=302,L]\n",
                    "Redirect 301 \"/partners/p/old-alba/\" \"/partners/en/partners/alba/\"\n",
                    "ErrorDocument 404 /partners/404.html\n",
                ],
            ),
            (
                HostFile::NginxRedirects,
                [
                    "location = /partners/ {\n    if ($http_accept_language ~* \"^fr\")",
                    "{ return 302 /partners/fr/; }\n    return 302 /partners/en/;\n}\n",
                    "location = /partners/p/old-alba/ { return 301 /partners/en/partners/alba/; }",
                ],
            ),
        ] {
            let file = html(&site, &Page::Hosting(host));
            for line in lines {
                assert!(file.contains(line), "{line:?} in {file}");
            }
            assert!(!file.contains("gone"), "{file}");
        }
    }

    #[test]
    fn sites_without_redirects_have_no_redirect_rules() {
        let is_redirects = |page: &Page| {
            let files = [HostFile::NetlifyRedirects, HostFile::NginxRedirects];
            matches!(page, Page::Hosting(file) if files.contains(file))
        };
        assert!(plan(&catalogue()).iter().any(is_redirects));
        let mut one = with_partners([]);
        one.settings.languages.truncate(1);
        one.listings.truncate(1);
        assert!(!plan(&one).iter().any(is_redirects));
    }
}
