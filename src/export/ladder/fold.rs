//! What comes again at one connection after the other: it is shown once, and how many more there were.

use std::ops::Range;

use crate::narrate;
use crate::sim::{Record, Side};

/// Less than this is shown as it is.
const FEWEST: usize = 3;
/// What comes again has no more records than this.
const LONGEST: usize = 12;

/// What a ladder is made of.
#[derive(Clone, Debug)]
pub enum Told<'a> {
    /// Something that happened.
    Record(&'a Record),
    /// So many more times, at other connections; all that happened at them.
    More(usize, Vec<&'a Record>),
}

impl<'a> Told<'a> {
    /// The records behind it.
    pub fn records(&self) -> &[&'a Record] {
        match self {
            Self::Record(record) => std::slice::from_ref(record),
            Self::More(_, records) => records,
        }
    }
}

/// These records, with what is the same at several connections in a row folded into the first of them.
pub fn folded<'a>(records: impl Iterator<Item = &'a Record>) -> Vec<Told<'a>> {
    let records: Vec<&Record> = records.collect();
    let looks: Vec<String> = records.iter().map(|record| look(record)).collect();
    let mut told = Vec::with_capacity(records.len());
    let mut at = 0;
    while at < records.len() {
        let Some((period, times)) = repetition(&records, &looks, at) else {
            told.push(Told::Record(records[at]));
            at += 1;
            continue;
        };
        told.extend(records[at..at + period].iter().copied().map(Told::Record));
        told.push(Told::More(times - 1, records[at + period..at + period * times].to_vec()));
        at += period * times;
    }
    told
}

/// What a record has in common with the same of another connection: its line without any number.
fn look(record: &Record) -> String {
    let mut words = String::new();
    narrate::headline(record, Side::LETTERS, None, &mut words);
    words.retain(|c| !c.is_ascii_digit());
    words
}

/// How many records from here on come again, one after the other, and how often: each time at another connection, or it would be
/// one connection that repeats itself, and that is worth seeing.
fn repetition(records: &[&Record], looks: &[String], at: usize) -> Option<(usize, usize)> {
    (1..=LONGEST).find_map(|period| {
        let block = |times: usize| -> Range<usize> { at + times * period..at + (times + 1) * period };
        let is_another = |times: usize| {
            let id = |times: usize| records[block(times).start].connection();
            id(times).is_some() && (0..times).all(|before| id(before) != id(times))
        };
        let same = |times: &usize| looks.get(block(*times)).is_some_and(|next| next == &looks[block(0)]);
        let times = (1..looks.len()).take_while(|times| same(times) && is_another(*times)).count() + 1;
        (times >= FEWEST).then_some((period, times))
    })
}
