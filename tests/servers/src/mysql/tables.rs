//! What a database holds, to be compared with another.

use std::collections::BTreeMap;

use sqlx::Row;

use super::MySql;

/// The tables and views of a database, by their names.
pub(super) type Tables = BTreeMap<String, Table>;

/// A table or a view.
pub(super) struct Table {
    /// The statement that creates it, but for its counter.
    pub(super) definition: String,
    /// The next number for its key, 1 where no key is counted.
    pub(super) counter: u64,
    /// Equal for equal rows. A view has none.
    pub(super) checksum: Option<i64>,
}

impl Table {
    pub(super) fn is_view(&self) -> bool {
        self.checksum.is_none()
    }
}

/// The names of all tables and views of a database.
pub(super) async fn names(server: &MySql, database: &str) -> sqlx::Result<Vec<String>> {
    let sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = ?";
    let rows = sqlx::query(sql)
        .bind(database)
        .fetch_all(&server.pool)
        .await?;
    rows.iter().map(|row| row.try_get_unchecked(0)).collect()
}

/// Reads a database; none if it holds more than tables and views of these names.
pub(super) async fn read(
    server: &MySql,
    database: &str,
    names: &[String],
) -> sqlx::Result<Option<Tables>> {
    let mut statements = vec![
        format!("USE {database}"),
        "SELECT (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE())
              + (SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = DATABASE())"
            .to_owned(),
    ];
    let definitions = names
        .iter()
        .map(|name| format!("SHOW CREATE TABLE `{name}`"));
    statements.extend(definitions);
    if !names.is_empty() {
        statements.push(format!("CHECKSUM TABLE `{}`", names.join("`, `")));
    }
    statements.push(super::AWAY.to_owned());
    let rows = server.rows(statements).await?;
    let (count, rows) = rows.split_at(1);
    let count: i64 = count[0].try_get_unchecked(0)?;
    if usize::try_from(count) != Ok(names.len()) {
        return Ok(None);
    }
    let (definitions, checksums) = rows.split_at(names.len());
    let rows = names.iter().zip(definitions).zip(checksums);
    let tables = rows.map(|((name, definition), checksum)| {
        let (definition, counter) = without_counter(definition.try_get_unchecked(1)?);
        let checksum = checksum.try_get_unchecked(1)?;
        let table = Table {
            definition,
            counter,
            checksum,
        };
        Ok((name.clone(), table))
    });
    tables.collect::<sqlx::Result<_>>().map(Some)
}

/// Takes the counter out of a definition such as `CREATE TABLE … ) ENGINE=InnoDB AUTO_INCREMENT=6 …`.
fn without_counter(definition: String) -> (String, u64) {
    const COUNTER: &str = " AUTO_INCREMENT=";
    let options = definition.rfind("\n) ENGINE=").unwrap_or(definition.len());
    let Some((before, after)) = definition[options..].split_once(COUNTER) else {
        return (definition, 1);
    };
    let digits = after
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(after.len());
    let (counter, after) = after.split_at(digits);
    let without = format!("{}{before}{after}", &definition[..options]);
    (without, counter.parse().expect("a counter is a number"))
}
