//! How much a field may hold, in characters or entries; the same for letters, records and requests. What a desk may write
//! is what its peers read, so a limit can be raised only after every peer reads it.

/// Names of officers, people, bodies, contacts and own numbers: longer ones are not names.
pub const NAME: usize = 100;
/// A title.
pub const TITLE: usize = 200;
/// Anything people write at length: about four printed pages.
pub const WORDS: usize = 4_000;
/// Statute and article, or what a refusal says: a paragraph.
pub const SENTENCE: usize = 1_000;
/// Tokens such as codes, roles, media types and the names of rpcs.
pub const TOKEN: usize = 100;
/// Parties of one dispute; collective ones are named by their representatives (民事诉讼法 56: 2 to 5).
pub const PARTIES: usize = 100;
/// Materials of one letter: with names of full length they stay under the size of a letter.
pub const MATERIALS: usize = 100;
/// Missing items in one request.
pub const ITEMS: usize = 50;
/// Agencies passed. More than core allows, so that too deep a path is refused by rule and answered.
pub const PATH: usize = 32;
