//! GIFs with all their frames, written again without comments, extensions of programs, and colours that no pixel has.
//! Entry point: [`rewritten`].

use std::io::Cursor;

use gif::{ColorOutput, DecodeOptions, DecodingError, Encoder, Frame, MemoryLimit};

/// The most pixels of all frames.
const MAX_PIXELS: u64 = 128 << 20;

/// The GIF, written again; the error says why it cannot be published.
pub(in crate::image) fn rewritten(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let damaged = |error: DecodingError| {
        format!("the picture is damaged ({error}); save or download it again")
    };
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(MemoryLimit::Bytes(MAX_PIXELS.try_into().expect("not zero")));
    let mut decoder = options.read_info(Cursor::new(bytes)).map_err(damaged)?;
    let mut frames: Vec<Frame<'static>> = Vec::new();
    let mut pixels = 0;
    while let Some(frame) = decoder.next_frame_info().map_err(damaged)? {
        pixels += u64::from(frame.width) * u64::from(frame.height);
        if pixels > MAX_PIXELS {
            return Err(format!(
                "the frames of the picture have more than {} million pixels; make it smaller or shorter",
                MAX_PIXELS >> 20
            ));
        }
        let mut frame = frame.clone();
        let mut buffer = vec![0; decoder.buffer_size()];
        decoder.read_into_buffer(&mut buffer).map_err(damaged)?;
        frame.buffer = buffer.into();
        frame.interlaced = false;
        frames.push(frame);
    }
    let mut used = [false; 256];
    for frame in &mut frames {
        let mut used_here = [false; 256];
        for &index in frame.buffer.iter() {
            used_here[usize::from(index)] = true;
        }
        match &mut frame.palette {
            Some(palette) => keep(palette, &used_here),
            None => (0..256).for_each(|index| used[index] |= used_here[index]),
        }
    }
    let mut palette = decoder.global_palette().unwrap_or_default().to_vec();
    keep(&mut palette, &used);
    let unwritable = |error: gif::EncodingError| {
        format!("the picture is of a rare form ({error}); save it again as PNG")
    };
    let mut written = Vec::new();
    let mut encoder = Encoder::new(&mut written, decoder.width(), decoder.height(), &palette)
        .map_err(unwritable)?;
    if frames.len() > 1 {
        encoder.set_repeat(decoder.repeat()).map_err(unwritable)?;
    }
    for frame in &frames {
        encoder.write_frame(frame).map_err(unwritable)?;
    }
    drop(encoder);
    Ok(written)
}

/// Replaces the colours that do not occur by black.
fn keep(palette: &mut [u8], used: &[bool; 256]) {
    for (colour, used) in palette.chunks_mut(3).zip(used) {
        if !used {
            colour.fill(0);
        }
    }
}
