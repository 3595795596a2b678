//! How much an edge matters now, and what that looks like.

use ratatui::layout::Position;
use ratatui::style::{Modifier, Style};

use super::DiagramView;
use super::geometry::Geometry;
use crate::tcp::EdgeId;
use crate::tui::theme::{Role, Theme};

/// How much a route matters now: what matters more is painted later.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Plain,
    Walked,
    Possible,
    Lit,
}

impl Rank {
    /// All of them, in the order of painting.
    pub(super) const ALL: [Self; 4] = [Self::Plain, Self::Walked, Self::Possible, Self::Lit];

    /// What the line of an edge is drawn with: the line style says it without colour, too.
    pub(super) fn style(self, edge: EdgeId, theme: &Theme) -> Style {
        match self {
            Self::Plain => theme.style(Role::Edge),
            Self::Walked => walked_style(edge, theme),
            Self::Possible => theme.style(Role::EdgePossible),
            Self::Lit => theme.style(lit_role(edge)),
        }
    }
}

/// The rank of every route. An array, so that painting allocates nothing.
pub(super) fn ranks(geometry: &Geometry, view: &DiagramView) -> [Rank; 32] {
    let mut ranks = [Rank::Plain; 32];
    let mut raise = |edge: EdgeId, rank: Rank| {
        if let Some(i) = geometry.route_of[edge.index()] {
            let here = &mut ranks[usize::from(i)];
            *here = rank.max(*here);
        }
    };
    EdgeId::all().filter(|edge| view.walked.contains(*edge)).for_each(|edge| raise(edge, Rank::Walked));
    view.possible.iter().for_each(|(edge, _)| raise(*edge, Rank::Possible));
    view.lit.into_iter().for_each(|edge| raise(edge, Rank::Lit));
    ranks
}

/// The ways of the lines of one rank through a cell: only they are joined there.
pub(super) fn ways_of_rank(geometry: &Geometry, ranks: &[Rank; 32], rank: Rank, at: Position) -> u8 {
    let routes = geometry.routes.iter().zip(ranks).filter(|(_, here)| **here == rank);
    let cells = routes.flat_map(|(route, _)| &route.cells).filter(|cell| cell.at == at);
    cells.fold(0, |ways, cell| ways | cell.ways)
}

/// Whether a RST ends the connection, one that comes or one that is sent.
pub(super) fn is_reset(edge: EdgeId) -> bool {
    let edge = edge.edge();
    [edge.event, edge.action].iter().any(|words| words.contains("RST"))
}

/// An edge taken some time, in the colour of the phase that it leads to, without the weight of the one taken last.
pub(super) fn walked_style(edge: EdgeId, theme: &Theme) -> Style {
    theme.style(lit_role(edge)).remove_modifier(Modifier::BOLD)
}

/// How the edge taken last looks: it has the colour of the phase that it leads to, and a reset that of an alarm.
pub(super) fn lit_role(edge: EdgeId) -> Role {
    match Role::of_state(edge.edge().to) {
        _ if is_reset(edge) => Role::SegmentRst,
        Role::StateEntered => Role::EdgeLit,
        role => role,
    }
}
