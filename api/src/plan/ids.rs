//! Lookups of rows by id: `{in: ["Post:1", "2"]}`.

use relation::{catalog::ModelId, lookup::Predicate, value::Key};

use super::{
    filter::{Conditions, all_of, either},
    input::{Argument, Input},
    refusal::Refusal,
};
use crate::id::{self, OtherModel};

impl<'a> Conditions<'a> {
    /// What a lookup says of the id.
    pub(super) fn id(
        &mut self,
        model: ModelId,
        lookup: Argument<'a>,
    ) -> Result<Predicate, Refusal> {
        let operators = lookup.object()?.into_iter();
        let parts = operators.map(|(name, value)| self.id_operator(model, name, value));
        Ok(all_of(parts.collect::<Result<_, _>>()?))
    }

    fn id_operator(
        &mut self,
        model: ModelId,
        name: &str,
        value: Argument<'a>,
    ) -> Result<Predicate, Refusal> {
        self.count_node()?;
        let below = |refusal: Refusal| refusal.below(name);
        let ids = match name {
            "exact" if value.is_null() => return Ok(self.has_no_key(model)),
            "isNull" => {
                let is_null = value.boolean().map_err(below)?;
                return Ok(either(self.has_no_key(model), is_null));
            }
            "in" if value.is_null() => return Err(below(Refusal::null_instead_of("isNull"))),
            "exact" => vec![self.id_text(value).map_err(below)?],
            "in" => self.each(value, Self::id_text).map_err(below)?,
            _ => return Err(below(Refusal::unknown_field())),
        };
        self.has_key(model, &ids)
    }

    fn has_key(&self, model: ModelId, ids: &[String]) -> Result<Predicate, Refusal> {
        let mut keys: Vec<Key> = Vec::new();
        for id in ids {
            let key = id::key_for(self.catalog, self.shape, model, id);
            keys.extend(key.map_err(|OtherModel| {
                Refusal::wrong_type(&self.shape.object(model).type_name, id)
            })?);
        }
        if keys.is_empty() {
            return Ok(Predicate::NEVER);
        }
        let fields = self.catalog[model].primary_key.clone();
        Ok(Predicate::Key { fields, keys })
    }

    /// There is no row; only one that a relation leads to can be missing.
    fn has_no_key(&self, model: ModelId) -> Predicate {
        let fields = self.catalog[model].primary_key.iter();
        Predicate::Any(fields.map(|field| Predicate::is_null(*field)).collect())
    }

    fn id_text(&mut self, value: Argument<'a>) -> Result<String, Refusal> {
        let text = match value.input() {
            Input::Text { text, .. } => text.to_owned(),
            Input::Number(number) if !number.is_f64() => number.to_string(),
            _ => return Err(Refusal::invalid("must be an id")),
        };
        self.check_length(&text)?;
        self.count_bytes(text.len())?;
        Ok(text)
    }
}
