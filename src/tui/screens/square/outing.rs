//! The form of the outing and this desk: filled in at the first start, changed later.

use crate::domain::fact::Outing;
use crate::domain::ids::DeskNumber;
use crate::domain::time::Day;
use crate::tui::form::Form;
use crate::tui::scene::Scene;
use crate::words::{Phrase, square};

/// Half past eight to half past five, the day of most squares.
const HOURS: &str = "8:30-17:30";

/// What the form says, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The outing.
    pub outing: Outing,
    /// The number of this desk.
    pub number: DeskNumber,
    /// Where it stands.
    pub place: String,
}

/// The fields, in their order on the screen.
#[derive(Debug, Clone, Copy)]
enum Field {
    Name,
    First,
    Last,
    Hours,
    Number,
    Place,
}

/// The form, filled with what is known: the square as it is, or what most squares are.
pub fn form(scene: &Scene<'_>) -> Form {
    let outing = scene.board.square.outing();
    let desk = scene.board.square.desk(scene.desk);
    let today = Day::of(scene.now);
    let day = |of: fn(&Outing) -> Day| outing.map_or(today, of).to_string();
    let hours = outing.map_or_else(
        || HOURS.to_owned(),
        |outing| {
            let time = |minute: u16| outing.first_day.at_minute(minute).hhmm();
            format!("{}-{}", time(outing.opens_minute), time(outing.closes_minute))
        },
    );
    let number = desk.map_or(DeskNumber::FIRST, |desk| desk.number).to_string();
    let place = desk.map_or_else(|| scene.text(square::DESK_PLACE).to_owned(), |desk| desk.name.clone());
    Form::default()
        .with(square::NAME, square::NAME_HINT, outing.map_or("", |outing| &outing.name))
        .with(square::FIRST_DAY, square::DAY_HINT, &day(|outing| outing.first_day))
        .with(square::LAST_DAY, square::DAY_HINT, &day(|outing| outing.last_day))
        .with(square::HOURS, square::HOURS_HINT, &hours)
        .with(square::NUMBER, square::NUMBER_HINT, &number)
        .with(square::PLACE, square::PLACE_HINT, &place)
}

/// How many fields that are; a caller's own come after them.
pub const FIELDS: usize = 6;

/// Reads the form; a field that cannot be read gets the keys and a sentence.
pub fn read(form: &mut Form, scene: &Scene<'_>) -> Option<Filled> {
    match filled(form, scene) {
        Ok(filled) => Some(filled),
        Err((field, fault)) => {
            form.refuse(field as usize, fault.said());
            None
        }
    }
}

fn filled(form: &Form, scene: &Scene<'_>) -> Result<Filled, (Field, Phrase)> {
    let text = |field: Field| form.text(field as usize);
    let name = text(Field::Name);
    if name.is_empty() {
        return Err((Field::Name, square::NAME_MISSING));
    }
    let day = |field: Field| text(field).parse::<Day>().map_err(|_| (field, square::DAY_UNREAD));
    let (first_day, last_day) = (day(Field::First)?, day(Field::Last)?);
    if last_day < first_day {
        return Err((Field::Last, square::DAYS_BACKWARDS));
    }
    let (opens_minute, closes_minute) = hours(&text(Field::Hours)).ok_or((Field::Hours, square::HOURS_UNREAD))?;
    let number = text(Field::Number).parse().ok().and_then(DeskNumber::new);
    let number = number.ok_or((Field::Number, square::NUMBER_UNREAD))?;
    let place = text(Field::Place);
    if place.is_empty() {
        return Err((Field::Place, square::PLACE_MISSING));
    }
    let known = scene.board.square.outing();
    let outing = Outing {
        name,
        event: known.map_or_else(|| Outing::event_of(first_day), |known| known.event),
        first_day,
        last_day,
        opens_minute,
        closes_minute,
        demo: known.is_some_and(|known| known.demo),
    };
    Ok(Filled { outing, number, place })
}

/// `8:30-17:30`, as minutes after midnight; the end after the opening.
fn hours(text: &str) -> Option<(u16, u16)> {
    let text = crate::domain::clean::fold_width(text);
    let (opens, closes) = text.split_once('-')?;
    let minutes = |time: &str| {
        let (hour, minute) = time.trim().split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        let total = hour.checked_mul(60)?.checked_add(minute)?;
        (minute < 60 && total <= 24 * 60).then_some(total)
    };
    let (opens, closes) = (minutes(opens)?, minutes(closes)?);
    (opens < closes).then_some((opens, closes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_type_them() {
        for (text, minutes) in [
            ("8:30-17:30", Some((510, 1050))),
            ("08:30 - 17:30", Some((510, 1050))),
            ("８：３０-１７：３０", Some((510, 1050))),
            ("0:00-24:00", Some((0, 1440))),
            ("17:30-8:30", None),
            ("8:30", None),
            ("8:60-9:00", None),
            ("8-17", None),
            ("-1:00-2:00", None),
            ("65535:0-65535:59", None),
        ] {
            assert_eq!(hours(text), minutes, "{text}");
        }
    }
}
