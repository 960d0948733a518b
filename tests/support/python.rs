//! Python with readers that are not ours, in an environment of its own below the target folder.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const REQUIREMENTS: &str = include_str!("../readers/requirements.txt");

/// The interpreter of an environment with the readers. `None`, with a line on standard error, where there is no Python or
/// no network to install them from; on CI that is an error.
pub fn interpreter() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readers");
    let interpreter = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let installed = folder.join("installed.txt");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == REQUIREMENTS) {
        return Some(interpreter);
    }
    let requirements = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/requirements.txt");
    let made = run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder)).and_then(|()| {
        run(Command::new(&interpreter).args(["-m", "pip", "install", "--quiet", "-r", requirements]))
    });
    match made {
        Ok(()) => {
            fs::write(installed, REQUIREMENTS).unwrap();
            Some(interpreter)
        }
        Err(reason) => {
            assert!(env::var_os("CI").is_none(), "no readers in Python: {reason}");
            eprintln!("skipped: no readers in Python: {reason}");
            None
        }
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let message = || format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    if output.status.success() { Ok(()) } else { Err(message()) }
}
