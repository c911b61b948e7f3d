//! The slip printer: how it is doing, and why no paper comes out. The number stands in every case.

use super::Said;

phrases! {
    READY: "可以打印", "ready";
    PRINTING: "正在打印 {ticket}", "printing {ticket}";
    PRINTING_MORE: "正在打印 {ticket}，还有 {count} 张", "printing {ticket}, {count} more to come";
    STUCK: "{ticket} 送不进去，请看打印机有没有纸、盖子关好没有", "{ticket} does not go through: has the printer paper, is its lid shut?";
    WAITING: "{why}，会自己再试，{count} 张号票等着", "{why}; it is tried again by itself, {count} slips wait";
    TROUBLE: "{why}", "{why}";
    NO_ANSWER_TO_JOBS: "号票送出去了，打印机没有回音，请看一眼有没有出纸", "slips are sent, but the printer says nothing: look whether paper comes out";
    LOOK_AT: "{state}。请看 {tickets} 的号票打好没有，没有就重打", "{state}. See whether the slips of {tickets} came out whole; print them again if not";

    NOT_THERE: "找不到打印机", "the printer is not there";
    REFUSED: "打印机不接受连接", "the printer takes no connection";
    NO_ANSWER: "打印机连不上", "the printer cannot be reached";
    BROKE_OFF: "打印时连接断了", "the connection broke off while printing";
    TAKES_NO_MORE: "打印机不收了，可能没纸", "the printer takes no more, perhaps out of paper";
    NOT_ALLOWED: "没有使用打印机的权限", "this program may not use the printer";
    IN_USE: "打印机被别的程序占着", "another program uses the printer";
    OTHER: "打印机出错：{reason}", "the printer fails: {reason}";

    NO_PLACE: "打印机写成 tcp://地址:9100、地址:9100、设备或文件的路径，或串口。", "A printer is tcp://HOST:9100, HOST:9100, the path of a device or file, or a serial port.";
    SAID: "打印机 {place}：{state}", "Printer {place}: {state}";
    NONE: "没有设打印机", "No slip printer";
    TRIAL: "打印机试打", "Printer test";
    TITLE: "号票打印机", "The slip printer";
    FIELD: "打印机在", "Printer at";
    FIELD_HINT: "192.168.1.50、/dev/usb/lp0、COM3；不填就不打印", "192.168.1.50, /dev/usb/lp0, COM3; empty for none";
    FORM_DOC: "串口可以写上波特率：COM3,115200；英文号票加 ,en。按 Enter 会试打一张。", "A serial port may carry its speed: COM3,115200; ,en prints in English. Enter prints a test slip.";
}

/// What is wrong, with a blank for what the system said.
pub fn other(reason: &str) -> Said {
    OTHER.fill([("reason", reason.to_owned())])
}
