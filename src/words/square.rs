//! The square itself: the roster, the first start and the set-up.

phrases! {
    NO_PEOPLE: "名单是空的：Ctrl+O 导入名单文件，Ctrl+N 登记一个人。", "The roster is empty: Ctrl+O imports a file, Ctrl+N puts somebody on it.";
    NOBODY_FITS: "没有符合的人", "Nobody fits";
    FIND: "查找", "Find";
    FIND_HINT: "姓名、拼音、单位、尾号", "name, pinyin, unit, phone tail";
    LISTED: "名单 {people} 人，{units} 家单位", "{people} people of {units} units";
    NO_OUTING: "还没有设置活动", "The square is not set up yet";
    OUTING: "{name}，{first} 到 {last}，{opens} 到 {closes}", "{name}, {first} to {last}, {opens} to {closes}";
    DESK: "本机 {number} 号，{place}", "This is desk {number}, {place}";
    NO_QUEUE: "不取号", "no queue";

    WELCOME: "这台电脑上还没有活动。选一项，按 Enter：", "There is no outing on this computer yet. Choose and press Enter:";
    NEW_SQUARE: "新建活动：填名称、日期、服务台、名单", "Set up a square: name, days, stations, roster";
    DEMO_SQUARE: "演示广场：先试一试，不影响真的活动", "Try the demo square: nothing real is touched";
    STEP_OUTING: "第 1 步，共 2 步：活动和本机。填好名称，别的不用改就按 Enter。", "Step 1 of 2: the outing and this desk. Enter keeps what is right.";
    STEP_STALLS: "第 2 步，共 2 步：服务和服务台，左右键增减", "Step 2 of 2: services and stations, left and right for fewer or more";
    EDIT: "活动和本机", "The outing and this desk";
    NAME: "活动名称", "Name";
    NAME_HINT: "例如：学雷锋志愿服务", "e.g. Learning from Lei Feng";
    FIRST_DAY: "第一天", "First day";
    LAST_DAY: "最后一天", "Last day";
    DAY_HINT: "年-月-日，如 2026-03-05", "year-month-day, as 2026-03-05";
    HOURS: "时间", "Hours";
    HOURS_HINT: "几点到几点，如 8:30-17:30", "from and to, as 8:30-17:30";
    NUMBER: "本机号", "Desk no.";
    NUMBER_HINT: "1 到 899，每台电脑不同", "1 to 899, another on each laptop";
    PLACE: "本机位置", "Where it is";
    PLACE_HINT: "例如：东门", "e.g. east gate";
    DESK_PLACE: "签到处", "Check-in";
    FILE: "名单文件", "Roster file";
    FILE_HINT: "可以不填；把文件拖进窗口就有路径", "may stay empty; drag the file into the window";
    NAME_MISSING: "请填活动名称。", "Please give the outing a name.";
    DAY_UNREAD: "日期请写成 2026-03-05 这样。", "Please write the day like 2026-03-05.";
    DAYS_BACKWARDS: "最后一天不能早于第一天。", "The last day cannot be before the first.";
    HOURS_UNREAD: "时间请写成 8:30-17:30 这样。", "Please write the hours like 8:30-17:30.";
    NUMBER_UNREAD: "本机号是 1 到 899 的数字。", "The desk number is a number from 1 to 899.";
    PLACE_MISSING: "请填本机在哪里，别的电脑靠它认出这台。", "Please say where this desk stands; other desks know it by that.";
    NO_SERVICE_LEFT: "至少留一项服务。", "Keep at least one service.";
    STATIONS: "{count} 个台", "{count} stations";
    COUNTED: "按次数或份数计", "counted by key";
    OFF: "不设", "not here";

    IMPORT: "导入名单", "Import a roster";
    IMPORT_DOC: "请填名单文件的路径，按 Enter 先看内容。", "Give the path of the roster file; Enter shows what is in it first.";
    IMPORT_SURE: "按 Enter 导入，Esc 放弃。", "Enter imports, Esc leaves it.";
    IMPORTED: "已导入：新增 {new} 人，改动 {changed} 人，没变 {same} 人。", "Imported: {new} new, {changed} changed, {same} as before.";
    MORE_ROWS: "还有 {count} 处", "{count} more";
    READY: "设置好了。按 F2 开始签到；在名单页按 Ctrl+P 排胸牌打印。", "All set. F2 to check in; Ctrl+P on the roster makes badges to print.";
    SERVICE_ZH: "服务名称", "Chinese name";
    SERVICE_ZH_HINT: "例如：修眼镜", "as it stands on the sign";
    SERVICE_EN: "英文名称", "English name";
    SERVICE_EN_HINT: "可以不填", "may stay empty";
    SERVICE_STATIONS: "几个台", "Stations";
    SERVICE_STATIONS_HINT: "0 表示不取号，按次数计", "0: no queue, counted by key";
    SERVICE_MINUTES: "每位分钟", "Minutes each";
    SERVICE_MINUTES_HINT: "大约几分钟一位", "about how long one takes";
    NEW_SERVICE: "新增服务", "A new service";
    STATIONS_UNREAD: "请填 0 到 20 的数字。", "Please give a number from 0 to 20.";
    MINUTES_UNREAD: "请填 1 到 240 的数字。", "Please give a number from 1 to 240.";
    NO_LETTER_LEFT: "26 个字母都用完了。", "All 26 letters are in use.";
}
