//! What a desk says of itself before it can say anything of the square.

phrases! {
    SETTINGS_DAMAGED: "本机设置 {path} 读不出来，已按平常的设置开始。数据没有丢。", "This desk's settings in {path} cannot be read; it begins with the usual ones. No data are lost.";
    SETTINGS_NOT_SAVED: "本机设置没有存进 {path}：{reason}。现在有效，下次启动要再设一次。", "This desk's settings were not saved in {path}: {reason}. They hold for now and must be set again after the next start.";

    NO_CHANCE: "系统给不出随机数，无法安全编号。请重启电脑再试，或换一台电脑。", "The system gives no random numbers, so nothing can be numbered safely. Restart the computer or take another one.";

    OUT_NO_PAGE: "要打印的单子是网页，文件名请以 .html 结尾：{path}", "Sheets to print are a web page. Please end the name in .html: {path}";
    OUT_ENDING: "不知道 {path} 要写成什么。文件名请以 .xlsx、.html、.csv 或 .md 结尾。", "What shall {path} be? Please end its name in .xlsx, .html, .csv or .md.";
    OUT_NO_FOLDER: "没有这个文件夹：{path}。请检查路径，U 盘是否插好。", "There is no such folder: {path}. Check the path, and whether the stick is in.";
    OUT_IN_USE: "{path} 写不进去，可能正在别的程序里打开。请先关闭它，或换一个文件名。", "{path} cannot be written; another program may have it open. Close it there, or take another name.";
    OUT_FOLDER: "{path} 是文件夹。请写上文件名。", "{path} is a folder. Please add the name of a file.";
    OUT_FULL: "磁盘已满，{path} 没有写成。请换一个位置，数据没有丢。", "The disk is full and {path} was not written. Take another place; no data are lost.";
    OUT_FAILED: "{path} 没有写成：{why}。请换一个位置再试，数据没有丢。", "{path} was not written: {why}. Try another place; no data are lost.";
}
