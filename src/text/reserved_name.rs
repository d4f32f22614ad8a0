//! Names that Windows reserves: [`is_reserved_name`].

/// Whether a name in lowercase, without extension, is that of a device, so that Windows has neither folders nor files called so.
///
/// ```
/// # use vitrine::text::is_reserved_name;
/// assert!(is_reserved_name("con") && is_reserved_name("lpt1") && !is_reserved_name("com"));
/// ```
pub fn is_reserved_name(name: &str) -> bool {
    let Some((device, digit)) = name.split_at_checked(3) else {
        return false;
    };
    match device {
        "aux" | "con" | "nul" | "prn" => digit.is_empty(),
        "com" | "lpt" => digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}
