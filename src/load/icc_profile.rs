//! The printer's ICC profile.

use super::SettingsRecord;
use super::files::FileTree;
use super::pictures::resolve;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::OutputProfile;

/// The profile that the settings name.
pub(super) fn read(
    settings: &SettingsRecord,
    tree: &mut FileTree,
    problems: &mut Diagnostics,
) -> Option<OutputProfile> {
    let name = settings.paper.press.profile.as_ref()?;
    let found = resolve("content", &name.value).and_then(|path| tree.find_composed(&path));
    let Some((path, file)) = found else {
        let message = format!("there is no profile `{}`", name.value);
        let help = "put the printer’s ICC profile into `content/`, or delete this line";
        problems.push(Diagnostic::new(Code::MissingFile, name.span, message).help(help));
        return None;
    };
    tree.mark_used(&path);
    let bytes = match tree.read_binary(&path, file) {
        Ok(bytes) => bytes,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    if let Err(what) = is_of_a_press(&bytes) {
        let message = format!("`{}` is {what}", name.value);
        let help =
            "ask the printer for the ICC profile (`.icc`) of the printing condition, in CMYK";
        problems.push(Diagnostic::new(Code::InvalidProfile, name.span, message).help(help));
        return None;
    }
    Some(OutputProfile {
        bytes: bytes.into(),
    })
}

/// Checks that a profile can be used for printing; the error is a description of what it is instead.
fn is_of_a_press(bytes: &[u8]) -> Result<(), &'static str> {
    let word = |at: usize| bytes.get(at..at + 4);
    if word(36) != Some(b"acsp") {
        return Err("no ICC profile");
    }
    if word(16) != Some(b"CMYK") {
        return Err("not a profile for cyan, magenta, yellow and black");
    }
    if word(12) != Some(b"prtr") {
        return Err("not a profile of a press");
    }
    let count = word(128).map_or(0, |count| {
        u32::from_be_bytes(count.try_into().unwrap_or([0; 4]))
    });
    let tags = (0..count.min(100) as usize).filter_map(|at| word(132 + 12 * at));
    if !tags.into_iter().any(|tag| matches!(tag, b"B2A0" | b"B2A1")) {
        return Err("a profile without a conversion from colours to inks");
    }
    Ok(())
}
