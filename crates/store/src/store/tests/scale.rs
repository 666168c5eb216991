//! Ten thousand saved postings: what a question costs, and a posting's share of the file.
//!
//! `cargo test --release -p jobgist-store --lib scale -- --ignored --nocapture`

#![expect(clippy::print_stderr, reason = "it prints figures")]

use std::time::{Duration, Instant};

use super::*;

/// Time that this thread had the processor, where the system tells; other programs do not count.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

fn measured<T>(what: &str, mut work: impl FnMut() -> T) -> T {
    work();
    let (began, used) = (Instant::now(), processor_time());
    let answer = work();
    let took = began.elapsed();
    let used = processor_time()
        .zip(used)
        .map(|(now, before)| now.saturating_sub(before));
    eprintln!(
        "{what:<40} {:>9.2?} of processor, {took:>9.2?}",
        used.unwrap_or(took)
    );
    answer
}

/// A word that no language has.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "re", "mi", "ko", "tu", "lan", "ser", "vi", "dor", "pe", "gal", "nu", "fex", "ho",
        "qui", "za",
    ];
    let mut number = number.wrapping_mul(2_654_435_761) % 65_536;
    let mut word = String::new();
    for _ in 0..4 {
        word.push_str(SYLLABLES[number % 16]);
        number /= 16;
    }
    word
}

/// An invented page of 15 KB, half of it frame.
fn page(number: usize) -> String {
    let line = |at: usize| -> String {
        let words: Vec<String> = (0..9)
            .map(|place| word(number % 97 * 131 + at * 17 + place))
            .collect();
        words.join(" ")
    };
    let items: String = (0..24)
        .map(|at| format!("<li>You have {} years with {}</li>\n", at % 5 + 1, line(at)))
        .collect();
    let frame: String = (0..90)
        .map(|at| {
            format!(
                "<div class=\"nav-{at}\"><a href=\"/{at}\">Go to {}</a></div>\n",
                word(at)
            )
        })
        .collect();
    let towns = [
        "Ghent, Belgium",
        "Graz, Austria",
        "Cork, Ireland",
        "Porto, Portugal",
    ];
    format!(
        "<html><head><title>x</title></head><body><nav>{frame}</nav><main><h1>{} {}</h1><p>{} & Sons Ltd</p>\
         <p>Location: {}</p><h2>Requirements</h2><ul>{items}<li>SQL and Excel</li></ul><h2>What we offer</h2>\
         <p>EUR {} to {} an hour. Apply until 2026-{:02}-{:02}.</p><p>{}</p></main></body></html>",
        ["Baker", "Welder", "Nurse", "Tailor", "Gardener"][number % 5],
        word(number),
        word(number / 7),
        towns[number % 4],
        15 + number % 20,
        20 + number % 20,
        number % 12 + 1,
        number % 28 + 1,
        (0..40).map(line).collect::<Vec<_>>().join(". "),
    )
}

fn fill(place: &mut Place, count: usize) -> usize {
    let mut bytes = 0;
    for first in (0..count).step_by(500) {
        let write = |writer: &mut Writer<'_>| -> Result<(), Error> {
            for number in first..(first + 500).min(count) {
                let text = page(number);
                bytes += text.len();
                let posting = parsed(&text);
                let url = format!("https://jobs.example/{number}");
                let page = super::page(&text, Some(&url));
                let id = writer.save(&page, 0, &posting)?.id;
                if number % 3 == 0 {
                    writer.apply(&id, tracked(Status::Applied, "2026-03-01"))?;
                    writer.apply(&id, Change::Note(format!("Spoke with {}", word(number))))?;
                }
                if number % 5 == 0 {
                    let text = "Ask again".to_owned();
                    writer.apply(
                        &id,
                        Change::Remind {
                            on: day("2026-03-20"),
                            text,
                        },
                    )?;
                }
            }
            Ok(())
        };
        place.store.change(at(first as i64), write).unwrap();
    }
    bytes
}

/// What a posting takes in the file, and where.
fn sizes(place: &Place, count: usize) {
    let connection = &place.store.connection;
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    let size = std::fs::metadata(place.store.path()).unwrap().len();
    eprintln!("{} bytes of file a posting", size / count as u64);
    let mut statement = connection
        .prepare("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 8")
        .unwrap();
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
    });
    for (name, bytes) in rows.unwrap().map(Result::unwrap) {
        eprintln!("    {name:<30} {:>7} a posting", bytes / count as i64);
    }
}

fn questions(store: &Store) {
    let today = day("2026-03-18");
    measured("list", || store.list(&Filter::default(), today).unwrap());
    measured("list by skill and place, sorted by pay", || {
        let filter = Filter {
            skills: vec!["sql".to_owned()],
            places: vec!["graz".to_owned()],
            sort: Sort::Pay,
            ..Filter::default()
        };
        store.list(&filter, today).unwrap()
    });
    let found = measured("search, a word of all, 20 shown", || {
        store.search("requirements", 20).unwrap()
    });
    assert_eq!(found.len(), 20);
    measured("search, two words", || {
        store.search(&format!("{} nurse", word(7)), 20).unwrap()
    });
    measured("due: jobs with open reminders", || {
        store.with_open_reminders().unwrap()
    });
    measured("resolve by a word", || store.resolve(&word(4711)).is_ok());
}

#[test]
#[ignore = "takes minutes and prints figures"]
fn ten_thousand() {
    let count = 10_000;
    let timed = |what: &str, work: &mut dyn FnMut()| {
        let began = Instant::now();
        work();
        eprintln!("{what:<40} {:>9.2?}", began.elapsed());
    };
    let mut place = Place::new();
    let began = Instant::now();
    let bytes = fill(&mut place, count);
    eprintln!(
        "{count} postings of {} bytes saved in {:.0?}",
        bytes / count,
        began.elapsed()
    );
    sizes(&place, count);
    let path = place.store.path().to_owned();
    let store = measured("open", || Store::open(&path).unwrap());
    questions(&store);
    let text = page(count);
    timed("save one more", &mut || {
        drop(place.save(&text, None, at(99_999)))
    });
    let mut copy = Vec::new();
    timed("export", &mut || store.export(&mut copy).unwrap());
    eprintln!("{} bytes of export a posting", copy.len() / count);
    let mut other = Place::new();
    timed("import", &mut || {
        drop(other.store.import(&mut copy.as_slice()).unwrap())
    });
    timed("backup", &mut || {
        place
            .store
            .backup(&path.with_file_name("backup.db"))
            .unwrap()
    });
    timed("check", &mut || place.assert_sound());
}
