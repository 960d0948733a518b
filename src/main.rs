//! The `scoreline` command.

fn main() {}
