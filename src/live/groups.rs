//! Several things of a kind in one sentence, and a row for each.

use super::report::{Listener, PortUse, Remote, Report};
use crate::language::Language;
use crate::say;
use crate::tcp::State;

/// What is said of several things of a kind: one sentence for all of them, and a row for each. Of a single one the sentence says all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What holds for all of them.
    pub sentence: String,
    /// Each, where there are several.
    pub rows: Vec<String>,
}

impl Group {
    fn of<T>(
        all: &[T],
        one: impl Fn(&T) -> String,
        several: impl FnOnce() -> String,
        row: impl Fn(&T) -> String,
    ) -> Option<Self> {
        match all {
            [] => None,
            [only] => Some(Self { sentence: one(only), rows: Vec::new() }),
            _ => Some(Self { sentence: several(), rows: all.iter().map(row).collect() }),
        }
    }

    /// The sentence, and a paragraph of so many of the rows.
    #[must_use]
    pub fn paragraphs(self, most: usize, language: &Language) -> Vec<String> {
        let more = self.rows.len().saturating_sub(most);
        let more = (more > 0).then(|| say!(language, language.live.once_more, n = more));
        let rows: Vec<String> = self.rows.into_iter().take(most).chain(more).collect();
        let rows = (!rows.is_empty()).then(|| rows.join("; "));
        [Some(self.sentence), rows].into_iter().flatten().collect()
    }
}

impl Report {
    /// Whose queues are full, and in whose somebody waits; of one process, or of all.
    #[must_use]
    pub fn describe_queues(&self, of: Option<u32>, language: &Language) -> Vec<Group> {
        let words = &language.live;
        let its = self.waiting.iter().filter(|listener| of.is_none() || listener.pid == of);
        let (full, others): (Vec<&Listener>, Vec<&Listener>) = its.partition(|listener| listener.is_full());
        let group = |all: &[&Listener], template| {
            let several = || say!(language, template, n = all.len());
            Group::of(all, |listener| listener.describe(language), several, |listener| listener.in_a_row(language))
        };
        [group(&full, words.queues_full), group(&others, words.queues_waiting)].into_iter().flatten().collect()
    }

    /// Where connections get no answer to.
    #[must_use]
    pub fn describe_unanswered(&self, language: &Language) -> Option<Group> {
        let (words, all) = (&language.live, &self.unanswered);
        let n: u32 = all.iter().map(|remote| remote.count).sum();
        let again = all.iter().map(|remote| remote.again).max().unwrap_or(0);
        let template = if again == 0 { words.unanswered_many } else { words.unanswered_many_again };
        Group::of(
            all,
            |remote| remote.describe(language),
            || say!(language, template, n, remotes = all.len(), again),
            |remote| say!(language, words.to_remote, n = remote.count, remote = &remote.remote.to_string()),
        )
    }

    /// What waits for old segments to die: where it keeps ports, and where it does not.
    #[must_use]
    pub fn describe_time_wait(&self, language: &Language) -> Vec<Group> {
        let (words, all) = (&language.live, &self.time_wait);
        let n: u32 = all.iter().map(|ports| ports.count).sum();
        let several = || match all.first().and_then(|ports| ports.of) {
            Some(of) => say!(language, words.time_wait_ports_many, n, remotes = all.len(), of),
            None => say!(language, words.time_wait_many, n, remotes = all.len()),
        };
        let as_client = Group::of(
            all,
            |ports| ports.describe(language),
            several,
            |ports| say!(language, words.to_remote, n = ports.count, remote = &ports.remote.to_string()),
        );
        let n = self.counts[State::TimeWait as usize].saturating_sub(n);
        let as_server =
            (n > 0).then(|| Group { sentence: say!(language, words.time_wait_as_server, n), rows: Vec::new() });
        as_client.into_iter().chain(as_server).collect()
    }
}

impl Listener {
    /// It in a sentence.
    #[must_use]
    pub fn describe(&self, language: &Language) -> String {
        let (words, n) = (&language.live, self.waiting);
        let (who, local) = (&self.who(language), &self.local.to_string());
        match self.limit {
            Some(limit) if self.is_full() => say!(language, words.queue_full, who, local, n, limit),
            Some(limit) => say!(language, words.queue, who, local, n, limit),
            None => say!(language, words.queue_unlimited, who, local, n),
        }
    }

    fn in_a_row(&self, language: &Language) -> String {
        let (words, n) = (&language.live, self.waiting);
        let (who, local) = (&self.who(language), &self.local.to_string());
        match self.limit {
            Some(limit) => say!(language, words.queue_row, who, local, n, limit),
            None => say!(language, words.queue_row_unlimited, who, local, n),
        }
    }

    fn who(&self, language: &Language) -> String {
        match self.pid {
            Some(pid) => say!(language, language.live.program, name = &self.name, pid),
            None => language.live.hidden_program.to_owned(),
        }
    }
}

impl Remote {
    /// It in a sentence.
    #[must_use]
    pub fn describe(&self, language: &Language) -> String {
        let template = if self.again == 0 { language.live.unanswered } else { language.live.unanswered_again };
        say!(language, template, n = self.count, remote = &self.remote.to_string(), again = self.again)
    }
}

impl PortUse {
    /// It in a sentence.
    #[must_use]
    pub fn describe(&self, language: &Language) -> String {
        let (n, remote) = (self.count, &self.remote.to_string());
        match self.of {
            Some(of) => say!(language, language.live.time_wait_ports, n, remote, of),
            None => say!(language, language.live.time_wait, n, remote),
        }
    }
}
