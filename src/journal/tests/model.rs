//! Any history of appends, imports, restarts and damage to one copy at a time: the journal holds what was
//! acknowledged, each entry once.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::kit::{Scribe, open};
use crate::domain::ids::{DeskId, EntryKey};
use crate::journal::{Healed, Journal};
use crate::wire::Line;

/// What may happen to a folder.
#[derive(Debug, Clone)]
enum Step {
    /// The desk writes, in so many submissions at once.
    Append(u8),
    /// Another desk's entries come, from this number on, so many.
    Import { from: u8, count: u8 },
    /// The program is closed and started again.
    Restart,
    /// It is closed, one part is damaged, it is started again.
    Damage(Damage),
}

#[derive(Debug, Clone)]
enum Damage {
    FlipMirror(u16),
    CutMirror(u16),
    RemoveMirror,
    FlipSled(u16),
    EmptySled,
    RemoveSled,
}

impl Damage {
    fn to(&self, folder: &Path) {
        let mirror = folder.join("facts.jsonl");
        let newest = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with("sled-");
        let sled = fs::read_dir(folder).unwrap().map(Result::unwrap).filter(newest).map(|entry| entry.path()).max();
        let sled = sled.unwrap();
        let flip = |path: &Path, at: u16| {
            let mut bytes = fs::read(path).unwrap();
            if let Some(index) = usize::from(at).checked_rem(bytes.len()) {
                bytes[index] ^= 1 << (at % 8);
            }
            fs::write(path, bytes).unwrap();
        };
        match self {
            Self::FlipMirror(at) => flip(&mirror, *at),
            Self::CutMirror(less) => {
                let bytes = fs::read(&mirror).unwrap();
                fs::write(&mirror, &bytes[..bytes.len().saturating_sub(usize::from(*less))]).unwrap();
            }
            Self::RemoveMirror => fs::remove_file(&mirror).unwrap(),
            Self::FlipSled(at) => flip(&sled.join("db"), *at),
            Self::EmptySled => fs::write(sled.join("db"), b"").unwrap(),
            Self::RemoveSled => fs::remove_dir_all(&sled).unwrap(),
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    let damage = prop_oneof![
        any::<u16>().prop_map(Damage::FlipMirror),
        any::<u16>().prop_map(|less| Damage::CutMirror(less % 2000)),
        Just(Damage::RemoveMirror),
        any::<u16>().prop_map(Damage::FlipSled),
        Just(Damage::EmptySled),
        Just(Damage::RemoveSled),
    ];
    prop_oneof![
        4 => (1..40_u8).prop_map(Step::Append),
        2 => (0..40_u8, 1..20_u8).prop_map(|(from, count)| Step::Import { from, count }),
        1 => Just(Step::Restart),
        3 => damage.prop_map(Step::Damage),
    ]
}

struct World {
    folder: tempfile::TempDir,
    journal: Option<Journal>,
    scribe: Scribe,
    foreign: Vec<Line>,
    acknowledged: BTreeSet<EntryKey>,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let journal = Some(open(folder.path()).0);
        let foreign = Scribe::of(DeskId(2), 1).lines(60);
        Self { folder, journal, scribe: Scribe::new(1), foreign, acknowledged: BTreeSet::new() }
    }

    fn take(&mut self, step: &Step) {
        let journal = self.journal.as_ref().unwrap();
        match step {
            Step::Append(count) => {
                let pending: Vec<_> = (0..*count).map(|_| journal.append(self.scribe.lines(1), Vec::new())).collect();
                for answer in pending {
                    self.acknowledged.extend(answer.wait().unwrap().new);
                }
            }
            Step::Import { from, count } => {
                let lines = self.foreign.iter().skip(usize::from(*from)).take(usize::from(*count)).cloned().collect();
                let saved = journal.import(lines, Vec::new()).wait().unwrap();
                assert!(saved.new.iter().all(|key| self.acknowledged.insert(*key)), "something was new twice");
            }
            Step::Restart => self.restart(|_| ()),
            Step::Damage(damage) => self.restart(|folder| damage.to(folder)),
        }
    }

    fn restart(&mut self, between: impl FnOnce(&Path)) {
        self.journal = None;
        between(self.folder.path());
        let (journal, opened, held) = open(self.folder.path());
        assert!(held.entries.keys().eq(&self.acknowledged), "{opened:?}");
        assert!(!opened.healed.iter().any(|healed| matches!(healed, Healed::SecondGone { .. })), "{opened:?}");
        assert_eq!(opened.contradictions, []);
        self.scribe = Scribe::new(self.scribe.series.epoch.0 + 1);
        self.journal = Some(journal);
    }
}

proptest! {
    // Each case starts the journal several times and syncs to a real disk.
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn nothing_acknowledged_is_ever_lost(steps in prop::collection::vec(step(), 1..12)) {
        let mut world = World::new();
        for step in &steps {
            world.take(step);
        }
        world.restart(|_| ());
    }
}
