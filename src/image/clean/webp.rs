//! WebP files, read chunk by chunk, and written again from the chunks that draw the picture. Entry point: [`rewritten`].

/// Flags of the extended header.
mod flag {
    pub(super) const PROFILE: u8 = 0x20;
    pub(super) const ALPHA: u8 = 0x10;
    pub(super) const ANIMATION: u8 = 0x02;
}

/// Lengths of the header, of the parameters of an animation, and of those of a frame.
const HEADER: usize = 10;
const ANIMATION: usize = 6;
const FRAME: usize = 16;

/// The file with this colour profile, without other descriptions of the picture and without what follows it; absent
/// if its chunks are damaged.
pub(in crate::image) fn rewritten(bytes: &[u8], profile: &[u8]) -> Option<Vec<u8>> {
    let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let mut rest = bytes.get(12..length.saturating_add(8).min(bytes.len()))?;
    let mut written = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut is_first = true;
    while let Some((name, content, after)) = chunk(rest) {
        rest = after;
        match name {
            b"VP8X" if is_first => {
                let &flags = content.first()?;
                let profile_flag = if profile.is_empty() { 0 } else { flag::PROFILE };
                let flags = flags & (flag::ALPHA | flag::ANIMATION) | profile_flag;
                let sizes = content.get(4..HEADER)?;
                put(&mut written, name, &[&[flags, 0, 0, 0], sizes].concat());
                if !profile.is_empty() {
                    put(&mut written, b"ICCP", profile);
                }
            }
            b"ANIM" => put(&mut written, name, content.get(..ANIMATION)?),
            b"ANMF" => put(&mut written, name, &frame(content)?),
            b"ALPH" | b"VP8 " | b"VP8L" => put(&mut written, name, content),
            _ => {}
        }
        is_first = false;
    }
    let length = u32::try_from(written.len() - 8).ok()?;
    written[4..8].copy_from_slice(&length.to_le_bytes());
    Some(written)
}

/// Whether the file has frames.
pub(in crate::image) fn is_animated(bytes: &[u8]) -> bool {
    matches!(bytes.get(12..21), Some([b'V', b'P', b'8', b'X', .., flags]) if flags & flag::ANIMATION > 0)
}

fn frame(content: &[u8]) -> Option<Vec<u8>> {
    let (parameters, mut rest) = content.split_at_checked(FRAME)?;
    let mut written = parameters.to_vec();
    while let Some((name, content, after)) = chunk(rest) {
        rest = after;
        if matches!(name, b"ALPH" | b"VP8 " | b"VP8L") {
            put(&mut written, name, content);
        }
    }
    Some(written)
}

/// The next chunk: its name, its content, and the rest of the file.
fn chunk(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (name, rest) = bytes.split_first_chunk::<4>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    let content = rest.get(..length)?;
    Some((
        name,
        content,
        rest.get(length + length % 2..).unwrap_or(&[]),
    ))
}

fn put(bytes: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    bytes.extend(name);
    bytes.extend((content.len() as u32).to_le_bytes());
    bytes.extend_from_slice(content);
    bytes.resize(bytes.len().next_multiple_of(2), 0);
}
