//! Random rows reach every table and every relation, so that no case is about nothing.

use super::{
    super::{Tables, world::World},
    Forms, ROWS,
};

/// The models that cannot have as many rows, with the reason.
const FEW: [(&str, &str); 1] = [("Feeling", "its key is an enum of two values")];

/// The least number of pairs of related rows that each relation has.
const PAIRS: usize = 4;

#[tokio::test]
async fn random_rows_reach_every_model_and_every_relation() {
    for tables in [Tables::Domain, Tables::Zoo] {
        for app in tables.filled(1, Forms::Mixed).await.each() {
            let world = World::read(&app).await;
            for model in app.catalog().models() {
                let n_rows = world.table(model.id).rows.len();
                let may_have_few = FEW.iter().any(|(name, _)| *name == model.name);
                let name = &model.name;
                assert!(n_rows >= ROWS || may_have_few, "{name} has {n_rows} rows");
                for accessor in app.catalog().accessors_of(model.id) {
                    let related = (0..n_rows).map(|row| world.related(accessor.id, Some(row)));
                    let n_pairs: usize = related.map(<[_]>::len).sum();
                    let name = format!("{}.{}", model.name, accessor.name);
                    assert!(n_pairs >= PAIRS, "{name} has {n_pairs} pairs");
                }
            }
        }
    }
}
