//! Pictures inside an SVG, cleaned like all others. Entry points: [`EmbeddedPictures::options`], with which the parser
//! reads them, and [`EmbeddedPictures::dropped`].

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use usvg::roxmltree::Document;
use usvg::{ImageHrefDataResolverFn, ImageHrefResolver, ImageKind, Options, Tree};

use super::super::{kind, raster};
use super::{expanded_size, fonts, read, write_whole};
use crate::model::PictureKind;

/// How many pixels all pictures inside an SVG may have: each is decoded, wherever the SVG is shown.
const MAX_PIXELS: u64 = 32_000_000;
/// How many bytes of SVGs inside an SVG are read, including repetitions.
const MAX_SVG_BYTES: u64 = super::MAX_BYTES as u64;

/// The pictures inside one SVG.
#[derive(Clone, Default)]
pub(super) struct EmbeddedPictures(Arc<Counts>);

#[derive(Default)]
struct Counts {
    pixels: AtomicU64,
    /// The bytes of SVGs, as given and as written.
    svg_bytes: AtomicU64,
    dropped: AtomicUsize,
}

impl EmbeddedPictures {
    /// Options with which neither files nor other hosts are read.
    pub(super) fn options(&self) -> Options<'static> {
        let pictures = self.clone();
        options(Box::new(move |_, data, _| {
            pictures.counted(pictures.picture(&data, true))
        }))
    }

    /// Like [`Self::options`], for an SVG within an SVG: those within it are left out.
    fn options_inside(&self) -> Options<'static> {
        let pictures = self.clone();
        options(Box::new(move |_, data, _| {
            pictures.counted(pictures.picture(&data, false))
        }))
    }

    /// The error if the pictures are too large, otherwise a description of those that are left out.
    pub(super) fn dropped(&self) -> Result<Option<String>, String> {
        if self.0.pixels.load(Ordering::Relaxed) > MAX_PIXELS {
            return Err(format!(
                "the pictures inside the SVG have more than {} million pixels in all; make them smaller",
                MAX_PIXELS / 1_000_000
            ));
        }
        if self.0.svg_bytes.load(Ordering::Relaxed) > MAX_SVG_BYTES {
            return Err(super::TOO_MANY.to_owned());
        }
        Ok(match self.0.dropped.load(Ordering::Relaxed) {
            0 => None,
            1 => Some("a picture inside it that cannot be read".to_owned()),
            count => Some(format!("{count} pictures inside it that cannot be read")),
        })
    }

    fn counted(&self, picture: Option<ImageKind>) -> Option<ImageKind> {
        if picture.is_none() {
            self.0.dropped.fetch_add(1, Ordering::Relaxed);
        }
        picture
    }

    fn picture(&self, data: &[u8], with_svgs: bool) -> Option<ImageKind> {
        match kind::of(data).ok()? {
            PictureKind::Svg if with_svgs => self.svg(data),
            PictureKind::Svg => None,
            _ => self.raster(data),
        }
    }

    /// An SVG within the SVG: its own names and hidden parts are no more published than those around it.
    fn svg(&self, data: &[u8]) -> Option<ImageKind> {
        let is_within = |bytes: usize| {
            let bytes = bytes as u64;
            self.0.svg_bytes.fetch_add(bytes, Ordering::Relaxed) + bytes <= MAX_SVG_BYTES
        };
        if !is_within(data.len()) {
            return None;
        }
        let (tree, _) = read(data, &self.options_inside()).ok()?;
        let text = write_whole(&tree).ok()?;
        if !is_within(text.len()) {
            return None;
        }
        known_svg(&text)
    }

    fn raster(&self, data: &[u8]) -> Option<ImageKind> {
        let (width, height) = raster::dimensions(data)?;
        let pixels = u64::from(width) * u64::from(height);
        if self.0.pixels.fetch_add(pixels, Ordering::Relaxed) + pixels > MAX_PIXELS {
            return None;
        }
        let (_, clean) = raster::embedded(data).ok()?;
        known(Arc::new(clean))
    }
}

/// A picture that was cleaned before.
fn known(data: Arc<Vec<u8>>) -> Option<ImageKind> {
    match kind::of(&data).ok()? {
        PictureKind::Png => Some(ImageKind::PNG(data)),
        PictureKind::Jpeg => Some(ImageKind::JPEG(data)),
        PictureKind::Gif => Some(ImageKind::GIF(data)),
        PictureKind::Webp => Some(ImageKind::WEBP(data)),
        PictureKind::Svg => None,
    }
}

fn known_svg(text: &str) -> Option<ImageKind> {
    let tree = Tree::from_str(text, &options(Box::new(|_, data, _| known(data))));
    tree.ok().map(ImageKind::SVG)
}

/// Rejects a rewritten SVG that the paper could not read: one that is no SVG, or refers to a file.
pub(super) fn check_written(text: &str) -> Result<(), String> {
    const UNREADABLE: &str = "the SVG cannot be read after it was simplified; save it as PNG";
    let refers_to_file = Arc::new(AtomicBool::new(false));
    let found = Arc::clone(&refers_to_file);
    let mut options = options_of_generated();
    options.image_href_resolver.resolve_string = Box::new(move |_, _| {
        found.store(true, Ordering::Relaxed);
        None
    });
    let document = Document::parse(text).map_err(|_| UNREADABLE.to_owned())?;
    // A part of a drawing may have been written as several, one within the other.
    expanded_size::check_references(&document)?;
    match Tree::from_xmltree(&document, &options) {
        Ok(_) if !refers_to_file.load(Ordering::Relaxed) => Ok(()),
        _ => Err(UNREADABLE.to_owned()),
    }
}

/// Options for generated drawings, which have no pictures but those that were cleaned before.
pub(super) fn options_of_generated() -> Options<'static> {
    options(Box::new(|_, data, _| match kind::of(&data).ok()? {
        PictureKind::Svg => known_svg(str::from_utf8(&data).ok()?),
        _ => known(data),
    }))
}

fn options(pictures: ImageHrefDataResolverFn<'static>) -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: pictures,
            resolve_string: Box::new(|_, _| None),
        },
        font_resolver: fonts::resolver(),
        fontdb: fonts::all(),
        ..Options::default()
    }
}
