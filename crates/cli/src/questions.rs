//! `jobgist questions`: what postings leave open, and what in them does not go together.

use std::io::Write as _;

use jobgist::{Contradiction, Options, Posting, Question};
use serde::Serialize;

use crate::args::{QuestionsArgs, QuestionsForm};
use crate::output::{before_json, end_of_json, safe_json, text_out};
use crate::summarize::holds_posting;
use crate::view::{review, text};
use crate::{Exit, input};

/// The review of a posting, as JSON.
#[derive(Serialize)]
struct Review<'a> {
    name: &'a str,
    title: Option<&'a str>,
    company: Option<&'a str>,
    language: Option<&'a str>,
    questions: Vec<Question>,
    contradictions: Vec<Contradiction>,
}

/// Runs the command.
pub(crate) fn run(args: &QuestionsArgs) -> anyhow::Result<Exit> {
    let options = Options {
        format: args.input.map(|input| input.format()),
        language: args.language.clone(),
        today: args.today.clone(),
        ..Options::default()
    };
    let mut exit = Exit::Done;
    let mut several = args.files.len() > 1;
    let mut printed = 0_usize;
    let mut out = text_out(args.color);
    for file in &args.files {
        let Some(postings) = input::postings_or_complain(file, &options, &mut exit) else {
            continue;
        };
        several |= postings.len() > 1;
        for posting in postings {
            if !holds_posting(&posting, &mut exit) {
                continue;
            }
            let page = match args.format {
                QuestionsForm::Text => screen(args, &posting, several, printed == 0),
                QuestionsForm::Json => {
                    before_json(several, printed).to_owned() + &json(args, &posting)?
                }
            };
            out.write_all(page.as_bytes())?;
            printed += 1;
        }
    }
    if args.format == QuestionsForm::Json {
        out.write_all(end_of_json(several, printed).as_bytes())?;
    }
    out.flush()?;
    Ok(exit)
}

fn review<'a>(args: &QuestionsArgs, posting: &'a Posting) -> Review<'a> {
    Review {
        name: &posting.source.name,
        title: posting.title.as_deref(),
        company: posting.company.as_deref(),
        language: posting.source.language.as_deref(),
        questions: posting.questions(args.ask_in()),
        contradictions: posting.contradictions(args.today.as_deref()),
    }
}

fn json(args: &QuestionsArgs, posting: &Posting) -> anyhow::Result<String> {
    Ok(safe_json(serde_json::to_string_pretty(&review(
        args, posting,
    ))?))
}

fn screen(args: &QuestionsArgs, posting: &Posting, several: bool, first: bool) -> String {
    let Review {
        questions,
        contradictions,
        ..
    } = review(args, posting);
    let mut page = String::new();
    if several {
        page.push_str(if first { "" } else { "\n" });
        page.push_str(&text::file_line(&posting.source.name));
    }
    page + &review::page(posting, &questions, &contradictions, text::width())
}
