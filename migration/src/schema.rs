//! Columns and indexes that the migrations share.
//!
//! Migrations are history: what is here may be added to, never changed.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend, Statement},
};

/// Creates a table as Django's rules want it: its texts are compared and ordered by their code points, blanks
/// at their end included, and its foreign keys are checked when a transaction ends. SQLite does so by itself;
/// MySQL checks keys at once.
///
/// # Errors
///
/// What the database says.
pub async fn create_table(
    manager: &SchemaManager<'_>,
    mut table: TableCreateStatement,
) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::MySql {
        table
            .character_set("utf8mb4")
            .collate(exact_collation(manager).await?);
    }
    let name = table
        .get_table_name()
        .map(|name| name.sea_orm_table().to_string());
    manager.create_table(table).await?;
    if manager.get_database_backend() == DbBackend::Postgres
        && let Some(name) = name
    {
        let quoted = name.replace('\'', "''");
        let settled = SETTLED.replace("$TABLE$", &quoted);
        manager
            .get_connection()
            .execute_unprepared(&settled)
            .await?;
    }
    Ok(())
}

/// The collation of MySQL or MariaDB by code points that does not pad texts with blanks.
async fn exact_collation(manager: &SchemaManager<'_>) -> Result<&'static str, DbErr> {
    let select = Statement::from_string(DbBackend::MySql, "SELECT version()");
    let row = manager.get_connection().query_one_raw(select).await?;
    let version: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    let is_mariadb = version.is_some_and(|version| version.contains("MariaDB"));
    Ok(if is_mariadb {
        "utf8mb4_nopad_bin"
    } else {
        "utf8mb4_0900_bin"
    })
}

/// Gives the texts of one table the collation `C`, and defers its foreign keys.
const SETTLED: &str = r#"
    DO $$
    DECLARE
        tab CONSTANT regclass := quote_ident('$TABLE$')::regclass;
        item record;
    BEGIN
        FOR item IN
            SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
            WHERE attrelid = tab AND attnum > 0 AND attcollation = 'pg_catalog."default"'::regcollation
        LOOP
            EXECUTE format('ALTER TABLE %s ALTER %I TYPE %s COLLATE "C"', tab, item.name, item.type);
        END LOOP;
        FOR item IN SELECT conname AS name FROM pg_constraint WHERE conrelid = tab AND contype = 'f'
        LOOP
            EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', tab, item.name);
        END LOOP;
    END $$"#;

/// A point in time that is required and has no default.
pub(crate) fn timestamp(manager: &SchemaManager<'_>, column: impl IntoIden) -> ColumnDef {
    let mut column = ColumnDef::new(column);
    match manager.get_database_backend() {
        // MySQL's plain `timestamp` drops fractions of a second, and ends in 2038.
        DbBackend::MySql => column.custom("datetime(6)"),
        _ => column.timestamp_with_time_zone(),
    };
    column
}

/// A point in time that defaults to the time of the insert.
pub(crate) fn timestamp_of_insert(manager: &SchemaManager<'_>, column: impl IntoIden) -> ColumnDef {
    let now = match manager.get_database_backend() {
        DbBackend::MySql => Expr::custom_keyword("CURRENT_TIMESTAMP(6)"),
        // The text that the driver writes, so that all values of the column sort together;
        // SQLite's own CURRENT_TIMESTAMP has a blank for the `T` and no zone.
        DbBackend::Sqlite => Expr::cust("strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now')"),
        _ => Expr::current_timestamp(),
    };
    timestamp(manager, column).not_null().default(now).take()
}

/// A text that is one of `values`, by the means of the database at hand: a native enum on
/// PostgreSQL (whose type must exist) and MySQL, a check on SQLite.
pub(crate) fn enumeration<C>(
    manager: &SchemaManager<'_>,
    column: C,
    name: &'static str,
    values: &[&'static str],
) -> ColumnDef
where
    C: IntoIden + Clone,
{
    let mut def = ColumnDef::new(column.clone());
    def.enumeration(name, values.iter().copied()).not_null();
    if manager.get_database_backend() == DbBackend::Sqlite {
        def.check(Expr::col(column).is_in(values.iter().copied()));
    }
    def
}

/// Creates the type of an enum column where the database keeps types apart from tables.
pub(crate) async fn create_enum(
    manager: &SchemaManager<'_>,
    name: &'static str,
    values: &[&'static str],
) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let mut create = extension::postgres::Type::create();
    create.as_enum(name).values(values.iter().copied());
    manager.create_type(create).await
}

/// Drops what [`create_enum`] created.
pub(crate) async fn drop_enum(
    manager: &SchemaManager<'_>,
    name: &'static str,
) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let mut drop = extension::postgres::Type::drop();
    drop.name(name);
    manager.drop_type(drop).await
}

/// An index that finds the rows of one parent in the order of their primary key.
///
/// On SQLite and MySQL every index ends in the primary key by itself.
pub(crate) fn index_of_key(
    manager: &SchemaManager<'_>,
    name: &str,
    table: impl IntoIden,
    key: impl IntoIden,
    id: impl IntoIden,
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table).col(key);
    if manager.get_database_backend() == DbBackend::Postgres {
        index.col(id);
    }
    index
}

/// An index that admits each combination of values once.
pub(crate) fn unique_index<C: IntoIden>(
    name: &str,
    table: impl IntoIden,
    columns: impl IntoIterator<Item = C>,
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table).unique();
    for column in columns {
        index.col(column.into_iden());
    }
    index
}
