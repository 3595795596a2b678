//! Whatever the bytes: no panic, no endless loop, and what another dissector reads is read the same way.

use super::all;
use crate::support::dice::Dice;
use crate::support::fuzz::seeds;
use crate::support::fuzzed::wire::{dissect, judge};

/// As much of a capture is mutated.
const MOST: usize = 4096;

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let at = dice.index(bytes.len());
        let to = (at + 4).min(bytes.len());
        match dice.below(7) {
            0 => bytes[at] = dice.roll().to_le_bytes()[0],
            1 => bytes[at] ^= 1 << dice.below(8),
            2 => bytes.truncate(at.max(1)),
            3 => bytes[at] = [0, 0xff, 0x7f, 0x80, 1, 4, 6][dice.index(7)],
            4 => bytes[at..to].fill(0xff),
            5 => bytes[at..to].fill(0),
            _ => {
                let piece = bytes[at..(at + dice.index(40)).min(bytes.len())].to_vec();
                let place = dice.index(bytes.len());
                bytes.splice(place..place, piece);
            }
        }
    }
}

#[test]
fn another_dissector_reads_every_capture_the_same_way() {
    let agreed: u32 = all().iter().map(|(_, bytes)| dissect(bytes)).sum();
    assert!(agreed > 800, "{agreed}");
}

#[test]
fn fuzz_mutated_captures() {
    let files: Vec<Vec<u8>> = all().into_iter().map(|(_, bytes)| bytes).filter(|bytes| !bytes.is_empty()).collect();
    let mut agreed = 0;
    let tried = seeds(|dice| {
        let file = dice.pick(&files);
        let mut bytes = file[..file.len().min(MOST)].to_vec();
        mutate(&mut bytes, dice);
        agreed += u64::from(dissect(&bytes));
        judge(&bytes);
    });
    assert!(agreed > tried, "{agreed} packets in {tried} captures are read as another dissector reads them");
}
