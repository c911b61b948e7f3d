//! Looks at the board: reports that change nothing, as data and as one sentence each.

use crate::desk::Desk;
use crate::domain::ids::TicketId;
use crate::domain::notices;
use crate::domain::outcome::Outcome;
use crate::domain::time::Day;
use crate::words::names::{self, Names};
use crate::words::{Lang, Phrase, Said, label, line, notice, printer as words};

use super::answer::{Answer, Data, Details, HelpRow, NoticeRow, PrinterRow};
use super::commands;
use super::queue_rows::{self, QueueRow};
use super::refusals;
use super::request::Look;
use super::rows::{COPIES, HistoryRow, PersonRow, ServiceRow, View};

/// How many people `find` answers with: more than fit a screen help nobody.
const MATCHES: usize = 20;

/// Answers a look.
pub fn look(look: &Look, desk: &Desk, lang: Lang) -> Answer {
    let board = desk.board();
    let view = View { board, names: Names::new(board, desk.roster()), lang };
    match look {
        Look::Find(text) => found(view.people(&desk.find(text, MATCHES)), &view),
        Look::Tally => tally(&view),
        Look::Queues => queues(queue_rows::queues(&view, desk.now()), lang),
        Look::Roster => roster(&view),
        Look::Scans => refusals::refused(&view, Day::of(desk.now())),
        Look::Notices => noticed(&view),
        Look::History(rows) => history(view.history(*rows), lang),
        Look::Printer => printer(desk, lang),
        Look::Code => {
            let agreement = board.agreement().to_string();
            let text = line::CODE_SAID.fill([("code", agreement.clone())]).text(lang);
            Answer::look(text, Data::Code { agreement })
        }
        Look::Help(word) => help(word.as_deref(), lang),
    }
}

/// How the slip printer is doing.
pub fn printer(desk: &Desk, lang: Lang) -> Answer {
    let Some((place, status)) = desk.printer() else {
        return Answer::look(words::NONE.text(lang).to_owned(), Data::Printer { printer: None });
    };
    let (place, word) = (place.to_string(), status.word());
    let text = words::SAID.fill([("place", place.clone())]).and("state", status.said()).text(lang);
    let look = status.look.into_iter().map(|look| look.label).collect();
    let row = PrinterRow { place, state: word, waiting: status.waiting, sent: status.sent, look };
    Answer::look(text, Data::Printer { printer: Some(row) })
}

/// All that is known of a ticket.
pub fn ticket(id: TicketId, desk: &Desk, lang: Lang) -> Option<Answer> {
    let board = desk.board();
    let view = View { board, names: Names::new(board, desk.roster()), lang };
    let row = queue_rows::ticket(&view, id, desk.now())?;
    let text = crate::words::answer::said(&Outcome::TicketFound { ticket: id }, &view.names).text(lang);
    Some(Answer::look(text, Data::Ticket { ticket: Box::new(row) }))
}

/// What was set up.
pub fn set_up(desk: &Desk, lang: Lang) -> Answer {
    let board = desk.board();
    let people = usize::try_from(board.attendance.totals().expected).unwrap_or(usize::MAX);
    let (units, services) = (board.attendance.units().count(), board.square.services().len());
    let text = line::SET_UP_DONE.fill([
        ("people", people.to_string()),
        ("units", units.to_string()),
        ("services", services.to_string()),
    ]);
    let details = Details { people: Some(people), units: Some(units), ..Details::default() };
    let outcome = Some(Outcome::SetUp.code());
    Answer { outcome, ..Answer::look(text.text(lang), Data::Details(Box::new(details))) }
}

fn found(matches: Vec<PersonRow>, view: &View<'_>) -> Answer {
    let row = |row: &PersonRow| {
        let said = line::PERSON.fill([("number", row.number.to_string())]).and("state", state_label(row.state).said());
        said.and("person", crate::words::refusal::person_line(row.id, &view.names))
    };
    let text = if matches.is_empty() {
        line::FOUND_NOBODY.said()
    } else {
        counted(line::FOUND, "people", matches.len()).and("list", Said::list(matches.iter().map(row).collect()))
    };
    Answer::look(text.text(view.lang), Data::Matches { matches })
}

fn state_label(word: &str) -> Phrase {
    match word {
        "in" => label::STATE_IN,
        "out" => label::STATE_OUT,
        _ => label::STATE_NOT_IN,
    }
}

