//! Laying typed characters over a name: each character of the name takes a whole reading, the beginning of one, its
//! own character or one that sounds like it.
//!
//! ```text
//!   o u y 娜          w a n g f          王 方
//!   欧--阳-娜         王------芳         王 芳
//!   whole begun own   whole   begun      own sound
//! ```
//!
//! Every way is tried at once, column by column, so no name and no query takes longer than its size.

use super::query::Atom;
use super::reading::{NameCharacter, Reading, readings_of};

/// A character of a name, with its readings.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) character: char,
    pub(super) readings: Box<[Reading]>,
}

impl Glyph {
    pub(super) fn of(character: NameCharacter) -> Self {
        Self { character: character.0, readings: readings_of(character).into() }
    }
}

/// What typed characters were taken for; the lower the cost, the nearer the match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) cost: u16,
    /// Characters of the name typed as they are.
    pub(super) own: u8,
    /// Characters typed as a whole syllable.
    pub(super) whole: u8,
    /// Characters of whose syllable only the beginning was typed.
    pub(super) begun: u8,
    /// Characters for which another of the same sound was typed.
    pub(super) sounds: u8,
    /// Those among them that had to be read in a way that is not usual.
    pub(super) rare: u8,
}

/// The costs order matches of one fit among themselves: a rare reading is a smaller step from the usual one than a
/// syllable only begun, a wrong character the largest.
const COST_RARE: u16 = 2;
const COST_BEGUN: u16 = 3;
const COST_SOUND: u16 = 6;

impl Path {
    /// Both together, for a query of several parts.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            cost: self.cost + other.cost,
            own: self.own + other.own,
            whole: self.whole + other.whole,
            begun: self.begun + other.begun,
            sounds: self.sounds + other.sounds,
            rare: self.rare + other.rare,
        }
    }

    fn own(self) -> Self {
        Self { own: self.own + 1, ..self }
    }

    fn sound(self) -> Self {
        Self { cost: self.cost + COST_SOUND, sounds: self.sounds + 1, ..self }
    }

    fn letters(self, whole: bool) -> Self {
        if whole {
            Self { whole: self.whole + 1, ..self }
        } else {
            Self { cost: self.cost + COST_BEGUN, begun: self.begun + 1, ..self }
        }
    }

    fn reading(self, usual: bool) -> Self {
        if usual { self } else { Self { cost: self.cost + COST_RARE, rare: self.rare + 1, ..self } }
    }
}

/// Where a part of the query lies on a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) path: Path,
}

/// Room to work in, kept from name to name.
#[derive(Debug, Default)]
pub(super) struct Aligner {
    /// By count of typed characters already laid: the best way to have laid them.
    now: Vec<Option<Path>>,
    next: Vec<Option<Path>>,
}

impl Aligner {
    /// The best way to lay all `atoms` over the name from `start` on; `None` when there is none.
    pub(super) fn lay<'g>(
        &mut self,
        atoms: &[Atom],
        name: impl Iterator<Item = &'g Glyph>,
        start: usize,
    ) -> Option<Span> {
        let mut name = name.peekable();
        if !may_begin(atoms, name.peek()?) {
            return None;
        }
        reset(&mut self.now, atoms.len());
        *self.now.first_mut()? = Some(Path::default());
        let mut best: Option<Span> = None;
        for (end, glyph) in (start + 1..).zip(name) {
            reset(&mut self.next, atoms.len());
            let mut any = false;
            for (laid, path) in self.now.iter().enumerate() {
                let (Some(path), Some(rest)) = (path, atoms.get(laid..)) else { continue };
                any |= step(*path, rest, glyph, self.next.get_mut(laid..).unwrap_or_default());
            }
            if let Some(Some(path)) = self.next.last().copied()
                && best.is_none_or(|best| path.cost < best.path.cost)
            {
                best = Some(Span { start, end, path });
            }
            if !any {
                break;
            }
            std::mem::swap(&mut self.now, &mut self.next);
        }
        best
    }
}

