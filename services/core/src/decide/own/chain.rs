//! What ends and begins together, in one record: an ending begins the rules that follow it, and a rule that takes the
//! place of running ones ends them. The sequences themselves are data of the rules.

use super::happened;
use crate::{
    decide::{Act, Context, excluding, not_loaded, petitions},
    due::due,
    event::{Event, OwnEvent},
    exclusion::Excluded,
    ids::{OwnId, VariantId},
    matter::{
        Matter, OwnDeadline,
        own::{EndedBy, Ending},
    },
    refusal::Refusal,
    subject::Material,
    term::{Bar, Period, RuleId, Term, Variant},
    text::Text,
    time::Timestamp,
};

/// Events in the making, on top of the matter as it is.
pub(in crate::decide) struct Chain<'a> {
    ctx: Context<'a>,
    matter: &'a Matter,
    events: Vec<Event>,
    begun: Vec<(RuleId, Option<Text>)>,
    over: Vec<&'a OwnId>,
    finished: Vec<RuleId>,
}

/// One that is to begin.
pub(super) struct Beginning<'a> {
    pub(super) rule: RuleId,
    pub(super) variant: Option<VariantId>,
    pub(super) at: Timestamp,
    pub(super) follows: Option<&'a OwnId>,
    pub(super) officer: Option<&'a Text>,
    pub(super) of: Option<Text>,
    /// How long, where the rule leaves that to what begins it.
    pub(super) told: Option<Period>,
}

impl<'a> Chain<'a> {
    pub(in crate::decide) const fn new(ctx: Context<'a>, matter: &'a Matter) -> Self {
        Self { ctx, matter, events: Vec::new(), begun: Vec::new(), over: Vec::new(), finished: Vec::new() }
    }

    pub(in crate::decide) fn acts(self) -> Vec<Act> {
        self.events.into_iter().map(Act::Happen).collect()
    }

    /// It ends by an officer's word.
    pub(in crate::decide) fn end(
        &mut self,
        own: &'a OwnDeadline,
        ending: Ending,
        at: Timestamp,
        text: Option<Text>,
        evidence: Option<Material>,
    ) {
        if ending != Ending::Dropped {
            self.finished.push(own.rule());
        }
        self.over(own, OwnEvent::Ended { at, by: EndedBy::Word(ending), text, evidence });
    }

    /// It ends because another takes its place.
    pub(super) fn give_way(&mut self, own: &'a OwnDeadline, at: Timestamp, evidence: Option<Material>) {
        self.over(own, OwnEvent::Ended { at, by: EndedBy::Successor, text: None, evidence });
    }

    fn over(&mut self, own: &'a OwnDeadline, what: OwnEvent) {
        self.over.push(&own.id);
        self.events.push(happened(&own.id, what));
    }

    /// The rules that this ending begins, as far as they may begin.
    ///
    /// # Errors
    /// If one of them cannot be counted.
    pub(in crate::decide) fn then(
        &mut self,
        own: &'a OwnDeadline,
        ending: Ending,
        at: Timestamp,
        officer: Option<&'a Text>,
    ) -> Result<(), Refusal> {
        // The version that the term itself began under says what follows it.
        let then = self.ctx.rules.term_at(&own.rule(), own.began_at()).map_or(&[][..], |term| term.then);
        for next in then.iter().filter(|next| next.after == ending) {
            if self.may_begin(next.begins).is_ok() {
                let (rule, follows) = (next.begins, Some(&own.id));
                self.begin(Beginning { rule, variant: None, at, follows, officer, of: None, told: None })?;
            }
        }
        Ok(())
    }

    /// Whether a deadline under `rule` may begin: one at most runs under each, unless the new one takes its place, and
    /// some sequences have an end.
    ///
    /// # Errors
    /// Why not.
    pub(in crate::decide) fn may_begin(&self, rule: RuleId) -> Result<(), Refusal> {
        self.may_begin_of(rule, None)
    }

