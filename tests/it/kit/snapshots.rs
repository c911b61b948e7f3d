//! Pictures of screens in files: the text, and below it the role map. `QIANDAO_BLESS=1` writes them anew.

use std::fs;
use std::path::PathBuf;

use qiandao::tui::input::Key;

use super::Kiosk;

/// 80x24 is the promise, 120x36 the comfort.
const SIZES: [(u16, u16); 2] = [(80, 24), (120, 36)];
/// The public display is read from afar: it fills whatever window it gets.
const DISPLAY_SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (160, 48)];

/// Compares what the kiosk shows, in both languages and sizes, with the files of this name.
pub fn check(name: &str, kiosk: &mut Kiosk) {
    check_sizes(name, kiosk, &SIZES);
}

/// The same for the public display, also in a large window.
pub fn check_display(name: &str, kiosk: &mut Kiosk) {
    check_sizes(name, kiosk, &DISPLAY_SIZES);
}

fn check_sizes(name: &str, kiosk: &mut Kiosk, sizes: &[(u16, u16)]) {
    let mut wrong = Vec::new();
    for lang in ["zh", "en"] {
        for (width, height) in sizes {
            kiosk.resize(*width, *height);
            let picture = format!("{}\n{}", kiosk.screen(), kiosk.roles());
            wrong.extend(differs(&format!("{name}.{lang}.{width}x{height}.snap"), &picture));
        }
        kiosk.press(Key::F(9));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A sentence when the picture is not the file's.
fn differs(file: &str, picture: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens").join(file);
    if std::env::var_os("QIANDAO_BLESS").is_some() {
        fs::write(&path, picture).unwrap();
        return None;
    }
    let advice = "If it is right so, run the tests with QIANDAO_BLESS=1 and look at what changed.";
    match fs::read_to_string(&path) {
        Ok(blessed) if blessed.replace("\r\n", "\n") == picture => None,
        Ok(_) => Some(format!("{file} shows another picture than before:\n{picture}\n{advice}")),
        Err(_) => Some(format!("there is no {file} yet. {advice}")),
    }
}
