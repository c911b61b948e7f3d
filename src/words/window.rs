//! What the window itself says, whichever screen it shows.

phrases! {
    TOO_SMALL: "窗口太小（{width} x {height}），请放大到 {least_width} x {least_height}。扫码照常有效。",
        "Window too small ({width} x {height}): please enlarge it to {least_width} x {least_height}. Scans still work.";
    WAS_CUT: "文字太长，只留下开头。", "Text too long: only its beginning is kept.";
}
