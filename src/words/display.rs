//! The public display: what residents read from afar. No person is ever named on it.

phrases! {
    NOW_FOR: "现在叫号：{service}", "Now calling: {service}";
    LAST_FOR: "刚叫过：{service}", "Called last: {service}";
    STATION: "{station}号台", "Station {station}";
    STATION_NAMED: "{station}号台{name}", "Station {station} {name}";
    OTHERS: "也叫了这些号", "Called before";
    OTHER: "{number}  {station} 号台", "{number}  station {station}";
    NOBODY: "请稍候", "Please wait";
    NOBODY_DOC: "叫到您的号码时，这里显示大字，并响铃。", "When your number is called it stands here in large digits, and a bell rings.";
    SERVICE: "服务", "Service";
    WAITING: "等候", "Waiting";
    NEXT: "接下来", "Next";
    WAIT: "现在取号要等", "Wait from now";
    NO_STATION: "暂停叫号", "no calls now";
    NO_QUEUE: "还没有需要取号的服务", "No service takes numbers yet";
    RULE: "先叫两位优先号（老弱病残孕），再叫一位普通号。", "Two priority numbers (elderly, sick, disabled, pregnant), then one other.";
    PAGE: "第 {page}/{pages} 页", "{page}/{pages}";
    NOBODY_AT_WORK: "叫号的程序没有开着", "The desk's program is closed";
    LEAVE: "F2 返回", "F2 back";
    PRACTICE: "练习", "PRACTICE";
    PRACTICE_DOC: "这台机正在练习，大屏不叫号。", "This desk practises: nobody is called here.";
    SCAN_TAKEN: "已记下。", "Taken.";
    SCAN_LOOK: "请到签到处看一下。", "Please go to the check-in desk.";
}
