//! `[world]`: what a lesson or a session begins with.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::super::command::Command;
use super::super::keys::{Fields, Key, Keys, Kind, apps, key};
use super::super::source::{Item, Spanned};
use super::super::toml_text::{quoted, sides};
use crate::say;
use crate::sim::{AppBehaviour, PerSide, Setup, Span};
use crate::tcp::{Keepalive, Profile, SeqNumber, Settings};
use crate::text::width;

/// The widest name of an endpoint that still fits above its diagram, in cells.
const WIDEST_NAME: usize = 16;

/// The segment sizes that make sense, in octets: smaller ones would cut a single write into thousands of segments.
const MSS: RangeInclusive<u32> = 64..=65_495;

/// What a lesson or a session begins with.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// What the two endpoints are called.
    pub names: PerSide<String>,
    /// What the world begins with.
    pub setup: Setup,
    /// What has happened before the first step.
    pub start: Vec<Spanned<Command>>,
}

impl Beginning {
    /// Every default is sensible.
    #[must_use]
    pub fn new(profile: Profile) -> Self {
        let names = PerSide::new("client", "server").map(str::to_owned);
        Self { names, setup: Setup { profile, ..Setup::default() }, start: Vec::new() }
    }

    /// Reads `[world]`.
    #[must_use]
    pub fn read(item: &Item<'_>, profile: Profile, fields: &mut Fields<'_, '_>) -> Self {
        let mut beginning = Self::new(profile);
        if let Some(mut table) = fields.table_of(item, WORLD.what) {
            WORLD.read(&mut table, &mut beginning, fields);
        }
        beginning
    }
}

/// The two hosts and the link.
pub static WORLD: Keys<Beginning> = Keys {
    name: "the-world",
    what: |words| words.world,
    written: Some(|_| "`[world]`"),
    one_of: &[],
    keys: &[NAMES, ISN, LATENCY, MSL, MSS_KEY, APP, DELAYED_ACK, KEEPALIVE, REUSE, START],
};

