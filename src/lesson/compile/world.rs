//! The world that a lesson begins in: `[world]`.

use std::ops::RangeInclusive;

use super::super::command::Command;
use super::super::source::{Item, Spanned, Table};
use super::fields::Fields;
use crate::sim::{AppBehaviour, PerSide, Setup};
use crate::tcp::{Keepalive, Profile, SeqNumber};
use crate::text::width;

/// The widest name of an endpoint that still fits above its diagram.
const WIDEST_NAME: usize = 16;

/// The segment sizes that make sense: smaller ones would cut a single write into thousands of segments.
pub const MSS: RangeInclusive<u32> = 64..=65_495;

/// What `[world]` says.
pub struct WorldPart {
    pub names: PerSide<String>,
    pub setup: Setup,
    pub start: Vec<Spanned<Command>>,
}

/// Reads `[world]`; every default is sensible.
pub fn read(table: Option<Table<'_>>, profile: Profile, fields: &mut Fields<'_, '_>) -> WorldPart {
    let names = PerSide::new("client", "server").map(str::to_owned);
    let mut world = WorldPart { names, setup: Setup { profile, ..Setup::default() }, start: Vec::new() };
    if let Some(mut table) = table {
        world.read(&mut table, fields);
        table.finish(fields.findings);
    }
    world
}

impl WorldPart {
    fn read(&mut self, table: &mut Table<'_>, fields: &mut Fields<'_, '_>) {
        let setup = &mut self.setup;
        if let Some(item) = table.take("names") {
            assign(&mut self.names, fields.sides(&item, "`names`", name));
        }
        if let Some(item) = table.take("isn") {
            assign(&mut setup.isn, fields.sides(&item, "`isn`", isn));
        }
        if let Some(item) = table.take("latency") {
            assign(&mut setup.link.latency, fields.sides(&item, "`latency`", Fields::duration));
        }
        if let Some(item) = table.take("msl")
            && let Some(msl) = fields.duration(&item)
        {
            setup.profile.timings.time_wait = msl * 2;
        }
        if let Some(item) = table.take("mss") {
            let values = fields.sides(&item, "`mss`", mss);
            for (settings, mss) in setup.settings.values_mut().zip(values.values()) {
                settings.mss = mss.or(settings.mss);
            }
        }
        if let Some(item) = table.take("app") {
            let known = AppBehaviour::ALL.map(|app| (app.word(), app));
            assign(&mut setup.app, fields.sides(&item, "`app`", |fields, item| fields.word(item, "behaviour", &known)));
        }
        if let Some(item) = table.take("delayed_ack") {
            let values = fields.sides(&item, "`delayed_ack`", |fields, item| item.boolean(fields.findings));
            for (settings, delayed) in setup.settings.values_mut().zip(values.values()) {
                settings.delayed_ack = delayed.unwrap_or(settings.delayed_ack);
            }
        }
        if let Some(item) = table.take("keepalive") {
            let values = fields.sides(&item, "`keepalive`", |fields, item| item.boolean(fields.findings));
            for (settings, on) in setup.settings.values_mut().zip(values.values()) {
                settings.keepalive = on.map_or(settings.keepalive, |on| on.then(Keepalive::default));
            }
        }
        if let Some(item) = table.take("reuse") {
            let values = fields.sides(&item, "`reuse`", |fields, item| item.boolean(fields.findings));
            for (settings, reuse) in setup.settings.values_mut().zip(values.values()) {
                settings.reuse = reuse.unwrap_or(settings.reuse);
            }
        }
        if let Some(item) = table.take("start") {
            self.start = fields.commands(&item);
        }
    }
}

fn assign<T>(values: &mut PerSide<T>, given: PerSide<Option<T>>) {
    for (side, given) in given {
        if let Some(given) = given {
            values[side] = given;
        }
    }
}

fn name(fields: &mut Fields<'_, '_>, item: &Item<'_>) -> Option<String> {
    let name = item.text(fields.findings)?;
    if width(&name) > WIDEST_NAME {
        fields.findings.error(&item.span, format!("a name has room for {WIDEST_NAME} cells, not {}", width(&name)));
    }
    Some(name.value)
}

fn isn(fields: &mut Fields<'_, '_>, item: &Item<'_>) -> Option<SeqNumber> {
    let number = item.integer(fields.findings)?;
    let isn = u32::try_from(number).ok().map(SeqNumber);
    if isn.is_none() {
        fields.findings.error(&item.span, format!("{number} is no sequence number: they go from 0 to {}", u32::MAX));
    }
    isn
}

fn mss(fields: &mut Fields<'_, '_>, item: &Item<'_>) -> Option<u16> {
    let number = item.integer(fields.findings)?;
    let size = u32::try_from(number).ok().filter(|size| MSS.contains(size));
    if size.is_none() {
        let message = format!("{number} is no segment size: they go from {} to {}", MSS.start(), MSS.end());
        fields.findings.error(&item.span, message);
    }
    u16::try_from(size?).ok()
}
