//! The door: read arguments, build, run, say goodbye. Everything else is in the library.

fn main() {}
