use super::{LadderView, Layout};
use crate::language::ENGLISH;
use crate::sim::{Call, Forged, Input, Limit, LinkChange, PacketId, PerSide, ProfileName, Setup, Side, Socket, World};
use crate::tcp::Flags;
use crate::timeline::ladder::{Beginning, Ladder, LineContent};
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::{Role, Theme};
use Side::{A, B};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;
use std::time::Duration;

/// A world with its ladder and the number of its step.
struct Script {
    world: World,
    ladder: Ladder,
    step: usize,
}

impl Script {
    fn new() -> Self {
        let world = World::new(&Setup::default());
        let ladder = Ladder::starting(Beginning::of(&world));
        Self { world, ladder, step: 0 }
    }

    fn connected() -> Self {
        Self::new().call(B, Call::Listen).call(A, Call::Connect).steps(3)
    }

    fn take(mut self, input: Input) -> Self {
        self.step += 1;
        for record in self.world.apply(&input) {
            self.ladder.push(self.step, &record);
        }
        self
    }

    fn call(self, side: Side, call: Call) -> Self {
        self.take(Input::Call(side, call))
    }

    fn steps(mut self, n: usize) -> Self {
        for _ in 0..n {
            self = self.take(Input::Step);
        }
        self
    }

    fn millis(self, n: u64) -> Self {
        self.take(Input::Advance(Duration::from_millis(n)))
    }

    /// Takes one of the things that could happen, many times, always the same ones for the same seed.
    fn random(seed: u64, moves: usize) -> Self {
        let mut script = Self::new();
        let mut rng = seed;
        for _ in 0..moves {
            rng = rng.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut choices = script.world.choices();
            choices.push(Input::Advance(Duration::from_millis(15)));
            choices.push(Input::Link(LinkChange::Loss(200)));
            choices.push(Input::Inject(A, Forged::bare(Flags::RST)));
            choices.push(Input::Replay(id(B, 1)));
            choices.extend(many(&script.world));
            let at = usize::try_from(rng >> 33).unwrap_or(0) % choices.len();
            script = script.take(choices[at]);
        }
        script
    }

    fn view(&self) -> LadderView<'_> {
        self.later(0)
    }

    fn later(&self, millis: u64) -> LadderView<'_> {
        LadderView {
            ladder: &self.ladder,
            world: Some(&self.world),
            now: self.world.now().plus(Duration::from_millis(millis)),
            scroll: 0,
            top: None,
            dim_until: None,
            selected: None,
            numbers: true,
            glyphs: &Glyphs::UNICODE,
            theme: theme(),
            language: &ENGLISH,
        }
    }
}

/// What makes many connections of one, and looks at them.
fn many(world: &World) -> [Input; 8] {
    let latest = world.host(B).connections.last().map_or(0, |connection| connection.id.number());
    [
        Input::Socket(A),
        Input::Call(A, Call::Connect),
        Input::Accept(B),
        Input::Limit(B, Limit::Workers, Some(0)),
        Input::Attend(B, Socket::numbered(latest / 2)),
        Input::Profile(ProfileName::Linux),
        Input::QuietTime(true),
        Input::Kill(B),
    ]
}

const fn id(from: Side, number: u32) -> PacketId {
    PacketId { from, number }
}

const LETTERS: [(Role, char); 22] = [
    (Role::Dim, 'd'),
    (Role::LifeLine, '.'),
    (Role::SegmentSyn, 's'),
    (Role::SegmentFin, 'f'),
    (Role::SegmentRst, 'r'),
    (Role::SegmentData, 'o'),
    (Role::SegmentAck, 'a'),
    (Role::Lost, 'x'),
    (Role::Again, 'g'),
    (Role::Call, 'c'),
    (Role::Timer, 't'),
    (Role::StateEntered, 'e'),
    (Role::StateOpening, 'p'),
    (Role::StateOpen, 'n'),
    (Role::StateClosing, 'l'),
    (Role::StateWaiting, 'h'),
    (Role::StateResting, 'z'),
    (Role::Selected, 'S'),
    (Role::Wrong, 'w'),
    (Role::Text, 'T'),
    (Role::Strong, 'B'),
    (Role::Error, 'E'),
];

fn theme() -> &'static Theme {
    static THEME: std::sync::OnceLock<Theme> = std::sync::OnceLock::new();
    THEME.get_or_init(|| Theme::from_fn(|role| Style::new().fg(Color::Indexed(role as u8))))
}

fn paint(view: LadderView<'_>, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    view.render(area, &mut buffer);
    buffer
}

