//! What the operator should know of a roster file before it is taken in: how many, and who could be taken for whom.

use std::collections::{BTreeMap, BTreeSet};

use super::people::{RosterFile, RosterRow};
use crate::domain::alike;
use crate::words::{Said, office};

/// Groups of people and units that are easily confused, beside the file they are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview<'a> {
    /// The file itself.
    pub file: &'a RosterFile,
    /// How many units its people come from.
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
        let differ = |group: &Vec<&RosterRow>| group.windows(2).any(|pair| matches!(pair, [a, b] if a.name != b.name));
        let by_name = groups(&file.people, |person| person.name.clone());
        let by_looks = groups(&file.people, |person| alike::skeleton(&person.name));
        let mut units_by_looks: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for unit in &units {
            units_by_looks.entry(alike::skeleton(unit)).or_default().insert(unit);
        }
        Self {
            file,
            units: units.len(),
            namesakes: by_name.into_values().filter(several).collect(),
            alike_names: by_looks.into_values().filter(differ).collect(),
            alike_units: units_by_looks.into_values().filter(|spellings| spellings.len() > 1).collect(),
        }
    }

    /// What the operator is told: first the counts, then a sentence for each matter there is.
    pub fn said(&self) -> Vec<Said> {
        let file = self.file;
        let person = |person: &&RosterRow| format!("{} {}", person.line, person.name);
        let people = |groups: &[Vec<&RosterRow>]| -> Vec<String> {
            groups.iter().map(|group| group.iter().map(person).collect::<Vec<_>>().join(" / ")).collect()
        };
        let units = self.alike_units.iter().map(|spellings| spellings.iter().copied().collect::<Vec<_>>().join(" / "));
        let matters = [
            (office::SAME_NAMES, people(&self.namesakes)),
            (office::ALIKE_NAMES, people(&self.alike_names)),
            (office::ALIKE_UNITS, units.collect()),
            (office::REPEATS, file.repeats.iter().map(|(line, first)| format!("{line} = {first}")).collect()),
            (office::CUT_REMARKS, file.cut_remarks.iter().map(ToString::to_string).collect()),
            (office::IGNORED_HEADS, file.ignored_heads.clone()),
            (office::OTHER_SHEETS, file.other_sheets.clone()),
        ];
        let (people, units) = (file.people.len().to_string(), self.units.to_string());
        let mut said = vec![office::ROSTER_COUNT.fill([("people", people), ("units", units)])];
        for (phrase, cases) in matters.into_iter().filter(|(_, cases)| !cases.is_empty()) {
            said.push(phrase.fill([("count", cases.len().to_string()), ("cases", listed(&cases))]));
        }
        said.extend(file.dropped_id_cards.then(|| office::DROPPED_ID_CARDS.said()));
        said
    }
}

/// Cases that a sentence names; the count says how many there are.
const CASES_NAMED: usize = 6;

fn listed(cases: &[String]) -> String {
    match cases.get(..CASES_NAMED) {
        Some(named) if cases.len() > CASES_NAMED => named.join(", ") + " ...",
        _ => cases.join(", "),
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
    use crate::words::Lang;

    fn file(people: &[(&str, &str)]) -> RosterFile {
        let rows = people.iter().enumerate().map(|(at, (name, unit))| RosterRow {
            line: at + 2,
            name: (*name).into(),
            unit: (*unit).into(),
            ..RosterRow::default()
        });
        RosterFile { people: rows.collect(), ..RosterFile::default() }
    }

    #[test]
    fn people_and_units_that_are_easily_confused_are_shown_together() {
        let people =
            [("王芳", "一中"), ("王芳", "民政局"), ("李己", "一 中"), ("李巳", "民政局"), ("阿依古丽·买买提", "二中")];
        let file = file(&people);
        let preview = Preview::of(&file);
        let lines = |groups: &[Vec<&RosterRow>]| -> Vec<Vec<usize>> {
            groups.iter().map(|group| group.iter().map(|person| person.line).collect()).collect()
        };
        assert_eq!(preview.units, 4);
        assert_eq!(lines(&preview.namesakes), [[2, 3]]);
        assert_eq!(lines(&preview.alike_names), [[4, 5]]);
        assert_eq!(preview.alike_units, [BTreeSet::from(["一 中", "一中"])]);
    }

    #[test]
    fn the_operator_is_told_what_matters_and_nothing_else() {
        let said = |file: &RosterFile, lang| -> Vec<String> {
            Preview::of(file).said().iter().map(|said| said.text(lang)).collect()
        };
        assert_eq!(said(&file(&[("王芳", "一中")]), Lang::Zh), ["1 人，1 个单位。"]);
        let mut busy = file(&[("王芳", "一中"), ("王芳", "二中"), ("李己", "一中"), ("李巳", "一 中")]);
        busy.repeats = (10..18).map(|line| (line, 2)).collect();
        busy.cut_remarks = vec![5];
        busy.ignored_heads = vec!["血型".into(), "序号".into()];
        busy.other_sheets = vec!["乙".into()];
        busy.dropped_id_cards = true;
        assert_eq!(
            said(&busy, Lang::Zh),
            [
                "4 人，3 个单位。",
                "同名 1 组（行号 姓名）：2 王芳 / 3 王芳。",
                "字形相近的姓名 1 组（行号 姓名）：4 李己 / 5 李巳。",
                "写法相近的单位 1 组，可能是同一单位：一 中 / 一中。",
                "重复 8 行，只取一次：10 = 2, 11 = 2, 12 = 2, 13 = 2, 14 = 2, 15 = 2 ...。",
                "备注太长，只留前 32 个汉字，共 1 行：5。",
                "未读取 2 列：血型, 序号。",
                "还有 1 张工作表也是名单，未读取：乙。",
                "身份证号没有读取，也不保存。",
            ]
        );
        assert!(said(&busy, Lang::En).iter().all(|text| !text.contains('{')));
    }
}
