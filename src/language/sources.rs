//! What is said of files, lessons and sessions that a command is to read or to write.

use super::texts::texts;

texts! {
    /// What is said of files, lessons and sessions that a command is to read or to write.
    SourceWords

    // Reading
    not_text "`{name}` is neither a lesson nor a session: it is not text in UTF-8"
    unplayable "this session cannot be played\n\n{findings}"
    broken "this lesson does not compile\n\n{findings}"
    broken_built_in "{file} does not compile: {finding}"
    directory "`{name}` is a directory; `tcptutor check` reads whole directories"
    unreadable_folder "the folder `{name}` cannot be read: {why}"
    crowded "it holds more than {most} files, which no folder with lessons does"
    unreadable "`{name}` cannot be read: {why}"
    unwritable "`{name}` cannot be written: {why}"
    // What is meant
    unknown "`{what}` is neither a lesson nor a file nor a session's text."
    meant "Did you mean `{meant}`?"
    built_in "The built-in lessons are: {ids}."
    own "Your own are: {ids}."
    is_session "`{what}` is a session, not a lesson: the sandbox opens it"
    is_lesson "`{what}` is a lesson, not a session: `tcptutor run` plays it"
    no_session "`{what}` is neither a file nor a session's text"
    unwatchable "`{what}` is built in: there is no file to watch"
    hidden_by_built_in "`{name}` is hidden by the built-in lesson of the same id: `tcptutor lesson {id}` opens that one"
    hidden_by_file "`{name}` is hidden by `{file}`, which has the same id: `tcptutor lesson {id}` opens that one"
    broken_first "this lesson does not compile: {finding}"
    no_lesson "`{name}` is not a lesson; `tcptutor check` says why"
    not_an_id "`{what}` is not the id of a lesson, and no other file is opened because a session names it; `--lesson ID or FILE` says which lesson it was"
    no_such_id "no lesson has the id `{what}`, neither built in nor in a folder of `--lessons`; `--lesson ID or FILE` says which lesson it was"
    // A new lesson
    no_id "`{id}` is not an id: that is small letters, digits and `-`, such as `my-first-lesson`"
    id_taken "`{id}` is the id of a built-in lesson, which would hide yours"
    file_exists "`{file}` is there already"
    created "{file} is written. What now:\n\n  tcptutor lesson {file} --watch   play it, and see each change as soon as it is saved\n  tcptutor check {file}            what is wrong or missing"
}