const NAMES: Key<Beginning> = key(
    "names",
    Kind::Sides(&Kind::Text),
    |words| words.names,
    |world: &mut Beginning, item, fields| assign(&mut world.names, fields.sides(item, "names", name)),
)
.example(r#"{ A = "client", B = "server" }"#)
.writes(|world, _| {
    let PerSide { a, b } = &world.names;
    Some(format!("{{ A = {}, B = {} }}", quoted(a), quoted(b)))
});

const ISN: Key<Beginning> = key(
    "isn",
    Kind::Sides(&Kind::Whole(0..=u32::MAX)),
    |words| words.isn,
    |world: &mut Beginning, item, fields| assign(&mut world.setup.isn, fields.sides(item, "isn", isn)),
)
.example("{ A = 1000, B = 5000 }")
.writes(|world, _| Some(format!("{{ A = {}, B = {} }}", world.setup.isn.a, world.setup.isn.b)));

const LATENCY: Key<Beginning> = key(
    "latency",
    Kind::Sides(&Kind::Time),
    |words| words.latency,
    |world: &mut Beginning, item, fields| {
        assign(&mut world.setup.link.latency, fields.sides(item, "latency", Fields::duration));
    },
)
.example(r#""40ms""#)
.writes(|world, _| Some(sides(&world.setup.link.latency, |latency| span(*latency))));

const MSL: Key<Beginning> = key(
    "msl",
    Kind::Time,
    |words| words.msl,
    |world: &mut Beginning, item, fields| {
        if let Some(msl) = fields.duration(item) {
            world.setup.profile.timings.time_wait = msl * 2;
        }
    },
)
.example(r#""30s""#)
.writes(|world, _| Some(span(world.setup.profile.timings.time_wait / 2)));

const MSS_KEY: Key<Beginning> = key(
    "mss",
    Kind::Sides(&Kind::Whole(MSS)),
    |words| words.mss,
    |world: &mut Beginning, item, fields| {
        let values = fields.sides(item, "mss", mss);
        set(world, values, |settings, mss| settings.mss = Some(mss));
    },
)
.example("536")
.writes(|world, _| {
    let mss = world.setup.settings.map(|settings| settings.mss);
    let PerSide { a: Some(a), b: Some(b) } = mss else { return None };
    (mss != PerSide::both(Settings::default().mss)).then(|| sides(&PerSide { a, b }, ToString::to_string))
});

const APP: Key<Beginning> = key(
    "app",
    Kind::Sides(&Kind::Word(apps)),
    |words| words.app,
    |world: &mut Beginning, item, fields| {
        let known = AppBehaviour::ALL.map(|app| (app.word(), app));
        let apps =
            fields.sides(item, "app", |fields, item| fields.word(item, fields.sentences().not_a_behaviour, &known));
        assign(&mut world.setup.app, apps);
    },
)
.example(r#"{ B = "never-closes" }"#)
.writes(|world, _| {
    let apps = &world.setup.app;
    (*apps != PerSide::default()).then(|| sides(apps, |app| quoted(app.word())))
});

const DELAYED_ACK: Key<Beginning> = key(
    "delayed_ack",
    Kind::Sides(&Kind::Truth),
    |words| words.delayed_ack,
    |world: &mut Beginning, item, fields| {
        let values = fields.sides(item, "delayed_ack", Fields::boolean);
        set(world, values, |settings, delayed| settings.delayed_ack = delayed);
    },
)
.example("true")
.writes(|world, _| switches(world, |settings| settings.delayed_ack));

const KEEPALIVE: Key<Beginning> = key(
    "keepalive",
    Kind::Sides(&Kind::Truth),
    |words| words.keepalive,
    |world: &mut Beginning, item, fields| {
        let values = fields.sides(item, "keepalive", Fields::boolean);
        set(world, values, |settings, on| settings.keepalive = on.then(Keepalive::default));
    },
)
.example("{ A = true }")
.writes(|world, _| switches(world, |settings| settings.keepalive.is_some()));

const REUSE: Key<Beginning> = key(
    "reuse",
    Kind::Sides(&Kind::Truth),
    |words| words.reuse,
    |world: &mut Beginning, item, fields| {
        let values = fields.sides(item, "reuse", Fields::boolean);
        set(world, values, |settings, reuse| settings.reuse = reuse);
    },
)
.example("true")
.writes(|world, _| switches(world, |settings| settings.reuse));

const START: Key<Beginning> = key(
    "start",
    Kind::List(&Kind::Command),
    |words| words.start,
    |world: &mut Beginning, item, fields| world.start = fields.commands(item),
)
.example(r#"["B listen", "A connect", "run until idle"]"#)
.writes(|world, verbs| {
    let commands: Vec<String> = world.start.iter().map(|command| quoted(&command.in_words(verbs))).collect();
    (!commands.is_empty()).then(|| format!("[{}]", commands.join(", ")))
});

fn assign<T>(values: &mut PerSide<T>, given: PerSide<Option<T>>) {
    for (side, given) in given {
        if let Some(given) = given {
            values[side] = given;
        }
    }
}

/// Changes a setting of each side that names one.
fn set<T>(world: &mut Beginning, given: PerSide<Option<T>>, change: impl Fn(&mut Settings, T)) {
    for (side, given) in given {
        if let Some(given) = given {
            change(&mut world.setup.settings[side], given);
        }
    }
}

/// A switch of both sides, if it is not as usual.
fn switches(world: &Beginning, read: impl Fn(&Settings) -> bool) -> Option<String> {
    let values = world.setup.settings.map(|settings| read(&settings));
    (values != PerSide::both(read(&Settings::default()))).then(|| sides(&values, ToString::to_string))
}

fn span(time: Duration) -> String {
    quoted(&Span(time).to_string())
}

fn name(fields: &mut Fields<'_, '_>, item: &Item<'_>) -> Option<String> {
    let name = fields.text(item)?;
    if width(&name) > WIDEST_NAME {
        let message = say!(fields.language(), fields.sentences().wide_name, most = WIDEST_NAME, cells = width(&name));
        fields.error(&item.span, message);
    }
    Some(name.value)
}

fn isn(fields: &mut Fields<'_, '_>, item: &Item<'_>) -> Option<SeqNumber> {
    let number = fields.integer(item)?.value;
    let isn = u32::try_from(number).ok().map(SeqNumber);
    if isn.is_none() {
        let number = &number.to_string();
        let message = say!(fields.language(), fields.sentences().not_an_isn, number, most = u32::MAX);
        fields.error(&item.span, message);
    }
    isn
}

fn mss(fields: &mut Fields<'_, '_>, item: &Item<'_>) -> Option<u16> {
    let number = fields.integer(item)?.value;
    let size = u32::try_from(number).ok().filter(|size| MSS.contains(size));
    if size.is_none() {
        let (number, least, most) = (&number.to_string(), *MSS.start(), *MSS.end());
        let message = say!(fields.language(), fields.sentences().not_an_mss, number, least, most);
        fields.error(&item.span, message);
    }
    u16::try_from(size?).ok()
}
