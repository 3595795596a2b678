//! What can be wrong with the program's own files, as the end of a sentence.

use super::texts::texts;

texts! {
    /// What can be wrong with the program's own files, as the end of a sentence.
    FileWords

    nothing_saved "Nothing was saved: {why}."
    all_taken "there are {n} files of this name already"
    not_utf8 "it is not text in UTF-8"
    too_large "it has more than {n} bytes, too many for a progress file"
    locked "another copy of the program keeps it locked"
    not_yours "its folder is not yours alone"
}
