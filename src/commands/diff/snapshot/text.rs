//! A snapshot as text, one entry on each line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{ContentHash, PartnerState, Snapshot, ValueKind};

const HEAD: &str = "vitrine snapshot 2";

impl Snapshot {
    /// The snapshot as a file.
    pub(crate) fn to_text(&self) -> String {
        let mut text = format!("{HEAD}\n");
        let mut line = |parts: &[&str]| {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| part.escape_default().to_string())
                .collect();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", parts.join("\t"));
        };
        let hex = |hash: u64| format!("{hash:x}");
        line(&["today", &self.rendering.today]);
        if self.rendering.paper {
            line(&["with-paper"]);
        }
        if let Some(base_url) = &self.rendering.base_url {
            line(&["base-url", base_url]);
        }
        for code in &self.rendering.languages {
            line(&["language", code]);
        }
        for ((programme, tier), name) in &self.tiers {
            line(&["tier", programme, tier, name]);
        }
        for (id, partner) in &self.partners {
            line(&["partner", id, &partner.name]);
            for (programme, tier) in &partner.tiers {
                line(&["in", programme, tier.as_deref().unwrap_or_default()]);
            }
            for (kind, hashes) in [("text", &partner.texts), ("fact", &partner.facts)] {
                for (key, hash) in hashes {
                    line(&[kind, key, &hex(*hash)]);
                }
            }
        }
        for (path, (kind, hash)) in &self.values {
            let hash = hex(*hash);
            let mut parts = vec!["value", kind.id(), &hash];
            parts.extend(path.iter().map(String::as_str));
            line(&parts);
        }
        for (kind, hashes) in [("prose", &self.prose), ("edition", &self.editions)] {
            for (key, hash) in hashes {
                line(&[kind, key, &hex(*hash)]);
            }
        }
        for (path, ContentHash { frame, body }) in &self.files {
            match frame {
                Some(frame) => line(&["page", path, &hex(*frame), &hex(*body)]),
                None => line(&["file", path, &hex(*body)]),
            }
        }
        text
    }

    /// Reads the text of [`Self::to_text`]; `None` if it has another format.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return None;
        }
        let mut snapshot = Self::default();
        let mut partner: Option<(String, PartnerState)> = None;
        for line in lines {
            let parts: Vec<String> = line.split('\t').map(unescape).collect::<Option<_>>()?;
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            match parts[..] {
                ["partner", id, name] => {
                    snapshot.partners.extend(partner.take());
                    let state = PartnerState {
                        name: name.to_owned(),
                        ..PartnerState::default()
                    };
                    partner = Some((id.to_owned(), state));
                }
                ["in" | "text" | "fact", ..] => read_partner(&parts, &mut partner.as_mut()?.1)?,
                _ => snapshot.read_line(&parts)?,
            }
        }
        snapshot.partners.extend(partner);
        Some(snapshot)
    }

    /// Reads a line that does not belong to a partner.
    fn read_line(&mut self, parts: &[&str]) -> Option<()> {
        match *parts {
            ["today", date] => self.rendering.today = date.to_owned(),
            ["with-paper"] => self.rendering.paper = true,
            ["base-url", url] => self.rendering.base_url = Some(url.to_owned()),
            ["language", code] => self.rendering.languages.push(code.to_owned()),
            ["tier", programme, tier, name] => {
                let key = (programme.to_owned(), tier.to_owned());
                self.tiers.insert(key, name.to_owned());
            }
            ["value", kind, hash, ref path @ ..] => {
                let path = path.iter().map(|part| (*part).to_owned()).collect();
                let value = (ValueKind::from_id(kind)?, number(hash)?);
                self.values.insert(path, value);
            }
            ["prose", key, hash] => insert(&mut self.prose, key, hash)?,
            ["edition", path, hash] => insert(&mut self.editions, path, hash)?,
            ["page", path, frame, body] => {
                let hash = ContentHash {
                    frame: Some(number(frame)?),
                    body: number(body)?,
                };
                self.files.insert(path.to_owned(), hash);
            }
            ["file", path, body] => {
                let hash = ContentHash {
                    frame: None,
                    body: number(body)?,
                };
                self.files.insert(path.to_owned(), hash);
            }
            _ => return None,
        }
        Some(())
    }
}

fn read_partner(parts: &[&str], partner: &mut PartnerState) -> Option<()> {
    match *parts {
        ["in", programme, tier] => {
            let tier = (!tier.is_empty()).then(|| tier.to_owned());
            partner.tiers.insert(programme.to_owned(), tier);
        }
        ["text", key, hash] => insert(&mut partner.texts, key, hash)?,
        ["fact", key, hash] => insert(&mut partner.facts, key, hash)?,
        _ => return None,
    }
    Some(())
}

fn insert(hashes: &mut BTreeMap<String, u64>, key: &str, hash: &str) -> Option<()> {
    hashes.insert(key.to_owned(), number(hash)?);
    Some(())
}

fn number(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok()
}

/// Undoes `str::escape_default`.
fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match letters.next()? {
            't' => plain.push('\t'),
            'n' => plain.push('\n'),
            'r' => plain.push('\r'),
            'u' => {
                let code: String = letters.by_ref().take_while(|c| *c != '}').collect();
                let code = u32::from_str_radix(code.strip_prefix('{')?, 16).ok()?;
                plain.push(char::from_u32(code)?);
            }
            other => plain.push(other),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::super::Rendering;
    use super::{ContentHash, PartnerState, Snapshot, ValueKind};

    #[test]
    fn a_snapshot_survives_writing_and_reading() {
        let mut snapshot = Snapshot {
            rendering: Rendering {
                today: "2026-10-15".to_owned(),
                paper: true,
                base_url: Some("https://x.example".to_owned()),
                languages: vec!["fr".to_owned(), "en".to_owned()],
            },
            ..Snapshot::default()
        };
        let mut partner = PartnerState {
            name: "Müller\t& \"Söhne\"\\".to_owned(),
            ..PartnerState::default()
        };
        partner
            .tiers
            .insert("solutions".into(), Some("gold".into()));
        partner.tiers.insert("cloud".into(), None);
        partner.texts.insert("summary (fr)".into(), 7);
        partner.facts.insert("offices".into(), u64::MAX);
        snapshot.partners.insert("mueller".into(), partner);
        let tier = ("solutions".to_owned(), "gold".to_owned());
        snapshot.tiers.insert(tier, "Gold".into());
        for (position, kind) in ValueKind::ALL.into_iter().enumerate() {
            let path = vec!["a\tb".to_owned(), kind.id().to_owned()];
            snapshot.values.insert(path, (kind, position as u64));
        }
        snapshot.prose.insert("the page `home` (en)".into(), 1);
        snapshot.editions.insert("paper/a.pdf".into(), 2);
        let hash = |frame| ContentHash { frame, body: 3 };
        snapshot.files.insert("index.html".into(), hash(Some(4)));
        snapshot.files.insert("é.xml".into(), hash(None));
        let text = snapshot.to_text();
        assert_eq!(Snapshot::from_text(&text), Some(snapshot));
        assert_eq!(Snapshot::from_text("something else"), None);
        assert_eq!(Snapshot::from_text(&format!("{text}x\n")), None);
    }
}
