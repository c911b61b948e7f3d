//! The queue screen: numbers that are given out, stations that call them.

phrases! {
    SERVICE: "服务", "Service";
    NO_SERVICE: "还没有需要取号的服务", "No service takes numbers yet";
    STATIONS_OF: "{service}的服务台", "Stations: {service}";
    NO_STATIONS: "还没有服务台", "No station yet";
    AT_STATION: "服务台", "Station";

    WELCOME: "给居民取号", "Give out numbers";
    HOW_TO_TAKE: "选服务：按上下键，或输入前面的序号。Enter 取号。", "Choose a service with the arrows, or type its number. Enter takes a number.";
    YOUR_NUMBER: "您的号码：{service}", "Your number: {service}";
    NEXT_IN_LINE: "下一位就是您", "You are next";
    AHEAD: "前方等待 {ahead} 人", "{ahead} ahead of you";
    COME_TO: "请到 {station} 号台", "Come to station {station}";
    TODAYS_WAIT: "今天等 {minutes} 分，偏差 {error} 分", "Waited {minutes}m, off {error}m";
    IS_AT: "{state}，{station} 号台", "{state}, station {station}";
    TAKEN_AT: "{time} 取号", "Taken {time}";
    NO_NUMBER_TAKEN: "没有取号", "No number taken";
    UNKNOWN_SERVICE: "没有序号为 {typed} 的服务", "No service has the number {typed}";

    PRINTER: "号票打印：{state}", "Slips: {state}";

    IDLE: "空闲", "Free";
    CALLED_SINCE: "已叫 {number} {minutes} 分", "Called {number} {minutes}m";
    SERVING_SINCE: "服务中 {number} {minutes} 分", "Serving {number} {minutes}m";
    WITHOUT_NUMBER: "未取号", "no number";

    STATE_OF: "{station} 号台  {service}  {state}", "Station {station}  {service}  {state}";
    WAITED: "等了 {minutes} 分钟", "Waited {minutes} min";
    CALLED_TIMES: "叫了 {times} 次", "Called {times} times";
    MISSED_BEFORE: "过号 {times} 次", "Missed {times} times";
    SERVED_FOR: "服务了 {minutes} 分钟", "Served for {minutes} min";
    PRESS_CALL: "按 {go_on} 叫下一位。", "Press {go_on} to call the next one.";
    PRESS_ARRIVED: "人到了按 {go_on}，没来按 {missed}，再叫一次按 {again}。", "Here: {go_on}. Nobody came: {missed}. Call again: {again}.";
    PRESS_DONE: "服务完按 {next}，接着叫下一位；先不叫按 {done}。", "When done: {next}, which calls the next; {done} calls nobody.";
    NOT_OPEN: "这个台没有开放，不叫号。", "This station is not open and calls nobody.";
    NOBODY_WAITS: "现在没有人等候。", "Nobody waits now.";
    UNKNOWN_STATION: "没有 {typed} 号台。", "There is no station {typed}.";
    NEXT_NUMBERS: "接下来：{numbers}", "Next: {numbers}";
    PRIORITY_MARK: "{number} 优先", "{number} priority";
    WAITING: "等候 {count} 人", "{count} waiting";
    ARE_SET_ASIDE: "暂放 {count} 人", "{count} set aside";
    FORGOTTEN: "比平常久得多：做完了请按 {next}。", "Much longer than usual. If it is done, press {next}.";

    PLACE: "{station} 号台  {service}", "Station {station}  {service}";
    WHICH_STEP: "要做什么？输入序号，或上下选择，再按 Enter。Esc 返回。", "Which step? Type its number or choose it, then Enter. Esc goes back.";
    WHICH_NUMBER: "哪个号？可以输入数字。", "Which number? Its digits may be typed.";
    WHICH_SERVICE: "到哪项服务？", "To which service?";
    WHY: "为什么？", "Why?";
    UNKNOWN_ROW: "没有 {typed} 这一项。", "There is no {typed} here.";
    NOTHING_LEFT: "已经没有可选的了", "Nothing is left to choose";
    SERVE_DIRECTLY: "直接服务一位没取号的人", "Serve somebody without a number";
    SET_ASIDE: "暂放，回来还在本台", "Set aside for this station";
    SET_ASIDE_FOR_ANY: "暂放，回来哪个台都可以", "Set aside for any station";
    RESUME: "暂放的人回来了", "Somebody set aside is back";
    TRANSFER: "转到别的服务", "Transfer to another service";
    CALL_ONE: "叫指定的号", "Call one out of turn";
    RETURN: "过号的人回来了", "A missed number came back";
    RAISE: "改为优先号", "Make it a priority number";
    VOID: "作废一个号", "Void a number";
    REPRINT: "重打一张号票", "Print a slip again";
    SLIPS_SEEN: "提到的号票都看过了", "The slips that were named are all right";
    PAUSE: "暂停这个台", "Pause this station";
    OPEN: "开放这个台", "Open this station";
    CLOSE: "关闭这个台", "Close this station";
    CLOSE_SERVICE: "停止取号", "Give out no more numbers";
    OPEN_SERVICE: "恢复取号", "Give out numbers again";
    ADD_STATION: "加一个服务台", "One more station";
    ARRIVED: "人到了，开始服务", "Here: begin";
    CALL_NOW: "叫到本台", "Call to this station";
    CALL_OUT_OF_TURN: "提前叫到本台", "Call to this station out of turn";
    BACK_IN_LINE: "重新排队", "Back into the line";
    GO_ON_WITH: "继续服务", "Go on with the visit";
    IS_DONE: "服务完了", "The visit is done";
    TRANSFER_THIS: "转到别的服务", "Transfer to another service";
    RAISE_THIS: "改为优先号", "Make it a priority number";
    VOID_THIS: "作废", "Void it";
    LEAVE_IT: "知道了", "Leave it";
    WAIT: "预计分钟", "Wait min";
}
