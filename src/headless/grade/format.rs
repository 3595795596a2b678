//! How grades can be printed.

use clap::ValueEnum;

/// How the grades are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum GradeFormat {
    /// A table to read
    #[default]
    Table,
    /// Comma-separated values, for a spreadsheet
    Csv,
    /// JSON
    Json,
}
