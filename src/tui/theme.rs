//! What a style means, and how it looks. Nothing else in the program names a colour.

use super::palette::{self, Ink, Palette, Rgb, nearest_of_256};
use crate::tcp::State;
use ratatui::style::{Color, Modifier, Style};

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident),+ $(,)?) => {
        /// What a piece of the screen means. A theme gives each role its look; snapshots print the roles.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Role {
            $($(#[$doc])* $role),+
        }

        impl Role {
            /// All roles.
            pub const ALL: &'static [Self] = &[$(Self::$role),+];
        }
    };
}

roles! {
    /// Ordinary text.
    Text,
    /// Text that is there but does not matter now.
    Dim,
    /// `**strong**` in a lesson, and headings.
    Strong,
    /// `*emphasis*` in a lesson.
    Emphasis,
    /// `` `code` `` in a lesson, and commands.
    Code,
    /// The title line.
    Title,
    /// The title line's numbers: step, profile, speed, time.
    TitleDetail,
    /// Lines between panels.
    Border,
    /// The heading of the endpoint that has the focus.
    HeadingFocused,
    /// The heading of the other endpoint.
    Heading,
    /// The name of a key.
    Key,
    /// What a key does.
    KeyLabel,
    /// A key that would do nothing now.
    KeyDisabled,
    /// A state of the diagram where nothing is happening.
    Node,
    /// A state that this connection has been in.
    NodeVisited,
    /// The state that the connection is in.
    NodeCurrent,
    /// LISTEN while a listener stays there beside its connections.
    NodeListener,
    /// An edge that cannot be taken now.
    Edge,
    /// An edge that could be taken now.
    EdgePossible,
    /// The edge taken last.
    EdgeLit,
    /// A label at an edge that is not lit.
    EdgeLabel,
    /// The token that travels along an edge.
    Token,
    /// A life line of the ladder.
    LifeLine,
    /// An arrow with SYN.
    SegmentSyn,
    /// An arrow with FIN.
    SegmentFin,
    /// An arrow with RST.
    SegmentRst,
    /// An arrow with data.
    SegmentData,
    /// An arrow that only acknowledges.
    SegmentAck,
    /// A lost segment's cross and reason.
    Lost,
    /// The mark of a retransmission or a duplicate.
    Again,
    /// A user call on the ladder.
    Call,
    /// A timer that fired.
    Timer,
    /// A state's name where it is entered on the ladder.
    StateEntered,
    /// The selected segment, choice or line.
    Selected,
    /// A question.
    Question,
    /// A choice of a question.
    Choice,
    /// The learner's pick.
    Picked,
    /// What was right.
    Right,
    /// What was wrong.
    Wrong,
    /// A hint.
    Hint,
    /// Something that went wrong with the program or its input.
    Error,
    /// The ends of the pill around the state that the connection is in.
    NodeCurrentEnd,
    /// A state of the diagram that the connection may be in, and nobody knows whether it is.
    NodeUncertain,
    /// Words and numbers about such states.
    StateUncertain,
    /// A state in which the connection is being opened.
    StateOpening,
    /// ESTABLISHED.
    StateOpen,
    /// A state in which the connection is being closed.
    StateClosing,
    /// A state that waits for its own program.
    StateWaiting,
    /// `TIME_WAIT`.
    StateResting,
}

impl Role {
    /// What a state's name and the way into it mean: the phase of the connection that it belongs to.
    #[must_use]
    pub const fn of_state(state: State) -> Self {
        match state {
            State::Closed => Self::StateEntered,
            State::Listen | State::SynSent | State::SynReceived => Self::StateOpening,
            State::Established => Self::StateOpen,
            State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck => Self::StateClosing,
            State::CloseWait => Self::StateWaiting,
            State::TimeWait => Self::StateResting,
        }
    }

