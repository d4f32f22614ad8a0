//! The files that are drawn from the company's mark: the mark itself, the seals of the tiers, the icons of the site. Entry
//! point: [`add`].

use std::fmt::Write as _;

use super::Assets;
use crate::image::rasterized;
use crate::model::Catalogue;
use crate::model::ListIndex;
use crate::site::theming::colors::{self, tier_class};
use crate::site::theming::mark::BrandMark;
use crate::site::theming::metal::Metal;
use crate::site::theming::rank_mark::rank_mark;
use crate::site::theming::seal::{Rank, seal};
use crate::theme::{Theme, default_files};

/// The icon of the browser's tab; a theme that has its own keeps it.
const FAVICON: &str = "favicon.svg";
/// The icon of home screens, in the size that they ask for.
const TOUCH_ICON: (&str, u32) = ("touch-icon.png", 180);

/// Adds the drawings, and returns the custom properties that name them.
pub(super) fn add(
    assets: &mut Assets,
    theme: &Theme,
    catalogue: &Catalogue,
    mark: &BrandMark,
) -> String {
    let mut css = String::from(":root {");
    let silhouette = assets.add("mark.svg", mark.silhouette.as_bytes().into());
    // Writing to a string cannot fail.
    let _ = write!(
        css,
        " --mark: url(\"{silhouette}\"); --mark-ratio: {:.4};",
        mark.ratio()
    );
    if let Some(lit) = &mark.lit {
        let lit = assets.add("mark-lit.svg", lit.as_bytes().into());
        let _ = write!(css, " --mark-lit: url(\"{lit}\");");
    }
    css.push_str(" }\n");
    for (_, programme) in catalogue.programmes.iter() {
        let of = programme.tiers.len();
        for (ix, tier) in programme.tiers.iter() {
            let at = Rank {
                rank: ix.index() + 1,
                of,
            };
            let metal = Metal::in_theme(&theme.settings, &tier.id, tier.color.as_deref());
            let class = tier_class(&programme.id, &tier.id);
            let name = |kind: &str| format!("{kind}-{}-{}.svg", programme.id, tier.id);
            let big = assets.add(&name("seal"), seal(at, &metal, mark).into_bytes().into());
            let small = assets.add(&name("rank"), rank_mark(at, &metal).into_bytes().into());
            let _ = writeln!(
                css,
                ".{class} {{ --seal-image: url(\"{big}\"); --rank-image: url(\"{small}\"); }}"
            );
        }
    }
    icons(assets, theme, mark);
    css
}

fn icons(assets: &mut Assets, theme: &Theme, mark: &BrandMark) {
    let plane = colors::theme_color(&theme.settings).light;
    let lit = colors::spark(&theme.settings);
    let path = format!("assets/{FAVICON}");
    let own = theme.files.get(&path).map(|file| &*file.bytes);
    if own.is_none() || own == default_files().get(&path).copied() {
        let icon = mark.icon(&plane, &lit, 32, true);
        assets.add(FAVICON, icon.into_bytes().into());
    }
    let (name, side) = TOUCH_ICON;
    if let Ok(icon) = rasterized(&mark.icon(&plane, &lit, side, false)) {
        assets.add(name, icon.into());
    }
}