/// The text, and beside it a letter for the role of every cell.
fn picture(view: LadderView<'_>, width: u16, height: u16) -> String {
    let buffer = paint(view, width, height);
    let mut picture = String::new();
    for y in 0..height {
        let cells = || (0..width).map(|x| &buffer[(x, y)]);
        picture.extend(cells().map(ratatui::buffer::Cell::symbol));
        picture.push_str("   ");
        let letter = |cell: &ratatui::buffer::Cell| match cell.symbol() {
            " " if cell.fg == Color::Reset => ' ',
            _ => LETTERS.iter().find(|(role, _)| cell.fg == Color::Indexed(*role as u8)).map_or('?', |(_, c)| *c),
        };
        picture.push_str(cells().map(letter).collect::<String>().trim_end());
        picture.push('\n');
    }
    picture
}

#[test]
fn a_handshake_in_flight() {
    let script = Script::new().call(B, Call::Listen).call(A, Call::Connect).steps(1);
    insta::assert_snapshot!(picture(script.later(24), 32, 10));
}

#[test]
fn a_four_way_close() {
    let script = Script::connected().call(A, Call::Close).steps(2).call(B, Call::Close).steps(2).millis(240_000);
    insta::assert_snapshot!(picture(script.view(), 32, 20));
}

#[test]
fn crossing_fins() {
    let script = Script::connected().call(A, Call::Close).millis(10).call(B, Call::Close);
    insta::assert_snapshot!("crossing_fins_in_flight", picture(script.later(22), 32, 8));
    let script = script.steps(4);
    insta::assert_snapshot!("crossing_fins_arrived_narrow", picture(script.view(), 32, 16));
    insta::assert_snapshot!("crossing_fins_arrived_wide", picture(script.view(), 50, 16));
}

#[test]
fn a_lost_syn_and_its_retransmission() {
    let script = Script::new().call(B, Call::Listen).call(A, Call::Connect).take(Input::Drop(id(A, 1))).steps(2);
    let view = LadderView { selected: Some(id(A, 2)), ..script.later(10) };
    insta::assert_snapshot!("lost_syn_selected", picture(view, 32, 14));
    let ascii = LadderView { glyphs: &Glyphs::ASCII, ..view };
    insta::assert_snapshot!("lost_syn_selected_ascii", picture(ascii, 32, 14));
}

#[test]
fn a_reset() {
    let script = Script::connected().call(A, Call::Abort).steps(1).call(A, Call::Write(5));
    insta::assert_snapshot!(picture(script.view(), 32, 9));
}

#[test]
fn on_linux_the_lane_has_the_errno_and_no_words_of_the_rfc() {
    let lane = |profile: ProfileName, script: fn(Script) -> Script| {
        picture(script(Script::new().take(Input::Profile(profile))).view(), 32, 12)
    };
    let refused: fn(Script) -> Script = |script| script.call(A, Call::Connect).steps(2);
    assert!(lane(ProfileName::Linux, refused).contains("connect() ECONNREFUSED"));
    assert!(lane(ProfileName::Rfc9293, refused).contains("connection reset"));
    let reset: fn(Script) -> Script =
        |script| script.call(B, Call::Listen).call(A, Call::Connect).steps(3).call(B, Call::Abort).steps(1);
    assert!(lane(ProfileName::Linux, reset).contains(" ECONNRESET"));
    assert!(lane(ProfileName::Rfc9293, reset).contains("connection reset"));
}

#[test]
fn a_duplicate_and_a_replay() {
    let script = Script::connected().call(A, Call::Write(10)).take(Input::Duplicate(id(A, 3))).steps(4);
    let script = script.take(Input::Replay(id(A, 1))).steps(2);
    let view = LadderView { selected: Some(id(A, 3)), ..script.view() };
    insta::assert_snapshot!(picture(view, 32, 15));
}

#[test]
fn a_forged_reset() {
    let script = Script::connected().take(Input::Inject(B, Forged::bare(Flags::RST))).steps(1);
    insta::assert_snapshot!(picture(script.view(), 32, 6));
}

#[test]
fn a_held_packet_stands_still() {
    let script = Script::connected().call(A, Call::Write(10)).millis(20).take(Input::Hold(id(A, 3)));
    let before = picture(script.view(), 32, 7);
    assert_eq!(before, picture(script.later(500), 32, 7));
    insta::assert_snapshot!(before);
}

#[test]
fn beginners_see_flags_and_octets_alone() {
    let script = Script::connected().call(A, Call::Write(10)).steps(1);
    let view = LadderView { numbers: false, ..script.view() };
    insta::assert_snapshot!(picture(view, 32, 7));
}

#[test]
fn time_passes_quietly() {
    let script = Script::connected();
    insta::assert_snapshot!(picture(script.later(600_000), 32, 4));
}

