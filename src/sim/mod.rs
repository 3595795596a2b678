//! The world: two hosts, a link, packets, virtual time. A plain value.
