//! Outputs at paths: what appears, what stays behind, what is gone on with.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use jobgist::{Options, Posting};
use jobgist_arrow::ParquetRows;
use serde_json::json;

use super::*;

const PAGE: &str = "Night Baker\n\nRequirements\n- Two years in a bakery\n";

fn opened(path: &Path, options: &OutputOptions) -> Result<Opened, Error> {
    Output::open(Target::Path(path.to_owned()), options)
}

fn open(path: &Path, options: &OutputOptions) -> Box<Output> {
    match opened(path, options).unwrap() {
        Opened::Output(output) => output,
        Opened::Complete => panic!("it is complete"),
    }
}

fn resuming(form: Form) -> OutputOptions {
    OutputOptions {
        resume: true,
        ..OutputOptions::new(form)
    }
}

/// Writes the rows of some inputs.
fn write(output: &mut Output, numbers: std::ops::Range<u64>) {
    let posting = Posting::parse(PAGE.as_bytes(), &Options::default()).unwrap();
    let encoder = output.encoder();
    for number in numbers {
        let row = encoder.posting(json!(number), posting.clone());
        output.write(row).unwrap();
        output.finished(number, number).unwrap();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn an_output_appears_complete_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.jsonl");
    fs::write(&path, "before").unwrap();
    let mut output = open(&path, &OutputOptions::new(Form::JsonLines));
    write(&mut output, 0..2);
    assert_eq!(fs::read_to_string(&path).unwrap(), "before");
    output.give_up();
    drop(output);
    assert_eq!(names(folder.path()), ["records.jsonl"]);
    let mut output = open(&path, &OutputOptions::new(Form::JsonLines));
    write(&mut output, 0..2);
    output.finish().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 2);
    assert_eq!(names(folder.path()), ["records.jsonl"]);
}

#[test]
fn what_was_interrupted_is_gone_on_with() {
    for form in [Form::JsonLines, Form::JsonFiles] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let mut output = open(&path, &OutputOptions::new(form));
        write(&mut output, 0..3);
        output.interrupt().unwrap();
        drop(output);
        assert!(waits(&path) && !path.exists());
        assert!(matches!(
            opened(&path, &OutputOptions::new(form)),
            Err(Error::Unfinished { rows: 3, .. })
        ));
        let mut output = open(&path, &resuming(form));
        assert_eq!((output.mark().jobs, output.rows_before()), (3, 3));
        write(&mut output, 3..5);
        output.finish().unwrap();
        if form == Form::JsonLines {
            assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 5);
        } else {
            assert_eq!(
                names(&path),
                ["0.json", "1.json", "2.json", "3.json", "4.json"]
            );
        }
        assert!(matches!(
            opened(&path, &resuming(form)),
            Ok(Opened::Complete)
        ));
    }
}

#[test]
fn a_whole_output_waits_for_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.jsonl");
    let mut output = open(&path, &OutputOptions::new(Form::JsonLines));
    write(&mut output, 0..3);
    fs::create_dir(&path).unwrap();
    fs::write(path.join("in the way"), "").unwrap();
    output.finish().unwrap_err();
    output.give_up();
    drop(output);
    fs::remove_dir_all(&path).unwrap();
    assert!(matches!(
        opened(&path, &resuming(Form::JsonLines)),
        Ok(Opened::Complete)
    ));
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 3);
    assert_eq!(names(folder.path()), ["records.jsonl"]);
}

#[test]
fn members_end_where_they_would_without_an_interruption() {
    let folder = tempfile::tempdir().unwrap();
    let mut contents = Vec::new();
    for compression in [Compression::Gzip, Compression::Zstd] {
        for cut in [None, Some(1500)] {
            let path = folder.path().join("out");
            let options = OutputOptions {
                compression,
                ..resuming(Form::JsonLines)
            };
            let mut output = open(&path, &options);
            if let Some(cut) = cut {
                write(&mut output, 0..cut);
                output.interrupt().unwrap();
                drop(output);
                output = open(&path, &options);
                assert_eq!(output.mark().jobs, 1000);
            }
            let done = output.mark().jobs;
            write(&mut output, done..2200);
            output.finish().unwrap();
            contents.push(fs::read(&path).unwrap());
            fs::remove_file(path).unwrap();
        }
    }
    assert!(contents[0] == contents[1] && contents[2] == contents[3]);
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(&contents[0][..])
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text.lines().count(), 2200);
    assert_eq!(zstd::decode_all(&contents[2][..]).unwrap(), text.as_bytes());
}

