//! The card of a state: what it is, who has to act, the ways in and out, its names, how to see it on a real machine, what to beware of.

use super::ways::{Way, ways_in, ways_out};
use crate::language::{CommonErrorText, Language, Slot};
use crate::tcp::State;

/// A state's names in the places where people meet it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Names {
    /// In RFC 9293.
    pub rfc: &'static str,
    /// In Linux's `ss`.
    pub ss: &'static str,
    /// In Linux's `netstat`.
    pub netstat: &'static str,
}

/// Commands that list the sockets in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commands {
    /// On Linux.
    pub linux: &'static str,
    /// On macOS.
    pub macos: &'static str,
    /// On Windows, in `PowerShell`.
    pub windows: &'static str,
}

/// A state's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The state.
    pub state: State,
    /// What it is.
    pub definition: &'static str,
    /// What it waits for, and who has to act.
    pub waits: &'static str,
    /// The ways in.
    pub ways_in: Vec<Way>,
    /// The ways out.
    pub ways_out: Vec<Way>,
    /// The timers that run in it.
    pub timers: &'static str,
    /// Its names elsewhere.
    pub names: Names,
    /// How to see such sockets.
    pub commands: Commands,
    /// What people read about it and is not so.
    pub error: CommonErrorText,
}

/// The card of a state.
#[must_use]
pub fn card(language: &Language, state: State) -> Card {
    let text = &language.cards[state as usize];
    Card {
        state,
        definition: text.definition,
        waits: text.waits,
        ways_in: ways_in(language, state),
        ways_out: ways_out(language, state),
        timers: text.timers,
        names: Names { rfc: state.rfc_name(), ss: state.ss_name(), netstat: state.netstat_name() },
        commands: Commands { linux: text.linux, macos: text.macos, windows: text.windows },
        error: text.error,
    }
}

impl Card {
    /// The card as paragraphs with inline marks, headings included; wrapped to 72 columns they are at most 18 lines.
    #[must_use]
    pub fn paragraphs(&self, language: &Language) -> Vec<String> {
        let text = &language.card_frame;
        let Names { rfc, ss, netstat } = self.names;
        let names = [("rfc", Slot::Text(rfc)), ("ss", Slot::Text(ss)), ("netstat", Slot::Text(netstat))];
        let (ways_in, ways_out) =
            (ways(language, text.way_from, &self.ways_in), ways(language, text.way_to, &self.ways_out));
        let paragraph = |template, words| language.filled(template, &[("text", Slot::Text(words))]);
        let mut paragraphs = vec![
            self.definition.to_owned(),
            paragraph(text.waits, self.waits),
            paragraph(text.ways_in, &ways_in),
            paragraph(text.ways_out, &ways_out),
            paragraph(text.timers, self.timers),
            language.filled(text.names, &names),
            paragraph(text.linux, self.commands.linux),
            paragraph(text.macos, self.commands.macos),
            paragraph(text.windows, self.commands.windows),
        ];
        paragraphs.push(language.common_error(self.error.read, self.error.so).join(" "));
        paragraphs
    }
}

