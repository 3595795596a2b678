//! The file that progress is kept in: read, merged and written under a lock, so that copies of the program that run at once do
//! not destroy each other's.

mod aside;
mod file;
mod lock;
mod trouble;

pub use file::{LARGEST, ProgressFile};
pub use trouble::Trouble;
