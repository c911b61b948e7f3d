//! Which key means what, and where: one table, read by the handling, the footer, the page of keys and the README.
//!
//! There are no single letters: an input method would swallow them. Free to use are Enter, Esc, Tab, arrows, F2 to F9
//! and Ctrl with a letter other than H, I, J and M, which terminals cannot tell from Backspace, Tab and Enter.
//! Digits are typed like text; a dialog that has numbered answers takes them itself.
//!
//! To add a key: a row here, its words in [`crate::words::keys`], an [`Action`] if no other fits.

use super::action::{Action, Edit, Screen, Step, Turn};
use super::input::Key;
use crate::words::{Phrase, keys};

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Everywhere.
    Anywhere,
    /// On every screen, but in no dialog.
    AnyScreen,
    /// In everything that has rows to choose from.
    List,
    /// In everything that has a text field.
    Field,
    /// Check-in: one field to scan or type in.
    CheckIn,
    /// Check-in: how many of a unit came together.
    Team,
    /// Check-in: somebody who is not on the list.
    Walkin,
    /// Somebody new: whether one of those who are alike is the same person.
    Similar,
    /// The queue: numbers are given out.
    Queue,
    /// The queue: one station calls and serves.
    AtStation,
    /// The queue: a step off the straight way is chosen.
    Detours,
    /// The counts, by service: what needs no number is counted here.
    Tally,
    /// The counts, by anything else.
    Counts,
    /// The list of people.
    Roster,
    /// What may be done with somebody.
    Person,
    /// What is known of somebody is changed.
    PersonForm,
    /// Which sheets are to be printed.
    Print,
    /// Which column of a roster file is what.
    Columns,
    /// How a roster file is taken in.
    Taking,
    /// Closing the day: what is still open.
    Closing,
    /// Closing the day: one list of what is still open.
    StillOpen,
    /// Closing the day: the people who did not check out.
    NotOut,
    /// Closing the day: which event lead confirms what is estimated for them.
    Vouch,
    /// The other record of somebody is looked for.
    Merge,
    /// The set-up of the square.
    SetUp,
    /// The public display.
    Display,
    /// The desks of the square.
    Desks,
    /// Whether a desk is really to leave the square.
    DeskGoes,
    /// This laptop is on its way into a square.
    Joining,
    /// The first start: a new square, or the demo.
    FirstStart,
    /// The first start: which services, how many stations.
    Stalls,
    /// A form of several fields.
    Form,
    /// A question with numbered answers.
    Question,
    /// The list of stations.
    Stations,
    /// The big picture of a badge.
    Badge,
    /// The question for the right time.
    Clock,
    /// The page of keys.
    Help,
    /// The page of refused scans.
    Scans,
    /// What was found when the data were opened.
    News,
    /// The question whether to end.
    Quit,
}

/// One row: some keys that belong together, and what they do.
#[derive(Debug)]
pub struct Binding {
    /// Where it works.
    pub place: Place,
    /// The keys.
    pub keys: &'static [(Key, Action)],
    /// A word for the footer.
    pub label: Phrase,
    /// A line for the page of keys.
    pub doc: Phrase,
}

