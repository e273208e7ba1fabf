//! The mutations of the API.

use serde_json::Value as Json;
use tests::TestApp;

/// A mutation: its name, and its arguments with their types.
pub(super) type Mutation = (String, Vec<(String, String)>);

/// All mutations that the API has.
pub(super) async fn mutations(app: &TestApp) -> Vec<Mutation> {
    let query = "{ __schema { mutationType { fields { name args { name type { ...T } } } } } }
        fragment T on __Type { name ofType { name ofType { name ofType { name } } } }";
    let data = app.execute(query).await.data();
    let fields = data["__schema"]["mutationType"]["fields"].as_array();
    let text = |value: &Json| value.as_str().expect("a name").to_owned();
    let fields = fields.expect("mutations").iter().map(|field| {
        let arguments = field["args"].as_array().expect("arguments").iter();
        let arguments = arguments.map(|argument| {
            let mut ty = &argument["type"];
            while ty["name"].is_null() {
                ty = &ty["ofType"];
            }
            (text(&argument["name"]), text(&ty["name"]))
        });
        (text(&field["name"]), arguments.collect())
    });
    fields.collect()
}
