//! Counts work in tests, so that growth is asserted without a clock.

#[cfg(test)]
thread_local! {
    static WORK: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Notes that so many bytes or nodes were looked at. Costs nothing outside tests.
#[cfg_attr(not(test), expect(unused_variables, reason = "only tests count"))]
#[inline]
pub(crate) fn add(amount: usize) {
    #[cfg(test)]
    WORK.with(|work| work.set(work.get() + amount));
}

/// Work that `task` does.
#[cfg(test)]
pub(crate) fn of<T>(task: impl FnOnce() -> T) -> usize {
    let before = WORK.get();
    task();
    WORK.get() - before
}
