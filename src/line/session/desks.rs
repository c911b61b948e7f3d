//! Other desks, line by line: the code to join by, who is there, leaving, and taking a lost laptop off.

use std::time::{Duration, Instant};

use crate::desk::{DeskSeen, Desks, MeetError, MeetOptions, MeetingState, Reply};
use crate::domain::ids::{DeskId, DeskNumber};
use crate::domain::refusal::Refusal;
use crate::line::answer::{Answer, Data};
use crate::line::fault::Fault;
use crate::line::request::DesksAct;
use crate::words::{Said, sync};

use super::Session;

/// How long a desk that has just begun to listen may take to know where.
const ADDRESS_WAIT: Duration = Duration::from_secs(5);
const ADDRESS_PAUSE: Duration = Duration::from_millis(20);

impl Session {
    /// Meets the other desks from now on, when this one ever joined; and may be told to invite them.
    pub fn meet(&mut self, options: MeetOptions) -> Result<(), MeetError> {
        self.meets = true;
        self.desk.meet(options)
    }

    /// Takes in what arrived, looks who is there, keeps the paper. Never waits.
    pub fn attend(&mut self) {
        // Commands of a session are answered one by one; here come none.
        self.desk.collect();
    }

    /// Whether somebody who is there lacks something that was written here.
    pub fn has_unsent(&self) -> bool {
        self.desk.meeting().is_some_and(|meeting| meeting.seen > 1 && meeting.unsent.is_some_and(|unsent| unsent > 0))
    }

    pub(super) fn desks_act(&mut self, act: &DesksAct) -> Answer {
        self.asked = None;
        if !self.meets {
            return self.fault(&Fault::Silent);
        }
        let answered = match act {
            DesksAct::Invite => self.invite(),
            DesksAct::Desks => {
                self.desk.collect();
                Ok(self.desks())
            }
            DesksAct::Leave => self.leave(),
            DesksAct::Remove(desk) => self.remove(desk),
        };
        answered.unwrap_or_else(|error| Answer {
            code: Some(error.code()),
            text: error.said().text(self.lang),
            ..Answer::default()
        })
    }

    fn invite(&mut self) -> Result<Answer, MeetError> {
        let code = self.desk.invite()?.0;
        let began = Instant::now();
        let is_in_trouble = |session: &Self| session.desk.meeting().is_some_and(|meeting| !meeting.troubles.is_empty());
        while self.desk.addresses().is_empty() && !is_in_trouble(self) && began.elapsed() < ADDRESS_WAIT {
            std::thread::sleep(ADDRESS_PAUSE);
            self.desk.collect();
        }
        let at: Vec<String> = self.desk.addresses().iter().map(ToString::to_string).collect();
        let place = if at.is_empty() {
            sync::NO_ADDRESS.said()
        } else {
            {
                let at = at.join(" ");
                Said::name(&at, &at)
            }
        };
        let text = sync::CODE.fill([("code", code.to_string())]).and("at", place).text(self.lang);
        Ok(Answer::look(text, Data::Invite { code: code.digits(), at }))
    }

    fn desks(&self) -> Answer {
        let Desks { list, agree } = self.desk.desks();
        let said = |seen: &DeskSeen| {
            let phrase = if seen.is_seen { sync::DESK_SEEN } else { sync::DESK_MISSING };
            let facts = seen.facts.map(|facts| facts.to_string()).unwrap_or_default();
            let code = seen.agreement.clone().unwrap_or_default();
            phrase
                .fill([("name", seen.name.clone()), ("facts", facts), ("code", code)])
                .and("desk", called(seen.number))
        };
        let agreed = if agree { sync::ALL_AGREE } else { sync::NOT_YET };
        let text =
            sync::DESKS.said().and("list", Said::list(list.iter().map(said).collect())).and("agree", agreed.said());
        let warnings: Vec<Said> = self.desk.meeting().iter().flat_map(MeetingState::warnings).cloned().collect();
        let text = if warnings.is_empty() {
            text
        } else {
            sync::DESKS_WARNED.said().and("desks", text).and("warnings", Said::list(warnings.clone()))
        };
        let warnings = warnings.iter().map(|warning| warning.text(self.lang)).collect();
        Answer::look(text.text(self.lang), Data::Desks { desks: list, agree, warnings })
    }

    fn leave(&mut self) -> Result<Answer, MeetError> {
        let reply = self.desk.leave()?;
        Ok(self.done_saying(reply, "left", &sync::LEFT.said()))
    }

    fn remove(&mut self, desk: &str) -> Result<Answer, MeetError> {
        let Some(desk) = self.desk_called(desk) else { return Ok(self.refused(Refusal::UnknownDesk, &[])) };
        let number = self.desk.board().square.desk(desk).map(|card| card.number);
        let (reply, invitation) = self.desk.remove_desk(desk)?;
        let Some(code) = invitation.map(|invitation| invitation.0) else { return Ok(self.replied(reply)) };
        let said = sync::REMOVED.fill([("code", code.to_string())]).and("desk", called(number));
        let at = self.desk.addresses().iter().map(ToString::to_string).collect();
        Ok(Answer { data: Some(Data::Invite { code: code.digits(), at }), ..self.done_saying(reply, "removed", &said) })
    }

    fn done_saying(&mut self, reply: Reply, outcome: &'static str, said: &Said) -> Answer {
        let is_done = matches!(reply, Reply::Done { .. });
        let answer = self.replied(reply);
        if !is_done {
            return answer;
        }
        Answer { outcome: Some(outcome), text: said.text(self.lang), ..answer }
    }

    /// A desk by its number or its id. Of two with one number, the one that has it by right.
    fn desk_called(&self, text: &str) -> Option<DeskId> {
        let desks = self.desk.board().square.desks_here();
        let number: Option<DeskNumber> = text.parse().ok().and_then(DeskNumber::new);
        let by_number = number.and_then(|number| desks.iter().find(|(_, card)| card.number == number));
        let by_id = || desks.iter().find(|(desk, _)| desk.to_string() == text);
        by_number.or_else(by_id).map(|(desk, _)| *desk)
    }
}

fn called(number: Option<DeskNumber>) -> Said {
    number.map_or_else(|| sync::UNKNOWN_DESK.said(), |number| sync::DESK.fill([("number", number.to_string())]))
}
