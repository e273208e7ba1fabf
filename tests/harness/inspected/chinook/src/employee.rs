use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "Employee")]
pub struct Model {
    #[sea_orm(column_name = "EmployeeId", primary_key)]
    pub employee_id: i64,
    #[sea_orm(column_name = "LastName")]
    pub last_name: String,
    #[sea_orm(column_name = "FirstName")]
    pub first_name: String,
    #[sea_orm(column_name = "Title")]
    pub title: Option<String>,
    #[sea_orm(column_name = "ReportsTo")]
    pub reports_to: Option<i64>,
    #[sea_orm(column_name = "BirthDate")]
    pub birth_date: Option<DateTime>,
    #[sea_orm(column_name = "HireDate")]
    pub hire_date: Option<DateTime>,
    #[sea_orm(column_name = "Address")]
    pub address: Option<String>,
    #[sea_orm(column_name = "City")]
    pub city: Option<String>,
    #[sea_orm(column_name = "State")]
    pub state: Option<String>,
    #[sea_orm(column_name = "Country")]
    pub country: Option<String>,
    #[sea_orm(column_name = "PostalCode")]
    pub postal_code: Option<String>,
    #[sea_orm(column_name = "Phone")]
    pub phone: Option<String>,
    #[sea_orm(column_name = "Fax")]
    pub fax: Option<String>,
    #[sea_orm(column_name = "Email")]
    pub email: Option<String>,
    #[sea_orm(has_many)]
    pub customers: HasMany<super::customer::Entity>,
    #[sea_orm(
        self_ref,
        relation_enum = "SelfRef",
        from = "reports_to",
        to = "employee_id",
        on_delete = "NoAction"
    )]
    pub employee: BelongsTo<Option<Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Declare for Entity {
    fn declare(model: &mut Declaration<Self>) {
        model
            .foreign_key(Relation::SelfRef)
            .accessor("reports_to")
            .related_name("employees");
    }
}
