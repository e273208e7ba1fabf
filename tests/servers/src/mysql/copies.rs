//! Copies of a database.

use std::{
    collections::BTreeMap,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use sqlx::{Row, query};

use super::{
    MySql,
    tables::{self, Tables},
};
use crate::names;

/// Copies of a database.
///
/// Such a server cannot copy a database, and takes milliseconds to make a table. So a copy that is
/// no longer used is kept, and becomes the next one: that most tables are unchanged is found at once.
pub(crate) struct Copies {
    server: MySql,
    template: String,
    tables: Tables,
    /// The columns of each table that can be written.
    columns: BTreeMap<String, Vec<String>>,
    /// Copies that nobody uses, as their users left them.
    unused: Mutex<Vec<String>>,
}

impl Copies {
    /// # Panics
    ///
    /// If there is more in the database than tables and views.
    pub(super) async fn of(server: MySql, template: &str) -> sqlx::Result<Self> {
        let names = tables::names(&server, template).await?;
        let tables = tables::read(&server, template, &names).await?;
        Ok(Self {
            template: template.to_owned(),
            tables: tables.expect("tables and views alone are copied"),
            columns: columns(&server, template).await?,
            server,
            unused: Mutex::default(),
        })
    }

    /// Makes a copy, and gives its name.
    pub(crate) async fn take(&self) -> sqlx::Result<String> {
        loop {
            let unused = self.lock_unused().pop();
            let Some(name) = unused else {
                return self.create().await;
            };
            if self.restore(&name).await.is_ok_and(|restored| restored) {
                return Ok(name);
            }
            self.server.drop(&name).await?;
        }
    }

    /// Takes a copy that is no longer used.
    pub(crate) fn give_back(&self, copy: String) {
        self.lock_unused().push(copy);
    }

    /// The copies that nobody uses. They are no longer kept.
    pub(crate) fn unused(&self) -> Vec<String> {
        mem::take(&mut *self.lock_unused())
    }

    async fn create(&self) -> sqlx::Result<String> {
        let copy = names::new();
        self.server.create(&copy).await?;
        let mut tables: Vec<_> = self.tables.values().collect();
        tables.sort_by_key(|table| table.is_view());
        let definitions = tables.iter().map(|table| table.definition.clone());
        let rows = self
            .columns
            .keys()
            .map(|table| self.insertion(&copy, table));
        let mut statements = vec![format!("USE {copy}")];
        statements.extend(definitions);
        statements.push("BEGIN".to_owned());
        statements.extend(rows);
        statements.extend(["COMMIT".to_owned(), super::AWAY.to_owned()]);
        self.server.execute(statements).await?;
        Ok(copy)
    }

    /// Makes a used copy like new, if nothing but rows was changed.
    async fn restore(&self, copy: &str) -> sqlx::Result<bool> {
        self.server.disconnect(copy).await?;
        let names: Vec<_> = self.tables.keys().cloned().collect();
        let Some(found) = tables::read(&self.server, copy, &names).await? else {
            return Ok(false);
        };
        let mut rows = Vec::new();
        let mut counters = Vec::new();
        for ((name, table), found) in self.tables.iter().zip(found.values()) {
            if table.definition != found.definition {
                return Ok(false);
            }
            if table.checksum != found.checksum {
                rows.push(format!("DELETE FROM {copy}.`{name}`"));
                rows.push(self.insertion(copy, name));
            }
            if table.counter != found.counter {
                let counter = table.counter;
                counters.push(format!(
                    "ALTER TABLE {copy}.`{name}` AUTO_INCREMENT = {counter}"
                ));
            }
        }
        let mut statements = vec!["BEGIN".to_owned()];
        statements.append(&mut rows);
        statements.push("COMMIT".to_owned());
        statements.append(&mut counters);
        self.server.execute(statements).await?;
        Ok(true)
    }

    /// The statement that fills an empty table of a copy.
    fn insertion(&self, copy: &str, table: &str) -> String {
        let template = &self.template;
        let columns = self.columns[table].join("`, `");
        format!(
            "INSERT INTO {copy}.`{table}` (`{columns}`) SELECT `{columns}` FROM {template}.`{table}`"
        )
    }

    fn lock_unused(&self) -> MutexGuard<'_, Vec<String>> {
        self.unused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn columns(server: &MySql, database: &str) -> sqlx::Result<BTreeMap<String, Vec<String>>> {
    let sql = "SELECT table_name, column_name
        FROM information_schema.tables JOIN information_schema.columns USING (table_schema, table_name)
        WHERE table_schema = ? AND table_type = 'BASE TABLE' AND extra NOT LIKE '% GENERATED%'
        ORDER BY table_name, ordinal_position";
    let rows = query(sql).bind(database).fetch_all(&server.pool).await?;
    let mut columns = BTreeMap::<_, Vec<_>>::new();
    for row in rows {
        let (table, column) = (row.try_get_unchecked(0)?, row.try_get_unchecked(1)?);
        columns.entry(table).or_default().push(column);
    }
    Ok(columns)
}
