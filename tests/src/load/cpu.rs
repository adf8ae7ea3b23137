//! Processor time of processes, as the kernel counts it. Unlike a rate it hardly depends on what else the machine does.

use anyhow::{Context, Result};

/// Ticks of the kernel's counters per second: `USER_HZ`, the same on every machine that runs Linux.
const TICKS_PER_SECOND: f64 = 100.0;
/// Fields after the program's name in `/proc/<pid>/stat` and before `utime`, which `stime` follows.
const FIELDS_BEFORE: usize = 11;

/// Milliseconds of processor time that the process has used so far, in its own code and in the kernel for it.
///
/// # Errors
/// If there is no such process.
pub fn used_ms(pid: u32) -> Result<f64> {
    let path = format!("/proc/{pid}/stat");
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading `{path}`"))?;
    // The name is in brackets and may hold blanks and brackets itself.
    let (_, fields) = text.rsplit_once(')').with_context(|| format!("reading the fields of `{path}`"))?;
    let ticks = fields.split_whitespace().skip(FIELDS_BEFORE).take(2).map(str::parse::<u64>);
    let ticks = ticks.sum::<Result<u64, _>>().with_context(|| format!("reading the times in `{path}`"))?;
    Ok(ticks as f64 * 1_000.0 / TICKS_PER_SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_works_uses_processor_time() {
        let before = used_ms(std::process::id()).unwrap();
        let mut work = 1_u64;
        while used_ms(std::process::id()).unwrap() < before + 50.0 {
            work = (0..100_000).fold(work, |sum, next| sum.rotate_left(5) ^ next);
        }
        assert_ne!(work, 0);
    }
}
