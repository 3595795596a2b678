//! Every role of every theme can be read, by everybody, from the last row of a lecture hall.

use super::{ANSI, Appearance, Background, Depth, Role, Theme, ThemeName, palette_of};
use crate::tui::palette::{Ink, Rgb, rgb_of_256};
use ratatui::style::{Color, Modifier};

/// The sixteen colours as xterm draws them, and as the VGA text console does.
const SIXTEEN: [[u32; 16]; 2] = [
    [
        0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f, 0xff_0000,
        0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
    ],
    [
        0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa, 0x55_5555, 0xff_5555,
        0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
    ],
];

const DEPTHS: [Depth; 3] = [Depth::Sixteen, Depth::Indexed, Depth::True];

fn appearances() -> Vec<Appearance> {
    let mut all = Vec::new();
    for (_, name) in ThemeName::NAMES.into_iter().filter(|(_, name)| *name != ThemeName::Monochrome) {
        for background in [Background::Dark, Background::Light] {
            all.extend(DEPTHS.map(|depth| Appearance { name, background, depth }));
        }
    }
    all
}

fn channels(colour: Rgb) -> [f64; 3] {
    [colour.0, colour.1, colour.2].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

/// The contrast ratio of WCAG 2.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |colour| {
        let [red, green, blue] = channels(colour);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// What a colour may look like.
fn looks(colour: Option<Color>, plain: Rgb) -> Vec<Rgb> {
    match colour {
        None => vec![plain],
        Some(Color::Rgb(red, green, blue)) => vec![Rgb(red, green, blue)],
        Some(Color::Indexed(index)) => vec![rgb_of_256(index)],
        Some(named) => {
            let index = ANSI.iter().position(|ansi| *ansi == named).expect("one of the sixteen");
            SIXTEEN
                .iter()
                .map(|colours| {
                    let [_, red, green, blue] = colours[index].to_be_bytes();
                    Rgb(red, green, blue)
                })
                .collect()
        }
    }
}

fn check_contrasts(appearance: Appearance, text: f64, line: f64) {
    let (theme, palette) = (Theme::new(appearance), palette_of(appearance).expect("colours"));
    for role in Role::ALL {
        let wanted = if role.is_line() { line } else { text };
        for colour in looks(theme.style(*role).fg, palette.shade(Ink::Plain).rgb) {
            let ratio = contrast(colour, palette.background);
            assert!(ratio >= wanted, "{appearance:?} {role:?} {colour:?}: {ratio:.2} to 1");
        }
    }
}

#[test]
fn text_has_a_contrast_of_4_5_and_lines_of_3_in_every_theme_at_every_depth() {
    for appearance in appearances() {
        check_contrasts(appearance, 4.5, 3.0);
    }
}

#[test]
fn dim_text_of_the_dark_theme_is_read_from_the_last_row() {
    for depth in DEPTHS {
        let theme = Theme::new(Appearance { name: ThemeName::Dark, background: Background::Dark, depth });
        for colour in looks(theme.style(Role::Dim).fg, Rgb(0, 0, 0)) {
            assert!(contrast(colour, Rgb(0, 0, 0)) >= 7.0, "{depth:?}");
        }
    }
}

#[test]
fn high_contrast_means_7_for_everything() {
    for appearance in appearances().into_iter().filter(|appearance| appearance.name == ThemeName::HighContrast) {
        check_contrasts(appearance, 7.0, 7.0);
    }
}

/// What people without red (protanopia) or green (deuteranopia) receptors see: the matrices of Viénot, Brettel and Mollon, 1999.
const BLINDNESS: [[[f64; 3]; 3]; 2] = [
    [[0.112_38, 0.887_62, 0.0], [0.112_38, 0.887_62, 0.0], [0.004_01, -0.004_01, 1.0]],
    [[0.292_75, 0.707_25, 0.0], [0.292_75, 0.707_25, 0.0], [-0.022_34, 0.022_34, 1.0]],
];

fn seen(matrix: &[[f64; 3]; 3], colour: Rgb) -> [f64; 3] {
    let linear = channels(colour);
    // Back to perceived steps, so that distances mean something.
    matrix.map(|row| (row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]).max(0.0).powf(1.0 / 2.2))
}

#[test]
fn right_and_wrong_differ_for_the_colour_blind() {
    let pairs = [(Role::Right, Role::Wrong), (Role::EdgeLit, Role::Lost), (Role::SegmentSyn, Role::SegmentRst)];
    for background in [Background::Dark, Background::Light] {
        for depth in [Depth::Indexed, Depth::True] {
            let theme = Theme::new(Appearance { name: ThemeName::ColourBlind, background, depth });
            for (a, b) in pairs {
                for matrix in &BLINDNESS {
                    let [a, b] = [a, b].map(|role| seen(matrix, looks(theme.style(role).fg, Rgb(0, 0, 0))[0]));
                    let distance = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                    assert!(distance > 0.4, "{background:?} {depth:?}: {distance:.2}");
                }
            }
        }
    }
}

#[test]
fn without_colours_there_are_none_whatever_the_theme() {
    for (_, name) in ThemeName::NAMES {
        let theme = Theme::new(Appearance { name, background: Background::Light, depth: Depth::None });
        assert!(Role::ALL.iter().all(|role| theme.style(*role).fg.is_none() && theme.style(*role).bg.is_none()));
        assert!(theme.style(Role::NodeCurrent).add_modifier.contains(Modifier::REVERSED));
    }
}

#[test]
fn an_uncertain_state_looks_like_no_other_one_in_any_theme() {
    let monochrome = Appearance { depth: Depth::None, ..Appearance::default() };
    for appearance in appearances().into_iter().chain([monochrome]) {
        let theme = Theme::new(appearance);
        for other in [Role::Node, Role::NodeVisited, Role::NodeCurrent, Role::NodeListener] {
            assert_ne!(theme.style(Role::NodeUncertain), theme.style(other), "{appearance:?} {other:?}");
        }
        assert_ne!(theme.style(Role::StateUncertain), theme.style(Role::StateEntered), "{appearance:?}");
    }
}

#[test]
fn a_background_is_light_where_black_text_would_be_read() {
    assert_eq!(Background::of(Rgb(0, 0, 0)), Background::Dark);
    assert_eq!(Background::of(Rgb(0, 43, 54)), Background::Dark);
    assert_eq!(Background::of(Rgb(253, 246, 227)), Background::Light);
    assert_eq!(Background::of(Rgb(255, 255, 255)), Background::Light);
}
