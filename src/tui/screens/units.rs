//! Units that fit what is typed: by a part of their full or short name, or by pinyin.

use crate::domain::find::{Finder, Person};
use crate::domain::ids::UnitName;
use crate::tui::scene::Scene;

/// The known units that a text means: the one it is first, then those that hold it, then those that sound so.
pub fn fitting<'a>(scene: &Scene<'a>, typed: &str, limit: usize) -> Vec<&'a UnitName> {
    let typed = typed.trim().to_lowercase();
    let units: Vec<&UnitName> = scene.board.attendance.units().map(|(unit, _)| unit).collect();
    let short = |unit: &UnitName| scene.board.square.unit(unit).map_or("", |unit| unit.short.as_str());
    let holds =
        |unit: &UnitName| unit.as_str().to_lowercase().contains(&typed) || short(unit).to_lowercase().contains(&typed);
    let is_called = |unit: &UnitName| unit.as_str().to_lowercase() == typed || short(unit).to_lowercase() == typed;
    let mut fitting: Vec<&UnitName> = units.iter().copied().filter(|unit| holds(unit)).collect();
    fitting.sort_by_key(|unit| !is_called(unit));
    fitting.truncate(limit);
    if fitting.len() < limit && typed.is_ascii() && !typed.is_empty() {
        let mut finder = Finder::default();
        for (index, unit) in units.iter().enumerate() {
            finder.put(index, &Person { unit: unit.as_str(), unit_short: short(unit), ..Person::default() });
        }
        let sounding = finder.find(&typed, limit, |_| 0).into_iter().filter_map(|hit| units.get(hit.key).copied());
        let more: Vec<&UnitName> = sounding.filter(|unit| !fitting.contains(unit)).collect();
        fitting.extend(more);
        fitting.truncate(limit);
    }
    fitting
}
