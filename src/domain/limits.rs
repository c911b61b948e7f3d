//! Upper bounds of everything that is stored or shown. Past them input is refused with a sentence, never cut silently.

/// People in one `Enrolled` fact: keeps an entry well under a page of 512 KiB (sync.md).
pub const PEOPLE_PER_FACT: usize = 500;
/// Cards in one `CardsIssued` fact: those of 256 stations and 64 services fit.
pub const CARDS_PER_FACT: usize = 2_048;
/// People of one outing; ten times the largest roster seen.
pub const PEOPLE: usize = 20_000;
/// Services of one outing; one letter each would end at 26, closed ones included.
pub const SERVICES: usize = 64;
/// Bytes of the name of a square: ten Chinese characters. The engine that joins squares takes no longer ones.
pub const SQUARE_NAME_BYTES: usize = 32;
/// Stations of one outing.
pub const STATIONS: usize = 256;
/// Head count of one unit that arrives together.
pub const TEAM_HEADS: u16 = 999;
/// A count above this is asked about once (rules.md section 6).
pub const COUNT_ASKS_ABOVE: u32 = 20;
/// A single count above this is refused: no stack of leaflets is larger.
pub const COUNT_MAX: u32 = 10_000;
/// The greatest target of a service: a city hands out fewer leaflets in a week.
pub const TARGET_MAX: u32 = 1_000_000;
/// The greatest daily cap of the hours: a whole day.
pub const DAY_MINUTES: u16 = 24 * 60;
/// Bytes of one encoded entry; a longer one is neither written nor accepted.
pub const ENTRY_BYTES: usize = 256 * 1024;
