//! The inks of every theme, as numbers: how they look in true colour, and which of the terminal's sixteen comes nearest.

/// One colour, in red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// What a style draws with. Several roles share an ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Ink {
    /// The terminal's own colour of text.
    Plain,
    /// Text that does not matter now.
    Dim,
    /// Lines that do not matter now.
    Line,
    /// Commands and hints.
    Code,
    /// Keys, the focus, what was picked.
    Focus,
    /// The present: the current state, the lit edge, what is right.
    Present,
    /// Segments with SYN.
    Syn,
    /// Segments with FIN.
    Fin,
    /// Segments with data.
    Data,
    /// Segments that only acknowledge.
    Ack,
    /// RST, what is lost, what is wrong.
    Alarm,
    /// Timers and what is sent again, and what waits for its own program.
    Timer,
    /// `TIME_WAIT`.
    Rest,
}

impl Ink {
    /// All inks.
    pub const ALL: [Self; 13] = [
        Self::Plain,
        Self::Dim,
        Self::Line,
        Self::Code,
        Self::Focus,
        Self::Present,
        Self::Syn,
        Self::Fin,
        Self::Data,
        Self::Ack,
        Self::Alarm,
        Self::Timer,
        Self::Rest,
    ];
}

/// An ink's colour: in full, and as one of the terminal's own sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shade {
    /// In true colour.
    pub rgb: Rgb,
    /// One of the sixteen, chosen for being readable wherever they look as usual.
    pub ansi: u8,
}

const fn shade(rgb: u32, ansi: u8) -> Shade {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Shade { rgb: Rgb(red, green, blue), ansi }
}

/// The shades of all inks, in the order of [`Ink::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The background that it is made for.
    pub background: Rgb,
    shades: [Shade; Ink::ALL.len()],
}

impl Palette {
    /// The shade of an ink.
    #[must_use]
    pub const fn shade(&self, ink: Ink) -> Shade {
        self.shades[ink as usize]
    }
}

const BLACK: Rgb = Rgb(0, 0, 0);
const WHITE: Rgb = Rgb(255, 255, 255);

/// Light on dark.
pub const DARK: Palette = Palette {
    background: BLACK,
    shades: [
        shade(0xd0_d0d0, 7),
        shade(0xa8_a8a8, 7),
        shade(0x8a_8a8a, 7),
        shade(0x5f_d7ff, 14),
        shade(0xff_d75f, 11),
        shade(0x5f_ff87, 10),
        shade(0x87_afff, 14),
        shade(0xff_87ff, 13),
        shade(0x5f_d7ff, 15),
        shade(0xc6_c6c6, 7),
        shade(0xff_8787, 9),
        shade(0xff_af5f, 11),
        shade(0x9f_b7d7, 7),
    ],
};

/// Dark on light.
pub const LIGHT: Palette = Palette {
    background: WHITE,
    shades: [
        shade(0x1c_1c1c, 0),
        shade(0x5a_5a5a, 0),
        shade(0x76_7676, 0),
        shade(0x00_5f87, 4),
        shade(0x87_5f00, 5),
        shade(0x00_5f00, 4),
        shade(0x00_5faf, 4),
        shade(0x87_0087, 5),
        shade(0x00_5f87, 4),
        shade(0x44_4444, 0),
        shade(0xaf_0000, 1),
        shade(0x87_5f00, 1),
        shade(0x3f_5a7a, 0),
    ],
};

/// As far from black as it goes.
pub const HIGH_CONTRAST_ON_DARK: Palette = Palette {
    background: BLACK,
    shades: [
        shade(0xff_ffff, 15),
        shade(0xe4_e4e4, 15),
        shade(0xd0_d0d0, 15),
        shade(0x87_ffff, 14),
        shade(0xff_ff00, 11),
        shade(0x00_ff00, 10),
        shade(0x87_d7ff, 14),
        shade(0xff_afff, 15),
        shade(0x87_ffff, 14),
        shade(0xff_ffff, 15),
        shade(0xff_afaf, 11),
        shade(0xff_d787, 11),
        shade(0xbf_d7ff, 15),
    ],
};

/// As far from white as it goes.
pub const HIGH_CONTRAST_ON_LIGHT: Palette = Palette {
    background: WHITE,
    shades: [
        shade(0x00_0000, 0),
        shade(0x26_2626, 0),
        shade(0x44_4444, 0),
        shade(0x00_005f, 4),
        shade(0x5f_005f, 0),
        shade(0x00_005f, 4),
        shade(0x00_0087, 4),
        shade(0x5f_005f, 0),
        shade(0x00_005f, 4),
        shade(0x00_0000, 0),
        shade(0x87_0000, 0),
        shade(0x5f_0000, 0),
        shade(0x1f_2f4f, 0),
    ],
};

/// Blue against orange on black, told apart by every kind of colour vision.
pub const COLOUR_BLIND_ON_DARK: Palette = Palette {
    background: BLACK,
    shades: [
        shade(0xd0_d0d0, 7),
        shade(0xa8_a8a8, 7),
        shade(0x8a_8a8a, 7),
        shade(0x87_d7ff, 14),
        shade(0xff_ff87, 15),
        shade(0x5f_afff, 14),
        shade(0x87_d7ff, 15),
        shade(0xd7_afff, 13),
        shade(0xff_ffff, 15),
        shade(0xc6_c6c6, 7),
        shade(0xff_af00, 11),
        shade(0xff_d75f, 11),
        shade(0xa8_b8d0, 7),
    ],
};

/// Blue against orange on white, told apart by every kind of colour vision.
pub const COLOUR_BLIND_ON_LIGHT: Palette = Palette {
    background: WHITE,
    shades: [
        shade(0x1c_1c1c, 0),
        shade(0x5a_5a5a, 0),
        shade(0x76_7676, 0),
        shade(0x00_5faf, 4),
        shade(0x5f_5f00, 0),
        shade(0x00_5faf, 4),
        shade(0x00_00af, 4),
        shade(0x5f_005f, 5),
        shade(0x00_0000, 0),
        shade(0x44_4444, 0),
        shade(0xaf_5f00, 1),
        shade(0x87_5f00, 1),
        shade(0x3f_4f5f, 0),
    ],
};

/// The six levels of the 256 colours' cube.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of the 256 colours that look the same everywhere: the cube and the greys.
#[must_use]
pub fn nearest_of_256(wanted: Rgb) -> u8 {
    let distance = |index: &u8| {
        let Rgb(red, green, blue) = rgb_of_256(*index);
        let part = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        part(red, wanted.0) + part(green, wanted.1) + part(blue, wanted.2)
    };
    (16..=255).min_by_key(distance).unwrap_or(16)
}

/// What one of the 256 colours from 16 on looks like.
#[must_use]
pub const fn rgb_of_256(index: u8) -> Rgb {
    if index >= 232 {
        let grey = 8 + (index - 232) * 10;
        return Rgb(grey, grey, grey);
    }
    let cube = index.saturating_sub(16) as usize;
    Rgb(LEVELS[cube / 36], LEVELS[cube / 6 % 6], LEVELS[cube % 6])
}

#[cfg(test)]
mod tests {
    use super::{Rgb, nearest_of_256, rgb_of_256};

    #[test]
    fn the_colours_of_the_cube_are_their_own_nearest() {
        for index in 16..=255 {
            assert_eq!(rgb_of_256(nearest_of_256(rgb_of_256(index))), rgb_of_256(index));
        }
        assert_eq!(nearest_of_256(Rgb(0xff, 0, 0)), 196);
        assert_eq!(nearest_of_256(Rgb(0x8a, 0x8a, 0x8a)), 245);
    }
}
