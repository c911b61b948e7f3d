//! What the program says when it is started with a command: one sentence each, on the terminal it was started from.

phrases! {
    NO_HOME: "找不到存放数据的文件夹，请用 --data 指定一个。", "There is no folder to keep data in. Please name one with --data.";
    GOODBYE: "共 {facts} 条记录，都已保存。", "{facts} entries, all saved.";
    IMPORTED: "名单 {people} 人，{units} 家单位：新增 {new}，更改 {changed}，未变 {same}。", "{people} people of {units} units: {new} new, {changed} changed, {same} as before.";
    OWN_OUTING: ".", ".";
    OUTING_DAY: "{title}，{first}（--outing {name}）", "{title}, {first} (--outing {name})";
    OUTING_DAYS: "{title}，{first} 到 {last}（--outing {name}）", "{title}, {first} to {last} (--outing {name})";
    OUTING_NOT_SET_UP: "还没有设置（--outing {name}）", "not set up yet (--outing {name})";
    WHICH_OUTING: "这个数据文件夹里有几个活动，请用 --outing 说明是哪一个：", "This data folder keeps several outings. Say which with --outing:";
    NO_SUCH_OUTING: "没有叫 {name} 的活动。有：", "There is no outing {name}. There are:";
    NO_OUTING_NAME: "{name} 不能作活动的文件夹名。请用字母、数字或汉字，不用斜线。", "No folder can be called {name}. Use letters, digits or Chinese characters, no slashes.";
    CHOOSE_OUTING: "打开哪一个活动？", "Which outing?";
    NEW_OUTING: "另建一个活动", "Set up another outing";
    ONLY_LOOKED: "只看了内容，什么都没有写。去掉 --look 再运行就导入。", "This was a look; nothing was written. Run it again without --look to import.";
    GONE_STAY: "这些单位还有 {gone} 人在名单上、不在文件里，都没来过，仍留在名单上：{people}。要移出请加 --withdraw-gone。", "{gone} people of these units are on the list, not in the file, and have not come; they stay: {people}. --withdraw-gone takes them off.";
    GONE_LEAVE: "这些单位有 {gone} 人不在文件里，也没来过，移出名单：{people}。", "{gone} people of these units are not in the file and have not come; they are taken off: {people}.";
    GOOD_ROWS: "改好文件再导入；只要没有问题的人，加 --good-rows。", "Mend the file and import it again; or add --good-rows to take the others only.";
    HOW_TO_MAP: "请说明哪一列是什么，例如：--map 姓名=B,单位=C；人员从第 3 行开始则写 姓名=B3。", "Say which column is what, such as --map name=B,unit=C; name=B3 when people begin in row 3.";
    NOT_SET_UP: "这里还没有设置活动。请先运行：qiandao setup --name 名称 --date 日期 --desk 1", "There is no event here yet. Please run first: qiandao setup --name NAME --date DATE --desk 1";
    SET_UP: "已设置：{name}，{day}，{desk} 号机。数据在 {folder}", "Set up: {name}, {day}, desk {desk}. The data are in {folder}";
    EXPORTED: "已导出 {facts} 条记录到 {path}", "{facts} entries exported to {path}";
    REPORTED: "统计已写入 {path}", "The report is in {path}";
    WRITE_FAILED: "写入 {path} 失败：{why}。请检查磁盘空间和权限，或换一个位置。", "Writing {path} failed: {why}. Please check space and rights, or take another place.";
    STREAM_FAILED: "输入输出中断：{why}", "Input or output broke: {why}";
    VERIFIED: "{facts} 条记录，核对码 {code}。志愿者应到 {expected}，到过 {arrived}，在场 {present}；服务 {visits} 人次，资料 {copies} 份。", "{facts} entries, agreement code {code}. Volunteers: {expected} expected, {arrived} came, {present} present; {visits} visits, {copies} copies.";
    ALL_WELL: "没有发现问题。", "Nothing is wrong.";
    PROBLEMS: "发现 {count} 处问题：", "{count} things are wrong:";
    NOT_A_DEMO: "{folder} 里是真实的活动，演示请用 --data 指定另一个文件夹。", "{folder} holds a real event. Name another folder for the demo with --data.";
    BAD_SCRIPT: "演示中断：{why}", "The demo stopped: {why}";
    PRESS_ENTER: "按回车键关闭窗口。", "Press Enter to close this window.";
}
