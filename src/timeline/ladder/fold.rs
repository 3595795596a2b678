//! A whole run: what comes again at one connection after the other is shown once, and how often it came again.

use super::host::Beginning;
use super::row::LineContent;
use super::rows::Ladder;
use crate::language::Language;
use crate::narrate::Headline;
use crate::say;
use crate::sim::{ConnectionId, EventKind, PerSide, Record, Side};
use std::collections::BTreeSet;
use std::ops::Range;

/// Less than this is shown as it is.
const FEWEST: usize = 3;
/// What comes again has no more records than this.
const LONGEST: usize = 12;

/// What a row of a whole run is made of.
#[derive(Clone, Debug)]
pub enum Folded<'a> {
    /// Something that happened, in one sentence.
    Record(&'a Record, String),
    /// This many more times, at other connections; all that happened at them.
    More(usize, Vec<&'a Record>),
}

impl<'a> Folded<'a> {
    fn records(&self) -> Vec<&'a Record> {
        match self {
            Self::Record(record, _) => vec![record],
            Self::More(_, records) => records.clone(),
        }
    }
}

/// These records, with what is the same at several connections in a row folded into the first of them.
#[must_use]
pub fn folded<'a>(records: impl Iterator<Item = &'a Record>, language: &Language) -> Vec<Folded<'a>> {
    let records: Vec<&Record> = records.collect();
    let headline = |record: &&Record| Headline::of(language, record, Side::LETTERS).to_string();
    let headlines: Vec<String> = records.iter().map(headline).collect();
    let looks: Vec<String> = headlines.iter().map(|words| without_numbers(words)).collect();
    let one = |at: usize| Folded::Record(records[at], headlines[at].clone());
    let mut folded_rows = Vec::with_capacity(records.len());
    let mut at = 0;
    while at < records.len() {
        let Some((period, times)) = repetition(&records, &looks, at) else {
            folded_rows.push(one(at));
            at += 1;
            continue;
        };
        folded_rows.extend((at..at + period).map(one));
        folded_rows.push(Folded::More(times - 1, records[at + period..at + period * times].to_vec()));
        at += period * times;
    }
    folded_rows
}

/// What a record has in common with the same of another connection: its headline without any number.
fn without_numbers(headline: &str) -> String {
    headline.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// How many records from here on come again, one after the other, and how often: each time at another connection, or it would be
/// one connection that repeats itself, and that is worth seeing.
fn repetition(records: &[&Record], looks: &[String], at: usize) -> Option<(usize, usize)> {
    (1..=LONGEST).find_map(|period| {
        let block = |times: usize| -> Range<usize> { at + times * period..at + (times + 1) * period };
        let id = |times: usize| records[block(times).start].connection();
        let mut met = BTreeSet::from([id(0)]);
        let same = |times: &usize| looks.get(block(*times)).is_some_and(|next| next == &looks[block(0)]);
        let mut is_another = |times: &usize| id(*times).is_some() && met.insert(id(*times));
        let times = (1..looks.len()).take_while(|times| same(times) && is_another(times)).count() + 1;
        (times >= FEWEST).then_some((period, times))
    })
}

impl Ladder {
    /// The whole ladder of what is told, a row for each; connections have numbers where a side has several.
    #[must_use]
    pub fn of(beginning: Beginning, folded_rows: &[Folded<'_>], language: &Language) -> Self {
        let mut ladder = Self::whole(beginning);
        for (step, folded_rows) in (1..).zip(folded_rows) {
            match folded_rows {
                Folded::Record(record, headline) => {
                    ladder.push(step, record).headline.clone_from(headline);
                }
                Folded::More(times, records) => ladder.fold(*times, records, language),
            }
        }
        let records = || folded_rows.iter().flat_map(Folded::records);
        ladder.name_connections(PerSide::from_fn(|side| has_several(side, records())));
        ladder
    }

    /// This many more times what stands above, at other connections.
    fn fold(&mut self, times: usize, records: &[&Record], language: &Language) {
        let Some(last) = records.last() else { return };
        let departures = records.iter().flat_map(|record| &record.departures);
        self.hidden.extend(departures.map(|departure| departure.packet));
        let row = self.add(LineContent::More(times));
        (row.at, row.side) = (last.at, last.side);
        row.headline = say!(language, language.ladder.more, n = times);
        for record in records {
            self.becomes_of_packet(0, record, record.at);
            if let EventKind::Link(change) = record.kind {
                self.cut_or_mend(change);
            }
        }
    }

    /// Whether a side's connections have to be told apart is known in the end.
    fn name_connections(&mut self, several: PerSide<bool>) {
        for row in &mut self.rows {
            let several = several[row.side];
            for line in &mut row.lines {
                if let LineContent::Note(about, _) = &mut line.content {
                    about.named = several && about.connection().is_some();
                }
            }
        }
    }
}

fn has_several<'a>(side: Side, records: impl Iterator<Item = &'a Record>) -> bool {
    let ids = records.filter(|record| record.side == side).filter_map(Record::connection);
    ids.collect::<BTreeSet<ConnectionId>>().len() > 1
}
