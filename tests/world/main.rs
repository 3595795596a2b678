//! Two hosts and what lies between them: what a world promises, what can happen in it at all, and how it is told.

mod ack_war;
mod commands;
mod ended;
mod hosts;
mod link;
mod narrate;
mod options;
mod promises;
mod random;
mod search;
mod vocabulary;
