//! What clients learn about the schema.

use serde_json::Value;

use crate::TestApp;

const TYPE: &str = "fragment T on __Type { kind name ofType { kind name ofType { kind name
    ofType { kind name } } } }";

impl TestApp {
    /// The fields of an object type, each as `name: Type`, in the order of the schema.
    ///
    /// # Panics
    ///
    /// If there is no such type.
    pub async fn fields_of(&self, type_name: &str) -> Vec<String> {
        self.members_of(type_name, "fields").await
    }

    /// The fields of an input type, each as `name: Type`, in the order of the schema.
    ///
    /// # Panics
    ///
    /// If there is no such type.
    pub async fn inputs_of(&self, type_name: &str) -> Vec<String> {
        self.members_of(type_name, "inputFields").await
    }

    async fn members_of(&self, type_name: &str, members: &str) -> Vec<String> {
        let query = format!(
            "query($name: String!) {{ __type(name: $name) {{ {members} {{ name type {{ ...T }} }} }} }}
             {TYPE}"
        );
        let variables = serde_json::json!({ "name": type_name });
        let reply = self.execute_with(&query, variables).await;
        let data = reply.data();
        let fields = data["__type"][members].as_array();
        let fields = fields.unwrap_or_else(|| panic!("no type {type_name}"));
        let name = |field: &Value| field["name"].as_str().expect("a name").to_owned();
        fields
            .iter()
            .map(|field| format!("{}: {}", name(field), type_text(&field["type"])))
            .collect()
    }
}

fn type_text(value: &Value) -> String {
    match value["kind"].as_str() {
        Some("NON_NULL") => format!("{}!", type_text(&value["ofType"])),
        Some("LIST") => format!("[{}]", type_text(&value["ofType"])),
        _ => value["name"].as_str().expect("a name").to_owned(),
    }
}
