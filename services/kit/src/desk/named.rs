//! What a command names besides its own matter: agencies, each of which must be in the directory, and another matter of this
//! agency, such as an earlier petition or one of the dispute that is to be joined.

use super::Desk;
use crate::store::{
    StoreError,
    rows::{MatterFilter, OrderBy, PageRequest, Run},
};
use duijie_core::{
    agency::AgencyId,
    command::{Command, Step},
    dossier::{Entry, Level, Source},
    ids::MatterId,
    matter::Matter,
    numbers::narrow,
    refusal::{Refusal, RefusalKind},
};
use std::sync::Arc;

/// Matters looked at for one number, newest first: a number is one matter's, or of few.
const LOOKS_MAX: usize = 50;

impl Desk {
    /// Whether everyone whom the command names is in the directory.
    pub(super) fn knows_all(&self, command: &Command) -> Result<(), Refusal> {
        let unknown = agencies(command).into_iter().find(|named| !self.office.directory.knows(named.agency));
        unknown.map_or(Ok(()), |named| Err(named.unknown(&self.office.me)))
    }

    /// The other matter that the command names, if it is here.
    pub(super) fn other(&mut self, command: &Command) -> Result<Option<Arc<Matter>>, StoreError> {
        let Command::AddEntry { matter, entry } = command else { return Ok(None) };
        match &**entry {
            Entry::Repeat(repeat) => self.numbered_so(matter, repeat.earlier.as_str()),
            Entry::Linked(link) => {
                let of_dispute = MatterFilter { dispute: Some(link.dispute.clone()), ..MatterFilter::default() };
                self.first(&of_dispute, |other| other.id != *matter)
            }
            _ => Ok(None),
        }
    }

    /// The matter with this id or number, or of the same dispute the one with a written opinion of this number; of several another
    /// than `asked`, and the newest of these.
    fn numbered_so(&mut self, asked: &MatterId, number: &str) -> Result<Option<Arc<Matter>>, StoreError> {
        if let Ok(id) = number.parse::<MatterId>()
            && let Some(matter) = self.matter(&id)?
        {
            return Ok(Some(matter));
        }
        let words = MatterFilter { text: Some(number.to_owned()), ..MatterFilter::default() };
        let number = narrow(number);
        let bears =
            |other: &Matter| other.subject.own_number.as_ref().is_some_and(|own| narrow(own.as_str()) == number);
        match self.first(&words, |other| bears(other) && other.id != *asked)? {
            Some(other) => Ok(Some(other)),
            None => match self.answered_so(asked, &number)? {
                Some(other) => Ok(Some(other)),
                None => self.first(&words, bears),
            },
        }
    }

    /// Another matter of the dispute of `asked` in which an opinion with this number was given.
    fn answered_so(&mut self, asked: &MatterId, number: &str) -> Result<Option<Arc<Matter>>, StoreError> {
        let Some(matter) = self.matter(asked)? else { return Ok(None) };
        let of_dispute = MatterFilter { dispute: Some(matter.dispute.clone()), ..MatterFilter::default() };
        let given = |other: &Matter| {
            let replies = [Level::First, Level::Review, Level::SecondReview].map(|level| other.reply(level));
            replies.into_iter().flatten().any(|reply| narrow(reply.number.as_str()) == number)
        };
        self.first(&of_dispute, |other| other.id != *asked && given(other))
    }

    fn first(
        &mut self,
        filter: &MatterFilter,
        is: impl Fn(&Matter) -> bool,
    ) -> Result<Option<Arc<Matter>>, StoreError> {
        let page = PageRequest { order: OrderBy::Began, run: Run::Down, limit: LOOKS_MAX, after: None };
        for row in self.store.list_matters(filter, &page)?.rows {
            if let Some(matter) = self.matter(&row.id)?.filter(|matter| is(matter)) {
                return Ok(Some(matter));
            }
        }
        Ok(None)
    }
}

/// An agency that a request names.
struct Named<'a> {
    agency: &'a AgencyId,
    /// Where in the request; none for the receiver of a referral.
    field: Option<String>,
}

impl Named<'_> {
    fn unknown(&self, example: &AgencyId) -> Refusal {
        let agency = self.agency;
        let Some(field) = &self.field else {
            return Refusal::new(
                RefusalKind::NotPermitted,
                "UNKNOWN_RECEIVER",
                format!("通讯录中没有接收单位 {agency}"),
                format!("the directory has no agency `{agency}`"),
            );
        };
        Refusal::new(
            RefusalKind::NotPermitted,
            "UNKNOWN_AGENCY",
            format!("通讯录中没有单位 {agency}，请核对代码（duijie peers 列出名录）"),
            format!("the directory has no agency `{agency}`; compare its id (`duijie peers` lists them)"),
        )
        .in_field(field, example)
    }
}

/// Everyone, in the order of the request.
fn agencies(command: &Command) -> Vec<Named<'_>> {
    match command {
        Command::Refer(refer) => vec![Named { agency: &refer.receiver, field: None }],
        Command::Register { told, .. } => told.iter().flat_map(|entry| of_entry("", entry)).collect(),
        Command::AddEntry { entry, .. } => of_entry("entry.", entry),
        Command::Step { step: Step::Object { suggestion, .. } | Step::Decline { suggestion, .. }, .. } => {
            let named = |agency| Named { agency, field: Some("suggestion".to_owned()) };
            suggestion.iter().map(named).collect()
        }
        Command::Close { .. }
        | Command::Step { .. }
        | Command::Issue(_)
        | Command::Void { .. }
        | Command::Start(_)
        | Command::Own { .. } => Vec::new(),
    }
}

fn of_entry<'a>(path: &str, entry: &'a Entry) -> Vec<Named<'a>> {
    match entry {
        Entry::Intake(intake) => match &intake.source {
            Source::Proxy { on_behalf_of } => vec![Named { agency: on_behalf_of, field: None }],
            _ => Vec::new(),
        },
        Entry::Sorting(sorting) => {
            let each = sorting.accused.iter().enumerate();
            each.map(|(n, agency)| Named { agency, field: Some(format!("{path}sorting.accused[{n}]")) }).collect()
        }
        _ => Vec::new(),
    }
}
