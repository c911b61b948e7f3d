//! Why a number leaves the straight way, as short lists, so that nobody must type at a busy desk. A reason that somebody
//! typed is stored as it is; these are stored as words that are read in both languages.

/// One reason of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Waits for a result.
    AwaitsResult,
    /// Fetches papers.
    FetchesPapers,
    /// Is back in a moment.
    BackSoon,
    /// Was here before; this is the rest of the visit.
    GoesOn,
    /// Has waited too long.
    WaitedTooLong,
    /// The event lead agrees.
    LeadAgrees,
    /// The resident asked; why is never stored.
    Asked,
    /// The priority key was forgotten.
    Overlooked,
    /// The resident went away.
    WentAway,
    /// Taken for the wrong service.
    WrongService,
    /// Taken twice.
    TakenTwice,
}

impl Reason {
    /// Why somebody is set aside.
    pub const SET_ASIDE: &[Self] = &[Self::AwaitsResult, Self::FetchesPapers, Self::BackSoon];
    /// Why somebody is called out of turn.
    pub const OUT_OF_TURN: &[Self] = &[Self::GoesOn, Self::WaitedTooLong, Self::LeadAgrees];
    /// Why a number becomes a priority number.
    pub const RAISED: &[Self] = &[Self::Asked, Self::Overlooked];
    /// Why a number is void.
    pub const VOIDED: &[Self] = &[Self::WentAway, Self::WrongService, Self::TakenTwice];
    /// Every list.
    pub const LISTS: [&[Self]; 4] = [Self::SET_ASIDE, Self::OUT_OF_TURN, Self::RAISED, Self::VOIDED];

    /// The stable word that is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::AwaitsResult => "awaits_result",
            Self::FetchesPapers => "fetches_papers",
            Self::BackSoon => "back_soon",
            Self::GoesOn => "goes_on",
            Self::WaitedTooLong => "waited_too_long",
            Self::LeadAgrees => "lead_agrees",
            Self::Asked => "asked",
            Self::Overlooked => "overlooked",
            Self::WentAway => "went_away",
            Self::WrongService => "wrong_service",
            Self::TakenTwice => "taken_twice",
        }
    }

    /// The reason that a stored word stands for, if it is one of the lists.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::LISTS.into_iter().flatten().copied().find(|reason| reason.word() == word)
    }
}
