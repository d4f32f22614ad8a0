//! Panics of the libraries that make PDFs, as problems. Entry point: [`caught`].

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use super::theme_problem;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Catalogue, Edition};

thread_local! {
    /// Whether panics of this thread become problems, and are not printed.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// What `work` returns; a panic in it becomes an error that names the edition.
pub(super) fn caught<T>(
    catalogue: &Catalogue,
    edition: &Edition,
    work: impl FnOnce() -> Result<T, Diagnostics>,
) -> Result<T, Diagnostics> {
    let before = silence();
    // What `work` has changed is dropped with its error.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    IS_CAUGHT.set(before);
    result.unwrap_or_else(|panic| Err(problem(catalogue, edition, &*panic)))
}

/// Panics of this thread are not printed from now on; returns whether they were not before.
pub(super) fn silence() -> bool {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_CAUGHT.get() {
                print(info);
            }
        }));
    });
    IS_CAUGHT.replace(true)
}

fn problem(catalogue: &Catalogue, edition: &Edition, panic: &(dyn Any + Send)) -> Diagnostics {
    let reason = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (None, Some(text)) => text.as_str(),
        (None, None) => "without a message",
    };
    let volume = edition.volumes(catalogue).next();
    let Some(name) = volume.map(|volume| edition.volume_file_name(catalogue, volume)) else {
        return theme_problem(format!("internal error: {reason}"));
    };
    let message = format!("`{name}` cannot be typeset: internal error: {reason}");
    let help = "look for unusual signs in the texts that were changed last, and for mistakes in the theme's paper files; `--no-paper` builds the website alone";
    let problem = Diagnostic::without_place(Code::PaperTemplate, message).help(help);
    Diagnostics::from_iter([problem])
}

#[cfg(test)]
mod tests {
    use super::caught;
    use crate::diagnostic::Diagnostics;
    use crate::model::{Edition, Lang};
    use crate::paper::fixture::catalogue;

    #[test]
    fn a_panic_is_a_problem_that_names_the_edition() {
        let catalogue = catalogue();
        let edition = Edition::whole(&catalogue, Lang::DEFAULT);
        let work = || -> Result<(), Diagnostics> { panic!("a glyph of nothing") };
        let problems = caught(&catalogue, &edition, work).expect_err("it panics");
        let problem = problems.iter().next().expect("there is one");
        assert!(problem.message.contains(".pdf`"), "{}", problem.message);
        assert!(problem.message.ends_with("a glyph of nothing"));
    }
}
