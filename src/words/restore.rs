//! What is said when copies of facts are taken in again.

phrases! {
    RESTORED: "读了 {files} 个备份文件，新增 {new} 条记录，{refused} 行不能用，核对码 {code}。备份里没有姓名和胸牌密钥：姓名请再导入名单，旧胸牌请按姓名签到。",
        "{files} copies read: {new} facts are new here, {refused} lines could not be used, agreement code {code}. Copies hold neither names nor the key of the badges: import the roster again, and find people by name.";
    NO_OUTING: "这些文件里没有一场活动的开头，没有读取。请给出 facts.jsonl 或它的备份文件。", "These files do not hold the beginning of an event; nothing was taken. Give facts.jsonl or copies of it.";
    OTHER_OUTING: "这是另一场活动的备份：{name}。没有读取。请用 --outing 另开一场，或换一个数据文件夹。", "These copies are of another event, {name}; nothing was taken. Begin another one with --outing, or take another data folder.";
}