#[test]
fn what_hosts_and_programs_do_around_connections_stands_on_their_side() {
    let calls = [
        Input::Profile(ProfileName::Linux),
        Input::Call(B, Call::Listen),
        Input::Limit(B, Limit::Workers, Some(0)),
        Input::Limit(B, Limit::Descriptors, None),
        Input::Accept(B),
        Input::Call(A, Call::Connect),
        Input::Advance(Duration::from_millis(200)),
        Input::Accept(B),
        Input::Limit(A, Limit::Descriptors, Some(1)),
        Input::Socket(A),
        Input::Kill(B),
    ];
    let script = calls.into_iter().fold(Script::new(), Script::take);
    insta::assert_snapshot!(picture(script.view(), 30, 26));
}

#[test]
fn a_restart_may_be_quiet() {
    let script = Script::new().take(Input::QuietTime(true)).call(B, Call::Listen).take(Input::Reboot(B));
    let script = script.call(A, Call::Connect).steps(1).millis(240_000);
    insta::assert_snapshot!(picture(script.view(), 30, 24));
}

/// B's listener, and as many connections as A opens one after the other.
fn connections(count: usize) -> Script {
    let open = |script: Script| {
        script.take(Input::Socket(A)).call(A, Call::Connect).take(Input::Advance(Duration::from_millis(200)))
    };
    (0..count).fold(Script::new().call(B, Call::Listen), |script, _| open(script))
}

#[test]
fn what_belongs_to_neither_diagram_is_dim_and_has_a_number() {
    let script = connections(3).take(Input::Attend(A, Socket::numbered(2))).call(A, Call::Close).millis(100);
    insta::assert_snapshot!("attended_elsewhere", picture(script.view(), 30, 34));
    let script = script.take(Input::Attend(B, Socket::numbered(2))).call(B, Call::Close);
    insta::assert_snapshot!("attended_both", picture(script.view(), 30, 14));
    let ascii = LadderView { glyphs: &Glyphs::ASCII, ..script.view() };
    assert!(picture(ascii, 30, 14).is_ascii());
}

#[test]
fn where_a_label_is_too_narrow_for_its_ack_it_stands_where_the_arrow_ends() {
    let script = connections(3).take(Input::Attend(A, Socket::numbered(2))).call(A, Call::Close).millis(100);
    for width in 24..=60 {
        let shown = picture(script.view(), width, 40);
        let rows: Vec<&str> = shown.lines().collect();
        let fin = rows.iter().position(|row| row.contains("FIN,ACK")).expect("a FIN");
        assert!(rows[fin..fin + 2].concat().contains("ack 15001"), "{width}: {shown}");
    }
}

#[test]
fn a_full_queue_and_a_killed_program() {
    let limits = [Input::Limit(B, Limit::Workers, Some(0)), Input::Limit(B, Limit::Backlog, Some(1))];
    let script = limits.into_iter().fold(Script::new(), Script::take);
    let script = script.call(B, Call::Listen).take(Input::Profile(ProfileName::Linux));
    let open = |script: Script| script.take(Input::Socket(A)).call(A, Call::Connect).millis(100);
    let script = (0..4).fold(script, |script, _| open(script)).take(Input::Kill(B));
    insta::assert_snapshot!(picture(script.view(), 30, 52));
}

#[test]
fn with_one_connection_at_a_time_nothing_has_a_number() {
    let script = Script::connected().call(A, Call::Close).steps(2).call(B, Call::Close).millis(250_000);
    let script = script.call(A, Call::Connect).millis(200);
    let shown = picture(script.view(), 30, 40);
    assert!(!shown.contains('#') && !shown.contains("listener"), "{shown}");
}

#[test]
fn a_life_line_is_whole_as_long_as_any_connection_lives() {
    let script = connections(2).call(A, Call::Abort);
    assert_eq!(Layout::new(&script.view(), 30, 20).closed, PerSide::both(false));
    let script = script.take(Input::Attend(A, Socket::numbered(1))).call(A, Call::Abort);
    assert_eq!(Layout::new(&script.view(), 30, 20).closed, PerSide::new(true, false));
}

#[test]
fn no_size_is_too_small() {
    for script in [Script::random(7, 60), Script::connected().call(A, Call::Close).millis(10).call(B, Call::Close)] {
        for width in 0..=100 {
            for height in 0..=60 {
                paint(LadderView { selected: Some(id(B, 1)), ..script.later(7) }, width, height);
            }
        }
    }
}

