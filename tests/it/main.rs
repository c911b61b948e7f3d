//! The one integration-test binary: stories, screens, real processes.
#[cfg(test)]
mod agree;
#[cfg(test)]
mod cards;
#[cfg(test)]
mod check_in;
#[cfg(test)]
mod clicks;
#[cfg(test)]
mod closing;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod demo_script;
#[cfg(feature = "desks")]
#[cfg(test)]
mod desks;
#[cfg(test)]
mod desks_screen;
#[cfg(test)]
mod display;
#[cfg(test)]
mod durable;
#[cfg(test)]
mod history;
#[cfg(test)]
mod hours;
#[cfg(test)]
mod house;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod line_story;
#[cfg(test)]
mod load;
#[cfg(test)]
mod office;
#[cfg(test)]
mod outings;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod paper_copy;
#[cfg(test)]
mod people;
#[cfg(test)]
mod people_screen;
#[cfg(test)]
mod practice;
#[cfg(test)]
mod printer;
#[cfg(test)]
mod program;
#[cfg(test)]
mod program_story;
#[cfg(test)]
mod pty;
#[cfg(test)]
mod queue;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod report;
#[cfg(test)]
mod restore;
#[cfg(test)]
mod scan_anywhere;
#[cfg(test)]
mod scans;
#[cfg(test)]
mod set_up;
#[cfg(test)]
mod slips;
#[cfg(test)]
mod tally;
#[cfg(test)]
mod tickets;
#[cfg(test)]
mod two_days;
#[cfg(test)]
mod undone;
