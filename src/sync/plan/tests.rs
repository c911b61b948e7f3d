//! Whom to ask for what, with hellos and pages made up.

use super::*;
use crate::domain::ids::{Epoch, Series};
use crate::sync::hello::About;

const SERIES: Series = Series { desk: DeskId(1), epoch: Epoch(1) };

fn mark() -> OutingMark {
    OutingMark::of(&[7; 32])
}

fn hello(desk: u64, seq: u64) -> Hello {
    let about = About { outing: Some(mark()), ..About::default() };
    Hello { desk: DeskId(desk), heads: [(SERIES, seq)].into(), roster: 0, at: Vec::new(), about }
}

fn own(seq: u64) -> Own {
    Own { heads: [(SERIES, seq)].into(), roster: 0, outing: Some(mark()) }
}

fn page(seqs: std::ops::RangeInclusive<u64>, more: bool) -> Received {
    let line = |seq| format!("00000000 {} {{}}\n", EntryKey { series: SERIES, seq }).into_bytes();
    Received { next: more.then_some(0), lines: seqs.map(line).collect() }
}

fn entries(desk: u64, seq: u64) -> Ask {
    Ask::Entries(DeskId(desk), [(SERIES, seq)].into())
}

#[test]
fn what_is_missing_is_asked_for_page_by_page_until_the_last() {
    let mut plan = Plan::default();
    plan.heard(&hello(1, 9), 1_000);
    assert_eq!(plan.next(&own(2), 1_000), Some(entries(1, 2)), "a desk that just came is asked at once");
    assert_eq!(plan.next(&own(2), 1_001), None, "one question at a time");
    assert_eq!(plan.page(&page(3..=6, true), &own(2), 1_002), Some(entries(1, 6)), "not yet durable, yet on its way");
    assert_eq!(plan.page(&page(7..=9, false), &own(6), 1_003), None);
    assert_eq!(plan.next(&own(9), 2_000), None, "nothing is missing any more");
}

#[test]
fn live_entries_are_waited_for() {
    let mut plan = Plan::default();
    plan.heard(&hello(1, 5), 0);
    assert_eq!(plan.next(&own(5), 0), None);
    plan.seen(DeskId(1), EntryKey { series: SERIES, seq: 7 });
    assert_eq!(plan.next(&own(5), 1_000), None, "number 6 may still be on its way");
    assert_eq!(plan.next(&own(7), 1_200), None, "it was");
    plan.seen(DeskId(1), EntryKey { series: SERIES, seq: 9 });
    assert_eq!(plan.next(&own(7), 2_000), None);
    assert_eq!(plan.next(&own(7), 2_400), Some(entries(1, 7)), "it was lost");
}

#[test]
fn a_third_desk_gives_what_an_absent_one_wrote() {
    let mut plan = Plan::default();
    plan.heard(&hello(1, 9), 0);
    plan.gone(DeskId(1));
    assert_eq!(plan.next(&own(0), 5_000), None);
    plan.heard(&hello(2, 9), 5_000);
    assert_eq!(plan.next(&own(0), 5_000), Some(entries(2, 0)));
    plan.gone(DeskId(2));
    assert_eq!(plan.asked(), None, "who is gone answers no more");
}

#[test]
fn false_heads_and_endless_pages_cost_little_and_nobody_waits_for_them() {
    let mut plan = Plan::default();
    plan.heard(&hello(6, u64::MAX), 0);
    let (mut asks, mut now_ms) = (0, 0);
    while now_ms < 600_000 {
        if plan.next(&own(2), now_ms).is_some() {
            asks += 1;
            // The same page for ever: it moves nothing the second time.
            let mut pages = 0;
            while plan.page(&page(3..=4, true), &own(2), now_ms).is_some() {
                pages += 1;
            }
            assert!(pages <= 1, "{pages} pages");
        }
        now_ms += 100;
    }
    assert!(asks < 20, "{asks} questions in ten minutes");
    plan.heard(&hello(7, 9), now_ms);
    assert_eq!(plan.next(&own(2), now_ms), Some(entries(7, 2)), "an honest desk is asked at once");
}

#[test]
fn pages_that_never_become_durable_end() {
    let mut plan = Plan::default();
    plan.heard(&hello(6, u64::MAX), 0);
    plan.next(&own(0), 0);
    let mut seq = 0;
    while plan.page(&page(seq + 1..=seq + 1, true), &own(0), 0).is_some() {
        seq += 1;
    }
    assert!(seq < 50, "{seq} pages");
}

#[test]
fn names_are_asked_for_when_entries_are_equal_and_another_outing_is_never_asked() {
    let mut plan = Plan::default();
    plan.heard(&Hello { roster: 5, ..hello(1, 3) }, 1_000);
    assert_eq!(plan.next(&own(3), 1_000), Some(Ask::Records(DeskId(1), 0)));
    let more = Received { next: Some(9), lines: Vec::new() };
    assert_eq!(plan.page(&more, &own(3), 1_000), Some(Ask::Records(DeskId(1), 9)));
    assert_eq!(plan.page(&more, &own(3), 1_000), None, "a page that leads nowhere is the last");

    let mut plan = Plan::default();
    plan.heard(&hello(1, 3), 1_000);
    let stranger = Own { outing: Some(OutingMark::of(&[8; 32])), ..own(0) };
    assert_eq!(plan.next(&stranger, 9_000), None);
    let newcomer = Own { outing: None, ..Own::default() };
    assert_eq!(plan.next(&newcomer, 9_000), None);
    assert_eq!(plan.next(&newcomer, 9_400), Some(Ask::Welcome(DeskId(1))), "a new desk asks for a welcome first");
}

