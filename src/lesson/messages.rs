//! What the player says to the learner, in one place for a second language.

/// The sentences.
pub struct Messages {
    /// Next, while a question is open.
    pub answer_first: &'static str,
    /// Next, while a goal is not reached.
    pub not_yet: &'static str,
    /// Next, at the end.
    pub at_the_end: &'static str,
    /// Back, at the first step.
    pub at_the_beginning: &'static str,
    /// An input where none is asked for.
    pub only_watching: &'static str,
    /// An input while a question is open.
    pub predict_first: &'static str,
    /// An input when the goal is reached.
    pub reached: &'static str,
    /// An input at a moment before the exercise.
    pub too_early: &'static str,
    /// A hint where the latest action led away from the goal.
    pub undo_first: &'static str,
    /// The latest action was right, and then too much time passed.
    pub waited_too_long: &'static str,
    /// From here it is farther than it was when the exercise began.
    pub undo_more: &'static str,
    /// The automatic hint where the goal holds already.
    pub nothing_to_do: &'static str,
    /// The automatic hint where no way was found.
    pub no_way: &'static str,
    /// The automatic hint: what to do, and how much follows.
    pub one_way: &'static str,
    /// Waiting, in the automatic hint.
    pub wait: &'static str,
    /// An input that the exercise does not allow.
    pub not_allowed: &'static str,
    /// A fault when all that are allowed were made.
    pub no_fault_left: &'static str,
    /// A hint where a line of the goal can never hold any more.
    pub spoilt: &'static str,
    /// What begins a fresh question: `{action}` is done.
    pub suppose: &'static str,
    /// Fresh questions, one for each kind of answer; `{side}`, `{kind}` and `{state}` are filled in.
    pub which_state: &'static str,
    /// Both states.
    pub which_pair: &'static str,
    /// The first segment.
    pub which_segment: &'static str,
    /// How many segments.
    pub how_many: &'static str,
    /// How many of a kind.
    pub how_many_of: &'static str,
    /// What a call returns.
    pub which_return: &'static str,
    /// A sequence number.
    pub which_seq: &'static str,
    /// An acknowledgment number.
    pub which_ack: &'static str,
    /// How many connections in a state.
    pub how_many_sockets: &'static str,
    /// How a number of a stream comes about: its `{first}`, the SYN, its `{bytes}`, `{fin}`.
    pub sum: &'static str,
    /// One byte in that sum.
    pub one_byte: &'static str,
    /// `{n}` bytes in that sum.
    pub bytes: &'static str,
    /// The FIN in that sum.
    pub for_the_fin: &'static str,
    /// A sequence number of a segment with data.
    pub number_of_data: &'static str,
    /// One of a FIN.
    pub number_of_fin: &'static str,
    /// One of a segment that uses up no number.
    pub number_of_nothing: &'static str,
    /// An acknowledgment number of `{side}`.
    pub next_expected: &'static str,
    /// Before the segments that were counted.
    pub in_order: &'static str,
    /// Why `write()` returns at once.
    pub write_returns: &'static str,
    /// Why `read()` returns so many.
    pub read_returns: &'static str,
    /// Why `read()` returns 0.
    pub end_returns: &'static str,
    /// Why a call that ends something returns at once.
    pub close_returns: &'static str,
    /// Why a call fails with EPIPE.
    pub epipe_returns: &'static str,
    /// Whether a pair, `{a}` and `{b}`, can happen.
    pub can_it_be: &'static str,
    /// It can.
    pub it_can_be: &'static str,
    /// It cannot.
    pub it_cannot_be: &'static str,
    /// What stands before what a command shows on the learner's own machine.
    pub to_expect: &'static str,
}

/// In English. Keys are not named here: the footer knows them, and they can be changed.
pub const ENGLISH: Messages = Messages {
    answer_first: "Choose an answer first.",
    not_yet: "The goal is not reached yet. A hint may help.",
    at_the_end: "This was the last step.",
    at_the_beginning: "This is the first step.",
    only_watching: "This step is for watching. In the sandbox you can do anything, from this very moment.",
    predict_first: "Predict first. In the sandbox you can do anything, from this very moment.",
    reached: "You have reached the goal. In the sandbox you can go on from this very moment.",
    too_early: "This moment lies before the exercise. Return to the present first.",
    undo_first: "What you did last leads away from the goal. Undo it first.",
    waited_too_long: "Too much time has passed since. Undo takes back what you did last; do it again, and go on sooner.",
    undo_more: "From here it is farther than it was at the beginning. Undo what you did last, and ask again.",
    nothing_to_do: "Nothing is left to do.",
    no_way: "There is no short way from here. Undo what you did, and try something else.",
    one_way: "One way from here: ",
    wait: "let time pass",
    not_allowed: "That is not among what you may use here.",
    no_fault_left: "You have used up your faults. Undo one to place it elsewhere.",
    spoilt: "One line of the goal can no longer hold. Undo, and try another way.",
    suppose: "One more of the same kind, as the first answer was wrong: suppose {action} now, and all that is sent arrives.",
    which_state: "Which state is {side} in then?",
    which_pair: "Which states are both in then?",
    which_segment: "Which segment is sent first?",
    how_many: "How many segments are sent until all is quiet?",
    how_many_of: "How many segments with {kind} are sent until all is quiet?",
    which_return: "What does the call return?",
    which_seq: "Which sequence number does the last segment of {side} carry?",
    which_ack: "Which acknowledgment number does the last segment of {side} carry?",
    how_many_sockets: "How many connections of {side} are in {state} then?",
    sum: "{side}'s numbers began at {first}. {first} + 1 for the SYN{bytes}{fin} = {number}.",
    one_byte: " + 1 byte",
    bytes: " + {n} bytes",
    for_the_fin: " + 1 for the FIN",
    number_of_data: "That is the number of the first byte that the segment carries.",
    number_of_fin: "That is the number of the FIN itself.",
    number_of_nothing: "That is the number of whatever comes next: a bare ACK uses up none.",
    next_expected: "That is what {side} expects next.",
    in_order: "In this order",
    write_returns: "It hands its bytes to TCP and does not wait until they arrive.",
    read_returns: "So many bytes have arrived and wait to be read.",
    end_returns: "The peer's FIN has arrived, and all that came before it is read: the end of the stream.",
    close_returns: "It asks TCP to see to the rest, and waits for no answer of the peer.",
    epipe_returns: "Nothing can be written any more on this connection.",
    can_it_be: "One more of the same kind, as the first answer was wrong: can the two ends of one connection be in {a} (A) and {b} (B)? No host restarts.",
    it_can_be: "It can: a search through all that calls, timers, one loss and one duplicate can do meets this pair.",
    it_cannot_be: "It cannot: a search through all that calls, timers, one loss and one duplicate can do never meets it.",
    to_expect: "What to expect",
};
