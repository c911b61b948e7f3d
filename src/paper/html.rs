//! The frame of every printed page, and names written so that they are only ever text.
//!
//! A page runs nothing and loads nothing: the policy in its head forbids both, should a text ever get past
//! [`escaped`]. What stands on the page is the business of the sheets.

use std::fmt;

use crate::domain::clean::is_invisible;
use crate::words::Lang;

/// Fonts that come with Windows, macOS and Linux desktops; the browser looks further for what none of them has.
const FONTS: &str = "system-ui,\"Microsoft YaHei\",\"PingFang SC\",\"Noto Sans CJK SC\",\"Source Han Sans SC\",\
    \"WenQuanYi Zen Hei\",SimSun,SimSun-ExtB,sans-serif";

/// Every sheet is one drawing, a little lower than its page: a full 297 mm are rounded up by some browsers, and every
/// second page would be empty.
const STYLE: &str = "@page{size:A4;margin:0}body{margin:0}\
    svg{display:block;width:209.9mm;height:296.8mm;break-after:page;text-rendering:geometricPrecision}\
    path{shape-rendering:crispEdges}.line{fill:none;stroke:#000;stroke-width:20}\
    @media screen{body{background:#888}svg{background:#fff;margin:4mm auto}}";

/// The end of every document.
pub const END: &str = "</body>\n</html>\n";

/// Everything before the first sheet of paper.
pub fn head(title: &str, lang: Lang) -> String {
    head_with(title, lang, STYLE)
}

/// Everything before the body of a page in a style of its own.
pub fn head_with(title: &str, lang: Lang, style: &str) -> String {
    let (lang, title) = (tag(lang), escaped(title));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n\
         <style>body{{font-family:{FONTS}}}{style}</style>\n\
         </head>\n<body>\n"
    )
}

/// A text as it stands between tags or in an attribute: no mark-up, and nothing that moves or hides its neighbours.
pub fn escaped(text: &str) -> impl fmt::Display {
    fmt::from_fn(move |f| {
        for c in text.chars().filter(|c| !is_invisible(*c)) {
            match c {
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '&' => f.write_str("&amp;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                _ => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    })
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_is_only_text() {
        for (text, written) in [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("A&B \"C\" 'D'", "A&amp;B &quot;C&quot; &#39;D&#39;"),
            ("\u{202E}王\u{200B}芳\u{2066}\0\u{1B}[2J", "王芳[2J"),
            ("田𠮷", "田𠮷"),
        ] {
            assert_eq!(escaped(text).to_string(), written);
        }
    }

    #[test]
    fn the_title_cannot_leave_its_tag() {
        let head = head("</title><script>", Lang::En);
        assert!(head.contains("<title>&lt;/title&gt;&lt;script&gt;</title>"), "{head}");
        assert!(head.contains("<html lang=\"en\">"), "{head}");
    }
}
