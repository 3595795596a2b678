//! What is said of a learner's progress: as a table, out of the file, into it, and away.

use super::texts::texts;

texts! {
    /// What is said of a learner's progress: as a table, out of the file, into it, and away.
    ProgressWords

    // The table
    chapter "{title}: {finished} of {of} finished"
    other_lessons "Other lessons"
    finished "finished, {right} of {asked} predicted right, hints: {hints}"
    unfinished "not finished"
    unfinished_minutes "not finished; about {minutes} minutes"
    fewest_moves "fewest moves: {moves} (par {par})"
    left_on "left on page {page} of {of}"
    minutes "A lesson's minutes are one for each of its pages."
    one_comes_back "One question comes back: `tcptutor review` asks it."
    come_back "{n} questions come back: `tcptutor review` asks them."
    kept_in "Kept in {path}"
    // Out of the file and into it
    file_exists "`{file}` is there already, and stays as it is"
    exported "Written: `{file}`. `tcptutor progress import {file}` imports it elsewhere."
    standard_input "standard input"
    not_text "`{file}` is not a progress file: it is not UTF-8 text"
    newer "`{file}` is not imported, because a newer version of the program wrote it: its format is {format}, and this version knows {known}"
    broken "`{file}` is not imported, because it is not progress of this program ({why})"
    nothing_new "Nothing in it is new."
    better "Imported: what was better or more recent in it."
    taken_in "Imported: {news}."
    new_lessons "{n} begun {n:lesson|lessons}"
    new_finished "{n} finished {n:lesson|lessons}"
    new_answers "{n} {n:answer|answers}"
    // Away
    unknown "nothing is known of a lesson `{lesson}`."
    unknown_but "nothing is known of a lesson `{lesson}`. Did you mean `{meant}`?"
    nothing_to_forget "There is nothing to forget."
    nothing_forgotten "Nothing was forgotten."
    forgotten "Forgotten. What was there is kept as `{file}`: `tcptutor progress import {file}` brings it back."
    ask_all "This forgets everything that you have done. Type `yes` if you mean it: "
    ask_lesson "This forgets what you have done in `{lesson}`. Type `yes` if you mean it: "
    nobody_all "this forgets everything that you have done, and there is nobody to ask: `--yes` confirms it"
    nobody_lesson "this forgets what you have done in `{lesson}`, and there is nobody to ask: `--yes` confirms it"
}
