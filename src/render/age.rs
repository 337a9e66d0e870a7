//! How old a date is.

/// A day of the calendar in use: year, month, day of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(i64, i64, i64);

impl Day {
    /// The day (UTC) so many seconds after 1970 began.
    #[must_use]
    pub fn at(seconds: u64) -> Self {
        // Years begin in March here, so that leap days end them; 400 of them have 146,097 days.
        let days = i64::try_from(seconds / 86_400).unwrap_or(i64::MAX / 2) + 719_468;
        let (era, day) = (days / 146_097, days % 146_097);
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let of_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        Self(
            era * 400 + year + i64::from(month >= 10),
            if month < 10 { month + 3 } else { month - 9 },
            of_year - (153 * month + 2) / 5 + 1,
        )
    }

    /// The day that `YYYY-MM-DD` names.
    fn named(date: &str) -> Option<Self> {
        let mut numbers = date.splitn(3, '-').map(|number| number.parse().ok());
        let mut next = || numbers.next().flatten();
        Some(Self(next()?, next()?, next()?))
    }

    /// How long ago a date was, in words, where that is a year or more.
    pub(super) fn age_of(self, date: &str) -> Option<String> {
        let Self(year, month, day) = Self::named(date)?;
        let is_before = (self.1, self.2) < (month, day);
        match self.0 - year - i64::from(is_before) {
            years if years < 1 => None,
            1 => Some("1 year ago".to_owned()),
            years => Some(format!("{years} years ago")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, date) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
            (1_795_910_400, "2026-11-29"),
        ] {
            assert_eq!(Some(Day::at(seconds)), Day::named(date), "{date}");
        }
    }

    #[test]
    fn ages_are_told_in_whole_years() {
        let today = Day::named("2026-11-29").unwrap();
        for (date, age) in [
            ("2013-09-30", Some("13 years ago")),
            ("2013-12-01", Some("12 years ago")),
            ("2025-11-29", Some("1 year ago")),
            ("2025-11-30", None),
            ("2027-01-01", None),
            ("2013", None),
        ] {
            assert_eq!(today.age_of(date).as_deref(), age, "{date}");
        }
    }
}
