//! Paper slips are entered afterwards: which service, from which slip to which, from when to when; one fact a block.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::clean::fold_width;
use crate::domain::command::Command;
use crate::domain::number::{SlipRun, TicketNumber};
use crate::domain::time::{Day, Wall};
use crate::tui::action::{Action, Answer};
use crate::tui::cells;
use crate::tui::effect::{Effect, Step};
use crate::tui::form::{self, Form};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::words::{Phrase, Said, square, tally};

/// Slips that are being entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PaperSlips {
    form: Form,
    /// Whether an answer is due.
    sent: bool,
}

/// The fields, in their order on the screen.
#[derive(Debug, Clone, Copy)]
enum Field {
    First,
    Last,
    From,
    To,
    /// Only where it is not plain: the outing has several days, or this is another.
    Day,
}

impl PaperSlips {
    /// Nothing is entered yet.
    pub fn new(scene: &Scene<'_>) -> Self {
        let form = Form::default()
            .with(tally::SLIP_FIRST, tally::SLIP_FIRST_HINT, "")
            .with(tally::SLIP_LAST, tally::SLIP_LAST_HINT, "")
            .with(tally::SLIP_FROM, tally::SLIP_FROM_HINT, "")
            .with(tally::SLIP_TO, tally::SLIP_TO_HINT, "");
        let (first, last) = days(scene);
        let today = Day::of(scene.now);
        let form = if (first, last) == (today, today) {
            form
        } else {
            form.with(tally::SLIP_DAY, square::DAY_HINT, &today.max(first).min(last).to_string())
        };
        Self { form, sent: false }
    }

    /// It stays open until the slips are counted: what was refused can be corrected.
    pub fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        if let Action::Answered(answer) = action {
            // Somebody may be scanned meanwhile: that is no answer to this.
            let are_counted = std::mem::take(&mut self.sent) && matches!(answer, Answer::Done(_));
            return ((!are_counted).then_some(self), Vec::new());
        }
        match self.form.update(action) {
            form::Step::Open => (Some(self), Vec::new()),
            form::Step::Left => (None, Vec::new()),
            form::Step::Finished => match self.command(scene) {
                Ok(command) => {
                    self.sent = true;
                    (Some(self), vec![Effect::Perform(command)])
                }
                Err((field, fault)) => {
                    self.form.refuse(field as usize, fault);
                    (Some(self), vec![Effect::Ring])
                }
            },
        }
    }

    /// The service is that of the slips' letter: nobody has to choose it.
    fn command(&self, scene: &Scene<'_>) -> Result<Command, (Field, Said)> {
        let said = |field: Field, phrase: Phrase| (field, phrase.said());
        let first = self.number(Field::First, None)?;
        let last = self.number(Field::Last, Some(first))?;
        let slips = SlipRun::new(first, last).ok_or_else(|| said(Field::Last, tally::SLIPS_UNREAD))?;
        let services = scene.board.square.services();
        let service = services.iter().find(|service| service.letter == Some(first.letter()));
        let service = service
            .ok_or_else(|| (Field::First, tally::SLIPS_OF_NONE.fill([("letter", first.letter().to_string())])))?;
        let day = match self.form.text(Field::Day as usize).as_str() {
            "" => Day::of(scene.now),
            text => fold_width(text).parse().map_err(|_| said(Field::Day, square::DAY_UNREAD))?,
        };
        let time = |field| self.time(field, day).ok_or_else(|| said(field, tally::SLIP_TIME_UNREAD));
        let (from, to) = (time(Field::From)?, time(Field::To)?);
        Ok(Command::CountPaper { service: service.service.clone(), slips, from, to })
    }

    /// A slip's number; of the last one the end is enough.
    fn number(&self, field: Field, before: Option<TicketNumber>) -> Result<TicketNumber, (Field, Said)> {
        let text = fold_width(&self.form.text(field as usize));
        let count = before.and_then(|before| TicketNumber::new(before.letter(), before.desk(), text.parse().ok()?));
        count.or_else(|| text.parse().ok()).ok_or_else(|| (field, tally::SLIP_UNREAD.said()))
    }

    fn time(&self, field: Field, day: Day) -> Option<Wall> {
        let text = fold_width(&self.form.text(field as usize));
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.trim().parse().ok()?, minute.trim().parse().ok()?);
        (hour < 24 && minute < 60).then(|| day.at_minute(hour * 60 + minute))
    }

    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let used = scene.put_wrapped(buf, cells::after(area, 2), scene.text(tally::PAPER_SLIPS), Role::Dim);
        self.form.view(scene, cells::below(area, used + 1), buf)
    }
}

/// The days of the outing.
fn days(scene: &Scene<'_>) -> (Day, Day) {
    let today = Day::of(scene.now);
    scene.board.square.outing().map_or((today, today), |outing| (outing.first_day, outing.last_day))
}
