//! The commands of `qiandao line` as data: word, arguments, one line of doc. `help`, the sentences about wrong lines
//! and the README's table come from here; what a command does is in `session`.

use crate::words::{Phrase, line};

/// One command.
pub struct CommandWord {
    /// The word a line begins with.
    pub word: &'static str,
    /// What follows it; `[]` may be left out, `|` separates what may stand there.
    pub arguments: &'static str,
    /// What it is for.
    pub doc: Phrase,
}

impl CommandWord {
    /// Word and arguments.
    pub fn usage(&self) -> String {
        if self.arguments.is_empty() { self.word.to_owned() } else { format!("{} {}", self.word, self.arguments) }
    }
}

const fn command(word: &'static str, arguments: &'static str, doc: Phrase) -> CommandWord {
    CommandWord { word, arguments, doc }
}

/// Every command, in the order of a day. WHO is a short number or a text that fits exactly one person.
pub const COMMANDS: &[CommandWord] = &[
    command("scan", "CODE", line::SCAN),
    command("find", "TEXT", line::FIND),
    command("in", "WHO", line::IN),
    command("out", "WHO", line::OUT),
    command("assign", "STATION|none WHO", line::ASSIGN),
    command("team", "UNIT HEADS [LEADER]", line::TEAM),
    command("teamout", "UNIT", line::TEAM_OUT),
    command("register", "NAME UNIT [PHONE]", line::REGISTER),
    command("edit", "WHO name|unit|tail|staff|note [VALUE]", line::EDIT),
    command("merge", "WHO into WHO", line::MERGE),
    command("credit", "[MINUTES] WHO|all by LEAD because REASON", line::CREDIT),
    command("withdraw", "WHO", line::WITHDRAW),
    command("reissue", "WHO", line::REISSUE),
    command("badge", "WHO", line::BADGE),
    command("revoke", "NUMBER", line::REVOKE),
    command("take", "SERVICE [priority]", line::TAKE),
    command("next", "STATION", line::NEXT),
    command("recall", "STATION", line::RECALL),
    command("arrive", "STATION", line::ARRIVE),
    command("absent", "STATION", line::ABSENT),
    command("done", "STATION", line::DONE),
    command("direct", "STATION", line::DIRECT),
    command("callone", "STATION TICKET REASON", line::CALL_ONE),
    command("park", "STATION REASON", line::PARK),
    command("pool", "STATION REASON", line::POOL),
    command("resume", "TICKET STATION", line::RESUME),
    command("transfer", "TICKET SERVICE", line::TRANSFER),
    command("return", "TICKET", line::RETURN),
    command("raise", "TICKET REASON", line::RAISE),
    command("cancel", "TICKET REASON", line::CANCEL),
    command("reprint", "TICKET", line::REPRINT),
    command("printer", "[PLACE|none|seen]", line::PRINTER),
    command("open", "STATION", line::OPEN),
    command("pause", "STATION", line::PAUSE),
    command("close", "STATION", line::CLOSE),
    command("station", "add STATION SERVICE [NAME]", line::STATION),
    command("service", "add SERVICE MINUTES NAME [/ ENGLISH]|open SERVICE|close SERVICE", line::SERVICE),
    command("target", "SERVICE N|none", line::TARGET),
    command("hours", "rule none|tenth|half [CAP_HOURS]", line::HOURS),
    command("count", "SERVICE [N]", line::COUNT),
    command("paper", "SERVICE FIRST LAST FROM TO [DAY]", line::PAPER),
    command("undo", "[ENTRY] [REASON]", line::UNDO),
    command("redo", "", line::REDO),
    command("answer", "CHOICE", line::ANSWER),
    command("tally", "", line::TALLY),
    command("queues", "", line::QUEUES),
    command("ticket", "TICKET", line::TICKET),
    command("roster", "", line::ROSTER),
    command("scans", "", line::SCANS),
    command("notices", "", line::NOTICES),
    command("dismiss", "NOTICE", line::DISMISS),
    command("history", "[N]", line::HISTORY),
    command("code", "", line::CODE),
    command("invite", "", line::INVITE),
    command("desks", "", line::DESKS),
    command("square", "[NAME]", line::SQUARE),
    command("leave", "", line::LEAVE),
    command("remove", "DESK", line::REMOVE),
    command("practice", "on|off", line::PRACTICE),
    command("setup", "demo", line::SET_UP),
    command("at", "HH:MM:SS", line::AT),
    command("help", "[COMMAND]", line::HELP),
];

/// Other words for a command.
const ALIASES: &[(&str, &str)] = &[("agreement", "code"), ("serve", "direct")];

/// The command a word names.
pub fn named(word: &str) -> Option<&'static CommandWord> {
    let word = word.to_ascii_lowercase();
    let word = ALIASES.iter().find(|(alias, _)| *alias == word).map_or(word.as_str(), |(_, word)| word);
    COMMANDS.iter().find(|command| command.word == word)
}
