//! What `relata check` would say of the databases that tests use.

use expect_test::expect;
use relation::agreement::compare;
use tests::{TestApp, generated::Format};

async fn report_of(app: &TestApp) -> String {
    let found = compare(app.catalog(), &app.tables().await);
    let lines = found
        .iter()
        .map(|one| format!("{}: {one}\n", one.severity()));
    lines.collect()
}

#[tokio::test]
async fn the_shipped_domain_agrees_with_its_migrations() {
    let app = TestApp::new().await;

    expect![[""]].assert_eq(&report_of(&app).await);
}

/// SeaORM's attributes make no index of several columns that is not unique, and a loose key has none.
#[tokio::test]
async fn the_zoo_lacks_indexes_that_sea_orm_does_not_make() {
    let app = TestApp::zoo().await;

    expect![[r#"
        warning: Swap.duty (columns `day`, `morning` of table `swap`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
        warning: Volume.shelf (columns `room`, `number` of table `volume`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
        warning: Market.held_in (columns `region`, `district` of table `market`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
        warning: Loose.hub (column `hub_id` of table `loose`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
        warning: Dock.quay (columns `harbor`, `number` of table `dock`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
        warning: Dock.spare (columns `harbor`, `spare_number` of table `dock`): no index begins with the key, so each deletion and each reverse relation reads the whole table; add one in a migration
    "#]].assert_eq(&report_of(&app).await);
}

#[tokio::test]
async fn generated_entities_agree_with_the_tables_they_come_from() {
    for format in Format::ALL {
        let app = TestApp::generated(format).await;

        assert_eq!(report_of(&app).await, "", "{format:?}");
    }
}
