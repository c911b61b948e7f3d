//! Roles: what a cell is there for. How a role looks in each theme is in the looks.

/// What a cell is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Running text, and the ground of the screen.
    Body,
    /// The line at the top.
    Title,
    /// What may be overlooked: hints, column heads.
    Dim,
    /// Borders.
    Frame,
    /// The chosen row, tab or answer.
    Chosen,
    /// A good state within a line.
    Good,
    /// A state to look at within a line.
    Warn,
    /// A bad state within a line.
    Bad,
    /// The cells of a text field.
    Field,
    /// A key in the footer.
    Key,
    /// Bars of a chart.
    Bar,
    /// The ground of a big neutral result.
    PlainPanel,
    /// The ground of a big good result.
    GoodPanel,
    /// The ground of a big warning.
    WarnPanel,
    /// The ground of a big refusal.
    BadPanel,
}

impl Role {
    /// Every role. Where a palette gives two the same look, the role map shows the first.
    pub const ALL: [Self; 15] = [
        Self::Body,
        Self::Title,
        Self::Dim,
        Self::Frame,
        Self::Chosen,
        Self::Good,
        Self::Warn,
        Self::Bad,
        Self::Field,
        Self::Key,
        Self::Bar,
        Self::PlainPanel,
        Self::GoodPanel,
        Self::WarnPanel,
        Self::BadPanel,
    ];

    /// Its letter in a role map; panels are capitals.
    pub fn letter(self) -> char {
        match self {
            Self::Body => '.',
            Self::Title => 't',
            Self::Dim => 'd',
            Self::Frame => 'f',
            Self::Chosen => 'c',
            Self::Good => 'g',
            Self::Warn => 'w',
            Self::Bad => 'b',
            Self::Field => 'i',
            Self::Key => 'k',
            Self::Bar => '#',
            Self::PlainPanel => 'P',
            Self::GoodPanel => 'G',
            Self::WarnPanel => 'W',
            Self::BadPanel => 'B',
        }
    }
}
