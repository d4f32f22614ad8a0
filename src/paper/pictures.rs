//! Pictures at their printed size: those of too few dots are named with whom they belong to.

use std::collections::BTreeMap;

use typst::layout::{Frame, FrameItem, Size};
use typst::utils::hash128;
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Catalogue, PictureIx, PictureKind};

/// A picture's bytes, as one number.
pub(super) type Hash = u128;

/// The size, in points, at which each raster stands on the pages.
pub(super) type PrintedSizes = BTreeMap<Hash, Size>;

/// The number of these bytes.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    hash128(bytes)
}

/// The largest size, in points, at which each raster stands on the pages.
pub(super) fn printed(document: &PagedDocument) -> PrintedSizes {
    let mut sizes = BTreeMap::new();
    for page in document.pages() {
        collect(&page.frame, &mut sizes);
    }
    sizes
}

fn collect(frame: &Frame, sizes: &mut PrintedSizes) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, sizes),
            FrameItem::Image(image, size, _) => {
                if let ImageKind::Raster(raster) = image.kind() {
                    let largest = sizes.entry(hash(raster.data().as_slice())).or_insert(*size);
                    if size.x > largest.x {
                        *largest = *size;
                    }
                }
            }
            _ => {}
        }
    }
}

/// Warns of pictures that have too few dots an inch where they stand.
pub(super) fn judge(
    printed: &PrintedSizes,
    known: &BTreeMap<Hash, PictureIx>,
    catalogue: &Catalogue,
    warnings: &mut Diagnostics,
) {
    let least = catalogue.settings.paper.press.dpi;
    for (hash, size) in printed {
        let Some(&at) = known.get(hash) else { continue };
        let picture = &catalogue.pictures[at];
        let inches = size.x.to_inches();
        if picture.kind == PictureKind::Svg || inches <= 0.0 {
            continue;
        }
        let dots = f64::from(picture.width) / inches;
        if dots.round() >= f64::from(least) {
            continue;
        }
        let owner = catalogue
            .partners
            .iter()
            .find(|(_, partner)| partner.logo == Some(at) || partner.logo_dark == Some(at))
            .map_or(String::new(), |(_, partner)| {
                format!(" of `{}`", partner.id)
            });
        let wanted = (inches * f64::from(least)).ceil();
        let message = format!(
            "the picture `{}`{owner} has {dots:.0} dots an inch where it is printed, {:.0} mm wide; {least} are wanted",
            picture.path,
            size.x.to_mm(),
        );
        let help = format!("bring an SVG, or a picture at least {wanted} pixels wide");
        warnings.push(Diagnostic::without_place(Code::LowResolution, message).help(help));
    }
}
