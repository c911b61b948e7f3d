//! What there is to see besides the model: the clerk, and what is worked out from its board and its machines.
//!
//! It decides nothing; effects are done by [`super`].

use crate::desk::{Around, Desk, PaperFolder};
use crate::domain::notices::Notice;
use crate::journal::Status;
use crate::tui::action::Answer;
use crate::tui::cells::GlyphWidth;
use crate::tui::model::Model;
use crate::tui::scene::{Scene, SlipPrinter};
use crate::tui::theme::Theme;
use crate::words::{Said, window};

/// What there is to see besides the model.
pub(super) struct World {
    pub desk: Desk,
    pub glyphs: GlyphWidth,
    /// Worked out from the board whenever it changes.
    pub notices: Vec<Notice>,
    pub status: Status,
    pub papers: Vec<PaperFolder>,
    pub printer: Option<SlipPrinter>,
    /// The serial scanner that was asked for is not there.
    pub scanner_is_gone: bool,
    pub troubles: Vec<Said>,
    /// Who else is there, and when it was looked.
    pub around: Around,
    pub looked_at_ms: Option<u64>,
}

impl World {
    /// Nothing was looked at yet.
    pub fn new(desk: Desk, glyphs: GlyphWidth) -> Self {
        Self {
            desk,
            glyphs,
            notices: Vec::new(),
            status: Status::default(),
            papers: Vec::new(),
            printer: None,
            scanner_is_gone: false,
            troubles: Vec::new(),
            around: Around::default(),
            looked_at_ms: None,
        }
    }

    pub fn scene<'a>(&'a self, model: &Model, latest: Option<&'a Answer>) -> Scene<'a> {
        Scene {
            board: self.desk.board(),
            roster: self.desk.roster(),
            desk: self.desk.id(),
            now: self.desk.now(),
            practice: self.desk.practice(),
            pending: self.desk.pending(),
            troubles: &self.troubles,
            around: &self.around,
            printer: self.printer.as_ref(),
            notices: &self.notices,
            papers: &self.papers,
            latest,
            lang: model.lang,
            theme: self.theme(model),
        }
    }

    pub fn theme(&self, model: &Model) -> Theme {
        Theme { palette: model.palette, glyphs: self.glyphs }
    }

    /// Whether disk or paper are doing worse or better than before.
    pub fn look_after_the_disk(&mut self) -> bool {
        let (status, papers) = (self.desk.journal().status(), self.desk.paper_folders());
        let has_changed = status != self.status || papers != self.papers;
        (self.status, self.papers) = (status, papers);
        if has_changed {
            self.list_troubles();
        }
        has_changed
    }

    /// Whether the printer is doing worse or better than before.
    pub fn look_after_the_printer(&mut self) -> bool {
        let printer = self.desk.printer();
        let printer = printer.map(|(place, status)| SlipPrinter { place: place.to_string(), status });
        let has_changed = self.printer != printer;
        self.printer = printer;
        if has_changed {
            self.list_troubles();
        }
        has_changed
    }

    /// What is wrong, the worst first.
    pub fn list_troubles(&mut self) {
        let Status { second_behind, reserve_gone, backup_failed } = self.status;
        let troubles = [
            (reserve_gone, window::DISK_NEARLY_FULL),
            (second_behind, window::SECOND_BEHIND),
            (backup_failed, window::BACKUP_FAILED),
            (self.papers.iter().any(PaperFolder::has_failed), window::PAPER_FAILED),
            (self.scanner_is_gone, window::SCANNER_GONE),
            (self.printer.as_ref().is_some_and(|printer| printer.status.needs_a_look()), window::PRINTER_TROUBLE),
        ];
        let troubles = troubles.into_iter().filter(|(is_so, _)| *is_so);
        self.troubles = troubles.map(|(_, trouble)| trouble.said()).collect();
    }
}
