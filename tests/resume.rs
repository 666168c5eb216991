//! A run that is killed and gone on with gives what an uninterrupted one gives, byte for byte.
//!
//! JOBGIST_KILLS is the number of kills a case (3 when left out), JOBGIST_KILL_ROWS the number of
//! rows of the larger cases: `JOBGIST_KILLS=20 JOBGIST_KILL_ROWS=50000 cargo test --release --test
//! resume`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A number of the environment.
fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name)
        .ok()
        .map_or(otherwise, |text| text.parse().unwrap())
}

/// Invented rows; some repeat earlier ones, some cannot be read.
fn rows(count: usize) -> String {
    let trades = ["Baker", "Welder", "Nurse", "Gardener", "Tailor"];
    let towns = ["Ghent", "Lier", "Porto", "Graz", "Cork", "Turku", "Brno"];
    let tools = ["an oven", "a lathe", "Excel", "SQL", "a van", "a loom"];
    let mut rows = String::new();
    for row in 0..count {
        if row % 97 == 50 {
            writeln!(rows, "{{\"id\": {row}}}").unwrap();
            continue;
        }
        // One in eleven says what the one ten before it said.
        let at = if row % 11 == 10 { row - 10 } else { row };
        let (trade, town) = (trades[at % 5], towns[at % 7]);
        let tool = tools[at / 7 % 6];
        let text = format!(
            "{trade} in {town}\\n\\nAmber Mill {at} Ltd\\n\\nRequirements\\n- {years} years with \
             {tool} in workshop {at} of our company\\n- You speak Dutch and have a licence for \
             machine {at}\\n- You like to begin at {hour} in the morning, together with team \
             {at}\\n\\nWhat we offer\\n- {pay} EUR an hour and a garden\\n",
            years = at % 5 + 1,
            hour = at % 4 + 4,
            pay = at % 9 + 14,
        );
        writeln!(rows, "{{\"id\": \"row {row}\", \"text\": \"{text}\"}}").unwrap();
    }
    rows
}

/// One case: an input, an output, and how they are named on the command line.
struct Case {
    folder: TempDir,
    arguments: Vec<String>,
    out: &'static str,
}

impl Case {
    fn new(count: usize, out: &'static str, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("rows.jsonl"), rows(count)).unwrap();
        Self {
            folder,
            arguments: arguments.iter().map(|&text| text.to_owned()).collect(),
            out,
        }
    }

    fn command(&self, out: &Path, resume: bool) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobgist"));
        command
            .current_dir(&self.folder)
            .args(["batch", "rows.jsonl", "--out"])
            .arg(out)
            .args(&self.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        if resume {
            command.arg("--resume");
        }
        command
    }

    /// What an uninterrupted run gives, and the time it takes.
    fn whole(&self) -> (PathBuf, Duration) {
        let out = self.folder.path().join(format!("whole.{}", self.out));
        let began = Instant::now();
        let ended = self.command(&out, false).output().unwrap();
        assert!(ended.status.success(), "{ended:?}");
        (out, began.elapsed())
    }

    /// Kills runs at random moments, goes on with them to their end, and compares.
    fn survives(&self) {
        let (whole, mut time) = self.whole();
        let out = self.folder.path().join(format!("killed.{}", self.out));
        let mut chance = Chance::new();
        let mut left = number("JOBGIST_KILLS", 3);
        while left > 0 {
            let mut command = self.command(&out, true);
            let mut child = command.stderr(Stdio::null()).spawn().unwrap();
            sleep(time.mul_f64(chance.next()));
            if kill(&mut child) {
                left -= 1;
            } else {
                // It was done before: then another one begins, and has less time.
                self.compare(&whole, &out);
                time /= 2;
            }
        }
        let ended = self.command(&out, true).output().unwrap();
        assert!(ended.status.success(), "{}", message(&ended));
        self.compare(&whole, &out);
    }

    /// Compares an output with that of an uninterrupted run, and takes it away.
    fn compare(&self, whole: &Path, out: &Path) {
        assert_same(whole, out);
        for ending in [".partial", ".journal"] {
            let mut beside = out.as_os_str().to_owned();
            beside.push(ending);
            assert!(!Path::new(&beside).exists(), "{beside:?}");
        }
        let removed = match out.is_dir() {
            true => fs::remove_dir_all(out),
            false => fs::remove_file(out),
        };
        removed.unwrap();
    }
}

/// Kills a process; says whether it still lived.
fn kill(child: &mut Child) -> bool {
    let lived = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    lived
}

fn message(ended: &Output) -> String {
    String::from_utf8_lossy(&ended.stderr).into_owned()
}

