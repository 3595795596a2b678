//! Sequences for terminals that want others than most.

use std::env;

/// What stands between the program and the terminal, and does not hand on what it does not know itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    /// Nothing.
    Nothing,
    /// tmux.
    Tmux,
    /// GNU screen.
    GnuScreen,
}

impl Inside {
    /// What the environment says.
    pub fn now() -> Self {
        let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        match () {
            () if is_set("TMUX") => Self::Tmux,
            () if is_set("STY") => Self::GnuScreen,
            () => Self::Nothing,
        }
    }
}

/// What sets the clipboard, so that it gets to the terminal. tmux is told both ways: it takes the text itself where `set-clipboard`
/// is on, and hands the sequence on where `allow-passthrough` is.
pub fn pass_through(sequence: Vec<u8>, inside: Inside) -> Vec<u8> {
    let doubled = || sequence.iter().flat_map(|byte| if *byte == 0x1b { vec![0x1b, 0x1b] } else { vec![*byte] });
    match inside {
        Inside::Nothing => sequence,
        Inside::Tmux => {
            let wrapped: Vec<u8> = b"\x1bPtmux;".iter().copied().chain(doubled()).chain(*b"\x1b\\").collect();
            [sequence, wrapped].concat()
        }
        Inside::GnuScreen => b"\x1bP".iter().copied().chain(bell_for_end(&sequence)).chain(*b"\x1b\\").collect(),
    }
}

/// GNU screen would take the end of the inner string for that of the outer one.
fn bell_for_end(sequence: &[u8]) -> Vec<u8> {
    match sequence.strip_suffix(b"\x1b\\") {
        Some(begins) => [begins, b"\x07"].concat(),
        None => sequence.to_vec(),
    }
}

/// The first sixteen of 256 colours by the codes that terminals with sixteen know: `38;5;1` is `31`, `48;5;9` is `101`. In a frame
/// nothing but such sequences begins with ESC [.
pub fn by_their_own_codes(frame: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(frame.len());
    let mut rest = frame;
    while let Some(at) = rest.windows(2).position(|bytes| bytes == b"\x1b[") {
        let (before, sequence) = rest.split_at(at + 2);
        out.extend_from_slice(before);
        let length = sequence.iter().position(|byte| (0x40..0x7f).contains(byte)).unwrap_or(sequence.len());
        let (parameters, behind) = sequence.split_at(length);
        if behind.first() == Some(&b'm') {
            out.extend_from_slice(renditions(parameters).as_bytes());
        } else {
            out.extend_from_slice(parameters);
        }
        rest = behind;
    }
    out.extend_from_slice(rest);
    out
}

/// The parameters of one `ESC [ … m`.
fn renditions(parameters: &[u8]) -> String {
    let text = String::from_utf8_lossy(parameters);
    let words: Vec<&str> = text.split(';').collect();
    let (mut codes, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let indexed = match words[at..] {
            [ground @ ("38" | "48"), "5", colour, ..] => colour.parse::<u8>().ok().map(|colour| (ground, colour)),
            _ => None,
        };
        match indexed {
            Some((ground, colour)) if colour < 16 => {
                let base = if ground == "38" { 30 } else { 40 };
                codes.push((if colour < 8 { base + colour } else { base + 52 + colour }).to_string());
                at += 3;
            }
            _ => {
                codes.push(words[at].to_owned());
                at += 1;
            }
        }
    }
    codes.join(";")
}

#[cfg(test)]
mod tests {
    use super::{Inside, by_their_own_codes, pass_through};

    #[test]
    fn sixteen_colours_have_codes_of_their_own_and_everything_else_stays() {
        let of = |frame: &str| String::from_utf8(by_their_own_codes(frame.as_bytes())).expect("text");
        assert_eq!(of("\u{1b}[38;5;1mx\u{1b}[48;5;9my"), "\u{1b}[31mx\u{1b}[101my");
        assert_eq!(of("\u{1b}[1;38;5;15;48;5;0mz"), "\u{1b}[1;97;40mz");
        let kept = "\u{1b}[?2026h\u{1b}[3;5Hä\u{1b}[38;5;100m\u{1b}[38;2;1;2;3m\u{1b}[0m\u{1b}[?25l";
        assert_eq!(of(kept), kept);
        assert_eq!(of("no end \u{1b}[38;5;1"), "no end \u{1b}[38;5;1");
    }

    #[test]
    fn a_clipboard_is_set_through_what_stands_between() {
        let of = |inside| String::from_utf8(pass_through(b"\x1b]52;c;d2h5Pw==\x1b\\".to_vec(), inside)).expect("text");
        assert_eq!(of(Inside::Nothing), "\u{1b}]52;c;d2h5Pw==\u{1b}\\");
        let wrapped = "\u{1b}Ptmux;\u{1b}\u{1b}]52;c;d2h5Pw==\u{1b}\u{1b}\\\u{1b}\\";
        assert_eq!(of(Inside::Tmux), format!("{}{wrapped}", of(Inside::Nothing)));
        assert_eq!(of(Inside::GnuScreen), "\u{1b}P\u{1b}]52;c;d2h5Pw==\u{7}\u{1b}\\");
    }
}
