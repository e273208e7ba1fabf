//! Which behaviors of the contract are asserted, and where.
//!
//! An item is asserted by tests whose names start with its number: `c_017_...`. The tables
//! hold all items, and those that do not apply to this API, with the reason.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

type Item = u16;

/// The items that the contract marks as must or should, section by section.
const SECTIONS: [(&str, &[Item]); 15] = [
    (
        "A. Declaring relations",
        &[
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
            26, 27, 29, 30, 31, 32, 34, 35, 36, 37, 38, 39, 40, 43, 44,
        ],
    ),
    (
        "B. Forward access",
        &[
            45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 59, 60, 61,
        ],
    ),
    (
        "C. Reverse access",
        &[62, 63, 64, 65, 66, 67, 68, 69, 71, 73, 74, 75],
    ),
    (
        "D. Reverse manager of a foreign key",
        &[
            76, 77, 78, 79, 80, 81, 82, 83, 84, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98,
            99, 100, 101, 102, 103, 104, 105,
        ],
    ),
    (
        "E. One-to-one",
        &[
            107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122,
        ],
    ),
    (
        "F. Many-to-many",
        &[
            125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141,
            142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 157, 158, 159,
            160, 161, 162, 163, 164, 166,
        ],
    ),
    (
        "G. Lookups",
        &[
            167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183,
            184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199, 200,
            201, 202, 203, 204, 205, 206, 207, 208, 209,
        ],
    ),
    (
        "H. Ordering",
        &[
            211, 212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 224, 225,
        ],
    ),
    (
        "I. Distinct, counts, slices",
        &[226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236],
    ),
    (
        "J. Aggregates over relations",
        &[238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249],
    ),
    ("K. get() and friends", &[250, 251, 252, 253, 254, 255]),
    ("L. update()", &[256, 257, 258, 259, 260, 261, 262]),
    (
        "M. Deletion",
        &[
            264, 265, 266, 267, 268, 269, 270, 271, 272, 273, 274, 275, 276, 277, 278, 279, 280,
            281, 282, 283, 284, 285, 286, 287, 288, 289, 290, 291, 292, 293, 294, 297, 298, 299,
            300, 301, 302, 303, 304, 306, 307, 310,
        ],
    ),
    (
        "N. Nested reads",
        &[
            311, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327,
        ],
    ),
    (
        "O. Validation before saving",
        &[330, 331, 332, 333, 334, 335, 336, 337, 338, 339, 340, 341],
    ),
];

/// Items that do not apply, with the reason.
const APART: [(Item, &str); 24] = [
    (
        24,
        "limits speak of the own fields of the rows that may be chosen, so nothing is joined",
    ),
    (
        57,
        "models have no default filters; what a scope hides is hidden everywhere",
    ),
    (
        60,
        "differs on purpose: inputs nest what refers to the row by a one-to-one key",
    ),
    (67, "every row that a client can name is stored"),
    (
        69,
        "models have no default filters; what a scope hides is hidden everywhere",
    ),
    (
        84,
        "children are named by ids, so every one of them is stored; what is new is created",
    ),
    (94, "what is set is a list of ids, never a query"),
    (
        102,
        "rows are looked for by unique keys, which one row has at most",
    ),
    (
        126,
        "owners are named by ids, so every one of them is stored",
    ),
    (
        142,
        "differs on purpose: inputs nest what is done to the links",
    ),
    (148, "there is no operation that copies a row"),
    (
        175,
        "a query is no value; conditions reach through relations instead",
    ),
    (
        204,
        "conditions compare with values that the client gives, never with another field",
    ),
    (
        212,
        "models have no default order but that of the primary key",
    ),
    (
        221,
        "models have no default orders, so none of them can form a cycle",
    ),
    (
        230,
        "Django has it on PostgreSQL only; the first row of each parent is a page of one row",
    ),
    (
        245,
        "rows are grouped by their relations alone: the lists of each parent, see 238",
    ),
    (
        259,
        "a row gets values that the client gives, never those of another field",
    ),
    (
        260,
        "the inputs of all mutations nest relations on purpose; they change for every row",
    ),
    (
        276,
        "codes form one flat list; a client that treats several alike names them",
    ),
    (326, "a client selects each relation by name"),
    (
        327,
        "nothing is promised about writes between two statements",
    ),
    (
        337,
        "what a mutation writes is always validated; the database's constraints come second",
    ),
    (
        341,
        "a missing id is NOT_FOUND, one of another model WRONG_TYPE: programs tell them apart",
    ),
];

/// The items that tests assert, with the names of the tests.
fn asserted() -> BTreeMap<Item, Vec<String>> {
    let mut tests: BTreeMap<Item, Vec<String>> = BTreeMap::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("it")) {
        let text = fs::read_to_string(file).expect("a source");
        let mut is_test = false;
        for line in text.lines() {
            let name = line
                .trim_start_matches("async ")
                .strip_prefix("fn c_")
                .and_then(|rest| rest.split_once('('))
                .map(|(name, _)| name);
            if let Some((number, _)) = name.and_then(|name| name.split_once('_'))
                && is_test
            {
                let item = number.parse().expect("the number of an item");
                let name = name.unwrap_or_default().to_owned();
                tests.entry(item).or_default().push(name);
            }
            let is_attribute = line.contains("test]") || line.contains("test(flavor");
            is_test = is_attribute || (is_test && line.starts_with("//"));
        }
    }
    tests
}

/// The files of a folder and of those below it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of tests");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn every_item_is_asserted_or_has_its_place() {
    let (asserted, apart) = (asserted(), BTreeMap::from(APART));
    let missing: Vec<String> = SECTIONS
        .iter()
        .flat_map(|(section, items)| items.iter().map(move |item| (section, item)))
        .filter(|(_, item)| !asserted.contains_key(item) && !apart.contains_key(item))
        .map(|(section, item)| format!("C-{item:03} of {section}"))
        .collect();

    assert!(
        missing.is_empty(),
        "neither asserted nor listed: {missing:#?}"
    );
}

#[test]
fn no_item_is_listed_twice_or_unknown() {
    let (asserted, apart) = (asserted(), BTreeMap::from(APART));
    let known: BTreeSet<Item> = SECTIONS
        .iter()
        .flat_map(|(_, items)| items.iter().copied())
        .collect();

    assert_eq!(APART.len(), apart.len());
    for item in apart.keys() {
        assert!(known.contains(item), "C-{item:03} is in no section");
        assert!(
            !asserted.contains_key(item),
            "C-{item:03} is asserted by now"
        );
    }
    for item in asserted.keys() {
        assert!(known.contains(item), "C-{item:03} is in no section");
    }
}
