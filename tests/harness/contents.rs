//! What the databases hold, asked beside the application.

use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement};

use crate::{TestApp, app::Instance, backend::Backend};

/// Where SQLite counts the keys that it gives; other databases have no table for it.
const COUNTERS: &str = "sqlite_sequence: ";

/// All rows of all tables of every database: equal contents are equal databases.
#[derive(Debug, PartialEq, Eq)]
pub struct Contents {
    /// By database, each row as its values are written in SQL.
    databases: Vec<Vec<String>>,
}

/// The rows that are gone between two contents, and those that are new.
pub struct Difference<'c> {
    /// The rows that are gone.
    pub gone: Vec<&'c str>,
    /// The rows that are new.
    pub new: Vec<&'c str>,
}

impl Contents {
    /// The difference to what is there later, as the first database tells it.
    ///
    /// # Panics
    ///
    /// If the rows of another database are of other tables.
    pub fn difference<'c>(&'c self, later: &'c Self) -> Difference<'c> {
        let databases = self.databases.iter().zip(&later.databases);
        let differences = databases.map(|(before, after)| Difference {
            gone: missing(before, after),
            new: missing(after, before),
        });
        let mut differences = differences.collect::<Vec<_>>().into_iter();
        let first = differences.next().expect("at least one database");
        for other in differences {
            assert_eq!(tables(&other.gone), tables(&first.gone), "rows are gone");
            assert_eq!(tables(&other.new), tables(&first.new), "rows are new");
        }
        first
    }
}

impl TestApp {
    /// All rows of all tables.
    ///
    /// # Panics
    ///
    /// If a database refuses to read them.
    pub async fn contents(&self) -> Contents {
        let mut databases = Vec::new();
        for instance in self.instances() {
            databases.push(instance.rows().await);
        }
        Contents { databases }
    }

    /// The texts in one column of what a statement gives on every database, counting columns from 0.
    ///
    /// # Panics
    ///
    /// If a database refuses the statement or gives others, or the column holds something else.
    pub async fn texts(&self, sql: &str, column: usize) -> Vec<String> {
        let mut first: Option<Vec<String>> = None;
        for instance in self.instances() {
            let texts = instance.texts(sql, column).await;
            match &first {
                None => first = Some(texts),
                Some(first) => {
                    let name = instance.backend.name();
                    let (mut texts, mut first) = (texts, first.clone());
                    if !sql.contains("ORDER BY") {
                        texts.sort_unstable();
                        first.sort_unstable();
                    }
                    assert_eq!(texts, first, "{name} differs: {sql}");
                }
            }
        }
        first.expect("at least one database")
    }

    /// The tables with rows that refer to none, though a foreign key of SQLite says that they do; a
    /// server lets none of them be.
    ///
    /// # Panics
    ///
    /// If SQLite does not tell.
    pub async fn orphans(&self) -> Vec<String> {
        let instances = self.instances().iter();
        match instances.clone().find(|i| i.backend == Backend::Sqlite) {
            Some(instance) => instance.texts("PRAGMA foreign_key_check", 0).await,
            None => Vec::new(),
        }
    }

    /// The columns of a table.
    ///
    /// # Panics
    ///
    /// If there is no such table.
    pub async fn columns(&self, table: &str) -> Vec<String> {
        let columns = self.instances()[0].columns().await.into_iter();
        let of_table = columns.filter(|column| column.table == table);
        let names: Vec<String> = of_table.map(|column| column.name).collect();
        assert!(!names.is_empty(), "no table {table}");
        names
    }
}

struct Column {
    table: String,
    name: String,
    type_name: String,
}

impl Instance {
    async fn rows(&self) -> Vec<String> {
        let mut columns = self.columns().await;
        let mut selects = Vec::new();
        while let Some(first) = columns.first() {
            let table = first.table.clone();
            let of_table = columns.iter().take_while(|column| column.table == table);
            let values: Vec<String> = of_table.map(|c| self.backend.literal(c)).collect();
            columns.drain(..values.len());
            selects.push(format!(
                "SELECT '{table}: ' || {} AS line FROM \"{table}\"",
                values.join(" || ', ' || ")
            ));
        }
        let all = selects.join(" UNION ALL ");
        let mut rows = self.texts(&all, 0).await;
        rows.sort();
        rows
    }

    /// The columns of all tables, those of one table together and in their order.
    async fn columns(&self) -> Vec<Column> {
        let sql = match self.backend {
            Backend::Sqlite => {
                "SELECT t.name, c.name, c.type FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c \
                 WHERE t.type = 'table' ORDER BY t.name, c.cid"
            }
            Backend::Postgres => {
                "SELECT CAST(table_name AS text), CAST(column_name AS text), CAST(data_type AS text) \
                 FROM information_schema.columns WHERE table_schema = current_schema() \
                 ORDER BY table_name, ordinal_position"
            }
            Backend::MySql => {
                "SELECT table_name, column_name, data_type FROM information_schema.columns \
                 WHERE table_schema = database() ORDER BY table_name, ordinal_position"
            }
        };
        let rows = query(&self.database.writer, sql).await;
        let columns = rows.iter().map(|row| Column {
            table: text(row, 0),
            name: text(row, 1),
            type_name: text(row, 2),
        });
        columns.collect()
    }

    /// The texts in one column of what a statement gives, counting columns from 0.
    pub(crate) async fn texts(&self, sql: &str, column: usize) -> Vec<String> {
        let sql = self.backend.translate(sql);
        let rows = query(&self.database.writer, &sql).await;
        rows.iter().map(|row| text(row, column)).collect()
    }
}

impl Backend {
    /// An expression that writes the value of a column as SQL does.
    fn literal(self, column: &Column) -> String {
        let name = &column.name;
        match self {
            Self::Sqlite => format!("quote(\"{name}\")"),
            Self::MySql if column.type_name.contains("binary") => {
                format!("coalesce(concat('X''', hex(\"{name}\"), ''''), 'NULL')")
            }
            // Its JSON has a collation of its own.
            Self::MySql => format!("quote(cast(\"{name}\" AS char))"),
            Self::Postgres => {
                let is_number = ["smallint", "integer", "bigint", "numeric"];
                if is_number.contains(&&column.type_name[..]) {
                    format!("coalesce(\"{name}\"::text, 'NULL')")
                } else {
                    format!("quote_nullable(\"{name}\"::text)")
                }
            }
        }
    }
}

async fn query(db: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await;
    rows.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

fn text(row: &QueryResult, column: usize) -> String {
    row.try_get_by_index(column).expect("a text")
}

fn missing<'c>(rows: &'c [String], others: &[String]) -> Vec<&'c str> {
    let missing = rows.iter().filter(|row| !others.contains(row));
    let missing = missing.map(String::as_str);
    missing.filter(|row| !row.starts_with(COUNTERS)).collect()
}

fn tables<'c>(rows: &[&'c str]) -> Vec<&'c str> {
    let tables = rows.iter().map(|row| row.split(": ").next());
    tables.map(Option::unwrap_or_default).collect()
}
