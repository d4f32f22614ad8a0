//! Names of folders for new records. Entry point: [`is_folder_name`].

use super::files::is_visible;

/// The longest name of a folder, in bytes: file systems allow 255.
const MAX_LENGTH: usize = 100;

/// Names that are devices on Windows, with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Whether a folder of this name can be made on every system, and is read afterwards.
///
/// ```
/// # use vitrine::load::is_folder_name;
/// assert!(is_folder_name("Île-de-France"));
/// assert!(!is_folder_name("..") && !is_folder_name(".git") && !is_folder_name("C:"));
/// ```
pub fn is_folder_name(name: &str) -> bool {
    let is_forbidden = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let stem = name.split('.').next().unwrap_or(name).to_lowercase();
    let is_device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
    !name.is_empty()
        && name.len() <= MAX_LENGTH
        && is_visible(name.as_ref())
        && !name.starts_with(' ')
        && !name.ends_with([' ', '.', '~'])
        && !name.contains(is_forbidden)
        && !is_device
}

#[cfg(test)]
mod tests {
    use super::is_folder_name;

    #[test]
    fn folders_can_be_made_everywhere_and_are_read() {
        for name in [
            "fr",
            "europe 2",
            "Île-de-France",
            "O'Brien",
            "a.b",
            "日本",
            "comme",
        ] {
            assert!(is_folder_name(name), "{name}");
        }
        for name in [
            "",
            ".",
            "..",
            ".git",
            "#x",
            "~x",
            "x~",
            "a/b",
            "a\\b",
            "C:",
            "a\u{0}b",
            "a\u{1b}[2J",
            "x.",
            "x ",
            " x",
            "nul",
            "COM1",
            "aux.d",
            "a*",
        ] {
            assert!(!is_folder_name(name), "{name}");
        }
        assert!(!is_folder_name(&"a".repeat(200)));
    }
}