#[test]
fn on_a_busy_square_too_a_liar_is_asked_less_and_less() {
    let mut plan = Plan::default();
    plan.heard(&hello(6, u64::MAX), 0);
    let other = Series { desk: DeskId(2), epoch: Epoch(2) };
    let mut asks = 0;
    for now_ms in (0..600_000).step_by(100) {
        // Others bring something all the time; what the liar sends never becomes durable.
        let own = Own { heads: [(SERIES, 2), (other, now_ms)].into(), ..own(2) };
        if plan.next(&own, now_ms).is_some() {
            asks += 1;
            let mut seq = 2;
            while plan.page(&page(seq + 1..=seq + 1, true), &own, now_ms).is_some() {
                seq += 1;
            }
            assert!(seq < 50, "{seq} pages of one question");
        }
    }
    assert!(asks < 20, "{asks} questions in ten minutes");
}

#[test]
fn who_promises_more_than_it_gives_is_told_apart_until_it_gives() {
    let mut plan = Plan::default();
    let mut now_ms = 0;
    plan.heard(&hello(6, 9), now_ms);
    while plan.doubt(DeskId(6), now_ms).is_none() {
        assert!(now_ms < 60_000, "never told apart");
        if plan.next(&own(2), now_ms).is_some() {
            plan.page(&Received { next: None, lines: Vec::new() }, &own(2), now_ms);
        }
        now_ms += 100;
    }
    assert_eq!(plan.doubt(DeskId(6), now_ms), Some(Doubt::Empty));
    plan.heard(&hello(6, 2), now_ms);
    assert_eq!(plan.next(&own(2), now_ms), None);
    assert_eq!(plan.doubt(DeskId(6), now_ms), None, "it promises no more");
    // Who is slow with what it has, or whose pages this disk did not take, is no liar.
    let mut plan = Plan::default();
    plan.heard(&hello(6, 9), 0);
    for now_ms in (0..600_000).step_by(100) {
        if plan.next(&own(2), now_ms).is_some() && now_ms % 200 == 0 {
            plan.page(&page(3..=9, false), &own(2), now_ms);
        } else {
            plan.over(now_ms);
        }
        assert_eq!(plan.doubt(DeskId(6), now_ms), None);
    }
}

#[test]
fn who_sends_nonsense_is_asked_nothing_for_a_while() {
    let mut plan = Plan::default();
    plan.heard(&hello(6, 9), 1_000);
    assert_eq!(plan.next(&own(2), 1_000), Some(entries(6, 2)));
    plan.got_nonsense(DeskId(6), 1_000, 1_010);
    assert_eq!(plan.asked(), None, "its answer is not waited for");
    assert!(plan.is_shunned(DeskId(6), 1_010));
    plan.heard(&hello(7, 9), 1_020);
    assert_eq!(plan.next(&own(2), 1_020), Some(entries(7, 2)), "an honest desk is asked at once");
    plan.page(&page(3..=9, false), &own(2), 1_030);
    plan.gone(DeskId(7));
    let asked_again = (1_030..).step_by(100).find(|now_ms| plan.next(&own(2), *now_ms).is_some());
    assert!(asked_again.is_some_and(|now_ms| (61_000..62_000).contains(&now_ms)), "{asked_again:?}");
}

#[test]
fn desks_and_series_without_end_are_not_remembered() {
    let mut plan = Plan::default();
    let crowded = |desk: u64| {
        let heads = (1..=10_000).map(|epoch| (Series { desk: DeskId(desk), epoch: Epoch(epoch) }, 1)).collect();
        Hello { heads, ..hello(desk, 1) }
    };
    let believed = (1..=100).filter(|desk| plan.heard(&crowded(*desk), 0)).count();
    assert_eq!(believed, SERIES_IN_ALL / 10_000);
    assert!(plan.heard(&crowded(1), 0), "who was believed says it again");

    let mut plan = Plan::default();
    let believed = (1..=5_000).filter(|desk| plan.heard(&hello(*desk, 1), 0)).count();
    assert_eq!(believed, DESKS_MOST);
    plan.gone(DeskId(1));
    assert!(plan.heard(&hello(9_999, 1), 0), "there is room when somebody went");
    assert!(!plan.heard(&hello(10_000, 1), 0));
    // Entries that come by themselves name no end of series either.
    for epoch in 0..100_000 {
        plan.seen(DeskId(9_999), EntryKey { series: Series { desk: DeskId(5), epoch: Epoch(epoch) }, seq: 1 });
    }
    assert_eq!(plan.heads_of(DeskId(9_999)).map(Heads::len), Some(SERIES_MOST));
}

#[test]
fn a_series_that_is_refused_here_for_good_does_not_make_a_liar_of_who_brings_others_too() {
    let mut plan = Plan::default();
    let good = Series { desk: DeskId(2), epoch: Epoch(1) };
    // It holds another story of the first series; of the second there is something new every time.
    let mut asks = 0;
    let mut held = 1;
    for now_ms in (0..60_000).step_by(100) {
        plan.heard(&Hello { heads: [(SERIES, 9), (good, held + 1)].into(), ..hello(1, 9) }, now_ms);
        let own = Own { heads: [(SERIES, 2), (good, held)].into(), ..own(2) };
        if plan.next(&own, now_ms).is_some() {
            asks += 1;
            let line = |series, seq| format!("00000000 {} {{}}\n", EntryKey { series, seq }).into_bytes();
            let lines = vec![line(SERIES, 3), line(good, held + 1)];
            plan.page(&Received { next: None, lines }, &own, now_ms);
            held += 1;
        }
    }
    assert!(asks > 100, "{asks} questions in a minute");
}
