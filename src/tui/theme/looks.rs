//! What each role looks like in the three palettes.
//!
//! Measured outdoors at 10,000 lux, black on white keeps a contrast of 2.9 and everything else less; so daylight is
//! that, wherever it can, and every pair of colours here has a contrast of at least 7 indoors.

use ratatui::style::{Color, Style};

use super::role::Role;

// Colours by their number in the 256-colour cube, which no terminal's own palette changes.
const BLACK: Color = Color::Indexed(16);
const WHITE: Color = Color::Indexed(231);
const CHARCOAL: Color = Color::Indexed(236);
const SOOT: Color = Color::Indexed(238);
const ASH: Color = Color::Indexed(250);
const PEARL: Color = Color::Indexed(254);
const NAVY: Color = Color::Indexed(18);
const SKY: Color = Color::Indexed(153);
const FOREST: Color = Color::Indexed(22);
const LEAF: Color = Color::Indexed(120);
const SUN: Color = Color::Indexed(220);
const CREAM: Color = Color::Indexed(230);
const WINE: Color = Color::Indexed(88);
const ROSE: Color = Color::Indexed(217);

fn on(ink: Color, ground: Color) -> Style {
    Style::new().fg(ink).bg(ground)
}

pub(super) fn daylight(role: Role) -> Style {
    match role {
        Role::Body => on(BLACK, WHITE),
        Role::Title => on(WHITE, BLACK).bold(),
        Role::Dim => on(SOOT, WHITE),
        Role::Frame => on(CHARCOAL, WHITE),
        Role::Chosen => on(WHITE, NAVY).bold(),
        Role::Good => on(FOREST, WHITE).bold(),
        Role::Warn => on(BLACK, SUN),
        Role::Bad => on(WHITE, WINE),
        Role::Field => on(BLACK, CREAM).underlined(),
        Role::Key => on(WHITE, SOOT),
        Role::Bar => on(WHITE, NAVY),
        Role::PlainPanel => on(BLACK, PEARL),
        Role::GoodPanel => on(WHITE, FOREST),
        Role::WarnPanel => on(BLACK, SUN).bold(),
        Role::BadPanel => on(WHITE, WINE).bold(),
    }
}

pub(super) fn dark(role: Role) -> Style {
    match role {
        Role::Body => on(WHITE, BLACK),
        Role::Title => on(BLACK, ASH).bold(),
        Role::Dim => on(ASH, BLACK),
        Role::Frame => on(PEARL, BLACK),
        Role::Chosen => on(BLACK, SKY).bold(),
        Role::Good => on(LEAF, BLACK).bold(),
        Role::Warn => on(SUN, BLACK).bold(),
        Role::Bad => on(BLACK, ROSE),
        Role::Field => on(WHITE, CHARCOAL).underlined(),
        Role::Key => on(WHITE, SOOT),
        Role::Bar => on(BLACK, SKY),
        Role::PlainPanel => on(WHITE, CHARCOAL),
        Role::GoodPanel => on(WHITE, FOREST),
        Role::WarnPanel => on(BLACK, SUN),
        Role::BadPanel => on(WHITE, WINE),
    }
}

pub(super) fn mono(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Body | Role::Dim | Role::Frame => plain,
        Role::Good | Role::Key | Role::PlainPanel => plain.bold(),
        Role::Warn => plain.bold().underlined(),
        Role::Field => plain.underlined(),
        Role::Title | Role::Chosen | Role::Bad | Role::GoodPanel => plain.bold().reversed(),
        Role::WarnPanel | Role::BadPanel => plain.bold().reversed().underlined(),
        Role::Bar => plain.reversed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG relative luminance of a colour of the 256-colour cube.
    fn luminance(colour: Color) -> f64 {
        let Color::Indexed(index) = colour else { panic!("{colour:?} is not indexed") };
        let cube = [0, 95, 135, 175, 215, 255];
        let rgb = match index {
            16..=231 => {
                let step = usize::from(index - 16);
                [cube[step / 36], cube[step / 6 % 6], cube[step % 6]]
            }
            232.. => [8 + 10 * (i32::from(index) - 232); 3],
            _ => panic!("{index}: the first sixteen colours change with the terminal's palette"),
        };
        let [r, g, b] = rgb.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    #[test]
    fn every_role_can_be_read_in_the_sun() {
        for look in [daylight, dark] {
            for role in Role::ALL {
                let style = look(role);
                let (ink, ground) = (luminance(style.fg.unwrap()), luminance(style.bg.unwrap()));
                let contrast = (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05);
                assert!(contrast >= 7.0, "{role:?}, {style:?}: contrast {contrast:.1} is under 7");
            }
        }
    }
}
