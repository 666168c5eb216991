//! The pipeline as a whole, in memory.

use std::io::{self, Write};
use std::sync::Mutex;
use std::time::Instant;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::job::Input;
use crate::sink::{Form, Opened, OutputOptions, Target};

/// Memory that a test looks into; it fails after so many bytes.
#[derive(Clone)]
struct Shared {
    bytes: Arc<Mutex<Vec<u8>>>,
    room: usize,
}

impl Shared {
    fn new(room: usize) -> Self {
        Self {
            bytes: Arc::default(),
            room,
        }
    }

    fn text(&self) -> String {
        String::from_utf8(self.bytes.lock().unwrap().clone()).unwrap()
    }

    fn ids(&self) -> Vec<Value> {
        self.text()
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone())
            .collect()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.bytes.lock().unwrap();
        let room = self.room - written.len();
        if room == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = room.min(bytes.len());
        written.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn output(memory: &Shared) -> Box<Output> {
    let target = Target::Writer("memory".to_owned(), Box::new(memory.clone()));
    match Output::open(target, &OutputOptions::new(Form::JsonLines)).unwrap() {
        Opened::Output(output) => output,
        Opened::Complete => unreachable!("memory is never complete"),
    }
}

fn job(id: impl Into<Value>, text: &str) -> Job {
    Job {
        id: id.into(),
        url: None,
        input: Input::Bytes {
            bytes: text.as_bytes().to_vec(),
            format: None,
        },
        consumed: 0,
    }
}

type Jobs = Vec<Result<Job, Cause>>;

fn options(threads: usize) -> RunOptions {
    RunOptions {
        threads,
        ..RunOptions::default()
    }
}

const PAGE: &str = "Night Baker\n\nRequirements\n- Two years in a bakery\n";

/// Every third page is large, so that the ones behind it are ready first.
fn pages(count: u64) -> Jobs {
    (0..count)
        .map(|number| {
            let lines = if number % 3 == 0 { 200 } else { 1 };
            Ok(job(number, &PAGE.repeat(lines)))
        })
        .collect()
}

#[test]
fn rows_keep_the_order_of_the_inputs() {
    let memory = Shared::new(usize::MAX);
    let mut seen = Progress::default();
    let summary = run(
        pages(100).into_iter(),
        &options(4),
        output(&memory),
        &mut |progress| seen = *progress,
    )
    .unwrap();
    assert_eq!(memory.ids(), (0..100).map(Value::from).collect::<Vec<_>>());
    assert_eq!(summary.progress, seen);
    assert_eq!((seen.rows, seen.errors, summary.stopped), (100, 0, false));
}

#[test]
fn without_an_order_every_row_comes_once() {
    let memory = Shared::new(usize::MAX);
    let options = RunOptions {
        unordered: true,
        ..options(4)
    };
    run(
        pages(100).into_iter(),
        &options,
        output(&memory),
        &mut |_| {},
    )
    .unwrap();
    let mut ids: Vec<u64> = memory.ids().iter().map(|id| id.as_u64().unwrap()).collect();
    ids.sort_unstable();
    assert_eq!(ids, (0..100).collect::<Vec<_>>());
}

#[test]
fn a_file_of_several_postings_has_a_row_for_each() {
    let feed = r#"[{"title":"Cook","company":"Pan","city":"Ghent"},{"title":"Baker","company":"Pan","city":"Lier"}]"#;
    let memory = Shared::new(usize::MAX);
    let jobs: Jobs = vec![Ok(job("a1", feed)), Ok(job("a2", PAGE))];
    run(jobs.into_iter(), &options(2), output(&memory), &mut |_| {}).unwrap();
    assert_eq!(memory.ids(), ["a1#1", "a1#2", "a2"]);
}

#[test]
fn the_address_of_a_row_is_that_of_its_record() {
    let memory = Shared::new(usize::MAX);
    let jobs: Jobs = vec![Ok(Job {
        url: Some("https://jobs.example/1".to_owned()),
        ..job("a1", PAGE)
    })];
    run(jobs.into_iter(), &options(1), output(&memory), &mut |_| {}).unwrap();
    let record: Value = serde_json::from_str(&memory.text()).unwrap();
    assert_eq!(record["source"]["url"], "https://jobs.example/1");
    assert_eq!(record["source"]["name"], "a1");
}

#[test]
fn what_could_be_read_is_written_before_the_error_that_ends_the_inputs() {
    let memory = Shared::new(usize::MAX);
    let mut jobs = pages(5);
    jobs.push(Err("the pipe has burst".into()));
    jobs.extend(pages(5));
    let ended = run(jobs.into_iter(), &options(2), output(&memory), &mut |_| {});
    assert_eq!(ended.unwrap_err().to_string(), "the pipe has burst");
    assert_eq!(memory.ids().len(), 5);
}

#[test]
fn inputs_that_panic_end_the_run_with_an_error() {
    let memory = Shared::new(usize::MAX);
    let jobs = pages(3)
        .into_iter()
        .chain(std::iter::from_fn(|| panic!("a fault of the source")));
    let ended = run(jobs, &options(2), output(&memory), &mut |_| {});
    assert!(ended.unwrap_err().to_string().contains("internal error"));
    assert_eq!(memory.ids().len(), 3);
}

#[test]
fn a_full_disk_is_an_error_and_ends_the_run() {
    let memory = Shared::new(300_000);
    let endless = (0_u64..).map(|number| Ok::<_, Cause>(job(number, PAGE)));
    let ended = run(endless, &options(2), output(&memory), &mut |_| {});
    assert_eq!(ended.unwrap_err().to_string(), "memory: no storage space");
}

#[test]
fn a_stop_finishes_what_has_begun() {
    let memory = Shared::new(usize::MAX);
    let options = options(2);
    let stop = options.stop.clone();
    let endless = (0_u64..).map(|number| Ok::<_, Cause>(job(number, PAGE)));
    let summary = run(endless, &options, output(&memory), &mut |progress| {
        stop.store(progress.rows >= 50, Ordering::SeqCst);
    })
    .unwrap();
    assert!(summary.stopped);
    let ids = memory.ids();
    assert!(ids.len() >= 50);
    assert_eq!(ids, (0..ids.len()).map(Value::from).collect::<Vec<_>>());
}

#[test]
fn a_stop_does_not_wait_for_the_reader() {
    let memory = Shared::new(usize::MAX);
    let options = options(1);
    let stop = options.stop.clone();
    let hanging = pages(1).into_iter().chain(std::iter::from_fn(|| {
        std::thread::sleep(Duration::from_secs(60));
        None
    }));
    let began = Instant::now();
    let summary = run(hanging, &options, output(&memory), &mut |_| {
        stop.store(true, Ordering::SeqCst);
    })
    .unwrap();
    assert!(summary.stopped && began.elapsed() < Duration::from_secs(30));
}

#[test]
fn each_answer_comes_before_the_next_question() {
    let memory = Shared::new(usize::MAX);
    let seen = memory.clone();
    let jobs = (0_u64..3).map(move |number| {
        let began = Instant::now();
        while (seen.text().lines().count() as u64) < number {
            assert!(began.elapsed() < Duration::from_secs(20), "no answer");
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok::<_, Cause>(job(number, PAGE))
    });
    run(jobs, &options(2), output(&memory), &mut |_| {}).unwrap();
    assert_eq!(memory.ids().len(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_inputs_have_their_rows_in_order(
        texts in prop::collection::vec(prop::option::of(".{0,60}"), 0..40),
        threads in 1_usize..4,
    ) {
        let memory = Shared::new(usize::MAX);
        let jobs: Jobs = texts
            .iter()
            .enumerate()
            .map(|(number, text)| {
                Ok(match text {
                    Some(text) => job(number, text),
                    None => Job { input: Input::Unread("not there".to_owned()), ..job(number, "") },
                })
            })
            .collect();
        run(jobs.into_iter(), &options(threads), output(&memory), &mut |_| {}).unwrap();
        prop_assert_eq!(memory.ids(), (0..texts.len()).map(Value::from).collect::<Vec<_>>());
    }
}
