//! What the home screen says.

use super::texts::texts;

texts! {
    /// The list of lessons, and what stands beside it.
    HomeWords

    tagline "learn TCP's state machine by driving it"
    too_small "{columns}x{rows} is too small for the list of lessons. q quits."
    count "{n} of {of}"
    more "{arrow} {n} more"
    more_above "{arrow} {n} more"
    minutes "{n} min"
    // Parts of the list
    continue_with "Continue"
    essentials "Start here: four essentials"
    free "Ask and play"
    chapter "Chapter {n}: {title}"
    what_if "What if ...?"
    what_if_about "Twenty questions the way students ask them: what if a segment is lost, both close at once, the power fails? Each is a short scene and a prediction, and leaves you in the sandbox at that very moment."
    same_id_as_built_in "By its id, `{id}`, the command line opens the built-in lesson: this one is `{file}`."
    same_id_as_own "By its id, `{id}`, the command line opens `{first}`: this one is `{file}`."
    // The reader's own diagram
    walked "Your diagram: {walked} of Figure 5's {arrows} arrows walked, {met} of {pairs} pairs of states seen"
    objectives "Afterwards you can"
    better_after "Better after: {lessons}"
    // What was done in a lesson
    left "You left it on page {page} of {of}: `{open}` goes on there, `{restart}` starts over."
    finished "Finished."
    finished_without_hint "Finished: {right} of {asked} predicted right, without a hint."
    finished_with_one_hint "Finished: {right} of {asked} predicted right, with one hint."
    finished_with_hints "Finished: {right} of {asked} predicted right, with {n} {n:hint|hints}."
    moves "Fewest moves: {moves}, and {par} would do."
    // The sandbox
    sandbox "Sandbox"
    sandbox_about "A client, a listening server, and every key: ask TCP \"what if\"."
    // This machine
    machine "Your machine"
    machine_about "The sockets of the machine you are using, on the same diagram: programs worst first, and who has to act."
    // Captures
    captures "Captures"
    captures_about "What really happened: a file of tcpdump or Wireshark, connection by connection, on the same diagram, and who has to act."
    // The questions that come back
    review "Review: {n} {n:question|questions} due"
    review_one "Questions that you missed, asked once more where they belong in their lessons. One is due now. A question that you answer correctly in two runs of the program in a row is done."
    review_many "Questions that you missed, asked once more where they belong in their lessons. {n} {n:is|are} due now, of {all} that come back: never more than {most} in one run. Leave when you like, the others wait. A question that you answer correctly in two runs of the program in a row is done."
    // After such questions were asked
    nothing_due "No questions come back: you have missed none, or have made up for them."
    nothing_due_now "No question is due now. {n} {n:question comes|questions come} back in another run."
    all_done "That was all, and no more questions will come back."
    done_for_now "That was all for now. {n} {n:question comes|questions come} back in another run."
    more_due "{due} more {due:is|are} due now; {n} {n:question comes|questions come} back in all."
    round "{right} of {asked} answered correctly. {rest}"
}
