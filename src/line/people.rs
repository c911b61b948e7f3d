//! The lines about people on the list: put on it, corrected, merged, taken off, a new badge. What they say, not yet
//! whom they mean.

use crate::domain::clean::fold_width;
use crate::domain::roster::RosterField;

use super::fault::Fault;

/// Something to do with people on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeopleAct {
    /// Put somebody on the list.
    Register {
        /// Name.
        name: String,
        /// Unit.
        unit: String,
        /// Phone or its end, or empty.
        phone: String,
    },
    /// Change one detail.
    Edit {
        /// Whom the text means.
        who: String,
        /// Which.
        detail: Detail,
        /// To what; empty erases.
        value: String,
    },
    /// Make one of two records.
    Merge {
        /// The record to drop.
        from: String,
        /// The record to keep.
        into: String,
    },
    /// Add minutes to somebody's hours.
    Credit {
        /// Whose.
        who: String,
        /// How many; without, what is estimated.
        minutes: Option<u16>,
        /// The event lead who vouches.
        lead: String,
        /// Why.
        reason: String,
    },
    /// Confirm what is estimated for every missing check-out.
    CreditAll {
        /// The event lead who vouches.
        lead: String,
        /// Why.
        reason: String,
    },
    /// Take somebody off the list.
    Withdraw(String),
    /// Make a new badge.
    Reissue(String),
    /// Show somebody's badge as the digits of its code.
    Badge(String),
}

/// What may be changed of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What the roster holds.
    Field(RosterField),
    /// The unit.
    Unit,
}

impl Detail {
    /// By the words of the commands' table.
    fn named(word: &str) -> Option<Self> {
        Some(match fold_width(word).to_ascii_lowercase().as_str() {
            "name" => Self::Field(RosterField::Name),
            "unit" => Self::Unit,
            "tail" => Self::Field(RosterField::PhoneTail),
            "staff" => Self::Field(RosterField::StaffNumber),
            "note" => Self::Field(RosterField::Attention),
            _ => return None,
        })
    }
}

/// Reads what follows the word of a command about people.
pub fn parse(command: &'static str, rest: &str) -> Result<PeopleAct, Fault> {
    let missing = Fault::Missing { command };
    if rest.is_empty() {
        return Err(missing);
    }
    match command {
        "register" => register(rest).ok_or(missing),
        "edit" => edit(rest).ok_or(missing),
        "merge" => {
            let (from, into) = around(rest, |word| word.eq_ignore_ascii_case("into")).ok_or(missing.clone())?;
            if into.is_empty() { Err(missing) } else { Ok(PeopleAct::Merge { from, into }) }
        }
        "credit" => credit(rest).ok_or(missing),
        "withdraw" => Ok(PeopleAct::Withdraw(rest.to_owned())),
        "reissue" => Ok(PeopleAct::Reissue(rest.to_owned())),
        _ => Ok(PeopleAct::Badge(rest.to_owned())),
    }
}

/// With commas where a name or a unit holds blanks; else name, unit and, when it is digits, the end of the phone.
fn register(rest: &str) -> Option<PeopleAct> {
    let comma = |c: char| matches!(c, ',' | '\u{FF0C}');
    let parts: Vec<String> = if rest.contains(comma) {
        rest.split(comma).map(|part| part.trim().to_owned()).collect()
    } else {
        let mut words: Vec<&str> = rest.split_whitespace().collect();
        let is_phone = |word: &&str| fold_width(word).bytes().all(|byte| byte.is_ascii_digit());
        let phone = if words.len() > 2 { words.pop_if(|word| is_phone(&&**word)) } else { None };
        let (name, unit) = words.split_first()?;
        vec![(*name).to_owned(), unit.join(" "), phone.unwrap_or_default().to_owned()]
    };
    let mut parts = parts.into_iter();
    let (name, unit, phone) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
    (!name.is_empty() && !unit.is_empty()).then_some(PeopleAct::Register { name, unit, phone })
}

fn edit(rest: &str) -> Option<PeopleAct> {
    let detail = rest.split_whitespace().skip(1).find_map(Detail::named)?;
    let (who, value) = around(rest, |word| Detail::named(word) == Some(detail))?;
    Some(PeopleAct::Edit { who, detail, value })
}

/// A number that somebody follows is the minutes.
fn credit(rest: &str) -> Option<PeopleAct> {
    let (before, after) = around(rest, |word| word.eq_ignore_ascii_case("by"))?;
    let (lead, reason) = around(&after, |word| word.eq_ignore_ascii_case("because"))?;
    if before.eq_ignore_ascii_case("all") {
        return Some(PeopleAct::CreditAll { lead, reason });
    }
    let counted = before.split_once(' ').and_then(|(first, who)| Some((fold_width(first).parse().ok()?, who)));
    let (minutes, who) = counted.map_or((None, before.as_str()), |(minutes, who)| (Some(minutes), who));
    Some(PeopleAct::Credit { who: who.to_owned(), minutes, lead, reason })
}

/// What stands before and after the first word of a kind that is not the first word at all.
fn around(rest: &str, is_it: impl Fn(&str) -> bool) -> Option<(String, String)> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let at = words.iter().skip(1).position(|word| is_it(word))? + 1;
    let (before, after) = words.split_at_checked(at)?;
    Some((before.join(" "), after.get(1..).unwrap_or_default().join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_units_may_hold_blanks() {
        let register = |name: &str, unit: &str, phone: &str| {
            Ok(PeopleAct::Register { name: name.into(), unit: unit.into(), phone: phone.into() })
        };
        let edit =
            |who: &str, detail, value: &str| Ok(PeopleAct::Edit { who: who.into(), detail, value: value.into() });
        let merge = |from: &str, into: &str| Ok(PeopleAct::Merge { from: from.into(), into: into.into() });
        let credit = |minutes, who: &str, reason: &str| {
            let (who, lead, reason) = (who.to_owned(), "13".to_owned(), reason.to_owned());
            Ok(PeopleAct::Credit { who, minutes, lead, reason })
        };
        let missing = |command| Err(Fault::Missing { command });
        for (command, rest, read) in [
            ("register", "王芳 司法局 1234", register("王芳", "司法局", "1234")),
            ("register", "王芳 司法局", register("王芳", "司法局", "")),
            ("register", "王芳 1234", register("王芳", "1234", "")),
            ("register", "Anna Li， Law School，", register("Anna Li", "Law School", "")),
            ("register", "Anna Li, Law School, 1234", register("Anna Li", "Law School", "1234")),
            ("register", "王芳", missing("register")),
            ("register", "", missing("register")),
            ("edit", "王芳 司法局 name 王方", edit("王芳 司法局", Detail::Field(RosterField::Name), "王方")),
            ("edit", "13 note", edit("13", Detail::Field(RosterField::Attention), "")),
            ("edit", "name unit Law School", edit("name", Detail::Unit, "Law School")),
            ("edit", "13 colour red", missing("edit")),
            ("merge", "王芳 1234 into 王芳 5678", merge("王芳 1234", "王芳 5678")),
            ("credit", "60 王芳 1234 by 13 because 忘了 签退", credit(Some(60), "王芳 1234", "忘了 签退")),
            ("credit", "12 by 13 because x", credit(None, "12", "x")),
            ("credit", "All by 13 because x", Ok(PeopleAct::CreditAll { lead: "13".into(), reason: "x".into() })),
            ("credit", "12 by 13", missing("credit")),
            ("merge", "王芳 into", missing("merge")),
            ("merge", "王芳 王方", missing("merge")),
        ] {
            assert_eq!(parse(command, rest), read, "{command} {rest}");
        }
    }
}