    /// The same for somebody's own time: of each person one runs.
    ///
    /// # Errors
    /// Why not.
    pub(super) fn may_begin_of(&self, rule: RuleId, of: Option<&Text>) -> Result<(), Refusal> {
        let term = self.ctx.rules.term(&rule);
        petitions::may_begin(self.matter, rule)?;
        if let Some(bar) = term.and_then(|term| term.barred).filter(|bar| self.is_finished(bar.after)) {
            return Err(barred(&bar));
        }
        excluding::check(self.ctx, self.matter, &Excluded::Rule(rule))?;
        let replaces_itself = term.is_some_and(|term| term.in_place_of.contains(&rule));
        let running = self.matter.running_of(rule, of).filter(|own| !self.over.contains(&&own.id) && !replaces_itself);
        if running.is_some() || self.begun.iter().any(|begun| *begun == (rule, of.cloned())) {
            let id = running.map_or("", |own| own.id.as_str());
            return Err(Refusal::out_of_order(
                "ALREADY_RUNNING",
                format!("该事项在 {rule} 下已有进行中的期限 {id}，同一规则同时只能有一个"),
                format!("deadline `{id}` runs under `{rule}` already; there is one under each rule"),
            ));
        }
        Ok(())
    }

    /// Begins it by an officer's word, in the plain case; that it may is known.
    ///
    /// # Errors
    /// If the rule cannot be counted.
    pub(in crate::decide) fn start(&mut self, rule: RuleId, at: Timestamp, officer: &'a Text) -> Result<(), Refusal> {
        self.begin(Beginning { rule, variant: None, at, follows: None, officer: Some(officer), of: None, told: None })
    }

    /// Begins it; that it may is known.
    ///
    /// # Errors
    /// If the rule cannot be counted, or has no such special case.
    pub(super) fn begin(&mut self, new: Beginning<'_>) -> Result<(), Refusal> {
        let Beginning { rule, variant, at, follows, officer, of, told } = new;
        let term = *self.ctx.rules.term_at(&rule, at).ok_or_else(|| not_loaded(&rule))?;
        let special = variant.as_ref().map(|token| special(&term, token)).transpose()?;
        let told = told.map(|period| term.counted_as(period, term.basis));
        let counting = told.or_else(|| term.counting_in(special)).ok_or_else(|| uncountable(&term))?;
        let stricter = term.reminding().filter(|_| special.is_none());
        let remind_by = stricter.map(|stricter| due(&stricter, at, self.ctx.calendar).due);
        let due = due(&counting, at, self.ctx.calendar).reminding_by(remind_by);
        let mut follows = follows.cloned();
        for replaced in term.in_place_of {
            if let Some(own) = self.running(*replaced) {
                // Never before it began itself, so that its own story stays in order.
                self.give_way(own, at.max(own.began_at()).min(self.ctx.now), None);
                follows.get_or_insert_with(|| own.id.clone());
            }
        }
        let id = OwnId::nth(&self.matter.id, self.matter.own.len() + self.begun.len() + 1);
        self.begun.push((rule, of.clone()));
        let (officer, whose) = (officer.cloned(), term.whose);
        self.events.push(happened(&id, OwnEvent::Started { due, variant, follows, officer, whose, of }));
        Ok(())
    }

    /// The one that runs under the rule and has not ended in this record.
    pub(super) fn running(&self, rule: RuleId) -> Option<&'a OwnDeadline> {
        self.matter.running(rule).filter(|own| !self.over.contains(&&own.id))
    }

    fn is_finished(&self, rule: RuleId) -> bool {
        self.finished.contains(&rule) || self.matter.own.iter().any(|own| own.rule() == rule && own.is_finished())
    }
}

fn special(term: &Term, token: &VariantId) -> Result<&'static Variant, Refusal> {
    term.variant(token).ok_or_else(|| {
        let known: Vec<_> = term.variants.iter().map(|it| format!("{}（{}）", it.token, it.when.zh)).collect();
        let known_en: Vec<_> = term.variants.iter().map(|it| it.token).collect();
        let (known, known_en) = if known.is_empty() {
            ("无".to_owned(), "none".to_owned())
        } else {
            (known.join("、"), known_en.join(", "))
        };
        let rule = term.rule;
        Refusal::out_of_order(
            "NO_SUCH_VARIANT",
            format!("{rule} 没有“{token}”这一特别情形；可选：{known}"),
            format!("rule `{rule}` has no special case `{token}`; it has: {known_en}"),
        )
        .with_basis(&term.basis.to_string())
    })
}

fn uncountable(term: &Term) -> Refusal {
    let (rule, zh, en) = (term.rule, term.name_zh, term.name_en);
    Refusal::out_of_order(
        "NOT_COUNTABLE",
        format!("{rule}（{zh}）没有可以自起算日计算的期限"),
        format!("rule `{rule}` ({en}) has no length that is counted from an event"),
    )
    .with_basis(&term.basis.to_string())
}

fn barred(bar: &Bar) -> Refusal {
    Refusal::out_of_order(bar.code, bar.why.zh, bar.why.en).with_basis(bar.article)
}
