//! The public display, for a second screen or a laptop turned round: who is called and to where, who is next, how long
//! a number taken now may wait.
//!
//! ```text
//! 学雷锋志愿服务集市                          F2 返回  10:12
//!   现在叫号：义诊
//!   (A1027, seven lines high or more)
//!   (3号台, eight lines high or more)    也叫了这些号
//!                                        B1012  12 号台
//! 服务        等候  接下来                现在取号要等
//! 义诊          12  A1028  A1029  A1030   20 到 45 分钟
//! 先叫两位优先号（老弱病残孕），再叫一位普通号。  第 1/3 页
//! ```
//!
//! The number is at least a sixth as high as the window: 29 mm on a laptop of 14 inches (174 mm high), a two-hundredth
//! of 6 m, which is what signs are read by. A new call flashes and rings (`announcer`); services that do not fit take
//! turns (`pages`). It has no field, takes no number, calls nobody, and names nobody: a badge that is scanned here is
//! answered by a sign.

mod announcer;
mod calls;
mod pages;
mod view;

use std::collections::BTreeMap;

use self::announcer::Announcer;
use crate::domain::ids::ServiceId;
use crate::domain::refusal::Refusal;
use crate::domain::wait::ShownWait;
use crate::tui::action::{Action, Answer};
use crate::tui::bell::Bell;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Tone;

/// What the display remembers while it is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    announcer: Announcer,
    at_ms: u64,
    shown: Shown,
    /// When the waits were looked at.
    waits_at_ms: Option<u64>,
    /// Whether there is no other screen to go to.
    is_alone: bool,
}

/// What makes its picture another one while the board stays the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    is_lit: bool,
    turns: u64,
    /// Waits move slowly, so that nobody sees them jump.
    waits: BTreeMap<ServiceId, ShownWait>,
    /// How the last scan sounded, and since when it is said.
    scan: Option<(Tone, u64)>,
    /// Since when the ticket of a slip that was scanned lies over it.
    covered_since_ms: Option<u64>,
}

/// Waits are worked out this often.
const WAITS_MS: u64 = 1_000;
/// How long the answer to a scan is said.
const SCAN_MS: u64 = 5_000;
/// How long a ticket lies over it when nobody closes it.
const COVERED_MS: u64 = 10_000;

impl State {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        Place::Display
    }

    /// In a program of its own, without other screens.
    pub fn alone() -> Self {
        Self { is_alone: true, ..Self::default() }
    }

    /// Whether what lies over it has been there for long enough; told at every tick whether anything does.
    pub fn is_covered_too_long(&mut self, is_covered: bool) -> bool {
        let at_ms = self.at_ms;
        let since_ms = self.shown.covered_since_ms.unwrap_or(at_ms);
        let is_too_long = is_covered && at_ms >= since_ms.saturating_add(COVERED_MS);
        self.shown.covered_since_ms = (is_covered && !is_too_long).then_some(since_ms);
        is_too_long
    }

    /// Begins anew: who is called already is shown and not announced.
    pub fn open(&mut self) {
        *self = Self { at_ms: self.at_ms, is_alone: self.is_alone, ..Self::default() };
    }

    /// What changes by itself.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        match action {
            Action::Tick(at_ms) => self.at_ms = *at_ms,
            Action::BoardChanged => {}
            Action::Answered(answer) => {
                self.shown.scan = Some((tone(answer), self.at_ms));
                return Vec::new();
            }
            // What was called while the desk practised was not announced, and is not afterwards.
            Action::PracticeTurned => self.open(),
            _ => return Vec::new(),
        }
        self.look(scene)
    }

    fn look(&mut self, scene: &Scene<'_>) -> Vec<Effect> {
        let at_ms = self.at_ms;
        // Nobody must run to a station because somebody learns the keys.
        let begins = scene.practice.is_none() && self.announcer.hear(&calls::calling(scene), at_ms);
        self.shown.is_lit = self.announcer.is_lit(at_ms);
        self.shown.turns = pages::turns(at_ms);
        self.shown.scan = self.shown.scan.filter(|(_, since_ms)| at_ms < since_ms.saturating_add(SCAN_MS));
        if self.waits_at_ms.is_none_or(|looked_ms| at_ms >= looked_ms.saturating_add(WAITS_MS)) {
            self.waits_at_ms = Some(at_ms);
            self.follow_waits(scene);
        }
        if begins { vec![Effect::Sound(Bell::Called)] } else { Vec::new() }
    }

    fn follow_waits(&mut self, scene: &Scene<'_>) {
        let before = std::mem::take(&mut self.shown.waits);
        for service in calls::services(scene) {
            let Some(range) = calls::wait(scene, &service.service) else { continue };
            let shown = before.get(&service.service).map(|shown| shown.follow(range, scene.now));
            let shown = shown.unwrap_or_else(|| ShownWait::new(range, scene.now));
            self.shown.waits.insert(service.service.clone(), shown);
        }
    }
}

/// How an answer is said where nobody may be named: a sign, and a word for where to go.
fn tone(answer: &Answer) -> Tone {
    match answer {
        Answer::Done(_) => Tone::Good,
        Answer::Refused(Refusal::Asks(_)) => Tone::Warn,
        Answer::Refused(_) | Answer::NotSaved(_) => Tone::Bad,
    }
}
