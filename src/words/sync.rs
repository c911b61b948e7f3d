//! Desk to desk: joining, leaving, who is there, and why desks do not meet.

phrases! {
    NOT_BUILT: "这个版本没有联机功能，请换用完整版。各机之间可以用 U 盘交换数据。", "This build has no desk to desk. Use the full one, or carry data by stick.";
    NO_CERTIFICATE: "不能生成联机证书：{why}。请重新打开程序再试。", "No certificate could be made for meeting other desks: {why}. Start the program again.";
    ENGINE_FAILED: "联机部分没有启动：{why}。本机照常使用，请重新打开程序再试。",
        "The part that meets other desks did not start: {why}. This desk works on; start the program again.";
    NO_SESSION: "暂时连不上网络：{why}。本机照常使用，会一直重试。", "The network cannot be used now: {why}. This desk works on and keeps trying.";
    NOT_FREE: "地址 {at} 不能监听：被别的程序占用，或不是本机地址。会一直重试。",
        "Listening at {at} does not work: another program has it, or it is not this computer's address. It is tried again.";
    OTHER_OUTING: "{desk} 用的是同一加入码，却是另一场活动的数据，没有和它交换。请在新的数据文件夹里重新加入。",
        "{desk} has this code but another event's data; nothing was exchanged. Join again there in a new data folder.";
    NEWER: "{desk} 的签到程序更新（格式 {version}），没有和它交换。请把本机也换成新版本。",
        "{desk} runs a newer qiandao (format {version}); nothing was exchanged. Install the newer version here too.";
    NONSENSE: "{desk} 发来的内容读不懂，暂时不收它的数据，本机数据没有变。如果是自己的电脑，请在那台重新打开签到程序。",
        "{desk} sends what cannot be read; nothing is taken from it for now and nothing here changed. If it is one of yours, start qiandao there again.";
    EMPTY_PROMISES: "{desk} 说有更多记录，却没有给出来，隔一阵再问它。如果是自己的电脑，请在那台重新打开签到程序。",
        "{desk} says it holds more facts than it gives; it is asked seldom now. If it is one of yours, start qiandao there again.";
    UNKNOWN_DESK: "一台电脑", "a computer";
    DESK: "{number} 号机", "Desk {number}";
    NO_OUTING: "还没有活动，请先建活动再请别的电脑加入。", "There is no event yet. Set one up before others join.";
    NOT_JOINED: "本机没有和别的电脑联机。先用 invite（或活动页的「各机」）取加入码。", "This desk has not joined others. Get a join code first: invite, or the desks page of F5.";
    NOT_THIS_ONE: "本机不能移除自己，要退出请用 leave。", "A desk does not remove itself; it leaves: leave.";
    PRACTISING: "先结束练习，再加入。", "End the practice first, then join.";
    SILENT: "本机没有联机，请用 --desks 打开。", "This session meets no other desk. Start it with --desks.";
    CODE: "加入码 {code}，地址 {at}", "Join code {code}, address {at}";
    NO_ADDRESS: "（没有网络）", "(no network)";
    DESKS: "{list}；{agree}", "{list}; {agree}";
    DESKS_WARNED: "{desks}。{warnings}", "{desks}. {warnings}";
    ALL_AGREE: "各机一致", "all desks agree";
    NOT_YET: "还不一致", "not all desks agree";
    DESK_SEEN: "{desk} {name} 在线，{facts} 条，核对码 {code}", "{desk} {name} is there, {facts} facts, agreement code {code}";
    DESK_MISSING: "{desk} {name} 不在线", "{desk} {name} is not there";
    LEFT: "本机已退出联机，数据都还在。", "This desk has left the others. Its data stay.";
    REMOVED: "{desk} 已移除。新的加入码 {code}，请在其余各机重新加入。", "{desk} is removed. The new join code is {code}: join again with it at each remaining desk.";
    JOINED: "已加入，本机是 {number} 号机：{people} 人，{facts} 条记录，核对码 {code}。", "Joined as desk {number}: {people} people, {facts} facts, agreement code {code}.";
    NOT_IN: "没有加入。", "This laptop did not join.";
    RELAY_RUNS: "中转已开，地址 {at}，广场：{squares}。按 Ctrl+C 结束。", "The relay runs at {at} for the squares {squares}. Ctrl+C ends it.";
    RELAY_HAS: "已连接 {count} 台。", "{count} connected.";
    RELAY_FILE: "已写好 {path}，用 zenohd -c 打开。里面有证书，请妥善保管。", "Written: {path}, for zenohd -c. There are certificates in it: keep it safe.";
    NO_CODE: "还不知道加入码：本机没有加入过。请在命令里写上加入码（各机的 F5 各机一栏可见）。", "The join code is not known: this laptop joined no square. Give it with the command; the page of desks (F5) of any desk shows it.";
    NOT_A_CODE: "加入码是 16 位数字，请对照再输入：{given}", "A join code has 16 digits; please compare and type it again: {given}";
    ASK_CODE: "请输入 16 位加入码：", "The join code, 16 digits: ";
    NOBODY: "没有找到用这个加入码的电脑。那台电脑开着吗？在同一个网络吗？也可以用 --at 写明它的地址。",
        "Nobody with this code is here. Is the other laptop on, and on the same network? Its address can be given with --at.";
    PARCEL_NONE: "这不是签到程序的数据包，没有读取。", "This file is no parcel of qiandao; nothing was taken from it.";
    PARCEL_NEWER: "这个数据包是更新的程序写的，没有读取。请把本机换成新版本。", "A newer qiandao packed this parcel; nothing was taken from it. Install the newer version here.";
    PARCEL_OTHER: "这个数据包是另一场活动的，没有读取。", "This parcel is of another event; nothing was taken from it.";
    PARCEL_DAMAGED: "数据包损坏或被改过，没有读取，本机数据没有变。请在那台机上再导出一次。", "The parcel is damaged or was changed; nothing was taken and nothing here changed. Export it again at the other desk.";
    PARCEL_TOO_LARGE: "数据包太大，没有读取。", "The parcel is larger than any event; nothing was taken from it.";
    PARCEL_NOT_READ: "{path} 读不出来：{why}。请检查路径，U 盘是否插好。", "{path} cannot be read: {why}. Check the path, and whether the stick is in.";
    PARCEL_BUSY: "上一个数据包还在读取，请稍候。", "The parcel before is still being taken in. Wait a moment.";
    PARCEL_PACKED: "已导出 {facts} 条记录和名单到 {path}。把它拿到另一台机上导入，再从那台带一个回来，两台就一致。",
        "{facts} facts and the names are in {path}. Import it at the other desk and bring one back: then both are the same.";
    PARCEL_TAKEN: "{desk} {time} 的数据包：新增 {new} 条，已有 {held} 条，核对码 {code}。", "Parcel of {desk}, {time}: {new} new facts, {held} were here, agreement code {code}.";
    PARCEL_REFUSED: "{taken}其中 {refused} 条不合规则，没有采用，已另存备查。", "{taken} {refused} lines break the rules: they were not taken and are kept aside.";
    NOT_IN_TIME: "没有在 {seconds} 秒内取全数据（已有 {facts} 条，还缺 {missing} 条）。再试一次会接着取。",
        "Not everything came within {seconds} s ({facts} facts are here, {missing} are missing). Try again: it goes on from there.";
}
