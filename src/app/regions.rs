//! Where things stand on the screen: pure arithmetic on the size of the terminal. Drawing, scrolling, the caret and
//! the mouse all ask here. Start at [`Regions::new`].

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Its first column.
    pub x: u16,
    /// Its first row.
    pub y: u16,
    /// How many columns.
    pub width: u16,
    /// How many rows.
    pub height: u16,
}

impl Area {
    /// A rectangle at the origin.
    pub fn of(width: u16, height: u16) -> Self {
        Self {
            x: 0,
            y: 0,
            width,
            height,
        }
    }

    /// Whether a cell is in it.
    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&column)
            && (self.y..self.y.saturating_add(self.height)).contains(&row)
    }

    /// Its first `rows` rows, and the rest.
    pub fn cut_top(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        let top = Self {
            height: rows,
            ..self
        };
        let rest = Self {
            y: self.y + rows,
            height: self.height - rows,
            ..self
        };
        (top, rest)
    }

    /// All but its last `rows` rows, and those.
    pub fn cut_bottom(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        self.cut_top(self.height - rows)
    }

    /// Its first `columns` columns, and the rest.
    pub fn cut_left(self, columns: u16) -> (Self, Self) {
        let columns = columns.min(self.width);
        let left = Self {
            width: columns,
            ..self
        };
        let rest = Self {
            x: self.x + columns,
            width: self.width - columns,
            ..self
        };
        (left, rest)
    }

    /// What is left inside a frame of one cell.
    pub fn inside(self) -> Self {
        if self.width < 2 || self.height < 2 {
            return Self {
                width: 0,
                height: 0,
                ..self
            };
        }
        Self {
            x: self.x + 1,
            y: self.y + 1,
            width: self.width - 2,
            height: self.height - 2,
        }
    }

    /// A rectangle in its middle, as large as asked for and as it can hold.
    pub fn middle(self, width: u16, height: u16) -> Self {
        let (width, height) = (width.min(self.width), height.min(self.height));
        Self {
            x: self.x + (self.width - width) / 2,
            y: self.y + (self.height - height) / 2,
            width,
            height,
        }
    }
}

/// A part of the screen with its own content, in a frame where there is room for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pane {
    /// With its frame.
    pub outer: Area,
    /// Without it; the same as `outer` when there is none.
    pub inner: Area,
}

impl Pane {
    fn new(outer: Area, framed: bool) -> Self {
        let inner = if framed { outer.inside() } else { outer };
        Self { outer, inner }
    }

    /// Whether it has a frame.
    pub fn is_framed(self) -> bool {
        self.outer != self.inner
    }
}

/// How a screen wants its second pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// Beside or beneath; on a small terminal instead of the first pane when it has the focus.
    Aside {
        /// Whether it has the focus.
        focused: bool,
    },
    /// There is none.
    None,
}

/// The parts of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// Everything.
    pub whole: Area,
    /// Title, draft, languages.
    pub header: Area,
    /// Screens and the meter.
    pub tabs: Area,
    /// Something that stays until it is dealt with; empty when there is nothing.
    pub banner: Area,
    /// The first pane.
    pub main: Pane,
    /// The second pane.
    pub side: Option<Pane>,
    /// Keys, or a notice.
    pub hint: Area,
}

/// The smallest terminal that is drawn on.
pub const SMALLEST: (u16, u16) = (40, 10);

impl Regions {
    /// The parts of a terminal of that size; `None` when it is too small to work on.
    pub fn new(size: (u16, u16), banner: bool, second: Second) -> Option<Self> {
        let (width, height) = size;
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return None;
        }
        let whole = Area::of(width, height);
        let (header, rest) = whole.cut_top(1);
        let (tabs, rest) = rest.cut_top(1);
        let (banner, rest) = rest.cut_top(u16::from(banner));
        let (body, hint) = rest.cut_bottom(1);
        let framed = width >= 60 && height >= 16;
        let (main, side) = match second {
            Second::Aside { .. } if width >= 100 => {
                let aside = (width * 3 / 10).clamp(34, 52);
                let (left, right) = body.cut_left(width - aside);
                (Pane::new(left, framed), Some(Pane::new(right, framed)))
            }
            Second::Aside { .. } if height >= 20 => {
                let (top, bottom) = body.cut_bottom((height / 3).clamp(7, 14));
                (Pane::new(top, framed), Some(Pane::new(bottom, framed)))
            }
            Second::Aside { focused: true } => (Pane::default(), Some(Pane::new(body, framed))),
            Second::None | Second::Aside { focused: false } => (Pane::new(body, framed), None),
        };
        Some(Self {
            whole,
            header,
            tabs,
            banner,
            main,
            side,
            hint,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_screen_and_do_not_overlap() {
        for width in 0..=210 {
            for height in 0..=60 {
                for banner in [false, true] {
                    for second in [
                        Second::None,
                        Second::Aside { focused: false },
                        Second::Aside { focused: true },
                    ] {
                        let Some(r) = Regions::new((width, height), banner, second) else {
                            assert!(width < 40 || height < 10);
                            continue;
                        };
                        let side = r.side.unwrap_or_default().outer;
                        let parts = [r.header, r.tabs, r.banner, r.main.outer, side, r.hint];
                        let cells: u32 = parts
                            .iter()
                            .map(|a| u32::from(a.width) * u32::from(a.height))
                            .sum();
                        assert_eq!(cells, u32::from(width) * u32::from(height));
                        for a in parts {
                            assert!(a.x + a.width <= width && a.y + a.height <= height);
                        }
                    }
                }
            }
        }
    }
}
