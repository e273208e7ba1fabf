//! Connections.
use sea_orm::DatabaseConnection;
/// A database.
#[derive(Clone)]
pub struct Database {
    /// r
    pub reader: DatabaseConnection,
}
