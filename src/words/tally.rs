//! The tally screen: what was counted, by service, hour, unit, station and desk.

phrases! {
    VISITS_AND_COPIES: "服务 {visits} 人次   资料 {copies} 份", "{visits} visits   {copies} copies";
    VOLUNTEERS: "志愿者  在场 {present}  到过 {arrived}  应到 {expected}", "Volunteers {present} here, {arrived} came, {expected} due";
    UNITS: "单位  在场 {present}  到过 {arrived}  共 {all}", "Units {present} here, {arrived} of {all} came";

    VOLUNTEERS_CAME: "志愿者  到过 {arrived}  应到 {expected}", "Volunteers {arrived} came, {expected} due";
    UNITS_CAME: "单位  到过 {arrived}  共 {all}", "Units {arrived} of {all} came";
    TODAY: "今天 {day}（{key} 换）", "today {day} ({key})";
    ONE_DAY: "{day}（{key} 换）", "{day} ({key})";
    ALL_DAYS: "所有天（{key} 换）", "all days ({key})";
    TODAY_SHORT: "今天", "today";
    COMPARED: "{day}/{before}（{until}）：人次 {visits}  资料 {copies}  志愿者 {volunteers}", "{day}/{before} {until}: visits {visits}  copies {copies}  volunteers {volunteers}";
    BOTH_UNTIL: "都到 {time}", "to {time}";
    BOTH_WHOLE: "都是全天", "whole";
    IN_ALL: "全程 {figure}", "all {figure}";

    BY_SERVICE: "服务", "Service";
    BY_HOUR: "时段", "Time";
    BY_UNIT: "单位", "Unit";
    BY_STATION: "服务台", "Station";
    BY_DESK: "各机", "Desk";
    BY_SQUARE: "广场", "Square";
    SQUARE_VOLUNTEERS: "志愿者到过 {arrived}，在场 {present}", "{arrived} came, {present} here";
    SQUARE_DESKS: "{count} 台都在", "all {count} here";
    SQUARE_AWAY: "不在：{desks}", "away: {desks}";
    SQUARE_LAST: "{away}，最后 {when}", "{away} {when}";

    QUANTITY: "数目", "How many";
    QUANTITY_HINT: "可以不填", "or nothing";
    ENTER_COUNTS: "{go_on} 给{service}加 {quantity}", "{go_on} adds {quantity}: {service}";
    QUANTITY_WRONG: "请输入 1 到 {most} 的数目。", "Please type a number from 1 to {most}.";
    NO_COUNTED: "没有不取号的服务，取号的服务自动计数。", "Every service takes numbers: visits count by themselves.";
    QUEUED: "{service}（取号）", "{service} (queue)";
    VISITS: "{visits} 人次", "{visits} visits";
    COPIES: "{copies} 份", "{copies} copies";

    COURSE_BY_HOUR: "{day}，每小时", "{day} by the hour";
    COURSE_BY_QUARTER: "{day}，每 15 分钟", "{day} by 15 minutes";
    RUNNING: "{course}，* 还没过完", "{course}, * not over";
    COURSE_VISITS: "服务人次", "Visits";
    COURSE_ARRIVALS: "志愿者到", "Arrivals";
    NOTHING_YET: "还没有数字", "Nothing is counted yet";
    UNIT_HEAD: "单位：在场 / 到过 / 应到", "Unit: here / came / expected";
    NO_UNITS: "还没有单位", "No unit yet";
    STATION_OF: "{station} 号台 {service}", "Station {station} {service}";
    WROTE: "最后记录 {when}", "last entry {when}";
    WROTE_NOTHING: "没有记录", "no entry";
    LEFT: "已退出", "left";
    NO_STATION: "没有记服务台", "Station not known";
    PAPER_SLIPS: "补录纸号：用纸号服务过的，一段记一条。字母说明是哪项服务。", "Paper slips: a run of slips that were served is one entry. The letter says which service.";
    SLIP_FIRST: "第一张", "First slip";
    SLIP_FIRST_HINT: "例如 B900041", "e.g. B900041";
    SLIP_LAST: "最后一张", "Last slip";
    SLIP_LAST_HINT: "例如 B900068，或只写 68", "e.g. B900068, or only 68";
    SLIP_FROM: "从几点", "From";
    SLIP_FROM_HINT: "例如 10:20", "e.g. 10:20";
    SLIP_TO: "到几点", "To";
    SLIP_TO_HINT: "例如 11:05", "e.g. 11:05";
    SLIP_DAY: "哪一天", "Day";
    SLIP_UNREAD: "纸号请写成 B900041 这样。", "Please write the number like B900041.";
    SLIPS_UNREAD: "要同一叠里的纸号（900 到 999），最后一张不能在第一张之前。", "Slips of one block (900 to 999), please; the last cannot be before the first.";
    SLIPS_OF_NONE: "没有用字母 {letter} 的服务。", "No service uses the letter {letter}.";
    SLIP_TIME_UNREAD: "时间请写成 10:20 这样。", "Please write the time like 10:20.";
    HANDED_OVER: "写好了，都在 {folder}\n报表：{workbook}，打印：{page}\n今天的一句话：{sentence}\n时长：{hours}\n每人一页：{people}，每个单位：{units}\n时长由志愿服务组织核对、盖章后才是证明。", "Written, all in {folder}\nReport: {workbook}, to print: {page}\nThe day in one sentence: {sentence}\nHours: {hours}\nBy person: {people}, by unit: {units}\nThe organisation checks the hours and certifies them with its seal.";
    SENTENCE_TITLE: "今天的一句话", "The day in one sentence";
}
