//! What the settings of the link and of the hosts say.

use super::texts::texts;

texts! {
    /// The settings of the link and of the hosts.
    LinkWords

    title "the link and the hosts"
    yes "yes"
    no "no"
    typed "{n} ?"
    // Why a setting is seen nowhere
    no_queue "Without effect now: every connection is accepted as soon as it exists, and none waits. Set the workers first: with none, `accept()` is yours."
    no_quiet_time "Without effect in this profile: Linux never keeps quiet."
    // The settings' names, at most 16 cells
    latency "latency {from} to {to}"
    cut "cut {from} to {to}"
    loss "loss"
    reordering "reordering"
    duplication "duplication"
    seed "seed"
    program "{who}'s program"
    limit "{who}'s {limit}"
    option "{who}'s {option}"
    quiet_time "quiet time"
    isn_clock "ISNs by clock"
    // What they are
    about_latency "How long a segment that leaves from now on takes to the other side."
    about_cut "A cut link loses everything on this way, also what is on it now. Nobody is told."
    about_loss "How many of a hundred segments are lost by chance."
    about_reordering "How many of a hundred segments take so much longer that others overtake them."
    about_duplication "How many of a hundred segments arrive twice."
    about_seed "Where chance begins: the same seed and the same actions give the same run, on every machine."
    about_program "Who makes this side's calls: you, or a program that reads, and closes when the peer has, or never."
    about_backlog "How many connections may wait to be accepted. The RFC defines no such queue; Linux holds one more."
    about_workers "How many connections the program serves at a time; with none, accept() is yours."
    about_descriptors "How many sockets the program may have open, the listener included. Beyond that: EMFILE."
    about_keepalive "Keep-alive on the connection in view, or else on the next ones: probes after two hours of silence."
    about_reuse "Of the next sockets: without it no new listener while old connections of its port are left."
    about_ports "From how many ports this host may connect. With none left: EADDRNOTAVAIL."
    about_reuse_port "Of the next sockets: two that both have it may share a port, also while old connections are left."
    about_close_on_exec "Whether a child of this program that runs another one loses its copy of the descriptor."
    about_tw_reuse "Whether this host may connect from a port whose last connection is in TIME_WAIT."
    about_quiet_time "Whether a host that restarts keeps quiet for one MSL, as RFC 9293 asks; Linux never does."
    about_isn_clock "Whether the next connections begin at numbers made of a clock and a secret (RFC 9293 3.4.1), or at plain ones."
}
