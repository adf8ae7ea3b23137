//! Commands: answered once for the life of the matter, refusals by rule included.

use super::{Answer, Asked, Batch, Desk, Done, Mode, matters};
use crate::{
    access::Role,
    codec::letter::EncodeError,
    journal::{Cause, CommandCause, Entry},
    projection,
    store::{StoreError, rows::StoredRecord},
};
use duijie_core::{
    command::Command,
    decide::{self, Act, Asker, Context},
    ids::{MatterId, ReferralId},
    matter::{Matter, REFUSALS_MAX},
    refusal::{Refusal, RefusalKind},
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

impl Desk {
    pub(super) fn command(&mut self, batch: &mut Batch, asked: Asked) -> Result<(), StoreError> {
        let Asked { cause, command, mode, ticket } = asked;
        let answer = match self.remembered(batch, &cause, &command)? {
            Some(answer) => answer,
            None => self.decide_command(batch, cause, command, mode)?,
        };
        batch.effects.answers.push((ticket, answer));
        Ok(())
    }

    fn decide_command(
        &mut self,
        batch: &mut Batch,
        cause: CommandCause,
        command: Command,
        mode: Mode,
    ) -> Result<Answer, StoreError> {
        let (id, referral) = subject_of(&command);
        let matter = match (&id, &referral) {
            (Some(id), _) => self.matter(id)?,
            (None, Some(referral)) => self.matter_of(referral)?,
            (None, None) => None,
        };
        if matter.as_ref().is_some_and(|matter| matter.refusals >= REFUSALS_MAX) {
            return Ok(Answer::Exhausted);
        }
        let decided = self.decide(batch, matter.as_deref(), &cause, command)?;
        match (mode, decided) {
            (Mode::ValidateOnly, Ok(_)) => Ok(Answer::Valid),
            (Mode::ValidateOnly, Err(refusal)) => Ok(Answer::Refused(refusal)),
            (Mode::Do, Ok(acts)) => {
                let acts = self.numbered(batch, acts)?;
                let matter_id = id.or_else(|| matter.as_ref().map(|matter| matter.id.clone()));
                Ok(self.carry_out(batch, matter_id, matter, referral, cause, acts))
            }
            (Mode::Do, Err(refusal)) => Ok(self.refuse(batch, matter, cause, refusal)),
        }
    }

    /// What follows, if it keeps what was said in mediation of the dispute.
    fn decide(
        &mut self,
        batch: &Batch,
        matter: Option<&Matter>,
        cause: &CommandCause,
        command: Command,
    ) -> Result<Result<Vec<Act>, Refusal>, StoreError> {
        if let Err(refusal) = self.knows_all(&command) {
            return Ok(Err(refusal));
        }
        let asker = if cause.role == Role::Leader.as_str() { Asker::Leader } else { Asker::Clerk };
        let other = self.other(&command)?;
        let ctx = Context { asker, other: other.as_deref(), ..self.context(batch.now) };
        let decided = match guarded(cause, || decide::command(ctx, matter, &cause.officer, command)) {
            Ok(decided) => decided,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let others = self.of_disputes(batch, matter, &decided.disputes(matter))?;
        let others: Vec<_> = others.iter().map(|other| &**other).collect();
        let ctx = self.context(batch.now);
        Ok(guarded(cause, || decided.kept(ctx, matter, &others)))
    }

    fn carry_out(
        &mut self,
        batch: &mut Batch,
        id: Option<MatterId>,
        before: Option<Arc<Matter>>,
        referral: Option<ReferralId>,
        cause: CommandCause,
        acts: Vec<Act>,
    ) -> Answer {
        let entries = match self.entries(batch, acts) {
            Ok(entries) => entries,
            Err(error) => return self.refuse(batch, before, cause, unwritable(&error)),
        };
        let remembered = (cause.request.clone(), cause.digest);
        let matter = id.map(|id| (id, before));
        let after = self.write(batch, matter, Cause::Command(cause), entries);
        let head = batch.head;
        batch.memos.insert(remembered.0, (remembered.1, head.position));
        match after {
            Some(matter) => Answer::Done(Box::new(Done {
                matter,
                referral,
                position: head.position,
                digest: head.digest,
                recorded_at: batch.now,
            })),
            None => Answer::Refused(Refusal::not_found()),
        }
    }

    pub(super) fn refuse(
        &mut self,
        batch: &mut Batch,
        matter: Option<Arc<Matter>>,
        cause: CommandCause,
        refusal: Refusal,
    ) -> Answer {
        let remembered = (cause.request.clone(), cause.digest);
        let about = matter.map(|matter| (matter.id.clone(), Some(matter)));
        self.write(batch, about, Cause::Command(cause), vec![Entry::Refused(refusal.clone())]);
        batch.memos.insert(remembered.0, (remembered.1, batch.head.position));
        Answer::Refused(refusal)
    }

    /// The original answer to a request id that was used before, or a conflict.
    fn remembered(
        &mut self,
        batch: &Batch,
        cause: &CommandCause,
        command: &Command,
    ) -> Result<Option<Answer>, StoreError> {
        match self.recorded_before(batch, cause)? {
            None => Ok(None),
            Some(Err(conflict)) => Ok(Some(Answer::Refused(conflict))),
            Some(Ok(stored)) => self.answer_again(batch, &stored, subject_of(command).1).map(Some),
        }
    }

    /// The record that answered this request id before, or a conflict.
    pub(super) fn recorded_before(
        &self,
        batch: &Batch,
        cause: &CommandCause,
    ) -> Result<Option<Result<StoredRecord, Refusal>>, StoreError> {
        let known = match batch.memos.get(&cause.request) {
            Some(known) => Some(*known),
            None => self.store.memo(&cause.request)?.map(|memo| (memo.digest, memo.position)),
        };
        let Some((digest, position)) = known else { return Ok(None) };
        if digest != cause.digest {
            return Ok(Some(Err(Refusal::new(
                RefusalKind::Conflict,
                "REQUEST_ID_REUSED",
                "该请求编号已用于内容不同的请求",
                "this request id was used for another request",
            ))));
        }
        self.record_at(batch, position).map(|stored| Some(Ok(stored)))
    }

    /// The answer as it was given: the matter is folded up to the record and no further.
    fn answer_again(
        &mut self,
        batch: &Batch,
        stored: &StoredRecord,
        referral: Option<ReferralId>,
    ) -> Result<Answer, StoreError> {
        let keyring = &self.office.keyring;
        let record = matters::read(stored, keyring)?;
        if let Some(Entry::Refused(refusal)) = record.entries.first() {
            return Ok(Answer::Refused(refusal.clone()));
        }
        let Some(id) = record.matter else { return Ok(Answer::Refused(Refusal::not_found())) };
        let mut matter = matters::load(&id, stored.position, &*self.store, keyring)?;
        for earlier in batch.commit.records.iter().filter(|record| record.matter.as_ref() == Some(&id)) {
            if earlier.position <= stored.position {
                matter = projection::fold(matter, &matters::read(earlier, keyring)?);
            }
        }
        let matter = matter.map(Arc::new);
        let done = matter.map(|matter| Done {
            matter,
            referral,
            position: stored.position,
            digest: stored.digest,
            recorded_at: stored.recorded_at,
        });
        Ok(done.map_or_else(|| Answer::Refused(Refusal::not_found()), |done| Answer::Done(Box::new(done))))
    }
}

/// Pure, on values of its own: a panic refuses this command and touches nothing else.
fn guarded<T>(cause: &CommandCause, decide: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(decide)).unwrap_or_else(|_| {
        tracing::error!(method = cause.method, request = %cause.request, "deciding a command panicked");
        Err(Refusal::new(
            RefusalKind::Fault,
            "DECISION_FAILED",
            "系统内部错误，该请求未办理，其他事项不受影响",
            "an internal fault; this request was not carried out and nothing else was touched",
        ))
    })
}

fn subject_of(command: &Command) -> (Option<MatterId>, Option<ReferralId>) {
    match command {
        Command::Register { matter, .. } | Command::Close { matter, .. } => (Some(matter.clone()), None),
        Command::Refer(refer) => (Some(refer.matter.clone()), Some(refer.referral.clone())),
        Command::Step { referral, .. } => (None, Some(referral.clone())),
        Command::AddEntry { matter, .. } | Command::Void { matter, .. } => (Some(matter.clone()), None),
        Command::Issue(asked) => (Some(asked.matter.clone()), None),
        Command::Start(start) => (Some(start.matter.clone()), None),
        Command::Own { id, .. } => (id.matter().ok(), None),
    }
}

fn unwritable(error: &EncodeError) -> Refusal {
    match error {
        EncodeError::TooLong { has, max } => Refusal::out_of_order(
            "LETTER_TOO_LONG",
            format!("函件共 {has} 字节，超过上限 {max} 字节，请减少材料或文字"),
            format!("the letter would have {has} bytes, at most {max} are allowed; use fewer materials or words"),
        ),
        EncodeError::Cipher(_) => Refusal::out_of_order(
            "NO_KEY_OF_RECEIVER",
            "通讯录中没有接收单位的有效密钥，无法加密",
            "the directory has no valid key of the receiver to encrypt to",
        ),
        EncodeError::Field(error) => Refusal::out_of_order("FIELD_TOO_LONG", error.zh.clone(), error.en.clone()),
    }
}
