//! A class of two hundred: honest hand-ins, edited ones, and whatever else lies in the folder. Every file is accounted for, and none of
//! them spoils another one's grade.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::PROGRAM;
use crate::support::dice::Dice;
use crate::support::folder::Folder;
use crate::support::student::Known;

/// Lessons of few pages, whose tasks are soon done.
const LESSONS: [&str; 3] = ["three-way-handshake", "four-way-close", "counting"];

/// One thing of a hand-in changed by hand.
fn edited(text: &str, dice: &mut Dice) -> String {
    let line = |key: &str| text.lines().find(|line| line.starts_with(key)).map(str::to_owned);
    let run = format!("{text}\n[[part]]\nmark = \"mine\"\n");
    match dice.below(4) {
        0 => line("answers = [").filter(|line| line.len() > 14).map_or(run, |answers| {
            let swapped = answers.replacen("[\"", "[\"CLOSING\", \"", 1);
            let cut = swapped.rfind(", ").map_or(swapped.clone(), |at| format!("{}]", &swapped[..at]));
            text.replacen(&answers, &cut, 1)
        }),
        1 => line("student").map_or(run, |name| text.replacen(&name, "student = \"Mallory\"", 1)),
        2 if text.contains(" hint\"") => text.replacen(" hint\"", " undo\"", 1),
        _ => run,
    }
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
    fs::write(file, bytes).expect("it can be written");
}

/// What nobody meant to hand in, or meant no good with.
fn others(folder: &Path, good: &str, dice: &mut Dice) {
    for n in 0..15 {
        let name = ["pdf", "docx", "zip", "md", "png"][n % 5];
        write(folder, &format!("foreign/{n}.{name}"), format!("%{n} nothing of ours").as_bytes());
    }
    for n in 0..15 {
        let cut: String = good.chars().take(dice.index(good.len())).collect();
        let broken = match n % 3 {
            0 => cut + "\n[[part",
            1 => format!("{good}\r\r= 3"),
            _ => good.replacen("session = 1", "session = 7", 1),
        };
        write(folder, &format!("broken/{n}.toml"), broken.as_bytes());
    }
    write(folder, "huge/a.toml", &vec![b'#'; 17 << 20]);
    write(folder, "huge/b.toml", format!("session = 1\n{}", "# so much to say\n".repeat(80_000)).as_bytes());
    let log = format!("log = [{}]", vec!["\"1 hint\""; 60_000].join(", "));
    write(folder, "huge/c.toml", good.replacen("\n[world]", &format!("\n{log}\n[world]"), 1).as_bytes());
    let steps = format!("session = 1\n[[part]]\ndo = [{}]\n", vec!["\"run for 1s\""; 90_000].join(", "));
    write(folder, "huge/d.toml", steps.as_bytes());
    write(folder, "huge/e.toml", "[".repeat(200_000).as_bytes());
    let lesson =
        |name: &str| format!("session = 1\nlesson = \"{name}\"\nanswers = []\n[[part]]\ndo = [\"A connect\"]\n");
    let hostile = [
        "/etc/passwd",
        "../../secret",
        "/dev/zero",
        "a\\u001b[2J",
        "a\\nb.toml  9/9",
        "=cmd|'/C calc'!A0",
        "\\u202egnp",
    ];
    for (n, name) in hostile.into_iter().enumerate() {
        write(folder, &format!("hostile/{n}.toml"), lesson(name).as_bytes());
    }
    let student = |name: &str| good.replacen("student = \"", &format!("student = \"{name}"), 1);
    for (n, name) in ["<script>alert(1)</script>", "\\u001b]52;c;\\u0007", "=1+1"].into_iter().enumerate() {
        write(folder, &format!("hostile/student-{n}.toml"), student(name).as_bytes());
    }
}

fn grade(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM).arg("grade").arg(folder).args(arguments).output().expect("the program runs")
}

#[test]
fn of_two_hundred_hand_ins_every_honest_one_is_graded_and_every_other_one_is_named() {
    let folder = Folder::new("class");
    let class = folder.path().join("class");
    let known = LESSONS.map(Known::of);
    let mut dice = Dice(14);
    let mut good = String::new();
    for n in 0..155 {
        let name = format!("Student {n}");
        let text = dice.pick(&known).played(&mut dice, &name).write();
        let text = if n < 125 { text } else { edited(&text, &mut dice) };
        write(
            &class,
            &format!("{}/{name}_{n}_assignsubmission/hand-in.toml", ["honest", "edited"][usize::from(n >= 125)]),
            text.as_bytes(),
        );
        good = text;
    }
    let honest = known[1].played(&mut dice, "Mallory").write();
    others(&class, &honest, &mut dice);
    let output = grade(&class, &["--summary", "--format", "json"]);
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(summary["sessions"], 155 + 30, "foreign files are no sessions: {summary}");
    let fine = summary["finished"].as_u64().expect("a number") + summary["unfinished"].as_u64().expect("a number");
    assert_eq!((fine, &summary["broken"]), (125, &60.into()), "{summary}");
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("15 files are no sessions: "), "{:?}", output.stderr);
    assert_eq!(output.status.code(), Some(1));
    let csv = grade(&class, &["--format", "csv"]).stdout;
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    let columns = reader.headers().expect("headings").clone();
    let at = |name: &str| columns.iter().position(|column| column == name).expect("a column");
    for row in reader.records().map(|row| row.expect("a row")) {
        let is_honest = row[at("session")].contains("/honest/");
        let is_fine = ["finished", "unfinished"].contains(&&row[at("result")]);
        assert_eq!(is_honest, is_fine, "{row:?}");
        assert!(row.iter().all(|cell| !cell.starts_with('=') && !cell.chars().any(char::is_control)), "{row:?}");
    }
    let page = String::from_utf8(grade(&class, &["--format", "html"]).stdout).expect("text");
    assert!(!page.contains("<script") && page.matches("class=\"bar\"").count() > 8, "{page}");
    assert!(!good.is_empty());
    if let Some(kept) = std::env::var_os("TCPTUTOR_TEST_CLASS") {
        fs::rename(&class, kept).expect("it is kept");
    }
}
