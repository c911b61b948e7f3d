//! The desks of the square: who is there, whether all agree, what was done twice while they were apart; inviting,
//! joining, leaving, and parcels where there is no network.
//!
//! ```text
//!  各机一致，核对码 7F3K2A。
//!
//!  机号  位置        上次听到  还缺  时钟差  记录   核对码  版本
//! >   1  东门        本机         0          3412   7F3K2A  0.1.0
//!     2  西门        在线         0  准      3412   7F3K2A  0.1.0
//!
//!  提醒 1 条，Enter 收起
//!   在 1 号机和 2 号机都签到了，按先到的算：王芳
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::city;
use super::joining::JoinPage;
use crate::badge::{Rendering, Squares};
use crate::desk::{DeskSeen, MeetingState};
use crate::domain::command::Command;
use crate::domain::ids::DeskId;
use crate::domain::notices::Notice;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::form::{Form, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::{Role, Tone};
use crate::tui::widgets::{Column, Qr, Table};
use crate::words::{Phrase, Said, desks, notice};

/// Notices that are seen at once, the head above them left out.
const NOTICES_SHOWN: usize = 5;

/// What the tab remembers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// A row: desks first, notices behind them.
    chosen: usize,
    page: Option<Page>,
    /// What came of the last step.
    told: Option<Result<Said, Said>>,
}

/// What lies over the table.
#[derive(Debug, Clone, PartialEq)]
enum Page {
    Invitation(Rendering),
    Join(JoinPage),
    Square(Form),
    /// Whether a desk is really to go: this one or a lost one.
    Sure(DeskId),
    Pack(Form),
    Unpack(Form),
}

