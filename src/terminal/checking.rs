//! The whole check of a lesson that is being written, beside the screen: a search for a way takes longer than anybody waits.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use crate::language::Language;
use crate::lesson::{Diagnostic, check, compile};
use crate::tui::app::Msg;

/// How often somebody asks whether it is done.
pub const EVERY: Duration = Duration::from_millis(100);

/// A check that goes on.
pub struct Checking {
    found: Receiver<Vec<Diagnostic>>,
    file: String,
    text: String,
}

impl Checking {
    /// Begins to check a text.
    pub fn begin(file: &str, text: &str, language: &'static Language) -> Self {
        let (send, found) = channel();
        let checking = Self { found, file: file.to_owned(), text: text.to_owned() };
        let (file, text) = (checking.file.clone(), checking.text.clone());
        // Nobody waits for it to end: a text that was changed meanwhile is checked anew.
        thread::spawn(move || {
            let findings =
                compile(&file, &text, language).map_or_else(|found| found, |lesson| check(&lesson, language));
            let _ = send.send(findings);
        });
        checking
    }

    /// What was found, if it is done; an error if nothing will come.
    pub fn done(&self) -> Result<Option<Msg>, TryRecvError> {
        match self.found.try_recv() {
            Ok(findings) => {
                let (file, text) = (self.file.clone(), self.text.clone());
                Ok(Some(Msg::Checked { file, text, findings }))
            }
            Err(TryRecvError::Empty) => Ok(None),
            Err(gone) => Err(gone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Checking, EVERY};
    use crate::language::ENGLISH;
    use crate::lesson::starter;
    use crate::tui::app::Msg;

    #[test]
    fn what_only_playing_finds_is_found_beside_the_screen() {
        let text = starter("mine").replace("until  = { A = \"FIN_WAIT_1\" }", "until  = { A = \"ESTABLISHED\" }");
        let checking = Checking::begin("mine.toml", &text, &ENGLISH);
        let found = (0..600).find_map(|_| {
            std::thread::sleep(EVERY);
            checking.done().expect("it goes on")
        });
        let Some(Msg::Checked { findings, .. }) = found else { panic!("nothing was found") };
        assert!(findings.iter().any(|finding| finding.message.contains("holds already")), "{findings:#?}");
    }
}
