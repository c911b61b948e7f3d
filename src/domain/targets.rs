//! Targets: how many visits or copies a service is to reach, and how far it is. A target is of the whole outing, all its
//! days together; who set it last stands in [`super::square`].

use super::board::Board;
use super::decision::Decision;
use super::fact::Fact;
use super::ids::ServiceId;
use super::limits;
use super::outcome::Outcome;
use super::refusal::Refusal;

/// How far a service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many there are to be, at least 1.
    pub target: u32,
    /// How many there are.
    pub reached: u64,
}

impl Progress {
    /// Of a service that was counted so often over the whole outing; `None` where it has no target.
    pub fn of(board: &Board, service: &ServiceId, reached: u64) -> Option<Self> {
        board.square.target(service).map(|target| Self { target, reached })
    }

    /// In thousandths of the target, rounded down: a thousand is said only when the target is reached.
    pub fn per_mille(self) -> u64 {
        self.parts(1000)
    }

    /// In hundredths of the target, rounded down.
    pub fn percent(self) -> u64 {
        self.parts(100)
    }

    fn parts(self, whole: u128) -> u64 {
        let parts = (u128::from(self.reached) * whole).checked_div(u128::from(self.target));
        u64::try_from(parts.unwrap_or_default()).unwrap_or(u64::MAX)
    }
}

/// Every service with a target, in the order of the set-up.
pub fn all(board: &Board) -> Vec<(ServiceId, Progress)> {
    let services = board.square.services().into_iter().map(|service| service.service.clone());
    let with_target = services.filter_map(|service| {
        let progress = Progress::of(board, &service, board.tally.of_service(&service))?;
        Some((service, progress))
    });
    with_target.collect()
}

/// Sets a target, or takes it away with 0.
pub fn set(board: &Board, service: &ServiceId, quantity: u32) -> Result<Decision, Refusal> {
    if board.square.service(service).is_none() {
        return Err(Refusal::UnknownService { service: service.clone() });
    }
    if quantity > limits::TARGET_MAX {
        return Err(Refusal::OutOfBounds { given: u64::from(quantity), most: u64::from(limits::TARGET_MAX) });
    }
    if board.square.target(service).unwrap_or_default() == quantity {
        return Ok(Decision::nothing_new());
    }
    let (service, total) = (service.clone(), board.tally.of_service(service));
    let outcome = Outcome::TargetSet { service: service.clone(), quantity, total };
    Ok(Decision::of([Fact::TargetSet { service, quantity }], outcome))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::{CountSource, Measure, Service, ServiceKind};
    use crate::domain::kit::{at, fold, in_any_order, undone};

    fn leaflets() -> ServiceId {
        "leaflets".parse().unwrap()
    }

    /// The leaflets under a name.
    fn named(zh: &str) -> Fact {
        Fact::ServiceSet(Service {
            service: leaflets(),
            zh: zh.to_owned(),
            en: zh.to_owned(),
            queued: false,
            letter: None,
            measure: Measure::Copies,
            kind: ServiceKind::Leaflets,
            minutes: 1,
        })
    }

    fn target(quantity: u32) -> Fact {
        Fact::TargetSet { service: leaflets(), quantity }
    }

    fn counted(quantity: u32) -> Fact {
        Fact::Counted { service: leaflets(), quantity, station: None, source: CountSource::Key }
    }

    #[test]
    fn two_desks_that_change_the_name_and_the_target_at_once_lose_neither() {
        let board = in_any_order(&[
            at(1, 0, named("资料")),
            at(2, 1, target(100)),
            at(1, 5, named("宣传资料")),
            at(2, 5, target(150)),
            at(1, 9, counted(102)),
        ]);
        assert_eq!(board.square.service(&leaflets()).unwrap().zh, "宣传资料");
        assert_eq!(all(&board), [(leaflets(), Progress { target: 150, reached: 102 })]);
    }

    #[test]
    fn the_last_target_counts_0_takes_it_away_and_an_undo_brings_the_one_before_back() {
        /// What desks wrote, and the target that is left.
        type Case<'a> = (&'a [(u64, u64, Fact)], Option<u32>);
        let cases: [Case; 6] = [
            (&[], None),
            (&[(1, 1, target(100)), (2, 2, target(150))], Some(150)),
            (&[(2, 1, target(150)), (1, 2, target(0))], None),
            (&[(1, 1, target(100)), (2, 2, target(150)), (1, 3, undone(2, 2))], Some(100)),
            (&[(1, 1, target(100)), (2, 2, target(0)), (1, 3, undone(2, 2))], Some(100)),
            (&[(1, 1, target(100)), (1, 2, undone(1, 1))], None),
        ];
        for (facts, expected) in cases {
            let mut entries = vec![at(1, 0, named("资料"))];
            entries.extend(facts.iter().map(|(desk, minute, fact)| at(*desk, *minute, fact.clone())));
            assert_eq!(in_any_order(&entries).square.target(&leaflets()), expected, "{facts:?}");
        }
    }

    #[test]
    fn a_target_of_a_service_that_nobody_set_up_yet_waits_for_it() {
        let board = fold(&[at(1, 1, target(100))]);
        assert_eq!((all(&board).len(), board.square.target(&leaflets())), (0, Some(100)));
        assert_eq!(all(&in_any_order(&[at(1, 1, target(100)), at(2, 2, named("资料"))])).len(), 1);
    }

    #[test]
    fn what_is_asked_is_bounded_and_the_same_again_writes_nothing() {
        let mut board = fold(&[at(1, 0, named("资料")), at(1, 1, counted(30))]);
        let nobody = "nobody".parse().unwrap();
        assert_eq!(set(&board, &nobody, 5), Err(Refusal::UnknownService { service: nobody }));
        let (given, most) = (1_000_001, 1_000_000);
        assert_eq!(set(&board, &leaflets(), 1_000_001), Err(Refusal::OutOfBounds { given, most }));
        assert_eq!(set(&board, &leaflets(), 0).unwrap(), Decision::nothing_new(), "there is none to take away");
        let decision = set(&board, &leaflets(), 100).unwrap();
        let outcome = Outcome::TargetSet { service: leaflets(), quantity: 100, total: 30 };
        assert_eq!((&decision.facts, &decision.answer), (&vec![target(100)], &Ok(outcome)));
        board.absorb(at(1, 2, target(100)));
        assert_eq!(set(&board, &leaflets(), 100).unwrap(), Decision::nothing_new());
        assert_eq!(set(&board, &leaflets(), 0).unwrap().facts, [target(0)]);
    }

    #[test]
    fn a_target_is_called_reached_only_when_it_is() {
        for (target, reached, per_mille, percent) in [
            (150, 102, 680, 68),
            (150, 0, 0, 0),
            (3, 1, 333, 33),
            (1000, 999, 999, 99),
            (1_000_000, 999_999, 999, 99),
            (150, 150, 1000, 100),
            (150, 153, 1020, 102),
            (1, u64::MAX, u64::MAX, u64::MAX),
            (0, 5, 0, 0),
        ] {
            let progress = Progress { target, reached };
            assert_eq!((progress.per_mille(), progress.percent()), (per_mille, percent), "{progress:?}");
        }
    }
}
