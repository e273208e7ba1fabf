//! What an entity declares: names, descriptions, and what is only read.

use heck::ToUpperCamelCase;
use syn::{ItemImpl, parse_str};

use super::{
    columns::Source,
    edit::{Relation, identifier},
    enums,
    fields::Field,
    names::RESERVED,
    tables::Extras,
};

pub(super) fn declaration(relations: &[Relation], extras: &Extras) -> Result<ItemImpl, syn::Error> {
    let declared = &extras.declared;
    let mut lines = Vec::new();
    if let Some(name) = &extras.model {
        lines.push(format!("model.rename({name:?});"));
    }
    if let Some(comment) = &extras.comment {
        lines.push(format!("model.describe({comment:?});"));
    }
    let mut fields: Vec<&Field> = extras.fields.values().collect();
    fields.sort_by_key(|field| field.place);
    lines.extend(
        fields
            .into_iter()
            .filter_map(|field| field_line(field, extras)),
    );
    for key in &declared.keys {
        let mut relations = relations.iter();
        let Some(relation) = relations.find(|relation| relation.fields == key.fields) else {
            continue;
        };
        let related = key.related_name.as_ref();
        let related = related.map(|name| format!(".related_name({name:?})"));
        let (variant, accessor) = (&relation.variant, &key.accessor);
        let related = related.unwrap_or_default();
        let described = match &key.fields[..] {
            [field] => extras
                .fields
                .get(field)
                .and_then(|field| field.comment.as_ref()),
            _ => None,
        };
        let described = described.map(|text| format!(".describe({text:?})"));
        let described = described.unwrap_or_default();
        lines.push(format!(
            "model.foreign_key(Relation::{variant}).accessor({accessor:?}){related}{described};"
        ));
    }
    for link in &declared.links {
        let (through, name) = (identifier(&link.through), &link.name);
        let related = &link.related_name;
        lines.push(format!(
            "model.many_to_many::<super::{through}::Entity>({name:?}).related_name({related:?});"
        ));
    }
    let model = if lines.is_empty() { "_model" } else { "model" };
    parse_str(&format!(
        "impl Declare for Entity {{ fn declare({model}: &mut Declaration<Self>) {{ {} }} }}",
        lines.concat()
    ))
}

/// What is declared of a field; none where there is nothing.
fn field_line(field: &Field, extras: &Extras) -> Option<String> {
    let name = &field.name;
    let is_id = name == "id" && extras.primary_key == [field.column.clone()];
    let is_relation = {
        let mut keys = extras.foreign_keys.iter();
        keys.any(|key| key.fields == [name.clone()])
    };
    let is_reserved = RESERVED.contains(&name.as_str()) && !is_id && !is_relation;
    let is_renamed_enum = extras.renamed_enums.contains(name);
    let rename = is_reserved.then(|| format!(".rename(\"{name}_value\")"));
    let values = field.enum_name().filter(|_| is_renamed_enum).map(|of| {
        let (module, of) = (enums::MODULE, enums::type_name(&of));
        format!(".enumeration::<super::{module}::{of}>()")
    });
    let is_read_only = matches!(field.source, Source::Computed | Source::AlwaysCounted);
    let read_only = is_read_only.then(|| ".read_only()".to_owned());
    let comment = field.comment.as_ref().filter(|_| !is_relation);
    let described = comment.map(|text| format!(".describe({text:?})"));
    let declared = [rename, values, read_only, described];
    let declared = declared.into_iter().flatten().collect::<String>();
    let variant = name.to_upper_camel_case();
    (!declared.is_empty()).then(|| format!("model.field(Column::{variant}){declared};"))
}
