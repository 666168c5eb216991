//! An open output: rows in, and the marks from which it can be gone on with.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jobgist_arrow::tables::Table;

use crate::job::text_of;
use jobgist_duplicates::{Fingerprint, Index};

use super::columns::Columns;
use super::error::name;
use super::error_file::ErrorFile;
use super::folder::Folder;
use super::place::{self, Found, Place};
use super::stream::{Shape, Stream};
use super::{
    Compression, Cuts, Dedupe, Encoder, Error, Extent, Form, Mark, OutputOptions, Row, Settings,
    Sink, Target, encode,
};

/// Rows between two marks, where the output can be cut anywhere.
const MARK_ROWS: u64 = 1000;

/// Time between two marks, where the output can be cut anywhere.
const MARK_TIME: Duration = Duration::from_secs(2);

/// What opening an output gives.
pub enum Opened {
    /// An output to write to.
    Output(Box<Output>),
    /// The output to be gone on with is complete already.
    Complete,
}

/// An open output.
pub struct Output {
    sink: Box<dyn Sink>,
    encoder: Encoder,
    dedupe: Dedupe,
    duplicates: Duplicates,
    errors: Option<ErrorFile>,
    /// `None` for what cannot be gone on with: streams, devices, pipes.
    place: Option<Place>,
    /// How far it is.
    mark: Mark,
    /// All is written, if not yet in its place.
    completed: bool,
    /// How far it was at the last mark, and when that was.
    marked: (Mark, Instant),
}

/// The postings that others may repeat.
#[derive(Default)]
struct Duplicates {
    index: Index,
    /// The ids of the originals.
    ids: Vec<String>,
    /// Originals since the last mark; `None` where nobody can go on and needs them.
    recent: Option<Vec<(String, String)>>,
}

impl Output {
    /// Opens an output.
    ///
    /// # Errors
    /// When it cannot be written to, when an interrupted run waits there and `resume` is not set,
    /// or when that was begun with other settings.
    pub fn open(target: Target, options: &OutputOptions) -> Result<Opened, Error> {
        check(options)?;
        let mut marks = Vec::new();
        let (sink, place): (Box<dyn Sink>, _) = match target {
            Target::Writer(name, writer) => {
                let shape = shape(options, &name)?;
                (Box::new(Stream::to_writer(name, writer, shape)?), None)
            }
            Target::Path(path) => {
                let (resume, folder) = (options.resume, options.form.is_folder());
                match Place::find(&path, resume, folder, &settings(options))? {
                    Found::Complete => return Ok(Opened::Complete),
                    Found::Device => {
                        let shape = shape(options, &name(&path))?;
                        let device = Stream::to_file(name(&path), &path, 0, shape)?;
                        (Box::new(device), None)
                    }
                    Found::Place(place, found) => {
                        marks = found;
                        (sink_at(&place, options, &marks)?, Some(place))
                    }
                }
            }
        };
        let output = Self::of(sink, place, options, marks)?;
        Ok(Opened::Output(Box::new(output)))
    }

    fn of(
        sink: Box<dyn Sink>,
        place: Option<Place>,
        options: &OutputOptions,
        marks: Vec<Mark>,
    ) -> Result<Self, Error> {
        let mut duplicates = Duplicates {
            recent: place.is_some().then(Vec::new),
            ..Duplicates::default()
        };
        for (id, fingerprint) in marks.iter().flat_map(|mark| &mark.seen) {
            let known = duplicates.know(id, fingerprint);
            if let (Err(reason), Some(place)) = (known, &place) {
                return Err(place.damaged(reason));
            }
        }
        let mark = Mark {
            seen: Vec::new(),
            ..marks.into_iter().next_back().unwrap_or_default()
        };
        let errors = options
            .errors
            .as_deref()
            .map(|path| ErrorFile::open(path, mark.error_bytes.unwrap_or(0)))
            .transpose()?;
        Ok(Self {
            sink,
            encoder: Encoder::new(options),
            dedupe: options.dedupe,
            duplicates,
            errors,
            place,
            marked: (mark.clone(), Instant::now()),
            mark,
            completed: false,
        })
    }

