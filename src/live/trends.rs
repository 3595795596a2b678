//! What has become of the counts since the program began to look: of every state, and of each program's `CLOSE_WAIT`.

use super::filter::Filter;
use super::report::Report;
use super::survey::Survey;
use super::trend::{Growth, Trend};
use crate::tcp::State;
use std::collections::HashMap;
use std::time::Duration;

/// So many programs are remembered: the worst.
const MOST: usize = 64;

/// A trend mark looks back so far.
const LOOK_BACK: Duration = Duration::from_secs(60);

/// The trends of this machine.
#[derive(Clone, Debug, Default)]
pub struct Trends {
    states: [Trend; State::ALL.len()],
    programs: HashMap<u32, Trend>,
}

impl Trends {
    /// What a survey means of which a filter takes a part: the trends are those of all.
    pub fn report(&mut self, survey: &Survey, filter: &Filter) -> Report {
        let mut report = Report::of(survey, &Filter::default());
        self.add(survey.at, &report);
        if !filter.is_empty() {
            report = Report::of(survey, filter);
        }
        self.tell(&mut report);
        report
    }

    /// Takes in a report of all sockets, made at a moment.
    pub fn add(&mut self, at: Duration, report: &Report) {
        for (trend, count) in self.states.iter_mut().zip(report.counts) {
            trend.add(at, count);
        }
        let worst = &report.programs[..report.programs.len().min(MOST)];
        self.programs.retain(|pid, _| worst.iter().any(|program| program.pid == *pid));
        for program in worst {
            self.programs.entry(program.pid).or_default().add(at, program.leak.count());
        }
    }

    /// Says of a report's programs how their `CLOSE_WAIT` has grown.
    pub fn tell(&self, report: &mut Report) {
        for program in &mut report.programs {
            program.growth = self.programs.get(&program.pid).and_then(Trend::growth);
        }
    }

    /// Whether there are more in a state than a minute ago, fewer, or as many.
    #[must_use]
    pub fn direction(&self, state: State) -> std::cmp::Ordering {
        let trend = &self.states[state as usize];
        let now = trend.before(Duration::ZERO);
        now.cmp(&trend.before(LOOK_BACK))
    }

    /// How the number in a state has grown.
    #[must_use]
    pub fn growth(&self, state: State) -> Option<Growth> {
        self.states[state as usize].growth()
    }

    /// How many samples are kept, in all.
    #[must_use]
    pub fn len(&self) -> usize {
        self.states.iter().chain(self.programs.values()).map(Trend::len).sum()
    }

    /// Whether nothing was taken in yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Trends};
    use crate::live::{Program, Report};
    use std::time::Duration;

    #[test]
    fn three_days_of_programs_that_come_and_go_take_no_more_than_a_bounded_memory() {
        let mut trends = Trends::default();
        let mut most = 0;
        for second in (0..72 * 3_600_u64).step_by(60) {
            let pids = (0..200).map(|n| u32::try_from(second / 600).expect("few") + n);
            let report = Report {
                programs: pids.map(|pid| Program { pid, ..Program::default() }).collect(),
                ..Report::default()
            };
            trends.add(Duration::from_secs(second), &report);
            most = most.max(trends.len());
        }
        assert!(trends.programs.len() <= MOST);
        assert!(most <= (MOST + trends.states.len()) * 972, "{most} samples");
    }
}
