//! The year that completes a date without one: a calendar year, or a season across two years.

/// What is known of the year at a place of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Years {
    /// Nothing.
    #[default]
    Unknown,
    /// One year.
    One(i16),
    /// A season that begins in the second half of this year and ends in the first half of the next.
    Season(i16),
}

/// The first month of a season across two years.
const SEASON_BEGINS: i8 = 7;

impl Years {
    /// Reads the only year or season that a text names: `2022`, `Results in 2022`, `2015–16`, `2015/2016`. A text that names
    /// several years names none, and nor does a span of more than one season (`2015–18`).
    #[must_use]
    pub fn named(text: &str) -> Self {
        let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
        let Some(first) = numbers.find(|number| is_year(number)) else { return Self::Unknown };
        let Ok(year) = first.parse::<i16>() else { return Self::Unknown };
        let behind = text.split_once(first).map_or("", |(_, behind)| behind);
        let end = season_end(behind);
        if end.is_some() {
            numbers.next();
        }
        match end {
            _ if numbers.any(is_year) => Self::Unknown,
            Some(end) if is_next(year, end) => Self::Season(year),
            None if !text.contains(['–', '/']) => Self::One(year),
            _ => Self::Unknown,
        }
    }

    /// The year of a month; `None` asks for a date without a month, which a season does not tell.
    #[must_use]
    pub fn of(self, month: Option<i8>) -> Option<i16> {
        match self {
            Self::Unknown => None,
            Self::One(year) => Some(year),
            Self::Season(first) => Some(if month? >= SEASON_BEGINS { first } else { first + 1 }),
        }
    }

    /// These, or the others where nothing is known.
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        if self == Self::Unknown { others } else { self }
    }
}

impl From<Option<i16>> for Years {
    fn from(year: Option<i16>) -> Self {
        year.map_or(Self::Unknown, Self::One)
    }
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && number.starts_with(['1', '2'])
}

/// The number behind a dash or slash: `–16`
fn season_end(behind: &str) -> Option<&str> {
    let end = behind.strip_prefix(['–', '-', '/', '−'])?;
    let digits = end.find(|c: char| !c.is_ascii_digit()).unwrap_or(end.len());
    end.get(..digits).filter(|end| matches!(end.len(), 2 | 4))
}

/// Whether `end` is the year after: `16` after 2015.
fn is_next(year: i16, end: &str) -> bool {
    let next = (year + 1).to_string();
    next.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_name_a_year_or_a_season() {
        for (text, years) in [
            ("2022", Years::One(2022)),
            ("Results in 2022", Years::One(2022)),
            ("2015–16", Years::Season(2015)),
            ("2015-16 Forest League", Years::Season(2015)),
            ("1999/2000", Years::Season(1999)),
            ("2015–18", Years::Unknown),
            ("2015 and 2016", Years::Unknown),
            ("2015–16 and 2017", Years::Unknown),
            ("Group A", Years::Unknown),
            ("Round of 16", Years::Unknown),
        ] {
            assert_eq!(Years::named(text), years, "{text}");
        }
    }

    #[test]
    fn a_season_gives_the_year_by_the_month() {
        let season = Years::Season(2015);
        assert_eq!(
            [Some(8), Some(12), Some(1), Some(6)].map(|month| season.of(month)),
            [2015, 2015, 2016, 2016].map(Some)
        );
        assert_eq!(season.of(None), None);
        assert_eq!(Years::One(2022).of(Some(1)), Some(2022));
        assert_eq!(Years::Unknown.or(season), season);
    }
}
