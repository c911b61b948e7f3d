//! A small square with hard names: namesakes, a dot in a name, a long unit, somebody with a remark.

use qiandao::demo::square as demo;
use qiandao::desk::chance::Chance;
use qiandao::desk::clock::Clock;
use qiandao::desk::{Desk, DeskOptions, Reply};
use qiandao::domain::command::Command;
use qiandao::domain::fact::Outing;
use qiandao::domain::ids::DeskNumber;
use qiandao::domain::time::Day;
use qiandao::office::{Choices, parse_roster};
use tempfile::TempDir;

/// The longest unit there is in the city, and one with a short name.
pub const LONG_UNIT: &str = "新乡市红旗区某某街道社区新时代文明实践站";

const ROSTER: &str = "\
姓名,单位,单位简称,电话,工号,备注
王芳,新城区人民医院,区医院,13800004411,,
王芳,新城区司法局,司法局,13800005678,,
解红军,新城区司法局,司法局,13800007733,,
欧阳娜娜,新城区税务局,税务局,13800009021,S-17,
阿依古丽·买买提,新乡市红旗区某某街道社区新时代文明实践站,,13800003344,,需要轮椅
单雄信,新城区人民医院,区医院,13800001188,,
曾国华,新城区税务局,税务局,,,
尉迟敬,新城区人民医院,区医院,13800006600,,
";

/// The day of the outing.
pub fn day() -> Day {
    Day::new(2026, 3, 5).unwrap()
}

/// A desk on an empty folder, at eight o'clock.
pub fn empty() -> (TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::Standing(day().at_minute(8 * 60));
    let options = DeskOptions { clock, chance: Chance::Seeded(7), ..DeskOptions::default() };
    let desk = Desk::open(folder.path(), options).unwrap().0;
    (folder, desk)
}

/// The square with its services, one desk and eight people.
pub fn set_up() -> (TempDir, Desk) {
    let (folder, mut desk) = empty();
    let outing = Outing {
        name: "学雷锋广场志愿服务".to_owned(),
        event: 305,
        first_day: day(),
        last_day: day(),
        opens_minute: 8 * 60,
        closes_minute: 12 * 60,
        demo: false,
    };
    done(&mut desk, Command::SetOuting(outing));
    done(&mut desk, Command::JoinDesk { number: DeskNumber::FIRST, name: "东门".to_owned() });
    let stalls = demo::first_stalls();
    for service in stalls.services {
        done(&mut desk, Command::SetService(service));
    }
    for station in stalls.stations {
        done(&mut desk, Command::SetStation(station));
    }
    desk.import(&parse_roster(ROSTER.as_bytes(), &Choices::default()).unwrap()).unwrap();
    (folder, desk)
}

/// Performs a command that cannot be refused.
#[allow(clippy::needless_pass_by_value, reason = "commands are written where they are given")]
pub fn done(desk: &mut Desk, command: Command) {
    match desk.perform(&command) {
        Reply::Done { .. } => {}
        other => panic!("{command:?}: {other:?}"),
    }
}
