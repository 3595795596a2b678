//! The palette: every action by its name, and every word of the lessons' vocabulary.

#![warn(clippy::arithmetic_side_effects)]

use super::context::OverlayContext;
use super::frame;
use super::list::paint_row;
use super::reaction::Reaction;
use crate::language::{Language, Windows};
use crate::lesson::catalogue::{self, Entry, Header};
use crate::lesson::{Command as LessonCommand, parse_command};
use crate::say;
use crate::sim::{Input, Side, Takes, VERBS, Verb, in_words};
use crate::text;
use crate::tui::bindings::{Command, Scope};
use crate::tui::choice::{Choice, Offer, Opening};
use crate::tui::key::Key;
use crate::tui::keymap::Bound;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, write_marked};
use crate::tui::theme::Role;
use crate::tui::writing;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input as Line;

/// The most rows of the list.
const ROWS: usize = 12;
/// How many letters of an option's name say that it is meant.
const SHORTEST: usize = 3;
/// The column in which a key stands.
const KEY: usize = 16;

/// The window.
#[derive(Clone, Debug)]
pub struct Palette {
    line: Line,
    selected: usize,
    scopes: &'static [Scope],
    /// What else can be opened; where something can, nothing is carried out in the words of lessons.
    places: Vec<Offer>,
}

impl Palette {
    /// A palette of all that has a key in these scopes.
    #[must_use]
    pub fn new(scopes: &'static [Scope]) -> Self {
        Self::looking_for("", scopes)
    }

    /// The same with these words typed already.
    #[must_use]
    pub fn looking_for(words: &str, scopes: &'static [Scope]) -> Self {
        Self { line: Line::new(words.to_owned()), selected: 0, scopes, places: Vec::new() }
    }

    /// The same where these can be opened.
    #[must_use]
    pub fn with_places(self, places: Vec<Offer>) -> Self {
        Self { places, ..self }
    }

    /// What was typed as words of a lesson, or why it is none; nothing where such words do nothing.
    fn spoken(&self, language: &Language) -> Option<Result<LessonCommand, String>> {
        let read = || parse_command(self.line.value().trim(), language).map_err(|wrong| wrong.message);
        self.places.is_empty().then(read)
    }

