//! The screen of `due`.

use anstyle::Style;
use jobgist_store::agenda::{Due, DueKind};

use super::job;
use crate::output::clean;
use crate::view::text::{Page, QUIET, WARNING};

/// Columns before the job's name: the day and the space behind it.
const INDENT: &str = "            ";

/// What is due, a line or two each; what is late stands out.
pub(crate) fn page(due: &[Due], width: usize) -> String {
    let mut page = Page::new(width);
    for one in due {
        let late = one.days < 0 && one.kind != DueKind::Quiet;
        let style = if late { WARNING } else { Style::new() };
        let text = match one.reminder {
            Some(number) => format!("{} (#{number})", clean(&one.text)),
            None => clean(&one.text).into_owned(),
        };
        page.wrapped_after(&format!("{}  ", one.on), &text, INDENT, style);
        let job = job(&one.job, one.title.as_deref(), one.company.as_deref());
        page.wrapped_after(
            INDENT,
            &format!("{job} [{}]", clean(one.status.as_str())),
            INDENT,
            QUIET,
        );
    }
    page.out
}
