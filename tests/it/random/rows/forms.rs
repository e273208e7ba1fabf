//! Dates and times in the other forms of text in which SQLite may hold them.

use chrono::{FixedOffset, NaiveDateTime};
use relation::catalog::{Catalog, FieldId, Kind, Model};

use super::super::{cell::Cell, dice::Dice};

/// For each field the text to store instead of what the driver writes.
pub(super) fn of_row(
    dice: &mut Dice,
    catalog: &Catalog,
    model: &Model,
    row: &[Cell],
) -> Vec<Option<String>> {
    let fields = model.fields.iter().zip(row);
    fields
        .map(|(field, cell)| {
            let Cell::Moment(moment) = cell else {
                return None;
            };
            let id = model.field_by_name(&field.name)?;
            if is_key(catalog, model, id) || dice.chance(50) {
                return None;
            }
            Some(form(dice, &field.kind, *moment))
        })
        .collect()
}

/// Keys are compared as they are stored.
fn is_key(catalog: &Catalog, model: &Model, field: FieldId) -> bool {
    model.primary_key.contains(&field)
        || catalog.foreign_keys().iter().any(|key| {
            (key.model == model.id && key.fields.contains(&field))
                || (key.target == model.id && key.target_fields.contains(&field))
        })
}

fn form(dice: &mut Dice, kind: &Kind, moment: NaiveDateTime) -> String {
    let separator = *dice.pick(&[" ", "T"]);
    let write = |moment: NaiveDateTime| {
        let (date, time) = (moment.format("%F"), moment.format("%T%.f"));
        format!("{date}{separator}{time}")
    };
    if *kind == Kind::DateTime {
        return write(moment);
    }
    let hours = match dice.below(4) {
        0 => return write(moment),
        1 => return format!("{}Z", write(moment)),
        2 => 2,
        _ => -9,
    };
    let offset = FixedOffset::east_opt(hours * 3_600).expect("less than a day");
    match moment.checked_add_offset(offset) {
        // A year of other than four digits is none of the forms.
        Some(local) if (1..=9999).contains(&chrono::Datelike::year(&local.date())) => {
            format!("{}{offset}", write(local))
        }
        _ => write(moment),
    }
}
