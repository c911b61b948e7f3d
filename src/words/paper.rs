//! What is printed: badge and card sheets, ticket slips, blank forms.

phrases! {
    SUPERVISOR: "负责人", "Supervisor";
    COMMAND: "操作卡", "Command card";

    BADGES: "{title}：胸牌与卡片", "{title}: badges and cards";
    PAGE: "第 {page} 页", "Page {page}";
    RULER: "打印请选 100%（实际大小）：这条线应长 100 毫米", "Print at 100 % (actual size): this line is then 100 mm long";

    SLIP_PRIORITY: "优先号", "Priority number";
    SLIP_AHEAD: "前方等待 {ahead} 人", "{ahead} ahead of you";
    SLIP_AGAIN: "补打", "Printed again";
    SLIP_TAKEN: "取号时间 {time}", "Taken at {time}";
    SLIP_TRIAL: "这是试打，不是号票", "This is a test and no ticket";
    SLIP_KEEP: "请留意叫号，凭票办理。", "Keep this slip and watch for your number.";

    FORMS: "{title}：应急表格", "{title}: emergency forms";
    SIGN_IN_LIST: "{title} 签到表 {day}", "{title}: sign-in list, {day}";
    INDEX: "序号", "No.";
    NAME: "姓名", "Name";
    SIGNATURE: "签名", "Signature";
    TIME_IN: "签到时间", "Time in";
    TIME_OUT: "签退时间", "Time out";
    TALLY_SHEET: "{service} 计数表 {day}", "{service}: tally sheet, {day}";
    TALLY_HOW: "每服务一位画一笔，五笔一个正字。", "One stroke for each visit, in groups of five.";
    HOUR: "时段", "Hour";
    STROKES: "笔画", "Strokes";
    SUM: "合计", "Sum";
    RECORDED_BY: "记录人：", "Recorded by:";
    SLIP_BLOCK: "{service} {first} 到 {last}。用完补录：第一张 ______ 最后一张 ______ 从 ____:____ 到 ____:____",
        "{service} {first} to {last}. Enter afterwards: first ______ last ______ from ____:____ to ____:____";
}
