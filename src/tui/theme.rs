//! What a style means, and how it looks. Nothing else in the program names a colour.

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
    /// An edge that was taken some time.
    EdgeWalked,
    /// An edge that could be taken now.
    EdgePossible,
    /// The edge taken last.
    EdgeLit,
    /// A label at an edge that is not lit.
    EdgeLabel,
    /// The label of the edge taken last.
    EdgeLitLabel,
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

    /// Light text on a dark background, in the terminal's own sixteen colours.
    #[must_use]
    pub fn dark() -> Self {
        Self::from_fn(|role| match role {
            Role::Text | Role::KeyLabel | Role::Choice | Role::NodeVisited => Style::new(),
            Role::Dim
            | Role::KeyDisabled
            | Role::Border
            | Role::LifeLine
            | Role::Edge
            | Role::Node
            | Role::EdgeLabel => Style::new().fg(Color::DarkGray),
            Role::Strong | Role::Title | Role::Heading | Role::EdgePossible => {
                Style::new().fg(Color::White).add_modifier(Modifier::BOLD)
            }
            Role::Emphasis => Style::new().fg(Color::White).add_modifier(Modifier::ITALIC),
            Role::Code | Role::SegmentData => Style::new().fg(Color::LightCyan),
            Role::TitleDetail | Role::EdgeWalked | Role::SegmentAck => Style::new().fg(Color::Gray),
            Role::HeadingFocused => Style::new().fg(Color::LightYellow).add_modifier(Modifier::BOLD),
            Role::Key | Role::Call | Role::Question => Style::new().fg(Color::LightYellow),
            Role::NodeCurrent => Style::new().fg(Color::LightGreen).add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Role::NodeListener | Role::NodeCurrentEnd => Style::new().fg(Color::LightGreen),
            Role::EdgeLit | Role::EdgeLitLabel | Role::StateEntered => {
                Style::new().fg(Color::LightGreen).add_modifier(Modifier::BOLD)
            }
            Role::Token => Style::new().fg(Color::LightYellow).add_modifier(Modifier::BOLD),
            Role::SegmentSyn => Style::new().fg(Color::LightBlue),
            Role::SegmentFin => Style::new().fg(Color::LightMagenta),
            Role::SegmentRst | Role::Lost | Role::Error => {
                Style::new().fg(Color::LightRed).add_modifier(Modifier::BOLD)
            }
            Role::Again => Style::new().fg(Color::Yellow),
            Role::Timer => Style::new().fg(Color::Yellow),
            Role::Selected => Style::new().add_modifier(Modifier::REVERSED),
            Role::Picked => Style::new().fg(Color::LightYellow).add_modifier(Modifier::BOLD),
            Role::Right => Style::new().fg(Color::LightGreen).add_modifier(Modifier::BOLD),
            Role::Wrong => Style::new().fg(Color::LightRed),
            Role::Hint => Style::new().fg(Color::LightCyan).add_modifier(Modifier::ITALIC),
        })
    }

    /// No colour at all (`NO_COLOR`): bold, reverse and dim carry what they can, and glyphs the rest.
    #[must_use]
    pub fn monochrome() -> Self {
        let dark = Self::dark();
        Self::from_fn(|role| {
            let style = dark.style(role);
            let modifier = match role {
                Role::EdgeLit | Role::EdgeLitLabel | Role::Token | Role::Key => style.add_modifier | Modifier::BOLD,
                Role::Dim | Role::KeyDisabled | Role::Edge | Role::Node | Role::EdgeLabel => Modifier::DIM,
                _ => style.add_modifier,
            };
            Style::new().add_modifier(modifier)
        })
    }

    /// How this role looks.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}
