//! The palette: every action by its name, and every word of the lessons' vocabulary.

use super::context::OverlayContext;
use super::frame;
use super::list::paint_row;
use super::reaction::Reaction;
use crate::language::Language;
use crate::lesson::parse_command;
use crate::say;
use crate::sim::{Input, Side, Takes, VERBS, Verb, in_words};
use crate::text;
use crate::tui::bindings::{Command, Scope};
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
}

impl Palette {
    /// A palette of all that has a key in these scopes.
    #[must_use]
    pub fn new(scopes: &'static [Scope]) -> Self {
        Self { line: Line::default(), selected: 0, scopes }
    }

    /// What was typed may mean these, the likeliest first.
    fn found<'a>(&self, settings: &'a Settings) -> Vec<Found<'a>> {
        let all = self.scopes.iter().flat_map(|scope| settings.keys.in_scope(*scope));
        let actions = all.filter(|binding| binding.command != Command::Palette);
        let typed = self.line.value().trim().to_lowercase();
        if typed.is_empty() {
            return actions.map(Found::Action).collect();
        }
        let mut found: Vec<(u8, Found<'a>)> = actions
            .filter_map(|action| Some((distance(&typed, action, settings.language)?, Found::Action(action))))
            .collect();
        found.extend(switches_called(&typed, VERBS).map(|input| (0, Found::Switch(input))));
        found.sort_by_key(|(distance, _)| *distance);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// Types, moves, or carries out.
    pub fn key(&mut self, key: Key, command: Option<Command>, settings: &Settings) -> Reaction {
        match command {
            Some(Command::Dismiss) => return Reaction::Close,
            Some(Command::Previous) => self.selected = self.selected.saturating_sub(1),
            Some(Command::Next) => {
                self.selected = (self.selected + 1).min(self.found(settings).len().saturating_sub(1));
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
        if let Ok(command) = parse_command(self.line.value()) {
            return Reaction::Say(command);
        }
        match self.found(settings).get(self.selected) {
            Some(Found::Action(binding)) => Reaction::Run(binding.command),
            Some(Found::Switch(input)) => Reaction::Do(*input),
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
        let Some(inner) = frame::open(area, ROWS + 5, words.palette, buffer, context.settings) else { return };
        writing::paint(&self.line, true, Rect { height: 1, ..inner }, buffer, theme);
        let rest = below(inner, 2);
        let typed = self.line.value().trim();
        if let Ok(command) = parse_command(typed) {
            let carries_out = say!(language, words.palette_carries_out, command = &command.to_string());
            write_marked(buffer, rest, &carries_out, Role::Text, theme);
            return;
        }
        let found = self.found(context.settings);
        if found.is_empty() {
            let wrong = parse_command(typed).err().map_or_else(String::new, |misread| misread.message);
            let unknown = say!(language, words.palette_unknown, wrong = &wrong);
            write_marked(buffer, rest, &unknown, Role::Text, theme);
            return;
        }
        let rows = usize::from(rest.height).saturating_sub(3).clamp(1, ROWS);
        let first = (self.selected + 1).saturating_sub(rows);
        for ((i, found), y) in found.iter().enumerate().skip(first).take(rows).zip(rest.top()..rest.bottom()) {
            let row = match found {
                Found::Action(binding) => text::padded(binding.label(language), KEY) + &binding.key_name(),
                Found::Switch(input) => input.to_string(),
            };
            paint_row(&row, i == self.selected, Rect { y, height: 1, ..rest }, buffer, context);
        }
        let about = below(rest, u16::try_from(rows).unwrap_or(0) + 1);
        match found.get(self.selected) {
            Some(Found::Action(binding)) => write_marked(buffer, about, binding.help(language), Role::Text, theme),
            Some(Found::Switch(input)) => {
                let sets = say!(language, words.palette_option, option = name_of(input));
                write_marked(buffer, about, &sets, Role::Text, theme)
            }
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

/// How far what was typed is from an action: its name's beginning, a part of it, the letters of it in order, a slip of the finger,
/// a part of the sentence about it. `None`: it is not meant.
fn distance(typed: &str, action: &Bound, language: &Language) -> Option<u8> {
    let (label, help) = (action.label(language).to_lowercase(), action.help(language).to_lowercase());
    let mut letters = label.chars();
    let in_order = typed.chars().filter(|c| !c.is_whitespace()).all(|c| letters.any(|letter| letter == c));
    let matches = [
        label.starts_with(typed),
        label.contains(typed),
        in_order,
        strsim::damerau_levenshtein(typed, &label) <= typed.chars().count() / 3,
        typed.split_whitespace().all(|word| help.contains(word)),
    ];
    (0..).zip(matches).find(|(_, matches)| *matches).map(|(distance, _)| distance)
}

#[cfg(test)]
mod tests {
    use super::switches_called;
    use crate::sim::{fake_verbs, in_words};

    #[test]
    fn a_switch_that_is_declared_is_offered() {
        let verbs = fake_verbs();
        let offered: Vec<String> = switches_called("b po", verbs).map(|input| in_words(&input, verbs)).collect();
        assert_eq!(offered[..2], ["B poke on", "B poke off"]);
    }
}
