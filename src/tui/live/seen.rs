//! What was seen of this machine last, and what it means.

use super::entry::{Entry, entries};
use crate::live::{Filter, Report, Socket, Survey, Trends};
use core::net::SocketAddr;

/// What was seen last.
#[derive(Debug, Default)]
pub struct Seen {
    /// The sockets.
    pub survey: Survey,
    /// What those mean that the filter takes.
    pub report: Report,
    /// What has become of the counts.
    pub trends: Trends,
    /// Which sockets are wanted.
    pub filter: Filter,
    /// The rows of the list.
    pub entries: Vec<Entry>,
}

/// What a socket is known again by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocketKey(SocketAddr, SocketAddr, usize);

impl SocketKey {
    /// A socket's.
    pub const fn of(socket: &Socket) -> Self {
        Self(socket.local, socket.remote, socket.namespace)
    }
}

impl Seen {
    /// Takes in what was seen now.
    pub fn take(&mut self, survey: Survey) {
        self.survey = survey;
        self.report = self.trends.report(&self.survey, &self.filter);
        self.entries = entries(&self.survey, &self.report);
    }

    /// Other sockets are wanted.
    pub fn set_filter(&mut self, filter: Filter) {
        self.filter = filter;
        self.report = Report::of(&self.survey, &self.filter);
        self.trends.tell(&mut self.report);
        self.entries = entries(&self.survey, &self.report);
    }

    /// A socket that was seen before, if it is there still.
    pub fn again(&self, key: SocketKey) -> Option<&Socket> {
        self.survey.sockets.iter().find(|socket| SocketKey::of(socket) == key)
    }
}
