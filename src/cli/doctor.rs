//! What `tcptutor doctor` looks at.

use std::io::{self, IsTerminal};
use std::time::Duration;

use super::start::Start;
use crate::config::name_of;
use crate::headless::Examined;
use crate::terminal::detect::{self, Detected};
use crate::terminal::{background as terminal_background, screen};
use crate::tui::glyphs::Glyphs;
use crate::tui::palette::Rgb;
use crate::tui::theme::{Background, Depth, ThemeName};

/// All that was found out, in the order in which it is worth reading.
pub fn examine(start: &Start) -> Vec<Examined> {
    let mut items = vec![
        Examined::new("version", env!("CARGO_PKG_VERSION")),
        Examined::new("system", format!("{} on {}", std::env::consts::OS, std::env::consts::ARCH)),
    ];
    items.extend(terminal(start));
    items.extend(look(start));
    items.extend(configuration(start));
    items
}

fn yes(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

fn terminal(start: &Start) -> Vec<Examined> {
    let name = |variable: &str| start.environment.get(variable).map(|value| format!("{variable} is {value}"));
    let known: Vec<String> =
        ["TERM", "COLORTERM", "TERM_PROGRAM", "TMUX", "STY", "SSH_TTY"].into_iter().filter_map(name).collect();
    let locale = start.environment.locale().map_or_else(
        || Examined::new("locale", "not set"),
        |(variable, value)| Examined::new("locale", value).because(format!("{variable} is set")),
    );
    let size = if io::stdout().is_terminal() { screen::size().ok() } else { None };
    vec![
        Examined::new("terminal", if known.is_empty() { "unknown".to_owned() } else { known.join(", ") }),
        Examined::new(
            "size",
            size.map_or_else(|| "unknown".to_owned(), |size| format!("{}x{}", size.width, size.height)),
        ),
        Examined::new("input is a terminal", yes(io::stdin().is_terminal())),
        Examined::new("output is a terminal", yes(io::stdout().is_terminal())),
        locale,
    ]
}

/// How long `doctor` waits for the terminal.
const PATIENCE: Duration = Duration::from_millis(200);

fn background(start: &Start) -> Examined {
    const ITEM: &str = "background";
    if let Some(Detected { value, why }) = &start.background {
        return Examined::new(ITEM, value.name()).because(why);
    }
    if !detect::knows_questions(&start.environment) {
        return Examined::new(ITEM, "taken to be dark").because("nothing tells, and this terminal is not asked");
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Examined::new(ITEM, "not known").because("a terminal would be asked when the first picture is drawn");
    }
    match terminal_background::ask(PATIENCE) {
        Ok(Some(colour)) => {
            let Rgb(red, green, blue) = colour;
            let why = format!("the terminal answered that it is {red},{green},{blue}");
            Examined::new(ITEM, Background::of(colour).name()).because(why)
        }
        Ok(None) => {
            Examined::new(ITEM, "taken to be dark").because("the terminal was asked and did not answer in 200 ms")
        }
        Err(error) => Examined::new(ITEM, "taken to be dark").because(format!("the terminal cannot be asked: {error}")),
    }
}

fn look(start: &Start) -> Vec<Examined> {
    let theme = name_of(&ThemeName::NAMES, start.theme.value);
    let depth = name_of(&Depth::NAMES, start.depth.value);
    let glyphs = if start.glyphs.value == &Glyphs::ASCII { "ascii" } else { "unicode" };
    let motion = if start.motion { "segments travel" } else { "nothing moves by itself" };
    vec![
        Examined::new("theme", theme).because(&start.theme.why),
        Examined::new("colours", depth).because(&start.depth.why),
        background(start),
        Examined::new("glyphs", glyphs).because(&start.glyphs.why),
        Examined::new("motion", motion),
        Examined::new("mouse", if start.mouse { "clicks and the wheel" } else { "left to the terminal" }),
    ]
}

fn configuration(start: &Start) -> Vec<Examined> {
    let file = match &start.file {
        None => Examined::new("configuration", "none").because("this user has no home"),
        Some(file) if start.found => Examined::new("configuration", file.to_string_lossy()),
        Some(file) => Examined::new("configuration", file.to_string_lossy()).because("not there: the defaults hold"),
    };
    let mut items = vec![file, Examined::new("findings in it", start.findings.len().to_string())];
    for folder in start.lesson_folders() {
        let why = if folder.is_dir() { "" } else { "not a folder" };
        items.push(Examined::new("lessons", folder.to_string_lossy()).because(why));
    }
    if start.lesson_folders().is_empty() {
        items.push(Examined::new("lessons", "the built-in ones"));
    }
    let file = start.progress_file();
    let path = file.path().map_or_else(|| "not kept".to_owned(), |path| path.to_string_lossy().into_owned());
    items.push(Examined::new("progress", path));
    let reports = super::start::report_folder();
    items.push(Examined::new(
        "crash reports",
        reports.map_or_else(|| "none".to_owned(), |folder| folder.to_string_lossy().into_owned()),
    ));
    items
}
