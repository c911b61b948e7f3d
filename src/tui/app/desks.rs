//! What the page of desks wants of the clerk: inviting, joining, leaving, removing, parcels.
//!
//! How desks meet is in [`crate::desk`]; how the page looks in [`crate::tui::screens`].

use crate::desk::{Desk, DeskWish, Reply, out};
use crate::domain::ids::DeskId;
use crate::tui::action::{Action, Answer};
use crate::tui::effect::Effect;
use crate::words::names::Names;
use crate::words::{Said, desks, refusal, sync};

/// Does what the page wants; what the window is told of it.
pub fn done(desk: &mut Desk, effect: Effect) -> Vec<Action> {
    let told = |said: Result<Said, Said>| vec![Action::DesksTold(said)];
    let only_a_fault = |went: Result<(), Said>| went.err().map_or_else(Vec::new, |fault| told(Err(fault)));
    match effect {
        Effect::Invite => match desk.invite() {
            Ok(_) => vec![Action::Invited],
            Err(error) => told(Err(error.said())),
        },
        Effect::Join { code, at, name } => {
            let remembered = at.map_or(Ok(()), |at| desk.change_settings(|settings| settings.at = vec![at]));
            let joined = desk.join(code, DeskWish { number: None, name }).map_err(|error| error.said());
            only_a_fault(joined.and(remembered))
        }
        Effect::StopJoining => only_a_fault(desk.stop_joining().map_err(|error| error.said())),
        Effect::LeaveSquare => told(left(desk)),
        Effect::RemoveDesk(lost) => match removed(desk, lost) {
            Ok(said) => vec![Action::DesksTold(Ok(said)), Action::Invited],
            Err(said) => told(Err(said)),
        },
        Effect::PackParcel(file) => {
            let path = out::whole_path(file);
            let packed = desk.pack_parcel(&path).map_err(|error| error.said());
            let path = path.display().to_string();
            told(packed.map(|facts| sync::PARCEL_PACKED.fill([("facts", facts.to_string()), ("path", path)])))
        }
        Effect::UnpackParcel(file) => {
            let begun = desk.unpack_parcel(&out::whole_path(file)).map_err(|error| error.said());
            told(begun.map(|()| desks::UNPACKING.said()))
        }
        _ => Vec::new(),
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
    match Answer::from(reply) {
        Answer::NotSaved(why) => why,
        Answer::Refused(refused) => refusal::said(&refused, &Names::new(desk.board(), desk.roster())),
        Answer::Done(_) => Said::list(Vec::new()),
    }
}
