//! What HTTP adds to GraphQL: methods, media types, statuses, limits, ids.
//!
//! Operations here ask for `__typename` only, so any schema answers them.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::Arc;

use poem::EndpointExt;
use poem::endpoint::BoxEndpoint;
use poem::http::{Method, StatusCode, header};
use poem::test::{TestClient, TestRequestBuilder, TestResponse};
use relata::config::{Mode, Settings};
use relata::http::{self, HttpOptions, Service};
use relata::{Database, DatabaseOptions, Engine, Shutdown, Trigger};
use serde_json::{Value, json};
use tempfile::TempDir;

const NEWER: &str = "application/graphql-response+json";
const PLAIN: &str = "application/json";

#[tokio::test]
async fn a_query_is_answered_by_post_and_by_get() {
    let app = App::new().await;

    let post = app.post(&json!({ "query": "{ __typename }" })).await;
    let get = app.get("query=%7B+__typename%20%7D").await;

    for response in [post, get] {
        response.assert_status_is_ok();
        response.assert_content_type("application/json; charset=utf-8");
        let expected = json!({ "data": { "__typename": "Query" } });
        response.assert_json(expected).await;
    }
}

#[tokio::test]
async fn operation_name_and_variables_reach_the_operation() {
    let app = App::new().await;
    let query = "query A { a: __typename } query B($yes: Boolean!) { ... @include(if: $yes) { b: __typename } }";
    let expected = json!({ "data": { "b": "Query" } });

    let body = json!({ "query": query, "operationName": "B", "variables": { "yes": true } });
    app.post(&body).await.assert_json(&expected).await;

    let get = app.client.get("/graphql").query("query", &query);
    let get = get
        .query("operationName", &"B")
        .query("variables", &r#"{"yes":true}"#);
    get.send().await.assert_json(&expected).await;
}

#[tokio::test]
async fn the_newer_media_type_tells_by_status_whether_anything_ran() {
    let app = App::new().await;
    let check = async |accept: &str, query: &str, status: u16, content_type: &str| {
        let request = app
            .request(&json!({ "query": query }))
            .header("accept", accept);
        let response = request.send().await;
        assert_eq!(response.0.status().as_u16(), status, "{accept} {query}");
        let given = response.0.content_type().unwrap_or_default().to_owned();
        assert_eq!(given, format!("{content_type}; charset=utf-8"), "{accept}");
        let body = body_of(response).await;
        assert_eq!(
            body.get("data").is_none(),
            query != "{ __typename }",
            "{body}"
        );
    };
    let both = "application/graphql-response+json, application/json;q=0.9";

    check(NEWER, "{ __typename }", 200, NEWER).await;
    check(NEWER, "{ nothing }", 400, NEWER).await;
    check(NEWER, "{", 400, NEWER).await;
    check(both, "{ nothing }", 400, NEWER).await;
    check(PLAIN, "{ nothing }", 200, PLAIN).await;
    check(PLAIN, "{", 200, PLAIN).await;
    check("*/*", "{ nothing }", 200, PLAIN).await;
    check("application/*;q=0.1", "{ __typename }", 200, PLAIN).await;
    check(
        "application/json, application/graphql-response+json;q=0.5",
        "{",
        200,
        PLAIN,
    )
    .await;
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_not_computed() {
    let app = App::new().await;
    let request = app.request(&json!({ "query": "{ __typename }" }));

    let response = request.header("accept", "text/html").send().await;

    expect_refusal(response, 406, "INVALID", "the answer is application/graphql-response+json or application/json, and `accept` allows neither").await;
}

#[tokio::test]
async fn bodies_that_are_no_request_are_refused() {
    let app = App::new().await;
    let check = async |body: &[u8], expected: &str| {
        let request = app.client.post("/graphql").content_type(PLAIN);
        let response = request.body(body.to_vec()).send().await;
        expect_refusal(response, 400, "INVALID", expected).await;
    };

    check(b"", "the body must be a JSON object").await;
    check(
        b"{",
        "the body: EOF while parsing an object at line 1 column 1",
    )
    .await;
    check(b"7", "the body must be a JSON object").await;
    check(b"{}", "`query` is missing").await;
    check(br#"{"query": 7}"#, "`query` must be a string").await;
    check(br#"{"query": null}"#, "`query` is missing").await;
    check(
        br#"{"query": "{a}", "query": "{b}"}"#,
        "the body: duplicate field `query` at line 1 column 24",
    )
    .await;
    check(
        br#"{"query": "{a}", "variables": []}"#,
        "`variables` must be an object",
    )
    .await;
    check(
        br#"{"query": "{a}", "extensions": "x"}"#,
        "`extensions` must be an object",
    )
    .await;
    check(
        br#"{"query": "{a}", "operationName": {}}"#,
        "`operationName` must be a string",
    )
    .await;
    check(
        br#"[{"query": "{a}"}]"#,
        "batches are not served: send one operation",
    )
    .await;
    check(
        b"{\"query\": \"\xff\"}",
        "the body: invalid unicode code point at line 1 column 12",
    )
    .await;
    check(b"\xff\xfe{\0}\0", "the body must be a JSON object").await;
    check(
        br#"{"query": "\ud800"}"#,
        "the body: unexpected end of hex escape at line 1 column 18",
    )
    .await;
}

#[tokio::test]
async fn parameters_that_are_no_request_are_refused() {
    let app = App::new().await;
    let check = async |parameters: &str, expected: &str| {
        expect_refusal(app.get(parameters).await, 400, "INVALID", expected).await;
    };

    check("", "`query` is missing").await;
    check("query={a}&query={b}", "`query` is given twice").await;
    check("query=%ff", "the parameters are not UTF-8").await;
    check("query={a}&variables=7", "`variables` must be an object").await;
    check(
        "query={a}&variables={",
        "`variables`: EOF while parsing an object at line 1 column 1",
    )
    .await;
}

#[tokio::test]
async fn only_plain_json_is_read() {
    let app = App::new().await;
    let body = json!({ "query": "{ __typename }" }).to_string();
    let check = async |content_type: Option<&str>, encoding: Option<&str>, status: u16| {
        let mut request = app.client.post("/graphql").body(body.clone());
        if let Some(content_type) = content_type {
            request = request.content_type(content_type);
        }
        if let Some(encoding) = encoding {
            request = request.header(header::CONTENT_ENCODING, encoding);
        }
        let given = request.send().await.0.status().as_u16();
        assert_eq!(given, status, "{content_type:?} {encoding:?}");
    };

    check(Some("application/json"), None, 200).await;
    check(Some("Application/JSON; Charset=\"UTF-8\""), None, 200).await;
    check(None, None, 415).await;
    check(Some("text/plain"), None, 415).await;
    check(Some("application/x-www-form-urlencoded"), None, 415).await;
    check(Some("multipart/form-data; boundary=x"), None, 415).await;
    check(Some("application/jsonp"), None, 415).await;
    check(Some("application/json; charset=utf-16"), None, 415).await;
    check(Some("application/json"), Some("gzip"), 415).await;
}

#[tokio::test]
async fn get_runs_queries_only() {
    let app = App::new().await;
    let check = async |parameters: &str, status: u16| {
        let response = app.get(parameters).await;
        assert_eq!(response.0.status().as_u16(), status, "{parameters}");
        let allow = response.0.header("allow").map(ToOwned::to_owned);
        assert_eq!(allow.as_deref(), (status == 405).then_some("POST"));
    };
    let two = "query=query+A{__typename}mutation+B{__typename}";

    check("query=mutation{__typename}", 405).await;
    check("query=mutation+A{__typename}", 405).await;
    check("query=mutation+A{__typename}&operationName=A", 405).await;
    check("query=subscription{__typename}", 405).await;
    check(&format!("{two}&operationName=B"), 405).await;
    check(&format!("{two}&operationName=A"), 200).await;
    check(two, 200).await;
}

#[tokio::test]
async fn other_methods_and_paths_are_refused() {
    let app = App::new().await;
    for method in [Method::PUT, Method::DELETE, Method::OPTIONS, Method::HEAD] {
        let response = app.client.request(method, "/graphql").send().await;
        response.assert_status(StatusCode::METHOD_NOT_ALLOWED);
        response.assert_header("allow", "GET, POST");
    }

    let response = app.client.post("/health/live").send().await;
    response.assert_header("allow", "GET, HEAD");
    expect_refusal(
        response,
        405,
        "INVALID",
        "this method is not served here; allowed: GET, HEAD",
    )
    .await;

    let response = app.client.get("/../etc/passwd").send().await;
    expect_refusal(response, 404, "NOT_FOUND", "there is nothing at this path").await;
}

#[tokio::test]
async fn long_bodies_are_refused_whether_they_say_so_or_not() {
    let app = App::new().await;
    let body = format!(
        r#"{{"query": "{{ __typename }} #{}"}}"#,
        "x".repeat(2_000_000)
    );

    let request = app.client.post("/graphql").content_type(PLAIN);
    let response = request.body(body.clone()).send().await;
    expect_refusal(
        response,
        413,
        "LIMIT",
        "the body is longer than 1048576 bytes (setting `max_body_bytes`)",
    )
    .await;

    let request = app.client.post("/graphql").content_type(PLAIN);
    let request = request.header(header::CONTENT_LENGTH, "99999999999");
    let response = request.body("").send().await;
    expect_refusal(
        response,
        413,
        "LIMIT",
        "the body is longer than 1048576 bytes (setting `max_body_bytes`)",
    )
    .await;
}

#[tokio::test]
async fn deep_nesting_is_refused_before_it_is_parsed() {
    let app = App::new().await;
    let query = format!("{{ __typename @include(if: {}) }}", "[".repeat(100_000));

    let response = app.post(&json!({ "query": query })).await;

    response.assert_status_is_ok();
    let expected = json!({ "errors": [{
        "message": "the query nests brackets deeper than 128 (setting `max_nesting`)",
        "extensions": { "code": "LIMIT", "limit": 128 },
    }] });
    response.assert_json(expected).await;
}

#[tokio::test]
async fn nesting_up_to_the_limit_is_parsed() {
    let app = App::new().await;
    let (open, close) = ("[".repeat(126), "]".repeat(126));
    let query = format!("{{ __typename @include(if: {open}{close}) }}");

    let body = body_of(app.post(&json!({ "query": query })).await).await;

    assert!(!body.to_string().contains("nests"), "{body}");
}

#[tokio::test]
async fn a_request_keeps_its_id_when_it_is_sane() {
    let app = App::new().await;
    let id_for = async |given: Option<&str>| {
        let mut request = app.client.get("/health/live");
        if let Some(given) = given {
            request = request.header("x-request-id", given);
        }
        let response = request.send().await.0;
        response.header("x-request-id").unwrap().to_owned()
    };

    assert_eq!(id_for(Some("abc-123")).await, "abc-123");
    assert_eq!(id_for(Some("two words")).await.len(), 36);
    assert_eq!(id_for(Some(&"x".repeat(129))).await.len(), 36);
    assert_ne!(id_for(None).await, id_for(None).await);
}

#[tokio::test]
async fn readiness_is_red_without_a_database_and_while_stopping() {
    let app = App::new().await;
    let ready = async || app.client.get("/health/ready").send().await;
    ready()
        .await
        .assert_json(json!({ "status": "ready" }))
        .await;

    app.trigger.stop();
    expect_refusal(
        ready().await,
        503,
        "UNAVAILABLE",
        "the service is not ready: it is shutting down",
    )
    .await;
    app.client
        .get("/health/live")
        .send()
        .await
        .assert_status_is_ok();

    let app = App::new().await;
    app.database.clone().close().await.unwrap();
    let ready = app.client.get("/health/ready").send().await;
    expect_refusal(
        ready,
        503,
        "UNAVAILABLE",
        "the service is not ready: the database reports an error",
    )
    .await;
}

#[tokio::test]
async fn development_shows_the_schema_and_production_hides_it() {
    let app = App::new().await;
    let sdl = app.client.get("/schema.graphql").send().await;
    sdl.assert_content_type("text/plain; charset=utf-8");
    assert!(
        sdl.0
            .into_body()
            .into_string()
            .await
            .unwrap()
            .contains("type Query")
    );
    let graphiql = app.client.get("/graphiql").send().await;
    graphiql.assert_status_is_ok();

    let app = App::in_mode(Mode::Production).await;
    for path in ["/schema.graphql", "/graphiql", "/graphiql/"] {
        let response = app.client.get(path).send().await;
        response.assert_status(StatusCode::NOT_FOUND);
    }
    let introspection = json!({ "query": "{ __schema { queryType { name } } }" });
    let body = body_of(app.post(&introspection).await).await;
    assert!(!body.to_string().contains("Query"), "{body}");
}

struct App {
    client: TestClient<BoxEndpoint<'static>>,
    database: Database,
    trigger: Trigger,
    _dir: TempDir,
}

impl App {
    async fn new() -> Self {
        Self::in_mode(Mode::Development).await
    }

    async fn in_mode(mode: Mode) -> Self {
        let dir = TempDir::new().unwrap();
        let url = format!("sqlite:{}", dir.path().join("relata.db").display());
        let database = Database::connect(&url, DatabaseOptions::default())
            .await
            .unwrap();
        let catalog = Arc::new(entity::catalog().unwrap());
        let settings = Settings::default();
        let engine = Engine::builder(catalog)
            .limits(settings.limits())
            .build(database.clone())
            .unwrap();
        let (trigger, shutdown) = Shutdown::manual();
        let options = HttpOptions {
            mode,
            max_body_bytes: settings.max_body_bytes,
            max_nesting: settings.max_nesting,
        };
        let service = Service {
            engine,
            database: database.clone(),
            shutdown,
            starter: "{ __typename }",
            options,
        };
        Self {
            client: TestClient::new(http::endpoint(service).boxed()),
            database,
            trigger,
            _dir: dir,
        }
    }
}

impl App {
    fn request(&self, body: &Value) -> TestRequestBuilder<'_, BoxEndpoint<'static>> {
        self.client.post("/graphql").body_json(body)
    }

    async fn post(&self, body: &Value) -> TestResponse {
        self.request(body).send().await
    }

    async fn get(&self, parameters: &str) -> TestResponse {
        let uri = format!(
            "/graphql?{}",
            parameters.replace('{', "%7B").replace('}', "%7D")
        );
        self.client.get(uri).send().await
    }
}

async fn body_of(response: TestResponse) -> Value {
    let body = response.0.into_body().into_bytes().await.unwrap();
    serde_json::from_slice(&body).unwrap()
}

async fn expect_refusal(response: TestResponse, status: u16, code: &str, message: &str) {
    assert_eq!(response.0.status().as_u16(), status);
    let body = body_of(response).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], code, "{body}");
    assert!(body.get("data").is_none(), "{body}");
    let given = body["errors"][0]["message"].as_str().unwrap();
    assert_eq!(given, message);
}
