//! JSON as people write it: what fits on a line stays on it.

use async_graphql::Value;

const WIDTH: usize = 88;

/// The value in the order of its fields.
pub(crate) fn value(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0);
    text
}

fn write(text: &mut String, value: &Value, indent: usize) {
    let line = on_one_line(value);
    let used = text.len() - text.rfind('\n').map_or(0, |position| position + 1);
    if used + line.len() <= WIDTH {
        text.push_str(&line);
        return;
    }
    match value {
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| (Some(name.as_str()), value));
            write_items(text, ['{', '}'], fields, indent);
        }
        Value::List(values) => {
            let values = values.iter().map(|value| (None, value));
            write_items(text, ['[', ']'], values, indent);
        }
        _ => text.push_str(&line),
    }
}

fn write_items<'a>(
    text: &mut String,
    brackets: [char; 2],
    items: impl Iterator<Item = (Option<&'a str>, &'a Value)>,
    indent: usize,
) {
    text.push(brackets[0]);
    for (position, (name, value)) in items.enumerate() {
        text.push_str(if position == 0 { "\n" } else { ",\n" });
        text.push_str(&"  ".repeat(indent + 1));
        if let Some(name) = name {
            text.push('"');
            text.push_str(name);
            text.push_str("\": ");
        }
        write(text, value, indent + 1);
    }
    text.push('\n');
    text.push_str(&"  ".repeat(indent));
    text.push(brackets[1]);
}

fn on_one_line(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| format!("\"{name}\": {}", on_one_line(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::List(values) => {
            let values = values.iter().map(on_one_line);
            format!("[{}]", values.collect::<Vec<_>>().join(", "))
        }
        other => serde_json::to_string(other).expect("a value is JSON"),
    }
}