/// The ways as one list; `template` is for those from or to a state.
fn ways(language: &Language, template: &str, ways: &[Way]) -> String {
    let one = |way: &Way| {
        let events = way.events.join(", ");
        let template = if way.state.is_some() { template } else { language.card_frame.way_from_elsewhere };
        let state = way.state.map_or("", State::name);
        language.filled(template, &[("state", Slot::Text(state)), ("events", Slot::Text(&events))])
    };
    ways.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::card;
    use crate::language::ENGLISH;
    use crate::tcp::{Profile, State};
    use std::time::Duration;

    /// How many lines of `width` columns a paragraph takes, its marks not counted.
    fn lines(paragraph: &str, width: usize) -> usize {
        let plain = paragraph.replace("**", "").replace(['`', '*'], "");
        let mut lines = 1;
        let mut column = 0;
        for word in plain.split(' ') {
            let length = word.chars().count();
            assert!(length <= width, "{word}");
            if column > 0 && column + 1 + length > width {
                lines += 1;
                column = length;
            } else {
                column += length + usize::from(column > 0);
            }
        }
        lines
    }

    #[test]
    fn every_card_fits_an_overlay_of_76_by_20() {
        let height =
            |state| card(&ENGLISH, state).paragraphs(&ENGLISH).iter().map(|paragraph| lines(paragraph, 72)).sum();
        let heights: Vec<(State, usize)> = State::ALL.into_iter().map(|state| (state, height(state))).collect();
        assert!(heights.iter().all(|(_, height)| *height <= 18), "{heights:?}");
    }

    #[test]
    fn the_times_of_linux_on_the_cards_are_those_of_the_profile() {
        let timings = Profile::linux().timings;
        let tries = |linear: u8, limit: u8| {
            let (mut wait, mut at, mut times) = (timings.initial_rto, Duration::ZERO, Vec::new());
            for nth in 0..=limit {
                at += wait;
                times.push(at.as_secs().to_string());
                wait = if nth < linear { wait } else { (wait * 2).min(timings.max_rto) };
            }
            let end = times.pop().unwrap_or_default();
            (times.join(", "), end)
        };
        let timers = |state| card(&ENGLISH, state).timers;
        let (again, end) = tries(timings.linear_syns, timings.syn_limit);
        let message = timers(State::SynSent);
        assert!(message.contains(&format!("0, {again} s, ETIMEDOUT after {end} s")), "{again}, {end}: {message}");
        let (again, end) = tries(0, timings.syn_ack_limit);
        let message = timers(State::SynReceived);
        assert!(message.contains(&format!("at {again} s; dropped at {end} s")), "{again}, {end}: {message}");
        let seconds = |time: Duration| format!("{} s", time.as_secs());
        assert!(timers(State::TimeWait).contains(&seconds(timings.time_wait)));
        assert!(timers(State::FinWait2).contains(&seconds(timings.fin_wait_2.expect("Linux limits it"))));
        let (rfc, minutes) = (Profile::rfc9293().timings, |time: Duration| format!("{} minutes", time.as_secs() / 60));
        assert!(timers(State::TimeWait).contains(&minutes(rfc.time_wait)));
        assert!(timers(State::Established).contains(&minutes(rfc.user_timeout.expect("the RFC has one"))));
        let msl = ENGLISH.glossary.iter().find(|term| term.term == "MSL").expect("a term");
        assert!(msl.meaning.contains(&minutes(rfc.time_wait / 2)), "{}", msl.meaning);
    }

    #[test]
    fn every_card_is_complete_and_has_no_control_character() {
        for state in State::ALL {
            let card = card(&ENGLISH, state);
            assert_eq!(card.state, state);
            assert!(!card.ways_in.is_empty() && !card.ways_out.is_empty(), "{state}");
            for paragraph in card.paragraphs(&ENGLISH) {
                assert!(paragraph.len() > 4 && !paragraph.chars().any(char::is_control), "{paragraph:?}");
                assert_eq!(paragraph.matches('`').count() % 2, 0, "{paragraph}");
                assert_eq!(paragraph.matches('*').count() % 2, 0, "{paragraph}");
            }
            for sentence in [card.definition, card.waits, card.timers, card.error.read, card.error.so] {
                assert!(sentence.ends_with('.'), "{sentence}");
            }
        }
    }

    #[test]
    fn the_glossary_says_each_term_once() {
        for (i, term) in ENGLISH.glossary.iter().enumerate() {
            assert!(term.meaning.ends_with('.') && term.meaning.len() < 140, "{}", term.term);
            assert!(!ENGLISH.glossary[..i].iter().any(|earlier| earlier.term == term.term), "{}", term.term);
        }
        for term in ["SND.UNA", "SND.NXT", "RCV.NXT", "ISS", "IRS", "SEG.LEN", "MSL", "RTO", "orphan", "half-close"] {
            assert!(ENGLISH.glossary.iter().any(|known| known.term == term), "{term}");
        }
    }

    #[test]
    fn the_cards_read_well() {
        let mut all = String::new();
        for state in State::ALL {
            all.push_str(state.name());
            all.push_str("\n  ");
            all.push_str(&card(&ENGLISH, state).paragraphs(&ENGLISH).join("\n  "));
            all.push_str("\n\n");
        }
        insta::assert_snapshot!(all);
    }
}
