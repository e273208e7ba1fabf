//! One deletion, and how the API is asked for it.

use relation::catalog::ModelId;
use serde_json::{Value as Json, json};

use super::{super::dice::Dice, naive::Plan, roots::Way, state::State, told};

/// One deletion, as it was asked for.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) way: Way,
    pub(super) model: ModelId,
    /// The primary keys of the roots that the preview names.
    pub(super) roots: Vec<(ModelId, String)>,
    pub(super) ids: Vec<String>,
    /// What the preview told.
    pub(super) preview: Json,
    pub(super) token: Option<String>,
    pub(super) at_most: usize,
    /// Whether something else happened after the preview.
    pub(super) is_disturbed: bool,
    /// What happened, and what was asked and told.
    pub(super) story: Vec<String>,
}

impl Case {
    /// Sometimes an id is named twice, and sometimes fewer rows are allowed than there are.
    pub(super) fn new(
        state: &State<'_>,
        name: String,
        (way, model): (Way, ModelId),
        plan: &Plan,
        dice: &mut Dice,
    ) -> Self {
        let roots = plan.roots.iter();
        let mut ids: Vec<String> = roots.map(|root| state.id(*root).to_owned()).collect();
        if dice.chance(20) {
            ids.reverse();
            ids.extend(ids.first().cloned());
        }
        let roots = plan.roots.iter();
        let n_roots = plan.roots.len();
        Self {
            name,
            way,
            model,
            roots: roots.map(|root| (root.0, state.key(*root))).collect(),
            ids,
            preview: Json::Null,
            token: None,
            at_most: if dice.chance(5) && n_roots > 1 {
                n_roots - 1
            } else {
                n_roots + dice.below(2) + 1
            },
            is_disturbed: false,
            story: Vec::new(),
        }
    }

    /// The operation and its variables.
    pub(super) fn spelled(&self, state: &State<'_>) -> (String, Json) {
        let model = &state.catalog[self.model];
        let (name, payload) = (&model.name, told::PAYLOAD);
        let token = &self.token;
        let many = |condition: Json| {
            let mutation = state
                .deletion(self.model)
                .expect("a model with rows to delete");
            let query = format!(
                "mutation($where: {name}Where!, $atMost: Int!, $token: String) {{ \
                 call: {mutation}(where: $where, atMost: $atMost, token: $token) {{ {payload} }} }}"
            );
            let variables = json!({"where": condition, "atMost": self.at_most, "token": token});
            (query, variables)
        };
        match &self.way {
            Way::Filter(condition) => many(condition.clone()),
            Way::Many | Way::Preview => many(json!({"id": {"in": self.ids}})),
            Way::One => {
                let query = format!(
                    "mutation($id: ID!, $token: String) {{ \
                     call: delete{name}(id: $id, token: $token) {{ {payload} }} }}"
                );
                (query, json!({"id": self.ids[0], "token": token}))
            }
        }
    }
}