fn tally(view: &View<'_>) -> Answer {
    let totals = view.board.attendance.totals();
    let (services, agreement) = (view.services(), view.board.agreement().to_string());
    let units_present = view.board.attendance.units_present();
    let row = |row: &ServiceRow| {
        let (count, measure) = match row.measure {
            COPIES => (row.copies, label::COPIES),
            _ => (row.visits, label::VISITS),
        };
        let phrase = if row.target.is_some() { line::TALLY_SERVICE_TARGET } else { line::TALLY_SERVICE };
        let said = phrase.fill([
            ("service", row.name.clone()),
            ("count", count.to_string()),
            ("target", row.target.unwrap_or_default().to_string()),
            ("percent", row.percent.unwrap_or_default().to_string()),
        ]);
        said.and("measure", measure.said())
    };
    let text = line::TALLY_SAID
        .fill([
            ("expected", totals.expected.to_string()),
            ("arrived", totals.arrived.to_string()),
            ("present", totals.present.to_string()),
            ("units", units_present.to_string()),
            ("code", agreement.clone()),
        ])
        .and("services", Said::list(services.iter().map(row).collect()));
    let squares = view.squares();
    let text = if squares.is_empty() {
        text
    } else {
        let list = squares.iter().map(|row| {
            let figures = [("visits", row.visits), ("copies", row.copies), ("arrived", row.arrived)];
            let said = line::TALLY_SQUARE.fill(figures.map(|(name, figure)| (name, figure.to_string())));
            said.and("square", names::square(&row.square))
        });
        line::TALLY_SQUARES.said().and("squares", Said::list(list.collect())).and("tally", text)
    };
    Answer::look(
        text.text(view.lang),
        Data::Tally {
            expected: totals.expected,
            arrived: totals.arrived,
            present: totals.present,
            units_present,
            units_arrived: view.board.attendance.units_arrived(),
            services,
            squares,
            facts: view.board.ledger().len(),
            agreement,
        },
    )
}

fn queues(services: Vec<QueueRow>, lang: Lang) -> Answer {
    let row = |row: &QueueRow| {
        line::QUEUE.fill([
            ("service", row.name.clone()),
            ("waiting", row.waiting.to_string()),
            ("called", row.called.to_string()),
            ("serving", row.serving.to_string()),
        ])
    };
    let text = if services.is_empty() {
        line::NO_QUEUES.said()
    } else {
        line::QUEUES_SAID.said().and("services", Said::list(services.iter().map(row).collect()))
    };
    let forgotten = services.iter().flat_map(|service| service.at.iter().filter(|at| at.forgotten));
    let forgotten: Vec<Said> = forgotten
        .map(|at| {
            let ticket = ("ticket", at.ticket.clone().unwrap_or_default());
            line::FORGOTTEN_AT.fill([("station", at.station.clone()), ticket])
        })
        .collect();
    let text = if forgotten.is_empty() {
        text
    } else {
        line::WITH_FORGOTTEN.said().and("queues", text).and("forgotten", Said::list(forgotten))
    };
    Answer::look(text.text(lang), Data::Queues { services })
}

fn roster(view: &View<'_>) -> Answer {
    let (people, list) = (view.board.attendance.totals().expected, view.units());
    let units = list.iter().filter(|row| row.expected > 0).count();
    let text = line::ROSTER_SAID.fill([("people", people.to_string()), ("units", units.to_string())]);
    Answer::look(text.text(view.lang), Data::Roster { people, units, list })
}

fn noticed(view: &View<'_>) -> Answer {
    let open = notices::open(view.board).into_iter().map(|open| NoticeRow {
        notice: open.id().to_string(),
        text: notice::said(&open, &view.names).text(view.lang),
    });
    let notices: Vec<NoticeRow> = open.collect();
    let row = |row: &NoticeRow| line::NOTICE.fill([("text", row.text.clone()), ("id", row.notice.clone())]);
    let text = if notices.is_empty() {
        line::NO_NOTICES.said()
    } else {
        counted(line::NOTICES_SAID, "count", notices.len()).and("list", Said::list(notices.iter().map(row).collect()))
    };
    Answer::look(text.text(view.lang), Data::Notices { notices })
}

fn history(entries: Vec<HistoryRow>, lang: Lang) -> Answer {
    let row = |row: &HistoryRow| {
        let phrase = match (row.practice, row.undone) {
            (true, _) => line::PRACTISED_ROW,
            (false, true) => line::UNDONE_ROW,
            (false, false) => line::HISTORY_ROW,
        };
        phrase.fill([("time", row.time.clone()), ("fact", row.text.clone())])
    };
    let text = if entries.is_empty() {
        line::NO_HISTORY.said()
    } else {
        counted(line::HISTORY_SAID, "count", entries.len()).and("list", Said::list(entries.iter().map(row).collect()))
    };
    Answer::look(text.text(lang), Data::History { entries })
}

fn help(word: Option<&str>, lang: Lang) -> Answer {
    let known = word.map(commands::named);
    if let (Some(word), Some(None)) = (word, known) {
        let word = crate::domain::clean::clean_text(word);
        return Answer::fault(&super::fault::Fault::UnknownCommand { word }, lang);
    }
    let asked = |command: &&commands::CommandWord| known.flatten().is_none_or(|known| known.word == command.word);
    let shown: Vec<_> = commands::COMMANDS.iter().filter(asked).collect();
    let row = |command: &&commands::CommandWord| {
        line::HELP_ROW.fill([("usage", command.usage())]).and("doc", command.doc.said())
    };
    let text = line::HELP_SAID.said().and("commands", Said::list(shown.iter().map(row).collect()));
    let commands = shown.iter().map(|command| HelpRow {
        command: command.word,
        arguments: command.arguments,
        text: command.doc.text(lang),
    });
    Answer::look(text.text(lang), Data::Help { commands: commands.collect() })
}

fn counted(phrase: Phrase, blank: &'static str, count: usize) -> Said {
    phrase.fill([(blank, count.to_string())])
}