impl State {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match &self.page {
            None => Place::Desks,
            Some(Page::Invitation(_)) => Place::Badge,
            Some(Page::Join(page)) => page.place(),
            Some(Page::Sure(_)) => Place::DeskGoes,
            Some(Page::Pack(_) | Page::Unpack(_) | Page::Square(_)) => Place::Form,
        }
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        match action {
            Action::Invited => {
                self.page = Some(Page::Invitation(Rendering::HalfBlocks));
                return Vec::new();
            }
            Action::DesksTold(told) if !matches!((&self.page, told), (Some(_), Err(_))) => {
                self.told = Some(told.clone());
                self.page.take_if(|page| matches!(page, Page::Pack(_) | Page::Unpack(_)));
                return Vec::new();
            }
            _ => {}
        }
        let (page, effects) = match self.page.take() {
            None => self.table(action, scene),
            Some(Page::Invitation(rendering)) => (invitation(rendering, action), Vec::new()),
            Some(Page::Join(page)) => self.join(page, action, scene),
            Some(Page::Sure(desk)) => match action {
                Action::Back => (None, Vec::new()),
                Action::Confirm if desk == scene.desk => (None, vec![Effect::LeaveSquare]),
                Action::Confirm => (None, vec![Effect::RemoveDesk(desk)]),
                _ => (Some(Page::Sure(desk)), Vec::new()),
            },
            Some(Page::Square(form)) => {
                let (form, effects) = city::edit(form, action, scene);
                (form.map(Page::Square), effects)
            }
            Some(Page::Pack(form)) => file(form, action, Page::Pack, Effect::PackParcel),
            Some(Page::Unpack(form)) => file(form, action, Page::Unpack, Effect::UnpackParcel),
        };
        self.page = page;
        effects
    }

    fn table(&mut self, action: &Action, scene: &Scene<'_>) -> (Option<Page>, Vec<Effect>) {
        let count = scene.around.desks.len() + scene.notices.len();
        let form = |hint: Phrase| Form::default().with(desks::FILE, hint, "");
        match action {
            Action::Choose(step) => self.chosen = step.from(self.chosen, count),
            // Whoever meets others already has a code, and listens.
            Action::Add if scene.around.code.is_some() && scene.around.meeting.is_some() => {
                return (Some(Page::Invitation(Rendering::HalfBlocks)), Vec::new());
            }
            Action::Add => return (None, vec![Effect::Invite]),
            Action::Manage => return (Some(Page::Join(JoinPage::new(scene))), Vec::new()),
            // A laptop that is no desk yet says so when it joins.
            Action::NameSquare if scene.board.square.desk(scene.desk).is_some() => {
                return (Some(Page::Square(city::form(scene))), Vec::new());
            }
            Action::Print => return (Some(Page::Pack(form(desks::PACK_HINT))), Vec::new()),
            Action::OpenFile => return (Some(Page::Unpack(form(desks::PACK_HINT))), Vec::new()),
            Action::Confirm => return self.row_taken(scene),
            _ => {}
        }
        (None, Vec::new())
    }

    /// What Enter does with a row: a notice is put away; a desk goes, after a question.
    fn row_taken(&self, scene: &Scene<'_>) -> (Option<Page>, Vec<Effect>) {
        if let Some(desk) = scene.around.desks.get(self.chosen) {
            let may_go = scene.around.code.is_some() && desk.is_listed;
            return (may_go.then_some(Page::Sure(desk.desk)), Vec::new());
        }
        let index = self.chosen.checked_sub(scene.around.desks.len());
        let notice = index.and_then(|index| scene.notices.get(index)).map(Notice::id);
        (None, notice.map(|notice| Effect::Perform(Command::DismissNotice { notice })).into_iter().collect())
    }

    fn join(&mut self, page: JoinPage, action: &Action, scene: &Scene<'_>) -> (Option<Page>, Vec<Effect>) {
        if page.is_over(scene) {
            let number = scene.board.square.desk(scene.desk).map(|card| card.number.to_string());
            self.told = Some(Ok(desks::JOINED.fill([("number", number.unwrap_or_default())])));
            return (None, Vec::new());
        }
        let (page, effects) = page.update(action, scene);
        (page.map(Page::Join), effects)
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (title, form) = match &self.page {
            Some(Page::Join(page)) => return page.view(scene, area, buf),
            Some(Page::Square(form)) => return city::view(scene, form, area, buf),
            Some(Page::Pack(form)) => (desks::PACK, form),
            Some(Page::Unpack(form)) => (desks::UNPACK, form),
            Some(Page::Invitation(rendering)) => {
                view_invitation(scene, *rendering, area, buf);
                return None;
            }
            Some(Page::Sure(desk)) => {
                scene.put_wrapped(buf, area, &scene.say(&question(scene, *desk)), Role::Warn);
                return None;
            }
            None => {
                self.view_table(scene, area, buf);
                return None;
            }
        };
        let used = scene.put_wrapped(buf, area, scene.text(title), Role::Title);
        form.view(scene, cells::below(area, used + 1), buf)
    }

    fn view_table(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let rest = scene.put_lines(buf, area, self.heads(scene));
        let rest = cells::below(rest, 1);
        let shown = u16::try_from(scene.notices.len().min(NOTICES_SHOWN)).unwrap_or_default();
        let below = if shown == 0 { 0 } else { shown + 2 };
        let upper = cells::lines(rest, 0, rest.height.saturating_sub(below));
        self.view_desks(scene, upper, buf);
        // Notices stand right below the desks while there is room for both.
        let lines = u16::try_from(scene.around.desks.len()).unwrap_or(u16::MAX).saturating_add(2);
        if shown > 0 {
            self.view_notices(scene, cells::below(rest, lines.min(upper.height + 1)), buf);
        }
    }

    /// How the desks stand, in a sentence or two.
    fn heads(&self, scene: &Scene<'_>) -> Vec<(String, Role)> {
        let around = scene.around;
        let key = |action: &Action| Place::Desks.key_for(action);
        let mut heads = Vec::new();
        let list = |desks: Vec<&DeskSeen>| Said::list(desks.iter().map(|desk| desks::called(desk.number)).collect());
        let (missing, differing): (Vec<_>, Vec<_>) = (around.missing().collect(), around.differing().collect());
        if around.meeting.is_none() {
            let keys = [
                ("invite", key(&Action::Add)),
                ("join", key(&Action::Manage)),
                ("pack", key(&Action::Print)),
                ("unpack", key(&Action::OpenFile)),
            ];
            heads.push((scene.say(&desks::ALONE.fill(keys)), Role::Dim));
        } else if around.others().next().is_none() {
            heads.push((scene.say(&desks::NOBODY_YET.fill([("invite", key(&Action::Add))])), Role::Body));
        } else if around.all_agree() {
            let code = around.agreement.clone().unwrap_or_default();
            heads.push((
                Tone::Good.signed(&scene.say(&desks::ALL_AGREE.fill([("code", code)]))).into_owned(),
                Role::Good,
            ));
        } else {
            if differing.is_empty() && around.others().any(|desk| desk.is_listed && desk.is_seen) {
                let code = around.agreement.clone().unwrap_or_default();
                heads.push((scene.say(&desks::REST_AGREE.fill([("code", code)])), Role::Body));
            }
            for (phrase, of) in [(desks::MISSING, missing), (desks::DIFFERING, differing)] {
                if !of.is_empty() {
                    let said = scene.say(&phrase.said().and("desks", list(of)));
                    heads.push((Tone::Warn.signed(&said).into_owned(), Role::Warn));
                }
            }
        }
        let troubles = around.meeting.iter().flat_map(MeetingState::warnings);
        heads.extend(troubles.map(|trouble| (Tone::Bad.signed(&scene.say(trouble)).into_owned(), Role::Bad)));
        match &self.told {
            Some(Ok(said)) => heads.push((scene.say(said), Role::Good)),
            Some(Err(said)) => heads.push((scene.say(said), Role::Bad)),
            None => {}
        }
        heads
    }

    fn view_desks(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let count =
            |value: Option<u64>| value.map_or_else(|| scene.text(desks::NOT_KNOWN).to_owned(), |n| n.to_string());
        let row = |index: usize| {
            let Some(desk) = scene.around.desks.get(index) else { return Vec::new() };
            let heard = if desk.is_me { desks::HERE.said() } else { desks::heard(desk.heard_ms, desk.is_seen) };
            let clock = if desk.is_me { desks::NOT_KNOWN.said() } else { desks::clock(desk.clock_ahead_ms) };
            let number =
                desk.number.map_or_else(|| scene.text(desks::UNNUMBERED).to_owned(), |number| number.to_string());
            vec![
                number.into(),
                place(scene, desk).into(),
                scene.say(&heard).into(),
                count(desk.behind).into(),
                scene.say(&clock).into(),
                count(desk.facts).into(),
                desk.agreement.clone().unwrap_or_default().into(),
                desk.version.clone().unwrap_or_default().into(),
            ]
        };
        Table {
            columns: &[
                Column::right(scene.text(desks::NUMBER), 4),
                Column::rest(scene.text(desks::PLACE)),
                Column::left(scene.text(desks::HEARD), 10),
                Column::right(scene.text(desks::LACKS), 6),
                Column::left(scene.text(desks::CLOCK), 8),
                Column::right(scene.text(desks::FACTS), 7),
                Column::left(scene.text(desks::CODE), 6),
                Column::left(scene.text(desks::VERSION), 7),
            ],
            count: scene.around.desks.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: "",
            theme: scene.theme,
        }
        .render(area, buf);
    }

    fn view_notices(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let names = scene.names();
        let row = |index: usize| {
            scene.notices.get(index).map(|open| vec![scene.say(&notice::said(open, &names)).into()]).unwrap_or_default()
        };
        let head = scene.say(&desks::NOTICES.fill([("count", scene.notices.len().to_string())]));
        Table {
            columns: &[Column::rest(&head)],
            count: scene.notices.len(),
            row: &row,
            chosen: Some(self.chosen.checked_sub(scene.around.desks.len()).unwrap_or(usize::MAX)),
            empty: "",
            theme: scene.theme,
        }
        .render(area, buf);
    }
}

