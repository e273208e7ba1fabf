//! Every name of the API: how the catalog's words become GraphQL's, and the English plural.

use heck::{ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// A field, argument or accessor: `published_at` becomes `publishedAt`.
pub(crate) fn field(name: &str) -> String {
    name.to_lower_camel_case()
}

/// The root field that reads one row: `BlogPost` becomes `blogPost`.
pub(crate) fn singular_root(model: &str) -> String {
    model.to_lower_camel_case()
}

/// The root field that lists rows: `BlogPost` becomes `blogPosts`; where the plural is the
/// singular, `News` becomes `newsList`.
pub(crate) fn plural_root(model: &str) -> String {
    let singular = singular_root(model);
    let plural = plural(&singular);
    if plural == singular {
        list_root(model)
    } else {
        plural
    }
}

/// A list of rows where the plural says something else, or nothing: `newsList`, `postTagList`.
pub(crate) fn list_root(model: &str) -> String {
    format!("{}List", singular_root(model))
}

/// A root field that writes: `create` and `BlogPost` become `createBlogPost`.
pub(crate) fn mutation(verb: &str, name: &str) -> String {
    format!("{verb}{}", name.to_upper_camel_case())
}

/// The root field that reads the only row that meets a condition: `BlogPost` becomes
/// `getBlogPost`.
pub(crate) fn get_root(model: &str) -> String {
    format!("get{}", model.to_upper_camel_case())
}

/// The English plural of the last word of a camel-case name.
pub(crate) fn plural(name: &str) -> String {
    let last = name
        .char_indices()
        .rev()
        .find(|(_, letter)| letter.is_uppercase())
        .map_or(0, |(position, _)| position);
    let (front, word) = name.split_at(last);
    format!("{front}{}", pluralizer::pluralize(word, 2, false))
}

/// What a person calls one row: `BlogPost` becomes `blog post`.
pub(crate) fn words(model: &str) -> String {
    model.to_snake_case().replace('_', " ")
}

/// What a person calls several rows: `BlogPost` becomes `blog posts`.
pub(crate) fn plural_words(model: &str) -> String {
    words(&plural(model))
}

/// The connection to rows of `model`.
pub(crate) fn connection_type(model: &str) -> String {
    format!("{model}Connection")
}

/// The edge to a row of `model`.
pub(crate) fn edge_type(model: &str) -> String {
    format!("{model}Edge")
}

/// What the connection of a many-to-many accessor is named after: `PostTags`.
pub(crate) fn link_stem(owner: &str, accessor: &str) -> String {
    format!("{owner}{}", accessor.to_upper_camel_case())
}

/// The conditions on rows of `model`.
pub(crate) fn where_type(model: &str) -> String {
    format!("{model}Where")
}

/// The condition that there is no row at the other end of a relation: `categoryIsNull`.
pub(crate) fn is_null_field(query_name: &str) -> String {
    format!("{}IsNull", field(query_name))
}

/// What the conditions on a many-to-many relation are named after: `TagsOfPost`.
pub(crate) fn many_stem(query_name: &str, owner: &str) -> String {
    format!("{}Of{owner}", query_name.to_upper_camel_case())
}

/// The conditions on the rows at the other end of a relation.
pub(crate) fn many_type(stem: &str) -> String {
    format!("{stem}Many")
}

/// The conditions on a number of rows of `model`.
pub(crate) fn count_lookup_type(model: &str) -> String {
    format!("{model}CountLookup")
}

/// An order of what has the type `name`.
pub(crate) fn order_type(name: &str) -> String {
    format!("{name}Order")
}

/// An order by the least or greatest value of a field of `model`.
pub(crate) fn field_order_type(model: &str) -> String {
    format!("{model}ManyFieldOrder")
}

/// An order by the sum or mean of a field of `model`.
pub(crate) fn number_order_type(model: &str) -> String {
    format!("{model}ManyNumberOrder")
}

/// The values made of many rows of `model`.
pub(crate) fn aggregate_type(model: &str) -> String {
    format!("{model}Aggregate")
}

/// The values that a function makes of the fields of `model`: `PostMin`.
pub(crate) fn function_type(model: &str, function: &str) -> String {
    format!("{model}{}", function.to_upper_camel_case())
}

/// The conditions on values of the type `name`.
pub(crate) fn lookup_type(name: &str) -> String {
    format!("{name}Lookup")
}

/// The values of a new row of `model`, or at the end of the relation `stem`.
pub(crate) fn create_type(stem: &str) -> String {
    format!("{stem}Create")
}

/// The changes to a row of `model`.
pub(crate) fn update_type(model: &str) -> String {
    format!("{model}Update")
}

/// The values of a row of `model`, should it be made.
pub(crate) fn defaults_type(model: &str) -> String {
    format!("{model}Defaults")
}

/// The unique keys of `model`.
pub(crate) fn unique_type(model: &str) -> String {
    format!("{model}Unique")
}

/// The unique key of `model` with the fields that `joined` names.
pub(crate) fn unique_group_type(model: &str, joined: &str) -> String {
    format!("{model}{}Unique", joined.to_upper_camel_case())
}

/// Several fields as one: `article` and `reporter` become `articleReporter`.
pub(crate) fn joined_field(names: &[&str]) -> String {
    names.join("_").to_lower_camel_case()
}

/// The row at the other end of a to-one relation.
pub(crate) fn to_one_type(stem: &str) -> String {
    format!("{stem}ToOne")
}

/// The rows at the other end of a to-many relation.
pub(crate) fn to_many_input_type(stem: &str) -> String {
    format!("{stem}Input")
}

/// A row at the other end of a relation, with the data of the link to it.
pub(crate) fn member_type(stem: &str) -> String {
    format!("{stem}Member")
}

/// The data of a link.
pub(crate) fn through_type(stem: &str) -> String {
    format!("{stem}Through")
}

/// What a mutation of a row or of a relation gives back.
pub(crate) fn payload_type(stem: &str) -> String {
    format!("{stem}Payload")
}

/// What a mutation of many rows gives back.
pub(crate) fn list_payload_type(model: &str) -> String {
    format!("{model}ListPayload")
}

/// What a mutation that finds or makes a row gives back.
pub(crate) fn get_or_create_payload_type(stem: &str) -> String {
    format!("{stem}GetOrCreatePayload")
}

/// An enum: `post_status` becomes `PostStatus`.
pub(crate) fn enum_type(name: &str) -> String {
    name.to_upper_camel_case()
}

/// A value of an enum: `InReview` and `in review` become `IN_REVIEW`.
pub(crate) fn enum_value(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// A name as a sentence: `IN_REVIEW` and `InReview` become `In review.`
pub(crate) fn sentence(name: &str) -> String {
    let words = name.to_snake_case().replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

/// Whether GraphQL takes the name, and does not keep it for itself.
pub(crate) fn is_valid_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !name.starts_with("__")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_english_and_change_the_last_word_only() {
        let cases = [
            ("Post", "posts"),
            ("BlogPost", "blogPosts"),
            ("Category", "categories"),
            ("Person", "people"),
            ("Address", "addresses"),
            ("NewsItem", "newsItems"),
            ("Bus", "buses"),
            ("Status", "statuses"),
        ];
        for (model, root) in cases {
            assert_eq!(plural_root(model), root);
        }
    }

    #[test]
    fn a_plural_that_is_its_singular_becomes_a_list() {
        assert_eq!(plural_root("News"), "newsList");
        assert_eq!(plural_root("Series"), "seriesList");
        assert_eq!(plural_root("Users"), "usersList");
    }

    #[test]
    fn words_follow_the_conventions_of_graphql() {
        assert_eq!(field("published_at"), "publishedAt");
        assert_eq!(link_stem("Article", "contributors"), "ArticleContributors");
        assert_eq!(
            many_stem("contributed_articles", "Reporter"),
            "ContributedArticlesOfReporter"
        );
        assert_eq!(is_null_field("parent_category"), "parentCategoryIsNull");
        assert_eq!(get_root("BlogPost"), "getBlogPost");
        assert_eq!(mutation("create", "blogPosts"), "createBlogPosts");
        assert_eq!(joined_field(&["article", "reporter"]), "articleReporter");
        assert_eq!(enum_value("InReview"), "IN_REVIEW");
        assert_eq!(enum_value("in review"), "IN_REVIEW");
        assert_eq!(plural_words("BlogPost"), "blog posts");
    }

    #[test]
    fn names_that_graphql_refuses_are_found() {
        assert!(is_valid_name("posts"));
        assert!(!is_valid_name("größe"));
        assert!(!is_valid_name("2nd"));
        assert!(!is_valid_name("__typename"));
    }
}
