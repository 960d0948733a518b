//! How far a run is, shown on standard error, and its end on Ctrl-C.
//!
//! On a terminal one line is drawn again and again; `--progress plain` writes a line now and then; where standard error leads
//! elsewhere nothing is shown.

use std::{
    io::{self, IsTerminal},
    process,
    sync::{
        Arc, Mutex, MutexGuard, Once, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use clap::ValueEnum;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::say;
use crate::pipeline::Progress;

/// Exit status of a run that was interrupted: 128 and the number of the signal, as a shell has it.
pub(super) const INTERRUPTED: u8 = 130;

/// How progress is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Show {
    /// A bar on a terminal, else nothing
    #[default]
    Auto,
    /// A line every ten seconds
    Plain,
    /// Nothing
    None,
}

/// Runs that take less show nothing.
const DRAWN_AFTER: Duration = Duration::from_secs(1);

/// Time between two drawings of the bar.
const DRAWN_EVERY: Duration = Duration::from_millis(200);

/// Time between two plain lines.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// Watches a run.
pub(super) struct Watch {
    /// How far the run is.
    pub(super) progress: Arc<Progress>,
    /// What came of it so far.
    pub(super) found: Arc<Found>,
    display: Option<Display>,
}

/// What came of a run so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) matches: AtomicU64,
    pub(super) findings: AtomicU64,
}

struct Display {
    bar: Option<ProgressBar>,
    /// Ends the thread when it is dropped.
    ends: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Begins to watch.
    pub(super) fn new(show: Show) -> Self {
        let (progress, found) = (Arc::<Progress>::default(), Arc::<Found>::default());
        stop_when_interrupted(&progress);
        let is_terminal = io::stderr().is_terminal();
        let display = match show {
            Show::Auto if is_terminal => Some(Display::bar(&progress, &found)),
            Show::Plain => Some(Display::lines(&progress, &found)),
            Show::Auto | Show::None => None,
        };
        Self { progress, found, display }
    }

    /// Writes something on the terminal while the bar is away.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match self.display.as_ref().and_then(|display| display.bar.as_ref()) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Shows nothing from now on, and leaves Ctrl-C to whatever comes next.
    pub(super) fn finish(&mut self) {
        self.display = None;
        let mut current = current();
        if current.as_ref().is_some_and(|current| Arc::ptr_eq(current, &self.progress)) {
            *current = None;
        }
    }
}

/// The run that Ctrl-C ends.
static CURRENT: Mutex<Option<Arc<Progress>>> = Mutex::new(None);

/// The first Ctrl-C asks the run to end; the second one ends the process, as does one between two runs.
fn stop_when_interrupted(progress: &Arc<Progress>) {
    static HANDLER: Once = Once::new();
    *current() = Some(Arc::clone(progress));
    // where no handler can be set the system ends the process
    HANDLER.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            if !stop_current() {
                process::exit(i32::from(INTERRUPTED));
            }
        });
    });
}

fn current() -> MutexGuard<'static, Option<Arc<Progress>>> {
    CURRENT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Asks the run to end; whether there is one that was not asked yet.
fn stop_current() -> bool {
    let run = current().clone().filter(|progress| !progress.stops());
    run.inspect(|progress| progress.stop()).is_some()
}

impl Display {
    fn bar(progress: &Arc<Progress>, found: &Arc<Found>) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {wide_msg}") {
            bar.set_style(style);
        }
        let drawn = bar.clone();
        let draw = move |line: &Line<'_>| {
            if drawn.is_hidden() && line.time >= DRAWN_AFTER {
                drawn.set_draw_target(ProgressDrawTarget::stderr());
            }
            drawn.set_length(line.progress.bytes().max(line.progress.read()));
            drawn.set_position(line.progress.read());
            drawn.set_message(line.to_string());
        };
        Self::start(Some(bar), DRAWN_EVERY, progress, found, draw)
    }

    fn lines(progress: &Arc<Progress>, found: &Arc<Found>) -> Self {
        Self::start(None, LINE_EVERY, progress, found, |line| say(format_args!("{line}")))
    }

    fn start(
        bar: Option<ProgressBar>,
        every: Duration,
        progress: &Arc<Progress>,
        found: &Arc<Found>,
        show: impl Fn(&Line<'_>) + Send + 'static,
    ) -> Self {
        let (progress, found) = (Arc::clone(progress), Arc::clone(found));
        let (ends, ended) = channel::<()>();
        let begun = Instant::now();
        let watch = move || {
            while ended.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                show(&Line { progress: &progress, found: &found, time: begun.elapsed() });
            }
        };
        // a run that cannot be watched is still a run
        let thread = thread::Builder::new().name("progress".to_owned()).spawn(watch).ok();
        Self { bar, ends: Some(ends), thread }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.ends = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// `41 %, 14056 pages, 31.2 MB/s, 3748 matches, 120 findings, 2 minutes left`
struct Line<'p> {
    progress: &'p Progress,
    found: &'p Found,
    time: Duration,
}

impl std::fmt::Display for Line<'_> {
    #[expect(clippy::cast_precision_loss, reason = "shown with one digit behind the point")]
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (read, bytes) = (self.progress.read(), self.progress.bytes());
        let share = read as f64 / bytes.max(1) as f64;
        if bytes > 0 {
            write!(formatter, "{:.0} %, ", share.min(1.0) * 100.0)?;
        }
        let unpacked = self.progress.unpacked().max(read);
        let speed = unpacked as f64 / 1e6 / self.time.as_secs_f64().max(1e-3);
        let (matches, findings) = (self.found.matches.load(Relaxed), self.found.findings.load(Relaxed));
        let pages = self.progress.pages();
        write!(formatter, "{pages} pages, {speed:.1} MB/s, {matches} matches, {findings} findings")?;
        if (0.001..1.0).contains(&share) {
            let left = self.time.mul_f64((1.0 - share) / share);
            write!(formatter, ", {} left", HumanDuration(left))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_known() {
        let (progress, found) = (Progress::default(), Found::default());
        found.matches.store(12, Relaxed);
        let line = Line { progress: &progress, found: &found, time: Duration::from_secs(3) };
        assert_eq!(line.to_string(), "0 pages, 0.0 MB/s, 12 matches, 0 findings");
    }

    #[test]
    fn ctrl_c_goes_to_the_run_that_is_on_its_way() {
        let mut first = Watch::new(Show::None);
        first.finish();
        assert!(!stop_current(), "nothing is on its way");
        let mut second = Watch::new(Show::None);
        assert!(stop_current());
        assert!(second.progress.stops() && !first.progress.stops());
        assert!(!stop_current(), "it was asked already");
        second.finish();
    }
}
