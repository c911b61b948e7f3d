//! What keyboards, scanners and people do to a scan, by the ten thousand: no code is ever misread, every whole code is
//! read, and no edited code is accepted. The oracle knows which codes were typed and looks for their digits in the
//! stream; it knows nothing of check digits and tags.

#![allow(clippy::cast_possible_truncation, reason = "dice of few sides")]

use qiandao::badge::{Code, CodeError, EventKey, Fed, Framer, Kind, read_text};
use qiandao::domain::clean::fold_width;
use qiandao::domain::number::BadgeNumber;

const STREAMS: u64 = 20_000;

#[test]
fn messy_streams_give_every_code_and_no_wrong_one() {
    let mut all = Seen::default();
    for seed in 0..STREAMS {
        let stream = Stream::random(seed);
        let mut framer = Framer::new(key());
        let fed: Vec<Fed> = stream.strokes.iter().map(|stroke| framer.feed(stroke.typed, stroke.at_ms)).collect();
        let seen = stream.check(&fed);
        all.whole += seen.whole;
        all.beheaded += seen.beheaded;
        all.refused += seen.refused;
        all.swallowed += seen.swallowed;
    }
    println!("{STREAMS} streams: {all:?}");
    let rarest = all.whole.min(all.beheaded).min(all.refused).min(all.swallowed);
    assert!(rarest > 1_000, "the streams test too little: {all:?}");
}

#[test]
fn edited_codes_are_not_accepted() {
    refuse_edited_codes(20_000);
}

#[test]
#[ignore = "a long run: 1,000,000 edited codes"]
fn a_million_edited_codes_are_not_accepted() {
    refuse_edited_codes(1_000_000);
}

fn refuse_edited_codes(count: u64) {
    let (key, mut dice, mut refused, mut forged) = (key(), Dice(1), 0, 0);
    while refused < count {
        let original = random_code(&mut dice).encode(&key);
        let edited = edited(&original, &mut dice);
        if edited == original {
            continue;
        }
        let read = Code::decode(&key, &edited);
        assert!(read.is_err(), "{original} edited to {edited} is accepted");
        let scanned = read_text(&key, &edited);
        assert!(matches!(scanned, Some(Err(_))), "{original} edited to {edited} is scanned as {scanned:?}");
        refused += 1;
        forged += u64::from(read == Err(CodeError::Forged));
    }
    assert!(forged > count / 10, "only {forged} of {count} edited codes got as far as the tag");
}

/// One to four edits as misreading, mistyping or forging makes them; half of them with the check digits made right.
fn edited(original: &str, dice: &mut Dice) -> String {
    let mut digits: Vec<u8> = original.bytes().collect();
    for _ in 0..=dice.below(4) {
        let (at, other) = (dice.below(34), dice.below(34));
        match dice.below(4) {
            0 => digits[at] = dice.digit() as u8,
            1 => digits.swap(at, other),
            2 => digits.swap(at, (at + 1) % 34),
            _ => digits[at.min(other)..=at.max(other)].rotate_left(1),
        }
    }
    let mut digits = String::from_utf8(digits).unwrap();
    if dice.below(2) == 0 {
        let event_kept = digits.get(..6).unwrap().to_owned();
        let desk = digits.get(6..9).unwrap().parse().unwrap();
        let serial = digits.get(9..14).unwrap().parse().unwrap();
        let number = BadgeNumber::new(desk, serial).unwrap().to_string().replace('-', "");
        let body = format!("{event_kept}{number}{}", digits.get(15..32).unwrap());
        let check = 98 - body.parse::<u128>().unwrap() * 100 % 97;
        digits = format!("{body}{check:02}");
    }
    digits
}

/// What was typed in a few seconds at one desk, and the codes that somebody tried to scan.
struct Stream {
    seed: u64,
    codes: Vec<(Code, String)>,
    strokes: Vec<Stroke>,
}

struct Stroke {
    typed: char,
    at_ms: u64,
}

impl Stream {
    fn random(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let codes: Vec<Code> = (0..2).map(|_| random_code(&mut dice)).collect();
        let codes = codes.into_iter().map(|code| (code, code.encode(&key()))).collect();
        let mut stream = Self { seed, codes, strokes: Vec::new() };
        let mut at_ms = 100_000;
        for _ in 0..2 + dice.below(6) {
            let text = stream.piece(&mut dice);
            // One scan in six stutters, as on a machine that is busy with something else.
            let stutters = dice.below(6) == 0;
            for typed in text.chars() {
                at_ms += dice.pause_ms(stutters);
                stream.strokes.push(Stroke { typed, at_ms });
            }
        }
        stream
    }