    /// Whether it is drawn rather than read.
    #[must_use]
    pub const fn is_line(self) -> bool {
        matches!(
            self,
            Self::Border | Self::LifeLine | Self::Edge | Self::EdgePossible | Self::EdgeLit | Self::NodeCurrentEnd
        )
    }
}

/// A theme's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Dark or light, by the terminal's background.
    #[default]
    Auto,
    /// Light text on a dark background.
    Dark,
    /// Dark text on a light background.
    Light,
    /// As readable as it gets.
    HighContrast,
    /// No meaning between red and green.
    ColourBlind,
    /// No colour at all.
    Monochrome,
}

impl ThemeName {
    /// All of them, each with its name.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("auto", Self::Auto),
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("high-contrast", Self::HighContrast),
        ("colour-blind", Self::ColourBlind),
        ("monochrome", Self::Monochrome),
    ];

    /// Whether it looks different on a light background.
    #[must_use]
    pub const fn follows_background(self) -> bool {
        matches!(self, Self::Auto | Self::HighContrast | Self::ColourBlind)
    }
}

/// What the terminal's background is like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// Dark, as most are.
    #[default]
    Dark,
    /// Light.
    Light,
}

impl Background {
    /// Dark or light, by what black text on it would be like beside white text.
    #[must_use]
    pub fn of(colour: Rgb) -> Self {
        let Rgb(red, green, blue) = colour;
        // Brightness as the eye weighs the parts, in thousandths.
        let brightness = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
        if brightness >= 128_000 { Self::Light } else { Self::Dark }
    }
}

/// How many colours there are to draw with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None.
    None,
    /// The terminal's own sixteen.
    Sixteen,
    /// 256.
    Indexed,
    /// All of them.
    #[default]
    True,
}

