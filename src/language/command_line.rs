//! What the command line says itself, and what `tcptutor doctor` finds.

use super::texts::texts;

texts! {
    /// What the command line says itself.
    CommandLineWords

    no_terminal "this needs a terminal, and its {stream} is not one. `tcptutor lesson ID --plain`, `tcptutor sandbox --plain` and `tcptutor run` need none."
    dumb "TERM is `dumb`, a terminal that can only print lines. `tcptutor sandbox --plain` and `tcptutor lesson ID --plain` need no other."
    unusable "the terminal cannot be used: {why}"
    no_question "There is no question with these words: {words}. `tcptutor what-if` lists all of them."
    no_folder "`{folder}` is not a folder: `--lessons` takes one"
    no_presenter "process {process} is not presenting; without `--pid` the one who presents is followed"
    cannot_follow "no presenter can be followed: {why}"
    cannot_be_followed "`tcptutor notes` cannot follow: {why}."
    needs_unix "`tcptutor notes` needs a Unix system: its two terminals talk through a Unix socket."
    steps_form "steps are written as 5-8, or as 5 for one of them"
    not_in_format "`{option}` is for these formats: {formats}; `--format {format}` has nothing for it"
    session_has_none "`{option}` is for lessons, and this is a recorded session"
    too_few_steps "there is no step {first}: it has {n} {n:step|steps}"
    pause_bounds "it has to be between 1s and 1h"
    goes_on "`{command}` continues where this was left."
    no_such_step "`{what}` has steps 1 to {steps}, and `--step {step}` is not one of them"
    defaults_hold "the defaults stand in for what is wrong; `tcptutor doctor` shows it."
    // The configuration file
    too_large "this is not a configuration: {why}"
    unreadable "this file cannot be read: {why}"
    not_utf8 "this file is not UTF-8 text"
    by_default "the default"
    by_configuration "the configuration"
    mouse_costs_esc "GNU screen keeps Esc back while a program has the mouse; `--mouse` takes it all the same"
}

texts! {
    /// What `tcptutor doctor` finds: the things that it looks at, what it finds there, and what that rests on.
    DoctorWords

    version "version"
    system "system"
    system_is "{system} on {machine}"
    locale "locale"
    not_set "not set"
    terminal "terminal"
    size "size"
    unknown "unknown"
    input "input is a terminal"
    output "output is a terminal"
    yes "yes"
    no "no"
    background "background"
    taken_for_dark "taken to be dark"
    not_asked "nothing shows it, and this terminal is not asked"
    not_known "not known"
    would_be_asked "a terminal would be asked when the first picture is drawn"
    answered "the terminal answered that it is {colour}"
    no_answer "the terminal was asked and did not answer in {time}"
    cannot_be_asked "the terminal cannot be asked: {why}"
    theme "theme"
    colours "colours"
    glyphs "glyphs"
    motion "motion"
    moves "segments travel"
    stands_still "nothing moves by itself"
    mouse "mouse"
    mouse_used "clicks and the wheel"
    mouse_left "left to the terminal"
    configuration "configuration"
    none "none"
    homeless "this user has no home directory"
    not_there "not there: the defaults apply"
    findings "findings in it"
    lessons "lessons"
    no_folder "not a folder"
    built_in "the built-in ones"
    progress "progress"
    not_kept "not kept"
    notes "notes"
    reports "crash reports"
}
