//! Short labels of the screens: tabs, buttons, column heads, states. Sentences stand in their topics' files.
//!
//! Two words that must not be mixed: a laptop is a *desk* (机), where residents are served is a *station* (台).

phrases! {
    CHECK_IN: "签到", "Check in";
    CHECK_OUT: "签退", "Check out";
    CALL: "叫号", "Call";
    TALLY: "统计", "Tally";
    ROSTER: "名单", "Roster";
    SETUP: "设置", "Setup";
    CLOSING: "收工", "Closing";
    DISPLAY: "大屏", "Display";
    VOLUNTEER: "志愿者", "Volunteer";
    HOURS: "时长", "Hours";
    TEAM: "服务队", "Team";
    UNIT: "单位", "Unit";
    STATION: "服务台", "Station";
    DESK: "本机", "Desk";
    RESIDENT: "居民", "Resident";
    TAKE_NUMBER: "取号", "Take number";
    TICKET: "号票", "Ticket";
    CALL_NEXT: "叫下一位", "Call next";
    RECALL: "重呼", "Recall";
    MISSED: "过号", "Missed";
    TRANSFER: "转台", "Transfer";
    PRIORITY: "优先", "Priority";
    WAITING: "等候", "Waiting";
    CALLED: "已叫号", "Called";
    SERVING: "服务中", "Serving";
    DONE: "完成", "Done";
    VOID: "作废", "Void";
    PAUSED: "暂停", "Paused";
    VISITS: "人次", "visits";
    COPIES: "份", "copies";
    UNDO: "撤销", "Undo";
    ADD_LATER: "补录", "Add later";
    CONFIRM: "确认", "Confirm";
    BACK: "返回", "Back";
    PRINT: "打印", "Print";
    EXPORT: "导出", "Export";
    ONLINE: "联机", "Online";
    ALONE: "单机", "Alone";
    STATE_IN: "已签到", "In";
    STATE_NOT_IN: "未签到", "Not in";
    STATE_OUT: "已签退", "Out";
    NO_SQUARE: "未分广场", "No square";
    BADGE_NO: "工号", "Badge no.";
}
