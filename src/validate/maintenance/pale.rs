//! Logos that are too pale for white paper.

use super::active;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::Records;
use crate::model::{Catalogue, PictureIx};
use crate::source::Spanned;

/// Reports the logos of the organization and of published partners that are invisible on white.
pub(super) fn logos(records: &Records, catalogue: &Catalogue, problems: &mut Diagnostics) {
    let (written, read) = (
        &records.settings.organization,
        &catalogue.settings.organization,
    );
    let logos = [
        Logo::of(&written.logo, read.logo),
        Logo::of(&written.logo_dark, read.logo_dark),
    ];
    problems.extend(problem(&written.name.value, logos, catalogue));
    for record in active(records) {
        if let Some(partner) = catalogue.partners.find(&record.id) {
            let partner = &catalogue.partners[partner];
            let logos = [
                Logo::of(&record.logo, partner.logo),
                Logo::of(&record.logo_dark, partner.logo_dark),
            ];
            problems.extend(problem(&partner.name, logos, catalogue));
        }
    }
}

/// A logo as written, and its picture.
struct Logo<'a> {
    written: &'a Spanned<String>,
    picture: PictureIx,
}

impl<'a> Logo<'a> {
    fn of(written: &'a Option<Spanned<String>>, picture: Option<PictureIx>) -> Option<Self> {
        let (written, picture) = written.as_ref().zip(picture)?;
        Some(Self { written, picture })
    }
}

fn problem(
    name: &str,
    [logo, dark]: [Option<Logo<'_>>; 2],
    catalogue: &Catalogue,
) -> Option<Diagnostic> {
    let is_pale = |logo: &Logo<'_>| catalogue.pictures[logo.picture].pale;
    let logo = logo.filter(is_pale)?;
    let message = format!(
        "the logo of `{name}` is so pale that it vanishes on white: it is set on a dark ground"
    );
    let help = match dark {
        Some(dark) if !is_pale(&dark) => {
            "exchange `logo` and `logo_dark`: the darker one is for white paper"
        }
        Some(_) => "ask for a darker version, which prints better, and write it as `logo`",
        None => {
            "ask for a darker version, which prints better, and write it as `logo`, this one as `logo_dark`"
        }
    };
    Some(Diagnostic::new(Code::PaleLogo, logo.written.span, message).help(help))
}
