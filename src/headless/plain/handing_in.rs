//! The run of a lesson as a file to be handed in, as the stage saves it: with the name of whoever played, and never over another file.

use std::io;
use std::path::Path;

use crate::files;
use crate::lesson::Player;
use crate::lesson::recording::{PlayedLesson, Recording};
use crate::say;

/// Whether a run can be handed in, and by whom.
#[derive(Debug, Default)]
pub enum HandsIn {
    /// It is no lesson that is played.
    #[default]
    Never,
    /// Nobody has said yet who plays.
    Nobody,
    /// This student.
    Student(String),
}

impl HandsIn {
    /// A lesson is played, by this student if that is known.
    pub fn of(student: Option<&str>) -> Self {
        student
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map_or(Self::Nobody, |name| Self::Student(name.to_owned()))
    }

    /// Saves the run so far, under this name if one is said; what there is to say about that.
    pub fn save(&mut self, name: &str, player: &Player) -> String {
        let language = player.language();
        let words = &language.plain;
        if !name.is_empty() && !matches!(self, Self::Never) {
            *self = Self::of(Some(name));
        }
        let name = match self {
            Self::Never => return words.save_in_a_lesson.to_owned(),
            Self::Nobody => return words.save_as_whom.to_owned(),
            Self::Student(name) => name,
        };
        let history = player.history();
        let mut recording = match Recording::of(history, history.names()) {
            Ok(recording) => recording,
            Err(unusual) => return unusual.describe(language).to_owned(),
        };
        let played = PlayedLesson::of(player).by(name);
        let stem = played.file_stem();
        recording.played = Some(played);
        match files::create_numbered(Path::new(&stem), ".toml", &recording.chained().write()) {
            Ok(file) => say!(language, language.stage.saved_to_hand_in, file = &*file.to_string_lossy()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let why = say!(language, language.files.all_taken, n = files::MOST);
                say!(language, words.not_saved, why = &why)
            }
            Err(error) => say!(language, words.not_saved, why = &error.to_string()),
        }
    }
}