impl Depth {
    /// All of them, each with its name.
    pub const NAMES: [(&'static str, Self); 4] =
        [("none", Self::None), ("16", Self::Sixteen), ("256", Self::Indexed), ("truecolor", Self::True)];
}

impl Background {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

/// All that decides how a theme looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Appearance {
    /// Which theme.
    pub name: ThemeName,
    /// On which background.
    pub background: Background,
    /// In how many colours.
    pub depth: Depth,
}

/// The look of every role.
#[derive(Clone, Debug)]
pub struct Theme {
    styles: [Style; Role::ALL.len()],
}

impl Theme {
    /// A theme from one function.
    pub fn from_fn(look: impl Fn(Role) -> Style) -> Self {
        let mut styles = [Style::new(); Role::ALL.len()];
        for role in Role::ALL {
            styles[*role as usize] = look(*role);
        }
        Self { styles }
    }

    /// The theme that has this name, for this terminal.
    #[must_use]
    pub fn new(appearance: Appearance) -> Self {
        let depth = appearance.depth;
        if depth == Depth::None {
            return Self::monochrome();
        }
        let Some(palette) = palette_of(appearance) else { return Self::monochrome() };
        Self::from_fn(|role| {
            let (ink, modifier) = look(role);
            let style = Style::new().add_modifier(modifier);
            // Plain text is in the terminal's own colour, which fits any background, also one that nobody knew of.
            if ink == Ink::Plain && appearance.name != ThemeName::HighContrast {
                style
            } else {
                style.fg(colour(palette, ink, depth))
            }
        })
    }

    /// No colour at all (`NO_COLOR`): bold, reverse and dim carry what they can, and glyphs the rest.
    #[must_use]
    pub fn monochrome() -> Self {
        Self::from_fn(|role| {
            let (_, modifier) = look(role);
            let more = match role {
                Role::Key | Role::EdgePossible => Modifier::BOLD,
                Role::NodeVisited => Modifier::UNDERLINED,
                Role::KeyDisabled | Role::Edge | Role::Node | Role::EdgeLabel => Modifier::DIM,
                _ => Modifier::empty(),
            };
            Style::new().add_modifier(modifier | more)
        })
    }

    /// How this role looks.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

const fn palette_of(appearance: Appearance) -> Option<&'static Palette> {
    Some(match (appearance.name, appearance.background) {
        (ThemeName::Dark, _) | (ThemeName::Auto, Background::Dark) => &palette::DARK,
        (ThemeName::Light, _) | (ThemeName::Auto, Background::Light) => &palette::LIGHT,
        (ThemeName::HighContrast, Background::Dark) => &palette::HIGH_CONTRAST_ON_DARK,
        (ThemeName::HighContrast, Background::Light) => &palette::HIGH_CONTRAST_ON_LIGHT,
        (ThemeName::ColourBlind, Background::Dark) => &palette::COLOUR_BLIND_ON_DARK,
        (ThemeName::ColourBlind, Background::Light) => &palette::COLOUR_BLIND_ON_LIGHT,
        (ThemeName::Monochrome, _) => return None,
    })
}

fn colour(palette: &Palette, ink: Ink, depth: Depth) -> Color {
    let shade = palette.shade(ink);
    let Rgb(red, green, blue) = shade.rgb;
    match depth {
        Depth::True => Color::Rgb(red, green, blue),
        Depth::Indexed => Color::Indexed(nearest_of_256(shade.rgb)),
        Depth::Sixteen => ANSI[usize::from(shade.ansi)],
        Depth::None => Color::Reset,
    }
}

/// The terminal's own sixteen, in their order.
const ANSI: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// What each role is drawn with, in every theme.
const fn look(role: Role) -> (Ink, Modifier) {
    const NONE: Modifier = Modifier::empty();
    const BOLD: Modifier = Modifier::BOLD;
    match role {
        Role::Text | Role::KeyLabel | Role::Choice | Role::NodeVisited => (Ink::Plain, NONE),
        Role::Selected => (Ink::Plain, Modifier::REVERSED),
        Role::Dim | Role::KeyDisabled | Role::Node | Role::EdgeLabel => (Ink::Dim, NONE),
        Role::Border | Role::LifeLine | Role::Edge => (Ink::Line, NONE),
        Role::Strong | Role::Title | Role::Heading | Role::StateEntered | Role::EdgeLit => (Ink::Plain, BOLD),
        Role::Emphasis => (Ink::Plain, Modifier::ITALIC),
        Role::Code => (Ink::Code, NONE),
        Role::Hint => (Ink::Code, Modifier::ITALIC),
        Role::SegmentData => (Ink::Data, NONE),
        Role::TitleDetail | Role::SegmentAck => (Ink::Ack, NONE),
        Role::HeadingFocused | Role::Token | Role::Picked => (Ink::Focus, BOLD),
        Role::Key | Role::Call | Role::Question | Role::EdgePossible => (Ink::Focus, NONE),
        Role::NodeCurrent => (Ink::Plain, BOLD.union(Modifier::REVERSED)),
        Role::NodeListener => (Ink::Syn, NONE),
        Role::NodeCurrentEnd => (Ink::Plain, NONE),
        Role::NodeUncertain => (Ink::Present, Modifier::UNDERLINED.union(Modifier::ITALIC)),
        Role::StateUncertain => (Ink::Present, Modifier::ITALIC),
        Role::Right | Role::StateOpen => (Ink::Present, BOLD),
        Role::StateOpening => (Ink::Syn, BOLD),
        Role::StateClosing => (Ink::Fin, BOLD),
        Role::StateWaiting => (Ink::Timer, BOLD),
        Role::StateResting => (Ink::Rest, BOLD),
        Role::SegmentSyn => (Ink::Syn, NONE),
        Role::SegmentFin => (Ink::Fin, NONE),
        Role::SegmentRst | Role::Lost | Role::Error => (Ink::Alarm, BOLD),
        Role::Wrong => (Ink::Alarm, NONE),
        Role::Again | Role::Timer => (Ink::Timer, NONE),
    }
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
