//! Data transfer is real: what is sent when, how large, how often, and what the other end makes of it.

mod acknowledging;
mod closing;
mod idle;
mod retransmission;
mod segmentation;
mod windows;
