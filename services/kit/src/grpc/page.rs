//! Pages of lists: how many, in which order, and tokens that only fit the list they came from.

use crate::{
    codec::field::FieldError,
    digest,
    store::rows::{Cursor, OrderBy, PageRequest, Run},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Entries of a page when none are asked for.
const PAGE_DEFAULT: usize = 50;
/// Entries of a page at most: each is folded from its records, so a page takes some tens of milliseconds.
const PAGE_MAX: usize = 500;
/// How much of a digest a token carries: enough that none is made by accident.
const CHECK: usize = 16;
/// Check and order value; the key follows.
const FIXED: usize = CHECK + 8;

/// Which page of which list, as it was asked for.
pub(super) struct Asked<'a> {
    pub(super) page_size: i32,
    pub(super) page_token: &'a str,
    /// What the list is: filter and order, encoded.
    pub(super) list: &'a [u8],
}

impl Asked<'_> {
    /// # Errors
    /// If the size is negative or the token belongs to another list.
    pub(super) fn page(&self, (order, run): (OrderBy, Run)) -> Result<PageRequest, FieldError> {
        let negative = || FieldError::new("page_size", "NEGATIVE", "不能为负数", "must not be negative");
        let limit = match usize::try_from(self.page_size).map_err(|_| negative())? {
            0 => PAGE_DEFAULT,
            asked => asked.min(PAGE_MAX),
        };
        let after = if self.page_token.is_empty() { None } else { Some(self.cursor()?) };
        Ok(PageRequest { order, run, limit, after })
    }

    fn cursor(&self) -> Result<Cursor, FieldError> {
        let wrong = || {
            FieldError::new(
                "page_token",
                "BAD_PAGE_TOKEN",
                "翻页标记不属于该查询条件和排序",
                "does not belong to a list with this filter and order",
            )
        };
        let bytes = URL_SAFE_NO_PAD.decode(self.page_token).map_err(|_| wrong())?;
        let (fixed, key) = bytes.split_at_checked(FIXED).ok_or_else(wrong)?;
        let value = fixed.get(CHECK..).and_then(|value| value.try_into().ok()).map(i64::from_be_bytes);
        let key = String::from_utf8(key.to_vec()).map_err(|_| wrong())?;
        let cursor = Cursor { value: value.ok_or_else(wrong)?, key };
        if token(self.list, &cursor) == self.page_token { Ok(cursor) } else { Err(wrong()) }
    }

    /// The token of the page that begins after `cursor`; empty if there is none.
    pub(super) fn next(&self, cursor: Option<&Cursor>) -> String {
        cursor.map_or_else(String::new, |cursor| token(self.list, cursor))
    }
}

fn token(list: &[u8], cursor: &Cursor) -> String {
    let value = cursor.value.to_be_bytes();
    let check = digest::request("page", &[list, &value, cursor.key.as_bytes()]);
    let mut bytes = check.as_bytes()[..CHECK].to_vec();
    bytes.extend(value);
    bytes.extend(cursor.key.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads `order_by`: one of `names`, with ` desc` or ` asc` or neither; the first of them when empty.
///
/// # Errors
/// What would be allowed.
pub(super) fn order(raw: &str, names: &[(&str, OrderBy)]) -> Result<(OrderBy, Run), FieldError> {
    let mut words = raw.split_whitespace();
    let (name, run) = (words.next(), words.next());
    let found = match name {
        None => names.first().map(|(_, order)| *order),
        Some(name) => names.iter().find(|(known, _)| *known == name).map(|(_, order)| *order),
    };
    let run = match run {
        None | Some("asc") => Some(Run::Up),
        Some("desc") => Some(Run::Down),
        Some(_) => None,
    };
    found.zip(run).filter(|_| words.next().is_none()).ok_or_else(|| {
        let allowed: Vec<_> =
            names.iter().flat_map(|(name, _)| [format!("`{name}`"), format!("`{name} desc`")]).collect();
        let (zh, en) = (allowed.join("、"), allowed.join(", "));
        FieldError::new("order_by", "BAD_ORDER", format!("排序可为：{zh}"), format!("is one of: {en}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, OrderBy); 2] = [("sent_at", OrderBy::Began), ("due", OrderBy::Due)];

    fn asked<'a>(page_size: i32, page_token: &'a str, list: &'a [u8]) -> Asked<'a> {
        Asked { page_size, page_token, list }
    }

    #[test]
    fn a_token_fits_the_list_it_came_from_and_no_other() {
        let cursor = Cursor { value: -5, key: "r-1/accept".into() };
        let token = asked(0, "", b"open").next(Some(&cursor));
        let order = (OrderBy::Due, Run::Up);
        assert_eq!(asked(0, &token, b"open").page(order).unwrap().after, Some(cursor));
        assert_eq!(asked(0, &token, b"closed").page(order).unwrap_err().code, "BAD_PAGE_TOKEN");
        for bad in ["x", "!", &token[1..], &format!("{token}AA")] {
            assert_eq!(asked(0, bad, b"open").page(order).unwrap_err().path, "page_token", "{bad}");
        }
    }

    #[test]
    fn a_page_has_fifty_entries_unless_asked_and_never_more_than_five_hundred() {
        let limit = |size| asked(size, "", b"").page((OrderBy::Due, Run::Up)).map(|page| page.limit);
        assert_eq!((limit(0), limit(7), limit(10_000)), (Ok(50), Ok(7), Ok(500)));
        assert_eq!(limit(-1).unwrap_err().path, "page_size");
    }

    #[test]
    fn a_bad_order_is_told_what_would_be_allowed() {
        assert_eq!(order("", &NAMES), Ok((OrderBy::Began, Run::Up)));
        assert_eq!(order("due desc", &NAMES), Ok((OrderBy::Due, Run::Down)));
        for bad in ["title", "due down", "due desc x", "desc"] {
            assert_eq!(order(bad, &NAMES).unwrap_err().en, "is one of: `sent_at`, `sent_at desc`, `due`, `due desc`");
        }
    }
}
