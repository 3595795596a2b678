//! What is said of the terminal: why it is taken for what it is, and what is said when the program fails on it.

use super::texts::texts;

texts! {
    /// What is said of the terminal: why it is taken for what it is, and what is said when the program fails on it.
    TerminalWords

    variable_is "{variable} is {value}"
    variable_is_set "{variable} is set"
    term_unset "TERM is not set"
    windows_terminal "this is Windows Terminal"
    windows "this is Windows"
    few_glyphs "TERM is {value}, which has few drawing characters"
    no_locale "no locale is set, and terminals are in UTF-8 nowadays"
    not_utf8 "{variable} is {value}, which is not UTF-8"
    lines_are_wide "VTE_CJK_WIDTH is wide: lines would take two cells"
    lines_are_narrow "{variable} is {value}, and {name} tells of one cell a line"
    lines_may_be_wide "{variable} is {value}: lines may take two cells in this terminal"
    // A mistake in the program
    crashed "\ntcptutor: this is a bug in the program. What led to it is in {file}\ntcptutor: please send that file along if you report it. It holds the last keys, and nothing else of yours."
    crashed_without_report "\ntcptutor: this is a bug in the program. No report: {why}."
}
