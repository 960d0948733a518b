//! What tests of the command share: a folder of files, and a run in it.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "not every test needs everything; a test that panics has failed"
)]

pub mod python;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use tempfile::TempDir;

/// How the command ended and what it wrote.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("scoreline"));
    command.current_dir(folder).args(arguments).env_remove("NO_COLOR");
    command
}

pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    run_with(folder, arguments, b"")
}

pub fn run_with(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Ran {
    let output =
        assert_cmd::Command::from_std(command(folder, arguments)).write_stdin(stdin).output().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

pub fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// A folder of the shared corpus; `None` where it is missing, which is an error on CI.
pub fn corpus(name: &str) -> Option<PathBuf> {
    let shared = env::var_os("SCORELINE_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let folder = fs::canonicalize(shared.join("corpus").join(name)).ok();
    assert!(folder.is_some() || env::var_os("CI").is_none(), "corpus/{name} is missing");
    folder
}
