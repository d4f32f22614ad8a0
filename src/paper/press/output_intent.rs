//! The output intent: the printing condition (paper and inks), with its ICC profile. Built by [`OutputIntent::new`].

use crate::model::PressSettings;

/// Coated offset paper (FOGRA39), the most common condition for catalogues in Europe. `coated.md` has its origin.
const COATED: &[u8] = include_bytes!("coated.icc");
/// The name of its condition in the registry of the International Color Consortium (ICC).
const COATED_CONDITION: &str = "FOGRA39";

/// A printing condition.
#[derive(Debug, Clone)]
pub(in crate::paper) struct OutputIntent {
    profile: Option<std::sync::Arc<[u8]>>,
    /// Its name in the ICC's registry of characterizations, or "Custom".
    pub(super) condition: String,
    /// Whether the profile is that of the condition; otherwise the file is not PDF/X.
    pub(super) is_known: bool,
}

impl Default for OutputIntent {
    fn default() -> Self {
        Self {
            profile: None,
            condition: COATED_CONDITION.to_owned(),
            is_known: true,
        }
    }
}

impl OutputIntent {
    /// The condition of the settings.
    pub(in crate::paper) fn new(settings: &PressSettings) -> Self {
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

    /// The profile for the conversion of colours: that of the settings, else the one for coated paper.
    pub(super) fn profile(&self) -> &[u8] {
        self.profile.as_deref().unwrap_or(COATED)
    }

    /// The name of the profile.
    pub(super) fn description(&self) -> String {
        description(self.profile()).unwrap_or_else(|| self.condition.clone())
    }
}

/// The name in a profile's `desc` tag, in the format of version 2 or 4.
fn description(profile: &[u8]) -> Option<String> {
    let word = |offset: usize| -> Option<usize> {
        let bytes: [u8; 4] = profile.get(offset..offset + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    };
    let count = word(128)?.min(100);
    let tag = (0..count)
        .map(|index| 132 + 12 * index)
        .find(|&tag| profile.get(tag..tag + 4) == Some(b"desc"))?;
    let start = word(tag + 4)?;
    let text = match profile.get(start..start + 4)? {
        b"desc" => {
            let length = word(start + 8)?.checked_sub(1)?;
            let bytes = profile.get(start + 12..start.checked_add(12 + length)?)?;
            String::from_utf8_lossy(bytes).into_owned()
        }
        b"mluc" => {
            let (length, offset) = (word(start + 20)?, word(start + 24)?);
            let from = start.checked_add(offset)?;
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
    use super::{OutputIntent, description};

    #[test]
    fn reads_the_name_of_a_profile() {
        let name = OutputIntent::default().description();
        assert_eq!(name, "Coated offset paper (FOGRA39L), made with ArgyllCMS");
        assert_eq!(description(b"not a profile"), None);
    }
}
