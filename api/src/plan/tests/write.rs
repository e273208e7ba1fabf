//! What the arguments of mutations are compiled into, and why they are refused.

use async_graphql::{ServerError, Variables, parser::parse_query};
use relation::scope::Unrestricted;
use serde_json::{Value as Json, json};

use super::World;
use crate::plan::{Document, Planner, Step};

impl World {
    fn mutation(&self, fields: &str, variables: Json) -> Result<Vec<Step>, Vec<ServerError>> {
        let query = parse_query(format!("mutation {{ {fields} }}")).unwrap();
        let document = Document::new(query, None, Variables::from_json(variables)).unwrap();
        let planner = Planner::new(
            &self.catalog,
            &self.shape,
            &Unrestricted,
            &self.limits,
            &document,
        );
        let failures = planner.compile_mutation();
        failures.map_err(|failures| failures.into_iter().map(ServerError::from).collect())
    }

    /// What the fields write; else what is wrong with them.
    fn writes(&self, fields: &str, variables: Json) -> String {
        match self.mutation(fields, variables) {
            Ok(steps) => {
                let writes = steps.iter().filter_map(|step| step.write.as_ref());
                let writes: Vec<_> = writes.map(|write| self.show_write(write)).collect();
                writes.join("\n")
            }
            Err(errors) => {
                let errors: Vec<_> = errors.iter().map(show_error).collect();
                errors.join("\n")
            }
        }
    }
}

/// Code and message, then each wrong value in a line of its own.
fn show_error(error: &ServerError) -> String {
    let extensions = serde_json::to_value(&error.extensions).unwrap();
    let code = extensions["code"].as_str().unwrap();
    let problems = extensions["fields"].as_array().into_iter().flatten();
    let problems = problems.map(|problem| {
        let words = ["path", "field", "code"].map(|name| problem[name].to_string());
        format!("\n  {}: {}", words.join(" "), problem["message"])
    });
    format!("{code} {}{}", error.message, problems.collect::<String>())
}

#[track_caller]
fn check(cases: &[(&str, Json, &str)]) {
    let world = World::new();
    for (fields, variables, expected) in cases {
        let found = world.writes(fields, variables.clone());
        assert_eq!(found, *expected, "{fields}");
    }
}

#[test]
fn what_is_absent_is_not_mentioned_and_null_is() {
    let update =
        "updatePost(id: 1, input: {title: $t, publishedAt: $p, category: $c}) { post { pk } }";
    check(&[
        (update, json!({}), "update Post:1 {}"),
        (
            update,
            json!({ "p": null, "c": null }),
            "update Post:1 {published_at = ChronoDateTimeUtc(None), category -> null}",
        ),
        (
            update,
            json!({ "t": null }),
            "INVALID `input.title` must not be null\n  \
             [\"input\",\"title\"] \"title\" \"required\": \"must not be null\"",
        ),
    ]);
}

#[test]
fn rows_are_nested_along_every_relation() {
    check(&[
        (
            r#"createPost(input: {
                title: "a", content: "", status: DRAFT
                author: {create: {profile: {id: 4}}}
                category: {get: {id: "Category:2"}}
                tags: {add: ["Tag:1", 2], create: {}}
                contributors: {
                    set: [{id: 3, through: {role: EDITOR}}]
                    create: [{node: {}, through: {role: WRITER}}]
                }
                comments: {create: [{author: "b", createdAt: "2025-01-01T00:00:00Z"}]}
            }) { post { pk } }"#,
            json!({}),
            "create {title = \"a\", content = \"\", status = \"draft\", \
             author -> {profile <- Profile:4}, category -> (id = 2), tags: add [Tag:1 Tag:2] create {}, \
             contributors: set [User:3 by {role = 2}] create {} by {role = 1}, \
             comments: create {author = \"b\", created_at = 2025-01-01T00:00:00Z}}",
        ),
        (
            "updatePosts(where: {title: {exact: \"a\"}}, input: {category: {id: 1}}, atMost: 7) { count }",
            json!({}),
            "update at most 7 where title = \"a\" {category -> Category:1}",
        ),
        (
            "a: addPostContributors(post: 1, contributors: [2, 3], throughDefaults: {role: EDITOR}) { added }
             b: clearPostTags(post: 1) { removed }
             c: setPostTags(post: 1, tags: [], clear: true) { removed }
             d: removePostTags(post: \"Post:x\", tags: 4) { removed }",
            json!({}),
            "Post:1 contributors: add [User:2 by {role = 2} User:3 by {role = 2}]\n\
             Post:1 tags: clear\n\
             Post:1 tags: clear set []\n\
             Post?Post:x tags: remove [Tag:4]",
        ),
        (
            "getOrCreateProfile(where: {user: 1}) { created }
             updateOrCreatePostTags(post: 1, where: {id: 2}, input: {}) { created }",
            json!({}),
            "get (user -> User:1) or create {}\nget (id = 2) in tags of Post:1 update {}",
        ),
    ]);
}

