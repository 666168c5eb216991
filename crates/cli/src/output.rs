//! Standard output and standard error, and what may reach them.

use std::borrow::Cow;
use std::io::{self, Write as _};
use std::path::Path;

use jobgist_batch::sink;
pub(crate) use jobgist_batch::sink::{is_unsafe, safe_json, safe_text as clean};

use crate::args::Color;

/// Standard output for text: styles are taken out where the reader is not a terminal.
pub(crate) type TextOut = anstream::AutoStream<io::StdoutLock<'static>>;

/// Standard output for text in colours as asked.
pub(crate) fn text_out(color: Color) -> TextOut {
    let stdout = io::stdout();
    let choice = match color {
        Color::Auto => anstream::AutoStream::choice(&stdout),
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    anstream::AutoStream::new(stdout.lock(), choice)
}

/// Says on standard error what went wrong. Nothing can be done when that fails too.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "jobgist: {}", visible(message));
}

/// Whether the error is a reader that closed our output.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let of_system = cause.downcast_ref::<io::Error>();
        let of_output = cause.downcast_ref::<sink::Error>();
        of_system.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || of_output.is_some_and(sink::Error::is_broken_pipe)
    })
}

/// A path as it is printed.
pub(crate) fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A message in which characters that could steer a terminal are spelt out (file names hold
/// anything).
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unsafe(character) {
            out.extend(character.escape_unicode());
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// What stands before the next of several JSON values that make an array; nothing before a single one.
pub(crate) fn before_json(several: bool, printed: usize) -> &'static str {
    match (several, printed) {
        (false, _) => "",
        (true, 0) => "[\n",
        (true, _) => ",\n",
    }
}

/// What stands behind the last of them.
pub(crate) fn end_of_json(several: bool, printed: usize) -> &'static str {
    match (several, printed) {
        (false, 0) => "",
        (false, _) => "\n",
        (true, 0) => "[]\n",
        (true, _) => "\n]\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_show_what_they_hide() {
        assert_eq!(visible("a\u{1b}]0;b\u{7}"), "a\\u{1b}]0;b\\u{7}");
    }
}
