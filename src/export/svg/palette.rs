//! The colours of the ladder's picture, each once: on light paper, and on a dark screen. No meaning is in colour alone.

use std::fmt::Write as _;

use crate::tcp::State;
use crate::timeline::ladder::Kind;

/// A class of things in the picture, with its CSS property and its two colours.
pub struct Colour {
    /// The class.
    pub class: &'static str,
    /// `fill` or `stroke`.
    pub property: &'static str,
    /// On light paper.
    pub light: &'static str,
    /// On a dark screen.
    pub dark: &'static str,
}

const fn colour(class: &'static str, property: &'static str, light: &'static str, dark: &'static str) -> Colour {
    Colour { class, property, light, dark }
}

/// The background that everything lies on.
pub const PAPER: Colour = colour("paper", "fill", "#ffffff", "#15181d");

/// Everything else: texts first, then lines, then the insides of boxes.
pub const COLOURS: &[Colour] = &[
    colour("ink", "fill", "#1b1f24", "#e8eaed"),
    colour("quiet", "fill", "#57606a", "#a3acb5"),
    colour("trouble", "fill", "#b42318", "#ff8f85"),
    colour("timer", "fill", "#8a4b00", "#f0b45f"),
    colour("syn", "fill", "#0550ae", "#79b8ff"),
    colour("fin", "fill", "#8a4b00", "#f0b45f"),
    colour("rst", "fill", "#b42318", "#ff8f85"),
    colour("data", "fill", "#1a6b32", "#6fd08c"),
    colour("ack", "fill", "#444c56", "#b9c1ca"),
    colour("syn-line", "stroke", "#0969da", "#58a6ff"),
    colour("fin-line", "stroke", "#bc6c00", "#e0a03f"),
    colour("rst-line", "stroke", "#cf222e", "#ff7b72"),
    colour("data-line", "stroke", "#1f883d", "#56c271"),
    colour("ack-line", "stroke", "#6e7781", "#8b949e"),
    colour("trouble-line", "stroke", "#cf222e", "#ff7b72"),
    colour("timer-line", "stroke", "#bc6c00", "#e0a03f"),
    colour("axis", "stroke", "#8c959f", "#6e7681"),
    colour("unknown-line", "stroke", "#8c959f", "#6e7681"),
    colour("closed-line", "stroke", "#8c959f", "#6e7681"),
    colour("opening-line", "stroke", "#0969da", "#58a6ff"),
    colour("open-line", "stroke", "#1f883d", "#56c271"),
    colour("active-line", "stroke", "#bc6c00", "#e0a03f"),
    colour("passive-line", "stroke", "#8250df", "#b98cff"),
    colour("closed-box", "fill", "#eaeef2", "#2a3038"),
    colour("opening-box", "fill", "#ddf0ff", "#12304f"),
    colour("open-box", "fill", "#dafbe1", "#143a20"),
    colour("active-box", "fill", "#fff1d6", "#43300f"),
    colour("passive-box", "fill", "#f1e5ff", "#34215a"),
];

/// The class of a life line whose state is still to be found out.
pub const UNKNOWN: &str = "unknown";

/// The class of an arrow's words; its line has `-line` behind it.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Syn => "syn",
        Kind::Fin => "fin",
        Kind::Rst => "rst",
        Kind::Data => "data",
        Kind::Ack => "ack",
    }
}

/// The class of an arrow's line.
pub const fn line(kind: Kind) -> &'static str {
    match kind {
        Kind::Syn => "syn-line",
        Kind::Fin => "fin-line",
        Kind::Rst => "rst-line",
        Kind::Data => "data-line",
        Kind::Ack => "ack-line",
    }
}

/// Where in a connection's life a state is: its box and its life line are coloured by it.
pub const fn phase(state: State) -> &'static str {
    match state {
        State::Closed => "closed",
        State::Listen | State::SynSent | State::SynReceived => "opening",
        State::Established => "open",
        State::FinWait1 | State::FinWait2 | State::Closing | State::TimeWait => "active",
        State::CloseWait | State::LastAck => "passive",
    }
}

/// The style sheet of every ladder. Paper is always light.
pub fn style() -> String {
    let mut light = String::new();
    let mut dark = String::new();
    for Colour { class, property, light: on_paper, dark: on_screen } in COLOURS.iter().chain([&PAPER]) {
        let _ = write!(light, ".ladder .{class}{{{property}:{on_paper}}}");
        let _ = write!(dark, ".ladder .{class}{{{property}:{on_screen}}}");
    }
    let fixed = include_str!("../../../assets/ladder.css");
    // Stroked paper behind words keeps the arrows that pass there away from them.
    let halo = |paper: &str| format!(".ladder .halo{{stroke:{paper}}}");
    format!(
        "{fixed}{light}{}\n@media screen and (prefers-color-scheme:dark){{{dark}{}}}\n",
        halo(PAPER.light),
        halo(PAPER.dark)
    )
}

#[cfg(test)]
mod tests {
    use super::{COLOURS, PAPER};

    /// Relative luminance by WCAG 2.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hex digits")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_have_a_contrast_of_4_5_and_lines_of_3_on_light_and_on_dark() {
        let boxes: Vec<_> = COLOURS.iter().filter(|colour| colour.class.ends_with("-box")).collect();
        for colour in COLOURS.iter().filter(|colour| !colour.class.ends_with("-box")) {
            let least = if colour.property == "fill" { 4.5 } else { 3.0 };
            assert!(contrast(colour.light, PAPER.light) >= least, "{} on light", colour.class);
            assert!(contrast(colour.dark, PAPER.dark) >= least, "{} on dark", colour.class);
        }
        let ink = &COLOURS[0];
        for each in boxes {
            assert!(contrast(ink.light, each.light) >= 4.5, "ink on {}", each.class);
            assert!(contrast(ink.dark, each.dark) >= 4.5, "ink on {}", each.class);
        }
    }
}