    /// What was typed may mean these, the likeliest first.
    fn found<'a>(&'a self, settings: &'a Settings) -> Vec<Found<'a>> {
        let all = self.scopes.iter().flat_map(|scope| settings.keys.in_scope(*scope));
        let actions = all.filter(|binding| binding.command != Command::Palette);
        let typed = self.line.value().trim().to_lowercase();
        if typed.is_empty() {
            return self.places.iter().map(Found::Place).chain(actions.map(Found::Action)).collect();
        }
        // A switch is meant by nothing but its name.
        let mut found: Vec<(u8, Found<'a>)> =
            switches_called(&typed, VERBS).map(|input| (1, Found::Switch(input))).collect();
        let of_place = |place| Some((Offer::distance(place, &typed)?, Found::Place(place)));
        found.extend(self.places.iter().filter_map(of_place));
        found.extend(
            actions.filter_map(|action| Some((distance(&typed, action, settings.language)?, Found::Action(action)))),
        );
        let lessons = catalogue::headers().filter_map(|(entry, header)| {
            let distance = header.distance(&typed)?;
            Some((
                if distance < IN_HELP { distance } else { distance.saturating_add(IN_HELP) },
                Found::Lesson(entry, header),
            ))
        });
        found.extend(lessons);
        found.sort_by_key(|(distance, _)| *distance);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// Types, moves, or carries out.
    pub fn key(&mut self, key: Key, command: Option<Command>, settings: &Settings) -> Reaction {
        match command {
            Some(Command::Dismiss) => return Reaction::Close,
            Some(Command::Previous) => self.selected = self.selected.saturating_sub(1),
            Some(Command::Next) => {
                let last = self.found(settings).len().saturating_sub(1);
                self.selected = self.selected.saturating_add(1).min(last);
            }
            Some(Command::Choose) => return self.chosen(settings),
            _ => {
                writing::key(&mut self.line, key);
                self.selected = 0;
            }
        }
        Reaction::Stay
    }

    /// Words of the vocabulary are carried out as they stand; everything else is an action's name.
    fn chosen(&self, settings: &Settings) -> Reaction {
        if let Some(Ok(command)) = self.spoken(settings.language) {
            return Reaction::Say(command);
        }
        match self.found(settings).get(self.selected) {
            Some(Found::Action(binding)) => Reaction::Run(binding.command),
            Some(Found::Switch(input)) => Reaction::Do(*input),
            Some(Found::Lesson(entry, _)) => Reaction::Open(Opening::GoOn(Choice::Lesson(entry.id))),
            Some(Found::Place(place)) => Reaction::Open(Opening::GoOn(place.choice)),
            None => Reaction::Stay,
        }
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        writing::paste(&mut self.line, text);
        self.selected = 0;
    }

    /// Paints the line, what it may mean, and a sentence about the selected action.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let (theme, language) = (&context.settings.theme, context.settings.language);
        let words = &language.windows;
        let Some(inner) = frame::open(area, ROWS.saturating_add(5), words.palette, buffer, context.settings) else {
            return;
        };
        writing::paint(&self.line, true, Rect { height: 1, ..inner }, buffer, theme);
        let rest = below(inner, 2);
        let spoken = self.spoken(language);
        if let Some(Ok(command)) = &spoken {
            let carries_out = say!(language, words.palette_carries_out, command = &command.to_string());
            write_marked(buffer, rest, &carries_out, Role::Text, theme);
            return;
        }
        let found = self.found(context.settings);
        if found.is_empty() {
            let unknown = match spoken {
                Some(Err(wrong)) => say!(language, words.palette_unknown, wrong = &wrong),
                _ => words.palette_nothing.to_owned(),
            };
            write_marked(buffer, rest, &unknown, Role::Text, theme);
            return;
        }
        let rows = usize::from(rest.height).saturating_sub(3).clamp(1, ROWS);
        let first = self.selected.saturating_add(1).saturating_sub(rows);
        for ((i, found), y) in found.iter().enumerate().skip(first).take(rows).zip(rest.top()..rest.bottom()) {
            let row = match found {
                Found::Action(binding) => text::padded(binding.label(language), KEY) + &binding.key_name(),
                Found::Switch(input) => input.to_string(),
                Found::Lesson(_, header) => text::padded(tag(header, words), KEY) + &header.title,
                Found::Place(place) => text::padded(words.palette_place, KEY) + &place.title,
            };
            paint_row(&row, i == self.selected, Rect { y, height: 1, ..rest }, buffer, context);
        }
        let about = below(rest, u16::try_from(rows).unwrap_or(0).saturating_add(1));
        match found.get(self.selected) {
            Some(Found::Action(binding)) => write_marked(buffer, about, binding.help(language), Role::Text, theme),
            Some(Found::Switch(input)) => {
                let sets = say!(language, words.palette_option, option = name_of(input));
                write_marked(buffer, about, &sets, Role::Text, theme)
            }
            Some(Found::Lesson(_, header)) => write_marked(buffer, about, &header.summary, Role::Text, theme),
            Some(Found::Place(place)) => write_marked(buffer, about, &place.about, Role::Text, theme),
            None => 0,
        };
    }
}

/// What a row of the list stands for.
#[derive(Clone, Copy)]
enum Found<'a> {
    /// What a key does.
    Action(&'a Bound),
    /// A switch of one end is set or cleared: no key does that, for it has to be said of which end.
    Switch(Input),
    /// A lesson, or a question that begins with "What if".
    Lesson(&'static Entry, &'static Header),
    /// What else can be opened here.
    Place(&'a Offer),
}

/// Which of the two.
fn tag(header: &Header, words: &Windows) -> &'static str {
    if header.chapter == catalogue::WHAT_IF { words.palette_question } else { words.palette_lesson }
}

/// What can be done with the switches that have what was typed in their name, however it is written, or as lessons write it.
fn switches_called(typed: &str, verbs: &'static [Verb]) -> impl Iterator<Item = Input> {
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let all = verbs.iter().filter_map(|verb| if let Takes::SideSwitch(form) = verb.takes { Some(form) } else { None });
    let all = all.flat_map(|form| {
        let ends = Side::BOTH.into_iter().flat_map(|side| [true, false].map(|on| (side, on)));
        ends.map(move |end| (form.make)(end))
    });
    let called = letters(typed);
    all.filter(move |input| {
        let (name, words) = (letters(name_of(input)), letters(&in_words(input, verbs)));
        called.len() >= SHORTEST && (name.contains(&called) || words.starts_with(&called))
    })
}

/// The name of a switch in the sockets interface.
const fn name_of(input: &Input) -> &'static str {
    match input {
        Input::Option(_, option, _) => option.name(),
        _ => "",
    }
}

