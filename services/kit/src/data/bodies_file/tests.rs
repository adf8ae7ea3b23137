//! What a list of mediation bodies may say, and how it is refused.

use super::*;

const EXAMPLE: &str = include_str!("../../../../../deploy/bodies.example.toml");

const GOOD: &str = r#"[[bodies]]
id = "village"
name = "某村调委会"
tier = "village"
parent = "township"
places = ["990101002003"]
capacity = 5

[[bodies]]
id = "township"
name = "某镇调处中心"
tier = "township"
places = ["990101002"]
specialities = ["land"]
capacity = 20
mediators = [{ name = "丙", specialities = ["land"] }]
"#;

fn refused(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from));
    parse("bodies.toml", &GOOD.replacen(from, to, 1)).unwrap_err().to_string()
}

#[test]
fn a_tree_of_bodies_is_read_with_who_is_above_whom() {
    let bodies = parse("bodies.toml", GOOD).unwrap();
    let village = bodies.by_id(&"village".parse().unwrap()).unwrap();
    let above: Vec<_> = bodies.above(village).into_iter().map(|body| body.name.as_str()).collect();
    assert_eq!(above, ["某镇调处中心"]);
    let township = bodies.find(&Text::parse("某镇调处中心", 20).unwrap()).unwrap();
    assert_eq!((township.tier, township.specialities.as_slice()), (Tier::Township, &[Speciality::Land][..]));
    assert_eq!(township.mediators.first().unwrap().name.as_str(), "丙");
}

#[test]
fn the_example_is_in_order_and_has_every_tier() {
    let bodies = parse("bodies.example.toml", EXAMPLE).unwrap();
    for tier in Tier::ALL {
        assert!(bodies.iter().any(|body| body.tier == tier), "{tier:?}");
    }
}

#[test]
fn what_is_wrong_is_told_with_file_line_key_and_what_was_meant() {
    assert_eq!(
        refused("parent = \"township\"", "parent = \"towhship\""),
        "`bodies.toml` line 5, `bodies[0].parent`: there is no body `towhship`; did you mean `township`?"
    );
    assert_eq!(
        refused("places = [\"990101002\"]", "places = [\"990101002\"]\nparent = \"village\""),
        "`bodies.toml` line 5, `bodies[0].parent`: the tree has a cycle: village -> township -> village"
    );
    assert_eq!(
        refused("id = \"township\"", "id = \"village\""),
        "`bodies.toml` line 5, `bodies[0].parent`: there is no body `township`; did you mean `village`?"
    );
    let twice = GOOD.replace("parent = \"township\"\n", "").replace("id = \"township\"", "id = \"village\"");
    assert_eq!(
        parse("bodies.toml", &twice).unwrap_err().to_string(),
        "`bodies.toml` line 9, `bodies[1].id`: the id `village` is there twice; each body has its own"
    );
    let unknown = refused("specialities = [\"land\"]", "specialities = [\"lend\"]");
    assert!(
        unknown.starts_with(
            "`bodies.toml` line 14, `bodies[1].specialities[0]`: there is no speciality `lend`; did you mean `land`?"
        ),
        "{unknown}"
    );
    let tier = refused("tier = \"village\"", "tier = \"hamlet\"");
    assert!(tier.contains("line 4") && tier.contains("village, township, county, committee"), "{tier}");
    let place = refused("\"990101002003\"", "\"9901\"");
    assert!(place.contains("line 6") && place.contains("6, 9 or 12 digits"), "{place}");
    assert!(refused("capacity = 5", "capacity = 0").contains("line 7"));
}

#[test]
fn nothing_of_a_person_is_known_but_name_and_fields() {
    let phone = refused("name = \"丙\"", "name = \"丙\", phone = \"1\"");
    assert!(phone.contains("unknown field `phone`"), "{phone}");
}
