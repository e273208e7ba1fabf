//! Mutations: root fields that write, one after the other.

use async_graphql::{Name, Pos, Positioned, parser::types::Field};
use relation::manager::Write;

use super::{Plan, Planner, Root, RootOutput, collect::Collected};
use crate::error::Failure;

/// One root field of a mutation.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) pos: Pos,
    /// What it does; nothing for `__typename`.
    pub(crate) write: Option<Write>,
    /// What it shows then: the one root field, with reads of its own, because a row that was read
    /// before the write says nothing about one after it.
    pub(crate) payload: Plan,
}

impl<'a> Planner<'a> {
    /// The root fields of a mutation, in order.
    ///
    /// # Errors
    ///
    /// All that is wrong with any of them.
    pub(crate) fn compile_mutation(mut self) -> Result<Vec<Step>, Vec<Failure>> {
        let set = &self.document.operation.node.selection_set.node;
        let fields: Collected<'a> = self.collect(&[set], "Mutation", false);
        let mut steps = Vec::with_capacity(fields.len());
        for (key, fields) in fields {
            self.path.push(key.clone());
            let step = self.step(key, &fields);
            steps.push(step);
            self.path.pop();
        }
        self.check_cost();
        if self.failures.is_empty() {
            Ok(steps)
        } else {
            Err(self.failures)
        }
    }

    fn step(&mut self, key: Name, fields: &[&'a Positioned<Field>]) -> Step {
        self.plan = Plan {
            cost: self.plan.cost,
            ..Plan::default()
        };
        self.row_facts.clear();
        self.keyed.clear();
        let name = fields[0].node.name.node.as_str();
        let shape = self.shape;
        let (write, output) = match shape.mutations.get(name).map(|field| field.kind) {
            Some(kind) => {
                let write = self.write(kind, fields[0]);
                let output = self.payload(shape.payload(kind), write.as_ref(), fields);
                (write, output)
            }
            None if name == "__typename" => (None, RootOutput::Typename("Mutation")),
            // Validation has refused unknown names.
            None => (None, RootOutput::NotOurs),
        };
        self.plan.roots.push(Root { key, output });
        self.add_primes();
        let payload = Plan {
            cost: self.plan.cost,
            ..std::mem::take(&mut self.plan)
        };
        self.plan.cost = payload.cost;
        Step {
            pos: fields[0].pos,
            write,
            payload,
        }
    }
}
