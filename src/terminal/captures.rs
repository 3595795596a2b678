//! Captures that are looked for and read beside the screen: a large one takes its time.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{io, thread};

use super::mailbox::Mailbox;
use crate::capture::{CaptureNews, CaptureOrder, Captured};
use crate::capture_file::{captures_in, recorded};
use crate::language::Language;
use crate::say;
use crate::tui::app::Msg;

/// The working folder.
const HERE: &str = ".";

/// Reads what is ordered, one file at a time.
#[derive(Debug, Default)]
pub struct CaptureReader {
    /// Whether what is being read is wanted still.
    wanted: Arc<AtomicBool>,
}

impl CaptureReader {
    /// Carries an order out; the mailbox gets what came of it, some time. What was ordered before is not wanted any more.
    pub fn carry_out(&mut self, order: CaptureOrder, mailbox: &Mailbox, language: &'static Language) {
        self.wanted.store(false, Ordering::Relaxed);
        if order == CaptureOrder::Stop {
            return;
        }
        self.wanted = Arc::new(AtomicBool::new(true));
        let (ordered, letters, wanted) = (order.clone(), mailbox.clone(), Arc::clone(&self.wanted));
        let work = move || {
            if let Some(news) = news_of(order, &wanted, &letters, language) {
                letters.post(Msg::Captures(news));
            }
        };
        // Nobody waits for it to end: what is not wanted any more is not read to its end.
        if let Err(error) = thread::Builder::new().name("captures".to_owned()).spawn(work) {
            mailbox.post(Msg::Captures(failed(ordered, &error, language)));
        }
    }
}

fn news_of(order: CaptureOrder, wanted: &AtomicBool, letters: &Mailbox, language: &Language) -> Option<CaptureNews> {
    match order {
        CaptureOrder::Stop => None,
        CaptureOrder::List => Some(match captures_in(Path::new(HERE)) {
            Ok(mut folder) => {
                for found in &mut folder.found {
                    // As somebody would write it.
                    found.path = found.path.strip_prefix(HERE).map(Path::to_owned).unwrap_or_default();
                }
                CaptureNews::Listed(Ok(folder))
            }
            Err(error) => failed(CaptureOrder::List, &error, language),
        }),
        CaptureOrder::Open(path) if path.is_dir() => {
            let why = |error: io::Error| say!(language, language.capture.folder_unreadable, why = &error.to_string());
            let folder = captures_in(&path).map_err(why);
            Some(CaptureNews::Entered(path, folder))
        }
        CaptureOrder::Open(path) => {
            let mut shown = None;
            let read = recorded(&as_file(&path), (None, None), language, &mut |at, size| {
                let percent = size.map(|size| at.saturating_mul(100) / size.max(1));
                if shown != percent {
                    shown = percent;
                    letters.post(Msg::Captures(CaptureNews::Reading(path.clone(), at, size)));
                }
                if wanted.load(Ordering::Relaxed) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            let captured = read.map(|read| Captured { recorded: Arc::new(read.recorded), complaint: read.complaint });
            wanted.load(Ordering::Relaxed).then_some(CaptureNews::Opened(path, captured))
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
        CaptureOrder::List | CaptureOrder::Stop => {
            CaptureNews::Listed(Err(say!(language, language.capture.folder_unreadable, why)))
        }
        CaptureOrder::Open(path) => {
            let name = crate::text::clean_line(&path.to_string_lossy()).into_owned();
            let message = say!(language, language.capture.unreadable, name = &name, why);
            CaptureNews::Opened(path, Err(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CaptureReader;
    use crate::capture::{CaptureNews, CaptureOrder};
    use crate::language::ENGLISH;
    use crate::terminal::mailbox::Mailbox;
    use crate::tui::app::Msg;
    use std::path::PathBuf;
    use std::time::Duration;

    /// The next news of captures; `None` if there is nothing for a while.
    fn next(mailbox: &Mailbox, patience: Duration) -> Option<CaptureNews> {
        mailbox.wait(Some(patience));
        match mailbox.take()? {
            Msg::Captures(news) => Some(news),
            other => panic!("{other:?}"),
        }
    }

    fn news(order: CaptureOrder) -> Vec<CaptureNews> {
        let mailbox = Mailbox::default();
        CaptureReader::default().carry_out(order, &mailbox, &ENGLISH);
        let mut all = Vec::new();
        while let Some(news) = next(&mailbox, Duration::from_secs(30)) {
            let is_last = !matches!(news, CaptureNews::Reading(..));
            all.push(news);
            if is_last {
                break;
            }
        }
        all
    }

    #[test]
    fn what_is_ordered_comes_with_the_path_that_it_was_ordered_by_after_how_much_was_read() {
        let path = PathBuf::from("tests/captures/kernel/close_wait_leak.B.pcap");
        let all = news(CaptureOrder::Open(path.clone()));
        let [.., CaptureNews::Reading(read, at, Some(size)), CaptureNews::Opened(opened, Ok(captured))] = &all[..]
        else {
            panic!("{} news", all.len())
        };
        assert_eq!((read, opened, at), (&path, &path, size));
        assert_eq!(captured.recorded.capture.connections.len(), 1);
        assert!(matches!(&news(CaptureOrder::List)[..], [CaptureNews::Listed(Ok(_))]));
    }

    #[test]
    fn a_folder_that_is_ordered_is_listed() {
        let path = PathBuf::from("tests/captures/kernel");
        let all = news(CaptureOrder::Open(path.clone()));
        let [CaptureNews::Entered(entered, Ok(folder))] = &all[..] else { panic!("{all:?}") };
        assert_eq!(entered, &path);
        assert!(folder.found.iter().any(|found| found.path == path.join("close_wait_leak.B.pcap")));
    }

    #[test]
    fn a_hyphen_is_a_name_like_any_other_and_not_the_keyboard() {
        let all = news(CaptureOrder::Open("-".into()));
        let [CaptureNews::Opened(_, Err(message))] = &all[..] else { panic!("{all:?}") };
        assert!(message.contains("cannot be read"), "{message}");
    }

    #[test]
    fn a_file_that_is_not_wanted_any_more_is_not_read_to_its_end() {
        let path = std::env::temp_dir().join(format!("tcptutor-long-{}.pcap", std::process::id()));
        let one = std::fs::read("tests/captures/kernel/close_wait_leak.B.pcap").expect("a capture");
        // A capture of some 60 MB: the same packets again and again.
        let mut long = one[..24].to_vec();
        while long.len() < 60 << 20 {
            long.extend_from_slice(&one[24..]);
        }
        std::fs::write(&path, long).expect("written");
        let file = path.clone();
        let (mailbox, mut reader) = (Mailbox::default(), CaptureReader::default());
        reader.carry_out(CaptureOrder::Open(path), &mailbox, &ENGLISH);
        assert!(
            matches!(next(&mailbox, Duration::from_secs(30)), Some(CaptureNews::Reading(_, at, _)) if at < 30 << 20)
        );
        reader.carry_out(CaptureOrder::Stop, &mailbox, &ENGLISH);
        let mut after = Vec::new();
        while let Some(news) = next(&mailbox, Duration::from_millis(500)) {
            after.push(news);
        }
        let _ = std::fs::remove_file(file);
        assert!(!after.iter().any(|news| matches!(news, CaptureNews::Opened(..))), "it is not opened");
        assert!(after.len() < 95, "it was read on: {}", after.len());
    }
}
