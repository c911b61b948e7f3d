//! Cards and sheets: what stands on a card, and what is said when a sheet is made.

use super::names::Names;
use super::{Phrase, Said, label};
use crate::domain::fact::{CardJob, CardTurn, Class};

phrases! {
    UNDO: "撤销", "Undo";
    UNDO_DETAIL: "撤销本机刚才的一步", "The last step of this desk";
    ANSWER: "选 {place}", "Answer {place}";
    ANSWER_DETAIL: "回答屏幕上的提问", "To the question on the screen";
    SUPERVISOR: "负责人同意", "The lead agrees";
    SUPERVISOR_DETAIL: "屏幕上的提问，由负责人确认", "Says yes to the question on the screen";
    STATION: "{station} 号台", "Station {station}";
    NEXT: "下一位", "Next";
    ARRIVED: "到了", "Here";
    ABSENT: "没来", "Did not come";
    TAKE: "取号", "Take number";
    TAKE_PRIORITY: "优先取号", "Priority number";
    COUNT: "{service} 加 {quantity}", "{service} +{quantity}";
    COUNT_DETAIL: "扫一次加 {quantity} {measure}", "{quantity} {measure} a scan";
    AT_STATION: "{name}，{service}", "{name}, {service}";

    NOTHING_TO_PRINT: "没有要打印的：这些胸牌都已在纸上，或名单里没有人。", "There is nothing to print: these badges are on paper already, or nobody is on the list.";
    PRINTED: "{count} 张在 {path}。用浏览器打开，按 100% 打印。", "{count} are in {path}. Open it in a browser and print at 100 %.";
    FORMS_WRITTEN: "应急表格 {count} 页在 {path}。用浏览器打开，按 100% 打印。", "{count} pages of emergency forms are in {path}. Open it in a browser and print at 100 %.";
    TEMPLATE_WRITTEN: "空白名单表在 {path}。发给各单位填写，填好再导入。", "The empty roster is in {path}. Let the units fill it in, then import it.";
    FORMS: "应急表格：签到表、计数表、纸号", "Emergency forms: sign-in lists, tally sheets, paper slips";
    TEMPLATE: "空白名单表，给各单位填写", "An empty roster, for units to fill in";
    ALL_BADGES: "全部胸牌", "All badges";
    MISSING_BADGES: "没打印过的胸牌：新登记和补发的", "Badges on no sheet yet: new people, new badges";
    UNIT_BADGES: "一个单位的胸牌：{unit}", "Badges of one unit: {unit}";
    STATION_CARDS: "服务台的卡，一台一页", "Cards of the stations, a page each";
    SERVICE_CARDS: "取号和计数的卡", "Cards to take numbers and to count";
    DESK_CARDS: "撤销、回答和负责人的卡", "Cards to undo, to answer, of the lead";
    WHAT: "打印什么？", "Print what?";
    FILE: "写到文件", "To the file";
    WORKBOOK_HINT: "表格文件", "a workbook";
    FILE_HINT: "网页文件，用浏览器打印", "a web page, for the browser to print";
}

/// What a card does, large.
pub fn heading(does: &CardJob, names: &Names<'_>) -> Said {
    match does {
        CardJob::Undo => UNDO.said(),
        CardJob::Answer { place } => ANSWER.fill([("place", place.to_string())]),
        CardJob::Supervisor => SUPERVISOR.said(),
        CardJob::Station { station } => STATION.fill([("station", station.to_string())]),
        CardJob::Turn { turn, .. } => turn_word(*turn).said(),
        CardJob::Take { class: Class::Normal, .. } => TAKE.said(),
        CardJob::Take { class: Class::Priority, .. } => TAKE_PRIORITY.said(),
        CardJob::Count { service, quantity } => {
            COUNT.fill([("quantity", quantity.to_string())]).and("service", names.service(service))
        }
    }
}

/// Where or to what it does so.
pub fn detail(does: &CardJob, names: &Names<'_>) -> Said {
    match does {
        CardJob::Undo => UNDO_DETAIL.said(),
        CardJob::Answer { .. } => ANSWER_DETAIL.said(),
        CardJob::Supervisor => SUPERVISOR_DETAIL.said(),
        CardJob::Station { station } => names.service_at(station),
        CardJob::Turn { station, .. } => {
            let name = STATION.fill([("station", station.to_string())]);
            AT_STATION.said().and("name", name).and("service", names.service_at(station))
        }
        CardJob::Take { service, .. } => names.service(service),
        CardJob::Count { service, quantity } => {
            COUNT_DETAIL.fill([("quantity", quantity.to_string())]).and("measure", names.measure(service))
        }
    }
}

fn turn_word(turn: CardTurn) -> Phrase {
    match turn {
        CardTurn::Next => NEXT,
        CardTurn::Recall => label::RECALL,
        CardTurn::Arrive => ARRIVED,
        CardTurn::Absent => ABSENT,
        CardTurn::Finish => label::DONE,
    }
}
