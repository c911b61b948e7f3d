//! Lines of the journal and of parcels: why one is not taken.

phrases! {
    NOT_A_LINE: "这一行不是签到记录。", "This line is no entry.";
    DAMAGED: "这一行已损坏，校验不符。", "This line is damaged: its checksum does not hold.";
    NEWER: "这一行由更新版本的签到程序写成（格式 {version}）。请在本机也安装新版本。",
        "This line was written by a newer qiandao (format {version}). Install the newer version here too.";
    MALFORMED: "这一行的内容无法识别：{why}", "This line says nothing that is known here: {why}";
    TWO_KEYS: "这一行的编号不一致：{line} 和 {body}。", "This line has two names: {line} and {body}.";
    TOO_LONG: "这一行太长（{bytes} 字节），不是签到记录。", "This line is too long for an entry ({bytes} bytes).";
}