#[test]
fn an_empty_output_is_one_of_its_form() {
    let folder = tempfile::tempdir().unwrap();
    let empty = |name: &str| {
        let path = folder.path().join(name);
        let (form, compression) = Form::of_path(&path);
        let options = OutputOptions {
            compression,
            ..OutputOptions::new(form.unwrap())
        };
        open(&path, &options).finish().unwrap();
        fs::read(path).unwrap()
    };
    assert!(empty("a.jsonl").is_empty());
    assert!(empty("a.csv").starts_with(b"id,error,duplicate_of,"));
    assert!(
        zstd::decode_all(&empty("a.jsonl.zst")[..])
            .unwrap()
            .is_empty()
    );
    let mut text = String::new();
    flate2::read::GzDecoder::new(&empty("a.jsonl.gz")[..])
        .read_to_string(&mut text)
        .unwrap();
    assert!(text.is_empty());
    empty("a.parquet");
    let rows = ParquetRows::open(&folder.path().join("a.parquet")).unwrap();
    assert_eq!(rows.count(), 0);
}

#[test]
fn parts_are_joined_and_errors_are_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.parquet");
    let mut output = open(&path, &OutputOptions::new(Form::Parquet));
    write(&mut output, 0..4097);
    let failure = output
        .encoder()
        .failure(json!("x"), "it is empty".to_owned());
    output.write(failure).unwrap();
    output.finished(4097, 0).unwrap();
    output.finish().unwrap();
    assert_eq!(names(folder.path()), ["records.parquet"]);
    let rows: Vec<_> = ParquetRows::open(&path)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows.len(), 4098);
    assert_eq!(rows[4097].id, "x");
}

/// A process may end behind each step of putting an output in its place.
#[test]
fn what_was_ended_in_its_last_steps_is_complete() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    let [partial, journal] = ["out.partial", "out.journal"].map(|name| folder.path().join(name));
    let complete = "{\"settings\":{}}\n\"complete\"\n";
    let is_put = || {
        assert!(matches!(
            opened(&path, &resuming(Form::Parquet)),
            Ok(Opened::Complete)
        ));
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(names(folder.path()), ["out"]);
    };
    fs::write(&partial, "whole").unwrap();
    fs::write(&journal, complete).unwrap();
    is_put();
    fs::write(&journal, complete).unwrap();
    is_put();
    fs::create_dir(&partial).unwrap();
    fs::write(partial.join(place::WHOLE), "whole").unwrap();
    fs::write(partial.join("00000000.parquet"), "part").unwrap();
    fs::write(&journal, complete).unwrap();
    fs::remove_file(&path).unwrap();
    is_put();
    fs::create_dir(&partial).unwrap();
    fs::write(partial.join("00000000.parquet"), "part").unwrap();
    fs::write(&journal, complete).unwrap();
    is_put();
}

#[test]
fn a_partial_file_that_is_too_short_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.jsonl");
    let mut output = open(&path, &OutputOptions::new(Form::JsonLines));
    write(&mut output, 0..3);
    output.interrupt().unwrap();
    drop(output);
    fs::write(folder.path().join("out.jsonl.partial"), "{").unwrap();
    let error = opened(&path, &resuming(Form::JsonLines)).err().unwrap();
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "").unwrap();
    for resume in [false, true] {
        let options = OutputOptions {
            resume,
            ..OutputOptions::new(Form::JsonFiles)
        };
        // A folder without a journal may be a complete output: then nothing is done either.
        assert!(matches!(
            opened(folder.path(), &options),
            Err(Error::Occupied { .. }) | Ok(Opened::Complete)
        ));
    }
    assert_eq!(names(folder.path()), ["letter.txt"]);
    let error = opened(folder.path(), &OutputOptions::new(Form::JsonLines));
    assert!(matches!(error, Err(Error::Write { .. })));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("target"), folder.path().join("link"));
    fs::write(&target, "before").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let mut output = open(&link, &OutputOptions::new(Form::JsonLines));
    write(&mut output, 0..1);
    output.finish().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(
        fs::read_to_string(&target)
            .unwrap()
            .starts_with("{\"id\":0,")
    );
}

#[test]
fn what_does_not_go_together_is_refused() {
    let memory = || Target::Writer("memory".to_owned(), Box::new(Vec::new()));
    let refused = |options: &OutputOptions| Output::open(memory(), options).err().unwrap();
    let parquet = OutputOptions::new(Form::Parquet);
    assert!(matches!(refused(&parquet), Error::NeedsPath { .. }));
    let compressed = OutputOptions {
        compression: Compression::Gzip,
        ..parquet
    };
    assert!(matches!(refused(&compressed), Error::NotCompressed { .. }));
    let table = OutputOptions {
        select: Some(Table::Skills),
        ..OutputOptions::new(Form::MarkdownFiles)
    };
    assert!(matches!(refused(&table), Error::NoTable { .. }));
}
