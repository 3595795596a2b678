//! What the environment says about the terminal: pure functions over its variables, each answer with its reason.
//!
//! The terminal itself is not asked here: an answer may never come, and nobody waits for it.

use crate::language::Language;
use crate::say;
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::{Background, Depth};
use std::collections::BTreeMap;

/// The variables of a process's environment.
#[derive(Clone, Debug, Default)]
pub struct Environment(BTreeMap<String, String>);

/// Something that was found out, and from what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected<T> {
    /// The finding.
    pub value: T,
    /// What it rests on.
    pub why: String,
}

impl<T> Detected<T> {
    fn new(value: T, why: impl Into<String>) -> Self {
        Self { value, why: why.into() }
    }

    /// The same finding with something added to it.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Detected<U> {
        Detected { value: change(self.value), why: self.why }
    }

    /// What somebody asked for.
    #[must_use]
    pub fn wished(value: T, by: &str) -> Self {
        Self::new(value, by)
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(variables: I) -> Self {
        Self(variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl Environment {
    /// A variable's value; an empty one counts as none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Whether a variable is set to something.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn term(&self) -> &str {
        self.get("TERM").unwrap_or_default()
    }

    /// The locale of characters: its variable and value.
    #[must_use]
    pub fn locale(&self) -> Option<(&'static str, &str)> {
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| Some((name, self.get(name)?)))
    }
}

/// Terminals that say so when they are asked by name, and draw all colours.
const TRUE_COLOUR_TERMS: [&str; 9] =
    ["alacritty", "contour", "foot", "ghostty", "kitty", "rio", "wezterm", "xterm-ghostty", "xterm-kitty"];
/// Terminals that draw no colour at all.
const COLOURLESS_TERMS: [&str; 5] = ["dumb", "vt100", "vt102", "vt220", "vt320"];

/// How many colours the terminal can draw.
#[must_use]
pub fn depth(environment: &Environment, language: &Language) -> Detected<Depth> {
    let words = &language.terminal;
    let is = |variable: &str, value: &str| say!(language, words.variable_is, variable, value);
    let term = environment.term();
    if environment.has("NO_COLOR") {
        return Detected::new(Depth::None, say!(language, words.variable_is_set, variable = "NO_COLOR"));
    }
    let forced = environment.get("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    if environment.get("CLICOLOR") == Some("0") && !forced {
        return Detected::new(Depth::None, is("CLICOLOR", "0"));
    }
    if COLOURLESS_TERMS.contains(&term) {
        return Detected::new(Depth::None, is("TERM", term));
    }
    // GNU screen knows 256 colours and hands on what its own terminal said of itself.
    let in_screen = term.starts_with("screen") && !environment.has("TMUX");
    if let Some(all @ ("truecolor" | "24bit")) = environment.get("COLORTERM")
        && !in_screen
    {
        return Detected::new(Depth::True, is("COLORTERM", all));
    }
    if TRUE_COLOUR_TERMS.contains(&term) || term.ends_with("-direct") {
        return Detected::new(Depth::True, is("TERM", term));
    }
    if environment.has("WT_SESSION") {
        return Detected::new(Depth::True, words.windows_terminal);
    }
    if term.contains("256color") {
        return Detected::new(Depth::Indexed, is("TERM", term));
    }
    if term.is_empty() && cfg!(windows) {
        return Detected::new(Depth::True, words.windows);
    }
    let known = if term.is_empty() { words.term_unset.to_owned() } else { is("TERM", term) };
    Detected::new(Depth::Sixteen, known)
}

/// What the background is like, if the environment says so.
#[must_use]
pub fn background(environment: &Environment, language: &Language) -> Option<Detected<Background>> {
    let colours = environment.get("COLORFGBG")?;
    let background = match colours.rsplit(';').next()?.parse::<u8>().ok()? {
        0..=6 | 8 => Background::Dark,
        7 | 9..=15 => Background::Light,
        _ => return None,
    };
    let why = say!(language, language.terminal.variable_is, variable = "COLORFGBG", value = colours);
    Some(Detected::new(background, why))
}

/// Whether the terminal may be asked for its background: those that do not know the question would print it.
#[must_use]
pub fn knows_questions(environment: &Environment) -> bool {
    let term = environment.term();
    let simple = ["linux", "ansi", "cons25", "cygwin", "eterm", "sun", "wsvt25"];
    let known = !term.is_empty() && !simple.iter().any(|name| term.starts_with(name));
    cfg!(unix) && known && !COLOURLESS_TERMS.contains(&term)
}

/// Whether Esc comes only with the key behind it as long as a program has the mouse: GNU screen (4.9) then waits for the rest of a
/// report without end.
#[must_use]
pub fn mouse_costs_esc(environment: &Environment) -> bool {
    environment.has("STY")
}

/// Whether the terminal can do nothing but print lines: a window of an editor, for instance.
#[must_use]
pub fn is_dumb(environment: &Environment) -> bool {
    environment.term() == "dumb"
}

/// Terminals that give one cell to a character of ambiguous width, in every locale.
const NARROW: [&str; 6] =
    ["ALACRITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR", "KITTY_WINDOW_ID", "VTE_VERSION", "WEZTERM_PANE", "WT_SESSION"];

/// Which drawing characters the terminal can show, each in one cell.
#[must_use]
pub fn glyphs(environment: &Environment, language: &Language) -> Detected<&'static Glyphs> {
    let words = &language.terminal;
    let (unicode, ascii) = (&Glyphs::UNICODE, &Glyphs::ASCII);
    if let simple @ ("linux" | "dumb") = environment.term() {
        return Detected::new(ascii, say!(language, words.few_glyphs, value = simple));
    }
    let Some((variable, value)) = environment.locale() else {
        return Detected::new(unicode, words.no_locale);
    };
    let encoding = value.split('@').next().and_then(|locale| locale.split_once('.')).map_or("", |(_, name)| name);
    if !["utf-8", "utf8"].iter().any(|name| encoding.eq_ignore_ascii_case(name)) && !cfg!(windows) {
        return Detected::new(ascii, say!(language, words.not_utf8, variable, value));
    }
    if environment.get("VTE_CJK_WIDTH") == Some("wide") {
        return Detected::new(ascii, words.lines_are_wide);
    }
    let wide = ["zh", "ja", "ko"].iter().any(|of| value.starts_with(of));
    match NARROW.into_iter().find(|name| environment.has(name)) {
        Some(name) if wide => Detected::new(unicode, say!(language, words.lines_are_narrow, variable, value, name)),
        None if wide => Detected::new(ascii, say!(language, words.lines_may_be_wide, variable, value)),
        _ => Detected::new(unicode, say!(language, words.variable_is, variable, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Environment, background, depth, glyphs, knows_questions};
    use crate::language::ENGLISH;
    use crate::tui::glyphs::Glyphs;
    use crate::tui::theme::{Background, Depth};

    fn environment(variables: &[(&str, &str)]) -> Environment {
        variables.iter().copied().collect()
    }

    #[test]
    fn colours_are_counted_from_what_the_terminal_says_of_itself() {
        let cases: [(&[(&str, &str)], Depth); 12] = [
            (&[("TERM", "xterm-256color")], Depth::Indexed),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::True),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")], Depth::None),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "")], Depth::Indexed),
            (&[("TERM", "xterm-256color"), ("CLICOLOR", "0")], Depth::None),
            (&[("TERM", "xterm-256color"), ("CLICOLOR", "0"), ("CLICOLOR_FORCE", "1")], Depth::Indexed),
            (&[("TERM", "xterm-kitty")], Depth::True),
            (&[("TERM", "screen"), ("COLORTERM", "truecolor")], Depth::Sixteen),
            (&[("TERM", "screen-256color"), ("COLORTERM", "truecolor"), ("TMUX", "/tmp/x")], Depth::True),
            (&[("TERM", "linux")], Depth::Sixteen),
            (&[("TERM", "vt220")], Depth::None),
            (&[("TERM", "dumb")], Depth::None),
        ];
        for (variables, wanted) in cases {
            assert_eq!(depth(&environment(variables), &ENGLISH).value, wanted, "{variables:?}");
        }
    }

    #[test]
    fn the_background_is_known_where_colorfgbg_tells_it() {
        let of = |colours| background(&environment(&[("COLORFGBG", colours)]), &ENGLISH).map(|found| found.value);
        assert_eq!(of("15;0"), Some(Background::Dark));
        assert_eq!(of("0;15"), Some(Background::Light));
        assert_eq!(of("0;default;15"), Some(Background::Light));
        assert_eq!(of("0;default"), None);
        assert_eq!(of(""), None);
        assert_eq!(of("nonsense"), None);
    }

    #[test]
    fn drawing_characters_follow_the_locale() {
        let cases: [(&[(&str, &str)], &Glyphs); 11] = [
            (&[], &Glyphs::UNICODE),
            (&[("LANG", "en_GB.UTF-8")], &Glyphs::UNICODE),
            (&[("LANG", "C.utf8")], &Glyphs::UNICODE),
            (&[("LANG", "C")], &Glyphs::ASCII),
            (&[("LANG", "de_DE.ISO-8859-1")], &Glyphs::ASCII),
            (&[("LANG", "de_DE@euro")], &Glyphs::ASCII),
            (&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "POSIX")], &Glyphs::ASCII),
            (&[("LANG", "zh_CN.UTF-8")], &Glyphs::ASCII),
            (&[("LANG", "zh_CN.UTF-8"), ("KITTY_WINDOW_ID", "1")], &Glyphs::UNICODE),
            (&[("LANG", "ja_JP.UTF-8"), ("VTE_VERSION", "7600"), ("VTE_CJK_WIDTH", "wide")], &Glyphs::ASCII),
            (&[("LANG", "en_GB.UTF-8"), ("TERM", "linux")], &Glyphs::ASCII),
        ];
        for (variables, wanted) in cases {
            assert_eq!(glyphs(&environment(variables), &ENGLISH).value, wanted, "{variables:?}");
        }
    }

    #[test]
    fn a_terminal_that_would_print_the_question_is_not_asked() {
        for term in ["linux", "dumb", "vt100", "ansi", ""] {
            assert!(!knows_questions(&environment(&[("TERM", term)])), "{term}");
        }
        assert_eq!(knows_questions(&environment(&[("TERM", "xterm-256color")])), cfg!(unix));
    }
}
