//! What the screens ask of the world around them, in one trait: a terminal gives it, and so could a page in a browser.

use std::time::Duration;

use super::app::Msg;
use crate::capture::CaptureOrder;
use crate::lab::Order;
use crate::live::{Detail, Survey};
use crate::notes::Scene;
use crate::progress::Actions;

/// The world around the screens. Nothing here ever waits, but for [`Host::settle`].
pub trait Host {
    /// The time on a clock that never goes back, since any fixed moment.
    fn now(&self) -> Duration;

    /// Puts a text into the clipboard, together with the next frame. Nobody learns whether it got there.
    fn copy(&mut self, text: &str);

    /// Writes a text into a new file whose name begins with `stem`, never over another one. Returns the file's name.
    ///
    /// # Errors
    /// Why nothing was saved, as the end of a sentence.
    fn save(&mut self, stem: &str, text: &str) -> Result<String, String>;

    /// Writes a text into a file of this very name that is not there yet.
    ///
    /// # Errors
    /// A sentence that says why there is none now, or that there was one.
    fn create(&mut self, file: &str, text: &str) -> Result<(), String>;

    /// Takes in what the learner did; [`Host::settle`] writes it.
    fn keep(&mut self, actions: &Actions);

    /// Tells those who follow the speaker's notes of a scene.
    fn prompt(&mut self, scene: Scene);

    /// Looks at this machine's sockets, and asks so much of each.
    ///
    /// # Errors
    /// A sentence that says why nothing was seen.
    fn survey(&mut self, detail: Detail) -> Result<Survey, String>;

    /// Looks for captures, or reads one. That takes its time: [`Host::news`] tells what came of it.
    fn captures(&mut self, order: CaptureOrder);

    /// Lets the lab's programs do something. They take their time: [`Host::news`] tells what came of it.
    fn lab(&mut self, order: Order);

    /// Gives the terminal back to the shell until the job is continued.
    fn suspend(&mut self);

    /// The next thing that happened outside and is not an input: [`Msg::Redraw`], [`Msg::Heard`], [`Msg::Lab`], [`Msg::Captures`],
    /// [`Msg::Edited`] or [`Msg::Checked`].
    fn news(&mut self) -> Option<Msg>;

    /// How long until [`Host::news`] has to be asked again although nothing woke the program; `None` if it need not be.
    fn next_look(&self) -> Option<Duration>;

    /// Does what may take its time, now that the picture is there: progress is written. [`Msg::Kept`] if there was any.
    fn settle(&mut self) -> Option<Msg>;
}
