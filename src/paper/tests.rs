use super::fixture::{TODAY, catalogue, theme};
use super::{Edition, Volume, render};
use crate::model::Lang;

const SCREEN: Volume = Volume {
    lang: Lang::DEFAULT,
    edition: Edition::Screen,
    country: None,
};

#[test]
fn the_same_catalogue_gives_the_same_bytes() {
    let (catalogue, theme) = (catalogue(), theme());
    let render = || match render(&catalogue, &theme, &SCREEN, TODAY) {
        Ok((pdf, warnings)) => {
            assert!(warnings.is_empty(), "{warnings:?}");
            pdf
        }
        Err(errors) => panic!("{errors:#?}"),
    };
    let first = render();
    assert_eq!(first.bytes, render().bytes);
}