/// Every key of the program. Within a place the order is that of the footer, which drops those at the end when the
/// window is narrow.
pub const BINDINGS: &[Binding] = &[
    row(Place::CheckIn, &[(Key::Enter, Action::Confirm)], keys::CHECK_IN, keys::CHECK_IN_DOC),
    row(Place::CheckIn, &[(Key::Ctrl('t'), Action::BringTeam)], keys::TEAM, keys::TEAM_DOC),
    row(Place::CheckIn, &[(Key::Ctrl('b'), Action::ShowBadge)], keys::BADGE, keys::BADGE_DOC),
    row(Place::CheckIn, &[(Key::Ctrl('e'), Action::Manage)], keys::PERSON, keys::PERSON_DOC),
    row(Place::CheckIn, &[(Key::Ctrl('n'), Action::Add)], keys::NEW_PERSON, keys::NEW_PERSON_HERE_DOC),
    row(Place::CheckIn, &[(Key::Esc, Action::Back)], keys::EMPTY, keys::EMPTY_DOC),
    row(Place::CheckIn, &[(Key::Ctrl('k'), Action::Scans)], keys::SCANS, keys::SCANS_DOC),
    row(Place::Team, &[(Key::Enter, Action::Confirm)], keys::CHECK_IN, keys::TEAM_IN_DOC),
    row(Place::Team, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Walkin, &[(Key::Enter, Action::Confirm)], keys::GO_ON, keys::REGISTER_DOC),
    row(Place::Walkin, &[(Key::Tab, Action::Next), (Key::BackTab, Action::Previous)], keys::FIELD, keys::FIELD_DOC),
    row(Place::Walkin, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Similar, &[(Key::Enter, Action::Confirm)], keys::CONFIRM, keys::SIMILAR_DOC),
    row(Place::Similar, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Queue, &[(Key::Enter, Action::Confirm)], keys::TAKE, keys::TAKE_DOC),
    row(Place::Queue, &[(Key::Ctrl('p'), Action::TakePriority)], keys::PRIORITY, keys::PRIORITY_DOC),
    row(Place::Queue, UP_AND_DOWN, keys::CHOOSE, keys::CHOOSE_SERVICE_DOC),
    row(Place::Queue, &[(Key::Tab, Action::Next)], keys::STATION, keys::TO_STATION_DOC),
    row(Place::Queue, &[(Key::Right, Action::Detours)], keys::DETOURS, keys::DETOURS_DOC),
    row(Place::Queue, &[(Key::Esc, Action::Go(Screen::CheckIn))], keys::TO_CHECK_IN, keys::TO_CHECK_IN_DOC),
    row(Place::AtStation, &[(Key::Enter, Action::Confirm)], keys::CALL_OR_ARRIVED, keys::CALL_OR_ARRIVED_DOC),
    row(
        Place::AtStation,
        &[(Key::PageDown, Action::Turn(Turn::Next)), (Key::Ctrl('n'), Action::Turn(Turn::Next))],
        keys::DONE_AND_NEXT,
        keys::DONE_AND_NEXT_DOC,
    ),
    row(
        Place::AtStation,
        &[(Key::PageUp, Action::Turn(Turn::CallAgain)), (Key::Ctrl('r'), Action::Turn(Turn::CallAgain))],
        keys::CALL_AGAIN,
        keys::CALL_AGAIN_DOC,
    ),
    row(
        Place::AtStation,
        &[(Key::Delete, Action::Turn(Turn::Missed)), (Key::Ctrl('x'), Action::Turn(Turn::Missed))],
        keys::MISSED,
        keys::MISSED_DOC,
    ),
    row(
        Place::AtStation,
        &[(Key::End, Action::Turn(Turn::Done)), (Key::Ctrl('d'), Action::Turn(Turn::Done))],
        keys::DONE,
        keys::DONE_DOC,
    ),
    row(Place::AtStation, &[(Key::Tab, Action::Next)], keys::NUMBERS, keys::TO_NUMBERS_DOC),
    row(Place::AtStation, &[(Key::Right, Action::Detours)], keys::DETOURS, keys::DETOURS_DOC),
    row(Place::AtStation, UP_AND_DOWN, keys::CHOOSE, keys::CHOOSE_STATION_DOC),
    row(Place::AtStation, &[(Key::Esc, Action::Go(Screen::CheckIn))], keys::TO_CHECK_IN, keys::TO_CHECK_IN_DOC),
    row(Place::Detours, &[(Key::Enter, Action::Confirm)], keys::CONFIRM, keys::DETOUR_DOC),
    row(Place::Detours, &[(Key::Esc, Action::Back), (Key::Left, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Tally, &[(Key::Enter, Action::Confirm)], keys::COUNT, keys::COUNT_DOC),
    row(Place::Tally, &[(Key::Ctrl('t'), Action::Count(10))], keys::COUNT_TEN, keys::COUNT_TEN_DOC),
    row(Place::Tally, &[(Key::Ctrl('y'), Action::Count(50))], keys::COUNT_FIFTY, keys::COUNT_FIFTY_DOC),
    row(Place::Tally, NEXT_VIEW, keys::VIEW, keys::VIEW_DOC),
    row(Place::Tally, &[(Key::Ctrl('e'), Action::Sentence)], keys::SENTENCE, keys::SENTENCE_DOC),
    row(Place::Tally, &[(Key::Ctrl('o'), Action::HandOver)], keys::HAND_OVER, keys::HAND_OVER_DOC),
    row(Place::Tally, &[(Key::Ctrl('p'), Action::EnterSlips)], keys::SLIPS, keys::SLIPS_DOC),
    row(
        Place::Tally,
        &[(Key::Backspace, Action::Edit(Edit::Backspace)), (Key::Ctrl('u'), Action::Edit(Edit::Clear))],
        keys::DELETE,
        keys::DELETE_COUNT_DOC,
    ),
    row(Place::Tally, &[(Key::Esc, Action::Go(Screen::CheckIn))], keys::TO_CHECK_IN, keys::TO_CHECK_IN_DOC),
    row(Place::Tally, &[(Key::Ctrl('d'), Action::OtherDay)], keys::DAY, keys::DAY_DOC),
    row(Place::Tally, VIEW_BEFORE, keys::VIEW_BEFORE, keys::VIEW_BEFORE_DOC),
    row(Place::Counts, NEXT_VIEW, keys::VIEW, keys::VIEW_DOC),
    row(Place::Counts, &[(Key::Ctrl('e'), Action::Sentence)], keys::SENTENCE, keys::SENTENCE_DOC),
    row(Place::Counts, &[(Key::Ctrl('o'), Action::HandOver)], keys::HAND_OVER, keys::HAND_OVER_DOC),
    row(Place::Counts, &[(Key::Esc, Action::Go(Screen::CheckIn))], keys::TO_CHECK_IN, keys::TO_CHECK_IN_DOC),
    row(Place::Counts, &[(Key::Ctrl('d'), Action::OtherDay)], keys::DAY, keys::DAY_DOC),
    row(Place::Counts, VIEW_BEFORE, keys::VIEW_BEFORE, keys::VIEW_BEFORE_DOC),
    row(Place::Roster, &[(Key::Enter, Action::Confirm)], keys::PERSON, keys::PERSON_DOC),
    row(Place::Roster, &[(Key::Ctrl('n'), Action::Add)], keys::NEW_PERSON, keys::NEW_PERSON_DOC),
    row(Place::Roster, &[(Key::Ctrl('b'), Action::ShowBadge)], keys::BADGE, keys::BADGE_DOC),
    row(Place::Roster, &[(Key::Ctrl('p'), Action::Print)], keys::PRINT, keys::PRINT_DOC),
    row(Place::Roster, &[(Key::Ctrl('o'), Action::OpenFile)], keys::IMPORT, keys::IMPORT_DOC),
    row(Place::Roster, &[(Key::Esc, Action::Back)], keys::EMPTY, keys::ROSTER_EMPTY_DOC),
    row(Place::Person, &[(Key::Enter, Action::Confirm)], keys::CONFIRM, keys::PERSON_ACT_DOC),
    row(Place::Person, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Print, &[(Key::Enter, Action::Confirm)], keys::GO_ON, keys::PRINT_WHICH_DOC),
    row(Place::Print, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Columns, &[(Key::Enter, Action::Confirm)], keys::GO_ON, keys::COLUMNS_DOC),
    row(Place::Columns, &[(Key::Left, Action::Fewer), (Key::Right, Action::More)], keys::HOLDS, keys::HOLDS_DOC),
    row(Place::Columns, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Taking, &[(Key::Enter, Action::Confirm)], keys::IMPORT, keys::TAKING_DOC),
    row(Place::Taking, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Merge, &[(Key::Enter, Action::Confirm)], keys::CONFIRM, keys::MERGE_DOC),
    row(Place::Merge, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::SetUp, &[(Key::Enter, Action::Confirm)], keys::EDIT, keys::EDIT_DOC),
    row(Place::SetUp, &[(Key::Right, Action::More)], keys::STATION_MORE, keys::STATION_MORE_DOC),
    row(Place::SetUp, &[(Key::Ctrl('t'), Action::Target)], keys::TARGET, keys::TARGET_DOC),
    row(Place::SetUp, &[(Key::Ctrl('n'), Action::Add)], keys::SERVICE_NEW, keys::SERVICE_NEW_DOC),
    row(Place::SetUp, &[(Key::Ctrl('r'), Action::Printer)], keys::PRINTER, keys::PRINTER_DOC),
    row(Place::SetUp, &[(Key::Ctrl('k'), Action::Scans)], keys::SCANS, keys::SCANS_DOC),
    row(Place::SetUp, &[(Key::Ctrl('b'), Action::Sound)], keys::SOUND, keys::SOUND_DOC),
    row(Place::SetUp, &[(Key::Ctrl('p'), Action::Print)], keys::PAPER, keys::PAPER_DOC),
    row(Place::SetUp, &[(Key::Esc, Action::Go(Screen::CheckIn))], keys::TO_CHECK_IN, keys::TO_CHECK_IN_DOC),
    row(Place::Closing, &[(Key::Enter, Action::Confirm)], keys::GO_ON, keys::CLOSING_DOC),
    row(Place::Closing, &[(Key::Esc, Action::Go(Screen::CheckIn))], keys::TO_CHECK_IN, keys::TO_CHECK_IN_DOC),
    row(Place::StillOpen, &[(Key::Enter, Action::Confirm)], keys::SETTLE, keys::SETTLE_DOC),
    row(Place::StillOpen, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::NotOut, &[(Key::Enter, Action::Confirm)], keys::OUT_NOW, keys::OUT_NOW_DOC),
    row(Place::NotOut, &[(Key::Ctrl('e'), Action::Vouch)], keys::VOUCH, keys::VOUCH_DOC),
    row(Place::NotOut, &[(Key::Ctrl('t'), Action::VouchForAll)], keys::VOUCH_ALL, keys::VOUCH_ALL_DOC),
    row(Place::NotOut, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Vouch, &[(Key::Enter, Action::Confirm)], keys::GO_ON, keys::VOUCHES_DOC),
    row(Place::Vouch, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(
        Place::Display,
        &[
            (Key::F(2), Action::Go(Screen::CheckIn)),
            (Key::F(3), Action::Go(Screen::Queue)),
            (Key::F(4), Action::Go(Screen::Tally)),
            (Key::F(5), Action::Go(Screen::Square)),
            (Key::Esc, Action::Go(Screen::CheckIn)),
        ],
        keys::BACK,
        keys::LEAVE_DISPLAY_DOC,
    ),
    row(Place::Desks, &[(Key::Ctrl('n'), Action::Add)], keys::INVITE, keys::INVITE_DOC),
    row(Place::Desks, &[(Key::Enter, Action::Confirm)], keys::DESK_ROW, keys::DESK_ROW_DOC),
    row(Place::Desks, &[(Key::Ctrl('e'), Action::Manage)], keys::JOIN, keys::JOIN_DOC),
    row(Place::Desks, &[(Key::Ctrl('p'), Action::Print)], keys::PACK, keys::PACK_DOC),
    row(Place::Desks, &[(Key::Ctrl('o'), Action::OpenFile)], keys::UNPACK, keys::UNPACK_DOC),
    row(Place::Desks, &[(Key::Ctrl('r'), Action::NameSquare)], keys::NAME_SQUARE, keys::NAME_SQUARE_DOC),
    row(Place::Desks, &[(Key::Esc, Action::Go(Screen::CheckIn))], keys::TO_CHECK_IN, keys::TO_CHECK_IN_DOC),
    row(Place::DeskGoes, &[(Key::Enter, Action::Confirm)], keys::CONFIRM, keys::DESK_GOES_DOC),
    row(Place::DeskGoes, &[(Key::Esc, Action::Back)], keys::NOTHING, keys::NOTHING_DOC),
    row(Place::Joining, &[(Key::Esc, Action::Back)], keys::BACK, keys::STOP_JOINING_DOC),
    row(Place::FirstStart, &[(Key::Enter, Action::Confirm)], keys::GO_ON, keys::FIRST_DOC),
    row(Place::FirstStart, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Stalls, &[(Key::Enter, Action::Confirm)], keys::START, keys::START_DOC),
    row(
        Place::Stalls,
        &[(Key::Left, Action::Fewer), (Key::Right, Action::More)],
        keys::FEWER_MORE,
        keys::FEWER_MORE_DOC,
    ),
    row(Place::Stalls, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Form, &[(Key::Enter, Action::Confirm)], keys::GO_ON, keys::FORM_DOC),
    row(
        Place::Form,
        &[
            (Key::Tab, Action::Next),
            (Key::BackTab, Action::Previous),
            (Key::Down, Action::Next),
            (Key::Up, Action::Previous),
        ],
        keys::FIELD,
        keys::FIELD_DOC,
    ),
    row(Place::Form, &[(Key::Esc, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Question, &[(Key::Enter, Action::Confirm)], keys::CONFIRM, keys::CONFIRM_DOC),
    row(Place::Question, &[(Key::Esc, Action::Back)], keys::NOTHING, keys::NOTHING_DOC),
    row(Place::Stations, &[(Key::Enter, Action::Confirm)], keys::CONFIRM, keys::STATION_DOC),
    row(Place::Stations, &[(Key::Esc, Action::Back)], keys::NOTHING, keys::NOTHING_DOC),
    row(Place::Badge, &[(Key::Tab, Action::OtherRendering)], keys::RENDERING, keys::RENDERING_DOC),
    row(Place::Badge, &[(Key::Esc, Action::Back), (Key::Enter, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Clock, &[(Key::Enter, Action::Confirm)], keys::CONFIRM, keys::CLOCK_DOC),
    row(Place::Help, &[(Key::Esc, Action::Back), (Key::Enter, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::Scans, &[(Key::Esc, Action::Back), (Key::Enter, Action::Back)], keys::BACK, keys::BACK_DOC),
    row(Place::News, &[(Key::Enter, Action::Back), (Key::Esc, Action::Back)], keys::SEEN, keys::SEEN_DOC),
    row(Place::Quit, &[(Key::Enter, Action::Confirm)], keys::QUIT, keys::QUIT_DOC),
    row(Place::Quit, &[(Key::Esc, Action::Back)], keys::STAY, keys::STAY_DOC),
    row(
        Place::List,
        &[
            (Key::Up, Action::Choose(Step::Up)),
            (Key::Down, Action::Choose(Step::Down)),
            (Key::PageUp, Action::Choose(Step::PageUp)),
            (Key::PageDown, Action::Choose(Step::PageDown)),
        ],
        keys::CHOOSE,
        keys::CHOOSE_DOC,
    ),
    row(
        Place::Field,
        &[
            (Key::Backspace, Action::Edit(Edit::Backspace)),
            (Key::Delete, Action::Edit(Edit::Delete)),
            (Key::Ctrl('w'), Action::Edit(Edit::DeleteWord)),
            (Key::Ctrl('u'), Action::Edit(Edit::Clear)),
        ],
        keys::DELETE,
        keys::DELETE_DOC,
    ),
    row(
        Place::Field,
        &[
            (Key::Left, Action::Edit(Edit::Left)),
            (Key::Right, Action::Edit(Edit::Right)),
            (Key::Home, Action::Edit(Edit::Home)),
            (Key::End, Action::Edit(Edit::End)),
        ],
        keys::MOVE,
        keys::MOVE_DOC,
    ),
    row(Place::AnyScreen, &[(Key::Ctrl('l'), Action::Practice)], keys::PRACTICE, keys::PRACTICE_DOC),
    row(Place::AnyScreen, &[(Key::F(2), Action::Go(Screen::CheckIn))], keys::CHECK_IN, keys::GO_CHECK_IN_DOC),
    row(Place::AnyScreen, &[(Key::F(3), Action::Go(Screen::Queue))], keys::QUEUE, keys::GO_QUEUE_DOC),
    row(Place::AnyScreen, &[(Key::F(4), Action::Go(Screen::Tally))], keys::TALLY, keys::GO_TALLY_DOC),
    row(Place::AnyScreen, &[(Key::F(5), Action::Go(Screen::Square))], keys::SQUARE, keys::GO_SQUARE_DOC),
    row(Place::AnyScreen, &[(Key::F(6), Action::Undo)], keys::UNDO, keys::UNDO_DOC),
    row(Place::AnyScreen, &[(Key::F(7), Action::Go(Screen::Display))], keys::DISPLAY, keys::GO_DISPLAY_DOC),
    row(Place::Anywhere, &[(Key::F(12), Action::Help), (Key::Ctrl('g'), Action::Help)], keys::HELP, keys::HELP_DOC),
    row(Place::Anywhere, &[(Key::F(9), Action::OtherLang)], keys::LANG, keys::LANG_DOC),
    row(
        Place::Anywhere,
        &[(Key::Ctrl('q'), Action::AskQuit), (Key::Ctrl('c'), Action::AskQuit)],
        keys::QUIT,
        keys::ASK_QUIT_DOC,
    ),
    row(Place::Anywhere, &[(Key::F(8), Action::NextTheme)], keys::THEME, keys::THEME_DOC),
];

/// The keys that choose where pages up and down mean something else, or there are few rows.
const UP_AND_DOWN: &[(Key, Action)] = &[(Key::Up, Action::Choose(Step::Up)), (Key::Down, Action::Choose(Step::Down))];
/// The keys from one view of the counts to the next, and back.
const NEXT_VIEW: &[(Key, Action)] = &[(Key::Tab, Action::Next), (Key::Right, Action::Next)];
const VIEW_BEFORE: &[(Key, Action)] = &[(Key::BackTab, Action::Previous), (Key::Left, Action::Previous)];

const fn row(place: Place, keys: &'static [(Key, Action)], label: Phrase, doc: Phrase) -> Binding {
    Binding { place, keys, label, doc }
}

impl Place {
    /// Whose rows work here: its own first, the common ones last.
    pub const fn reach(self) -> &'static [Self] {
        match self {
            Self::CheckIn => &[Self::CheckIn, Self::List, Self::Field, Self::AnyScreen, Self::Anywhere],
            Self::Team => &[Self::Team, Self::Field, Self::AnyScreen, Self::Anywhere],
            Self::Walkin => &[Self::Walkin, Self::List, Self::Field, Self::AnyScreen, Self::Anywhere],
            Self::Similar => &[Self::Similar, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::Person => &[Self::Person, Self::List, Self::Anywhere],
            Self::PersonForm => &[Self::Form, Self::Field, Self::Anywhere],
            Self::Print => &[Self::Print, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::Columns => &[Self::Columns, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::Taking => &[Self::Taking, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::Closing => &[Self::Closing, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::StillOpen => &[Self::StillOpen, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::NotOut => &[Self::NotOut, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::Vouch => &[Self::Vouch, Self::List, Self::Field, Self::AnyScreen, Self::Anywhere],
            Self::Merge => &[Self::Merge, Self::List, Self::Field, Self::Anywhere],
            Self::Queue => &[Self::Queue, Self::AnyScreen, Self::Anywhere],
            Self::AtStation => &[Self::AtStation, Self::AnyScreen, Self::Anywhere],
            Self::Detours => &[Self::Detours, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::Tally => &[Self::Tally, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::Counts => &[Self::Counts, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::Roster => &[Self::Roster, Self::List, Self::Field, Self::AnyScreen, Self::Anywhere],
            Self::SetUp => &[Self::SetUp, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::Display => &[Self::Display, Self::Anywhere],
            Self::Desks => &[Self::Desks, Self::List, Self::AnyScreen, Self::Anywhere],
            Self::DeskGoes => &[Self::DeskGoes, Self::Anywhere],
            Self::Joining => &[Self::Joining, Self::AnyScreen, Self::Anywhere],
            Self::FirstStart => &[Self::FirstStart, Self::List, Self::Anywhere],
            Self::Stalls => &[Self::Stalls, Self::List, Self::Anywhere],
            Self::Form => &[Self::Form, Self::Field, Self::AnyScreen, Self::Anywhere],
            Self::Question => &[Self::Question, Self::List, Self::Anywhere],
            Self::Stations => &[Self::Stations, Self::List, Self::Anywhere],
            Self::Badge => &[Self::Badge, Self::Anywhere],
            Self::Clock => &[Self::Clock, Self::Field, Self::Anywhere],
            Self::Help => &[Self::Help, Self::List, Self::Anywhere],
            Self::Scans => &[Self::Scans, Self::List, Self::Anywhere],
            Self::News => &[Self::News, Self::Anywhere],
            Self::Quit => &[Self::Quit, Self::Anywhere],
            Self::AnyScreen => &[Self::AnyScreen, Self::Anywhere],
            Self::List => &[Self::List],
            Self::Field => &[Self::Field],
            Self::Anywhere => &[Self::Anywhere],
        }
    }

    /// The rows that work here, in the order of the footer.
    pub fn bindings(self) -> impl Iterator<Item = &'static Binding> {
        self.reach().iter().flat_map(|place| BINDINGS.iter().filter(move |binding| binding.place == *place))
    }

    /// What somebody who came this morning must know of a place, beside its keys.
    pub const fn purpose(self) -> Option<Phrase> {
        match self {
            Self::CheckIn => Some(keys::CHECK_IN_PURPOSE),
            Self::Queue => Some(keys::QUEUE_PURPOSE),
            Self::AtStation => Some(keys::AT_STATION_PURPOSE),
            Self::Tally | Self::Counts => Some(keys::TALLY_PURPOSE),
            Self::Roster => Some(keys::ROSTER_PURPOSE),
            Self::SetUp => Some(keys::SET_UP_PURPOSE),
            Self::Display => Some(keys::DISPLAY_PURPOSE),
            Self::Closing => Some(keys::CLOSING_PURPOSE),
            Self::Desks => Some(keys::DESKS_PURPOSE),
            _ => None,
        }
    }

    /// What the key that does something is called, as the footer shows it; nothing where no key does.
    pub fn key_for(self, action: &Action) -> String {
        let mut keys = self.bindings().flat_map(|binding| binding.keys);
        keys.find(|(_, bound)| bound == action).map(|(key, _)| key.name()).unwrap_or_default()
    }

    /// What a key means here.
    pub fn action(self, key: Key) -> Option<Action> {
        let mut keys = self.bindings().flat_map(|binding| binding.keys);
        keys.find(|(bound, _)| *bound == key).map(|(_, action)| action.clone())
    }
}

impl Binding {
    /// Whether it works on every screen.
    pub fn is_common(&self) -> bool {
        matches!(self.place, Place::AnyScreen | Place::Anywhere)
    }

    /// The names of its keys, as the footer shows them: one for each thing they do, at most two.
    pub fn short_keys(&self) -> String {
        let one_thing = self.keys.iter().all(|(_, action)| self.keys.first().is_some_and(|(_, first)| first == action));
        self.names(if one_thing { 1 } else { 2 })
    }

    /// The names of all its keys.
    pub fn all_keys(&self) -> String {
        self.names(self.keys.len())
    }

    fn names(&self, most: usize) -> String {
        let names: Vec<String> = self.keys.iter().take(most).map(|(key, _)| key.name()).collect();
        names.join("/")
    }
}

impl Key {
    /// What stands on the key. Arrows are words: terminals disagree about the width of the signs.
    pub fn name(self) -> String {
        match self {
            Self::F(number) => format!("F{number}"),
            Self::Ctrl(letter) => format!("Ctrl+{}", letter.to_ascii_uppercase()),
            Self::BackTab => "Shift+Tab".to_owned(),
            Self::PageUp => "PgUp".to_owned(),
            Self::PageDown => "PgDn".to_owned(),
            Self::Delete => "Del".to_owned(),
            other => format!("{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_has_two_meanings_in_one_place() {
        for (index, binding) in BINDINGS.iter().enumerate() {
            for place in BINDINGS.iter().map(|binding| binding.place) {
                let reach = place.reach();
                for other in &BINDINGS[index + 1..] {
                    let both = reach.contains(&binding.place) && reach.contains(&other.place);
                    for (key, _) in binding.keys.iter().filter(|_| both) {
                        let twice = other.keys.iter().any(|(bound, _)| bound == key);
                        assert!(!twice, "{} means two things at {place:?}", key.name());
                    }
                }
            }
        }
    }

    #[test]
    fn no_key_is_one_that_terminals_or_desktops_take() {
        for (key, _) in BINDINGS.iter().flat_map(|binding| binding.keys) {
            let taken = matches!(key, Key::F(1 | 10 | 11) | Key::Ctrl('h' | 'i' | 'j' | 'm' | 's' | 'z'));
            assert!(!taken, "{} does not arrive everywhere", key.name());
        }
    }

    #[test]
    fn every_place_can_be_left_and_shows_help() {
        for binding in BINDINGS {
            if matches!(binding.place, Place::Anywhere | Place::AnyScreen | Place::List | Place::Field) {
                continue;
            }
            let place = binding.place;
            assert_eq!(place.action(Key::F(12)), Some(Action::Help), "{place:?}");
            let leaves = matches!(place.action(Key::Esc), Some(Action::Back | Action::Go(Screen::CheckIn)));
            assert!(leaves || place == Place::Clock, "{place:?}");
        }
    }
}
