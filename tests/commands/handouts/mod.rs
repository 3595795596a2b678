//! Handouts: every lesson and every recorded session in every format, well formed, and harmless whatever a lesson holds.

mod browser;
mod cut;
mod formats;
mod hostile;
mod large;
mod output;
mod runs;