    /// Where an output at `path` is written until it is complete.
    #[must_use]
    pub fn partial_path(path: &Path) -> PathBuf {
        place::partial_path(path)
    }

    /// Rows that an earlier run has left, to be gone on with.
    #[must_use]
    pub fn rows_before(&self) -> u64 {
        self.marked.0.rows
    }

    /// How far the run is; at first: what an earlier run has left.
    pub(crate) fn mark(&self) -> &Mark {
        &self.mark
    }

    /// Rows that stay whatever happens: those up to the last mark.
    pub(crate) fn safe_rows(&self) -> u64 {
        self.marked.0.rows
    }

    /// What workers make rows with.
    pub(crate) fn encoder(&self) -> Encoder {
        self.encoder.clone()
    }

    /// Writes a row.
    pub(crate) fn write(&mut self, row: Row) -> Result<(), Error> {
        self.mark.rows += 1;
        if let Some(line) = row.error_line() {
            self.mark.errors += 1;
            if let Some(errors) = &mut self.errors {
                errors.write(&line)?;
            }
        }
        let original = self.duplicates.original(&row);
        self.mark.duplicates += u64::from(original.is_some());
        if original.is_some() && self.dedupe == Dedupe::Drop {
            return Ok(());
        }
        self.sink.write(row, original.as_deref())
    }

    /// All rows of a job are written.
    pub(crate) fn finished(&mut self, number: u64, chain: u64) -> Result<(), Error> {
        self.mark.finished(number, chain);
        let rows = self.mark.rows - self.marked.0.rows;
        let due = match self.sink.cuts() {
            Cuts::EachRows(most) => rows >= most,
            Cuts::Anywhere => {
                self.place.is_some() && (rows >= MARK_ROWS || self.marked.1.elapsed() >= MARK_TIME)
            }
        };
        if due { self.cut() } else { Ok(()) }
    }

    /// Hands on what can be, as nothing comes for a while.
    pub(crate) fn hand_on(&mut self) -> Result<(), Error> {
        self.sink.hand_on()
    }

    /// Cuts the output here, and remembers it.
    fn cut(&mut self) -> Result<(), Error> {
        self.mark.output = self.sink.cut()?;
        self.mark.error_bytes = self.errors.as_mut().map(ErrorFile::cut).transpose()?;
        if let Some(place) = &mut self.place {
            let recent = self.duplicates.recent.as_mut();
            let seen = recent.map(std::mem::take).unwrap_or_default();
            place.mark(Mark {
                seen,
                ..self.mark.clone()
            })?;
        }
        self.marked = (self.mark.clone(), Instant::now());
        Ok(())
    }

    /// Ends before the inputs do: what is written stays, to be gone on with.
    pub(crate) fn interrupt(&mut self) -> Result<(), Error> {
        match self.sink.cuts() {
            Cuts::Anywhere => self.cut()?,
            Cuts::EachRows(_) => self.sink.leave()?,
        }
        self.leave();
        Ok(())
    }

    /// Ends because it cannot be written on; what is safe stays.
    pub(crate) fn give_up(&mut self) {
        if self.completed {
            // All of it is written, and only its place is missing: the next run puts it there.
            return;
        }
        self.sink.give_up(&self.marked.0.output);
        self.leave();
    }

    /// Leaves nothing behind where there is nothing to go on with.
    fn leave(&self) {
        if let Some(place) = &self.place
            && (!place.is_marked() || self.marked.0.jobs_done() == 0)
        {
            place.clear();
        }
    }

    /// Completes the output and puts it in its place.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        self.sink.finish()?;
        if let Some(errors) = &mut self.errors {
            errors.cut()?;
        }
        self.completed = true;
        match &mut self.place {
            Some(place) => place.complete(),
            None => Ok(()),
        }
    }
}

impl Duplicates {
    /// The id of the posting that a row repeats.
    fn original(&mut self, row: &Row) -> Option<String> {
        let fingerprint = row.fingerprint.as_ref()?;
        let number = self.ids.len() as u64;
        match self.index.insert(fingerprint, number) {
            Some(duplicate) => usize::try_from(duplicate.row)
                .ok()
                .and_then(|row| self.ids.get(row).cloned()),
            None => {
                let id = text_of(&row.id);
                if let Some(recent) = &mut self.recent {
                    recent.push((id.clone(), fingerprint.to_string()));
                }
                self.ids.push(id);
                None
            }
        }
    }

