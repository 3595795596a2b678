//! What can be wrong with the program's own files.

use super::texts::texts;

texts! {
    /// What can be wrong with the program's own files; some texts are the reason in another one.
    FileWords

    nothing_saved "Nothing was saved: {why}."
    all_taken "there are {n} files of this name already"
    not_utf8 "it is not text in UTF-8"
    too_large "it has {size} bytes, and at most {most} are read"
    is_folder "it is a directory"
    is_pipe "it is a pipe, and only files are read"
    is_device "it is a device or a socket, and only files are read"
    nobody_reads "it is a pipe that nobody reads"
    locked "another copy of the program keeps it locked"
    not_yours "its folder is not yours alone"
    // Why progress is not kept, or that something is not as it should be
    private "Nothing of this is kept: you asked for that with `--private`."
    homeless "Your progress is not kept: this user has no home directory. `TCPTUTOR_DATA_DIR` can name a folder."
    newer "Your progress is not kept: `{file}` stays as it is, because a newer version of the program wrote it: its format is {format}, and this version knows {known}."
    broken "`{file}` is broken, because it is not progress of this program ({why}). The next lesson keeps it aside and begins a new one."
    set_aside "`{file}` was broken, because it is not progress of this program ({why}). It is kept as `{aside}`, and a new one begins."
    disk "Your progress is not kept: `{file}` cannot be used: {why}."
}