/// Where a desk stands; in a city of several squares, of which square it is.
fn place(scene: &Scene<'_>, desk: &DeskSeen) -> String {
    let is_city = scene.around.desks.iter().any(|other| other.square != desk.square);
    if is_city && !desk.square.is_empty() { format!("{} {}", desk.square, desk.name) } else { desk.name.clone() }
}

fn invitation(rendering: Rendering, action: &Action) -> Option<Page> {
    match action {
        Action::Back => None,
        Action::OtherRendering => Some(Page::Invitation(rendering.other())),
        _ => Some(Page::Invitation(rendering)),
    }
}

/// A form of one path.
fn file(
    mut form: Form,
    action: &Action,
    page: fn(Form) -> Page,
    effect: fn(String) -> Effect,
) -> (Option<Page>, Vec<Effect>) {
    match action {
        Action::DesksTold(Err(fault)) => form.refuse(0, fault.clone()),
        _ => match form.update(action) {
            Step::Left => return (None, Vec::new()),
            Step::Finished if !form.text(0).is_empty() => {
                let path = form.text(0).trim_matches(['"', '\'']).to_owned();
                return (Some(page(form)), vec![effect(path)]);
            }
            Step::Finished | Step::Open => {}
        },
    }
    (Some(page(form)), Vec::new())
}

fn question(scene: &Scene<'_>, desk: DeskId) -> Said {
    if desk == scene.desk {
        return desks::LEAVE_SURE.said();
    }
    let number = scene.board.square.desk(desk).map(|card| card.number);
    desks::REMOVE_SURE.said().and("desk", desks::called(number))
}

/// The join code, to be typed, read aloud or scanned.
fn view_invitation(scene: &Scene<'_>, rendering: Rendering, area: Rect, buf: &mut Buffer) {
    let Some(code) = scene.around.code else { return };
    let squares = Squares::of_join_code(&code.digits());
    let mut beside = area;
    if let Some(squares) = &squares {
        let width = squares.cells(rendering).first().map_or(0, Vec::len);
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        Qr { squares, rendering, glyphs: scene.theme.glyphs }.render(cells::first(cells::after(area, 1), width), buf);
        beside = cells::after(area, width.saturating_add(4));
    }
    let at: Vec<String> = scene.around.at.iter().map(ToString::to_string).collect();
    let at = if at.is_empty() { desks::NO_ADDRESS.said() } else { desks::ADDRESSES.fill([("at", at.join("  "))]) };
    let lines = [
        (scene.text(desks::INVITE).to_owned(), Role::Title),
        (String::new(), Role::Body),
        (scene.text(desks::JOIN_CODE).to_owned(), Role::Dim),
        (code.to_string(), Role::Chosen),
        (String::new(), Role::Body),
        (scene.text(desks::INVITE_HOW).to_owned(), Role::Body),
        (scene.say(&at), Role::Body),
        (String::new(), Role::Body),
        (scene.text(desks::SECRET).to_owned(), Role::Dim),
    ];
    for (line, role) in lines {
        let used = scene.put_wrapped(buf, beside, &line, role).max(1);
        beside = cells::below(beside, used);
    }
}
