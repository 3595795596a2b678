//! Somebody who plays a lesson as chance has it, and hands it in.

use std::sync::Arc;

use tcptutor::lesson::recording::PlayedLesson;
use tcptutor::lesson::{Move, Page, Player, Recording, Value, catalogue};
use tcptutor::sim::Input;

use super::dice::Dice;

/// A lesson, and a way through each of its tasks.
pub struct Known {
    player: Player,
    ways: Vec<Vec<Input>>,
}

impl Known {
    /// Looks for a way through each of the lesson's tasks.
    pub fn of(id: &str) -> Self {
        let lesson = Arc::new(catalogue::find(id).expect("a lesson").compile().expect("it compiles"));
        let (mut player, mut ways) = (Player::new(Arc::clone(&lesson)), Vec::new());
        while player.step() < player.steps() {
            player.finish_script();
            ways.push(player.way().map(|way| way.inputs).unwrap_or_default());
            if let Some(right) = player.right_answer() {
                player.answer_value(&right);
            }
            player.follow(&ways[ways.len() - 1]);
            player.finish_script();
            player.next();
        }
        Self { player: Player::new(lesson).without_pars(), ways }
    }

    /// Somebody who knows about as much as chance.
    pub fn played(&self, dice: &mut Dice, name: &str) -> Recording {
        let mut player = self.player.clone();
        let leaves = if dice.one_in(5) { 1 + dice.index(self.ways.len() - 1) } else { usize::MAX };
        if dice.one_in(6) {
            player.go_to(0);
            player = player.started_over();
        }
        while player.step() < player.steps().min(leaves) {
            player.finish_script();
            answer(&mut player, dice);
            player.finish_script();
            if matches!(player.page(), Page::Act { reached: false, .. }) {
                if dice.one_in(3) {
                    player.hint();
                }
                if dice.one_in(4) && player.show_me() {
                    player.finish_script();
                    player.undo();
                }
                player.follow(&self.ways[player.step()].clone());
                player.finish_script();
            }
            if matches!(player.next(), Move::Refused(_)) {
                break;
            }
        }
        let mut recording = Recording::of(player.history(), player.lesson().names.as_deref()).expect("words for it");
        let mut played = PlayedLesson::of(&player);
        played.student = Some(name.to_owned());
        recording.played = Some(played);
        recording.chained()
    }
}

fn answer(player: &mut Player, dice: &mut Dice) {
    let Page::Ask { choices, .. } = player.page() else { return };
    let offered: Vec<Value> = choices.iter().map(|choice| choice.value.clone()).collect();
    let right = player.right_answer().expect("an answer");
    let picked = match &right {
        _ if dice.one_in(2) => right.clone(),
        Value::Number(n) if offered.is_empty() => Value::Number(n + 1 + dice.below(3)),
        _ => dice.pick(&offered).clone(),
    };
    player.answer_value(&picked);
}
