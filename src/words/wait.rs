//! How a wait is said: none, up to so many minutes, or from so many to so many.

use super::Said;
use crate::domain::wait::WaitRange;

phrases! {
    AT_ONCE: "不用等候", "no wait";
    UP_TO: "{most} 分钟以内", "up to {most} min";
    BETWEEN: "{least} 到 {most} 分钟", "{least} to {most} min";
    EXPECTED: "预计等候：{wait}。", "Expected wait: {wait}.";
    AFTER: "{answer}{wait}", "{answer} {wait}";
}

/// A range alone, for a cell or a display.
pub fn range(range: WaitRange) -> Said {
    let WaitRange { least_minutes, most_minutes } = range;
    match (least_minutes, most_minutes) {
        (_, 0) => AT_ONCE.said(),
        (0, most) => UP_TO.fill([("most", most.to_string())]),
        (least, most) => BETWEEN.fill([("least", least.to_string()), ("most", most.to_string())]),
    }
}

/// A sentence, and after it how long the wait may be when that is known.
pub fn after(answer: Said, wait: Option<WaitRange>) -> Said {
    match wait {
        Some(wait) => AFTER.said().and("answer", answer).and("wait", EXPECTED.said().and("wait", range(wait))),
        None => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lang;
    use super::*;

    #[test]
    fn a_wait_is_a_range_people_understand() {
        for (secs, zh, en) in [
            (0, "不用等候", "no wait"),
            (240, "10 分钟以内", "up to 10 min"),
            (30 * 60, "20 到 45 分钟", "20 to 45 min"),
        ] {
            let said = range(WaitRange::around(secs));
            assert_eq!((said.text(Lang::Zh), said.text(Lang::En)), (zh.to_owned(), en.to_owned()));
        }
    }
}
