//! Desks without a network: parcels carried by stick in both directions, twice, damaged, of strangers and of liars.

use std::fs;
use std::path::Path;

use qiandao::desk::{ParcelError, ParcelTaken, Reply, Walkin, Who};
use qiandao::domain::command::Command;
use qiandao::domain::fact::Means;
use qiandao::domain::ids::DeskId;
use qiandao::journal::{Keys, Secret};
use qiandao::sync::{self, Packing, ParcelFault};

use super::net::{Laptop, agree};
use crate::program::{complaint, printed};

/// Two laptops of one outing that met once, before the network went.
fn two() -> [Laptop; 2] {
    let mut one = Laptop::first(1);
    let mut two = Laptop::joined(2, 2, &mut one);
    let key = one.desk().journal().keys().event_key;
    with_key(&mut two, key);
    [one, two]
}

/// The laptop is of the outing whose key this is.
fn with_key(laptop: &mut Laptop, event_key: Secret) {
    let keys = laptop.desk().journal().keys();
    laptop.desk().journal().change_keys(Keys { event_key, ..keys }).wait().unwrap();
    laptop.start();
}

fn check_in(laptop: &mut Laptop, index: usize, minute: u16) {
    let (person, _) = laptop.desk().board().attendance.people().nth(index).unwrap();
    laptop.at(minute, 0).does(Command::CheckIn { person, by: Means::Typed });
}

fn unpack(laptop: &mut Laptop, parcel: &Path) -> Result<ParcelTaken, ParcelError> {
    laptop.desk_mut().unpack_parcel(parcel)?;
    laptop.drain();
    Ok(laptop.desk_mut().take_unpacked().unwrap())
}

/// Carries a stick from one to the other.
fn carry(from: &mut Laptop, to: &mut Laptop) -> ParcelTaken {
    let stick = tempfile::tempdir().unwrap();
    let parcel = stick.path().join("parcel");
    from.desk_mut().pack_parcel(&parcel).unwrap();
    unpack(to, &parcel).unwrap()
}

#[test]
fn a_stick_there_and_back_makes_two_desks_equal_and_again_changes_nothing() {
    let [mut one, mut two] = two();
    check_in(&mut one, 0, 9 * 60);
    check_in(&mut two, 1, 9 * 60 + 1);
    // Somebody whom the other desk has never heard of: the name travels too.
    let walkin = Walkin { name: "李春".into(), unit: "市文明办".into(), phone: "1234".into() };
    assert!(matches!(two.desk_mut().register(&walkin), Reply::Done { .. }));
    let there = carry(&mut one, &mut two);
    let back = carry(&mut two, &mut one);
    assert_eq!((there.new, there.refused, back.new, back.refused), (1, 0, 2, 0));
    assert!(matches!(one.desk().who("李春"), Who::One(..)));
    assert_eq!((there.from, back.from), (one.id(), two.id()));
    let again = carry(&mut one, &mut two);
    assert_eq!((again.new, again.refused, again.entries), (0, 0, back.entries));
    agree(&mut [one, two]);
}

#[test]
fn a_parcel_that_was_touched_or_is_of_another_outing_is_refused_and_nothing_is_lost() {
    let [mut one, mut two] = two();
    check_in(&mut one, 0, 9 * 60);
    let stick = tempfile::tempdir().unwrap();
    let parcel = stick.path().join("parcel");
    one.desk_mut().pack_parcel(&parcel).unwrap();
    let before = two.code();
    let whole = fs::read(&parcel).unwrap();
    for broken in [&whole[..whole.len() / 2], &[&whole[..], b"x"].concat(), b"holiday photographs", b""] {
        fs::write(&parcel, broken).unwrap();
        assert!(matches!(unpack(&mut two, &parcel), Err(ParcelError::Fault(_))), "{} bytes", broken.len());
    }
    assert!(matches!(unpack(&mut two, stick.path()), Err(ParcelError::NotRead { .. })));
    fs::write(&parcel, &whole).unwrap();
    let mut stranger = Laptop::first(9);
    with_key(&mut stranger, Secret([9; 32]));
    assert!(matches!(unpack(&mut stranger, &parcel), Err(ParcelError::Fault(ParcelFault::OtherOuting))));
    assert_eq!((two.code(), two.desk().aside().total()), (before, 0));
    assert_eq!(unpack(&mut two, &parcel).unwrap().new, 1, "the whole one is taken after all of them");
}

#[test]
fn a_liar_who_has_the_key_costs_lines_aside_and_changes_nothing_that_was_counted() {
    let [mut one, mut two] = two();
    check_in(&mut one, 0, 9 * 60);
    carry(&mut one, &mut two);
    let before = two.code();
    let Secret(key) = two.desk().journal().keys().event_key;
    let held = one.lines_since(&std::collections::BTreeMap::new(), usize::MAX).concat();
    let changed = String::from_utf8(held).unwrap().replace("typed", "scanned").into_bytes();
    let records = b"nonsense\n".to_vec();
    let packing = Packing { from: DeskId(0xbad), packed: two.desk().now(), records, entries: changed };
    let stick = tempfile::tempdir().unwrap();
    let parcel = stick.path().join("parcel");
    fs::write(&parcel, sync::seal_parcel(packing, &key, &[1; 32]).unwrap()).unwrap();
    let taken = unpack(&mut two, &parcel).unwrap();
    assert_eq!((taken.new, taken.refused > 0), (0, true), "{taken:?}");
    assert_eq!((two.code(), two.desk().aside().total()), (before, taken.refused));
}

#[test]
fn by_command_line_a_parcel_goes_out_and_in_and_says_what_came_of_it() {
    let [mut one, two] = two();
    check_in(&mut one, 0, 9 * 60);
    let code = one.code();
    let [one, two] = [one, two].map(Laptop::into_folder);
    let parcel = one.path().join("stick");
    let said = printed(one.path(), ["export", "--parcel", parcel.to_str().unwrap()]);
    assert!(said.contains(parcel.to_str().unwrap()), "{said}");
    for new in ["新增 1 条", "新增 0 条"] {
        let said = printed(two.path(), ["import", "--parcel", parcel.to_str().unwrap()]);
        assert!(said.contains(new) && said.contains(&code) && said.contains("1 号机"), "{said}");
    }
    let empty = tempfile::tempdir().unwrap();
    complaint(empty.path(), ["export", "--parcel", parcel.to_str().unwrap()]);
    complaint(two.path(), ["import", "--parcel", "/there/is/no/such/parcel"]);
}
