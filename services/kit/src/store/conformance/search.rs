//! Text search: names of two characters, rare characters, mixed words, and queries that look like syntax.

use super::fixtures::*;
use crate::store::{Store, rows::*};

on_every_store! {
    a_name_of_two_characters_is_found_only_where_they_touch,
    one_character_is_found_anywhere,
    rare_characters_of_names_are_found,
    all_words_of_a_query_must_be_there,
    letters_and_digits_are_found_as_whole_words_whatever_their_case_and_width,
    what_looks_like_syntax_is_only_words,
    a_query_of_signs_alone_asks_for_nothing,
    a_changed_text_is_found_by_its_new_words_only,
    a_query_of_very_many_words_is_answered,
}

fn keep(store: &dyn Store, texts: &[&str]) {
    let row = |(n, text): (usize, &&str)| MatterRow { text: (*text).to_owned(), ..matter(&format!("M-{n}")) };
    store.commit(&Commit { matters: texts.iter().enumerate().map(row).collect(), ..Commit::default() }).unwrap();
}

/// The indexes of the texts that `query` finds.
fn find(store: &dyn Store, query: &str) -> Vec<usize> {
    let filter = MatterFilter { text: Some(query.to_owned()), ..MatterFilter::default() };
    let found = matters(store, &filter, OrderBy::Began, Run::Up, 2);
    found.iter().map(|name| name[2..].parse().unwrap()).collect()
}

fn a_name_of_two_characters_is_found_only_where_they_touch(store: &dyn Store) {
    keep(store, &["申请人张三与物业", "张家港三号楼", "三张借条", "张三"]);
    assert_eq!(find(store, "张三"), [0, 3]);
    assert_eq!(find(store, "三张"), [2]);
    assert_eq!(find(store, "张 三"), [0, 1, 2, 3]);
}

fn one_character_is_found_anywhere(store: &dyn Store) {
    keep(store, &["物业纠纷", "邻里纠纷"]);
    assert_eq!(find(store, "业"), [0]);
    assert_eq!(find(store, "纷"), [0, 1]);
}

fn rare_characters_of_names_are_found(store: &dyn Store) {
    let rare =
        ["㐂", "䶮", "𠮷", "𪜀", "𫝀", "𫠠", "𬺡", "𬱖", "\u{2EBF0}", "\u{30000}", "\u{31350}", "\u{9FFF}", "\u{FA0E}"];
    let more = ["\u{E815}", "\u{F0001}", "〇", "々", "\u{2F00}", "\u{323B0}"];
    let characters: Vec<&str> = rare.into_iter().chain(more).collect();
    let texts: Vec<String> = characters.iter().map(|one| format!("当事人李{one}明")).collect();
    keep(store, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    for (n, one) in characters.iter().enumerate() {
        assert_eq!(find(store, &format!("李{one}")), [n], "{one} U+{:X}", u32::from(one.chars().next().unwrap()));
        assert_eq!(find(store, one), [n], "{one}");
    }
}

fn all_words_of_a_query_must_be_there(store: &dyn Store) {
    keep(store, &["张三 物业费", "张三 借款", "李四 物业费"]);
    assert_eq!(find(store, "物业费 张三"), [0]);
    assert_eq!(find(store, "张三\u{3000}物业"), [0]);
    assert_eq!(find(store, "张三 王五"), [0_usize; 0]);
}

fn letters_and_digits_are_found_as_whole_words_whatever_their_case_and_width(store: &dyn Store) {
    keep(store, &["（2024）苏01民初1234号", "A座301室 KTV噪音", "买买提·艾力 Alim"]);
    assert_eq!(find(store, "(2024)苏01民初1234号"), [0]);
    assert_eq!(find(store, "２０２４"), [0]);
    assert_eq!(find(store, "123"), [0_usize; 0]);
    assert_eq!(find(store, "a座301"), [1]);
    assert_eq!(find(store, "ktv"), [1]);
    assert_eq!(find(store, "买买提·艾力"), [2]);
    assert_eq!(find(store, "艾力 ALIM"), [2]);
}

fn what_looks_like_syntax_is_only_words(store: &dyn Store) {
    keep(store, &["张三 OR near words", "李四", "a and b"]);
    assert_eq!(find(store, "张三 OR 李四"), [0_usize; 0]);
    assert_eq!(find(store, "NOT 李四"), [0_usize; 0]);
    assert_eq!(find(store, "words:张三"), [0_usize; 0]);
    assert_eq!(find(store, "wor*"), [0_usize; 0]);
    assert_eq!(find(store, "a AND b"), [2]);
    assert_eq!(find(store, "NEAR(张三, 5)"), [0_usize; 0]);
    assert_eq!(find(store, "\"李四\" -"), [1]);
    assert_eq!(find(store, "李四'; DROP TABLE matters; --"), [0_usize; 0]);
    assert_eq!(find(store, "^李四 + {李} (四"), [1]);
    assert_eq!(find(store, "李四\u{0}"), [1]);
}

fn a_query_of_signs_alone_asks_for_nothing(store: &dyn Store) {
    keep(store, &["张三"]);
    for query in ["", "   ", "\"", "***", "()"] {
        assert_eq!(find(store, query), [0], "{query:?}");
    }
}

fn a_changed_text_is_found_by_its_new_words_only(store: &dyn Store) {
    keep(store, &["张三", "李四"]);
    keep(store, &["王五"]);
    let touched = MatterRow { closed: true, position: 8, text: "王五".to_owned(), ..matter("M-0") };
    store.commit(&Commit { matters: vec![touched], ..Commit::default() }).unwrap();
    assert_eq!((find(store, "张三"), find(store, "王五"), find(store, "李四")), (vec![], vec![0], vec![1]));
}

fn a_query_of_very_many_words_is_answered(store: &dyn Store) {
    keep(store, &["张三"]);
    assert_eq!(find(store, &"张三 ".repeat(2000)), [0]);
    assert_eq!(find(store, &"张三".repeat(2000)), [0_usize; 0]);
}
