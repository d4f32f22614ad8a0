//! The font for text of an SVG that is not outlined: that of the default theme, because only the author of the file has
//! the right one.

use std::sync::{Arc, LazyLock};

use usvg::FontResolver;
use usvg::fontdb::{Database, Family, Query};

use crate::theme;

/// The fonts of the default theme.
pub(super) fn all() -> Arc<Database> {
    static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut fonts = Database::new();
        for (path, bytes) in theme::default_files() {
            if path.starts_with("paper/fonts/") {
                fonts.load_font_data(bytes.to_vec());
            }
        }
        Arc::new(fonts)
    });
    Arc::clone(&FONTS)
}

/// Chooses the weight and slope that a text asks for, whatever family it names.
pub(super) fn resolver() -> FontResolver<'static> {
    FontResolver {
        select_font: Box::new(|font, fonts| {
            let families: Vec<_> = fonts
                .faces()
                .flat_map(|face| &face.families)
                .map(|(name, _)| Family::Name(name))
                .take(1)
                .collect();
            fonts.query(&Query {
                families: &families,
                weight: usvg::fontdb::Weight(font.weight()),
                stretch: font.stretch().into(),
                style: font.style().into(),
            })
        }),
        select_fallback: FontResolver::default_fallback_selector(),
    }
}
