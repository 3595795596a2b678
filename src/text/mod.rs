//! Text for people: inline marks, wrapping by measured width, and nothing that a terminal would obey.
