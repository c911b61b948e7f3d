//! The people of a roster file, as plain data: what the desk takes in, and what the operator is told first.

/// What a roster file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RosterFile {
    /// The people in file order.
    pub people: Vec<RosterRow>,
    /// Rows left out because a row above says the same: (row, row above).
    pub repeats: Vec<(usize, usize)>,
    /// Rows whose remark was cut to what a screen shows.
    pub cut_remarks: Vec<usize>,
    /// Other sheets that hold a roster too.
    pub other_sheets: Vec<String>,
    /// Heads whose columns were not read.
    pub ignored_heads: Vec<String>,
    /// Whether a column of identity card numbers was left out.
    pub dropped_id_cards: bool,
}

/// One person of the file. What the file does not say is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RosterRow {
    /// The row, as office programs number it.
    pub line: usize,
    /// The person's name.
    pub name: String,
    /// The unit that sends them.
    pub unit: String,
    /// What the unit is called on a narrow screen.
    pub short_unit: String,
    /// The last four digits of the phone number.
    pub tail: String,
    /// Their own number, as the unit writes it.
    pub staff_number: String,
    /// What everybody at the desk should know.
    pub remark: String,
}
