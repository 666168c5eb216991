//! What is seen of a run while it goes on, and the line at its end.

use std::io::{IsTerminal as _, stderr, stdout};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};
use jobgist_batch::run::Progress;
use jobgist_batch::source::Jobs;

use crate::args::BatchArgs;
use crate::output::complain;

/// How often the display is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// A bar on the terminal, or nothing.
pub(super) struct Display {
    bar: ProgressBar,
    started: Instant,
    /// When, and at how many bytes, the first row of this run was done: those before are not its
    /// own, and the tables of the library are read with the first.
    first: Option<(Instant, u64)>,
    rows_before: u64,
    drawn: Instant,
}

impl Display {
    /// A display for a run that goes on behind `rows_before` rows.
    pub(super) fn new(args: &BatchArgs, jobs: &Jobs, rows_before: u64) -> Self {
        // Rows that scroll by on the same terminal are progress enough.
        let shown = !args.reading.quiet
            && stderr().is_terminal()
            && (args.out.is_some() || !stdout().is_terminal());
        let bar = if !shown {
            ProgressBar::hidden()
        } else if let Some(total) = jobs.total_bytes().filter(|&total| total > 0) {
            styled(ProgressBar::new(total), "{bar:20} {percent:>3}% {msg}")
        } else {
            styled(ProgressBar::new_spinner(), "{spinner} {msg}")
        };
        let now = Instant::now();
        Self {
            bar,
            started: now,
            first: None,
            rows_before,
            drawn: now,
        }
    }

    /// Shows how far the run is.
    pub(super) fn show(&mut self, progress: &Progress) {
        let now = Instant::now();
        let (first, bytes_before) = *self.first.get_or_insert((now, progress.bytes));
        if self.bar.is_hidden() || now.duration_since(self.drawn) < TICK {
            return;
        }
        self.drawn = now;
        let seconds = now.duration_since(first).as_secs_f64().max(0.001);
        let bytes = progress.bytes.saturating_sub(bytes_before);
        let rows = progress.rows.saturating_sub(self.rows_before);
        let mut message = format!(
            "{} rows, {:.0} rows/s, {}/s",
            HumanCount(progress.rows),
            rows as f64 / seconds,
            HumanBytes((bytes as f64 / seconds) as u64),
        );
        if progress.errors > 0 {
            message += &format!(", {} errors", HumanCount(progress.errors));
        }
        if let Some(total) = self.bar.length() {
            let left = total.saturating_sub(progress.bytes) as f64;
            let left = left / (bytes as f64 / seconds).max(1.0);
            message += &format!(", {} left", clock(left));
            self.bar.set_position(progress.bytes.min(total));
        }
        self.bar.set_message(message);
        self.bar.tick();
    }

    /// Takes the display away.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Says what was done, where somebody looks at standard error or the records went to a file.
    pub(super) fn sum_up(&self, args: &BatchArgs, done: &Progress) {
        if args.reading.quiet || (args.out.is_none() && !stderr().is_terminal()) {
            return;
        }
        let seconds = self.started.elapsed().as_secs_f64();
        let rows = done.rows.saturating_sub(self.rows_before);
        let mut line = format!(
            "{} rows, {} errors, {seconds:.1} s, {:.0} rows/s",
            HumanCount(done.rows),
            HumanCount(done.errors),
            rows as f64 / seconds.max(0.001)
        );
        if args.dedupe.is_some() {
            line += &format!(", {} duplicates", HumanCount(done.duplicates));
        }
        complain(&line);
    }
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Seconds as hours, minutes and seconds.
fn clock(seconds: f64) -> String {
    let seconds = seconds as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn time_left_is_read_like_a_clock() {
        assert_eq!(clock(59.9), "0:59");
        assert_eq!(clock(3725.0), "1:02:05");
    }
}
