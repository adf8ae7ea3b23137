//! `duijie terms compute`: lines in, lines out, in order. What a line asks is in `line`, how it is answered in `answer`.

mod answer;
mod line;

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use anyhow::Context;
use duijie_kit::data::calendar_file;

use super::{refused, rules};
use crate::args::terms::Compute;
use crate::exit::Exit;
use answer::Answers;
use line::Wrong;

/// The longest line read. A request has about a hundred bytes; what is longer is no request, and is not kept.
const LONGEST_LINE: usize = 64 * 1024;

/// How much is read and written at once.
const CHUNK: usize = 256 * 1024;

/// Answers every line of standard input.
///
/// # Errors
/// When standard input or output fails.
pub(super) fn act(with: &Compute) -> anyhow::Result<Exit> {
    let calendar = match &with.calendar {
        Some(file) => calendar_file::read(file),
        None => calendar_file::built_in(),
    };
    let (calendar, terms) = match (calendar, rules::with(with.terms.as_deref())) {
        (Ok(calendar), Ok(terms)) => (calendar, terms),
        (Err(error), _) | (_, Err(error)) => return refused(&error),
    };
    let mut input = BufReader::with_capacity(CHUNK, io::stdin().lock());
    let mut output = BufWriter::with_capacity(CHUNK, io::stdout().lock());
    let mut answers = Answers::new(&terms, &calendar);
    let all_good = answer_all(&mut input, &mut output, &mut answers)?;
    output.flush().context("writing to standard output")?;
    Ok(if all_good { Exit::Done } else { Exit::BadData })
}

/// Whether every line was a good one.
fn answer_all<R: Read>(
    input: &mut BufReader<R>,
    output: &mut impl Write,
    answers: &mut Answers<'_>,
) -> anyhow::Result<bool> {
    let mut line = Vec::with_capacity(256);
    let mut number = 0_u64;
    let mut all_good = true;
    loop {
        if !input.buffer().contains(&b'\n') {
            // Whoever asks line by line waits for an answer before the next question.
            output.flush().context("writing to standard output")?;
        }
        let Some(whole) = next_line(input, &mut line).context("reading standard input")? else { break };
        number += 1;
        let good = match whole {
            Whole::Yes => answers.answer(&line, number, output),
            Whole::TooLong => answers.refuse(&Wrong::too_long(LONGEST_LINE), number, output),
        };
        all_good &= good.context("writing to standard output")?;
    }
    Ok(all_good)
}

/// Whether a line was read to its end.
enum Whole {
    Yes,
    TooLong,
}

/// Reads a line without its end into `line`; none at the end of the input. Of one that is too long nothing is kept.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<Whole>> {
    line.clear();
    let limit = LONGEST_LINE as u64 + 1;
    if input.by_ref().take(limit).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(Whole::Yes));
    }
    if line.len() <= LONGEST_LINE {
        return Ok(Some(Whole::Yes));
    }
    line.clear();
    input.skip_until(b'\n')?;
    Ok(Some(Whole::TooLong))
}
