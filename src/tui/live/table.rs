//! The second screen: the sockets of one row of the list, as `ss -tanp` prints them.

#![warn(clippy::arithmetic_side_effects)]

use super::seen::Seen;
use crate::language::duration;
use crate::live::{Row, Socket, about, row};
use crate::tui::list_screen::ListScreen;
use crate::tui::settings::Settings;
use crate::tui::text_lines::{below, write_all_cut, write_cut};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Paints a table of sockets; `selected` is one of them.
pub fn paint(seen: &Seen, sockets: &[usize], selected: usize, area: Rect, buffer: &mut Buffer, settings: &Settings) {
    let rows = below(area, 1);
    let first = ListScreen::first_shown(selected, rows.height);
    let shown: Vec<(usize, Row, String)> = sockets
        .iter()
        .enumerate()
        .skip(first)
        .take(usize::from(rows.height))
        .map(|(at, socket)| (at, row_of(seen, *socket), silent(&seen.survey.sockets[*socket])))
        .collect();
    let heads: Vec<String> = settings.language.live.heads.split(',').map(str::to_owned).collect();
    let cells: Vec<Vec<String>> = shown.iter().map(|(_, row, silent)| cells(row, silent)).collect();
    let width = |column: usize| {
        let of = |cells: &Vec<String>| cells.get(column).map_or(0, String::len);
        std::iter::once(&heads).chain(&cells).map(of).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    write_cut(buffer, area, &line(&heads, &widths), Role::Dim, settings.glyphs, &settings.theme);
    for (((at, ..), cells), y) in shown.iter().zip(&cells).zip(rows.top()..rows.bottom()) {
        let is_selected = *at == selected;
        let mark = if is_selected { settings.glyphs.arrow_right } else { " " };
        let role = if is_selected { Role::Selected } else { Role::Text };
        let pieces = [(mark, Role::Key), (" ", Role::Text), (&line(cells, &widths)[2..], role)];
        let row = Rect { y, height: 1, ..area };
        write_all_cut(buffer, row, &pieces, settings.glyphs, &settings.theme);
    }
}

/// For how long nothing has come, as far as that says anything.
fn silent(socket: &Socket) -> String {
    let silent = socket.silent.filter(|_| socket.state.is_synchronized());
    silent.map_or_else(|| "-".to_owned(), |time| duration(about(time)))
}

fn row_of(seen: &Seen, socket: usize) -> Row {
    let socket = &seen.survey.sockets[socket];
    row(socket, socket.holder.and_then(|holder| seen.survey.process(holder.pid)))
}

/// The cells that stand under the heads; whose it is stands above the table already, its descriptor does not.
fn cells(row: &Row, silent: &str) -> Vec<String> {
    let descriptor = row.users.rsplit_once("fd=").map_or("-", |(_, rest)| rest.trim_end_matches(')'));
    let send_q = row.send_q.map_or_else(|| "-".to_owned(), |octets| octets.to_string());
    vec![
        row.state.to_owned(),
        row.recv_q.to_string(),
        send_q,
        row.local.clone(),
        row.peer.clone(),
        descriptor.to_owned(),
        silent.to_owned(),
        row.timer.clone(),
    ]
}

/// Cells under each other; two columns are left for the mark.
fn line(cells: &[String], widths: &[usize]) -> String {
    let padded: Vec<String> = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
    format!("  {}", padded.join(" ").trim_end())
}
