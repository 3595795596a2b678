//! `--fail-if 'CLOSE_WAIT > 100'`: a filter, and how many sockets it may take.

use super::filter::{Filter, FilterError};
use super::survey::Survey;

/// A condition under which somebody wants to be woken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    filter: Filter,
    compare: Compare,
    number: u32,
    /// As it was written.
    pub text: String,
}

/// How a count and a number compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compare {
    More,
    AtLeast,
    Fewer,
    AtMost,
    Equal,
}

/// The longer signs stand before those that they begin with.
const SIGNS: [(&str, Compare); 6] = [
    (">=", Compare::AtLeast),
    ("<=", Compare::AtMost),
    ("==", Compare::Equal),
    (">", Compare::More),
    ("<", Compare::Fewer),
    ("=", Compare::Equal),
];

/// Why a condition is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlarmError {
    /// No comparison, or nothing before it.
    NoComparison,
    /// What follows the comparison is not a number.
    Number(String),
    /// What stands before it cannot be meant.
    Filter(FilterError),
}

impl Alarm {
    /// The condition that is written so: words of a filter, a comparison, a number.
    ///
    /// # Errors
    /// [`AlarmError`].
    pub fn parse(text: &str) -> Result<Self, AlarmError> {
        let at = text.find(['>', '<', '=']).ok_or(AlarmError::NoComparison)?;
        let (words, rest) = text.split_at(at);
        let (sign, compare) =
            SIGNS.into_iter().find(|(sign, _)| rest.starts_with(sign)).ok_or(AlarmError::NoComparison)?;
        let number = rest[sign.len()..].trim();
        let number = number.parse().map_err(|_| AlarmError::Number(number.to_owned()))?;
        let filter = Filter::parse(words).map_err(AlarmError::Filter)?;
        if filter.is_empty() {
            return Err(AlarmError::NoComparison);
        }
        Ok(Self { filter, compare, number, text: text.trim().to_owned() })
    }

    /// How many sockets of a survey it counts.
    #[must_use]
    pub fn count(&self, survey: &Survey) -> u32 {
        let whose = survey.whose();
        let taken = survey.sockets.iter().filter(|socket| self.filter.takes(socket, whose.process_of(socket)));
        u32::try_from(taken.count()).unwrap_or(u32::MAX)
    }

    /// Whether so many are a reason to wake somebody.
    #[must_use]
    pub const fn is_raised_by(&self, count: u32) -> bool {
        match self.compare {
            Compare::More => count > self.number,
            Compare::AtLeast => count >= self.number,
            Compare::Fewer => count < self.number,
            Compare::AtMost => count <= self.number,
            Compare::Equal => count == self.number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Alarm, AlarmError};
    use crate::live::filter::FilterError;

    #[test]
    fn every_comparison_holds_where_it_should() {
        let raised = |text: &str| [99, 100, 101].map(|count| Alarm::parse(text).expect("an alarm").is_raised_by(count));
        for (text, wanted) in [
            ("CLOSE_WAIT > 100", [false, false, true]),
            ("CLOSE_WAIT>=100", [false, true, true]),
            ("nginx CLOSE_WAIT < 100", [true, false, false]),
            ("close-wait <= 100", [true, true, false]),
            (":443 = 100", [false, true, false]),
            ("LISTEN == 100", [false, true, false]),
        ] {
            assert_eq!(raised(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_condition_says_why() {
        for (text, wanted) in [
            ("CLOSE_WAIT", AlarmError::NoComparison),
            ("> 100", AlarmError::NoComparison),
            ("CLOSE_WAIT > many", AlarmError::Number("many".to_owned())),
            ("CLOSE_WAIT > ", AlarmError::Number(String::new())),
            (":x > 1", AlarmError::Filter(FilterError::Port(":x".to_owned()))),
        ] {
            assert_eq!(Alarm::parse(text), Err(wanted), "{text}");
        }
    }
}
