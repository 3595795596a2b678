//! The values that stand behind verbs: states, flags, timers, times, numbers.

use std::time::Duration;

use super::super::command::Kind;
use super::super::misread::Misread;
use super::super::spelling::listed;
use super::word::Word;
use crate::sim::{AppBehaviour, Expression, Limit, NO_TIME, ProfileName, Socket, Span, Variable, switch};
use crate::tcp::{Flags, Icmp, State, Timer};

/// The longest time that a lesson may wait for: a year of virtual time.
pub const LONGEST: Duration = Duration::from_secs(366 * 86_400);

/// The most octets that one call moves.
const MOST_OCTETS: u32 = 1 << 20;

/// The most steps that one `step` takes.
pub const MOST_STEPS: u32 = 1_000;

impl<'a> Word<'a> {
    pub fn state(self) -> Result<State, Misread> {
        let names = State::ALL.map(State::name);
        State::parse(self.text())
            .ok_or_else(|| self.unknown("a state", names, || format!("the states are {}", listed(names))))
    }

    pub fn timer(self) -> Result<Timer, Misread> {
        let names = Timer::ALL.map(Timer::name);
        Timer::parse(self.text())
            .ok_or_else(|| self.unknown("a timer", names, || format!("the timers are {}", listed(names))))
    }

    pub fn app(self) -> Result<AppBehaviour, Misread> {
        let names = AppBehaviour::ALL.map(AppBehaviour::word);
        AppBehaviour::parse(self.text())
            .ok_or_else(|| self.unknown("a behaviour", names, || format!("a program is {}", listed(names))))
    }

    pub fn profile(self) -> Result<ProfileName, Misread> {
        let names = ProfileName::ALL.map(ProfileName::word);
        let found = ProfileName::ALL.into_iter().find(|name| self.is(name.word()));
        found.ok_or_else(|| self.unknown("a profile", names, || format!("the profiles are {}", listed(names))))
    }

    pub fn switch(self) -> Result<bool, Misread> {
        let words = [true, false].map(switch);
        let found = [true, false].into_iter().find(|on| self.is(switch(*on)));
        found.ok_or_else(|| self.unknown("a way to set it", words, || "it is `on` or `off`".to_owned()))
    }

    pub fn connection(self) -> Result<Socket, Misread> {
        let wrong = |_| self.wrong(format!("`{}` is not the number of a connection", self.text()));
        self.text().parse().map(Socket::numbered).map_err(wrong)
    }

    pub fn octets(self) -> Result<u32, Misread> {
        self.number_up_to(MOST_OCTETS, "a number of octets")
    }

    pub fn steps(self) -> Result<u32, Misread> {
        self.number_up_to(MOST_STEPS, "a number of steps")
    }

    fn number_up_to(self, most: u32, what: &str) -> Result<u32, Misread> {
        let number = self.text().parse().ok().filter(|number| (1..=most).contains(number));
        number.ok_or_else(|| self.wrong(format!("`{}` is not {what} from 1 to {most}", self.text())))
    }

    pub fn up_to_65535(self, what: &str) -> Result<u16, Misread> {
        self.text().parse().map_err(|_| self.wrong(format!("`{}` is not {what} from 0 to 65535", self.text())))
    }

    pub fn most(self) -> Result<Option<u32>, Misread> {
        if self.is(Limit::UNLIMITED) {
            return Ok(None);
        }
        let otherwise = || format!("it is a number, or `{}`", Limit::UNLIMITED);
        self.text().parse().map(Some).map_err(|_| self.unknown("a limit", [Limit::UNLIMITED], otherwise))
    }

    pub fn flags(self) -> Result<Flags, Misread> {
        Flags::parse(self.text()).map_err(|word| {
            let names = Flags::NAMES.map(|(_, name)| name).into_iter().chain(["none"]);
            let all = || "the flags are SYN, FIN, RST and ACK, with commas between".to_owned();
            self.part(word).unknown("a flag", names, all)
        })
    }

    pub fn kind(self) -> Result<Kind, Misread> {
        if self.is("data") { Ok(Kind::Data) } else { self.flags().map(Kind::Flags) }
    }

    pub fn duration(self) -> Result<Duration, Misread> {
        let text = self.text();
        let wrong = || self.wrong(format!("`{text}` is not a time: it is written `50ms`, `1.5s`, `10m` or `2h`"));
        let unit_at = text.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(wrong)?;
        let (number, unit) = text.split_at(unit_at);
        let (_, unit) = Span::UNITS.into_iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
        let micros = decimal(number, unit).ok_or_else(wrong)?;
        if micros > LONGEST.as_micros() {
            return Err(self.wrong(format!("`{text}` is more than a year")));
        }
        u64::try_from(micros).map(Duration::from_micros).map_err(|_| wrong())
    }

    pub fn time_or_none(self) -> Result<Option<Duration>, Misread> {
        if self.is(NO_TIME) { Ok(None) } else { self.duration().map(Some) }
    }

    pub fn icmp(self) -> Result<Option<Icmp>, Misread> {
        if self.is(NO_TIME) {
            return Ok(None);
        }
        let names = Icmp::ALL.map(Icmp::word);
        let all = || format!("it is `{NO_TIME}`, or {}", listed(names));
        Icmp::parse(self.text()).map(Some).ok_or_else(|| self.unknown("an ICMP error", names, all))
    }

    /// A variable and numbers, with signs between them.
    pub fn expression(self) -> Result<Expression, Misread> {
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

    fn no_expression(self, part: &'a str) -> Misread {
        let names = Variable::NAMES.map(|(name, _)| name);
        let all =
            || "it is a number, or one of SND.NXT, SND.UNA, RCV.NXT, ISS and IRS plus or minus a number".to_owned();
        self.part(part).unknown("a sequence number", names, all)
    }

    /// A share from 0 to 1, or a percentage, in thousandths.
    pub fn share(self) -> Result<u16, Misread> {
        let wrong =
            || self.wrong(format!("`{}` is not a share: it is written `0.1` or `10%`, from 0 to 1", self.text()));
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
