//! What the window itself says, whichever screen it shows.

phrases! {
    TOO_SMALL: "窗口太小（{width} x {height}），请放大到 {least_width} x {least_height}。扫码照常有效。",
        "Window too small ({width} x {height}): please enlarge it to {least_width} x {least_height}. Scans still work.";
    NOT_A_TERMINAL: "这里不是终端窗口。请在终端里运行 qiandao，或者用 qiandao line。",
        "This is not a terminal window. Run qiandao in a terminal, or use qiandao line.";
    TERMINAL_FAILED: "终端出错：{reason}", "The terminal failed: {reason}";
    WAS_CUT: "文字太长，只留下开头。", "Text too long: only its beginning is kept.";

    DESK: "{number}号机 {name}", "Desk {number} {name}";
    NOT_DURABLE: "未存 {count}", "Unsaved {count}";
    SECOND_BEHIND: "第二副本落后", "Second copy behind";
    DISK_NEARLY_FULL: "磁盘快满", "Disk nearly full";
    BACKUP_FAILED: "备份没有写成", "Backup failed";
    PAPER_FAILED: "应急备份没有写成", "Paper copy failed";
    STUMBLED: "程序内部出错，刚才的输入请核对后重做；已经保存的数据没有丢。",
        "Something went wrong inside the program. Check the last step and do it again; what was saved is not lost.";
    NOTICES: "提醒 {count}", "Notices {count}";

    NEWS_TITLE: "请看一下", "Please read";
    PRINTER_TROUBLE: "看打印机", "See the printer";
    SCANNER_GONE: "扫码枪没接上", "No scanner";
    SILENT: "静音", "Silent";

    PRACTICE: "练习中，不算数", "PRACTICE, counts nowhere";
    STILL_PRACTICE: "还在练习！都不算数！Ctrl+L 结束", "STILL PRACTICE! NOTHING COUNTS! Ctrl+L ends it";
    PRACTISED: "[练习] {answer}", "[practice] {answer}";
    PRACTICE_TITLE: "练习", "Practice";
    PRACTICE_QUESTION: "开始练习吗？用真的名单教人操作，从现在起本机做的都不算数，直到按 Ctrl+L 结束。", "Begin to practise? The roster is the real one, but nothing done at this desk counts until Ctrl+L ends it.";
    PRACTICE_BEGIN: "开始练习", "Begin";
    PRACTICE_NOT: "不练习", "Leave it";

    SCANS_TITLE: "今天没通过的扫码", "Scans refused today";
    SCANS_REFUSED: "共 {times} 次。同一个原因很多时，请检查那批胸牌或扫码枪。", "{times} in all. One reason again and again: look at its badges.";
    SCANS_TIMES: "次数", "Times";
    SCANS_DESK: "几号机", "Desk";
    SCANS_NUMBER: "最后的短号", "Last number";
    SCANS_WHY: "原因", "Why";
    SCANS_NONE: "今天的扫码都通过了。", "No scan was refused today.";

    BADGE_DOC: "可以用手机拍下来当胸牌。扫不出时按 Tab。", "A photograph of it is a badge too. Tab if it does not scan.";

    QUIT_TITLE: "退出", "Quit";
    QUIT: "要结束吗？Enter 退出，Esc 留下。", "End the program? Enter quits, Esc stays.";
    HELP_TITLE: "按键", "Keys";
    HELP_KEY: "按键", "Key";
    HELP_DOC: "作用", "What it does";
    CHOOSE_STATION: "到哪个服务台？输入台号，或上下选择。", "To which station? Type its number, or choose.";
    NO_STATIONS: "还没有服务台", "There are no stations";
    NO_STATION: "不在任何服务台", "No station";

    CLOCK_TITLE: "时间对吗", "Is this the time";
    CLOCK: "{day} {time}。对就按 Enter；不对先输入正确的时间，如 08:15。", "{day} {time}. Enter if it is right; if not, type the right time first, as 08:15.";
    CLOCK_OUTING: "活动日期：{first} 到 {last}。", "Days of the outing: {first} to {last}.";
    CLOCK_OTHER_DAY: "今天不是活动日。日期不对时一起输入，如 2026-03-05 08:15。", "Today is no day of the outing. If the date is wrong, type it too, as 2026-03-05 08:15.";
    CLOCK_FIELD: "正确时间", "Right time";
    CLOCK_UNREAD: "看不懂，请输入如 08:15 的时间。", "Not a time. Please type it as 08:15.";
}
