//! Every lesson and every window in the pseudo-language, at three sizes: no English word, no panic, nothing cut without a mark, no
//! words over others.

use crate::pseudo::{self, as_typed, english, words};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::{BTreeMap, BTreeSet};
use tcptutor::capture::{CaptureNews, Folder};
use tcptutor::language::ENGLISH;
use tcptutor::lesson::{catalogue, compile};
use tcptutor::tui::app::{App, Msg};
use tcptutor::tui::model::Model;
use tcptutor::tui::overlap;
use tcptutor::tui::settings::Settings;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (160, 48)];

/// A program that is looked at after every key.
struct Seen {
    model: Model,
    size: (u16, u16),
    /// Words that are no fault.
    known: BTreeSet<String>,
    /// What was found, with where it was seen first.
    faults: BTreeMap<String, String>,
}

impl Seen {
    fn new(make: impl Fn(Model) -> Model, size: (u16, u16)) -> Self {
        let settings = Settings { language: pseudo::language(), animate: false, ..Settings::default() };
        let mut model = Model::at_home(settings);
        model.update(Msg::Resize(size.0, size.1));
        let mut seen = Self { model: make(model), size, known: as_typed(), faults: BTreeMap::new() };
        seen.model.update(Msg::Resize(size.0, size.1));
        seen
    }

    fn screen(&self) -> String {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        self.model.paint(area, &mut buffer);
        let row = |y| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..area.height).map(row).collect::<Vec<_>>().join("\n")
    }

    fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.model.update(Msg::Key(key.parse().expect("a key")));
        }
    }

    /// Looks at the screen. `place` says what is open.
    fn look(&mut self, place: &str) {
        let mut screen = String::new();
        let over = overlap::watched(|| screen = self.screen());
        let place = format!("{place} at {}x{}", self.size.0, self.size.1);
        for words in over {
            self.faults.entry(format!("words over words, {words}")).or_insert_with(|| place.clone());
        }
        for (word, row) in english(&screen, &self.known) {
            self.faults.entry(format!("`{word}` is English")).or_insert_with(|| format!("{place}\n{row}"));
        }
    }

    /// Looks at a screen without a window: a text that is opened is closed, or cut with a mark.
    fn look_for_cuts(&mut self, place: &str) {
        let screen = self.screen();
        let (opened, closed) = (screen.matches('⟦').count(), screen.matches('⟧').count());
        if opened != closed && !screen.contains('…') {
            let place = format!("{place} at {}x{}\n{screen}", self.size.0, self.size.1);
            self.faults.entry("a text is cut without a mark".to_owned()).or_insert(place);
        }
    }

    fn into_faults(self, all: &mut BTreeMap<String, String>) {
        for (fault, place) in self.faults {
            all.entry(fault).or_insert(place);
        }
    }
}

fn assert_none(faults: &BTreeMap<String, String>) {
    let output_text: Vec<String> = faults.iter().map(|(fault, place)| format!("{fault}: {place}")).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), output_text.join("\n"));
}

#[test]
fn the_home_screen_speaks_the_language_that_it_is_given() {
    let mut faults = BTreeMap::new();
    for size in SIZES {
        let mut seen = Seen::new(|model| model, size);
        // The lessons' own titles are in their own language: what stands around them is looked at, on the sandbox's entry.
        for entry in catalogue::ENTRIES {
            let header = entry.header();
            seen.known.extend(words(&header.title));
            seen.known.extend(words(&header.summary));
            seen.known.extend(header.objectives.iter().flat_map(|objective| words(objective).collect::<Vec<_>>()));
        }
        seen.press("End");
        seen.look("the sandbox's entry");
        seen.look_for_cuts("the sandbox's entry");
        seen.press("?");
        seen.look("the help at home");
        seen.into_faults(&mut faults);
    }
    assert_none(&faults);
}

