//! What the scan before was answered: the same code again at once is answered the same.

use crate::domain::command::Scanned;
use crate::domain::ids::PersonId;
use crate::domain::time::Wall;

use super::reply::Reply;

/// The scan before, for its repetition and for its unit.
#[derive(Debug, Clone)]
pub struct LastScan {
    pub scanned: Scanned,
    pub at: Wall,
    pub reply: Reply,
    pub person: Option<PersonId>,
}
