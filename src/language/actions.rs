//! What the actions of lessons and sessions do, topic by topic.

use super::texts::texts;

texts! {
    /// A sentence for each topic of actions, and how the topic's other actions are named.
    ActionWords

    with_others "{what} Also {others}."
    calls "A user call of one end, A or B. `A connect port=40001` calls from a port that the program has chosen."
    time "Time passes: what is due next happens, or everything for a while. `run for 10s` and `run until A TIME_WAIT` may end earlier; an idle world may still have timers running."
    segments "Something happens to a segment on its way, or to one of the past. `drop A FIN` names one by its looks."
    timers "A timer fires early; `A fire` alone takes the next one."
    forgery "A forged segment leaves, with any flags and numbers."
    link "The link changes. There are also `link latency=50ms`, `link reorder=10%`, `link duplicate=10%`, `link cut=A->B`, `link seed=7`, `link idle=5m` with `link idle-answer=rst` (a middlebox that forgets idle connections) and `link icmp=A->B:host` with `link icmp-after=3s` (a router that cannot deliver)."
    programs "What a program does with its sockets, and how it behaves: `B app manual` leaves its calls to you, `B use 2` gives your calls to connection number 2. After `A dup` or `A fork` the socket has more than one owner, and only the last close() reaches TCP."
    limits "How much a program and its sockets may hold."
    options "A socket option is set: SO_KEEPALIVE, SO_REUSEADDR, SO_REUSEPORT, TCP_USER_TIMEOUT, close-on-exec, and tcp_tw_reuse of the whole host. `B keepalive off` clears it, `A user-timeout none` too."
    hosts "Whole hosts: one restarts and loses all it knows, or both run another TCP from now on, or begin their connections at generated numbers."
}
