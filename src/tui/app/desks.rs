//! What the page of desks wants of the clerk: inviting, joining, leaving, parcels; and who else is there.
//!
//! How desks meet is in [`crate::desk`]; how the page looks in [`crate::tui::screens`].

use super::{App, answer};
use crate::desk::{Around, Desk, DeskWish, Reply, out};
use crate::domain::ids::DeskId;
use crate::tui::action::{Action, Answer, Screen};
use crate::tui::effect::Effect;
use crate::words::names::Names;
use crate::words::{Said, desks, refusal, sync};

/// How often it is looked who else is there.
const AROUND_MS: u64 = 500;

impl App {
    /// Looks who else is there, and what became of a parcel.
    pub(super) fn follow_around(&mut self, at_ms: u64) {
        if let Some(taken) = self.world.desk.take_unpacked() {
            let said = self.world.desk.said_of_parcel(&taken);
            self.read_board();
            self.act(Action::DesksTold(Ok(said)));
            self.is_stale = true;
        }
        if self.world.looked_at_ms.is_none_or(|looked| at_ms.saturating_sub(looked) >= AROUND_MS) {
            self.world.looked_at_ms = Some(at_ms);
            self.look_around();
        }
    }

    fn look_around(&mut self) {
        let is_looked_at = self.model.screen == Screen::Square && self.model.square.shows_desks();
        let around = self.world.desk.around(&self.world.around, is_looked_at);
        self.show_around(around);
    }

    /// Shows who else is there; a test says so without a network.
    pub fn show_around(&mut self, around: Around) {
        if around != self.world.around {
            self.world.around = around;
            self.is_stale = true;
            self.act(Action::AroundChanged);
        }
    }

    /// Does what the page of desks wants.
    pub(super) fn among_desks(&mut self, effect: Effect) {
        self.settle();
        let desk = &mut self.world.desk;
        let told = match effect {
            Effect::Invite => match desk.invite() {
                Ok(_) => None,
                Err(error) => Some(Err(error.said())),
            },
            Effect::Join { code, at, name } => {
                let remembered = at.map_or(Ok(()), |at| desk.change_settings(|settings| settings.at = vec![at]));
                let joined = desk.join(code, DeskWish { number: None, name }).map_err(|error| error.said());
                self.look_around();
                return match joined.and(remembered) {
                    Ok(()) => {}
                    Err(fault) => self.act(Action::DesksTold(Err(fault))),
                };
            }
            Effect::StopJoining => {
                let stopped = desk.stop_joining();
                self.look_around();
                return match stopped {
                    Ok(()) => {}
                    Err(error) => self.act(Action::DesksTold(Err(error.said()))),
                };
            }
            Effect::LeaveSquare => Some(left(desk)),
            Effect::RemoveDesk(lost) => match removed(desk, lost) {
                Ok(said) => {
                    self.act(Action::DesksTold(Ok(said)));
                    None
                }
                Err(said) => Some(Err(said)),
            },
            Effect::PackParcel(file) => {
                let path = out::whole_path(file);
                let packed = desk.pack_parcel(&path).map_err(|error| error.said());
                let path = path.display().to_string();
                let said = |facts: u64| sync::PARCEL_PACKED.fill([("facts", facts.to_string()), ("path", path)]);
                Some(packed.map(said))
            }
            Effect::UnpackParcel(file) => {
                let begun = desk.unpack_parcel(&out::whole_path(file)).map_err(|error| error.said());
                Some(begun.map(|()| desks::UNPACKING.said()))
            }
            _ => return,
        };
        self.read_board();
        self.look_around();
        self.act(told.map_or(Action::Invited, Action::DesksTold));
    }
}

/// Takes this desk off the square.
fn left(desk: &mut Desk) -> Result<Said, Said> {
    match desk.leave().map_err(|error| error.said())? {
        Reply::Done { .. } => Ok(sync::LEFT.said()),
        other => Err(not_done(desk, other)),
    }
}

/// Takes a lost laptop off the square.
fn removed(desk: &mut Desk, lost: DeskId) -> Result<Said, Said> {
    let number = desk.board().square.desk(lost).map(|card| card.number);
    let (reply, invitation) = desk.remove_desk(lost).map_err(|error| error.said())?;
    match (reply, invitation) {
        (Reply::Done { .. }, Some(invitation)) => {
            Ok(sync::REMOVED.fill([("code", invitation.0.to_string())]).and("desk", desks::called(number)))
        }
        (other, _) => Err(not_done(desk, other)),
    }
}

fn not_done(desk: &Desk, reply: Reply) -> Said {
    match answer(reply) {
        Answer::NotSaved(why) => why,
        Answer::Refused(refused) => refusal::said(&refused, &Names::new(desk.board(), desk.roster())),
        Answer::Done(_) => Said::list(Vec::new()),
    }
}
