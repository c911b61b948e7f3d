//! Desk to desk: joining, leaving, who is there, and why desks do not meet.

phrases! {
    NOT_BUILT: "这个版本没有联机功能，请换用完整版。各机之间可以用优盘交换数据。", "This build has no desk to desk. Use the full one, or carry data by stick.";
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
    UNKNOWN_DESK: "一台电脑", "a computer";
}
