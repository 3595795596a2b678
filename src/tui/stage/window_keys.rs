//! Windows over the stage: which are opened, and what comes of a key in one.

use super::{Game, Leads, Stage};
use crate::lesson::{self, recording};
use crate::say;
use crate::sim::{Input, Side, Socket};
use crate::tui::key::Key;
use crate::tui::overlay::{Compare, Overlay, Reaction};

impl Stage {
    pub(super) fn key_in_window(&mut self, key: Key) -> Leads {
        let Some(mut overlay) = self.window.overlay.take() else { return Leads::Nowhere };
        let reaction = overlay.key(key, self.room_for(overlay.about()), &self.overlay_context());
        self.react(reaction, overlay)
    }

    pub(super) fn wheel_in_window(&mut self, up: bool) {
        if let Some(mut overlay) = self.window.overlay.take() {
            overlay.wheel(up, self.view.area, &self.overlay_context());
            self.window.overlay = Some(overlay);
        }
    }

    /// What a key in a window led to happens; the window stays or closes.
    pub(super) fn react(&mut self, reaction: Reaction, overlay: Overlay) -> Leads {
        match reaction {
            Reaction::Stay => self.window.overlay = Some(overlay),
            Reaction::Close => self.keep_draft(overlay),
            Reaction::Do(input) => self.act(input),
            Reaction::Change(inputs) => {
                for input in inputs {
                    self.set_anew(&input);
                    self.act(input);
                }
                self.window.overlay = Some(overlay);
            }
            Reaction::Follow(side, socket) => self.follow(side, socket),
            Reaction::Switch(branch) => self.switch_to(branch),
            Reaction::Compare(branch) => {
                let Some(history) = self.game.history() else { return Leads::Nowhere };
                let compare = Compare::new(history, branch, self.settings.language);
                self.window.overlay = Some(Overlay::Compare(Box::new(compare)));
            }
            Reaction::Rerun(profile) => self.rerun(profile),
            Reaction::Jump(place) => self.jump_to_place(place),
            Reaction::Ask(named) => self.ask(named),
            Reaction::Name(named, name) => return self.name(named, &name),
            Reaction::Say(command) => self.say(&command),
            Reaction::Open(opening) => return Leads::Open(opening),
            Reaction::Create(file, text) => {
                self.window.overlay = Some(overlay);
                return self.create_lesson(file, text);
            }
            Reaction::Run(command) => return self.command(command),
        }
        Leads::Nowhere
    }

    /// A setting that was changed last is changed again: on the ladder, and for undo, it was changed once.
    fn set_anew(&mut self, input: &Input) {
        if let Game::Sandbox(sandbox) = &mut self.game
            && sandbox.history.forget_same_setting(input)
        {
            sandbox.present = sandbox.history.step();
            self.on_jump();
        }
    }

    /// A socket on the diagram, and its other end on the other one.
    pub(super) fn follow(&mut self, side: Side, socket: Socket) {
        self.act(Input::Attend(side, socket));
        let Some(world) = self.game.world() else { return };
        let opposite = socket.connection().and_then(|id| world.other_end(side, id));
        if let Some(other) = opposite {
            self.act(Input::Attend(side.other(), Socket::Connection(other)));
        }
    }

    /// Carries out words of the lessons' vocabulary.
    pub(super) fn say(&mut self, command: &lesson::Command) {
        let Some(world) = self.game.world() else { return self.window.notice = self.only_shown() };
        let (inputs, failures) = lesson::inputs_of(command, world);
        if inputs.is_empty() && failures {
            self.window.notice = Some(say!(
                self.settings.language,
                self.settings.language.stage.not_possible,
                command = &command.to_string()
            ));
        }
        for input in inputs {
            self.act(input);
        }
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        if let Some(overlay) = &mut self.window.overlay {
            overlay.paste(text);
        } else if recording::is_short_text(text) {
            self.window.say(self.settings.language.stage.pasted_session);
        } else {
            self.paste_number(text);
        }
    }
}