#[test]
fn random_worlds_are_painted_inside_their_area_and_every_text_is_readable() {
    for seed in 0..200 {
        let script = Script::random(seed, 80);
        for width in [1, 2, 3, 9, 17, 28, 32, 47, 80] {
            let view = LadderView { scroll: usize::try_from(seed % 30).unwrap_or(0), ..script.later(seed % 40) };
            let layout = Layout::new(&view, width, 40);
            let buffer = paint(view, width, 40);
            for (y, row) in layout.rows.iter().enumerate() {
                for text in row.texts.iter().filter(|text| text.mark.is_none()) {
                    assert!(text.x + text.width <= layout.width || width < 20, "seed {seed}: {text:?}");
                    if width >= 28 && !text.cut {
                        let y = u16::try_from(y).unwrap_or(0);
                        let shown: String = (0..text.width).map(|x| buffer[(1 + text.x + x, y)].symbol()).collect();
                        assert_eq!(shown, text.text, "seed {seed}, width {width}");
                    }
                }
            }
        }
    }
}

#[test]
fn rows_are_in_the_order_of_time_and_an_arrow_ends_with_its_arrival() {
    for seed in 0..100 {
        let script = Script::random(seed, 60);
        assert!(script.ladder.rows.is_sorted_by_key(|row| (row.at, row.step)), "seed {seed}");
        let content = |line| script.ladder.line(line).map(|(_, line)| line.content);
        for arrow in &script.ladder.arrows {
            assert_eq!(content(arrow.line()), Some(LineContent::Departs(arrow.packet)));
            if let Some(end) = arrow.end() {
                assert!(end.line > arrow.line());
                let line = content(end.line);
                assert!(
                    matches!(line, Some(LineContent::Arrives(id) | LineContent::Lost(id)) if id == arrow.packet),
                    "seed {seed}: {line:?}"
                );
            }
        }
    }
}

#[test]
fn a_long_session_costs_no_more_than_a_short_one() {
    let mut script = Script::connected();
    for _ in 0..1000 {
        script = script.call(A, Call::Write(1)).steps(2);
    }
    assert!((400..=520).contains(&script.ladder.height()));
    assert!(script.ladder.arrows.len() <= 300);
    assert_eq!(script.ladder.under_way().count(), 0);
}

#[test]
fn while_a_segment_grows_only_its_tip_changes() {
    let script = Script::connected().call(A, Call::Write(10));
    let mut before = paint(script.later(0), 32, 24);
    for at in 1..40 {
        let now = paint(script.later(at), 32, 24);
        let changed = before.diff(&now).len();
        assert!(changed <= 4, "{changed} cells changed after {at} ms");
        before = now;
    }
}

#[test]
fn nothing_moves_when_a_segment_arrives() {
    let script = Script::connected().call(A, Call::Write(10));
    let before = paint(script.later(40), 32, 24);
    let after = paint(script.steps(1).view(), 32, 24);
    for (x, y) in (0..32).flat_map(|x| (0..15).map(move |y| (x, y))) {
        assert_eq!(before[(x, y)], after[(x, y)], "{x},{y}");
    }
}

#[test]
fn crossing_segments_are_in_flight_on_the_same_rows() {
    let script = Script::new().call(A, Call::Connect).call(B, Call::Connect).steps(2);
    let arrow = |side| script.ladder.arrow(id(side, 1)).map(|arrow| (arrow.line(), arrow.end().map(|at| at.line)));
    let (Some((a_leaves, Some(a_ends))), Some((b_leaves, Some(b_ends)))) = (arrow(A), arrow(B)) else {
        panic!("both have arrived")
    };
    assert!(a_leaves < b_leaves && b_leaves < a_ends && a_ends < b_ends);
    let layout = Layout::new(&script.view(), 32, 30);
    let row = &layout.rows[usize::try_from(b_leaves).unwrap_or(0)];
    let arm = row.arm.as_ref().map(|arm| arm.from..=arm.to);
    assert!(arm.is_some_and(|arm| arm.contains(&row.verticals[0].column)), "the arrows cross");
}

#[test]
fn the_mouse_finds_a_segment_and_a_selection_can_be_scrolled_to() {
    let script = Script::connected().call(A, Call::Write(10)).steps(2).call(A, Call::Close).steps(2);
    let area = Rect::new(5, 3, 32, 6);
    for packet in script.ladder.segments() {
        let scroll = script.view().scroll_to(area, packet);
        let view = LadderView { scroll, ..script.view() };
        let rows = view.layout(area).rows;
        let y = rows.iter().position(|row| row.packet == Some(packet)).and_then(|y| u16::try_from(y).ok());
        let hit = y.map(|y| view.hit(area, area.x + 16, area.y + y).0);
        assert_eq!(hit, Some(Some(packet)));
    }
    assert_eq!(script.view().hit(area, 4, 4), (None, None));
}

#[test]
fn every_glyph_of_the_ladder_is_one_cell_wide() {
    for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
        for glyph in [glyphs.forged, glyphs.copy, glyphs.replay, glyphs.again, glyphs.lost, glyphs.timer, glyphs.paused]
        {
            assert_eq!(unicode_width::UnicodeWidthStr::width(glyph), 1, "{glyph}");
        }
    }
}
