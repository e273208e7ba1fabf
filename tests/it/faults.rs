//! What a catalog refuses: every fault with its place and its mend.

use std::sync::Arc;

use api::Engine;
use expect_test::{Expect, expect};
use relation::catalog::CatalogBuilder;
use tests::faults::{
    api_names, columns, filter_names, foreign_keys, keys, names, through, write_names,
};

fn check(declarations: CatalogBuilder, expected: Expect) {
    let error = declarations.build().expect_err("a fault");
    expected.assert_eq(&error.to_string());
}

fn check_api(declarations: CatalogBuilder, expected: Expect) {
    let catalog = declarations.build().expect("a catalog without faults");
    let error = Engine::builder(Arc::new(catalog))
        .sdl()
        .expect_err("a fault");
    expected.assert_eq(&error.to_string());
}

#[test]
fn c_003_a_foreign_key_without_a_rule_is_refused() {
    check(
        foreign_keys::no_on_delete(),
        expect![[r#"
        the catalog has 1 fault
          Silent.hub: has no on_delete rule; give the SeaORM relation an `on_delete` action or declare one with `foreign_key(..).on_delete(..)`"#]],
    );
}

#[test]
fn c_005_a_target_that_is_not_registered_is_refused() {
    check(
        foreign_keys::unknown_target(),
        expect![[r#"
        the catalog has 1 fault
          Lost.hub: refers to table `hub`, which no registered model has; register its entity"#]],
    );
}

#[test]
fn c_014_two_reverse_accessors_with_one_default_name_are_refused() {
    check(
        names::two_default_accessors(),
        expect![[r#"
        the catalog has 1 fault
          Hub.twin_set: the reverse side of Twin.left and the reverse side of Twin.right have the same name; rename a field, or set `related_name` or `no_reverse` on the relation"#]],
    );
}

#[test]
fn c_014_two_reverse_accessors_with_one_declared_name_are_refused() {
    check(
        names::two_declared_accessors(),
        expect![[r#"
        the catalog has 1 fault
          Hub.links: the reverse side of Namesake.left and the reverse side of Namesake.right have the same name; rename a field, or set `related_name` or `no_reverse` on the relation"#]],
    );
}

#[test]
fn c_014_a_reverse_accessor_named_like_a_field_is_refused() {
    check(
        names::accessor_equals_field(),
        expect![[r#"
        the catalog has 1 fault
          Hub.name: field `name` and the reverse side of Usurper.hub have the same name; rename a field, or set `related_name` or `no_reverse` on the relation"#]],
    );
}

#[test]
fn c_014_two_query_names_that_are_one_are_refused() {
    check(
        names::two_query_names(),
        expect![[r#"
        the catalog has 1 fault
          Hub.link: the reverse side of QueryTwin.left and the reverse side of QueryTwin.right have the same name in lookups; set `related_query_name` on one of them"#]],
    );
}

#[test]
fn c_014_a_query_name_that_is_a_field_is_refused() {
    check(
        names::query_name_equals_field(),
        expect![[r#"
        the catalog has 1 fault
          Hub.code: field `code` and the reverse side of QueryUsurper.hub have the same name in lookups; set `related_query_name` on one of them"#]],
    );
}

#[test]
fn c_014_a_many_to_many_accessor_named_like_a_field_is_refused() {
    check(
        through::many_to_many_equals_field(),
        expect![[r#"
        the catalog has 1 fault
          Shadow.hubs: field `hubs` and many-to-many through ShadowLink have the same name; rename a field, or set `related_name` or `no_reverse` on the relation"#]],
    );
}

#[test]
fn c_018_a_target_column_that_is_not_unique_is_refused() {
    check(
        foreign_keys::target_not_unique(),
        expect![[r#"
            the catalog has 1 fault
              ByCode.hub: refers to Hub.code, which is not unique; mark it `unique` or refer to the primary key"#]],
    );
}

#[test]
fn c_018_a_target_column_that_is_unique_only_with_another_is_refused() {
    check(
        foreign_keys::target_partly_unique(),
        expect![[r#"
            the catalog has 1 fault
              ByPart.slot: refers to Slot.room, which is not unique; mark it `unique` or refer to the primary key"#]],
    );
}

#[test]
fn c_020_set_null_on_a_required_column_is_refused() {
    check(
        foreign_keys::set_null_on_required(),
        expect![[r#"
        the catalog has 1 fault
          Hard.hub: on_delete SET_NULL needs a nullable column; make it nullable or choose another rule"#]],
    );
    check(
        foreign_keys::declared_set_null_on_required(),
        expect![[r#"
        the catalog has 1 fault
          Harder.hub: on_delete SET_NULL needs a nullable column; make it nullable or choose another rule"#]],
    );
}

#[test]
fn c_021_set_default_without_a_default_is_refused() {
    check(
        foreign_keys::set_default_without_default(),
        expect![[r#"
        the catalog has 1 fault
          Bare.hub: on_delete SET_DEFAULT needs a default; give the column one or choose another rule"#]],
    );
}

#[test]
fn c_035_a_through_model_without_keys_is_refused() {
    check(
        through::through_without_keys(),
        expect![[r#"
        the catalog has 1 fault
          KeylessOwner.others: through model Keyless has no foreign key to KeylessOwner; add one or choose another through model"#]],
    );
}

#[test]
fn c_035_a_through_model_without_a_key_to_the_source_is_refused() {
    check(
        through::through_without_source(),
        expect![[r#"
        the catalog has 1 fault
          Forgotten.others: through model Foreign has no foreign key to Forgotten; add one or choose another through model"#]],
    );
}

#[test]
fn c_035_a_through_model_without_a_key_to_the_target_is_refused() {
    check(
        through::through_without_target(),
        expect![[r#"
        the catalog has 1 fault
          OneSidedOwner.others: through model OneSided has no foreign key to the other side; add one or choose another through model"#]],
    );
}

#[test]
fn c_035_a_through_model_with_two_keys_to_one_side_is_refused() {
    check(
        through::through_ambiguous(),
        expect![[r#"
        the catalog has 1 fault
          AmbiguousOwner.others: through model Ambiguous has several keys that could be meant (owner, left, right); choose two with `through_fields`"#]],
    );
}

#[test]
fn c_035_through_fields_the_wrong_way_round_are_refused() {
    check(
        through::through_fields_swapped(),
        expect![[r#"
        the catalog has 1 fault
          SwappedOwner.others: through_fields names Swapped.Hub, which is not a foreign key to SwappedOwner; put the key to SwappedOwner first"#]],
    );
}

#[test]
fn a_through_model_that_is_not_registered_is_refused() {
    check(
        through::through_not_registered(),
        expect![[r#"
        the catalog has 1 fault
          AbsentOwner.others: the through model is not registered; register its entity"#]],
    );
}

#[test]
fn symmetrical_between_two_models_is_refused() {
    check(
        through::symmetrical_between_two(),
        expect![[r#"
        the catalog has 1 fault
          Unequal.others: only a relation of a model with itself can be symmetrical; remove `symmetrical`"#]],
    );
}

#[test]
fn a_forward_accessor_named_like_a_field_is_refused() {
    check(
        names::forward_accessor_equals_field(),
        expect![[r#"
        the catalog has 1 fault
          Mask.note: field `note` and foreign key Mask.note have the same name; rename a field, or set `related_name` or `no_reverse` on the relation"#]],
    );
}

#[test]
fn two_fields_with_one_name_are_refused() {
    check(
        names::two_fields(),
        expect![[r#"
        the catalog has 1 fault
          Renamed.note: field `note` and field `note` have the same name; rename a field, or set `related_name` or `no_reverse` on the relation"#]],
    );
}

#[test]
fn a_computed_field_named_like_a_column_is_refused() {
    check(
        names::computed_equals_field(),
        expect![[r#"
        the catalog has 1 fault
          Calculated.note: field `note` and computed field `note` have the same name; rename a field, or set `related_name` or `no_reverse` on the relation"#]],
    );
}

#[test]
fn two_models_with_one_name_are_refused() {
    check(
        names::two_models(),
        expect![[r#"
        the catalog has 1 fault
          Same: two registered entities have this name; give one of them another with `rename`"#]],
    );
}

#[test]
fn an_entity_that_is_registered_twice_is_refused() {
    check(
        names::one_entity_twice(),
        expect![[r#"
        the catalog has 1 fault
          Hub: table `hub` is registered twice; register it once"#]],
    );
}

#[test]
fn a_key_of_another_type_than_its_target_is_refused() {
    check(
        foreign_keys::key_of_another_type(),
        expect![[r#"
        the catalog has 1 fault
          ByText.hub: holds text, but Hub.id holds a whole number; give both columns one type"#]],
    );
}

#[test]
fn columns_without_a_place_in_the_api_are_refused() {
    check(
        columns::interval(),
        expect![[r#"
        the catalog has 1 fault
          Lasting.duration: columns of type Interval(None, None) are not served; hide it with `field(..).hide()`"#]],
    );
    check(
        columns::custom_type(),
        expect![[r#"
        the catalog has 1 fault
          Mapped.shape: columns of type geometry are not served; hide it with `field(..).hide()`"#]],
    );
}

#[test]
fn every_fault_is_reported_not_only_the_first() {
    check(
        foreign_keys::several_at_once(),
        expect![[r#"
            the catalog has 4 faults
              Hard.hub: on_delete SET_NULL needs a nullable column; make it nullable or choose another rule
              Bare.hub: on_delete SET_DEFAULT needs a default; give the column one or choose another rule
              Silent.hub: has no on_delete rule; give the SeaORM relation an `on_delete` action or declare one with `foreign_key(..).on_delete(..)`
              ByCode.hub: refers to Hub.code, which is not unique; mark it `unique` or refer to the primary key"#]],
    );
}

#[test]
fn a_key_that_cannot_stand_in_an_id_is_refused() {
    check(
        keys::decimal_key(),
        expect![[r#"
        the catalog has 1 fault
          Priced.price: a decimal number cannot be part of a key; choose a key of whole numbers, text, UUIDs, dates or enums"#]],
    );
}

#[test]
fn a_column_named_like_the_key_of_every_model_is_refused() {
    check(
        keys::pk_column(),
        expect![[r#"
        the catalog has 1 fault
          PkColumn.pk: the name is taken by the key of every model; give the field another with `field(..).rename(..)`"#]],
    );
}

#[test]
fn a_column_named_like_the_id_that_is_not_the_key_is_refused() {
    check(
        keys::id_column(),
        expect![[r#"
        the catalog has 1 fault
          IdColumn.id: the name is taken by the key of every model; give the field another with `field(..).rename(..)`"#]],
    );
}

#[test]
fn a_statement_about_the_key_of_another_model_is_refused() {
    check(
        keys::not_a_foreign_key(),
        expect![[r#"
        the catalog has 1 fault
          Parent: `foreign_key(Relation::Child)` is not a foreign key of this model; declare it on the model that holds the column"#]],
    );
}

#[test]
fn two_enums_with_one_name_are_refused() {
    check(
        keys::two_enums(),
        expect![[r#"
        the catalog has 1 fault
          TwoMoods.other: enum `mood` has other values here than elsewhere; give one of the two another `enum_name`"#]],
    );
}

#[test]
fn types_that_every_schema_has_are_refused() {
    check_api(
        api_names::built_in_types(),
        expect![[r#"
        the schema has 4 faults
          type Node: the built-in type Node and model Node would have the same name; give the model another with `rename`
          type PageInfo: the built-in type PageInfo and model PageInfo would have the same name; give the model another with `rename`
          model Node: `node` is a field of every API; give the model another name with `rename`
          model Node: `nodes` is a field of every API; give the model another name with `rename`"#]],
    );
}

#[test]
fn names_of_what_every_deletion_has_are_refused() {
    check_api(
        api_names::deletions(),
        expect![[r#"
        the schema has 2 faults
          type DeletePayload: the built-in type DeletePayload and the payload of a Delete would have the same name; give the model another with `rename`
          model DeletePreview: `deletePreview` is a field of every API; give the model another name with `rename`"#]],
    );
}

#[test]
fn a_type_named_like_a_scalar_is_refused() {
    check_api(
        api_names::scalar_type(),
        expect![[r#"
        the schema has 1 fault
          type String: the built-in type String and model String would have the same name; give the model another with `rename`"#]],
    );
}

#[test]
fn a_field_that_is_no_name_of_graphql_is_refused() {
    check_api(
        api_names::field_that_is_no_name(),
        expect![[r#"
        the schema has 1 fault
          Umlaut.größe: GraphQL names consist of ASCII letters, digits and `_`; give the field another with `field(..).rename(..)`"#]],
    );
}

#[test]
fn fields_that_become_one_in_camel_case_are_refused() {
    check_api(
        api_names::fields_that_become_one(),
        expect![[r#"
        the schema has 1 fault
          Twice.firstName: `first_name` and `firstName` would both be `firstName`; give one of them another name"#]],
    );
}

#[test]
fn two_roots_with_one_name_are_refused() {
    check_api(
        api_names::two_roots(),
        expect![[r#"
        the schema has 1 fault
          model Posts: `posts` would be a field of both Post and Posts; give one of them another name with `rename`"#]],
    );
}

#[test]
fn set_null_on_a_key_of_which_a_column_is_required_is_refused() {
    check(
        foreign_keys::set_null_on_half_required(),
        expect![[r#"
        the catalog has 1 fault
          Half.pair: on_delete SET_NULL needs a nullable column; make it nullable or choose another rule"#]],
    );
}

#[test]
fn set_default_on_a_key_of_which_a_required_column_has_none_is_refused() {
    check(
        foreign_keys::set_default_on_half_required(),
        expect![[r#"
        the catalog has 1 fault
          HalfBare.pair: on_delete SET_DEFAULT needs a default; give the column one or choose another rule"#]],
    );
}

#[test]
fn a_rule_that_sets_a_value_of_another_type_is_refused() {
    check(
        foreign_keys::set_value_of_another_type(),
        expect![[r#"
        the catalog has 1 fault
          WrongValue.hub: on_delete SET gives a value of another type than the column, which holds a whole number; give one of its type"#]],
    );
}

#[test]
fn an_enum_of_texts_on_a_column_of_numbers_is_refused() {
    check(
        columns::enumeration_of_another_type(),
        expect![[r#"
        the catalog has 1 fault
          Numbered.weekday: the values of enum `weekday` are text, but the column holds a whole number; give the enum the column's type with `db_type`"#]],
    );
}

#[test]
fn a_model_named_like_a_type_of_another_is_refused() {
    check_api(
        filter_names::types_of_another_model(),
        expect![[r#"
        the schema has 4 faults
          type ShelfWhere: model ShelfWhere and the filter of Shelf would have the same name; give the model another with `rename`
          type ShelfOrder: model ShelfOrder and the order of Shelf would have the same name; give the model another with `rename`
          type ShelfMin: model ShelfMin and the least values of Shelf would have the same name; give the model another with `rename`
          type ShelfSum: model ShelfSum and the sums of Shelf would have the same name; give the model another with `rename`"#]],
    );
}

#[test]
fn a_model_named_like_a_type_of_a_relation_is_refused() {
    check_api(
        filter_names::types_of_a_relation(),
        expect![[r#"
        the schema has 2 faults
          type BinderCountLookup: model BinderCountLookup and the lookup of a number of Binder would have the same name; give the model another with `rename`
          type BinderMany: model BinderMany and the filter of many Binder would have the same name; give the model another with `rename`"#]],
    );
}

#[test]
fn two_types_that_follow_from_two_models_are_refused() {
    check_api(
        filter_names::types_of_two_models(),
        expect![[r#"
            the schema has 1 fault
              type BinderManyFieldOrder: the order of BinderManyField and the order by a field of many Binder would have the same name; give one of the models another with `rename`"#]],
    );
}

#[test]
fn types_of_every_filter_are_refused() {
    check_api(
        filter_names::built_in_types(),
        expect![[r#"
        the schema has 2 faults
          type StringLookup: the built-in type StringLookup and model StringLookup would have the same name; give the model another with `rename`
          type Direction: the built-in type Direction and enum Direction would have the same name; give the enum another with `enum_name`"#]],
    );
}

#[test]
fn fields_named_like_what_joins_conditions_are_refused() {
    check_api(
        filter_names::junctions(),
        expect![[r#"
        the schema has 3 faults
          Junctions.and: `and` has a meaning of its own in filters; give the field another name with `field(..).rename(..)`
          Junctions.or: `or` has a meaning of its own in filters; give the field another name with `field(..).rename(..)`
          Junctions.not: `not` has a meaning of its own in filters; give the field another name with `field(..).rename(..)`"#]],
    );
}

#[test]
fn names_that_are_taken_in_filters_are_refused() {
    check_api(
        filter_names::query_names(),
        expect![[r#"
        the schema has 3 faults
          Shelf.pk: `pk` has a meaning of its own in filters; give the relation another name in filters with `related_query_name`
          Shelf.nBoards: `n_boards` and `nBoards` would both be `nBoards` in filters; give the relation another name in filters with `related_query_name`
          Taken.or: `or` has a meaning of its own in filters; give the key another name with `foreign_key(..).accessor(..)`"#]],
    );
}

#[test]
fn a_field_named_like_the_test_for_a_missing_row_is_refused() {
    check_api(
        filter_names::missing_row(),
        expect![[r#"
        the schema has 1 fault
          MissingRow.shelf: `shelf_is_null` and the test for a missing `shelf` would both be `shelfIsNull` in filters; give the key another name with `foreign_key(..).accessor(..)`"#]],
    );
}

#[test]
fn a_name_in_filters_that_is_no_name_of_graphql_is_refused() {
    check_api(
        filter_names::query_name_that_is_no_name(),
        expect![[r#"
        the schema has 1 fault
          Shelf.größe: GraphQL names consist of ASCII letters, digits and `_`; give the relation another name in filters with `related_query_name`"#]],
    );
}

#[test]
fn a_root_named_like_the_one_for_exactly_one_row_is_refused() {
    check_api(
        filter_names::get_root(),
        expect![[r#"
        the schema has 1 fault
          model GetShelf: `getShelf` would be a field of both Shelf and GetShelf; give one of them another name with `rename`"#]],
    );
}

#[test]
fn rules_for_text_on_other_columns_are_refused() {
    check(
        columns::text_rules_on_numbers(),
        expect![[r#"
        the catalog has 2 faults
          Counted.height: the rule `blank` is for text, but the column holds a whole number; remove it or write one with `validate`
          Counted.width: the rule `max_length` is for text, but the column holds a whole number; remove it or write one with `validate`"#]],
    );
}

#[test]
fn choices_among_rows_of_another_model_are_refused() {
    check(
        foreign_keys::choices_of_another(),
        expect![[r#"
        the catalog has 1 fault
          Choosy.hub: limit_choices_to limits the rows of another model than Hub, to which the key refers; name its entity"#]],
    );
}

#[test]
fn a_model_named_like_a_type_of_mutations_is_refused() {
    check_api(
        write_names::types_of_another_model(),
        expect![[r#"
        the schema has 3 faults
          type CrateCreate: model CrateCreate and the input of a new Crate would have the same name; give the model another with `rename`
          type CrateUnique: model CrateUnique and the unique keys of Crate would have the same name; give the model another with `rename`
          type CratePayload: model CratePayload and the payload of a Crate would have the same name; give the model another with `rename`"#]],
    );
}

#[test]
fn two_relations_with_the_same_mutations_are_refused() {
    check_api(
        write_names::two_relations(),
        expect![[r#"
            the schema has 1 fault
              CrateLid.nails: mutations of Crate.lid_nails have the names that those of this relation would have, such as `createCrateLidNails`; give the relation another name"#]],
    );
}

#[test]
fn a_model_named_like_a_list_that_gives_way_is_refused() {
    check_api(
        write_names::two_lists(),
        expect![[r#"
        the schema has 1 fault
          type CrateHingeListPayload: the payload of many CrateHinge and the payload of a CrateHingeList would have the same name; give one of the models another with `rename`"#]],
    );
}

#[test]
fn a_model_named_like_a_field_of_payloads_is_refused() {
    check_api(
        write_names::payload_field(),
        expect![[r#"
        the schema has 1 fault
          model Removed: `removed` has a meaning of its own in the payloads of mutations; give the model another name with `rename`"#]],
    );
}

#[test]
fn two_unique_keys_with_one_name_are_refused() {
    check_api(
        write_names::two_unique_keys(),
        expect![[r#"
        the schema has 1 fault
          model Place: the unique keys of `rowSeat` and of `row`, `seat` would both be `rowSeat`; give one of the fields another name"#]],
    );
}
