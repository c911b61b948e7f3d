//! The house keeps its shape: arrows between rooms go down only, no file is in a circle, each outside crate is named in
//! one room, every file says what it is for, and Chinese stands in the words table alone.
//!
//! It reads the sources with a real parser; tests inside them are left out, for they may look anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// The floors, from the ground up. A room uses rooms of lower floors only, so siblings do not know each other.
const FLOORS: &[&[&str]] = &[
    &["domain"],
    &["words"],
    &["wire"],
    &["journal", "badge", "office", "paper", "printer", "sync"],
    &["desk"],
    &["demo"],
    &["line", "tui"],
    &["cli"],
    &["main"],
];

/// Outside crates and clocks, and the only places that may name them.
const TRADES: &[(&str, &[&str])] = &[
    ("sled", &["journal/"]),
    ("qrcode", &["badge/"]),
    ("csv", &["office/"]),
    ("encoding_rs", &["office/"]),
    ("calamine", &["office/"]),
    ("rust_xlsxwriter", &["office/"]),
    ("zip", &["office/"]),
    ("quick_xml", &["office/"]),
    ("html5gum", &["office/"]),
    ("getrandom", &["desk/"]),
    ("chrono::Local", &["desk/"]),
    ("chrono::Utc", &["desk/"]),
    ("std::time::SystemTime", &["desk/"]),
    ("crossterm", &["tui/input", "tui/listener", "tui/terminal", "tui/system", "tui/runtime"]),
    ("ratatui", &["tui/"]),
    ("serialport", &["tui/scanner", "printer/link"]),
    ("zenoh", &["sync/engine"]),
    ("tokio", &["sync/engine"]),
    ("rcgen", &["sync/"]),
    ("argon2", &["sync/"]),
    ("hkdf", &["sync/"]),
    ("ring", &["sync/"]),
    ("if_addrs", &["sync/"]),
    ("clap", &["cli", "main"]),
];

/// Where Chinese may stand in a string: the table of words, and the data of the demo square.
const CHINESE: &[&str] = &["words/", "demo/"];

/// One source file: its module path (`tui::widgets::field`), and what it names.
struct Room {
    file: String,
    module: Vec<String>,
    /// Paths of this crate it names, from the crate's root.
    inside: BTreeSet<Vec<String>>,
    /// Paths it names that may be another crate's.
    outside: BTreeSet<Vec<String>>,
    chinese: Vec<String>,
    has_purpose: bool,
}