    /// A scan, more or less whole, or something that a person types.
    fn piece(&self, dice: &mut Dice) -> String {
        let mut text: Vec<char> = match dice.below(8) {
            0 => (0..=dice.below(12)).map(|_| dice.digit()).collect(),
            1 => "王芳 wang fang".chars().take(1 + dice.below(12)).collect(),
            _ => self.codes[dice.below(self.codes.len())].1.chars().collect(),
        };
        match dice.below(10) {
            0 => drop(text.drain(..dice.below(8).min(text.len()))),
            1 => drop(text.remove(dice.below(text.len()))),
            2 => text.insert(dice.below(text.len()), dice.digit()),
            3 => text.insert(dice.below(text.len()), '嗷'),
            4 => text = text.into_iter().flat_map(|typed| [typed, typed]).collect(),
            5 => text = text.repeat(2),
            _ => {}
        }
        match dice.below(6) {
            0 => text.iter_mut().for_each(|typed| *typed = full_width(*typed)),
            1 => text.iter_mut().step_by(3).for_each(|typed| *typed = full_width(*typed)),
            _ => {}
        }
        let ending = ["", "\r", "\n", "\r\n", "\t"][dice.below(5)];
        text.into_iter().chain(ending.chars()).collect()
    }

    /// Holds what the framer said of each stroke against what was really typed.
    fn check(&self, fed: &[Fed]) -> Seen {
        let mut seen = Seen::default();
        let (mut run, mut typed_chars, mut before_ms, mut scan_ms) = (String::new(), 0, 0, None);
        for (stroke, fed) in self.strokes.iter().zip(fed) {
            if stroke.at_ms - before_ms > 3_000 {
                run.clear();
            }
            before_ms = stroke.at_ms;
            let typed = fold_width(&stroke.typed.to_string());
            let is_digit = typed.chars().all(|c| c.is_ascii_digit());
            let is_enter = typed.chars().all(char::is_control);
            if is_digit {
                run.push_str(&typed);
            }
            let whole = self.codes.iter().find(|(_, code)| is_digit && run.ends_with(code));
            let beheaded =
                self.codes.iter().find(|(_, code)| is_enter && run.len() < 34 && run.ends_with(code.split_at(6).1));
            let expected = whole.map(|(code, _)| (*code, 33)).or_else(|| beheaded.map(|(code, _)| (*code, run.len())));
            let place = || format!("seed {}, at {} ms", self.seed, stroke.at_ms);
            assert_eq!(read(*fed), expected, "{}", place());

            let is_enter_of_scan = is_enter && scan_ms.is_some_and(|scan_ms| stroke.at_ms - scan_ms < 400);
            match fed {
                Fed::Typed => {
                    assert!(!is_enter_of_scan, "the Enter of a scan is a person's: {}", place());
                    typed_chars += 1;
                }
                Fed::Swallowed => assert!(is_enter_of_scan, "{typed:?} is swallowed: {}", place()),
                Fed::Scan { code, take_back } => {
                    assert!(is_enter || code.is_ok(), "refused before its end: {}", place());
                    assert!(*take_back <= typed_chars, "more is taken back than was typed: {}", place());
                    typed_chars -= take_back;
                    scan_ms = Some(stroke.at_ms);
                }
            }
            if !is_digit || *fed != Fed::Typed {
                run.clear();
            }
            seen.whole += usize::from(whole.is_some());
            seen.beheaded += usize::from(beheaded.is_some());
            seen.refused += usize::from(matches!(fed, Fed::Scan { code: Err(_), .. }));
            seen.swallowed += usize::from(*fed == Fed::Swallowed);
        }
        seen
    }
}

/// How much of what matters the streams held.
#[derive(Debug, Default)]
struct Seen {
    whole: usize,
    beheaded: usize,
    refused: usize,
    swallowed: usize,
}

fn read(fed: Fed) -> Option<(Code, usize)> {
    match fed {
        Fed::Scan { code: Ok(code), take_back } => Some((code, take_back)),
        Fed::Scan { code: Err(_), .. } | Fed::Typed | Fed::Swallowed => None,
    }
}

fn key() -> EventKey {
    EventKey::new(2303, [7; 32]).unwrap()
}

fn random_code(dice: &mut Dice) -> Code {
    let kinds = [Kind::Volunteer, Kind::Volunteer, Kind::Ticket, Kind::Station, Kind::Supervisor, Kind::Command];
    let number = BadgeNumber::new(dice.below(900) as u16, dice.below(100_000) as u32).unwrap();
    Code::new(kinds[dice.below(6)], number, dice.below(3) as u8).unwrap()
}

fn full_width(typed: char) -> char {
    if typed.is_ascii_graphic() { char::from_u32(u32::from(typed) + 0xFEE0).unwrap() } else { typed }
}

/// Chance that comes back the same from the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn digit(&mut self) -> char {
        char::from(b'0' + self.below(10) as u8)
    }

    /// Mostly what scanners were measured at, now and then a person's pace or a person who was called away.
    fn pause_ms(&mut self, stutters: bool) -> u64 {
        match self.below(200) {
            0 => 3_001 + self.next() % 7_000,
            1..5 => self.next() % 3_000,
            _ if stutters => self.next() % 400,
            _ => self.next() % 31,
        }
    }
}
