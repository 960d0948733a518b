//! The `scoreline` command.

fn main() -> std::process::ExitCode {
    scoreline::cli::run()
}
