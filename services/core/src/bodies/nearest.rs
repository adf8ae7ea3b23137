//! Which of several names was probably meant.

/// The one that takes the fewest changes, if there is any.
pub(super) fn to<'a>(said: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known.min_by_key(|name| changes(said, name))
}

/// Levenshtein's distance, in characters.
fn changes(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, from) in one.chars().enumerate() {
        let mut next = vec![line + 1];
        for (column, to) in other.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&row, column) + usize::from(from != *to);
            next.push(replaced.min(at(&row, column + 1) + 1).min(at(&next, column) + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_takes_the_fewest_changes() {
        assert_eq!(changes("青河村调委会", "清河村调委会"), 1);
        assert_eq!(to("青河村调委", ["白石镇调处中心", "青河村调委会"].into_iter()), Some("青河村调委会"));
        assert_eq!(to("x", std::iter::empty()), None);
    }
}
