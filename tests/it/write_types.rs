//! Mutations as clients see them: which there are, and what they take.

use std::sync::Arc;

use api::Engine;
use expect_test::{Expect, expect};
use relation::catalog::Catalog;
use tests::{TestApp, faults::write_names};

async fn check_inputs(app: &TestApp, type_name: &str, expected: Expect) {
    expected.assert_eq(&app.inputs_of(type_name).await.join("\n"));
}

/// The mutations whose name ends like this.
async fn check_mutations(app: &TestApp, end: &str, expected: Expect) {
    let fields = app.fields_of("Mutation").await;
    let names = fields.iter().filter_map(|field| field.split(':').next());
    let names: Vec<&str> = names.filter(|name| name.ends_with(end)).collect();
    expected.assert_eq(&names.join("\n"));
}

#[tokio::test]
async fn a_list_gives_way_to_the_relation_of_its_name() {
    let app = TestApp::new().await;

    check_mutations(
        &app,
        "PostTags",
        expect![[r#"
        addPostTags
        removePostTags
        setPostTags
        clearPostTags
        createPostTags
        getOrCreatePostTags
        updateOrCreatePostTags"#]],
    )
    .await;
    check_mutations(
        &app,
        "PostTag",
        expect![[r#"
            createPostTag
            getOrCreatePostTag
            deletePostTag"#]],
    )
    .await;
    check_mutations(
        &app,
        "PostTagList",
        expect![[r#"
        createPostTagList
        deletePostTagList"#]],
    )
    .await;
}

#[tokio::test]
async fn rows_leave_a_relation_only_where_the_key_can_be_missing() {
    let app = TestApp::new().await;

    check_mutations(
        &app,
        "ReporterArticleSet",
        expect![[r#"
        addReporterArticleSet
        setReporterArticleSet
        createReporterArticleSet
        getOrCreateReporterArticleSet
        updateOrCreateReporterArticleSet"#]],
    )
    .await;
    check_mutations(
        &app,
        "CategoryArticles",
        expect![[r#"
        addCategoryArticles
        removeCategoryArticles
        setCategoryArticles
        clearCategoryArticles
        createCategoryArticles
        getOrCreateCategoryArticles
        updateOrCreateCategoryArticles"#]],
    )
    .await;
    check_inputs(
        &app,
        "ReporterArticleSetInput",
        expect![[r#"
        add: [ID!]
        set: [ID!]
        create: [ReporterArticleSetCreate!]"#]],
    )
    .await;
    check_inputs(
        &app,
        "CategoryArticlesInput",
        expect![[r#"
        add: [ID!]
        remove: [ID!]
        set: [ID!]
        clear: Boolean
        create: [CategoryArticlesCreate!]"#]],
    )
    .await;
}

#[tokio::test]
async fn a_row_made_at_the_other_end_is_given_without_its_key() {
    let app = TestApp::new().await;

    check_inputs(
        &app,
        "ArticleCreate",
        expect![[r#"
        headline: String!
        pubDate: Date!
        reporter: ReporterToOne!
        category: CategoryToOne
        contributionSet: ArticleContributionSetInput
        contributors: ArticleContributorsInput"#]],
    )
    .await;
    check_inputs(
        &app,
        "ReporterArticleSetCreate",
        expect![[r#"
        headline: String!
        pubDate: Date!
        category: CategoryToOne
        contributionSet: ArticleContributionSetInput
        contributors: ArticleContributorsInput"#]],
    )
    .await;
    check_inputs(
        &app,
        "UserProfileToOne",
        expect![[r#"
        id: ID
        create: UserProfileCreate
        get: ProfileUnique"#]],
    )
    .await;
    check_inputs(
        &app,
        "UserProfileCreate",
        expect![[r#"
        bio: String!
        photo: String"#]],
    )
    .await;
}

#[tokio::test]
async fn links_with_data_take_it_beside_the_row() {
    let app = TestApp::new().await;

    check_inputs(
        &app,
        "ArticleContributorsInput",
        expect![[r#"
        add: [ArticleContributorsMember!]
        remove: [ID!]
        set: [ArticleContributorsMember!]
        clear: Boolean
        create: [ArticleContributorsCreate!]"#]],
    )
    .await;
    check_inputs(
        &app,
        "ArticleContributorsMember",
        expect![[r#"
        id: ID!
        through: ContributionThrough!"#]],
    )
    .await;
    check_inputs(
        &app,
        "ArticleContributorsCreate",
        expect![[r#"
        node: ReporterCreate!
        through: ContributionThrough!"#]],
    )
    .await;
    check_inputs(
        &app,
        "ContributionThrough",
        expect![[r#"
        role: ContributionRole!
        since: Date!"#]],
    )
    .await;
    check_inputs(
        &app,
        "PostTagsInput",
        expect![[r#"
        add: [ID!]
        remove: [ID!]
        set: [ID!]
        clear: Boolean
        create: [TagCreate!]"#]],
    )
    .await;
}

#[tokio::test]
async fn links_by_several_pairs_of_keys_have_data_of_each_relation() {
    let app = TestApp::zoo().await;

    check_inputs(
        &app,
        "TeamMembersMember",
        expect![[r#"
        id: ID!
        through: TeamMembersThrough!"#]],
    )
    .await;
    check_inputs(
        &app,
        "TeamMembersThrough",
        expect![[r#"
        role: String
        joinedOn: Date!
        inviter: MemberToOne"#]],
    )
    .await;
    check_inputs(
        &app,
        "TeamInvitersThrough",
        expect![[r#"
        role: String
        joinedOn: Date!
        member: MemberToOne!"#]],
    )
    .await;
}

#[tokio::test]
async fn unique_keys_are_named_by_what_they_consist_of() {
    let app = TestApp::new().await;

    check_inputs(
        &app,
        "ContributionUnique",
        expect![[r#"
        id: ID
        articleReporter: ContributionArticleReporterUnique"#]],
    )
    .await;
    check_inputs(
        &app,
        "ContributionArticleReporterUnique",
        expect![[r#"
        article: ID!
        reporter: ID!"#]],
    )
    .await;
    check_inputs(
        &app,
        "ProfileUnique",
        expect![[r#"
        id: ID
        user: ID"#]],
    )
    .await;
    check_inputs(&app, "PostTagUnique", expect!["id: ID"]).await;
}

#[tokio::test]
async fn columns_of_a_key_of_several_are_given_by_the_key() {
    let app = TestApp::zoo().await;

    check_inputs(
        &app,
        "VolumeCreate",
        expect![[r#"
        title: String!
        shelf: ShelfToOne"#]],
    )
    .await;
    check_inputs(
        &app,
        "LabelCreate",
        expect![[r#"
        language: String!
        text: String!
        shelf: ShelfToOne!"#]],
    )
    .await;
    check_inputs(&app, "LabelUpdate", expect!["text: String"]).await;
    check_inputs(
        &app,
        "ShelfLabelsInput",
        expect!["create: [ShelfLabelsCreate!]"],
    )
    .await;
    check_inputs(
        &app,
        "ShelfLabelsCreate",
        expect![[r#"
        language: String!
        text: String!"#]],
    )
    .await;
}

#[tokio::test]
async fn a_column_that_a_missing_key_does_not_give_can_be_given_itself() {
    let app = TestApp::zoo().await;

    check_inputs(
        &app,
        "UnitCreate",
        expect![[r#"
        tenant: BigInt
        number: BigInt!
        above: UnitToOne
        below: UnitBelowInput"#]],
    )
    .await;
    check_inputs(
        &app,
        "UnitBelowCreate",
        expect![[r#"
        number: BigInt!
        below: UnitBelowInput"#]],
    )
    .await;
    check_inputs(&app, "UnitUpdate", expect!["below: UnitBelowInput"]).await;
}

#[tokio::test]
async fn keys_that_no_database_numbers_are_given() {
    let app = TestApp::zoo().await;

    check_inputs(
        &app,
        "ParcelCreate",
        expect![[r#"
        pk: BigInt!
        label: String!
        stampSet: ParcelStampSetInput"#]],
    )
    .await;
    check_inputs(
        &app,
        "ParcelUpdate",
        expect![[r#"
        label: String
        stampSet: ParcelStampSetInput"#]],
    )
    .await;
    check_inputs(
        &app,
        "CountryCreate",
        expect![[r#"
        code: String!
        name: String!
        cities: CountryCitiesInput"#]],
    )
    .await;
    check_inputs(
        &app,
        "CountryUnique",
        expect![[r#"
        id: ID
        code: String"#]],
    )
    .await;
}

#[tokio::test]
async fn a_relation_of_a_model_to_itself_calls_its_row_by_the_id() {
    let app = TestApp::zoo().await;

    check_mutations(
        &app,
        "PersonFriends",
        expect![[r#"
        addPersonFriends
        removePersonFriends
        setPersonFriends
        clearPersonFriends
        createPersonFriends
        getOrCreatePersonFriends
        updateOrCreatePersonFriends"#]],
    )
    .await;
    check_inputs(
        &app,
        "PersonFriendsInput",
        expect![[r#"
        add: [ID!]
        remove: [ID!]
        set: [ID!]
        clear: Boolean
        create: [PersonCreate!]"#]],
    )
    .await;
}

#[test]
fn a_relation_named_like_a_model_is_named_after_its_owner() {
    let catalog = write_names::models_named_like_relations().build();
    let engine = Engine::builder(Arc::new(catalog.expect("a catalog without faults")));
    let sdl = engine.sdl().expect("names that GraphQL takes");

    let is_name = |line: &&str| line.contains("OfCrate") && !line.contains("Many");
    let lines: Vec<&str> = sdl.lines().filter(is_name).map(str::trim).collect();
    expect![[r#"
        label: LabelOfCrateToOne
        handles: HandlesOfCrateInput
        label: LabelOfCrateToOne
        handles: HandlesOfCrateInput
        label: LabelOfCrateToOne
        handles: HandlesOfCrateInput
        input HandlesOfCrateCreate {
        type HandlesOfCrateGetOrCreatePayload {
        input HandlesOfCrateInput {
        create: [HandlesOfCrateCreate!]
        type HandlesOfCratePayload {
        input LabelOfCrateCreate {
        input LabelOfCrateToOne @oneOf {
        create: LabelOfCrateCreate
        addHandlesOfCrate(
        ): HandlesOfCratePayload!
        setHandlesOfCrate(
        ): HandlesOfCratePayload!
        createHandlesOfCrate(
        inputs: [HandlesOfCrateCreate!]!
        ): HandlesOfCratePayload!
        getOrCreateHandlesOfCrate(
        ): HandlesOfCrateGetOrCreatePayload!
        updateOrCreateHandlesOfCrate(
        ): HandlesOfCrateGetOrCreatePayload!"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn where_there_is_no_model_there_are_no_mutations() {
    let catalog = Catalog::builder().build();
    let engine = Engine::builder(Arc::new(catalog.expect("a catalog without faults")));
    let sdl = engine.sdl().expect("names that GraphQL takes");

    assert!(!sdl.contains("utation"), "{sdl}");
}
