//! What the screen costs: a frame of the stage, and a key with the frame after it, in sessions of different lengths and on hosts with
//! different numbers of connections. Neither may grow with the length of the session.

use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tcptutor::session::{History, sandbox};
use tcptutor::sim::{Call, Input, Side};
use tcptutor::tcp::Profile;
use tcptutor::tui::settings::Settings;
use tcptutor::tui::stage::{Game, Stage};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 60)];

fn main() {
    divan::main();
}

/// A session in which this many connections were opened and this many segments sent.
fn session(connections: usize, segments: usize) -> History {
    let mut history = sandbox(Profile::rfc9293());
    for _ in 0..connections {
        history.push(Input::Socket(Side::A));
        history.push(Input::Call(Side::A, Call::Connect));
        while !history.world().is_idle() {
            history.push(Input::Step);
        }
    }
    // Each write is a segment, and so is its ACK.
    for _ in 0..segments / 2 {
        history.push(Input::Call(Side::A, Call::Write(10)));
        history.push(Input::Step);
        history.push(Input::Call(Side::B, Call::Read(Call::DEFAULT_READ)));
        history.push(Input::Step);
    }
    history
}

fn stage(history: History, (width, height): (u16, u16)) -> (Stage, Buffer) {
    let mut stage = Stage::new(Game::of_history(history), Settings { animate: false, ..Settings::default() });
    let area = Rect::new(0, 0, width, height);
    stage.set_area(area);
    (stage, Buffer::empty(area))
}

#[divan::bench(args = SIZES)]
fn frame(bencher: Bencher<'_, '_>, size: (u16, u16)) {
    let (stage, mut buffer) = stage(session(1, 20), size);
    bencher.bench_local(|| stage.paint(buffer.area, &mut buffer));
}

#[divan::bench(args = [1, 10, 1000])]
fn frame_with_connections(bencher: Bencher<'_, '_>, connections: usize) {
    let (stage, mut buffer) = stage(session(connections, 20), (120, 36));
    bencher.bench_local(|| stage.paint(buffer.area, &mut buffer));
}

#[divan::bench(args = [100, 10_000, 100_000])]
fn frame_after_segments(bencher: Bencher<'_, '_>, segments: usize) {
    let (stage, mut buffer) = stage(session(1, segments), (120, 36));
    bencher.bench_local(|| stage.paint(buffer.area, &mut buffer));
}

/// A call, its segment's arrival, the ACK, and a frame after each.
fn keys_and_frames(bencher: Bencher<'_, '_>, history: History) {
    let (mut stage, mut buffer) = stage(history, (120, 36));
    let keys = ["w", ".", "."].map(|name| name.parse().expect("a key"));
    bencher.bench_local(|| {
        for key in keys {
            stage.key(key);
            stage.paint(buffer.area, &mut buffer);
        }
    });
}

#[divan::bench(args = [1, 10, 1000])]
fn three_keys_with_connections(bencher: Bencher<'_, '_>, connections: usize) {
    keys_and_frames(bencher, session(connections, 20));
}

#[divan::bench(args = [100, 10_000, 100_000])]
fn three_keys_after_segments(bencher: Bencher<'_, '_>, segments: usize) {
    keys_and_frames(bencher, session(1, segments));
}
