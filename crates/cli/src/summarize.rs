//! `jobgist summarize`: one posting after the other, for people or as JSON.

use std::io::{self, Write};

use jobgist::{Options, PageKind, Posting};

use crate::args::{Covered, OutputForm, SummarizeArgs};
use crate::output::{complain, name, safe_json, text_out};
use crate::view::{View, markdown, text};
use crate::{Exit, input};

/// Runs the command.
pub(crate) fn run(args: &SummarizeArgs) -> anyhow::Result<Exit> {
    // The reasons for a line's section stand with the blocks.
    let explained = args.explain && !matches!(args.format, OutputForm::Json);
    let options = Options {
        format: args.input.map(|input| input.format()),
        blocks: args.reading.blocks || explained,
        ..input::options(&args.reading)?
    };
    let mut printer = Printer::new(args);
    let mut exit = Exit::Done;
    for file in &args.files {
        let Some(postings) = input::postings_or_complain(file, &options, &mut exit) else {
            continue;
        };
        let count = postings.len();
        printer.several |= count > 1;
        if count > 1 && !args.reading.quiet {
            complain(&format!("{}: note: it holds {count} postings", name(file)));
        }
        for posting in postings {
            printer.print(&posting)?;
            exit = exit.worse(judge(args, &posting));
        }
    }
    printer.finish()?;
    Ok(exit)
}

/// How the program ends for this posting, said on standard error where it is not well.
fn judge(args: &SummarizeArgs, posting: &Posting) -> Exit {
    let source = &posting.source;
    if !args.reading.quiet {
        let truncated = source
            .truncated
            .iter()
            .map(|what| format!("cut off: {what}"));
        for note in truncated.chain(source.notes.iter().cloned()) {
            complain(&format!("{}: note: {note}", source.name));
        }
    }
    let mut exit = Exit::Done;
    if !holds_posting(posting, &mut exit) {
        return exit;
    }
    for covered in &args.must_cover {
        let (count, what) = match covered {
            Covered::Required => (posting.coverage.required, "must-haves"),
            Covered::Preferred => (posting.coverage.preferred, "nice-to-haves"),
            Covered::Responsibilities => (posting.coverage.responsibilities, "duties"),
        };
        if count.shown < count.total {
            let (shown, total) = (count.shown, count.total);
            complain(&format!(
                "{}: the summary shows {shown} of {total} {what}",
                source.name
            ));
            exit = Exit::NotCovered;
        }
    }
    exit
}

/// Whether a record holds a posting; said on standard error where it does not, and remembered in how
/// the program ends.
pub(crate) fn holds_posting(posting: &Posting, exit: &mut Exit) -> bool {
    let holds = !is_no_posting(posting);
    if !holds {
        complain(&format!("{}: {}", posting.source.name, no_posting(posting)));
        *exit = exit.worse(Exit::NoPosting);
    }
    holds
}

/// Whether the page was judged, and found to hold no posting.
pub(crate) fn is_no_posting(posting: &Posting) -> bool {
    !posting.holds_posting()
}

/// Says that an input holds no posting, and what it is instead.
pub(crate) fn no_posting(posting: &Posting) -> String {
    let what = match posting.page_kind {
        PageKind::Board => "it is a list of postings",
        PageKind::Closed => "the posting is closed",
        PageKind::Login => "it is a login or a bot check",
        PageKind::EmptyShell => "the page loads it later, it is not in the file",
        _ => "it is something else",
    };
    let reason = posting.page_kind_reason.trim();
    if reason.is_empty() {
        format!("holds no posting: {what}")
    } else {
        format!("holds no posting: {what} ({reason})")
    }
}

/// Prints postings in the form asked for.
struct Printer<'a> {
    args: &'a SummarizeArgs,
    out: Box<dyn Write>,
    /// There is more than one posting.
    several: bool,
    printed: usize,
}

impl<'a> Printer<'a> {
    fn new(args: &'a SummarizeArgs) -> Self {
        let out: Box<dyn Write> = match args.format {
            OutputForm::Text => Box::new(text_out(args.color)),
            OutputForm::Json | OutputForm::Markdown => Box::new(io::stdout().lock()),
        };
        Self {
            args,
            out,
            several: args.files.len() > 1,
            printed: 0,
        }
    }

    fn print(&mut self, posting: &Posting) -> anyhow::Result<()> {
        let first = self.printed == 0;
        self.printed += 1;
        let page = match self.args.format {
            OutputForm::Json => self.json(posting, first)?,
            OutputForm::Text => {
                let mut page = String::new();
                if self.several {
                    page.push_str(if first { "" } else { "\n" });
                    page.push_str(&text::file_line(&posting.source.name));
                }
                page + &text::page(&View::of(posting, self.args.explain), text::width())
            }
            OutputForm::Markdown => {
                let gap = if first { "" } else { "\n" };
                gap.to_owned() + &markdown::page(&View::of(posting, self.args.explain))
            }
        };
        Ok(self.out.write_all(page.as_bytes())?)
    }

    /// The record; in an array, with what stands between it and the one before.
    fn json(&self, posting: &Posting, first: bool) -> anyhow::Result<String> {
        let record = safe_json(serde_json::to_string_pretty(posting)?);
        Ok(match (self.several, first) {
            (false, _) => record + "\n",
            (true, true) => format!("[\n{record}"),
            (true, false) => format!(",\n{record}"),
        })
    }

    /// Closes the array of records.
    fn finish(&mut self) -> anyhow::Result<()> {
        if self.args.format == OutputForm::Json && self.several {
            let end: &[u8] = if self.printed == 0 { b"[]\n" } else { b"\n]\n" };
            self.out.write_all(end)?;
        }
        Ok(self.out.flush()?)
    }
}
