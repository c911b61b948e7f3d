//! What the window feels while 10,000 facts of another desk come in: how long from a key to its picture, quiet and
//! meanwhile, in one run. `cargo run --release --example inflow`
//!
//! Keys come every 7 ms by the clock, whatever the window is doing: a key that waits for a portion counts the wait.

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout, reason = "a measurement")]

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use qiandao::demo::stage;
use qiandao::desk::{Arrived, Desk, DeskOptions};
use qiandao::domain::command::Command;
use qiandao::domain::ids::DeskNumber;
use qiandao::tui::app::App;
use qiandao::tui::cells::GlyphWidth;
use qiandao::tui::input::{Input, Key};
use qiandao::tui::theme::Palette;
use qiandao::words::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tempfile::TempDir;

const FACTS: usize = 10_000;
const KEY_EVERY: Duration = Duration::from_millis(7);
const FRAME_EVERY: Duration = Duration::from_millis(33);
const PAUSE: Duration = Duration::from_millis(1);
const PORTION: usize = 1_000;

fn main() {
    let folders = [folder(), folder()];
    let [here, there] = folders.each_ref().map(|folder| open(folder.path()));
    let (mut here, mut there) = (here, there);
    stage::set_up(&mut here).expect("the demo square");
    take(&mut there, lines(&here));
    let known = there.journal().reader().heads().into_iter().map(|(series, head)| (series, head.seq)).collect();
    write(&mut there);
    let page = there.journal().reader().since(&known, usize::MAX).expect("readable");
    let foreign: Vec<Vec<u8>> = page.bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    println!("{} facts of another desk", foreign.len());

    let mut app = App::new(here, Lang::Zh, Palette::Daylight, GlyphWidth::Narrow);
    app.input(Input::Key(Key::F(2)), 0);
    let start = Instant::now();
    let quiet = keys(&mut app, start, &[]);
    let began = Instant::now();
    let busy = keys(&mut app, start, &foreign);
    println!("taken in, durable and shown after {:.1} s", began.elapsed().as_secs_f64());
    for (what, mut waits) in [("quiet", quiet), ("meanwhile", busy)] {
        waits.sort_unstable();
        let at = |percent: usize| waits.get((waits.len() - 1) * percent / 100).copied().unwrap_or_default();
        let [p50, p99, most] = [50, 99, 100].map(|percent| at(percent).as_secs_f64() * 1e3);
        println!("{what}: {} keys, p50 {p50:.2} ms, p99 {p99:.2} ms, most {most:.2} ms", waits.len());
    }
}

/// Types until everything is in, at least 500 keys; answers how long each took to its picture.
fn keys(app: &mut App, start: Instant, foreign: &[Vec<u8>]) -> Vec<Duration> {
    let mut portions: Vec<Vec<Vec<u8>>> = foreign.chunks(PORTION).map(<[Vec<u8>]>::to_vec).collect();
    portions.reverse();
    let (mut waits, mut due, mut drawn) = (Vec::new(), Instant::now(), Instant::now());
    while waits.len() < 500 || !portions.is_empty() || app.is_absorbing() {
        if let Some(entries) = portions.pop() {
            let arrived = Arrived { entries, ..Arrived::default() };
            if !app.desk_mut().absorb(arrived.clone()) {
                portions.push(arrived.entries);
            }
        }
        let now_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        app.tick(now_ms);
        if Instant::now() >= due {
            let typed = waits.len() % 2 == 0;
            app.input(if typed { Input::Char('w') } else { Input::Key(Key::Backspace) }, now_ms);
            draw(app);
            waits.push(due.elapsed());
            (due, drawn) = (Instant::now() + KEY_EVERY, Instant::now());
        } else if app.is_stale() && drawn.elapsed() >= FRAME_EVERY {
            draw(app);
            drawn = Instant::now();
        } else {
            thread::sleep(PAUSE.min(due.saturating_duration_since(Instant::now())));
        }
    }
    waits
}

fn draw(app: &mut App) {
    let area = Rect::new(0, 0, 120, 36);
    app.draw(area, &mut Buffer::empty(area));
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn open(folder: &Path) -> Desk {
    Desk::open(folder, DeskOptions::default()).expect("an empty folder").0
}

fn lines(desk: &Desk) -> Vec<Vec<u8>> {
    let page = desk.journal().reader().since(&BTreeMap::new(), usize::MAX).expect("readable");
    page.bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

fn take(desk: &mut Desk, entries: Vec<Vec<u8>>) {
    assert!(desk.absorb(Arrived { entries, ..Arrived::default() }), "room");
    while desk.is_absorbing() {
        desk.collect();
        thread::sleep(PAUSE);
    }
}

/// The other desk takes a number and counts.
fn write(desk: &mut Desk) {
    desk.perform(&Command::JoinDesk { number: DeskNumber::new(2).expect("a number"), name: "2".to_owned() });
    let service = desk.board().square.services().into_iter().find(|service| !service.queued).expect("a counted one");
    let (service, station) = (service.service.clone(), None);
    let count = Command::Count { service, quantity: 1, station, sure: true };
    for _ in 0..FACTS / 100 {
        for _ in 0..100 {
            let nonce = desk.draw_nonce();
            desk.submit(&count, nonce);
        }
        desk.finish();
    }
}
