//! Validation of the paths of files to be written: [`check`] makes sure that they are inside the folder on every file
//! system.

use anyhow::bail;

use super::manifest;

/// Rejects a path that leads out of the folder, or has another meaning on another operating system.
pub(super) fn check(path: &str) -> anyhow::Result<()> {
    if path == manifest::NAME {
        bail!("`{path}` is the list of the written files; no page can have this address");
    }
    if path.starts_with('/') {
        bail!("the path `{path}` is absolute");
    }
    if let Some(bad) = path.chars().find(|c| *c == '\\' || c.is_control()) {
        bail!(
            "the path `{}` has the character `{}`, which no path of the site may have",
            path.escape_debug(),
            bad.escape_debug()
        );
    }
    if let Some(bad) = path
        .split('/')
        .find(|part| matches!(*part, "" | "." | ".."))
    {
        bail!("the path `{path}` has the part `{bad}`, which no path of the site may have");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_paths_inside_the_folder_pass() {
        for path in ["index.html", "en/a b/é.html", "..a/b..", ".well-known/x"] {
            check(path).unwrap();
        }
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a/..",
            "./a",
            "a//b",
            "a/",
            "a\\b",
            "a\0b",
            "a\nb",
            ".vitrine",
        ] {
            assert!(check(path).is_err(), "{path:?}");
        }
    }
}
