use std::io::Write;
use std::path::PathBuf;

use tempfile::NamedTempFile;

use super::{Flags, Mode, Settings, Sources};

#[test]
fn defaults_serve_a_local_file_to_this_machine_only() {
    let settings = load(&Sources::default());

    assert_eq!(settings.database_url, "sqlite:relata.db");
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8000");
    assert_eq!(settings.mode, Mode::Development);
    assert_eq!(settings.max_body_bytes, 1_048_576);
}

#[test]
fn flags_beat_the_environment_which_beats_the_file_which_beats_defaults() {
    let file = file("max_depth = 7\nmax_cost = 7\nlisten = '127.0.0.1:7'\n");
    let mut sources = Sources {
        file: Some(file.path().to_owned()),
        ..Sources::default()
    };
    assert_eq!(load(&sources).listen.port(), 7);

    sources.variables = variables(&[("RELATA_LISTEN", "localhost:8"), ("RELATA_MAX_COST", "8")]);
    assert_eq!(load(&sources).listen.port(), 8);

    sources.flags.listen = "127.0.0.1:9".parse().ok();
    let settings = load(&sources);
    assert_eq!(settings.listen.port(), 9);
    assert_eq!(settings.max_cost, 8);
    assert_eq!(settings.max_depth, 7);
    assert_eq!(settings.max_page_size, 1000);
}

#[test]
fn relata_database_url_beats_database_url() {
    let general = ("DATABASE_URL", "sqlite:general.db");
    let own = ("RELATA_DATABASE_URL", "sqlite:own.db");

    assert_eq!(database_url(&[general]), "sqlite:general.db");
    assert_eq!(database_url(&[general, own]), "sqlite:own.db");
    assert_eq!(database_url(&[("DATABASE_URL", "")]), "sqlite:relata.db");
}

#[test]
fn variables_that_are_no_settings_are_left_alone() {
    let sources = Sources {
        variables: variables(&[("RELATA_PORT", "tcp://10.0.0.1:80")]),
        ..Sources::default()
    };

    load(&sources);
}

#[test]
fn faults_in_the_file_name_file_and_key() {
    let check = |text: &str, expected: &str| {
        let file = file(text);
        let path = file.path().display().to_string();
        let sources = Sources {
            file: Some(file.path().to_owned()),
            ..Sources::default()
        };
        let refusal = refusal(&sources).replace(&path, "relata.toml");
        assert_eq!(refusal, expected);
    };

    check(
        "max_detph = 3",
        "relata.toml: unknown key `max_detph`; known keys are database_url, listen, mode, log_format, log_level, readers, writers, statement_timeout_s, max_body_bytes, max_nesting, default_page_size, max_page_size, max_depth, max_selections, max_cost, operation_timeout_s, max_response_bytes, max_filter_nodes, max_filter_depth, max_filter_relations, max_list_length, max_string_length, max_regex_length, max_regexes, max_filter_bytes, max_order_terms, max_previews, max_written_rows, max_input_depth, max_input_bytes, shutdown_grace_s",
    );
    check(
        "max_depth = 'deep'",
        "relata.toml: max_depth: expected a whole number that is not negative, got string \"deep\"",
    );
    check(
        "max_depth = -1",
        "relata.toml: max_depth: expected a whole number that is not negative, got signed int `-1`",
    );
    check(
        "mode = 'prod'",
        "relata.toml: mode: expected one of development, production, got \"prod\"",
    );
    check(
        "listen = '8000'",
        "relata.toml: listen: expected ADDRESS:PORT such as 127.0.0.1:8000, got \"8000\"",
    );
    check("readers = 0", "readers must be at least 1");
    check(
        "max_page_size = 10",
        "default_page_size (50) must not exceed max_page_size (10)",
    );
    check(
        "mode = 'production'\nlisten = ",
        "relata.toml, line 2: not understood",
    );
    check(
        "[limits]\nmax_depth = 3",
        "relata.toml: unknown key `limits`; known keys are database_url, listen, mode, log_format, log_level, readers, writers, statement_timeout_s, max_body_bytes, max_nesting, default_page_size, max_page_size, max_depth, max_selections, max_cost, operation_timeout_s, max_response_bytes, max_filter_nodes, max_filter_depth, max_filter_relations, max_list_length, max_string_length, max_regex_length, max_regexes, max_filter_bytes, max_order_terms, max_previews, max_written_rows, max_input_depth, max_input_bytes, shutdown_grace_s",
    );
}

#[test]
fn faults_in_the_environment_name_the_variable() {
    let sources = Sources {
        variables: variables(&[("RELATA_MAX_DEPTH", "deep")]),
        ..Sources::default()
    };

    assert_eq!(
        refusal(&sources),
        "RELATA_MAX_DEPTH: expected a whole number that is not negative, got string \"deep\""
    );
}

#[test]
fn a_file_that_is_named_must_exist() {
    let sources = Sources {
        file: Some(PathBuf::from("missing.toml")),
        ..Sources::default()
    };

    assert_eq!(
        refusal(&sources),
        "cannot read the configuration file missing.toml"
    );
}

#[test]
fn the_documented_file_sets_every_key_to_its_default() {
    let documented = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/relata.toml");
    let sources = Sources {
        file: Some(PathBuf::from(documented)),
        ..Sources::default()
    };
    let mut defaults = Settings::default();
    defaults.log_format = Some(defaults.effective_log_format());

    let documented = serde_json::to_value(load(&sources)).unwrap();

    assert_eq!(documented, serde_json::to_value(defaults).unwrap());
}

fn load(sources: &Sources) -> Settings {
    Settings::load(sources).unwrap_or_else(|error| panic!("{error}"))
}

fn refusal(sources: &Sources) -> String {
    Settings::load(sources).err().unwrap().to_string()
}

fn database_url(pairs: &[(&str, &str)]) -> String {
    load(&Sources {
        flags: Flags::default(),
        variables: variables(pairs),
        file: None,
    })
    .database_url
}

fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}
