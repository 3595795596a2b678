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
    use crate::lesson::catalogue;
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
