//! What `tcptutor doctor` looks at.

use std::env::consts::{ARCH, OS};
use std::io::{self, IsTerminal};
use std::time::Duration;

use super::start::Start;
use crate::config::name_of;
use crate::headless::Examined;
use crate::say;
use crate::terminal::detect::{self, Detected};
use crate::terminal::{background as terminal_background, screen};
use crate::tui::glyphs::Glyphs;
use crate::tui::palette::Rgb;
use crate::tui::theme::{Background, Depth, ThemeName};

/// All that was found out, in the order in which it is worth reading.
pub fn examine(start: &Start) -> Vec<Examined> {
    let (language, words) = (start.language, &start.language.doctor);
    let mut items = vec![
        Examined::new(words.version, env!("CARGO_PKG_VERSION")),
        Examined::new(words.system, say!(language, words.system_is, system = OS, machine = ARCH)),
    ];
    items.extend(terminal(start));
    items.extend(look(start));
    items.extend(configuration(start));
    items
}

fn terminal(start: &Start) -> Vec<Examined> {
    let (language, words) = (start.language, &start.language.doctor);
    let yes = |value: bool| if value { words.yes } else { words.no };
    let is = |variable: &str, value: &str| say!(language, language.terminal.variable_is, variable, value);
    let name = |variable: &str| start.environment.get(variable).map(|value| is(variable, value));
    let known: Vec<String> =
        ["TERM", "COLORTERM", "TERM_PROGRAM", "TMUX", "STY", "SSH_TTY"].into_iter().filter_map(name).collect();
    let locale = start.environment.locale().map_or_else(
        || Examined::new(words.locale, words.not_set),
        |(variable, value)| {
            let why = say!(language, language.terminal.variable_is_set, variable);
            Examined::new(words.locale, value).because(why)
        },
    );
    let size = if io::stdout().is_terminal() { screen::size().ok() } else { None };
    vec![
        Examined::new(words.terminal, if known.is_empty() { words.unknown.to_owned() } else { known.join(", ") }),
        Examined::new(
            words.size,
            size.map_or_else(|| words.unknown.to_owned(), |size| format!("{}x{}", size.width, size.height)),
        ),
        Examined::new(words.input, yes(io::stdin().is_terminal())),
        Examined::new(words.output, yes(io::stdout().is_terminal())),
        locale,
    ]
}

/// How long `doctor` waits for the terminal.
const PATIENCE: Duration = Duration::from_millis(200);

fn background(start: &Start) -> Examined {
    let (language, words) = (start.language, &start.language.doctor);
    let item = words.background;
    if let Some(Detected { value, why }) = &start.background {
        return Examined::new(item, value.name()).because(why);
    }
    if !detect::knows_questions(&start.environment) {
        return Examined::new(item, words.taken_for_dark).because(words.not_asked);
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Examined::new(item, words.not_known).because(words.would_be_asked);
    }
    match terminal_background::ask(PATIENCE) {
        Ok(Some(colour)) => {
            let Rgb(red, green, blue) = colour;
            let colour_code = &format!("{red},{green},{blue}");
            let why = say!(language, words.answered, colour = colour_code);
            Examined::new(item, Background::of(colour).name()).because(why)
        }
        Ok(None) => Examined::new(item, words.taken_for_dark).because(say!(language, words.no_answer, time = PATIENCE)),
        Err(error) => Examined::new(item, words.taken_for_dark).because(say!(
            language,
            words.cannot_be_asked,
            why = &error.to_string()
        )),
    }
}

fn look(start: &Start) -> Vec<Examined> {
    let words = &start.language.doctor;
    let theme = name_of(&ThemeName::NAMES, start.theme.value);
    let depth = name_of(&Depth::NAMES, start.depth.value);
    let glyphs = if start.glyphs.value == &Glyphs::ASCII { "ascii" } else { "unicode" };
    let motion = if start.motion { words.moves } else { words.stands_still };
    vec![
        Examined::new(words.theme, theme).because(&start.theme.why),
        Examined::new(words.colours, depth).because(&start.depth.why),
        background(start),
        Examined::new(words.glyphs, glyphs).because(&start.glyphs.why),
        Examined::new(words.motion, motion),
        Examined::new(words.mouse, if start.mouse.value { words.mouse_used } else { words.mouse_left })
            .because(&start.mouse.why),
    ]
}

fn configuration(start: &Start) -> Vec<Examined> {
    let words = &start.language.doctor;
    let file = match &start.file {
        None => Examined::new(words.configuration, words.none).because(words.homeless),
        Some(file) if start.found => Examined::new(words.configuration, file.to_string_lossy()),
        Some(file) => Examined::new(words.configuration, file.to_string_lossy()).because(words.not_there),
    };
    let mut items = vec![file, Examined::new(words.findings, start.findings.len().to_string())];
    for folder in start.lesson_folders() {
        let why = if folder.is_dir() { "" } else { words.no_folder };
        items.push(Examined::new(words.lessons, folder.to_string_lossy()).because(why));
    }
    if start.lesson_folders().is_empty() {
        items.push(Examined::new(words.lessons, words.built_in));
    }
    let file = start.progress_file();
    let path = file.path().map_or_else(|| words.not_kept.to_owned(), |path| path.to_string_lossy().into_owned());
    items.push(Examined::new(words.progress, path));
    #[cfg(unix)]
    items.push(notes(start));
    let reports = super::start::report_folder();
    items.push(Examined::new(
        words.reports,
        reports.map_or_else(|| words.none.to_owned(), |folder| folder.to_string_lossy().into_owned()),
    ));
    items
}

/// Where presenters and readers of notes meet.
#[cfg(unix)]
fn notes(start: &Start) -> Examined {
    let (folder, safe) = crate::notes_socket::whereabouts();
    let item = Examined::new(start.language.doctor.notes, folder.to_string_lossy());
    if safe { item } else { item.because(start.language.files.not_yours) }
}