/// What stands in the sentence about something is this far away at the least.
const IN_HELP: u8 = 2;

/// How far what was typed is from an action: by its name and by what learners call it, by the letters of its name in order, a slip
/// of the finger, and by the sentence about it. `None`: it is not meant.
fn distance(typed: &str, action: &Bound, language: &Language) -> Option<u8> {
    let (label, help) = (action.label(language).to_lowercase(), action.help(language));
    if label.starts_with(typed) {
        return Some(0);
    }
    let named = text::distance(typed, &[&format!("{label} {}", action.words(language)), help]);
    if let Some(named) = named.filter(|named| *named < IN_HELP) {
        return Some(named);
    }
    let mut letters = label.chars();
    let in_order = typed.chars().filter(|c| !c.is_whitespace()).all(|c| letters.any(|letter| letter == c));
    let slip = strsim::damerau_levenshtein(typed, &label) <= typed.chars().count() / 3;
    let by_name = in_order.then_some(IN_HELP).or_else(|| slip.then_some(IN_HELP.saturating_add(1)));
    by_name.or_else(|| named.map(|named| named.saturating_add(IN_HELP)))
}

#[cfg(test)]
mod tests {
    use super::{Found, Offer, Palette, switches_called};
    use crate::sim::{fake_verbs, in_words};
    use crate::tui::bindings::Scope;
    use crate::tui::settings::Settings;

    /// What students have typed, each with the actions and questions that would have helped, by their names and ids.
    const THEIR_WORDS: [(&str, &[&str]); 48] = [
        ("lost", &["drop"]),
        ("loss", &["drop", "link"]),
        ("lose", &["drop"]),
        ("power", &["reboot", "client-power-fails"]),
        ("crash", &["reboot", "server-crashes"]),
        ("reboot", &["reboot"]),
        ("port", &["sockets", "same-port-again"]),
        ("bind", &["listen", "same-port-again", "restart-in-time-wait"]),
        ("ss", &["sockets"]),
        ("netstat", &["sockets"]),
        ("queue", &["accept", "accept-queue-full"]),
        ("full", &["accept", "accept-queue-full", "program-never-reads"]),
        ("stuck", &["hint", "server-never-closes", "hold"]),
        ("hang", &["server-never-closes", "program-never-reads", "cable-cut", "play-pause"]),
        ("timeout", &["fire-timer", "timers"]),
        ("reset", &["abort"]),
        ("refused", &["nobody-listens"]),
        ("forged", &["forge-rst", "forge-syn", "forge-fin", "editor"]),
        ("old", &["replay"]),
        ("duplicate", &["duplicate"]),
        ("half", &["shutdown"]),
        ("both", &["both-close", "both-connect"]),
        ("server", &["listen", "server-never-closes", "server-crashes"]),
        ("kill", &["kill"]),
        ("unread", &["unread-data", "read"]),
        ("window", &["program-never-reads", "numbers"]),
        ("why", &["why"]),
        ("random", &["random-isn", "link"]),
        ("slow", &["slower", "link"]),
        ("delay", &["hold", "replay", "link"]),
        ("cut", &["link", "cable-cut"]),
        ("cable", &["link", "cable-cut"]),
        ("unplug", &["link"]),
        ("attack", &["forge-rst", "forge-syn", "forge-fin", "rst-forged"]),
        ("backlog", &["accept", "link", "accept-queue-full"]),
        ("client", &["connect", "connect-more"]),
        ("retransmit", &["fire-timer"]),
        ("reuse", &["switch"]),
        ("keepalive", &["switch"]),
        ("half-close", &["shutdown"]),
        ("sequence", &["numbers", "random-isn"]),
        ("linux", &["profiles"]),
        ("late", &["hold", "replay"]),
        ("twice", &["duplicate", "segment-twice"]),
        ("what if both close", &["both-close"]),
        ("syn ack lost", &["syn-ack-lost"]),
        ("broken pipe", &["write-after-close"]),
        ("undo", &["undo"]),
    ];

