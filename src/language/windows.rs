//! What the windows over the stage say.

use super::texts::texts;

texts! {
    /// The windows' titles, rows and sentences.
    Windows

    // The palette
    palette "do"
    palette_carries_out "Enter carries out `{command}`, in the words of lessons and sessions."
    palette_unknown "There is no action of this name. Read as words of a lesson: {wrong}."
    palette_option "The program sets `{option}`, or clears it: setsockopt()."
    // Branches
    branch_row "after step {shared}, {n} {n:step|steps}: A {a}, B {b}"
    branch_about "Enter goes to its end, and what is now the present becomes a branch itself. `=` compares the two, `r` gives it a name."
    branches "branches beside {path}"
    no_branches "There is one path only. Go back and do something else there: that begins a branch, and the old future is kept."
    present_path "the present path"
    branch "branch {n}"
    // Timers
    timers "timers of {who}"
    no_timers "No timer is running here: nothing will happen by itself."
    timer_tries "{does}. Sent again {n} {n:time|times} so far. The timeout is {rto} now, and doubles with every try."
    no_timers_seen "Nothing that was seen points to a timer here."
    timer_left "{timer}: {time} left"
    timer_seen "By the rules, what was seen sets this timer: it cannot be fired from here."
    // The tray
    tray "segments of the past"
    tray_empty "The tray is empty: a segment comes into it when it has arrived or was lost."
    tray_left "left {time} ago"
    tray_about "The network sends this very segment once more, as if it had been delayed until now. To its receiver it may be an old duplicate."
    // Sockets
    sockets "sockets of {who}"
    no_sockets "This host has no socket: nobody listens, and nobody is connected."
    socket_listener "The listening socket: it stays, whatever happens to the connections it creates. Both diagrams and the keys switch to it."
    socket_program "The program has it open: it takes a descriptor until the program closes it. Both diagrams and the keys switch to it."
    socket_unconnected "The program has created it and not yet connected it. Both diagrams and the keys switch to it."
    socket_syn_queue "The kernel has it: its handshake is not complete. Both diagrams and the keys switch to it."
    socket_accept_queue "The kernel has it: it is established, and waits for the program's accept(). Both diagrams and the keys switch to it."
    socket_orphan "The kernel has it: its program has closed it, and no descriptor refers to it any more. Both diagrams and the keys switch to it."
    socket_seen "One end of the connection that is shown: other sockets of this host were not seen."
    no_sockets_seen "Nothing that was seen points to a socket of this host."
    // What is only shown, and not certain
    why_unseen "Nothing that was seen shows which rules led to this."
    only_shown "What is shown here has happened: it can be looked at, but not changed."
    shown_all "This is the last segment that was seen; {key} lets all of it happen again."
    shown_again "The beginning again; {key} shows the next segment."
    lines "as tcpdump prints it"
    lines_none "Nothing has been seen up to here."
    lines_more "{n} earlier {n:segment|segments} left out"
    shown_nothing "Nothing has happened up to here."
    doubt_states "{states}?"
    doubt_count "1 of {n}?"
    doubt_unknown "state unknown?"
    doubt_unknown_short "unknown?"
    doubt "?"
    doubt_told "{who} is in one of these states, and nothing that was seen shows which: {states}."
    doubt_told_unknown "{who} may be in any state: nothing that was seen shows which."
    // Questions
    what_if "what if ...?"
    palette_question "question"
    palette_lesson "lesson"
    // A crowd of connections
    crowd_descriptors "descriptors"
    crowd_queue "accept queue"
    crowd_queue_short "queue"
    crowd_state "State"
    crowd_unread "Q"
    crowd_peer "Peer"
    // Steps of a lesson
    steps "jump to a step"
    no_steps "There is no lesson here."
    step_watch "Something to watch. The steps before it are done the shortest way, and answered correctly."
    step_do "Something to do. The steps before it are done the shortest way, and answered correctly."
    step_ask "A question. The steps before it are done the shortest way, and answered correctly."
    // Profiles
    profiles "the TCP that both hosts run: {profile}"
    no_profiles "There is no other profile."
    profile_from_now_on "from now on {profile}"
    profile_from_now_on_about "Both hosts run {profile} from this moment; what happened before stays as it was."
    profile_rerun "what {profile} would have done"
    profile_rerun_about "Your actions, replayed under {profile} on a branch of their own, with the two runs side by side."
    // Names
    mark "a mark"
    mark_about "Marks this moment with this name, so that you can find it again. An empty name removes the mark."
    path_name "a name"
    student "your name"
    student_about "It stands in the file that you hand in, and in its name. It is saved with `Enter`, without a name too."
    path_name_about "What this path is called from now on."
    // The map of edges and pairs
    map "what you have seen"
    map_axes "    A      B is"
    map_pairs "{n} of {total} pairs"
    map_seen "seen"
    map_possible "possible"
    map_forced "seen by force"
    map_impossible "impossible"
    map_note "Possible: found by trying every order of opening, closing and aborting with at most one loss and one duplicate."
    map_edges "Edges: {walked} of {drawn} of the figure, {others} of {total} others."
    map_missing "Still to walk: {edges}."
    // What is shown of something longer
    place " {first}-{last} of {n} "
    // A segment to put together
    editor "a segment from {from} to {to}"
    editor_flags "flags"
    editor_length "length"
    editor_window "window"
    editor_no_ack "no ACK bit, no number"
    editor_wrong "{field}: {wrong}"
    editor_not_a_number "{field}: `{text}` is not a number from 0 to 65535."
    editor_lost "The link would lose it."
    editor_if_arrived "If it arrived now: {headline}"
    // The end of a lesson
    end_objectives "Now you can"
    end_score "You predicted **{right} of {asked}** right."
    end_missed "{question} Right: *{answer}*"
    end_next "Next: **{lesson}**"
    end_observe "See it on your own machine"
    end_lab "`{key}` lets two real programs do it on this machine's kernel."
    end_live "`{key}` shows this machine's own sockets."
    end_live_in "`{key}` shows this machine's own sockets in {state}."
    // Titles
    glossary "glossary"
    keys "keys"
    // The fields of a segment
    inspect_gone "This segment left too long ago to be looked at from here."
    inspect_seq "why this SEQ"
    inspect_ack "why this ACK"
    // Why something happened
    why "why"
    why_checks "why: the checks of {place}"
    why_nothing "Nothing has happened yet."
    why_no_rule "No rule of TCP had a say in it."
    why_check "{title}: {compared}"
    why_then "then"
    why_legend "{passed} passed   {decided} decided here"
}
