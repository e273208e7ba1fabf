//! The tables of entities, created as the migrations create theirs.

use migration::schema::create_table;
use sea_orm::{
    ColumnType, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait, Schema,
    Statement,
    sea_query::{ColumnDef, ForeignKeyCreateStatement, IndexCreateStatement, TableCreateStatement},
};
use sea_orm_migration::SchemaManager;

use crate::postgres;

/// The tables of some entities.
pub(crate) struct Tables {
    schema: Schema,
    backend: DbBackend,
    enums: Vec<Statement>,
    creates: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
}

impl Tables {
    pub(crate) fn new(backend: DbBackend) -> Self {
        Self {
            schema: Schema::new(backend),
            backend,
            enums: Vec::new(),
            creates: Vec::new(),
            indexes: Vec::new(),
        }
    }

    pub(crate) fn register<E: EntityTrait>(mut self, entity: E) -> Self {
        for create in self.schema.create_enum_from_entity(entity) {
            let create = self.backend.build(&create);
            if !self.enums.contains(&create) {
                self.enums.push(create);
            }
        }
        self.creates
            .push(self.schema.create_table_from_entity(entity));
        self.indexes
            .extend(self.schema.create_index_from_entity(entity));
        self
    }

    /// Creates the tables without their foreign keys where these can be added later, so that tables may
    /// refer to each other and rows come in any order.
    pub(crate) async fn create(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        let manager = SchemaManager::new(db);
        for create in &self.enums {
            db.execute_raw(create.clone()).await?;
        }
        for table in &self.creates {
            let table = match self.backend {
                DbBackend::Sqlite => table.clone(),
                _ => without_foreign_keys(self.backend, table),
            };
            create_table(&manager, table).await?;
        }
        for index in &self.indexes {
            db.execute(index).await?;
        }
        Ok(())
    }

    /// Adds the foreign keys that [`create`](Self::create) has left out.
    pub(crate) async fn add_foreign_keys(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        if self.backend == DbBackend::Sqlite {
            return Ok(());
        }
        for key in self.creates.iter().flat_map(foreign_keys) {
            db.execute(key).await?;
        }
        if self.backend == DbBackend::Postgres {
            postgres::defer_foreign_keys(db).await?;
        }
        Ok(())
    }
}

fn foreign_keys(table: &TableCreateStatement) -> &[ForeignKeyCreateStatement] {
    table.get_foreign_key_create_stmts()
}

fn without_foreign_keys(backend: DbBackend, table: &TableCreateStatement) -> TableCreateStatement {
    let mut bare = TableCreateStatement::new();
    if let Some(name) = table.get_table_name() {
        bare.table(name.clone());
    }
    for column in table.get_columns() {
        bare.col(exact(backend, column.clone()));
    }
    for index in table.get_indexes() {
        bare.index(&mut index.clone());
    }
    bare
}

/// MySQL's times have no fraction by themselves, its timestamps end in 2038, and its blobs are no keys.
fn exact(backend: DbBackend, mut column: ColumnDef) -> ColumnDef {
    let custom = match column.get_column_type() {
        _ if backend != DbBackend::MySql => None,
        Some(ColumnType::DateTime | ColumnType::Timestamp | ColumnType::TimestampWithTimeZone) => {
            Some("datetime(6)")
        }
        Some(ColumnType::Time) => Some("time(6)"),
        Some(ColumnType::Blob) => Some("varbinary(255)"),
        _ => None,
    };
    if let Some(custom) = custom {
        column.custom(custom);
    }
    column
}