/// Whether the first atom has any business with a character; most have not, and are spared the columns.
fn may_begin(atoms: &[Atom], glyph: &Glyph) -> bool {
    match atoms.first() {
        Some(Atom::Letter(letter)) => glyph.readings.iter().any(|reading| reading.syllable.initial() == *letter),
        _ => true,
    }
}

fn reset(column: &mut Vec<Option<Path>>, atoms: usize) {
    column.clear();
    column.resize(atoms + 1, None);
}

/// Lets one character of the name take the next atoms in every way it can; whether there was a way.
fn step(path: Path, rest: &[Atom], glyph: &Glyph, next: &mut [Option<Path>]) -> bool {
    let mut any = false;
    let mut reach = |taken: usize, path: Path| {
        any = true;
        if let Some(place) = next.get_mut(taken)
            && place.is_none_or(|known| path.cost < known.cost)
        {
            *place = Some(path);
        }
    };
    match rest.first() {
        None => {}
        Some(Atom::Character(character, _)) if *character == glyph.character => reach(1, path.own()),
        Some(Atom::Character(_, typed)) => {
            for reading in &glyph.readings {
                // Two rare readings that agree are chance.
                if let Some(typed) = typed.iter().find(|typed| typed.syllable == reading.syllable)
                    && (reading.usual || typed.usual)
                {
                    reach(1, path.sound().reading(reading.usual && typed.usual));
                }
            }
        }
        Some(Atom::Letter(_)) => {
            for reading in &glyph.readings {
                let common = reading.syllable.letters().iter().zip(rest);
                let common =
                    common.take_while(|(letter, atom)| matches!(atom, Atom::Letter(typed) if typed == *letter));
                for taken in 1..=common.count() {
                    let whole = taken == reading.syllable.letters().len();
                    reach(taken, path.letters(whole).reading(reading.usual));
                }
            }
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use super::super::reading::{name_characters, readings_of};
    use super::*;

    fn laid(query: &str, name: &str, start: usize) -> Option<Span> {
        let atoms: Vec<Atom> = query
            .chars()
            .map(|c| u8::try_from(c).map_or_else(|_| Atom::Character(c, readings_of((c, None))), Atom::Letter))
            .collect();
        let glyphs: Vec<Glyph> = name_characters(name).map(Glyph::of).collect();
        Aligner::default().lay(&atoms, glyphs.iter().skip(start), start)
    }

    /// (end, own, whole, begun, sounds)
    type Laid = Option<(usize, u8, u8, u8, u8)>;

    #[test]
    fn what_is_typed_lies_on_a_name_in_the_nearest_way() {
        let cases: &[(&str, &str, Laid)] = &[
            ("wangfang", "王芳", Some((2, 0, 2, 0, 0))),
            ("wangf", "王芳", Some((2, 0, 1, 1, 0))),
            ("wf", "王芳", Some((2, 0, 0, 2, 0))),
            ("王方", "王芳", Some((2, 1, 0, 0, 1))),
            ("ouy娜", "欧阳娜娜", Some((3, 1, 1, 1, 0))),
            ("xian", "西安", Some((2, 0, 2, 0, 0))),
            ("xian", "鲜安", Some((1, 0, 1, 0, 0))),
            ("lu", "吕娜", Some((1, 0, 1, 0, 0))),
            ("wangfangx", "王芳", None),
            ("fang", "王芳", None),
            ("wg", "王芳", None),
        ];
        for (query, name, expected) in cases {
            let span = laid(query, name, 0);
            let found = span.map(|Span { end, path, .. }| (end, path.own, path.whole, path.begun, path.sounds));
            assert_eq!(found, *expected, "{query} on {name}");
        }
        assert_eq!(laid("fang", "王芳", 1).map(|span| (span.start, span.end)), Some((1, 2)));
    }

    #[test]
    fn a_rare_reading_costs_more_than_the_usual_one() {
        let cost = |query, name| laid(query, name, 0).map(|span| span.path.cost);
        assert!(cost("shan", "单红") < cost("dan", "单红"));
        assert!(cost("lv", "吕娜") < cost("lu", "吕娜"));
        assert!(cost("王", "王芳") < cost("汪", "王芳"));
    }
}