#[test]
fn the_captures_of_a_folder_speak_the_language_that_they_are_given() {
    let mut faults = BTreeMap::new();
    for size in SIZES {
        let mut seen = Seen::new(|model| model, size);
        // What if, the sandbox and this machine come before it.
        seen.press("Home Down Down Down Down Down Down Down Enter");
        seen.look("captures that are looked for");
        seen.model.update(Msg::Captures(CaptureNews::Listed(Ok(Folder::default()))));
        seen.look("a folder without captures");
        seen.look_for_cuts("a folder without captures");
        seen.press("?");
        seen.look("the help at captures");
        seen.press("? p 1 Enter");
        seen.look("a path that is written");
        seen.into_faults(&mut faults);
    }
    assert_none(&faults);
}

/// Every window that a key opens on the stage.
const WINDOWS: [(&str, &str); 17] = [
    ("help", "?"),
    ("glossary", "G"),
    ("map", "m"),
    ("card", "i"),
    ("why", "y"),
    ("editor", "g"),
    ("link", "n"),
    ("palette", ":"),
    ("palette with words", ": z z"),
    ("timers", "T"),
    ("tray", "o"),
    ("sockets", "p"),
    ("profiles", "P"),
    ("mark", "M"),
    ("branches", "B"),
    ("comparison", "B ="),
    ("inspection", "Up Enter"),
];

#[test]
fn every_window_speaks_the_language_that_it_is_given() {
    let mut faults = BTreeMap::new();
    for size in SIZES {
        let mut seen = Seen::new(Model::in_the_sandbox, size);
        seen.known.insert("zz".to_owned());
        seen.look("the sandbox at its beginning");
        // What happens: a handshake, data, another future beside it, a loss, an end.
        for (moment, keys) in [
            ("a handshake", "c . . ."),
            ("data", "w . ."),
            ("another future", "Left Left d . ."),
            ("a close", "x . Tab e x . ."),
            ("timers", "t t . . ."),
            ("a forged segment", "r . ."),
            ("a refusal", "l x w"),
            ("the listener", "p"),
        ] {
            seen.press(keys);
            seen.press("Esc");
            seen.look(moment);
            seen.look_for_cuts(moment);
            for (window, keys) in WINDOWS {
                seen.press(keys);
                seen.look(window);
                for _ in 0..3 {
                    seen.press("PageDown Down");
                    seen.look(window);
                }
                seen.press("Esc Esc");
                // Esc may lead back from the past, or out of a window that a window opened.
                seen.press("End");
            }
        }
        seen.into_faults(&mut faults);
    }
    assert_none(&faults);
}

#[test]
fn every_lesson_speaks_the_language_that_it_is_given() {
    let mut faults = BTreeMap::new();
    for entry in catalogue::ENTRIES {
        let source = pseudo::lesson(entry.text);
        for size in SIZES {
            let lesson = compile(entry.id, &source, &ENGLISH).expect("a disguised lesson compiles");
            let steps = lesson.steps.len();
            let mut seen = Seen::new(|model| model.playing(lesson.clone()), size);
            // Scripts, and commands of a learner's own machine, are the same in every language.
            seen.known.extend(words(&source));
            // A number that the engine knows stands in a lesson's text with its unit, in the lesson's own language.
            seen.known.extend(["seconds", "minutes", "hours"].map(str::to_owned));
            // The end names the lesson that comes next, by its own title.
            seen.known
                .extend(catalogue::ENTRIES.iter().flat_map(|entry| words(&entry.header().title).collect::<Vec<_>>()));
            'steps: for step in 0..steps {
                let place = format!("{} {}", entry.id, step + 1);
                seen.look(&place);
                // A hint, an answer, a number, a state on the diagram, the way that the program knows, and on.
                for keys in ["H", "1 Enter", "2", "Down Enter", "1 0 0 1 Enter", "M", "Space", "Space", "Space"] {
                    seen.press(keys);
                    if seen.screen().contains("tcptutor") {
                        // Behind its last page the lesson is left for the list, whose titles are in their own language.
                        break 'steps;
                    }
                    seen.look(&place);
                }
            }
            seen.into_faults(&mut faults);
        }
    }
    assert_none(&faults);
}
