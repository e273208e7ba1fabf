//! Tags, general ones and those that belong to a topic.

/// A tag and the topic it belongs to, by its place among the topics.
pub(in crate::seed) struct Tag {
    pub(in crate::seed) name: &'static str,
    pub(in crate::seed) topic: Option<usize>,
}

/// The first 25 are enough for a small database.
pub(in crate::seed) const TAGS: &[Tag] = &[
    general("beginners"),
    general("opinion"),
    general("how-to"),
    general("history"),
    general("field notes"),
    general("long read"),
    general("mistakes"),
    general("community"),
    general("tools"),
    of(0, "sql"),
    of(0, "performance"),
    of(1, "rust"),
    of(1, "open source"),
    of(2, "astronomy"),
    of(2, "night sky"),
    of(3, "climate"),
    of(3, "cities"),
    of(4, "sea life"),
    of(4, "coast"),
    of(5, "fiction"),
    of(5, "translation"),
    of(6, "recipes"),
    of(6, "markets"),
    of(7, "bread"),
    of(7, "sourdough"),
    general("interviews"),
    general("reviews"),
    general("weekend"),
    general("learning"),
    general("patience"),
    general("letters"),
    general("travel"),
    general("family"),
    general("photography"),
    general("small steps"),
    general("research"),
    of(0, "indexes"),
    of(0, "backups"),
    of(0, "migrations"),
    of(1, "testing"),
    of(1, "refactoring"),
    of(1, "career"),
    of(2, "telescopes"),
    of(2, "planets"),
    of(2, "missions"),
    of(3, "trees"),
    of(3, "water"),
    of(3, "transport"),
    of(4, "whales"),
    of(4, "sailing"),
    of(4, "tides"),
    of(5, "short stories"),
    of(5, "libraries"),
    of(5, "poetry"),
    of(6, "vegetables"),
    of(6, "fermentation"),
    of(6, "street food"),
    of(7, "pastry"),
    of(7, "flour"),
    of(7, "ovens"),
];

const fn general(name: &'static str) -> Tag {
    Tag { name, topic: None }
}

const fn of(topic: usize, name: &'static str) -> Tag {
    Tag {
        name,
        topic: Some(topic),
    }
}
