//! A handout in a real browser, as a reader sees it: on a telephone, without scripts, before and after the answers are opened.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tcptutor::export::Format;
use tcptutor::lesson::catalogue;

use super::runs::lesson;

/// A browser that takes longer has lost its way.
const PATIENCE: Duration = Duration::from_secs(90);

/// The page that looks at the handout. The handout itself may run no scripts: `sandbox` forbids them.
const LOOK: &str = r#"<!DOCTYPE html><meta charset="utf-8"><body>
<iframe id="page" sandbox="allow-same-origin" style="width:400px;height:3000px" srcdoc="HANDOUT"></iframe>
<script>
addEventListener('load', () => {
  const page = document.getElementById('page').contentDocument;
  const say = (key, value) => {
    const line = document.createElement('p');
    line.id = key;
    line.textContent = value;
    document.body.append(line);
  };
  say('closed', page.body.innerText);
  say('wide', page.documentElement.scrollWidth - page.documentElement.clientWidth);
  const rules = [...page.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => rule.media);
  const media = rules.map(rule => rule.media.mediaText);
  for (const rule of rules) rule.media.mediaText = rule.media.mediaText === 'print' ? 'all' : 'not all';
  say('printed', page.body.innerText);
  rules.forEach((rule, at) => rule.media.mediaText = media[at]);
  for (const details of page.querySelectorAll('details')) details.open = true;
  say('opened', page.body.innerText);
  let outside = 0, small = 0, texts = 0;
  for (const svg of page.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    if (frame.width < 300 || frame.height < 60) small++;
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBoundingClientRect();
      texts++;
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1) outside++;
    }
  }
  say('pictures', `${texts > 30} ${outside} ${small}`);
});
</script>"#;

fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let programs = std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name)));
    programs.into_iter().find(|program| program.is_file())
}

/// The page after its scripts have run.
fn dump(browser: &Path, folder: &Path, page: &Path) -> String {
    let dumped = folder.join("dump.html");
    let mut child = Command::new(browser)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("file://{}", page.display()))
        .stdout(File::create(&dumped).expect("a file"))
        .stderr(Stdio::null())
        .spawn()
        .expect("the browser starts");
    let begun = Instant::now();
    while child.try_wait().expect("the browser can be waited for").is_none() {
        if begun.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            panic!("the browser takes longer than {} s", PATIENCE.as_secs());
        }
        sleep(Duration::from_millis(50));
    }
    fs::read_to_string(dumped).expect("a page")
}

/// What the looking page says under a name.
fn said<'a>(dump: &'a str, key: &str) -> &'a str {
    let start = format!("<p id=\"{key}\">");
    let from = dump.find(&start).unwrap_or_else(|| panic!("the page says nothing of {key}: {dump}")) + start.len();
    dump[from..].split("</p>").next().unwrap_or_default()
}

#[test]
fn a_reader_sees_questions_first_and_answers_on_demand_on_a_telephone_without_scripts() {
    let Some(browser) = browser() else {
        eprintln!("skipped: there is no chromium on this machine");
        return;
    };
    let folder = std::env::temp_dir().join(format!("tcptutor-browser-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).expect("a folder");
    let entry = catalogue::find("close-wait-bug").expect("the lesson");
    let html = lesson(&entry.file(), entry.text).write(Format::Html);
    let quoted = html.replace('&', "&amp;").replace('"', "&quot;");
    let page = folder.join("look.html");
    fs::write(&page, LOOK.replace("HANDOUT", &quoted)).expect("a file");
    let dump = dump(&browser, &folder, &page);
    let _ = fs::remove_dir_all(&folder);

    let (closed, opened) = (said(&dump, "closed"), said(&dump, "opened"));
    assert!(closed.contains("The CLOSE_WAIT bug") && closed.contains("CLOSE_WAIT"), "{closed}");
    assert!(closed.contains("Answer") && closed.contains("ss -tan"), "{closed}");
    let right = entry.text.lines().find(|line| line.starts_with("right")).expect("an explanation");
    let right: String = right.split('"').nth(1).expect("its text").replace("**", "").chars().take(25).collect();
    assert!(!closed.contains(&right), "the answer `{right}` is seen at once");
    assert!(opened.contains(&right), "the answer `{right}` is never seen: {opened}");
    let printed = said(&dump, "printed");
    let (questions, answers) = printed.split_once("\nAnswers\n").expect("a section with the answers");
    assert!(!questions.contains(&right) && questions.contains("ss -tan"), "beside its question: {questions}");
    assert_eq!(answers.matches(&right).count(), 1, "{answers}");
    let (_, run) = answers.split_once("\nThe whole run\n").expect("what happened, behind the answers");
    assert!(run.contains("Time") && run.contains("calls connect"), "{run}");
    assert!(!closed.contains("\nAnswers\n") && !opened.contains("\nAnswers\n"), "on paper only");
    assert_eq!(said(&dump, "wide"), "0", "the page is wider than a telephone");
    assert_eq!(said(&dump, "pictures"), "true 0 0", "texts there, texts outside of their pictures, tiny pictures");
}
