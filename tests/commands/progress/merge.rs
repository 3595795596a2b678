//! Merging progress: whoever comes first, in whatever groups, and however often.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use tcptutor::progress::{
    Answer, Answers, Attempt, Finish, LessonProgress, MOST_ANSWERS, Place, Progress, Run, Solved, Unknown, read, write,
};

fn unknown() -> impl Strategy<Value = Unknown> {
    let value = prop_oneof![
        any::<u8>().prop_map(|n| serde_json::json!(n)),
        "[a-c]{0,2}".prop_map(|text| serde_json::json!(text)),
        any::<bool>().prop_map(|truth| serde_json::json!({ "truth": truth })),
    ];
    btree_map("x-[ab]", value, 0..3)
}

fn answer() -> impl Strategy<Value = Answer> {
    (0..60_u64, "[rs]", "[AB]", any::<bool>()).prop_map(|(at, run, said, right)| Answer {
        at,
        run: Run(run),
        said,
        right,
    })
}

/// Sometimes more answers than are remembered.
fn answers() -> impl Strategy<Value = Answers> {
    let many = vec(answer(), MOST_ANSWERS..MOST_ANSWERS * 3);
    prop_oneof![3 => vec(answer(), 0..6), 1 => many].prop_map(|answers| answers.into_iter().collect())
}

fn place() -> impl Strategy<Value = Place> {
    (0..4_u64, 0..4_usize, 3..5_usize, any::<bool>(), 0..2_usize).prop_map(|(at, step, of, answered, hints)| Place {
        at,
        step,
        of,
        answered,
        hints,
    })
}

fn finish() -> impl Strategy<Value = Finish> {
    (0..4_u64, 0..3_usize, 0..3_usize, 0..3_usize, unknown()).prop_map(|(at, right, asked, hints, unknown)| Finish {
        at,
        best: Attempt { right, asked, hints },
        unknown,
    })
}

fn lesson() -> impl Strategy<Value = LessonProgress> {
    let tasks =
        btree_map("t[12]", (0..4_usize, option::of(0..4_usize)).prop_map(|(moves, par)| Solved { moves, par }), 0..3);
    (0..5_usize, option::of(place()), option::of(finish()), btree_map("q[12]", answers(), 0..3), tasks, unknown())
        .prop_map(|(furthest, place, finished, questions, tasks, unknown)| LessonProgress {
            furthest,
            place,
            finished,
            questions,
            tasks,
            unknown,
        })
}

fn progress() -> impl Strategy<Value = Progress> {
    (btree_map("lesson-[abc]", lesson(), 0..4), unknown()).prop_map(|(lessons, unknown)| Progress {
        lessons,
        unknown,
        ..Progress::default()
    })
}

fn merged(mut one: Progress, other: &Progress) -> Progress {
    one.merge(other);
    one
}

proptest! {
    #[test]
    fn it_does_not_matter_who_comes_first(a in progress(), b in progress()) {
        prop_assert_eq!(merged(a.clone(), &b), merged(b, &a));
    }

    #[test]
    fn it_does_not_matter_who_is_merged_before(a in progress(), b in progress(), c in progress()) {
        prop_assert_eq!(merged(merged(a.clone(), &b), &c), merged(a, &merged(b, &c)));
    }

    #[test]
    fn what_is_merged_twice_counts_once(a in progress(), b in progress()) {
        prop_assert_eq!(merged(a.clone(), &a), a.clone());
        let once = merged(a, &b);
        prop_assert_eq!(merged(once.clone(), &b), once);
    }

    #[test]
    fn nothing_is_lost(a in progress(), b in progress()) {
        let both = merged(a.clone(), &b);
        for (id, lesson) in &a.lessons {
            let kept = &both.lessons[id];
            prop_assert!(kept.furthest >= lesson.furthest);
            prop_assert!(kept.finished.is_some() >= lesson.finished.is_some());
            for (key, answers) in &lesson.questions {
                prop_assert!(kept.questions[key].asked() >= answers.asked());
                let latest = answers.iter().next_back();
                let later = || kept.questions[key].iter().filter(|answer| Some(*answer) > latest).count();
                prop_assert!(latest.is_none_or(|latest| kept.questions[key].iter().any(|a| a == latest))
                    || later() == MOST_ANSWERS);
            }
            prop_assert!(lesson.unknown.keys().all(|key| kept.unknown.contains_key(key)));
        }
    }

    #[test]
    fn what_is_written_is_read_back(a in progress()) {
        prop_assert_eq!(read(&write(&a)), Ok(a));
    }

    #[test]
    fn whatever_a_file_holds_reading_it_never_panics(text in any::<String>(), at in any::<prop::sample::Index>(), a in progress()) {
        let _ = read(&text);
        let whole = write(&a);
        let cut: String = whole.chars().take(at.index(whole.len())).collect();
        // Without its last line's end it is still whole.
        prop_assert!(cut.trim_end().len() + 1 == whole.len() || read(&cut).is_err());
    }
}
