//! The journal on real folders: what was answered with saved is there after whatever happens to the files.

mod copies;
mod damage;
mod follow;
mod kill;
mod kit;
mod model;
mod rounds;
mod saving;
