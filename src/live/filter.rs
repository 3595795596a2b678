//! Which sockets somebody wants to see: words, all of which have to hold.
//!
//! `CLOSE_WAIT` (or `close-wait`, as `ss` and `netstat` write it, or `close wait`) is a state, `:443` a port at either end,
//! `sport:443` at this end, `dport:443` at the other, `10.0.0.7` or its beginning `10.0.` a remote address, `10.0.0.7:443` one with
//! its port, `pid:812` a process, and any other word a part of a process's name. `!` before a word negates it.

use super::socket::Socket;
use super::survey::Process;
use crate::tcp::State;

/// As many words name a state at most: `FIN WAIT 2`.
const LONGEST_STATE: usize = 3;

/// Which sockets are wanted; all without a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter(Vec<(bool, Term)>);

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    State(State),
    Port(u16),
    SourcePort(u16),
    DestinationPort(u16),
    Remote(String),
    Process(u32),
    Name(String),
}

/// A word that cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterError {
    /// No port: `:https`.
    Port(String),
    /// No process number: `pid:x`.
    Process(String),
}

impl Filter {
    /// The filter that these words make.
    ///
    /// # Errors
    /// [`FilterError`] for the first word that cannot be meant.
    pub fn parse(words: &str) -> Result<Self, FilterError> {
        let term = |word: &str| {
            let (wanted, word) = word.strip_prefix('!').map_or((true, word), |rest| (false, rest));
            Term::parse(word).map(|term| (wanted, term))
        };
        joined(words).iter().map(|word| term(word)).collect::<Result<_, _>>().map(Self)
    }

    /// Whether every socket is wanted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a socket is wanted, of a process if one is known to have it.
    #[must_use]
    pub fn takes(&self, socket: &Socket, process: Option<&Process>) -> bool {
        self.0.iter().all(|(wanted, term)| term.takes(socket, process) == *wanted)
    }
}

impl Term {
    fn parse(word: &str) -> Result<Self, FilterError> {
        let port = |digits: &str| digits.parse().map_err(|_| FilterError::Port(word.to_owned()));
        if let Some(state) = state_named(word) {
            return Ok(Self::State(state));
        }
        match word.split_once(':') {
            Some(("", digits)) if !digits.starts_with(':') => port(digits).map(Self::Port),
            Some(("sport", digits)) => port(digits).map(Self::SourcePort),
            Some(("dport", digits)) => port(digits).map(Self::DestinationPort),
            Some(("pid", digits)) => {
                digits.parse().map(Self::Process).map_err(|_| FilterError::Process(word.to_owned()))
            }
            _ if is_address(word) => Ok(Self::Remote(word.to_owned())),
            _ => Ok(Self::Name(word.to_lowercase())),
        }
    }

    fn takes(&self, socket: &Socket, process: Option<&Process>) -> bool {
        match self {
            Self::State(state) => socket.state == *state,
            Self::Port(port) => [socket.local, socket.remote].iter().any(|address| address.port() == *port),
            Self::SourcePort(port) => socket.local.port() == *port,
            Self::DestinationPort(port) => socket.remote.port() == *port,
            Self::Remote(beginning) => {
                let (ip, whole) = (socket.peer().to_string(), socket.remote.to_string());
                let canonical = format!("{ip}:{}", socket.remote.port());
                whole == *beginning || canonical == *beginning || is_beginning(beginning, &ip)
            }
            Self::Process(pid) => process.is_some_and(|process| process.pid == *pid),
            Self::Name(part) => process.is_some_and(|process| process.name.to_lowercase().contains(part)),
        }
    }
}

/// The words, with those that name a state together as one: `CLOSE WAIT`, `fin wait 2`.
fn joined(words: &str) -> Vec<String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut rest = &*words;
    let mut joined = Vec::new();
    while !rest.is_empty() {
        let is_state = |word: &str| state_named(word.strip_prefix('!').unwrap_or(word)).is_some();
        let of_state = (2..=LONGEST_STATE).filter(|n| *n <= rest.len()).find(|n| is_state(&rest[..*n].join("-")));
        let (now, later) = rest.split_at(of_state.unwrap_or(1));
        joined.push(now.join("-"));
        rest = later;
    }
    joined
}

/// The state that somebody calls so, with dashes or underscores, in small letters or large ones.
fn state_named(word: &str) -> Option<State> {
    let word = word.to_uppercase().replace('_', "-");
    let names = |state: State| [state.name(), state.rfc_name(), state.ss_name(), state.netstat_name()];
    State::ALL.into_iter().find(|state| names(*state).iter().any(|name| name.replace('_', "-") == word))
}

/// Whether a word can only be an address or the beginning of one.
fn is_address(word: &str) -> bool {
    let of = |digits: fn(char) -> bool, mark: char| {
        word.contains(mark) && word.chars().all(|c| digits(c) || c == '.' || c == ':' || c == '[' || c == ']')
    };
    of(|c| c.is_ascii_digit(), '.') || of(|c| c.is_ascii_hexdigit(), ':')
}

/// Whether an address begins so, up to the end of one of its numbers: `10.0.0.7` is not a beginning of `10.0.0.71`.
fn is_beginning(beginning: &str, ip: &str) -> bool {
    let Some(rest) = ip.strip_prefix(beginning) else { return false };
    rest.is_empty() || beginning.ends_with(['.', ':'])
}

#[cfg(test)]
mod tests {
    use super::{Filter, FilterError};
    use crate::live::socket::Socket;
    use crate::live::survey::Process;
    use crate::tcp::State;

    fn socket() -> Socket {
        Socket {
            state: State::CloseWait,
            local: "127.0.0.1:8080".parse().expect("an address"),
            remote: "[::ffff:10.0.0.7]:443".parse().expect("an address"),
            recv_q: 0,
            send_q: Some(0),
            uid: 0,
            inode: Some(1),
            timer: None,
            cookie: 0,
            silent: None,
            holder: None,
            namespace: 0,
        }
    }

    #[test]
    fn every_kind_of_word_takes_what_it_means_and_nothing_else() {
        let process = Process { pid: 812, name: "nginx".to_owned(), ..Process::default() };
        let takes = |words: &str| Filter::parse(words).expect("a filter").takes(&socket(), Some(&process));
        for words in [
            "",
            "CLOSE_WAIT",
            "close-wait",
            "CLOSE WAIT",
            "nginx close wait :443",
            "!fin wait 2 nginx",
            ":443",
            ":8080",
            "sport:8080",
            "dport:443",
            "10.0.0.7",
            "10.0.",
            "10.0.0.7:443",
            "pid:812",
            "NGINX",
            "ngi",
            "!LISTEN",
            "close_wait nginx :443 10.0.0.7 !dport:80",
        ] {
            assert!(takes(words), "{words}");
        }
        for words in [
            "LISTEN",
            "estab",
            "fin wait 2",
            "!close wait",
            ":80",
            "sport:443",
            "10.0.0.71",
            "10.0.0",
            "10.0.0.7:80",
            "pid:81",
            "java",
            "!nginx",
            "nginx :80",
        ] {
            assert!(!takes(words), "{words}");
        }
        assert!(!Filter::parse("nginx").expect("a filter").takes(&socket(), None));
    }

    #[test]
    fn what_cannot_be_meant_is_named() {
        assert_eq!(Filter::parse("x :https"), Err(FilterError::Port(":https".to_owned())));
        assert_eq!(Filter::parse("pid:x"), Err(FilterError::Process("pid:x".to_owned())));
    }
}
