//! What a check of lessons and sessions says beside its findings.

use super::texts::texts;

texts! {
    /// What a check of lessons and sessions says beside its findings.
    CheckWords

    no_lessons "`{folder}` holds no lesson: a lesson is a file that ends in .toml"
    stray "this is not a lesson, and will not be found here"
    welcome "beside lessons stand README.md, lesson.schema.json, and translations in folders such as zh-CN"
    looking "{spinner} {msg}: looking for ways, {elapsed} ({pos} of {len} done)"
    exercise "{file}:{line}: step {step} takes {par} {par:move|moves} ({ways} ways): {way}"
    exercise_one_way "{file}:{line}: step {step} takes {par} {par:move|moves} (one way): {way}"
    lessons "{lessons} {lessons:lesson|lessons}: {verdict}"
    sessions "{sessions} {sessions:session|sessions}: {verdict}"
    both "{lessons} {lessons:lesson|lessons} and {sessions} {sessions:session|sessions}: {verdict}"
    fine "nothing to complain about"
    faults "{errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}"
}
