//! Every character that is drawn rather than written, in Unicode and in ASCII. No other file holds a drawing character.

/// The drawing characters. Each is one cell wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// A line to the left and right.
    pub horizontal: &'static str,
    /// A line up and down.
    pub vertical: &'static str,
    /// A line from the right that turns down.
    pub down_right: &'static str,
    /// A line from the left that turns down.
    pub down_left: &'static str,
    /// A line from above that turns right.
    pub up_right: &'static str,
    /// A line from above that turns left.
    pub up_left: &'static str,
    /// A vertical line with a branch to the right.
    pub vertical_right: &'static str,
    /// A vertical line with a branch to the left.
    pub vertical_left: &'static str,
    /// A horizontal line with a branch down.
    pub horizontal_down: &'static str,
    /// A horizontal line with a branch up.
    pub horizontal_up: &'static str,
    /// Two lines that cross or join.
    pub cross: &'static str,
    /// An arrow head that points up.
    pub arrow_up: &'static str,
    /// An arrow head that points down.
    pub arrow_down: &'static str,
    /// An arrow head that points left.
    pub arrow_left: &'static str,
    /// An arrow head that points right.
    pub arrow_right: &'static str,
    /// The head of an arrow that may be taken: it points up.
    pub hollow_up: &'static str,
    /// The same, down.
    pub hollow_down: &'static str,
    /// The same, left.
    pub hollow_left: &'static str,
    /// The same, right.
    pub hollow_right: &'static str,
    /// An arrow of one cell that points up.
    pub whole_up: &'static str,
    /// An arrow of one cell that points down.
    pub whole_down: &'static str,
    /// The same, taken: up.
    pub taken_up: &'static str,
    /// The same, down.
    pub taken_down: &'static str,
    /// A reset: a bolt.
    pub bolt: &'static str,
    /// A dashed horizontal line.
    pub dashed_horizontal: &'static str,
    /// A dashed vertical line.
    pub dashed_vertical: &'static str,
    /// The left end of the pill around the current state.
    pub pill_left: &'static str,
    /// The right end of the pill around the current state.
    pub pill_right: &'static str,
    /// The token that travels along an edge, and a listener's mark.
    pub token: &'static str,
    /// The end of a lost segment.
    pub lost: &'static str,
    /// The mark of a retransmission.
    pub again: &'static str,
    /// A timer that fired.
    pub timer: &'static str,
    /// Playing.
    pub playing: &'static str,
    /// Paused.
    pub paused: &'static str,
    /// Looking back.
    pub past: &'static str,
    /// Nothing moves any more.
    pub ended: &'static str,
    /// Something that is done or right.
    pub check: &'static str,
    /// The middle dot between short items.
    pub dot: &'static str,
    /// A full cell of a bar.
    pub bar_full: &'static str,
    /// An empty cell of a bar.
    pub bar_empty: &'static str,
    /// Text goes on: an ellipsis.
    pub ellipsis: &'static str,
    /// A lit line to the left and right.
    pub heavy_horizontal: &'static str,
    /// A lit line up and down.
    pub heavy_vertical: &'static str,
    /// A lit line from the right that turns down.
    pub heavy_down_right: &'static str,
    /// A lit line from the left that turns down.
    pub heavy_down_left: &'static str,
    /// A lit line from above that turns right.
    pub heavy_up_right: &'static str,
    /// A lit line from above that turns left.
    pub heavy_up_left: &'static str,
    /// A lit vertical line with a branch to the right.
    pub heavy_vertical_right: &'static str,
    /// A lit vertical line with a branch to the left.
    pub heavy_vertical_left: &'static str,
    /// A lit horizontal line with a branch down.
    pub heavy_horizontal_down: &'static str,
    /// A lit horizontal line with a branch up.
    pub heavy_horizontal_up: &'static str,
    /// Two lines that cross or join, one of them lit.
    pub heavy_cross: &'static str,
    /// A forged segment.
    pub forged: &'static str,
    /// The network's copy of a segment.
    pub copy: &'static str,
    /// A segment brought back from the past.
    pub replay: &'static str,
    /// What is on one of two paths only.
    pub differs: &'static str,
    /// Before a number: this many of them.
    pub times: &'static str,
    /// The hatched end of a state that the connection may be in.
    pub hatch: &'static str,
    /// Behind what is not certain.
    pub uncertain: &'static str,
}

