//! What only PostgreSQL needs.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

/// Lets every column that counts go on behind the largest number that it has, where rows came with
/// numbers of their own. The other databases do so by themselves.
pub(crate) async fn count_on(db: &DatabaseConnection) -> Result<(), DbErr> {
    const STATEMENT: &str = r"
        DO $$
        DECLARE counted record;
        BEGIN
            FOR counted IN
                SELECT c.oid::regclass AS tab, a.attname AS col, s.oid::regclass AS seq
                FROM pg_depend AS d JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
                JOIN pg_class AS c ON c.oid = d.refobjid
                JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
                WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                    AND d.deptype IN ('a', 'i')
            LOOP
                EXECUTE format('SELECT setval(%L, m) FROM (SELECT max(%I) AS m FROM %s) AS t WHERE m IS NOT NULL',
                    counted.seq, counted.col, counted.tab);
            END LOOP;
        END $$";
    db.execute_unprepared(STATEMENT).await.map(drop)
}

/// Lets all foreign keys dangle until the end of a transaction.
pub(crate) async fn defer_foreign_keys(db: &DatabaseConnection) -> Result<(), DbErr> {
    const STATEMENT: &str = r"
        DO $$
        DECLARE item record;
        BEGIN
            FOR item IN SELECT conrelid::regclass AS tab, conname AS name FROM pg_constraint
                WHERE contype = 'f' AND NOT condeferrable
            LOOP
                EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', item.tab, item.name);
            END LOOP;
        END $$";
    db.execute_unprepared(STATEMENT).await.map(drop)
}
