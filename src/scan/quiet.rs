//! Panics on one file: caught, turned into a row, and not printed.
//!
//! The message of a panic can quote the text it happened on (a slice out of bounds does), and a
//! note's text must not reach a log. So while a file is worked on, the panic hook stays silent.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static IN_STEP: Cell<bool> = const { Cell::new(false) };
}

/// True while this thread works on a file and a panic would become a row of the output. A panic
/// hook (such as the one that restores the terminal) must do nothing then.
pub fn panic_is_caught() -> bool {
    IN_STEP.get()
}

/// Makes the panic hook silent for steps; later hooks may be put before it.
pub(super) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let other = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !panic_is_caught() {
                other(panic);
            }
        }));
    });
}

/// Runs `step`; `None` when it panicked.
pub(super) fn catch<T>(step: impl FnOnce() -> T) -> Option<T> {
    IN_STEP.set(true);
    // What a broken step leaves behind is thrown away with it.
    let outcome = panic::catch_unwind(AssertUnwindSafe(step));
    IN_STEP.set(false);
    outcome.ok()
}

#[cfg(test)]
mod tests {
    use super::{catch, panic_is_caught};

    #[test]
    fn a_panic_becomes_nothing_and_the_next_step_runs() {
        super::install();
        assert_eq!(catch(|| "x".parse::<u32>().expect("not a number")), None);
        assert_eq!(catch(|| (panic_is_caught(), 7)), Some((true, 7)));
        assert!(!panic_is_caught());
    }
}
