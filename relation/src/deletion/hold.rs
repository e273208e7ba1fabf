//! Keeps others from what is to be deleted, on servers, where several write at once.

use sea_orm::{ConnectionTrait, DbErr};

use super::{
    Deletion,
    collect::{Collected, keys_to},
    roots::Start,
};
use crate::sql::{Dialect, Rows, Source};

impl<C: ConnectionTrait> Deletion<'_, C> {
    /// Locks the rows that are to be deleted and to which others can refer, those first that others
    /// follow. Until the transaction ends no row comes to follow or to stand in the way, so what is counted
    /// after this is what is deleted.
    pub(super) async fn hold(&self, starts: &[Start]) -> Result<(), DbErr> {
        if Dialect::of(self.db.get_database_backend())? == Dialect::Sqlite {
            return Ok(());
        }
        let mut held = Collected::default();
        loop {
            let collected = self.collect(starts).await?;
            if collected.sets == held.sets {
                return Ok(());
            }
            for set in &collected.sets {
                if keys_to(self.catalog, set.model).next().is_some() {
                    let rows = Rows::any_of(set.model, [Source::Selected]);
                    let lock = self.selected(&collected.sets)?.lock(&rows);
                    self.db.query_one_raw(lock).await?;
                }
            }
            // Conditions take new rows in; lists were made before the rows were locked that theirs follow.
            if !collected.has_lists() {
                return Ok(());
            }
            held = collected;
        }
    }
}

impl Collected {
    fn has_lists(&self) -> bool {
        let mut sources = self.sets.iter().flat_map(|set| &set.sources);
        sources.any(|source| matches!(source, Source::Listed(_)))
    }
}
