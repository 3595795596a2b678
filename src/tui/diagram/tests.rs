//! How the diagram looks in some situations.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::{Diagram, DiagramView, Size};
use crate::tui::glyphs::Glyphs;
use crate::tui::snapshot;

fn drawn(size: Size, view: &DiagramView) -> String {
    let (width, height) = size.dimensions();
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    Diagram::new(view, &Glyphs::UNICODE, &snapshot::theme()).render(buf.area, &mut buf);
    snapshot::shown(&buf)
}

#[test]
fn tmp() {
    for size in Size::ALL {
        println!("{}", drawn(size, &DiagramView::default()));
    }
}
