//! The values that stand behind verbs: states, flags, timers, times, numbers.

use std::time::Duration;

use super::super::command::Kind;
use super::super::parse_error::ParseError;
use super::word::Word;
use crate::language::Language;
use crate::say;
use crate::sim::{AppBehaviour, Expression, Limit, NO_TIME, ProfileName, Socket, Span, Variable, switch};
use crate::tcp::{Flags, Icmp, State, Timer};

/// The longest time that a lesson may wait for: a year of virtual time.
pub const LONGEST: Duration = Duration::from_secs(366 * 86_400);

/// The most octets that one call moves.
const MOST_OCTETS: u32 = 1 << 20;

/// The most steps that one `step` takes.
pub const MOST_STEPS: u32 = 1_000;

impl<'a> Word<'a> {
    pub fn state(self) -> Result<State, ParseError> {
        let names = State::ALL.map(State::name);
        let sentences = (self.sentences().not_a_state, self.sentences().not_a_state_known);
        State::parse(self.text()).ok_or_else(|| self.one_of(sentences, &names))
    }

    pub fn timer(self) -> Result<Timer, ParseError> {
        let names = Timer::ALL.map(Timer::name);
        let sentences = (self.sentences().not_a_timer, self.sentences().not_a_timer_known);
        Timer::parse(self.text()).ok_or_else(|| self.one_of(sentences, &names))
    }

    pub fn app(self) -> Result<AppBehaviour, ParseError> {
        let names = AppBehaviour::ALL.map(AppBehaviour::word);
        let sentences = (self.sentences().not_a_behaviour, self.sentences().not_a_behaviour_known);
        AppBehaviour::parse(self.text()).ok_or_else(|| self.one_of(sentences, &names))
    }

    pub fn profile(self) -> Result<ProfileName, ParseError> {
        let names = ProfileName::ALL.map(ProfileName::word);
        let found = ProfileName::ALL.into_iter().find(|name| self.is(name.word()));
        let sentences = (self.sentences().not_a_profile, self.sentences().not_a_profile_known);
        found.ok_or_else(|| self.one_of(sentences, &names))
    }

    pub fn switch(self) -> Result<bool, ParseError> {
        let words = [true, false].map(switch);
        let found = [true, false].into_iter().find(|on| self.is(switch(*on)));
        let sentences = (self.sentences().not_a_way_to_set_it, self.sentences().not_a_way_to_set_it_known);
        found.ok_or_else(|| self.unknown(sentences, words, |language| language.either(words)))
    }

    pub fn connection(self) -> Result<Socket, ParseError> {
        self.text().parse().map(Socket::numbered).map_err(|_| self.is_not(self.sentences().not_a_connection))
    }

    pub fn octets(self) -> Result<u32, ParseError> {
        self.number_up_to(MOST_OCTETS, self.sentences().not_octets)
    }

    pub fn steps(self) -> Result<u32, ParseError> {
        self.number_up_to(MOST_STEPS, self.sentences().not_steps)
    }

    fn number_up_to(self, most: u32, not_one: &str) -> Result<u32, ParseError> {
        let number = self.text().parse().ok().filter(|number| (1..=most).contains(number));
        number.ok_or_else(|| self.wrong(say!(self.language(), not_one, word = self.text(), most)))
    }

    /// A number of 16 bits, or the sentence that says what it is not.
    pub fn up_to_65535(self, not_one: &str) -> Result<u16, ParseError> {
        self.text().parse().map_err(|_| self.is_not(not_one))
    }