/// Files, or all files of folders, are the same.
fn assert_same(one: &Path, other: &Path) {
    if !one.is_dir() {
        assert!(fs::read(one).unwrap() == fs::read(other).unwrap());
        return;
    }
    let names = |folder: &Path| {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(one), names(other));
    for name in names(one) {
        assert_same(&one.join(&name), &other.join(&name));
    }
}

/// Shares of a whole, evenly spread: a small linear congruential generator, begun with the time.
struct Chance(u64);

impl Chance {
    fn new() -> Self {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        Self(u64::from(now.subsec_nanos()))
    }

    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f64 / (1_u64 << 24) as f64
    }
}

/// Rows of a case: enough for several marks of the journal.
fn many() -> usize {
    number("JOBGIST_KILL_ROWS", 4500)
}

#[test]
fn json_lines() {
    Case::new(many(), "jsonl", &["--errors", "errors.jsonl"]).survives();
}

#[test]
fn json_lines_with_duplicates_marked() {
    Case::new(many(), "jsonl", &["--dedupe", "mark"]).survives();
}

#[test]
fn compressed_table() {
    let arguments = ["--select", "requirements", "--dedupe", "drop"];
    Case::new(many(), "csv.gz", &arguments).survives();
}

#[test]
fn parquet() {
    Case::new(many() * 2, "parquet", &["--dedupe", "mark"]).survives();
}

#[test]
fn folder_of_files() {
    Case::new(many() / 3, "pages", &["--output", "markdown-files"]).survives();
}

/// A run that was killed behind its first mark.
fn killed_early(case: &Case, out: &Path) {
    let mut child = case.command(out, false).spawn().unwrap();
    let journal = case.folder.path().join("out.jsonl.journal");
    let began = Instant::now();
    while !fs::read_to_string(&journal).is_ok_and(|text| text.contains("\"mark\"")) {
        assert!(began.elapsed() < Duration::from_secs(120), "no mark");
        sleep(Duration::from_millis(2));
    }
    assert!(kill(&mut child), "the run was over before it was killed");
}

#[test]
fn what_an_interrupted_run_has_left_is_not_written_over() {
    let case = Case::new(20_000, "jsonl", &[]);
    let out = case.folder.path().join("out.jsonl");
    killed_early(&case, &out);
    let ended = case.command(&out, false).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(message(&ended).contains("--resume"), "{}", message(&ended));
}

#[test]
fn other_settings_and_other_inputs_are_refused() {
    let mut case = Case::new(20_000, "jsonl", &[]);
    let out = case.folder.path().join("out.jsonl");
    killed_early(&case, &out);
    case.arguments = vec!["--lines".to_owned(), "3".to_owned()];
    let ended = case.command(&out, true).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(message(&ended).contains("--lines"), "{}", message(&ended));
    case.arguments.clear();
    let path = case.folder.path().join("rows.jsonl");
    let changed = fs::read_to_string(&path)
        .unwrap()
        .replacen("row 3\"", "row x\"", 1);
    fs::write(&path, changed).unwrap();
    let ended = case.command(&out, true).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(
        message(&ended).contains("have changed"),
        "{}",
        message(&ended)
    );
}

#[test]
fn a_complete_output_is_left_as_it_is() {
    let case = Case::new(10, "jsonl", &[]);
    let (whole, _) = case.whole();
    fs::write(&whole, "kept").unwrap();
    let ended = case.command(&whole, true).output().unwrap();
    assert!(ended.status.success());
    assert!(
        message(&ended).contains("nothing is left to do"),
        "{}",
        message(&ended)
    );
    assert_eq!(fs::read_to_string(&whole).unwrap(), "kept");
}

#[cfg(unix)]
#[test]
fn a_first_interrupt_finishes_what_has_begun() {
    let case = Case::new(20_000, "jsonl", &[]);
    let out = case.folder.path().join("out.jsonl");
    let mut child = case
        .command(&out, false)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    sleep(Duration::from_secs(1));
    // As Ctrl-C, but a shell that runs the tests behind itself does not have it ignored.
    let interrupted = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupted.success());
    let status = child.wait().unwrap();
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
    assert_eq!(status.code(), Some(130), "{said}");
    assert!(said.contains("--resume"), "{said}");
    assert!(!out.exists());
    let partial = fs::read_to_string(case.folder.path().join("out.jsonl.partial")).unwrap();
    assert!(partial.ends_with("}\n") && partial.lines().count() > 0);
    assert!(case.command(&out, true).output().unwrap().status.success());
    assert_same(&case.whole().0, &out);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let case = Case::new(100, "jsonl", &[]);
    let ended = case
        .command(Path::new("/dev/full"), false)
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(
        message(&ended).contains("/dev/full: "),
        "{}",
        message(&ended)
    );
}
