//! Resolution of pictures at their printed size. Entry points: [`printed_sizes`] and [`check_resolution`].

use std::collections::BTreeMap;

use typst::layout::{Frame, FrameItem, Size};
use typst::utils::hash128;
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Catalogue, PictureIx, PictureKind};

/// The hash of a picture's bytes.
pub(super) type PictureHash = u128;

/// The largest size, in points, at which each raster picture is printed.
pub(super) type PrintedSizes = BTreeMap<PictureHash, Size>;

/// The hash of these bytes.
pub(super) fn hash(bytes: &[u8]) -> PictureHash {
    hash128(bytes)
}

/// The printed sizes of the pictures on the pages.
pub(super) fn printed_sizes(document: &PagedDocument) -> PrintedSizes {
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

/// Warns of pictures with a resolution below the minimum of the press settings.
pub(super) fn check_resolution(
    printed: &PrintedSizes,
    known: &BTreeMap<PictureHash, PictureIx>,
    catalogue: &Catalogue,
    warnings: &mut Diagnostics,
) {
    let minimum = catalogue.settings.paper.press.dpi;
    for (hash, size) in printed {
        let Some(&index) = known.get(hash) else {
            continue;
        };
        let picture = &catalogue.pictures[index];
        let inches = size.x.to_inches();
        if picture.kind == PictureKind::Svg || inches <= 0.0 {
            continue;
        }
        let dpi = f64::from(picture.width) / inches;
        if dpi.round() >= f64::from(minimum) {
            continue;
        }
        let owner = catalogue
            .partners
            .iter()
            .find(|(_, partner)| partner.logo == Some(index) || partner.logo_dark == Some(index))
            .map_or(String::new(), |(_, partner)| {
                format!(" of `{}`", partner.id)
            });
        let width = (inches * f64::from(minimum)).ceil();
        let message = format!(
            "the picture `{}`{owner} has {dpi:.0} dpi at its printed width of {:.0} mm; {minimum} dpi required",
            picture.path,
            size.x.to_mm(),
        );
        let help = format!(
            "provide an SVG, or a picture whose drawing, without empty margins, is at least {width} pixels wide"
        );
        warnings.push(Diagnostic::without_place(Code::LowResolution, message).help(help));
    }
}
