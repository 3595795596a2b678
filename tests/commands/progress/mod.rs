//! Progress: on the disk, merged, and players brought to where their learners were.

mod bring;
mod disk;
mod merge;
