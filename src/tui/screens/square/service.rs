//! The form of a service that is added during the morning.

use crate::domain::command::Command;
use crate::domain::fact::{Measure, Service, ServiceKind, Station};
use crate::domain::ids::ServiceId;
use crate::tui::form::Form;
use crate::tui::scene::Scene;
use crate::words::{Phrase, square};

const STATIONS_MOST: usize = 20;
const MINUTES_MOST: u16 = 240;

/// The form, empty.
pub fn form() -> Form {
    Form::default()
        .with(square::SERVICE_ZH, square::SERVICE_ZH_HINT, "")
        .with(square::SERVICE_EN, square::SERVICE_EN_HINT, "")
        .with(square::SERVICE_STATIONS, square::SERVICE_STATIONS_HINT, "1")
        .with(square::SERVICE_MINUTES, square::SERVICE_MINUTES_HINT, "10")
}

/// The commands that add it and its stations; a field that cannot be read gets the keys and a sentence.
pub fn read(form: &mut Form, scene: &Scene<'_>) -> Option<Vec<Command>> {
    match commands(form, scene) {
        Ok(commands) => Some(commands),
        Err((field, fault)) => {
            form.refuse(field, fault.said());
            None
        }
    }
}

fn commands(form: &Form, scene: &Scene<'_>) -> Result<Vec<Command>, (usize, Phrase)> {
    let zh = form.text(0);
    if zh.is_empty() {
        return Err((0, square::NAME_MISSING));
    }
    let en = Some(form.text(1)).filter(|en| !en.is_empty()).unwrap_or_else(|| zh.clone());
    let stations = form.text(2).parse().ok().filter(|count| *count <= STATIONS_MOST);
    let stations = stations.ok_or((2, square::STATIONS_UNREAD))?;
    let minutes = form.text(3).parse().ok().filter(|minutes| (1..=MINUTES_MOST).contains(minutes));
    let minutes = minutes.ok_or((3, square::MINUTES_UNREAD))?;
    let queued = stations > 0;
    let letter = if queued { Some(scene.board.square.free_letter().ok_or((2, square::NO_LETTER_LEFT))?) } else { None };
    let service = free_word(scene).ok_or((0, square::NAME_MISSING))?;
    let mut commands = vec![Command::SetService(Service {
        service: service.clone(),
        zh,
        en,
        queued,
        letter,
        measure: Measure::Visits,
        kind: ServiceKind::Other,
        minutes,
    })];
    commands.extend(
        scene
            .board
            .square
            .free_stations()
            .take(stations)
            .map(|station| Command::SetStation(Station { station, service: service.clone(), name: String::new() })),
    );
    Ok(commands)
}

/// One more station for a service that takes numbers.
pub fn one_more_station(scene: &Scene<'_>, service: &Service) -> Option<Command> {
    let station = scene.board.square.free_stations().next().filter(|_| service.queued)?;
    Some(Command::SetStation(Station { station, service: service.service.clone(), name: String::new() }))
}

fn free_word(scene: &Scene<'_>) -> Option<ServiceId> {
    let words = (1_u32..).filter_map(|number| format!("service-{number}").parse().ok());
    words.into_iter().find(|word| scene.board.square.service(word).is_none())
}