impl Glyphs {
    /// Box-drawing characters and triangles.
    pub const UNICODE: Self = Self {
        horizontal: "─",
        vertical: "│",
        down_right: "┌",
        down_left: "┐",
        up_right: "└",
        up_left: "┘",
        vertical_right: "├",
        vertical_left: "┤",
        horizontal_down: "┬",
        horizontal_up: "┴",
        cross: "┼",
        arrow_up: "▲",
        arrow_down: "▼",
        arrow_left: "◀",
        arrow_right: "▶",
        hollow_up: "△",
        hollow_down: "▽",
        hollow_left: "◁",
        hollow_right: "▷",
        whole_up: "↑",
        whole_down: "↓",
        taken_up: "▲",
        taken_down: "▼",
        bolt: "↯",
        dashed_horizontal: "╌",
        dashed_vertical: "╎",
        pill_left: "▐",
        pill_right: "▌",
        token: "●",
        lost: "✗",
        again: "↻",
        timer: "◷",
        playing: "▶",
        paused: "‖",
        past: "◀",
        ended: "■",
        check: "✓",
        dot: "·",
        bar_full: "█",
        bar_empty: "░",
        ellipsis: "…",
        heavy_horizontal: "━",
        heavy_vertical: "┃",
        heavy_down_right: "┏",
        heavy_down_left: "┓",
        heavy_up_right: "┗",
        heavy_up_left: "┛",
        heavy_vertical_right: "┣",
        heavy_vertical_left: "┫",
        heavy_horizontal_down: "┳",
        heavy_horizontal_up: "┻",
        heavy_cross: "╋",
        forged: "✎",
        copy: "=",
        replay: "«",
        differs: "≠",
        times: "×",
        hatch: "▒",
        uncertain: "?",
    };

    /// Plain ASCII (`--ascii`).
    pub const ASCII: Self = Self {
        horizontal: "-",
        vertical: "|",
        down_right: "+",
        down_left: "+",
        up_right: "+",
        up_left: "+",
        vertical_right: "+",
        vertical_left: "+",
        horizontal_down: "+",
        horizontal_up: "+",
        cross: "+",
        arrow_up: "^",
        arrow_down: "v",
        arrow_left: "<",
        arrow_right: ">",
        hollow_up: "^",
        hollow_down: "v",
        hollow_left: "<",
        hollow_right: ">",
        whole_up: "^",
        whole_down: "v",
        taken_up: "A",
        taken_down: "V",
        bolt: "z",
        dashed_horizontal: ".",
        dashed_vertical: ":",
        pill_left: "[",
        pill_right: "]",
        token: "o",
        lost: "X",
        again: "r",
        timer: "!",
        playing: ">",
        paused: "=",
        past: "<",
        ended: "#",
        check: "*",
        dot: "-",
        bar_full: "#",
        bar_empty: ".",
        ellipsis: "~",
        heavy_horizontal: "=",
        heavy_vertical: "#",
        heavy_down_right: "#",
        heavy_down_left: "#",
        heavy_up_right: "#",
        heavy_up_left: "#",
        heavy_vertical_right: "#",
        heavy_vertical_left: "#",
        heavy_horizontal_down: "#",
        heavy_horizontal_up: "#",
        heavy_cross: "#",
        forged: "f",
        copy: "=",
        replay: "\"",
        differs: "!",
        times: "x",
        hatch: "%",
        uncertain: "?",
    };
}
