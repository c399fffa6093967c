//! A moment with the offset it was written in, to the second: `2010-06-23T15:04:05+05:00`.
//!
//! Never: the clock. Moments are passed in.

use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;
use thiserror::Error;

/// An instant and the offset from UTC in which people speak of it. Ordered by the instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
    /// Seconds east of UTC.
    offset: i32,
}

/// Why a string is no moment.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is no time: write day, time and offset from UTC, like 2010-06-23T15:04:05+05:00")]
pub struct MomentError(pub String);

impl Moment {
    /// A moment from seconds since 1970 and seconds east of UTC. What lies beyond the calendar is
    /// brought to its nearest end.
    pub fn new(seconds: i64, offset: i32) -> Self {
        let seconds = seconds.clamp(-377_000_000_000, 253_000_000_000);
        let offset = Offset::from_seconds(offset).map_or(0, Offset::seconds);
        Self { seconds, offset }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Seconds east of UTC in which it is spoken of.
    pub fn offset(self) -> i32 {
        self.offset
    }

    /// The local day and minute, for the screen: `2010-06-23 15:04`.
    pub fn minute(self) -> String {
        let local = self.local();
        local.map_or_else(String::new, |at| at.strftime("%Y-%m-%d %H:%M").to_string())
    }

    /// The same with the offset from UTC, for an end that is announced to a room: `2010-06-23 15:04 +05:00`.
    pub fn announced(self) -> String {
        let minutes = self.offset.unsigned_abs() / 60;
        let sign = if self.offset < 0 { '-' } else { '+' };
        let (hours, rest) = (minutes / 60, minutes % 60);
        format!("{} {sign}{hours:02}:{rest:02}", self.minute())
    }

    fn local(self) -> Option<DateTime> {
        let offset = Offset::from_seconds(self.offset).ok()?;
        Some(offset.to_datetime(jiff::Timestamp::from_second(self.seconds).ok()?))
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(s: &str) -> Result<Self, MomentError> {
        let bad = || MomentError(s.chars().take(40).collect());
        let pieces = Pieces::parse(s.trim()).map_err(|_none| bad())?;
        let time = pieces.time().ok_or_else(bad)?;
        let offset = match pieces.offset().ok_or_else(bad)? {
            PiecesOffset::Zulu => Offset::UTC,
            PiecesOffset::Numeric(numeric) => numeric.offset(),
            _ => return Err(bad()),
        };
        let at = offset
            .to_timestamp(pieces.date().to_datetime(time))
            .map_err(|_none| bad())?;
        Ok(Self {
            seconds: at.as_second(),
            offset: offset.seconds(),
        })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(at) = self.local() else {
            return Ok(());
        };
        let (sign, east) = if self.offset < 0 {
            ('-', -self.offset)
        } else {
            ('+', self.offset)
        };
        write!(
            f,
            "{}{sign}{:02}:{:02}",
            at.strftime("%Y-%m-%dT%H:%M:%S"),
            east / 3600,
            east / 60 % 60
        )
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_the_offset_it_was_written_in() {
        let at: Moment = "2010-06-23T15:04:05+05:00".parse().unwrap();
        assert_eq!(at.to_string(), "2010-06-23T15:04:05+05:00");
        assert_eq!(at.minute(), "2010-06-23 15:04");
        let utc: Moment = "2010-06-23T10:04:05Z".parse().unwrap();
        assert_eq!(utc.seconds(), at.seconds());
        assert_eq!(utc.to_string(), "2010-06-23T10:04:05+00:00");
        assert_eq!(
            "1999-12-31T23:59:59-09:30"
                .parse::<Moment>()
                .unwrap()
                .to_string(),
            "1999-12-31T23:59:59-09:30"
        );
    }

    #[test]
    fn what_is_no_moment_is_refused_with_an_example() {
        for bad in [
            "",
            "yesterday",
            "2010-06-23",
            "2010-06-23T15:04:05",
            "2010-13-01T00:00:00Z",
        ] {
            let error = bad.parse::<Moment>().unwrap_err().to_string();
            assert!(error.contains("2010-06-23T15:04:05+05:00"), "{error}");
        }
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        for seconds in [i64::MIN, 0, i64::MAX] {
            for offset in [i32::MIN, 0, i32::MAX] {
                assert!(!Moment::new(seconds, offset).to_string().is_empty());
            }
        }
    }
}
