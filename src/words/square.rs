//! The square itself: the roster and the set-up.

phrases! {
    NO_PEOPLE: "名单是空的", "The roster is empty";
    NO_OUTING: "还没有设置活动", "The square is not set up yet";
    OUTING: "{name}，{first} 到 {last}", "{name}, {first} to {last}";
    NO_QUEUE: "不取号", "no queue";
}