    /// Takes in an original of the run before.
    fn know(&mut self, id: &str, fingerprint: &str) -> Result<(), String> {
        let fingerprint: Fingerprint = fingerprint
            .parse()
            .map_err(|error| format!("{id}: {error}"))?;
        self.index.insert(&fingerprint, self.ids.len() as u64);
        self.ids.push(id.to_owned());
        Ok(())
    }
}

/// All that decides the output: what the caller names, and what is known here.
fn settings(options: &OutputOptions) -> Settings {
    let mut settings = options.settings.clone();
    let mut set = |name: &str, value: &str| settings.insert(name.to_owned(), value.to_owned());
    set("jobgist", env!("CARGO_PKG_VERSION"));
    set("output", options.form.name());
    set("select", options.select.map_or("none", Table::name));
    set("compression", options.compression.name());
    set("dedupe", options.dedupe.name());
    settings
}

/// Refuses what does not go together.
fn check(options: &OutputOptions) -> Result<(), Error> {
    let form = options.form.name();
    if options.form.is_folder() && options.select.is_some() {
        return Err(Error::NoTable { form });
    }
    let compresses = matches!(options.form, Form::JsonLines | Form::Csv);
    if !compresses && options.compression != Compression::None {
        return Err(Error::NotCompressed { form });
    }
    Ok(())
}

/// What the rows of a stream look like.
fn shape(options: &OutputOptions, name: &str) -> Result<Shape, Error> {
    let header = match options.form {
        Form::JsonLines => Vec::new(),
        Form::Csv => encode::csv_header(options.select.unwrap_or(Table::Postings)),
        Form::Parquet | Form::JsonFiles | Form::MarkdownFiles => {
            return Err(Error::NeedsPath {
                name: name.to_owned(),
                form: options.form.name(),
            });
        }
    };
    Ok(Shape {
        header,
        original: original(options),
        compression: options.compression,
    })
}

/// How the original's id stands in the row of a duplicate.
fn original(options: &OutputOptions) -> fn(&str) -> Vec<u8> {
    match (options.form, options.select) {
        (Form::Csv, _) => encode::csv_original,
        (Form::JsonFiles, _) => encode::file_original,
        (_, Some(_)) => encode::json_original,
        (_, None) => encode::line_original,
    }
}

/// The sink of an output that can be gone on with.
fn sink_at(place: &Place, options: &OutputOptions, marks: &[Mark]) -> Result<Box<dyn Sink>, Error> {
    let (name, partial) = (name(place.path()), place.partial());
    let extent = marks.last().map(|mark| &mark.output);
    Ok(match (options.form, extent) {
        (Form::JsonFiles | Form::MarkdownFiles, None | Some(Extent::Files(_))) => {
            let markdown = options.form == Form::MarkdownFiles;
            let ending = if markdown { ".md" } else { ".json" };
            Box::new(Folder::open(partial, ending, original(options), marks)?)
        }
        (Form::Parquet, None) => Box::new(Columns::open(name, partial, options.select, 0)?),
        (Form::Parquet, Some(&Extent::Parts(parts))) => {
            Box::new(Columns::open(name, partial, options.select, parts)?)
        }
        (Form::JsonLines | Form::Csv, None) => {
            let shape = shape(options, &name)?;
            Box::new(Stream::to_file(name, partial, 0, shape)?)
        }
        (Form::JsonLines | Form::Csv, Some(&Extent::Bytes(bytes))) => {
            let there = std::fs::metadata(partial).map_or(0, |about| about.len());
            if there < bytes {
                return Err(place.damaged(format!("only {there} of {bytes} bytes are there")));
            }
            let shape = shape(options, &name)?;
            Box::new(Stream::to_file(name, partial, bytes, shape)?)
        }
        _ => return Err(place.damaged("it is that of another form")),
    })
}
