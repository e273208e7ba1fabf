//! What an entity says beyond what SeaORM's generator writes: the schema of its table, the lengths
//! and defaults of its columns, and the names of its relations.

use std::collections::HashSet;

use heck::ToUpperCamelCase;
use syn::{
    Field, Fields, File, GenericArgument, Item, ItemStruct, ItemUse, Lit, PathArguments, Token,
    Type, parse_quote, parse_str, punctuated::Punctuated,
};

use super::{
    attributes,
    declaration::declaration,
    names::Declared,
    tables::{Extras, ForeignKeyText},
};

/// The text of a file with what was left out.
pub(super) fn complete(source: &str, extras: &Extras) -> Result<String, syn::Error> {
    let mut file = syn::parse_file(source)?;
    let mut relations = Vec::new();
    for item in &mut file.items {
        let Item::Struct(model) = item else { continue };
        attributes::name_table(model, extras);
        let Fields::Named(fields) = &mut model.fields else {
            continue;
        };
        let columns = fields.named.iter().filter(|field| !is_relation(field));
        let mut taken: HashSet<String> = columns.map(name_of).collect();
        for field in &mut fields.named {
            if is_relation(field) {
                rename(field, &mut taken);
            }
            if let Some(taken) = extras.fields.get(&name_of(field)) {
                let default = taken.default.as_deref().map(attributes::default);
                field.attrs.extend(attributes::length(taken));
                field.attrs.extend(default);
            }
            relations.extend(relation(field));
        }
        for key in &extras.foreign_keys {
            if !relations.iter().any(|known| known.fields == key.fields) {
                let mut field = left_out(key, &extras.declared, &fields.named)?;
                rename(&mut field, &mut taken);
                relations.extend(relation(&field));
                fields.named.push(field);
            }
        }
    }
    let import: ItemUse = parse_quote!(
        use relation::catalog::{Declaration, Declare};
    );
    file.items.insert(0, import.into());
    file.items.push(declaration(&relations, extras)?.into());
    // One blank line between items, but none between imports.
    let (uses, items): (Vec<Item>, Vec<Item>) = file
        .items
        .into_iter()
        .partition(|item| matches!(item, Item::Use(_)));
    let mut texts = vec![text(uses)];
    texts.extend(items.into_iter().map(|item| text(vec![item])));
    Ok(texts.join("\n"))
}

fn text(items: Vec<Item>) -> String {
    prettyplease::unparse(&File {
        shebang: None,
        attrs: Vec::new(),
        items,
    })
}

/// A name as Rust takes it, be it a word of Rust's own.
pub(super) fn identifier(name: &str) -> String {
    match parse_str::<syn::Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("r#{name}"),
    }
}

/// A foreign key as the generator writes it.
pub(super) struct Relation {
    /// The names of the fields that hold it.
    pub(super) fields: Vec<String>,
    /// Its name among the entity's relations.
    pub(super) variant: String,
}

fn name_of(field: &Field) -> String {
    let name = field.ident.as_ref().map(ToString::to_string);
    name.unwrap_or_default().trim_start_matches("r#").to_owned()
}

/// Whether a field stands for rows of another table.
fn is_relation(field: &Field) -> bool {
    let Type::Path(path) = &field.ty else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|last| {
        ["BelongsTo", "HasOne", "HasMany"]
            .iter()
            .any(|one| last.ident == one)
    })
}

/// The module of the rows that a field stands for: `artist` of `BelongsTo<super::artist::Entity>`.
fn target_of(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let segments = &path.path.segments;
    if let PathArguments::AngleBracketed(inner) = &segments.last()?.arguments {
        return inner.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(ty) => target_of(ty),
            _ => None,
        });
    }
    let module = segments.iter().rev().nth(1)?;
    Some(module.ident.to_string().trim_start_matches("r#").to_owned())
}

/// The field of a foreign key that the generator left out, as it does where the rows of two tables
/// are linked by a third one as well.
fn left_out(
    key: &ForeignKeyText,
    declared: &Declared,
    fields: &Punctuated<Field, Token![,]>,
) -> Result<Field, syn::Error> {
    let mut declared = declared.keys.iter();
    let declared = declared.find(|declared| declared.fields == key.fields);
    let accessor = declared.map_or(&key.target, |declared| &declared.accessor);
    let variant = format!("{}Key", accessor.to_upper_camel_case());
    let list = |names: &[String]| match names {
        [name] => name.clone(),
        _ => format!("({})", names.join(", ")),
    };
    let (from, to, on_delete) = (list(&key.fields), list(&key.target_fields), &key.on_delete);
    let target = format!("super::{}::Entity", identifier(&key.target));
    let mut columns = fields
        .iter()
        .filter(|field| key.fields.contains(&name_of(field)));
    let target = if columns.any(|field| is_option(&field.ty)) {
        format!("Option<{target}>")
    } else {
        target
    };
    let name = identifier(accessor);
    let item: ItemStruct = parse_str(&format!(
        "struct Model {{ #[sea_orm(belongs_to, relation_enum = {variant:?}, from = {from:?}, \
         to = {to:?}, on_delete = {on_delete:?})] pub {name}: BelongsTo<{target}> }}"
    ))?;
    let field = item.fields.into_iter().next();
    Ok(field.expect("the struct has one field"))
}

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
}

/// Gives a relation a name that no column has.
fn rename(field: &mut Field, taken: &mut HashSet<String>) {
    let mut name = name_of(field);
    let is_taken = taken.contains(&name);
    while taken.contains(&name) {
        name.push_str("_relation");
    }
    if is_taken {
        field.ident = parse_str(&name).ok();
    }
    taken.insert(name);
}

/// The foreign key that a field stands for, if it does.
fn relation(field: &Field) -> Option<Relation> {
    let (mut is_key, mut variant, mut from) = (false, None, None);
    for attribute in &field.attrs {
        if !attribute.path().is_ident("sea_orm") {
            continue;
        }
        let read = attribute.parse_nested_meta(|meta| {
            is_key |= meta.path.is_ident("belongs_to") || meta.path.is_ident("self_ref");
            if meta.input.peek(Token![=])
                && let Lit::Str(text) = meta.value()?.parse()?
            {
                if meta.path.is_ident("relation_enum") {
                    variant = Some(text.value());
                } else if meta.path.is_ident("from") {
                    from = Some(text.value());
                }
            }
            Ok(())
        });
        read.ok()?;
    }
    let from = from.filter(|_| is_key)?;
    let fields = from.trim_matches(['(', ')']).split(',');
    Some(Relation {
        fields: fields.map(|field| field.trim().to_owned()).collect(),
        variant: variant.or_else(|| Some(target_of(&field.ty)?.to_upper_camel_case()))?,
    })
}
