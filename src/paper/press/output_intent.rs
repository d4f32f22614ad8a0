//! The printing condition: on which paper and with which inks a book is printed, as an ICC profile says it.

use crate::model::PressSettings;

/// Coated offset paper after FOGRA39: the commonest condition for catalogues in Europe. `coated.md` tells where it is from.
const COATED: &[u8] = include_bytes!("coated.icc");
/// The name of its condition in the registry of the International Color Consortium.
const COATED_CONDITION: &str = "FOGRA39";

/// A printing condition.
#[derive(Debug, Clone)]
pub(in crate::paper) struct Intent {
    profile: Option<std::sync::Arc<[u8]>>,
    /// Its name in the ICC's registry of characterizations, or "Custom".
    pub(super) condition: String,
    /// Whether the profile says what the condition says; where not, the file is no PDF/X.
    pub(super) is_known: bool,
}

impl Default for Intent {
    fn default() -> Self {
        Self {
            profile: None,
            condition: COATED_CONDITION.to_owned(),
            is_known: true,
        }
    }
}

impl Intent {
    /// The condition that the settings name.
    pub(in crate::paper) fn of(settings: &PressSettings) -> Self {
        match (&settings.profile, &settings.condition) {
            (Some(profile), condition) => Self {
                profile: Some(profile.bytes.clone()),
                condition: condition.clone().unwrap_or_else(|| "Custom".to_owned()),
                is_known: true,
            },
            (None, Some(condition)) => Self {
                condition: condition.clone(),
                is_known: condition == COATED_CONDITION,
                ..Self::default()
            },
            (None, None) => Self::default(),
        }
    }

    /// What colours are mixed with: the settings' profile, else the one for coated paper.
    pub(super) fn profile(&self) -> &[u8] {
        self.profile.as_deref().unwrap_or(COATED)
    }

    /// What the profile calls itself.
    pub(super) fn description(&self) -> String {
        description(self.profile()).unwrap_or_else(|| self.condition.clone())
    }
}

/// The name in a profile's `desc` tag, in the form of version 2 or of version 4.
fn description(profile: &[u8]) -> Option<String> {
    let word = |at: usize| -> Option<usize> {
        let bytes: [u8; 4] = profile.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    };
    let count = word(128)?.min(100);
    let tag = (0..count)
        .map(|at| 132 + 12 * at)
        .find(|&at| profile.get(at..at + 4) == Some(b"desc"))?;
    let at = word(tag + 4)?;
    let text = match profile.get(at..at + 4)? {
        b"desc" => {
            let length = word(at + 8)?.checked_sub(1)?;
            let bytes = profile.get(at + 12..at.checked_add(12 + length)?)?;
            String::from_utf8_lossy(bytes).into_owned()
        }
        b"mluc" => {
            let (length, offset) = (word(at + 20)?, word(at + 24)?);
            let from = at.checked_add(offset)?;
            let bytes = profile.get(from..from.checked_add(length)?)?;
            let units: Vec<u16> = bytes
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        _ => return None,
    };
    Some(text.trim_matches(['\0', ' ']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Intent, description};

    #[test]
    fn a_profile_says_what_it_is_called() {
        let name = Intent::default().description();
        assert_eq!(name, "Coated offset paper (FOGRA39L), made with ArgyllCMS");
        assert_eq!(description(b"no profile"), None);
    }
}
