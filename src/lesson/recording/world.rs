//! `[world]`, as the compiler of lessons reads it, and the keys that stand above it.

use std::fmt::Write as _;
use std::time::Duration;

use super::super::command::Command;
use super::super::source::Spanned;
use crate::sim::{PerSide, Setup, Span};
use crate::tcp::Settings;

/// Writes `profile`.
pub(super) fn write_profile(setup: &Setup, out: &mut String) {
    let _ = writeln!(out, "profile = {}", quoted(setup.profile.name()));
}

/// Writes `[world]`: what a reader wants to see, and of the rest what is not as always.
pub(super) fn write(names: &PerSide<String>, setup: &Setup, start: &[Spanned<Command>], out: &mut String) {
    out.push_str("\n[world]\n");
    let mut key = |name: &str, value: String| {
        let _ = writeln!(out, "{name} = {value}");
    };
    key("names", format!("{{ A = {}, B = {} }}", quoted(&names.a), quoted(&names.b)));
    key("isn", format!("{{ A = {}, B = {} }}", setup.isn.a, setup.isn.b));
    key("latency", sides(&setup.link.latency, |latency| span(*latency)));
    key("msl", span(setup.profile.timings.time_wait / 2));
    let usual = Settings::default();
    let mss = setup.settings.map(|settings| settings.mss);
    if let PerSide { a: Some(a), b: Some(b) } = mss
        && mss != PerSide::both(usual.mss)
    {
        key("mss", sides(&PerSide { a, b }, ToString::to_string));
    }
    if setup.app != PerSide::default() {
        key("app", sides(&setup.app, |app| quoted(app.word())));
    }
    let delayed = setup.settings.map(|settings| settings.delayed_ack);
    if delayed != PerSide::both(usual.delayed_ack) {
        key("delayed_ack", sides(&delayed, ToString::to_string));
    }
    let keepalive = setup.settings.map(|settings| settings.keepalive.is_some());
    if keepalive != PerSide::both(usual.keepalive.is_some()) {
        key("keepalive", sides(&keepalive, ToString::to_string));
    }
    let reuse = setup.settings.map(|settings| settings.reuse);
    if reuse != PerSide::both(usual.reuse) {
        key("reuse", sides(&reuse, ToString::to_string));
    }
    if !start.is_empty() {
        let commands: Vec<String> = start.iter().map(|command| quoted(&command.value.to_string())).collect();
        key("start", format!("[{}]", commands.join(", ")));
    }
}

/// One value for both sides, or one for each.
fn sides<T: PartialEq>(values: &PerSide<T>, write: impl Fn(&T) -> String) -> String {
    let PerSide { a, b } = values;
    if a == b { write(a) } else { format!("{{ A = {}, B = {} }}", write(a), write(b)) }
}

fn span(time: Duration) -> String {
    quoted(&Span(time).to_string())
}

/// A string as TOML writes it on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
