//! Captures that are looked for and read beside the screen: a large one takes its time.

use std::path::{Path, PathBuf};
use std::{io, thread};

use super::mailbox::Mailbox;
use crate::capture::{CaptureNews, CaptureOrder};
use crate::capture_file::{captures_in, recorded};
use crate::language::Language;
use crate::say;
use crate::tui::app::Msg;

/// The working folder.
const HERE: &str = ".";

/// Carries an order out; the mailbox gets what came of it, some time.
pub fn carry_out(order: CaptureOrder, mailbox: &Mailbox, language: &'static Language) {
    let (ordered, letters) = (order.clone(), mailbox.clone());
    let work = move || letters.post(Msg::Captures(news_of(order, language)));
    // Nobody waits for it to end: what is not wanted any more is not looked at.
    if let Err(error) = thread::Builder::new().name("captures".to_owned()).spawn(work) {
        mailbox.post(Msg::Captures(failed(ordered, &error, language)));
    }
}

fn news_of(order: CaptureOrder, language: &Language) -> CaptureNews {
    match order {
        CaptureOrder::List => match captures_in(Path::new(HERE)) {
            Ok(mut folder) => {
                for found in &mut folder.found {
                    // As somebody would write it.
                    found.path = found.path.strip_prefix(HERE).map(Path::to_owned).unwrap_or_default();
                }
                CaptureNews::Listed(Ok(folder))
            }
            Err(error) => failed(CaptureOrder::List, &error, language),
        },
        CaptureOrder::Open(path) => {
            let read = recorded(&as_file(&path), None, language, &mut |_, _| {});
            CaptureNews::Opened(path, read)
        }
    }
}

/// Standard input is the terminal here: `-` is a file like any other.
fn as_file(path: &Path) -> PathBuf {
    if path == Path::new("-") { Path::new(HERE).join(path) } else { path.to_owned() }
}

fn failed(order: CaptureOrder, error: &io::Error, language: &Language) -> CaptureNews {
    let why = &error.to_string();
    match order {
        CaptureOrder::List => CaptureNews::Listed(Err(say!(language, language.capture.folder_unreadable, why))),
        CaptureOrder::Open(path) => {
            let name = crate::text::clean_line(&path.to_string_lossy()).into_owned();
            let message = say!(language, language.capture.unreadable, name = &name, why);
            CaptureNews::Opened(path, Err(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::carry_out;
    use crate::capture::{CaptureNews, CaptureOrder};
    use crate::language::ENGLISH;
    use crate::terminal::mailbox::Mailbox;
    use crate::tui::app::Msg;
    use std::path::PathBuf;
    use std::time::Duration;

    fn news(order: CaptureOrder) -> CaptureNews {
        let mailbox = Mailbox::default();
        carry_out(order, &mailbox, &ENGLISH);
        mailbox.wait(Some(Duration::from_secs(30)));
        let Some(Msg::Captures(news)) = mailbox.take() else { panic!("news") };
        news
    }

    #[test]
    fn what_is_ordered_comes_with_the_path_that_it_was_ordered_by() {
        let path = PathBuf::from("tests/captures/kernel/close_wait_leak.B.pcap");
        let CaptureNews::Opened(opened, Ok(captured)) = news(CaptureOrder::Open(path.clone())) else { panic!("read") };
        assert_eq!((opened, captured.recorded.capture.connections.len()), (path, 1));
        assert!(matches!(news(CaptureOrder::List), CaptureNews::Listed(Ok(_))));
    }

    #[test]
    fn a_hyphen_is_a_name_like_any_other_and_not_the_keyboard() {
        let CaptureNews::Opened(_, Err(message)) = news(CaptureOrder::Open("-".into())) else { panic!("an error") };
        assert!(message.contains("cannot be read"), "{message}");
    }
}
