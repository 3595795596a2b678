//! What a check of lessons and sessions says beside its findings.

use super::texts::texts;

texts! {
    /// What a check of lessons and sessions says beside its findings.
    CheckWords

    no_lessons "`{folder}` holds no lesson: a lesson is a file that ends in .toml"
    stray "this is not a lesson, and will not be found here"
    same_id_note "rename the file, or open it by its path"
    welcome "beside lessons stand README.md, lesson.schema.json, and translations in folders such as zh-CN"
    looking "{spinner} {msg}: looking for ways, {elapsed} ({pos} of {len} done)"
    exercise "{file}:{line}: step {step} takes {par} {par:move|moves} ({ways} ways): {way}"
    exercise_one_way "{file}:{line}: step {step} takes {par} {par:move|moves} (one way): {way}"
    by_turning "this comes true by `{turn}`, without anything being done to a connection"
    by_turning_note "another connection is as the goal wants it already: say with `least` or `visited` what has to happen"
    by_waiting "the answer is `{now}`, but it becomes `{later}` if the reader waits, and that is offered as a wrong one"
    by_waiting_note "say how long it goes on, with `run for` in `after`, and tell the learner"
    common_errors "{file}: {n} common {n:error|errors} {n:is|are} named"
    pages "{all} {all:page|pages} of lessons: on {actions} something is to be done ({acting} %), on {predictions} to be predicted; together {active} %"
    lessons "{lessons} {lessons:lesson|lessons}: {verdict}"
    sessions "{sessions} {sessions:session|sessions}: {verdict}"
    both "{lessons} {lessons:lesson|lessons} and {sessions} {sessions:session|sessions}: {verdict}"
    fine "nothing to complain about"
    faults "{errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}"
}
