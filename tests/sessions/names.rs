// The recorded sessions, once for all who read them: `macro!["name", …]`. To be included.
macro_rules! recorded_sessions {
    ($with:ident) => {
        $with![
            "accept-queue-overflow",
            "challenge-ack",
            "fin-wait-1-to-time-wait",
            "half-open-discovery",
            "leaked-close-wait",
            "lost-last-ack",
            "old-duplicate-syn",
            "simultaneous-close",
            "simultaneous-open",
            "time-wait-assassination",
        ]
    };
}
