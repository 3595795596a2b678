//! A number over the last 72 hours, in bounded memory: fine for the last minutes, coarse for the last days.

use std::collections::VecDeque;
use std::time::Duration;

/// How far apart samples are kept, and how many of them: 10 minutes, 4 hours, 72 hours.
const LEVELS: [(Duration, usize); 3] =
    [(Duration::from_secs(2), 300), (Duration::from_secs(60), 240), (Duration::from_secs(600), 432)];

/// Growth is not spoken of before it was watched this long.
const LEAST_WATCHED: Duration = Duration::from_secs(10);

/// A number over time.
#[derive(Clone, Debug, Default)]
pub struct Trend {
    levels: [VecDeque<(Duration, u32)>; LEVELS.len()],
}

/// How a number has grown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    /// By how much.
    pub by: u32,
    /// In how long.
    pub over: Duration,
}

impl Growth {
    /// How much it grows in an hour, if it goes on like this.
    #[must_use]
    pub fn an_hour(self) -> u64 {
        let millis = self.over.as_millis().max(1);
        u64::try_from((u128::from(self.by) * 3_600_000 + millis / 2) / millis).unwrap_or(u64::MAX)
    }

    /// How long it takes until it has grown by so much.
    #[must_use]
    pub fn until(self, more: u32) -> Duration {
        Duration::from_secs(u64::from(more) * self.over.as_secs().max(1) / u64::from(self.by.max(1)))
    }
}

impl Trend {
    /// Takes in what the number is now. Time never goes back.
    pub fn add(&mut self, at: Duration, value: u32) {
        for (level, (apart, most)) in self.levels.iter_mut().zip(LEVELS) {
            if level.back().is_some_and(|(last, _)| at.saturating_sub(*last) < apart) {
                continue;
            }
            if level.len() == most {
                level.pop_front();
            }
            level.push_back((at, value));
        }
    }

    /// Every sample, the newest first.
    fn back(&self) -> impl Iterator<Item = (Duration, u32)> {
        let ends = self.levels.each_ref().map(|level| level.front().map_or(Duration::ZERO, |(first, _)| *first));
        let older = move |at: usize| move |(time, _): &&(Duration, u32)| at == 0 || *time < ends[at - 1];
        self.levels.iter().enumerate().flat_map(move |(at, level)| level.iter().rev().filter(older(at)).copied())
    }

    /// How long the number has been watched.
    #[must_use]
    pub fn watched(&self) -> Duration {
        let ends = (self.back().next(), self.back().last());
        if let (Some((new, _)), Some((old, _))) = ends { new.saturating_sub(old) } else { Duration::ZERO }
    }

    /// How it has grown since it last fell, if it has. A dip of a sixteenth is no fall: what comes and goes lies over a leak.
    #[must_use]
    pub fn growth(&self) -> Option<Growth> {
        let (now, latest) = self.back().next()?;
        let mut least = latest;
        let mut since = None;
        for (at, value) in self.back() {
            if value > least + least / 16 {
                break;
            }
            if value < least || since.is_none() {
                least = least.min(value);
                since = Some((at, value));
            }
        }
        let (at, value) = since.filter(|(_, value)| *value < latest)?;
        let over = now.saturating_sub(at);
        (over >= LEAST_WATCHED).then_some(Growth { by: latest - value, over })
    }

    /// What the number was so long ago, or the oldest that is known.
    #[must_use]
    pub fn before(&self, ago: Duration) -> Option<u32> {
        let (now, _) = self.back().next()?;
        let then = now.saturating_sub(ago);
        self.back().find(|(at, _)| *at <= then).or_else(|| self.back().last()).map(|(_, value)| value)
    }

    /// How many samples are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.levels.iter().map(VecDeque::len).sum()
    }

    /// Whether nothing was taken in yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Growth, LEVELS, Trend};
    use std::time::Duration;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn seventy_two_hours_are_kept_in_bounded_memory() {
        let mut trend = Trend::default();
        let most: usize = LEVELS.iter().map(|(_, most)| most).sum();
        for at in (0..100 * 3600).step_by(2) {
            trend.add(seconds(at), u32::try_from(at / 3600).expect("few hours"));
            assert!(trend.len() <= most);
        }
        assert!((71..=73).contains(&(trend.watched().as_secs() / 3600)), "{:?}", trend.watched());
        assert_eq!(trend.before(seconds(50 * 3600)), Some(49));
        let growth = trend.growth().expect("it grows");
        assert_eq!(growth.an_hour(), 1, "{growth:?}");
    }

    #[test]
    fn growth_is_told_from_where_it_began_and_a_fall_ends_it() {
        let mut trend = Trend::default();
        for at in (0..120).step_by(2) {
            trend.add(seconds(at), 100);
        }
        assert_eq!(trend.growth(), None, "it stands still");
        trend.add(seconds(120), 50);
        for at in (122..=242).step_by(2) {
            trend.add(seconds(at), 50 + u32::try_from((at - 120) / 30).expect("little"));
        }
        let growth = trend.growth().expect("it grows");
        assert_eq!(growth.by, 4);
        assert_eq!(growth.an_hour(), 4 * 3600 / growth.over.as_secs());
        trend.add(seconds(244), 10);
        assert_eq!(trend.growth(), None, "it fell");
    }

    #[test]
    fn what_comes_and_goes_does_not_hide_a_leak() {
        let mut trend = Trend::default();
        for at in 0..600_u32 {
            trend.add(seconds(u64::from(at) * 2), 1_000 + at + at % 3 * 20);
        }
        let growth = trend.growth().expect("it grows");
        assert!(growth.by > 500 && growth.over > seconds(900), "{growth:?}");
    }

    #[test]
    fn when_the_limit_is_reached_follows_from_the_growth() {
        let growth = Growth { by: 4, over: seconds(60) };
        assert_eq!((growth.an_hour(), growth.until(712)), (240, seconds(10_680)));
    }
}
