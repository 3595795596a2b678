//! How grades can be printed.

use clap::ValueEnum;

use crate::language::ENGLISH;

/// How the grades are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum GradeFormat {
    /// Rows and columns of text.
    #[default]
    #[value(help = ENGLISH.arguments.grades_table)]
    Table,
    /// CSV.
    #[value(help = ENGLISH.arguments.grades_csv)]
    Csv,
    /// JSON.
    #[value(help = ENGLISH.arguments.grades_json)]
    Json,
    /// A page of the class.
    #[value(help = ENGLISH.arguments.grades_html)]
    Html,
}