#[test]
fn all_wrong_values_of_a_field_are_told_at_once() {
    check(&[(
        "createPost(input: {
                title: 1, status: NONE, author: {id: 1, create: {}}, subtitle: \"\"
                comments: {create: [{author: null, createdAt: \"today\"}, {}]}
                contributors: {add: [{id: 1}, {through: {role: 3}}]}
            }) { post { pk } }",
        json!({}),
        r#"INVALID `input.title` must be text without NUL characters, and 11 more values are wrong
  ["input","title"] "title" "invalid": "must be text without NUL characters"
  ["input","status"] "status" "invalid": "must be one of DRAFT, PUBLISHED, without quotes"
  ["input","author"] "author" "invalid": "must have exactly one field"
  ["input","subtitle"] "subtitle" "unknown": "is not a field of this input"
  ["input","comments","create",0,"author"] "author" "required": "must not be null"
  ["input","comments","create",0,"createdAt"] "createdAt" "invalid": "must be a point in time of the years 1 to 9999, such as \"2025-11-21T17:05:00Z\""
  ["input","comments","create",1,"author"] "author" "required": "is required"
  ["input","comments","create",1,"createdAt"] "createdAt" "required": "is required"
  ["input","contributors","add",0,"through"] "through" "required": "is required"
  ["input","contributors","add",1,"through","role"] "role" "invalid": "must be one of WRITER, EDITOR, without quotes"
  ["input","contributors","add",1,"id"] "id" "required": "is required"
  ["input","content"] "content" "required": "is required""#,
    )]);
}

#[test]
fn ids_of_other_models_are_told_by_what_takes_them() {
    check(&[
        (
            "createComment(input: {author: \"\", createdAt: \"2025-01-01T00:00:00Z\", post: {id: \"Tag:3\"}}) { comment { pk } }",
            json!({}),
            "WRONG_TYPE Comment.post expects Post, got Tag:3",
        ),
        (
            "addPostTags(post: \"Tag:1\", tags: [\"Post:1\", \"Post:2\"]) { added }
             getOrCreateTag(where: {id: \"Post:1\"}) { created }",
            json!({}),
            "WRONG_TYPE Mutation.addPostTags expects Post, got Tag:1, and 2 more ids are of another type\n\
             WRONG_TYPE TagUnique.id expects Tag, got Post:1",
        ),
    ]);
}

#[test]
fn what_is_named_and_nested_is_limited() {
    let mut world = World::new();
    world.limits.max_written_rows = 4;
    world.limits.max_input_depth = 2;
    world.limits.max_input_bytes = 20;
    let writes = |fields: &str| world.writes(fields, json!({ "text": "0123456789" }));
    let set = |n: usize| format!("setPostTags(post: 1, tags: {:?}) {{ added }}", vec![1; n]);

    assert!(!writes(&set(3)).starts_with("LIMIT"));
    assert_eq!(
        writes(&set(4)),
        "LIMIT tags[3]: the operation makes, changes, links or deletes more than 4 rows (setting \
         `max_written_rows`)"
    );
    assert_eq!(
        writes(&format!("a: {} b: {}", set(1), set(2))),
        "LIMIT tags[1]: the operation makes, changes, links or deletes more than 4 rows (setting \
         `max_written_rows`)"
    );
    assert_eq!(
        writes(
            "updateCategories(where: {id: {isNull: false}}, input: {parent: {create: {name: \"\"}}}, atMost: 3) { count }"
        ),
        "LIMIT atMost: the operation makes, changes, links or deletes more than 4 rows (setting \
         `max_written_rows`)"
    );
    assert_eq!(
        writes(
            "createCategory(input: {name: \"\", parent: {create: {name: \"\", parent: {create: {name: \"\"}}}}}) { category { pk } }"
        ),
        "LIMIT input.parent.create.parent.create: rows are nested more than 2 deep (setting \
         `max_input_depth`)"
    );
    assert_eq!(
        writes("createCategories(inputs: [{name: $text}, {name: $text}, {name: $text}]) { count }"),
        "LIMIT inputs[2].name: the values of all inputs have more than 20 bytes (setting \
         `max_input_bytes`)"
    );
}

#[test]
fn the_payload_counts_before_anything_is_written() {
    let mut world = World::new();
    world.limits.max_cost = 152;
    let update = |at_most: u32| {
        let update = format!(
            "updatePosts(where: {{ id: {{ isNull: false }} }}, input: {{}}, atMost: {at_most}) {{ posts {{ comments {{ nodes {{ pk }} }} }} }}"
        );
        world.writes(&update, json!({}))
    };

    assert_eq!(update(2), "update at most 2 where not (id is null) {}");
    assert_eq!(
        update(3),
        "LIMIT the operation may read and write 156 rows, more than 152; ask for smaller pages or \
         fewer relations (setting `max_cost`)"
    );
}
