//! The journal on real folders: what was answered with saved is there after whatever happens to the files.

mod kit;
mod rounds;
mod saving;
