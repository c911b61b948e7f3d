//! The journal on disk: why it does not open or save, what it mended, and what to do.

phrases! {
    IN_USE: "文件夹 {folder} 正被另一个签到程序使用。请到那个窗口继续，或先把它关闭，再打开。",
        "The folder {folder} is in use by another qiandao. Go on in that window, or close it first and start again.";
    NOT_A_FOLDER: "{folder} 是文件，不是文件夹。请另外指定数据文件夹。", "{folder} is a file, not a folder. Name another data folder.";
    NOT_ALLOWED: "不能写入 {path}，没有权限或磁盘只读。请另外指定数据文件夹，或解除只读。",
        "{path} cannot be written: no permission, or a read-only disk. Name another data folder, or lift the protection.";
    NO_SPACE: "磁盘已满：{folder}。请删除不用的文件，或换一台电脑；已经保存的数据没有丢。",
        "The disk is full: {folder}. Remove files you do not need, or use another computer; what was saved is not lost.";
    NEWER: "{path} 由更新版本的签到程序写成（格式 {version}），没有改动。请安装新版本后再打开。",
        "{path} was written by a newer qiandao (format {version}) and is left as it is. Install the newer version to open it.";
    FAILED: "读写 {path} 失败：{why}。请检查磁盘，再试一次。", "Reading or writing {path} failed: {why}. Check the disk, then try again.";
    DROPPED: "上一步没有保存，这一步也没有记下。请重做。", "The step before was not saved, so neither was this one. Do it again.";
    BUSY: "磁盘太慢，来不及保存。请稍等，再做一次。", "The disk is too slow to keep up. Wait a moment, then do it again.";
    CLOSED: "程序内部的保存部分已停止。请重新打开程序；已经保存的数据没有丢。",
        "The part that saves has stopped. Start the program again; what was saved is not lost.";
    CONTRADICTS: "记录 {entry} 与已有的记录矛盾，没有采用。请记下这个编号，告诉活动负责人。",
        "Entry {entry} contradicts what is held and was not taken. Note its number and tell the event lead.";

    TAIL_CUT: "上次没有写完的 {bytes} 字节已清除。", "An unfinished write of {bytes} bytes was removed.";
    MIRROR_TOOK: "主副本少了 {facts} 条记录，已由第二副本补上。", "The first copy lacked {facts} facts: restored from the second.";
    MIRROR_REWRITTEN: "主副本有 {lines} 行损坏，已重写；旧文件留在 {kept}。",
        "The first copy had {lines} damaged lines and was written anew; the old file stays as {kept}.";
    SECOND_TOOK: "第二副本少了 {facts} 条记录，已由主副本补上。", "The second copy lacked {facts} facts: restored from the first.";
    SECOND_REBUILT: "第二副本已重建（第 {generation} 代）：{why}", "The second copy was built anew (generation {generation}): {why}";
    SECOND_GONE: "第二副本不能使用：{why}。数据仍保存在主副本；请换一台电脑或检查磁盘。",
        "The second copy cannot be used: {why}. Facts are still saved in the first; check the disk or use another computer.";
    ROSTER_TOOK: "名单的两个副本已互相补齐（{records} 项）。", "The two copies of the roster completed each other ({records} records).";
    KEYS_RESTORED: "密钥文件已由另一副本补上。", "A key file was restored from its other copy.";
    KEYS_LOST: "密钥文件全部损坏，已换新：以前打印的胸卡要重新打印。", "All key files were damaged and are new: badges printed before must be printed again.";
    BALLAST_FREED: "磁盘快满了，预留空间已放开。请尽快删除不用的文件。", "The disk is nearly full; the reserve was released. Remove files you do not need soon.";

    WHY_MISSING: "没有找到", "it was not there";
    WHY_EMPTY: "它是空的", "it was empty";
    WHY_DAMAGED: "它已损坏", "it was damaged";
    WHY_UNFINISHED: "上次没有建完", "it was not finished last time";
    WHY_FULL: "磁盘已满", "the disk is full";
    WHY_NOT_ALLOWED: "没有写入权限", "it may not be written";
    WHY_LOCKED: "它被别的程序占用", "another program holds it";
    WHY_SLOW: "它没有及时响应", "it did not answer in time";
    WHY_FAILED: "出错（{why}）", "it failed ({why})";

    DAMAGED: "{path} 在使用中损坏。请关闭程序再打开，将由第二副本补上。",
        "{path} was damaged while open. Close the program and start it again: it is restored from the second copy.";
    LINE_DAMAGED: "{file} 第 {line} 行：{why}", "{file}, line {line}: {why}";
    LINE_CUT: "{file} 最后 {bytes} 字节没有写完。打开一次程序即可清除。", "The last {bytes} bytes of {file} were not finished. Open the program once to remove them.";
    MISSING: "{series} 缺少第 {first} 到第 {last} 条记录。请从别的电脑或备份恢复。",
        "{series} lacks entries {first} to {last}. Restore them from another desk or a backup.";
    END_MISSING: "{series} 之前的记录缺少结尾。请从别的电脑或备份恢复。",
        "What {series} follows is in no copy: an earlier end is missing. Restore it from another desk or a backup.";
    MISFIT: "记录 {entry} 与相邻的记录不符：有记录被改动或换掉。", "Entry {entry} does not fit those beside it: something was changed or exchanged.";
    ONLY_IN_FIRST: "{facts} 条记录不在第二副本里。打开一次程序即可补齐。", "The second copy lacks {facts} facts. Open the program once to complete it.";
    ONLY_IN_SECOND: "{facts} 条记录不在主副本里。打开一次程序即可补齐。", "The first copy lacks {facts} facts. Open the program once to complete it.";
    SECOND_BAD: "第二副本有 {lines} 处损坏。打开一次程序即可重建。", "The second copy has {lines} damaged places. Open the program once to build it anew.";
    SECOND_UNREADABLE: "第二副本读不出来：{why}。打开一次程序即可重建。", "The second copy cannot be read: {why}. Open the program once to build it anew.";
    KEYS_BAD: "密钥文件少了一个或已损坏。打开一次程序即可补上。", "A key file is missing or damaged. Open the program once to restore it.";
}
