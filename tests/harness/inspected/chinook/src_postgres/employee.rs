use relation::catalog::{Declaration, Declare};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "Employee")]
pub struct Model {
    #[sea_orm(column_name = "EmployeeId", primary_key)]
    pub employee_id: i32,
    #[sea_orm(column_name = "LastName")]
    #[sea_orm(column_type = "String(StringLen::N(20))")]
    pub last_name: String,
    #[sea_orm(column_name = "FirstName")]
    #[sea_orm(column_type = "String(StringLen::N(20))")]
    pub first_name: String,
    #[sea_orm(column_name = "Title")]
    #[sea_orm(column_type = "String(StringLen::N(30))", nullable)]
    pub title: Option<String>,
    #[sea_orm(column_name = "ReportsTo")]
    pub reports_to: Option<i32>,
    #[sea_orm(column_name = "BirthDate")]
    pub birth_date: Option<DateTime>,
    #[sea_orm(column_name = "HireDate")]
    pub hire_date: Option<DateTime>,
    #[sea_orm(column_name = "Address")]
    #[sea_orm(column_type = "String(StringLen::N(70))", nullable)]
    pub address: Option<String>,
    #[sea_orm(column_name = "City")]
    #[sea_orm(column_type = "String(StringLen::N(40))", nullable)]
    pub city: Option<String>,
    #[sea_orm(column_name = "State")]
    #[sea_orm(column_type = "String(StringLen::N(40))", nullable)]
    pub state: Option<String>,
    #[sea_orm(column_name = "Country")]
    #[sea_orm(column_type = "String(StringLen::N(40))", nullable)]
    pub country: Option<String>,
    #[sea_orm(column_name = "PostalCode")]
    #[sea_orm(column_type = "String(StringLen::N(10))", nullable)]
    pub postal_code: Option<String>,
    #[sea_orm(column_name = "Phone")]
    #[sea_orm(column_type = "String(StringLen::N(24))", nullable)]
    pub phone: Option<String>,
    #[sea_orm(column_name = "Fax")]
    #[sea_orm(column_type = "String(StringLen::N(24))", nullable)]
    pub fax: Option<String>,
    #[sea_orm(column_name = "Email")]
    #[sea_orm(column_type = "String(StringLen::N(60))", nullable)]
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