#[test]
fn rooms_use_only_rooms_below_them() {
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    let mut wrong = Vec::new();
    for room in house() {
        let Some(own) = room.module.first() else { continue };
        let Some(own_floor) = floor(own) else {
            wrong.push(format!("{} stands on no floor: name its room in FLOORS", room.file));
            continue;
        };
        for path in room.inside.iter().filter(|path| path.first() != Some(own)) {
            if let Some(used) = path.first().and_then(|used| floor(used))
                && used >= own_floor
            {
                wrong.push(format!("{} uses {}, which is not below it", room.file, path.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_file_is_in_a_circle() {
    let rooms = house();
    let modules: BTreeSet<&Vec<String>> = rooms.iter().map(|room| &room.module).collect();
    let mut arrows: BTreeMap<&[String], BTreeSet<&[String]>> = BTreeMap::new();
    for room in &rooms {
        let targets = room.inside.iter().filter_map(|path| {
            (1..=path.len()).rev().map(|len| &path[..len]).find(|prefix| modules.contains(&prefix.to_vec()))
        });
        arrows.insert(&room.module, targets.filter(|target| *target != room.module.as_slice()).collect());
    }
    // Rooms that lead nowhere but to rooms already taken away cannot be in a circle; what is left is one.
    loop {
        let free: Vec<&[String]> = arrows
            .iter()
            .filter(|(_, targets)| targets.iter().all(|target| !arrows.contains_key(target)))
            .map(|(room, _)| *room)
            .collect();
        if free.is_empty() {
            break;
        }
        for room in free {
            arrows.remove(room);
        }
    }
    // Take away what only leads into the circle, to name the circle itself.
    while let Some(outer) = arrows.keys().find(|room| arrows.values().all(|targets| !targets.contains(*room))).copied()
    {
        arrows.remove(outer);
    }
    let left: BTreeSet<&[String]> = arrows.keys().copied().collect();
    let circle: Vec<String> = arrows
        .iter()
        .flat_map(|(room, targets)| {
            let inside = targets.iter().filter(|target| left.contains(**target));
            inside.map(|target| format!("{} -> {}", room.join("::"), target.join("::"))).collect::<Vec<_>>()
        })
        .collect();
    assert!(circle.is_empty(), "these files go round in a circle:\n{}", circle.join("\n"));
}

#[test]
fn each_outside_crate_is_named_in_one_room() {
    let mut wrong = Vec::new();
    for room in house() {
        for path in &room.outside {
            let path = path.join("::");
            for (trade, homes) in TRADES {
                let named = path == *trade || path.strip_prefix(trade).is_some_and(|rest| rest.starts_with("::"));
                if named && !homes.iter().any(|home| room.file.starts_with(home)) {
                    wrong.push(format!("{} names {path}, which lives in {}", room.file, homes.join(", ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = house().into_iter().filter(|room| !room.has_purpose).map(|room| room.file).collect();
    assert!(silent.is_empty(), "these files do not open with `//!`: {}", silent.join(", "));
}

#[test]
fn chinese_stands_only_in_the_table_of_words() {
    let mut wrong = Vec::new();
    for room in house().into_iter().filter(|room| !CHINESE.iter().any(|home| room.file.starts_with(home))) {
        wrong.extend(room.chinese.iter().map(|text| format!("{} says \"{text}\"", room.file)));
    }
    assert!(wrong.is_empty(), "move these to src/words:\n{}", wrong.join("\n"));
}

#[test]
fn every_table_of_words_is_held_to_the_rules() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let listed = fs::read_to_string(src.join("words/tables.rs")).unwrap();
    let mut files = Vec::new();
    gather(&src, &mut files);
    let tables = files.iter().filter(|file| fs::read_to_string(file).unwrap().lines().any(|line| line == "phrases! {"));
    let names = tables.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned());
    let missing: Vec<String> = names.filter(|name| !listed.contains(&format!("{name}::ALL"))).collect();
    assert_eq!(missing, Vec::<String>::new(), "add them to words/tables.rs");
}

/// Every source file of the house.
fn house() -> Vec<Room> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    gather(&src, &mut files);
    let rooms: Vec<Room> = files.iter().map(|file| read(&src, file)).collect();
    assert!(rooms.len() > 20, "the house was not found: {} files", rooms.len());
    rooms.into_iter().filter(|room| !room.file.ends_with("tests.rs")).collect()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn read(src: &Path, path: &Path) -> Room {
    let inside = path.strip_prefix(src).unwrap();
    let file = inside.to_str().unwrap().replace('\\', "/");
    let mut module: Vec<String> =
        inside.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
        module.pop();
    }
    let text = fs::read_to_string(path).unwrap();
    let tree = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut reader =
        Reader { module: module.clone(), inside: BTreeSet::new(), outside: BTreeSet::new(), chinese: Vec::new() };
    reader.visit_file(&tree);
    let has_purpose = text.starts_with("//!");
    Room { file, module, inside: reader.inside, outside: reader.outside, chinese: reader.chinese, has_purpose }
}

/// Walks a file and gathers the paths it names, from the crate's root, and its Chinese strings.
struct Reader {
    module: Vec<String>,
    inside: BTreeSet<Vec<String>>,
    outside: BTreeSet<Vec<String>>,
    chinese: Vec<String>,
}

impl Reader {
    /// Takes note of a path as written: of this crate, seen from its root, or perhaps of another.
    fn note(&mut self, written: &[String]) {
        let supers = written.iter().take_while(|part| *part == "super").count();
        let (mut base, rest) = match written.first().map(String::as_str) {
            Some("crate" | "qiandao") => (Vec::new(), &written[1..]),
            Some("self") => (self.module.clone(), &written[1..]),
            Some("super") => (self.module[..self.module.len().saturating_sub(supers)].to_vec(), &written[supers..]),
            _ => {
                self.outside.insert(written.to_vec());
                // It may also start at a child of this file.
                (self.module.clone(), written)
            }
        };
        base.extend_from_slice(rest);
        self.inside.insert(base);
    }

    fn note_tree(&mut self, prefix: &mut Vec<String>, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.note_tree(prefix, &path.tree);
                prefix.pop();
            }
            syn::UseTree::Name(name) => {
                if name.ident == "self" {
                    self.note(prefix);
                } else {
                    prefix.push(name.ident.to_string());
                    self.note(prefix);
                    prefix.pop();
                }
            }
            syn::UseTree::Rename(rename) => {
                prefix.push(rename.ident.to_string());
                self.note(prefix);
                prefix.pop();
            }
            syn::UseTree::Glob(_) => self.note(prefix),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.note_tree(prefix, tree)),
        }
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|what| what == "test")
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        // A face that hands names on (`pub use`) uses nothing itself.
        let hands_on = matches!(item.vis, syn::Visibility::Public(_) | syn::Visibility::Restricted(_));
        if !is_for_tests(&item.attrs) && !hands_on {
            self.note_tree(&mut Vec::new(), &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let written: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if written.len() > 1 {
            self.note(&written);
        }
        visit::visit_path(self, path);
    }

    /// Documentation is an attribute too, and may speak Chinese.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        // What stands in a macro is only tokens: read its strings all the same.
        for text in strings_in(item.tokens.clone()) {
            self.note_text(&text);
        }
        visit::visit_macro(self, item);
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.note_text(&text.token().to_string());
    }

    fn visit_lit_char(&mut self, text: &'ast syn::LitChar) {
        self.note_text(&text.token().to_string());
    }
}

impl Reader {
    fn note_text(&mut self, text: &str) {
        if text.chars().any(|c| matches!(u32::from(c), 0x3000..=0x9fff | 0xff01..=0xff5e | 0x2_0000..=0x3_ffff)) {
            self.chinese.push(text.to_owned());
        }
    }
}

fn strings_in(tokens: proc_macro2::TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let mut after_hash = false;
    for token in tokens {
        let attribute = after_hash;
        after_hash = matches!(&token, proc_macro2::TokenTree::Punct(sign) if sign.as_char() == '#');
        match token {
            // An attribute, documentation mostly.
            proc_macro2::TokenTree::Group(_) if attribute => {}
            proc_macro2::TokenTree::Group(group) => found.extend(strings_in(group.stream())),
            // The written form: an escape like \u{b7} is no Chinese character in the source.
            proc_macro2::TokenTree::Literal(literal) => found.push(literal.to_string()),
            _ => {}
        }
    }
    found
}
