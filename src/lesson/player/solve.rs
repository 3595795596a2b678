//! Going to any step: back as it was, forward with right answers and shortest ways.

use super::super::log_entry::Done;
use super::super::page::{Move, Page};
use super::Player;

impl Player {
    /// Goes to a step, and no further than that; the step that was got to, which is an earlier one where no way leads on.
    pub fn go_to(&mut self, step: usize) -> usize {
        while self.at > step && self.previous() == Move::Moved {}
        while self.at < step && self.pass_step() {}
        self.at
    }

    /// Answers the present question correctly. What the program does itself is no guess of anybody's.
    pub fn answer_correctly(&mut self) {
        if let Some(right) = self.right_answer() {
            let (guesses, entries) = (self.recorded.guesses.len(), self.recorded.log.len());
            self.answer_value(&right);
            self.recorded.guesses.truncate(guesses);
            self.recorded.log.truncate(entries);
            self.log(Done::Show);
        }
    }

    /// Answers the present question correctly, or does what is to be done, and lets everything happen.
    pub fn solve(&mut self) {
        self.finish_first();
        if self.is_question_open() {
            self.answer_correctly();
        } else if matches!(self.page(), Page::Act { reached: false, .. })
            && !self.show_me()
            && let Ok(way) = self.proven_way()
        {
            self.follow(&way.inputs);
        }
        self.finish_first();
    }

    /// The next step, whatever the present one asks for; whether there is a way there.
    fn pass_step(&mut self) -> bool {
        let before = self.at;
        loop {
            self.solve();
            match self.next() {
                Move::Moved => return true,
                // A question that was answered wrongly before is asked once more, and solved now.
                Move::Again | Move::Finished if self.at == before => {}
                Move::Again | Move::Finished | Move::Refused(_) => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Player;
    use crate::lesson::{Page, catalogue};
    use crate::sim::{Call, Input, Side, Socket};
    use std::sync::Arc;

    fn player(id: &str) -> Player {
        let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
        Player::new(Arc::new(lesson))
    }

    #[test]
    fn every_step_of_every_lesson_can_be_gone_to() {
        for entry in catalogue::ENTRIES {
            let mut player = player(entry.id);
            let end = player.steps();
            assert_eq!(player.go_to(end), end, "{}", entry.id);
        }
    }

    #[test]
    fn going_back_is_exact_and_forward_again_too() {
        let mut player = player("four-way-close");
        player.go_to(3);
        let there = player.history().world().clone();
        player.go_to(7);
        let later = player.history().world().clone();
        assert_eq!(player.go_to(3), 3);
        assert_eq!(*player.history().world(), there);
        player.go_to(7);
        assert_eq!(*player.history().world(), later);
    }

    #[test]
    fn what_is_solved_stays_solved_with_its_outcome_when_the_page_is_turned_back_and_forward() {
        for id in ["four-way-close", "three-way-handshake", "simultaneous-close", "close-wait-bug"] {
            let mut player = player(id);
            while player.step() < player.steps() {
                let at = player.step();
                player.solve();
                if let Page::Act { success, .. } = player.page() {
                    let (success, world) = (success.cloned(), player.history().world().clone());
                    assert!(success.is_some(), "{id} {at}");
                    if at > 0 {
                        player.previous();
                        assert_eq!(player.go_to(at), at);
                    }
                    let Page::Act { success: now, reached, .. } = player.page() else { panic!("{id} {at}: no task") };
                    assert!(reached, "{id} {at}: before the next page was seen");
                    assert_eq!((now.cloned(), player.history().world()), (success, &world), "{id} {at}");
                    player.next();
                    player.previous();
                    assert!(matches!(player.page(), Page::Act { reached: true, .. }), "{id} {at}: from the next page");
                    // It can be done in another way all the same.
                    assert!(player.undo(), "{id} {at}");
                    assert!(matches!(player.page(), Page::Act { reached: false, .. }), "{id} {at}");
                    assert!(player.redo(), "{id} {at}");
                }
                player.go_to(at + 1);
            }
        }
    }

    #[test]
    fn what_was_done_before_another_way_was_taken_is_not_held_for_done() {
        let mut player = player("three-way-handshake");
        let acts = |player: &Player| matches!(player.page(), Page::Act { .. });
        let mut tasks = (0..player.steps()).filter(|at| {
            player.go_to(*at);
            acts(&player)
        });
        let (first, second) = (tasks.next().expect("a task"), tasks.next().expect("another one"));
        player.go_to(second + 1);
        player.go_to(first);
        while player.undo() {}
        player.try_input(Input::Call(Side::B, Call::Abort));
        player.try_input(Input::Call(Side::A, Call::Abort));
        assert_eq!(player.go_to(second), second);
        assert!(matches!(player.page(), Page::Act { reached: false, .. }), "another world");
    }

    #[test]
    fn a_refused_call_is_no_move() {
        let mut player = player("three-way-handshake");
        let at = (0..player.steps()).find(|at| {
            player.go_to(*at);
            player.finish_first();
            matches!(player.page(), Page::Act { allow: None, .. })
        });
        at.expect("a task in which everything is allowed");
        let way = player.way().expect("a way").inputs;
        player.try_input(Input::Call(Side::A, Call::Write(10)));
        player.follow(&way);
        let Page::Act { success: Some(success), .. } = player.page() else { panic!("it is reached") };
        assert_eq!(Some(success.moves), success.par, "the call was refused");
    }

    #[test]
    fn a_way_turns_back_to_the_connection_that_it_needs() {
        let mut player = player("puzzle-free-the-server");
        player.go_to(2);
        let par = player.way().map(|way| way.moves());
        player.follow(&[Input::Attend(Side::B, Socket::numbered(3))]);
        let way = player.way().expect("a way");
        assert_eq!(Ok(way.moves()), par, "turning is no move");
        assert!(matches!(way.inputs[0], Input::Call(Side::B, Call::Close) | Input::Attend(Side::B, _)), "{way:?}");
        player.follow(&[Input::Attend(Side::B, Socket::numbered(2))]);
        let way = player.way().expect("ten bytes are unread in 2, and a close would reset it");
        assert!(
            matches!(way.inputs[0], Input::Attend(Side::B, socket) if [1, 3].contains(&socket.number())),
            "{way:?}"
        );
        assert_eq!(Ok(way.moves()), par);
    }

    #[test]
    fn a_wrong_answer_of_before_does_not_stand_in_the_way() {
        let mut player = player("four-way-close");
        player.go_to(3);
        player.answer(1);
        player.answer(0);
        assert_eq!(player.go_to(5), 5);
    }
}
