//! A lesson's exchange on the screen, in both worlds: left the simulation, right this machine's kernel, and the calls beside them.

mod ladder;
mod paint;
#[cfg(test)]
mod tests;
mod trace;

use crate::lab::{Exercise, News, Order, Place, Played};
use crate::sim::Side;
use crate::tui::bindings::{Command, Scope};
use crate::tui::key::Key;
use crate::tui::list_screen::{ListScreen, Meaning, Outcome};
use crate::tui::moving::moved;
use crate::tui::settings::Settings;
use ratatui::layout::Rect;

const SCOPES: &[Scope] = &[Scope::Lab, Scope::Program];

/// Whether the programs can be told to do something.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Programs {
    /// They are being started.
    Starting,
    /// They wait for the next act.
    Waiting,
    /// They are at one.
    Busy,
    /// They cannot be asked; a sentence about it.
    Gone(String),
}

/// The screen.
pub struct Lab {
    screen: ListScreen,
    exercise: Exercise,
    programs: Programs,
    /// Where the sockets are, once they are somewhere.
    place: Option<Place>,
    played: Vec<Played>,
    /// The selected act.
    selected: usize,
    /// The end on the diagrams.
    side: Side,
    /// How many acts are to be played: a key that is pressed while the programs are busy waits for them.
    wanted: usize,
    /// Whether the selected act is told in full, without the diagrams.
    reading: bool,
    /// What is to be ordered.
    order: Option<Order>,
}

impl Lab {
    /// The screen of an exercise whose programs are yet to be started.
    #[must_use]
    pub fn new(exercise: Exercise, settings: Settings) -> Self {
        let order = Some(Order::Start(Box::new(exercise.clone())));
        Self {
            screen: ListScreen::new(SCOPES, "", settings),
            exercise,
            programs: Programs::Starting,
            place: None,
            played: Vec::new(),
            selected: 0,
            side: Side::A,
            wanted: 0,
            reading: false,
            order,
        }
    }

    /// The user wants the screen otherwise than before.
    pub fn set_settings(&mut self, settings: Settings) {
        self.screen.settings = settings;
    }

    /// The screen has this size.
    pub const fn set_area(&mut self, area: Rect) {
        self.screen.area = area;
    }

    /// What is to be ordered of the programs. Asking takes it.
    pub const fn take_order(&mut self) -> Option<Order> {
        self.order.take()
    }

    /// Takes in what came of an order.
    pub fn hear(&mut self, news: News) {
        match news {
            News::Started(place) => {
                self.place = Some(place);
                self.programs = Programs::Waiting;
            }
            // What was ordered before everything began anew is nobody's any more.
            News::Played(_) if self.programs != Programs::Busy => {}
            News::Played(played) => {
                self.played.push(*played);
                self.selected = self.played.len() - 1;
                self.programs = Programs::Waiting;
            }
            News::Failed(why) => self.programs = Programs::Gone(why),
        }
        self.play();
    }

    /// A key; it may lead to the lesson of an id.
    pub fn key(&mut self, key: Key) -> Outcome<String> {
        match self.screen.key(key) {
            Meaning::Nothing | Meaning::Filter(_) => Outcome::Stay,
            Meaning::Effect(effect) => Outcome::Effect(effect),
            Meaning::Leave => Outcome::Leave,
            Meaning::Command(command) => self.command(command),
        }
    }

    fn command(&mut self, command: Command) -> Outcome<String> {
        match command {
            Command::Dismiss if self.reading => self.reading = false,
            Command::Dismiss => return Outcome::Leave,
            Command::Step => self.want(self.wanted + 1),
            Command::Autoplay if self.wanted == self.exercise.acts.len() => self.want(self.played.len()),
            Command::Autoplay => self.want(usize::MAX),
            Command::FocusOther => self.side = self.side.other(),
            Command::Inspect => self.reading = !self.reading && self.selected < self.played.len(),
            Command::StartOver => *self = self.anew(),
            Command::OpenLesson => return Outcome::Open(self.exercise.id.clone()),
            other => {
                self.selected = moved(other, self.selected, 5, self.played.len().saturating_sub(1));
            }
        }
        Outcome::Stay
    }

    /// The same from its beginning, with programs of its own.
    fn anew(&self) -> Self {
        let mut anew = Self::new(self.exercise.clone(), self.screen.settings.clone());
        anew.set_area(self.screen.area);
        anew.side = self.side;
        anew
    }

    /// So many acts are to be played from now on; one that was selected before the last is let go of.
    fn want(&mut self, acts: usize) {
        self.wanted = acts.min(self.exercise.acts.len());
        self.selected = self.played.len().saturating_sub(1);
        self.play();
    }

    /// The next act is ordered, if it is wanted and the programs wait for it.
    fn play(&mut self) {
        if self.programs == Programs::Waiting && self.played.len() < self.wanted {
            self.programs = Programs::Busy;
            self.order = Some(Order::Act(self.played.len()));
        }
    }

    fn is_over(&self) -> bool {
        self.played.len() == self.exercise.acts.len()
    }
}
