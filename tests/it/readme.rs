//! The README says what the program does: its tables of keys and commands are the program's own.
//!
//! With `QIANDAO_BLESS=1` the tables are written anew instead of compared.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use qiandao::line::commands::COMMANDS;
use qiandao::tui::keymap::{BINDINGS, Place};
use qiandao::words::Lang;

#[test]
fn the_keys_of_the_readme_are_those_of_the_keymap() {
    let mut table = String::from("| where | keys | what | 中文 |\n|---|---|---|---|\n");
    for binding in BINDINGS {
        let (en, zh) = (binding.doc.text(Lang::En), binding.doc.text(Lang::Zh));
        writeln!(table, "| {} | {} | {en} | {zh} |", place(binding.place), binding.all_keys()).unwrap();
    }
    check("keys", &table);
}

#[test]
fn the_commands_of_the_readme_are_those_of_the_program() {
    let mut table = String::from("| command | what | 中文 |\n|---|---|---|\n");
    for command in COMMANDS {
        let (en, zh) = (command.doc.text(Lang::En), command.doc.text(Lang::Zh));
        // A bar would end the cell.
        writeln!(table, "| `{}` | {en} | {zh} |", command.usage().replace('|', "\\|")).unwrap();
    }
    check("commands", &table);
}

/// `SetUp` as "set up".
fn place(place: Place) -> String {
    let mut words = String::new();
    for letter in format!("{place:?}").chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// Holds a table to what stands between its marks.
fn check(name: &str, table: &str) {
    // Both tables may be written anew at once.
    static README: Mutex<()> = Mutex::new(());
    let _one_at_a_time = README.lock();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (open, close) = (format!("<!-- {name}: from the program -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = readme.split_once(&open).unwrap_or_else(|| panic!("the README has no mark {open:?}"));
    let (inside, after) = rest.split_once(&close).unwrap_or_else(|| panic!("the README has no mark {close:?}"));
    if std::env::var_os("QIANDAO_BLESS").is_some() {
        fs::write(&path, format!("{before}{open}{table}{close}{after}")).unwrap();
    } else {
        assert_eq!(inside, table, "the README's {name} are old: run the test with QIANDAO_BLESS=1");
    }
}
