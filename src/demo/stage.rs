//! The demo square, set up by `setup demo` and by `qiandao demo`; and its clock, which is not the laptop's.

use super::square::{self, Stalls};
use crate::desk::clock::Clock;
use crate::desk::{Desk, ImportError, ImportSummary, SetUp};
use crate::domain::fact::Outing;
use crate::domain::ids::DeskNumber;
use crate::domain::time::Wall;

/// Before the first volunteers come.
const STARTS_MINUTE: u16 = 7 * 60 + 30;

/// Makes the demo square of an empty folder.
pub fn set_up(desk: &mut Desk) -> Result<ImportSummary, ImportError> {
    let Stalls { services, stations, targets } = square::stalls();
    let outing = square::outing();
    *desk.clock_mut() = Clock::running_from(starts(&outing));
    desk.set_up(&SetUp {
        outing,
        number: DeskNumber::FIRST,
        place: square::DESK_NAME.to_owned(),
        services,
        stations,
        targets,
        units: square::units(),
        roster: square::roster(),
        event_secret: Some(square::EVENT_SECRET),
    })
}

/// In the demo square time goes on where it stopped, on the day of the demo.
pub fn wind_up(desk: &mut Desk) {
    let Some(outing) = desk.board().square.outing().filter(|outing| outing.demo) else { return };
    let start = starts(outing);
    let last = desk.board().ledger().latest().find(|entry| entry.fact.is_of_the_day());
    *desk.clock_mut() = Clock::running_from(last.map_or(start, |entry| entry.wall.max(start)));
}

fn starts(outing: &Outing) -> Wall {
    outing.first_day.at_minute(STARTS_MINUTE)
}
