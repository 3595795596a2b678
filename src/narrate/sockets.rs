//! The sockets of a host as lines, in the manner of `ss -tano`: its words are the tool's own, in every language.

use crate::sim::{Address, Limit, Owner, Side, SocketRow, World};
use std::time::Duration;

/// `ss` says `Local Address:Port`; the address is one letter here, and with short heads a line with its timer fits into 78 columns.
const HEADS: [&str; 7] = ["#", "State", "Recv-Q", "Send-Q", "Local:Port", "Peer:Port", ""];

/// The columns of figures, which stand at the right.
const FIGURES: [usize; 2] = [2, 3];

/// The sockets of a side as a table: its head, then one line for each, the listener first. Nothing if there is not a socket.
///
/// The number is the connection's, as `use` takes it; 0 is the listener. The lines carry no inline marks.
#[must_use]
pub fn socket_table(world: &World, side: Side) -> Vec<String> {
    let rows: Vec<[String; 7]> = world.sockets(side).iter().map(cells).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let table: Vec<[String; 7]> = std::iter::once(HEADS.map(str::to_owned)).chain(rows).collect();
    let widths: [usize; 7] =
        std::array::from_fn(|column| table.iter().map(|cells| cells[column].len()).max().unwrap_or(0));
    table.iter().map(|cells| line(cells, &widths)).collect()
}

/// The same for the ear: each socket's cells with their heads, in no columns.
#[must_use]
pub fn socket_lines(world: &World, side: Side) -> Vec<String> {
    let message = |row: &SocketRow| {
        let cells = cells(row);
        let named = HEADS.iter().zip(&cells).skip(1).filter(|(_, cell)| !cell.is_empty());
        let named = named.map(|(head, cell)| match (*head, cell.as_str()) {
            ("", cell) => cell.to_owned(),
            (head, "-") => format!("{head} {}", Limit::UNLIMITED),
            (head, cell) => format!("{head} {cell}"),
        });
        format!("{}: {}", cells[0], named.collect::<Vec<_>>().join(", "))
    };
    world.sockets(side).iter().map(message).collect()
}

fn line(cells: &[String; 7], widths: &[usize; 7]) -> String {
    let padded = cells.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
        if FIGURES.contains(&column) { format!("{cell:>width$}") } else { format!("{cell:width$}") }
    });
    padded.collect::<Vec<_>>().join(" ").trim_end().to_owned()
}

fn cells(row: &SocketRow) -> [String; 7] {
    let local = match row.owner {
        Owner::Unconnected => format!("{}:*", row.local.side),
        _ => row.local.to_string(),
    };
    [
        format!("#{}", row.socket.number()),
        row.state.ss_name().to_owned(),
        row.recv_q.to_string(),
        row.send_q.map_or_else(|| "-".to_owned(), |octets| octets.to_string()),
        local,
        // Nobody but the other host can come.
        row.peer.as_ref().map_or_else(|| format!("{}:*", row.local.side.other()), Address::to_string),
        row.ss_timer().map_or_else(String::new, |timer| {
            format!("timer:({},{},{})", timer.name, ss_time(timer.left), timer.retransmissions)
        }),
    ]
}

/// A time as `ss -o` writes it: `119min`, `1min59sec`, `59sec`, `1.500sec`, `200ms`. (Behind seconds with a fraction `ss` itself
/// writes `ms`, which says something else.)
#[must_use]
pub fn ss_time(left: Duration) -> String {
    let (minutes, seconds, millis) = (left.as_secs() / 60, left.as_secs() % 60, left.subsec_millis());
    match (minutes, seconds, millis) {
        (0, 0, _) => format!("{millis}ms"),
        (0, 1..=9, 1..) => format!("{seconds}.{millis:03}sec"),
        (0, ..) => format!("{seconds}sec"),
        (1..=9, 1.., _) => format!("{minutes}min{seconds}sec"),
        _ => format!("{minutes}min"),
    }
}

#[cfg(test)]
mod tests {
    use super::{socket_table, ss_time};
    use crate::sim::{Call, Input, Limit, Setup, Side, World};
    use crate::tcp::Profile;
    use crate::text::{Mark, parse};
    use Side::{A, B};
    use std::time::Duration;

    fn world(profile: Profile, inputs: &[Input]) -> World {
        let mut world = World::new(&Setup { profile, ..Setup::default() });
        for input in inputs {
            world.apply_silently(input);
        }
        world
    }

    fn connected_and_closed(profile: Profile) -> World {
        let second = Duration::from_secs(1);
        let calls = [Input::Call(A, Call::Connect), Input::Advance(second), Input::Call(A, Call::Write(10))];
        let end = [Input::Advance(second), Input::Call(A, Call::Close), Input::Advance(second)];
        let open = [Input::Call(B, Call::Listen), Input::Limit(B, Limit::Backlog, Some(5))];
        let all: Vec<Input> = open.into_iter().chain(calls).chain(end).chain([Input::Socket(B)]).collect();
        world(profile, &all)
    }

    #[test]
    fn the_sockets_of_both_sides_read_as_ss_prints_them() {
        let world = connected_and_closed(Profile::linux());
        insta::assert_snapshot!([A, B].map(|side| socket_table(&world, side).join("\n")).join("\n\n"));
    }

    #[test]
    fn a_line_fits_into_78_columns_and_has_no_inline_marks() {
        for profile in [Profile::rfc9293(), Profile::linux()] {
            let world = connected_and_closed(profile);
            for line in [A, B].into_iter().flat_map(|side| socket_table(&world, side)) {
                assert!(line.len() <= 78, "{line}");
                assert!(parse(&line).iter().all(|span| span.mark == Mark::Plain), "{line}");
            }
        }
    }

    #[test]
    fn a_host_without_sockets_has_no_table() {
        assert!(socket_table(&world(Profile::linux(), &[]), A).is_empty());
    }

    #[test]
    fn times_are_written_as_ss_writes_them() {
        for (millis, written) in [
            (0, "0ms"),
            (200, "200ms"),
            (1_000, "1sec"),
            (1_500, "1.500sec"),
            (59_960, "59sec"),
            (60_000, "1min"),
            (119_000, "1min59sec"),
            (7_200_000, "120min"),
        ] {
            assert_eq!(ss_time(Duration::from_millis(millis)), written);
        }
    }
}
