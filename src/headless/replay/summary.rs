//! One page about a capture.

use crate::capture::{Capture, Trouble, Verdict, Watched, rounded};
use crate::capture_file;
use crate::language::Language;
use crate::say;
use crate::text::clean_line;
use crate::wire::Unread;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// As many connections are listed.
const LISTED: usize = 20;

/// Writes the page.
pub(super) fn write(name: &str, capture: &Capture, out: &mut impl Write, language: &Language) -> io::Result<()> {
    let words = &language.capture;
    if capture.segments == 0 {
        return writeln!(out, "{}", capture_file::nothing(name, capture, language));
    }
    let judged: Vec<(usize, &Watched, Verdict)> = capture
        .connections
        .iter()
        .enumerate()
        .map(|(index, watched)| {
            let known = watched.known(capture.last);
            let verdict = Verdict::of(watched, &known, &watched.findings(&known), capture.last);
            (index + 1, watched, verdict)
        })
        .collect();
    let time = rounded(capture.last.saturating_sub(capture.first));
    let (packets, connections) = (number(capture.packets), capture.connections.len());
    writeln!(out, "{}", say!(language, words.title, name, packets, connections, time))?;
    if capture.copies() > 0 {
        writeln!(out, "{}", say!(language, words.copies, n = number(capture.copies())))?;
    }
    capture.comments.iter().try_for_each(|comment| writeln!(out, "{}", clean_line(comment)))?;
    counts(words.began, judged.iter().map(|(_, watched, _)| watched.opener.describe(language)), out, language)?;
    counts(words.ended, judged.iter().map(|(.., verdict)| verdict.kind(language)), out, language)?;
    worst(judged, out, language)?;
    not_read(capture, out, language)
}

/// How many connections have what in common, the most frequent first.
fn counts<'a>(
    heading: &str,
    what: impl Iterator<Item = &'a str>,
    out: &mut impl Write,
    language: &Language,
) -> io::Result<()> {
    let mut counted: BTreeMap<&str, u32> = BTreeMap::new();
    what.for_each(|what| *counted.entry(what).or_default() += 1);
    let mut rows: Vec<(&str, u32)> = counted.into_iter().collect();
    rows.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let width = rows.first().map_or(0, |(_, n)| n.to_string().len());
    writeln!(out, "\n{heading}")?;
    for (what, n) in rows {
        writeln!(out, "{}", say!(language, language.capture.row, n = &format!("{n:>width$}"), what))?;
    }
    Ok(())
}

fn worst(mut judged: Vec<(usize, &Watched, Verdict)>, out: &mut impl Write, language: &Language) -> io::Result<()> {
    let words = &language.capture;
    let all = judged.len();
    judged.retain(|(.., verdict)| verdict.trouble() > Trouble::None);
    judged.sort_by_key(|(.., verdict)| verdict.rank());
    if judged.is_empty() {
        return writeln!(out, "\n{}", say!(language, words.all_well, n = all));
    }
    writeln!(out, "\n{}", words.worst)?;
    for (number, watched, verdict) in judged.into_iter().take(LISTED) {
        let ends = watched.connection.halves.as_ref().map(|half| half.end.to_string());
        let verdict = verdict.describe(watched.connection.halves.b.end, language);
        let (n, a, b) = (&number.to_string(), &ends.a, &ends.b);
        writeln!(out, "{}", say!(language, words.connection, n, a, b, verdict = &verdict))?;
    }
    Ok(())
}

fn not_read(capture: &Capture, out: &mut impl Write, language: &Language) -> io::Result<()> {
    let (words, losses) = (&language.capture, &capture.losses);
    let mut rows = Vec::new();
    for (why, n) in &losses.packets {
        let n = number(*n);
        match why {
            Unread::Link(link) => rows.push(say!(language, words.links, n, link = *link)),
            Unread::Cut => rows.push(say!(language, words.cut, n)),
            Unread::Malformed => rows.push(say!(language, words.malformed, n)),
            Unread::Deep => rows.push(say!(language, words.deep, n)),
            Unread::NotIp | Unread::NotTcp => {}
        }
    }
    let others = [
        (words.incomplete, incomplete(capture)),
        (words.fragments, losses.fragments),
        (words.lost, losses.lost),
        (words.timeless, losses.timeless),
    ];
    let others = others.into_iter().filter(|(_, n)| *n > 0);
    rows.extend(others.map(|(text, n)| say!(language, text, n = number(n))));
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", words.not_read)?;
    rows.iter().try_for_each(|row| writeln!(out, "  {row}"))
}

/// How many connections have segments that the file does not have, though later ones or their ACKs are there.
fn incomplete(capture: &Capture) -> u64 {
    let lacks = |watched: &&Watched| watched.connection.halves.iter().any(|(_, half)| !half.data.holes.is_empty());
    capture.connections.iter().filter(lacks).count() as u64
}

fn number(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
