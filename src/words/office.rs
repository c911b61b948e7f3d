//! Office files: what a roster's columns are called, and what can be wrong with a file or a row.

phrases! {
    FIELD_NAME: "姓名", "name";
    FIELD_UNIT: "单位", "unit";
    FIELD_SHORT_UNIT: "单位简称", "short unit name";
    FIELD_PHONE: "电话", "phone";
    FIELD_STAFF_NUMBER: "工号", "badge no.";
    FIELD_REMARK: "备注", "remark";
    FIELD_ID_CARD: "身份证号", "ID card no.";

    SHEET_ROSTER: "名单", "Roster";
    EXAMPLE_NAME: "示例：王芳（请删除本行）", "Example: Wang Fang (delete this row)";
    EXAMPLE_UNIT: "第一中学", "No. 1 Middle School";
    EXAMPLE_PHONE: "13800000000", "13800000000";
    EXAMPLE_STAFF_NUMBER: "0017", "0017";
    EXAMPLE_REMARK: "需要座椅", "needs a chair";

    NOT_THERE: "没有这个文件：{path}。请检查文件名和文件夹。", "There is no file {path}. Check its name and folder.";
    NOT_ALLOWED: "没有权限读取 {path}。请关闭正在使用它的程序，或换一个位置。", "No permission to read {path}. Close the program that uses it, or copy it elsewhere.";
    FOLDER: "{path} 是文件夹，请指定其中的名单文件。", "{path} is a folder. Name the roster file in it.";
    NOT_A_FILE: "{path} 不是普通文件，不能读取。", "{path} is not an ordinary file and is not read.";
    UNREADABLE: "读取 {path} 失败：{why}。请换一个U盘或重新复制文件。", "Reading {path} failed: {why}. Copy the file again or use another stick.";
    TOO_LARGE: "文件太大：名单最多 {limit} MB。请删去图片和多余的工作表后再导入。", "The file is too large: a roster has at most {limit} MB. Remove pictures and other sheets, then import again.";
    EMPTY: "文件是空的。", "The file is empty.";
    NOT_A_TABLE: "这不是名单文件。请用表格软件另存为 xlsx 或 csv 后再导入。", "This is no roster. Save it from a spreadsheet program as xlsx or csv, then import again.";
    PASSWORD: "工作簿有密码。请用表格软件打开，取消密码后另存，再导入。", "The workbook has a password. Open it, save it without one, then import again.";
    UNPACKS_TOO_LARGE: "工作簿解压后超过 {limit} MB，不能读取。请把名单复制到新的工作簿再导入。", "The workbook unpacks to more than {limit} MB and is not read. Copy the roster into a new workbook, then import that.";
    ENTITIES: "工作簿内含不安全的内容（XML 实体），不能读取。请把名单复制到新的工作簿再导入。", "The workbook holds unsafe content (XML entities) and is not read. Copy the roster into a new workbook, then import that.";
    DAMAGED: "工作簿已损坏（{part}）。请用表格软件打开后另存，再导入。", "The workbook is damaged ({part}). Open it, save it again, then import that.";
    TOO_MANY_SHEETS: "工作表太多：最多 {limit} 张。请只保留名单再导入。", "Too many sheets: at most {limit}. Keep the roster only, then import again.";
    TOO_MUCH_TEXT: "内容太多：最多 {limit} 个单元格。请只保留名单再导入。", "Too much text: at most {limit} cells. Keep the roster only, then import again.";
    STRAY_QUOTE: "第 {line} 行有一个没有配对的英文双引号。请删掉它，再导入。", "Row {line} has a double quote that does not close. Remove it, then import again.";
    TOO_MANY_ROWS: "行数太多：名单最多 {limit} 行。", "Too many rows: a roster has at most {limit}.";
    CELL_TOO_FAR: "单元格 {place} 太远：名单最多 {limit} 列。请删去多余的内容，再导入。", "Cell {place} is too far out: a roster has at most {limit} columns. Remove what stands there, then import again.";
    CELL_TOO_LONG: "单元格 {place} 的内容太长。", "Cell {place} is too long.";
    NO_HEADER: "没有找到表头（要有姓名列和单位列）。第 {line} 行是：{heads}。", "No header was found (a name and a unit column are needed). Row {line} says: {heads}.";
    NO_NAME_HEAD: "没有找到姓名列。第 {line} 行是：{heads}。", "No name column was found. Row {line} says: {heads}.";
    NO_UNIT_HEAD: "没有找到单位列。第 {line} 行是：{heads}。", "No unit column was found. Row {line} says: {heads}.";
    COLUMN_SEEN: "{column} 列：{head}，下面是 {sample}", "Column {column}: {head}, below it {sample}";
    HEAD_TWICE: "{first} 列和 {second} 列都是{field}。请把人员排成一列，再导入。", "Columns {first} and {second} are both headed {field}. Put the people below each other, then import again.";
    NO_SHEET: "没有名为 {name} 的工作表。有：{names}。", "There is no sheet {name}. There are: {names}.";
    NOBODY: "表头下面没有人员。", "There is nobody below the header.";
    BAD_ROWS: "有 {bad} 处错误，名单没有改动；其余 {good} 人没有问题。", "{bad} errors; the roster is unchanged. The other {good} people are all right.";

    BAD_CELL: "第 {line} 行 {column} 列（{field}）：{why}", "Row {line}, column {column} ({field}): {why}";
    CELL_MISSING: "没有填写", "nothing is filled in";
    CELL_BROKEN: "有乱码或公式出错，请重新填写", "unreadable characters or a broken formula; type it again";
    TEXT_TOO_LONG: "太长，最多 32 个汉字", "too long; at most 64 letters";
    PHONE_TOO_SHORT: "电话号码不足 4 位", "a phone number of fewer than 4 digits";
    PHONE_ROUNDED: "号码末尾已丢失，请把该列设为文本格式后重新填写", "the number lost its end; make the column text and type it again";
    ID_CARD: "这是身份证号，不能保存", "this is an ID card number, which must not be kept";
    NUMBER_TAKEN: "与第 {line} 行的工号相同", "row {line} has the same number";

    ROSTER_COUNT: "{people} 人，{units} 个单位。", "{people} people of {units} units.";
    SAME_NAMES: "同名 {count} 组（行号 姓名）：{cases}。", "Same name, {count} times (row and name): {cases}.";
    ALIKE_NAMES: "字形相近的姓名 {count} 组（行号 姓名）：{cases}。", "Names that look alike, {count} times (row and name): {cases}.";
    ALIKE_UNITS: "写法相近的单位 {count} 组，可能是同一单位：{cases}。", "Units that look alike and may be one, {count} times: {cases}.";
    REPEATS: "重复 {count} 行，只取一次：{cases}。", "Rows that stand twice and were taken once, {count}: {cases}.";
    CUT_REMARKS: "备注太长，只留前 32 个汉字，共 {count} 行：{cases}。", "Remarks cut to 64 letters, {count} (rows): {cases}.";
    IGNORED_HEADS: "未读取 {count} 列：{cases}。", "Columns not read, {count}: {cases}.";
    OTHER_SHEETS: "还有 {count} 张工作表也是名单，未读取：{cases}。", "Other sheets with a roster, not read, {count}: {cases}.";
    DROPPED_ID_CARDS: "身份证号没有读取，也不保存。", "ID card numbers were not read and are not kept.";

    MAP_NO_PAIR: "看不懂 {part}。请写成 姓名=B,单位=C。", "{part} is not understood. Write name=B,unit=C.";
    MAP_UNKNOWN_FIELD: "没有名为 {name} 的栏目。可用：姓名、单位、电话、工号、备注、单位简称。", "There is no field {name}. There are: name, unit, phone, badge, remark, short name.";
    MAP_UNKNOWN_COLUMN: "{column} 不是列号。请写字母，例如 B；从第 3 行开始则写 B3。", "{column} is no column. Write its letter, such as B, or B3 when people begin in row 3.";
    MAP_TWICE: "{part} 与前面的内容冲突。", "{part} contradicts what stands before it.";
}
