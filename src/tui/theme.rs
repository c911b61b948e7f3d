//! Roles, not colours: a screen asks for the look of a role, and the theme answers.
//!
//! Daylight (black on white) is the default, because outdoors nothing else stays readable; dark is for the evening;
//! mono uses no colour at all and is the start under NO_COLOR. No meaning is carried by colour alone: a state has a
//! word and a sign ([`Tone`]), the chosen row has a mark.

mod looks;
mod role;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

pub use role::Role;

use super::cells::GlyphWidth;

/// The three looks of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// Black on white, for the sun.
    #[default]
    Daylight,
    /// White on black.
    Dark,
    /// The terminal's own two colours; only bold, underlined and reversed.
    Mono,
}

impl Palette {
    /// Every palette, in the order in which the theme key walks through them.
    pub const ALL: [Self; 3] = [Self::Daylight, Self::Dark, Self::Mono];

    /// The palette to start with: what was asked for, else mono under NO_COLOR, else daylight.
    pub fn at_start(asked: Option<Self>, no_color: bool) -> Self {
        asked.unwrap_or(if no_color { Self::Mono } else { Self::Daylight })
    }

    /// The next one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Daylight => Self::Dark,
            Self::Dark => Self::Mono,
            Self::Mono => Self::Daylight,
        }
    }

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Daylight => "daylight",
            Self::Dark => "dark",
            Self::Mono => "mono",
        }
    }
}

/// How an answer sounds. Its sign says it without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// Done as asked.
    Good,
    /// Done, but look at it; or a question.
    Warn,
    /// Refused or failed.
    Bad,
}

impl Tone {
    /// The sign that stands before the word.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Plain => " ",
            Self::Good => "+",
            Self::Warn => "!",
            Self::Bad => "x",
        }
    }

    /// The text with the sign before it; as it is when there is nothing to say.
    pub fn signed(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Plain => Cow::Borrowed(text),
            _ => Cow::Owned(format!("{} {text}", self.sign())),
        }
    }

    /// The role of a word within a line.
    pub fn word(self) -> Role {
        match self {
            Self::Plain => Role::Body,
            Self::Good => Role::Good,
            Self::Warn => Role::Warn,
            Self::Bad => Role::Bad,
        }
    }

    /// The role of the ground of a big result.
    pub fn panel(self) -> Role {
        match self {
            Self::Plain => Role::PlainPanel,
            Self::Good => Role::GoodPanel,
            Self::Warn => Role::WarnPanel,
            Self::Bad => Role::BadPanel,
        }
    }
}

/// A palette on a terminal whose glyphs have a known width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    /// The palette.
    pub palette: Palette,
    /// What the terminal answered when asked at the start.
    pub glyphs: GlyphWidth,
}

/// The signs of which boxes are drawn; one cell each on the terminal they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Borders {
    /// Top and bottom.
    pub flat: &'static str,
    /// Left and right.
    pub upright: &'static str,
    /// Top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
}

impl Theme {
    /// The look of a role.
    pub fn style(self, role: Role) -> Style {
        match self.palette {
            Palette::Daylight => looks::daylight(role),
            Palette::Dark => looks::dark(role),
            Palette::Mono => looks::mono(role),
        }
    }

    /// The look of a blank that is painted in the ink of a role: big letters are made of such blanks, so they need
    /// neither a glyph nor a colour.
    pub fn ink(self, role: Role) -> Style {
        let style = self.style(role);
        match (style.fg, style.bg) {
            (Some(ink), Some(ground)) => Style::new().fg(ground).bg(ink),
            _ if style.add_modifier.contains(Modifier::REVERSED) => Style::new().remove_modifier(Modifier::REVERSED),
            _ => Style::new().reversed(),
        }
    }

    /// The signs of which boxes are drawn: ASCII where the others would take two cells.
    pub fn borders(self) -> Borders {
        match self.glyphs {
            GlyphWidth::Narrow => Borders {
                flat: "\u{2500}",
                upright: "\u{2502}",
                corners: ["\u{250C}", "\u{2510}", "\u{2514}", "\u{2518}"],
            },
            GlyphWidth::Wide => Borders { flat: "-", upright: "|", corners: ["+"; 4] },
        }
    }

    /// Makes the area blank ground.
    pub fn ground(self, buf: &mut Buffer, area: Rect) {
        super::cells::fill(buf, area, " ", self.style(Role::Body));
    }

    /// The role that a drawn cell with this style plays, if any.
    pub fn role_of(self, drawn: Style) -> Option<Role> {
        Role::ALL.into_iter().find(|role| same_look(drawn, self.style(*role)))
    }

    /// Whether a drawn blank shows the ink of some role and is no role itself, as the squares of big letters do.
    pub fn is_ink(self, drawn: Style) -> bool {
        self.role_of(drawn).is_none() && Role::ALL.into_iter().any(|role| same_look(drawn, self.ink(role)))
    }
}

fn same_look(drawn: Style, asked: Style) -> bool {
    drawn.fg.unwrap_or_default() == asked.fg.unwrap_or_default()
        && drawn.bg.unwrap_or_default() == asked.bg.unwrap_or_default()
        && drawn.add_modifier == asked.add_modifier
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_own_letter_and_in_daylight_its_own_look() {
        let theme = Theme::default();
        for role in Role::ALL {
            assert_eq!(theme.role_of(theme.style(role)), Some(role));
            let twins = Role::ALL.iter().filter(|other| other.letter() == role.letter()).count();
            assert_eq!(twins, 1, "{role:?} shares its letter");
        }
    }

    #[test]
    fn mono_uses_no_colour_and_still_marks_what_matters() {
        let theme = Theme { palette: Palette::Mono, ..Theme::default() };
        for role in Role::ALL {
            let style = theme.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
        for role in [Role::Chosen, Role::Warn, Role::Bad, Role::Field, Role::Key, Role::Bar] {
            assert_ne!(theme.style(role), theme.style(Role::Body), "{role:?}");
        }
    }

    #[test]
    fn ink_differs_from_the_ground_in_every_palette() {
        for palette in Palette::ALL {
            let theme = Theme { palette, ..Theme::default() };
            for role in Role::ALL {
                assert!(!same_look(theme.ink(role), theme.style(role)), "{palette:?} {role:?}");
            }
        }
    }

    #[test]
    fn no_color_starts_mono_unless_a_theme_is_asked_for() {
        assert_eq!(Palette::at_start(None, false), Palette::Daylight);
        assert_eq!(Palette::at_start(None, true), Palette::Mono);
        assert_eq!(Palette::at_start(Some(Palette::Dark), true), Palette::Dark);
    }
}
