use super::value::english_ordinal;
use super::{ENGLISH, Language, Slot, holes};
use crate::say;

#[test]
fn an_end_that_owns_something_is_its_letter_alone() {
    let said = |template, who| ENGLISH.filled(template, &[("who", Slot::Text(who))]);
    assert_eq!(said("{who} waits for {who}'s FIN", "B (server)"), "B (server) waits for B's FIN");
    assert_eq!(said("{who}'s name", "the server"), "the server's name");
}

#[test]
fn holes_are_filled_wherever_they_stand() {
    let slots = [("who", Slot::Text("A")), ("n", Slot::Number(4_294_967_295))];
    assert_eq!(ENGLISH.filled("{who} sends {n}", &slots), "A sends 4294967295");
    assert_eq!(ENGLISH.filled("{n}: {who}{who}", &slots), "4294967295: AA");
    assert_eq!(ENGLISH.filled("no hole", &slots), "no hole");
    assert_eq!(ENGLISH.filled("an open {brace", &slots), "an open {brace");
}

#[test]
fn what_fills_a_hole_is_not_filled_again() {
    assert_eq!(say!(ENGLISH, "{who}: {n}", who = "{n}", n = 2u32), "{n}: 2");
}

#[test]
fn a_language_chooses_the_form_by_its_own_rule() {
    let words = |language: &Language, n: u32| say!(language, "{n} {n:plik|pliki|plik\u{f3}w}", n);
    let polish = Language {
        plural: |n| match (n, n % 10, n % 100) {
            (1, ..) => 0,
            (_, 2..=4, 0..=11 | 15..) => 1,
            _ => 2,
        },
        ..ENGLISH.map(&mut |text| text)
    };
    assert_eq!(
        [1, 2, 5, 22, 12].map(|n| words(&polish, n)),
        ["1 plik", "2 pliki", "5 plik\u{f3}w", "22 pliki", "12 plik\u{f3}w"]
    );
    assert_eq!([0, 1, 2].map(|n| words(&ENGLISH, n)), ["0 pliki", "1 plik", "2 pliki"]);
    let none = Language { plural: |_| 0, ..ENGLISH.map(&mut |text| text) };
    assert_eq!(words(&none, 7), "7 plik");
    assert_eq!(say!(ENGLISH, "{n:only}", n = 7u32), "only");
}

#[test]
fn every_hole_of_every_text_is_closed_and_has_a_name() {
    ENGLISH.each(&mut |path, text| {
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{path}: {text}");
        for hole in holes(text) {
            assert!(hole.chars().all(|c| c.is_ascii_lowercase() || c == '_') && !hole.is_empty(), "{path}: {text}");
        }
    });
}

#[test]
fn a_translation_that_loses_or_invents_a_hole_is_found() {
    assert_eq!(ENGLISH.strange_holes(&ENGLISH), Vec::<String>::new());
    let mut other = ENGLISH.map(&mut |text| text);
    other.narration.calls = "{whoever} ruft {call} auf";
    assert_eq!(other.strange_holes(&ENGLISH), ["narration.calls: {whoever}", "narration.calls: {who}"]);
}

#[test]
fn a_map_changes_every_text_and_each_names_it() {
    let mut texts = 0;
    ENGLISH.each(&mut |path, text| {
        assert!(!path.is_empty());
        texts += usize::from(!text.is_empty());
    });
    let mut changed = 0;
    let bracketed = ENGLISH.map(&mut |text| {
        changed += 1;
        Box::leak(format!("[{text}]").into_boxed_str())
    });
    assert_eq!(changed, texts);
    bracketed.each(&mut |path, text| assert!(text.is_empty() || text.starts_with('['), "{path}: {text}"));
}

#[test]
fn english_counts_places_in_a_row() {
    let words = [1, 2, 3, 4, 11, 12, 13, 21, 112].map(english_ordinal);
    assert_eq!(words, ["first", "second", "third", "fourth", "11th", "12th", "13th", "21st", "112th"]);
}

#[test]
fn a_clause_goes_on_with_the_sentence_wherever_the_language_puts_it() {
    let mut words = "A calls close()".to_owned();
    ENGLISH.go_on(&mut words, "{said}; it sends {what}", &[("what", Slot::Text("FIN"))]);
    ENGLISH.go_on(&mut words, "{what} comes first, then: {said}", &[("what", Slot::Text("This"))]);
    assert_eq!(words, "This comes first, then: A calls close(); it sends FIN");
}

#[test]
fn no_text_is_a_piece_that_code_glues_to_another() {
    ENGLISH.each(&mut |path, text| {
        assert!(!text.starts_with([',', ';', ':']) && !text.starts_with(" and "), "{path}: {text}");
    });
}
