//! What the window itself says, whichever screen it shows.

phrases! {
    TOO_SMALL: "窗口太小（{width} x {height}），请放大到 {least_width} x {least_height}。扫码照常有效。",
        "Window too small ({width} x {height}): please enlarge it to {least_width} x {least_height}. Scans still work.";
    NOT_A_TERMINAL: "这里不是终端窗口。请在终端里运行 qiandao，或者用 qiandao line。",
        "This is not a terminal window. Run qiandao in a terminal, or use qiandao line.";
    TERMINAL_FAILED: "终端出错：{reason}", "The terminal failed: {reason}";
    WAS_CUT: "文字太长，只留下开头。", "Text too long: only its beginning is kept.";
}
