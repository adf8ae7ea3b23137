//! `duijie accounts`: who may do what on the bus, written from the directory of all agencies (`deploy/nats/accounts.conf`).

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, ensure};
use duijie_core::agency::AgencyId;
use duijie_kit::directory::Directory;

use crate::args::Accounts;
use crate::exit::Exit;
use crate::show;

/// What holds whoever takes part: the explanation, and the bus with its operator, up to the exports.
const HEAD: &str = include_str!("accounts.head.conf");

/// Prints the file for every agency of the directory.
///
/// # Errors
/// When the directory cannot be read, something is wrong in it, or it lists nobody.
pub fn act(args: &Accounts) -> anyhow::Result<Exit> {
    let path = args.directory.display().to_string();
    let text = fs::read_to_string(&args.directory).with_context(|| format!("reading the directory `{path}`"))?;
    let directory = Directory::parse(&path, &text)?;
    let agencies: Vec<_> = directory.agencies().map(|agency| agency.id.clone()).collect();
    ensure!(!agencies.is_empty(), "目录 `{path}` 中没有单位。 The directory `{path}` lists no agency.");
    show::print_text(accounts(&agencies).trim_end())?;
    Ok(Exit::Done)
}

/// The file: one account per agency, in the order given.
#[must_use]
pub fn accounts(agencies: &[AgencyId]) -> String {
    let accounts: Vec<_> = agencies.iter().map(|agency| Account { agency, name: name(agency, agencies) }).collect();
    let everyone = accounts.iter().map(|account| account.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut text = HEAD.to_owned();
    for subject in ["$JS.API.INFO", "$JS.API.STREAM.INFO.DUIJIE_LETTERS", "$JS.API.STREAM.INFO.DUIJIE_STATEMENTS"] {
        line(&mut text, &format!("      {{ service: \"{subject}\", accounts: [ {everyone} ] }}"));
    }
    for account in &accounts {
        line(&mut text, &format!("      # {}", account.agency));
        for export in account.exports() {
            line(&mut text, &format!("      {{ {export}, accounts: [ {} ] }}", account.name));
        }
    }
    text += "    ]\n  }\n";
    for account in &accounts {
        line(&mut text, &format!("\n  # {}\n  {} {{", account.agency, account.name));
        line(&mut text, &format!("    users = [ {{ nkey: $DUIJIE_NKEY_{} }} ]\n    imports = [", account.name));
        for import in account.imports() {
            line(&mut text, &format!("      {{ {import} }}"));
        }
        text += "    ]\n  }\n";
    }
    text + "}\n"
}

fn line(text: &mut String, line: &str) {
    // Writing into a string never fails.
    let _ = writeln!(text, "{line}");
}

/// What an agency's account, and the variable of its key, is named by: the role, before it the division where several have that role.
fn name(agency: &AgencyId, all: &[AgencyId]) -> String {
    let role = agency.role().replace('-', "_").to_uppercase();
    let alone = all.iter().filter(|other| other.role() == agency.role()).count() == 1;
    if alone { role } else { format!("D{}_{role}", agency.division()) }
}

/// One agency on the bus.
struct Account<'a> {
    agency: &'a AgencyId,
    name: String,
}

impl Account<'_> {
    /// Its consumer of letters.
    fn desk(&self) -> String {
        format!("desk_{}_{}", self.agency.division(), self.agency.role())
    }

    /// What it may say.
    fn sent(&self) -> [String; 2] {
        ["letter", "statement"].map(|kind| format!("duijie.v1.{kind}.*.*.{}", self.agency))
    }

    /// What it may ask of its consumer and of its statements, each with whether many answers come.
    fn asked(&self) -> [(String, bool); 6] {
        let (desk, own) = (self.desk(), self.agency);
        [
            (format!("$JS.API.CONSUMER.CREATE.DUIJIE_LETTERS.{desk}.duijie.v1.letter.{own}.>"), false),
            (format!("$JS.API.CONSUMER.INFO.DUIJIE_LETTERS.{desk}"), false),
            (format!("$JS.API.CONSUMER.DELETE.DUIJIE_LETTERS.{desk}"), false),
            (format!("$JS.API.CONSUMER.MSG.NEXT.DUIJIE_LETTERS.{desk}"), true),
            (format!("$JS.ACK.DUIJIE_LETTERS.{desk}.>"), false),
            (format!("$JS.API.DIRECT.GET.DUIJIE_STATEMENTS.duijie.v1.statement.{own}.>"), false),
        ]
    }

    fn exports(&self) -> Vec<String> {
        let sent = self.sent().map(|subject| format!("service: \"{subject}\""));
        let asked = self
            .asked()
            .map(|(subject, many)| format!("service: \"{subject}\"{}", if many { ", response: stream" } else { "" }));
        let heard = format!("stream: \"duijie.v1.statement-copy.{}.>\"", self.agency);
        sent.into_iter().chain(asked).chain([heard]).collect()
    }

    fn imports(&self) -> Vec<String> {
        let looks = ["$JS.API.INFO", "$JS.API.STREAM.INFO.DUIJIE_LETTERS", "$JS.API.STREAM.INFO.DUIJIE_STATEMENTS"];
        let services = self
            .sent()
            .into_iter()
            .chain(looks.map(str::to_owned))
            .chain(self.asked().map(|(subject, _)| subject))
            .map(|subject| format!("service: {{ account: BUS, subject: \"{subject}\" }}"));
        let own = self.agency;
        let heard = format!(
            "stream: {{ account: BUS, subject: \"duijie.v1.statement-copy.{own}.>\" }}, to: \"duijie.v1.statement.{own}.>\""
        );
        services.chain([heard]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(agencies: &[&str]) -> Vec<AgencyId> {
        agencies.iter().map(|agency| agency.parse().unwrap()).collect()
    }

    #[test]
    fn the_deployed_file_is_what_is_written_for_the_agencies_of_one_county() {
        let all = ids(&[
            "320102.courts",
            "320102.discipline",
            "320102.judicial-bureau",
            "320102.oversight",
            "320102.petitions",
            "320102.procuratorate",
            "320102.public-security",
        ]);
        let deployed = include_str!("../../../../deploy/nats/accounts.conf");
        assert!(deployed == accounts(&all), "deploy/nats/accounts.conf is not what `duijie accounts` writes");
    }

    #[test]
    fn agencies_of_one_role_are_told_apart_by_their_divisions() {
        let all = ids(&["320102.courts", "320104.courts", "320102.petitions"]);
        let text = accounts(&all);
        for wanted in ["D320102_COURTS {", "D320104_COURTS {", "\n  PETITIONS {", "nkey: $DUIJIE_NKEY_D320104_COURTS "]
        {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
    }
}
