//! What an entity says beyond what SeaORM's generator writes: the defaults of its columns, and the
//! names of its relations.

use std::collections::HashSet;

use heck::ToUpperCamelCase;
use syn::{
    Attribute, Field, Fields, File, GenericArgument, Item, ItemImpl, ItemStruct, ItemUse, Lit,
    LitInt, PathArguments, Token, Type, parse_quote, parse_str, punctuated::Punctuated,
};

use super::{
    names::Declared,
    tables::{Extras, ForeignKeyText},
};

/// The text of a file with what was left out.
pub(super) fn complete(source: &str, extras: &Extras) -> Result<String, syn::Error> {
    let mut file = syn::parse_file(source)?;
    let mut relations = Vec::new();
    for item in &mut file.items {
        let Item::Struct(model) = item else { continue };
        let Fields::Named(fields) = &mut model.fields else {
            continue;
        };
        let columns = fields.named.iter().filter(|field| !is_relation(field));
        let mut taken: HashSet<String> = columns.map(name_of).collect();
        for field in &mut fields.named {
            if is_relation(field) {
                rename(field, &mut taken);
            }
            let default = extras.defaults.get(&name_of(field));
            field
                .attrs
                .extend(default.and_then(|sql| default_attribute(sql)));
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
    file.items
        .push(declaration(&relations, &extras.declared)?.into());
    // One blank line between items.
    let items = file.items.iter().map(|item| {
        prettyplease::unparse(&File {
            shebang: None,
            attrs: Vec::new(),
            items: vec![item.clone()],
        })
    });
    let text = items.collect::<Vec<_>>().join("\n");
    Ok(text.replacen("};\n\nuse", "};\nuse", 1))
}

/// A name as Rust takes it, be it a word of Rust's own.
pub(super) fn identifier(name: &str) -> String {
    match parse_str::<syn::Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("r#{name}"),
    }
}

/// A foreign key as the generator writes it.
struct Relation {
    /// The names of the fields that hold it.
    fields: Vec<String>,
    /// Its name among the entity's relations.
    variant: String,
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

fn declaration(relations: &[Relation], declared: &Declared) -> Result<ItemImpl, syn::Error> {
    let mut lines = Vec::new();
    for key in &declared.keys {
        let mut relations = relations.iter();
        let Some(relation) = relations.find(|relation| relation.fields == key.fields) else {
            continue;
        };
        let related = key.related_name.as_ref();
        let related = related.map(|name| format!(".related_name({name:?})"));
        let (variant, accessor) = (&relation.variant, &key.accessor);
        let related = related.unwrap_or_default();
        lines.push(format!(
            "model.foreign_key(Relation::{variant}).accessor({accessor:?}){related};"
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

/// The default as SeaORM declares it; none for NULL.
fn default_attribute(sql: &str) -> Option<Attribute> {
    let text = sql
        .strip_prefix('\'')
        .and_then(|sql| sql.strip_suffix('\''));
    if let Some(text) = text {
        let text = text.replace("''", "'");
        return Some(parse_quote!(#[sea_orm(default_value = #text)]));
    }
    if sql.eq_ignore_ascii_case("NULL") {
        return None;
    }
    if let Ok(number) = parse_str::<LitInt>(sql) {
        return Some(parse_quote!(#[sea_orm(default_value = #number)]));
    }
    let expression = format!("Expr::cust({sql:?})");
    Some(parse_quote!(#[sea_orm(default_expr = #expression)]))
}
