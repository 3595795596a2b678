//! The lab's programs beside the screen: a thread drives them, so that the screen never waits for the kernel.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::mailbox::Mailbox;
use crate::lab::{Exercise, News};
use crate::language::Language;
use crate::tui::app::Msg;

/// The thread of an exercise. Dropping it ends both programs, as soon as the act is over that they are at.
pub struct LabThread {
    orders: Sender<usize>,
    is_wanted: Arc<AtomicBool>,
}

/// Where the thread tells what came of an order, for as long as somebody wants to hear it.
struct Reporter {
    mailbox: Mailbox,
    is_wanted: Arc<AtomicBool>,
}

impl LabThread {
    /// Starts both programs; the mailbox gets what there is to tell.
    pub fn start(exercise: Exercise, mailbox: &Mailbox, language: &'static Language) -> Self {
        let (orders, received) = mpsc::channel();
        let is_wanted = Arc::new(AtomicBool::new(true));
        let reporter = Reporter { mailbox: mailbox.clone(), is_wanted: Arc::clone(&is_wanted) };
        let serve = move || serve(&exercise, &received, &reporter, language);
        if let Err(error) = thread::Builder::new().name("lab".to_owned()).spawn(serve) {
            mailbox.post(Msg::Lab(News::Failed(failed(&error, language))));
        }
        Self { orders, is_wanted }
    }

    /// The act of this number is to be played.
    pub fn act(&self, number: usize) {
        // A thread that has ended has said why.
        let _ = self.orders.send(number);
    }
}

impl Drop for LabThread {
    fn drop(&mut self) {
        self.is_wanted.store(false, Ordering::Relaxed);
    }
}

impl Reporter {
    fn post(&self, news: News) {
        if self.is_wanted.load(Ordering::Relaxed) {
            self.mailbox.post(Msg::Lab(news));
        }
    }
}

#[cfg(target_os = "linux")]
fn serve(exercise: &Exercise, orders: &Receiver<usize>, reporter: &Reporter, language: &'static Language) {
    use crate::machine::Lab;

    let mut lab = match Lab::start(exercise) {
        Ok(lab) => lab,
        Err(error) => return reporter.post(News::Failed(failed(&error, language))),
    };
    reporter.post(News::Started(lab.place()));
    for number in orders {
        let Some(act) = exercise.acts.get(number) else { continue };
        match lab.act(act) {
            Ok(played) => reporter.post(News::Played(Box::new(played))),
            Err(error) => return reporter.post(News::Failed(failed(&error, language))),
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn serve(_: &Exercise, _: &Receiver<usize>, reporter: &Reporter, language: &'static Language) {
    reporter.post(News::Failed(language.lab.needs_linux.to_owned()));
}

fn failed(error: &std::io::Error, language: &Language) -> String {
    crate::say!(language, language.lab.failed, why = &error.to_string())
}
