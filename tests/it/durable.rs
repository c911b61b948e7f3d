//! Nothing is shown as done before it would survive a power cut: a disk that is slow to sync counts what is safe, and
//! the picture is looked at after every key.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use qiandao::desk::chance::Chance;
use qiandao::desk::clock::Clock;
use qiandao::desk::{Desk, DeskOptions};
use qiandao::journal::{Disk, LogFile, RealDisk};
use qiandao::tui::app::App;
use qiandao::tui::cells::GlyphWidth;
use qiandao::tui::input::{Input, Key};
use qiandao::tui::picture;
use qiandao::tui::theme::Palette;
use qiandao::words::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kit::{Kiosk, square};

/// The lines of the mirror that a power cut would leave.
static FACTS_SAFE: AtomicUsize = AtomicUsize::new(0);

/// So slow that many pictures are drawn before an answer.
const SYNC: Duration = Duration::from_millis(20);

struct SlowDisk;

struct SlowLog {
    file: Box<dyn LogFile>,
    /// Lines written to the mirror of the facts; `None` for other files.
    lines: Option<usize>,
}

impl Disk for SlowDisk {
    fn open_log(&self, path: &Path) -> io::Result<Box<dyn LogFile>> {
        let is_mirror = path.file_name().is_some_and(|name| name == "facts.jsonl");
        let lines = is_mirror.then(|| lines(&fs::read(path).unwrap_or_default()));
        if let Some(lines) = lines {
            FACTS_SAFE.store(lines, Ordering::SeqCst);
        }
        Ok(Box::new(SlowLog { file: RealDisk.open_log(path)?, lines }))
    }

    fn free_bytes(&self, folder: &Path) -> io::Result<u64> {
        RealDisk.free_bytes(folder)
    }
}

impl LogFile for SlowLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.lines = self.lines.map(|before| before + lines(bytes));
        self.file.write(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        thread::sleep(SYNC);
        self.file.sync()?;
        if let Some(lines) = self.lines {
            FACTS_SAFE.store(lines, Ordering::SeqCst);
        }
        Ok(())
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.file.cut(len)
    }
}

fn lines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

/// The window on the slow disk.
struct Window {
    app: App,
    at_ms: u64,
    /// Pictures drawn while something was not yet safe.
    waited: usize,
}

impl Window {
    fn press(&mut self, input: Input) {
        self.at_ms += 10;
        self.app.input(input, self.at_ms);
        self.look();
    }

    fn types(&mut self, text: &str) {
        text.chars()
            .for_each(|typed| self.press(if typed == '\r' { Input::Key(Key::Enter) } else { Input::Char(typed) }));
    }

    /// Draws until everything is answered; meanwhile nothing that is not safe is folded or shown.
    fn look(&mut self) -> String {
        loop {
            let folded = self.app.desk().board().ledger().len();
            assert!(folded <= FACTS_SAFE.load(Ordering::SeqCst), "{folded} facts are shown before they are safe");
            let area = Rect::new(0, 0, 80, 24);
            let mut buf = Buffer::empty(area);
            self.app.draw(area, &mut buf);
            let screen = picture::text(&buf, self.app.theme());
            if self.app.desk().pending() == 0 {
                return screen;
            }
            self.waited += 1;
            // A badge fills the whole window, and says itself whether its bearer is in.
            let truths = ["正在保存", "未存", "未签到"];
            assert!(truths.iter().any(|truth| screen.contains(truth)), "{screen}");
            thread::sleep(Duration::from_millis(1));
            self.app.collect();
        }
    }
}

#[test]
fn no_tick_comes_before_the_disk_has_it() {
    let (folder, desk) = square::set_up();
    drop(desk);
    let clock = Clock::Standing(square::day().at_minute(9 * 60));
    let slow: Arc<dyn Disk> = Arc::new(SlowDisk);
    let options = DeskOptions { clock, chance: Chance::Seeded(9), disk: Some(slow), ..DeskOptions::default() };
    let desk = Desk::open(folder.path(), options).unwrap().0;
    let app = App::new(desk, Lang::Zh, Palette::Daylight, GlyphWidth::Narrow);
    let mut window = Window { app, at_ms: 0, waited: 0 };
    let facts = window.app.desk().board().ledger().len();
    let badge = Kiosk::open().badge("ouyangnana");
    window.press(Input::Key(Key::Enter));

    // A name, a scan, somebody who is already in and leaves, a team, somebody new, an edit, an undo, a number.
    window.types("xiehongjun\r");
    assert!(window.look().contains("已签到"));
    window.types(&format!("{badge}\r"));
    window.types("dxx");
    window.press(Input::Key(Key::Ctrl('t')));
    window.types("3\r");
    assert!(window.look().contains("在场 5 人"));
    window.types("Zhao Xin\rsfj\r7788\r");
    assert!(window.look().contains("换画法"));
    window.press(Input::Key(Key::Esc));
    window.press(Input::Key(Key::F(5)));
    window.types("zhaoxin\r\r");
    window.press(Input::Key(Key::Ctrl('u')));
    window.types("Zhao You\r\r\r\r\r");
    assert!(window.look().contains("已修改姓名"));
    window.press(Input::Key(Key::F(6)));
    window.press(Input::Key(Key::F(3)));
    window.types("\r");
    assert_eq!(window.app.desk().board().ledger().len(), facts + 8, "{}", window.look());
    assert!(window.waited > 5, "the disk was not slow enough to see anything: {}", window.waited);
}
