//! The one integration-test binary: stories, screens, real processes.

#[cfg(test)]
mod check_in;
#[cfg(test)]
mod history;
#[cfg(test)]
mod house;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod printer;
#[cfg(test)]
mod scans;