    #[test]
    fn what_students_type_finds_the_action_or_the_question_in_the_first_three_rows() {
        let settings = Settings::default();
        let scopes: &[Scope] = &[Scope::Sandbox, Scope::Stage, Scope::Program];
        for (typed, wanted) in THEIR_WORDS {
            let palette = Palette::looking_for(typed, scopes);
            let rows: Vec<&str> = palette.found(&settings).iter().take(3).map(name).collect();
            assert!(rows.iter().any(|row| wanted.contains(row)), "`{typed}` finds {rows:?}, not {wanted:?}");
        }
    }

    #[test]
    fn words_of_titles_find_lessons() {
        let settings = Settings::default();
        let palette = Palette::looking_for("half-close", &[Scope::Home]);
        assert_eq!(palette.found(&settings).first().map(name), Some("half-close"));
    }

    #[test]
    fn what_else_can_be_opened_is_found_by_its_words_and_words_of_lessons_do_nothing_there() {
        let settings = Settings::default();
        let place = |title: &str, about: &str| Offer {
            choice: crate::tui::choice::Choice::Sandbox,
            title: title.to_owned(),
            about: about.to_owned(),
        };
        let places = [
            place("Sandbox", "A client, a listening server, and every key."),
            place("Your machine", "The sockets of the machine you are using."),
            place("Captures", "What really happened: a file of tcpdump or Wireshark."),
            place("Review: 3 questions due", "Questions that you missed."),
        ];
        for (typed, wanted) in [
            ("sand", "Sandbox"),
            ("machine", "Your"),
            ("captu", "Captures"),
            ("wireshark", "Captures"),
            ("review", "Review:"),
        ] {
            let palette = Palette::looking_for(typed, &[Scope::Home]).with_places(places.to_vec());
            assert_eq!(palette.found(&settings).first().map(name), Some(wanted), "{typed}");
        }
        let palette = Palette::looking_for("A connect", &[Scope::Home]).with_places(places.to_vec());
        assert!(palette.spoken(settings.language).is_none());
    }

    #[test]
    fn a_crash_is_that_of_a_machine_before_it_is_that_of_a_program() {
        let settings = Settings::default();
        let palette = Palette::looking_for("crash", &[Scope::Stage]);
        let found: Vec<&str> = palette.found(&settings).iter().map(name).collect();
        let at = |action| found.iter().position(|name| *name == action);
        assert!(at("reboot") < at("kill"), "{found:?}");
        assert!(at("reboot").is_some() && at("kill").is_some(), "{found:?}");
    }

    fn name<'a>(row: &Found<'a>) -> &'a str {
        match row {
            Found::Action(action) => action.command.action(),
            Found::Lesson(entry, _) => entry.id,
            Found::Switch(_) => "switch",
            Found::Place(place) => place.title.split(' ').next().unwrap_or_default(),
        }
    }

    #[test]
    fn a_switch_that_is_declared_is_offered() {
        let verbs = fake_verbs();
        let offered: Vec<String> = switches_called("b po", verbs).map(|input| in_words(&input, verbs)).collect();
        assert_eq!(offered[..2], ["B poke on", "B poke off"]);
    }
}
