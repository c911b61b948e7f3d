//! What the operator should know of a roster file before it is taken in: how many, and who could be taken for whom.

use std::collections::{BTreeMap, BTreeSet};

use super::people::{RosterFile, RosterRow};
use crate::domain::alike;

/// Counts, and groups of people and units that are easily confused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview<'a> {
    /// How many people the file holds.
    pub people: usize,
    /// How many units they come from.
    pub units: usize,
    /// Different people with one name, by name.
    pub namesakes: Vec<Vec<&'a RosterRow>>,
    /// Different names that look the same at a glance, with everybody who bears them.
    pub alike_names: Vec<Vec<&'a RosterRow>>,
    /// Different spellings that look like one unit: often a slip of the pen that makes two of one.
    pub alike_units: Vec<BTreeSet<&'a str>>,
}

impl<'a> Preview<'a> {
    /// Looks through the people of a file.
    pub fn of(file: &'a RosterFile) -> Self {
        let units: BTreeSet<&str> = file.people.iter().map(|person| person.unit.as_str()).collect();
        let several = |group: &Vec<&RosterRow>| group.len() > 1;
        let differ =
            |group: &Vec<&RosterRow>| group.iter().any(|person| Some(&person.name) != group.first().map(|p| &p.name));
        let by_name = groups(&file.people, |person| person.name.clone());
        let by_looks = groups(&file.people, |person| alike::skeleton(&person.name));
        let mut units_by_looks: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for unit in &units {
            units_by_looks.entry(alike::skeleton(unit)).or_default().insert(unit);
        }
        Self {
            people: file.people.len(),
            units: units.len(),
            namesakes: by_name.into_values().filter(several).collect(),
            alike_names: by_looks.into_values().filter(differ).collect(),
            alike_units: units_by_looks.into_values().filter(|spellings| spellings.len() > 1).collect(),
        }
    }
}

fn groups(people: &[RosterRow], key: impl Fn(&RosterRow) -> String) -> BTreeMap<String, Vec<&RosterRow>> {
    let mut groups: BTreeMap<String, Vec<&RosterRow>> = BTreeMap::new();
    for person in people {
        groups.entry(key(person)).or_default().push(person);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_units_that_are_easily_confused_are_shown_together() {
        let people =
            [("王芳", "一中"), ("王芳", "民政局"), ("李己", "一 中"), ("李巳", "民政局"), ("阿依古丽·买买提", "二中")];
        let rows = people.iter().enumerate().map(|(at, (name, unit))| RosterRow {
            line: at + 2,
            name: (*name).into(),
            unit: (*unit).into(),
            ..RosterRow::default()
        });
        let file = RosterFile { people: rows.collect(), ..RosterFile::default() };
        let preview = Preview::of(&file);
        let lines = |groups: &[Vec<&RosterRow>]| -> Vec<Vec<usize>> {
            groups.iter().map(|group| group.iter().map(|person| person.line).collect()).collect()
        };
        assert_eq!((preview.people, preview.units), (5, 4));
        assert_eq!(lines(&preview.namesakes), [[2, 3]]);
        assert_eq!(lines(&preview.alike_names), [[4, 5]]);
        assert_eq!(preview.alike_units, [BTreeSet::from(["一 中", "一中"])]);
    }
}