    /// None of these names: the sentence alone, and the one that lists them.
    fn one_of(self, sentences: (&str, &str), names: &[&'static str]) -> ParseError {
        self.unknown(sentences, names.iter().copied(), |language| language.listed(names.iter().copied()))
    }

    pub fn limit(self) -> Result<Option<u32>, ParseError> {
        if self.is(Limit::UNLIMITED) {
            return Ok(None);
        }
        let sentences = (self.sentences().not_a_limit, self.sentences().not_a_limit_known);
        let unlimited = |_: &Language| Limit::UNLIMITED.to_owned();
        self.text().parse().map(Some).map_err(|_| self.unknown(sentences, [Limit::UNLIMITED], unlimited))
    }

    pub fn flags(self) -> Result<Flags, ParseError> {
        Flags::parse(self.text()).map_err(|word| self.not_a_flag(word))
    }

    fn not_a_flag(self, word: &'a str) -> ParseError {
        let names = Flags::NAMES.map(|(_, name)| name);
        let sentences = (self.sentences().not_a_flag, self.sentences().not_a_flag_known);
        self.part(word).unknown(sentences, names.into_iter().chain(["none"]), |language| language.listed(names))
    }

    pub fn kind(self) -> Result<Kind, ParseError> {
        let names = Flags::NAMES.map(|(_, name)| name);
        let sentences = (self.sentences().not_a_flag, self.sentences().not_a_kind_known);
        let unknown = |word| {
            let known = names.into_iter().chain(["none", "data"]);
            self.part(word).unknown(sentences, known, |language| language.listed(names))
        };
        Kind::parse(self.text()).map_err(unknown)
    }

    pub fn duration(self) -> Result<Duration, ParseError> {
        let text = self.text();
        let wrong = || self.is_not(self.sentences().not_a_time);
        let unit_at = text.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(wrong)?;
        let (number, unit) = text.split_at(unit_at);
        let (_, unit) = Span::UNITS.into_iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
        let micros = decimal(number, unit).ok_or_else(wrong)?;
        if micros > LONGEST.as_micros() {
            return Err(self.is_not(self.sentences().longer_than_a_year));
        }
        u64::try_from(micros).map(Duration::from_micros).map_err(|_| wrong())
    }

    pub fn time_or_none(self) -> Result<Option<Duration>, ParseError> {
        if self.is(NO_TIME) { Ok(None) } else { self.duration().map(Some) }
    }

    pub fn icmp(self) -> Result<Option<Icmp>, ParseError> {
        if self.is(NO_TIME) {
            return Ok(None);
        }
        let names = Icmp::ALL.map(Icmp::word);
        let sentences = (self.sentences().not_an_icmp_error, self.sentences().not_an_icmp_error_known);
        let known = |language: &Language| language.either(names.into_iter().chain([NO_TIME]));
        Icmp::parse(self.text()).map(Some).ok_or_else(|| self.unknown(sentences, names, known))
    }

    /// A variable and numbers, with signs between them.
    pub fn expression(self) -> Result<Expression, ParseError> {
        let signed = self.text().find(['+', '-']).filter(|at| *at > 0).unwrap_or(self.text().len());
        let (first, mut rest) = self.text().split_at(signed);
        let mut value = match Variable::NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(first)) {
            Some((_, variable)) => Expression::of(*variable),
            None => match first.parse() {
                Ok(offset) => Expression { base: Variable::Zero, offset },
                Err(_) => return Err(self.no_expression(first)),
            },
        };
        while let Some(sign) = rest.chars().next() {
            let digits = &rest[1..];
            let end = digits.find(['+', '-']).unwrap_or(digits.len());
            let Ok(number) = digits[..end].parse::<u32>() else { return Err(self.no_expression(&digits[..end])) };
            value.offset = match sign {
                '+' => value.offset.wrapping_add(number),
                _ => value.offset.wrapping_sub(number),
            };
            rest = &digits[end..];
        }
        Ok(value)
    }

    fn no_expression(self, part: &'a str) -> ParseError {
        let names = Variable::NAMES.map(|(name, _)| name);
        let sentences = (self.sentences().not_a_sequence_number, self.sentences().not_a_sequence_number_known);
        self.part(part).one_of(sentences, &names)
    }

    /// A share from 0 to 1, or a percentage, in thousandths.
    pub fn share(self) -> Result<u16, ParseError> {
        let wrong = || self.is_not(self.sentences().not_a_share);
        let (number, unit) = match self.text().strip_suffix('%') {
            Some(percent) => (percent, 10),
            None => (self.text(), 1000),
        };
        let share = decimal(number, unit).filter(|share| *share <= 1000).ok_or_else(wrong)?;
        u16::try_from(share).map_err(|_| wrong())
    }
}

/// A decimal number times `unit`, exactly; `None` if it is none, or finer than that.
fn decimal(text: &str, unit: u64) -> Option<u128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.len() <= 12 && text.chars().all(|c| c.is_ascii_digit());
    if !digits(whole) || !digits(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<u128>().ok() };
    let scale = 10_u128.pow(u32::try_from(part.len()).ok()?);
    let scaled = (number(whole)? * scale + number(part)?) * u128::from(unit);
    scaled.is_multiple_of(scale).then_some(scaled / scale)
}
