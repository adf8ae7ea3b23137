//! Figures as a spreadsheet: numbers are numbers, names and ids are text.

use std::path::Path;

use anyhow::Context;
use duijie_proto::v1::{Figure, GetStatisticsResponse};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::{HEAD, NO_RATE, NOT_RECORDED, group, part, rate};

/// The number of the first row under the head.
const FIRST: u32 = 1;

/// Writes the file.
///
/// # Errors
/// When it cannot be written.
pub fn write(file: &Path, answer: &GetStatisticsResponse) -> anyhow::Result<()> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    filled(sheet, answer)
        .and_then(|()| book.save(file))
        .with_context(|| format!("writing the spreadsheet `{}`", file.display()))
}

fn filled(sheet: &mut Worksheet, answer: &GetStatisticsResponse) -> Result<(), XlsxError> {
    sheet.set_name("统计")?;
    let bold = Format::new().set_bold();
    for (column, name) in (0..).zip(HEAD) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    let percent = Format::new().set_num_format("0.0%");
    let mut row = FIRST;
    for figure in &answer.figures {
        line(sheet, row, figure, &percent)?;
        row += 1;
    }
    sheet.write_string(row, 0, "统计期")?;
    sheet.write_string(row, 1, &answer.period)?;
    sheet.write_string(row, 2, "流水号")?;
    sheet.write_string(row, 3, answer.position.to_string())?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    Ok(())
}

fn line(sheet: &mut Worksheet, row: u32, figure: &Figure, percent: &Format) -> Result<(), XlsxError> {
    let texts = [figure.name_zh.as_str(), &figure.measure, part(figure), &group(figure)];
    for (column, text) in (0..).zip(texts) {
        sheet.write_string(row, column, text)?;
    }
    match figure.numerator {
        Some(number) => sheet.write_number(row, 4, counted(number))?,
        None => sheet.write_string(row, 4, NOT_RECORDED)?,
    };
    if let Some(number) = figure.denominator {
        sheet.write_number(row, 5, counted(number))?;
    }
    if let Some(hundredths) = figure.per_ten_thousand {
        sheet.write_number(row, 6, counted(hundredths) / 100.0)?;
    } else if rate(figure).is_some() {
        match (figure.numerator, figure.denominator) {
            (Some(part), Some(of)) if of > 0 => {
                sheet.write_number_with_format(row, 6, counted(part) / counted(of), percent)?
            }
            _ => sheet.write_string(row, 6, NO_RATE)?,
        };
    }
    if let Some(open) = figure.open {
        sheet.write_number(row, 7, counted(open))?;
    }
    for (column, time) in [(8, figure.median), (9, figure.ninth_decile)] {
        if let Some(time) = time {
            sheet.write_number(row, column, counted(time.seconds.unsigned_abs()) / 3600.0)?;
        }
    }
    sheet.write_string(row, 10, &figure.basis)?;
    sheet.write_string(row, 11, &figure.note_zh)?;
    Ok(())
}

/// Spreadsheets count in doubles; what is counted here is far from where they miss one.
fn counted(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
