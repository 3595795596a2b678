//! What is said where the simulation and this machine's kernel stand side by side.

use super::texts::texts;

texts! {
    /// What `tcptutor lab` says.
    LabWords

    start "{id}: simulated with the profile `linux`, and played by two programs on this machine's kernel, on loopback."
    own_network "It is the loopback of a network of their own: nobody else reaches them, and nothing of this machine changes."
    shared_network "It is this machine's own loopback, because `unshare -Urn` or `nsenter` is missing or refused here. Who else connects there is closed with `accept()`."
    act "{n}. {what}"
    wait "wait {time}"
    not_here "{n}. {what}: left out in both, because it needs a wire and not only calls, and one that can pick a single segment. A link can be cut as a whole: `link cut=both`."
    link "{n}. {what}: in both, at once and in both directions."
    no_link "{n}. {what}: left out in both. To cut the link the programs need a network of their own, and `unshare -Urn` or `nsenter` is missing or refused here."
    simulated "simulated: {what}"
    here "this machine: {what}"
    nothing_returned "nothing"
    end_sent "{who} {states}, {n} {n:segment|segments} sent"
    end_only "{who} {states}"
    passed_through "{who} passed through {states} here, in under 2 ms: too short to be seen."
    difference "A difference: {what}. {why}"
    returned_differs "call {n} returns {simulated} in the simulation and {here} here"
    state_differs "{who} is in {simulated} in the simulation and in {here} here"
    sent_differs "{who} has sent {simulated} in the simulation and {here} here"
    nothing_crosses "On loopback the FIN has arrived before the other end makes its call: nothing crosses, and one end is the first."
    ack_or_ride "An ACK goes by itself or rides on what is sent next, depending on timing; what is acknowledged is the same."
    again "How often something is sent again follows from the moment at which the link is cut or mended; what arrives is the same."
    no_reason "It has no name yet: please report it."
    end "{same} of {n} {n:step|steps} went here as in the simulation."
    unnamed "{n} {n:difference has|differences have} no name yet."
    stays_in_time_wait "The connection that is in TIME_WAIT stays with the kernel for 60 s. Everything else is gone."
    command "ss -tan '( sport = :{port} or dport = :{port} )'"
    command_inside "nsenter -t {pid} -U -n --preserve ss -tan"
    see_it "To see it in another terminal: `{command}`"
    no_exercise "`{id}` cannot be played on this machine's kernel: it needs a wire that loses, holds or forges. These can: {known}"
    needs_linux "`tcptutor lab` needs Linux: it asks the kernel for the states of its sockets."
    // The screen
    screen "lab"
    step_of "{id}, {n} of {all} steps"
    simulated_head "{who}, simulated"
    here_head "{who} on this machine"
    starting "Two programs are being started on loopback."
    before "{key} makes the first call, in the simulation and on this machine's kernel."
    legend_passed "`{mark}` passed through, too short to be seen"
    legend_missed "`{mark}` out of reach on loopback"
    ladder_simulated "simulated"
    ladder_here "this machine"
    ladder_dashed "{mark} not counted by the kernel: the states at both ends prove it"
    too_small "{columns}x{rows} is too small for the lab. Into a file or a pipe `tcptutor lab` prints the same."
    failed "the programs of the lab cannot be started or asked: {why}"
}
