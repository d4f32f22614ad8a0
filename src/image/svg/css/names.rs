//! Names of the properties that drawings have.

/// Properties that are colours.
pub(super) const COLOURS: [&str; 7] = [
    "fill",
    "stroke",
    "color",
    "stop-color",
    "flood-color",
    "lighting-color",
    "background-color",
];

/// Properties whose value is a number from 0 to 1.
pub(super) const OPACITIES: [&str; 5] = [
    "opacity",
    "fill-opacity",
    "stroke-opacity",
    "stop-opacity",
    "flood-opacity",
];

/// Properties that are lengths, or lists of them.
pub(super) const LENGTHS: [&str; 17] = [
    "x",
    "y",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "width",
    "height",
    "stroke-width",
    "stroke-dasharray",
    "stroke-dashoffset",
    "font-size",
    "letter-spacing",
    "word-spacing",
    "baseline-shift",
    "transform-origin",
];

/// Properties whose values are words, in which capitals do not matter.
pub(super) const WORDS: [&str; 17] = [
    "alignment-baseline",
    "clip-rule",
    "color-interpolation-filters",
    "direction",
    "display",
    "dominant-baseline",
    "fill-rule",
    "font-style",
    "isolation",
    "mask-type",
    "mix-blend-mode",
    "overflow",
    "stroke-linecap",
    "stroke-linejoin",
    "text-anchor",
    "vector-effect",
    "visibility",
];

/// Other properties that are passed on.
pub(super) const OTHERS: [&str; 26] = [
    "clip-path",
    "d",
    "filter",
    "font-family",
    "font-kerning",
    "font-optical-sizing",
    "font-size-adjust",
    "font-stretch",
    "font-variant",
    "font-variation-settings",
    "font-weight",
    "image-rendering",
    "marker-end",
    "marker-mid",
    "marker-start",
    "mask",
    "paint-order",
    "shape-rendering",
    "stroke-miterlimit",
    "text-decoration",
    "text-rendering",
    "transform",
    "unicode-bidi",
    "white-space",
    "writing-mode",
    "font",
];

/// Properties that browsers draw, and that cannot be drawn here, with the value that means nothing.
pub(super) const UNKNOWN: [(&str, &str); 12] = [
    ("backdrop-filter", "none"),
    ("clip", "auto"),
    ("mask-image", "none"),
    ("-webkit-mask-image", "none"),
    ("-webkit-mask", "none"),
    ("offset-path", "none"),
    ("shape-inside", "auto"),
    ("inline-size", "auto"),
    ("zoom", "1"),
    ("perspective", "none"),
    ("content-visibility", "visible"),
    ("border-image", "none"),
];

/// Functions of filters that the parser knows.
pub(super) const FILTERS: [&str; 11] = [
    "url",
    "blur",
    "brightness",
    "contrast",
    "drop-shadow",
    "grayscale",
    "hue-rotate",
    "invert",
    "opacity",
    "saturate",
    "sepia",
];

/// Properties whose value an element has from the one around it, with their initial value.
pub(super) const INHERITED: [(&str, &str); 34] = [
    ("clip-rule", "nonzero"),
    ("color", "#000000"),
    ("color-interpolation-filters", "linearRGB"),
    ("direction", "ltr"),
    ("dominant-baseline", "auto"),
    ("fill", "#000000"),
    ("fill-opacity", "1"),
    ("fill-rule", "nonzero"),
    ("font-family", "Vitrine Sans"),
    ("font-kerning", "auto"),
    ("font-size", "medium"),
    ("font-size-adjust", "none"),
    ("font-stretch", "normal"),
    ("font-style", "normal"),
    ("font-variant", "normal"),
    ("font-weight", "normal"),
    ("image-rendering", "auto"),
    ("letter-spacing", "normal"),
    ("marker-end", "none"),
    ("marker-mid", "none"),
    ("marker-start", "none"),
    ("paint-order", "normal"),
    ("shape-rendering", "auto"),
    ("stroke", "none"),
    ("stroke-dasharray", "none"),
    ("stroke-dashoffset", "0"),
    ("stroke-linecap", "butt"),
    ("stroke-linejoin", "miter"),
    ("stroke-miterlimit", "4"),
    ("stroke-opacity", "1"),
    ("stroke-width", "1"),
    ("text-anchor", "start"),
    ("text-rendering", "auto"),
    ("visibility", "visible"),
];
