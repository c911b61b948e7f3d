//! The evening's sentence, for the newspaper and the report.

use super::Said;
use crate::domain::evening::Evening;

phrases! {
    SENTENCE: "志愿者 {volunteers} 名，单位 {units} 家，义诊 {clinic} 人次，义剪 {haircuts} 人次，咨询 {advice} 人次，发放资料 {copies} 份。",
        "Volunteers: {volunteers}, units: {units}, visits to free clinics: {clinic}, free haircuts: {haircuts}, visits for advice: {advice}, copies handed out: {copies}.";
}

/// The evening's numbers as a sentence.
pub fn said(evening: &Evening) -> Said {
    SENTENCE.fill([
        ("volunteers", evening.volunteers.to_string()),
        ("units", evening.units.to_string()),
        ("clinic", evening.clinic.to_string()),
        ("haircuts", evening.haircuts.to_string()),
        ("advice", evening.advice.to_string()),
        ("copies", evening.copies.to_string()),
    ])
}
