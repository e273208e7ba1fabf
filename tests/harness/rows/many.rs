//! Many rows at once, made by the database.

use crate::TestApp;

/// A table of the numbers from 1 to `n`, as `n(i)`.
///
/// # Panics
///
/// If `n` is above a million.
fn numbers(n: usize) -> String {
    assert!(n <= 1_000_000);
    let digit = (0..10)
        .map(|digit| format!("SELECT {digit} AS d"))
        .collect::<Vec<_>>()
        .join(" UNION ALL ");
    let digits = (0..6)
        .map(|position| format!("({digit}) AS d{position}"))
        .collect::<Vec<_>>()
        .join(", ");
    let number = (0..6_u32)
        .map(|position| format!("d{position}.d * {}", 10_usize.pow(position)))
        .collect::<Vec<_>>()
        .join(" + ");
    format!("(SELECT {number} + 1 AS i FROM {digits} WHERE {number} < {n}) AS n")
}

impl TestApp {
    /// A publication of regular shape: 10 users with profiles; 10 categories with one category
    /// below each; 10 tags. Post `i` has user and tag `i % 10 + 1`, the category below
    /// category `i % 10 + 1`, and `comments_per_post` comments.
    pub async fn publication(&self, n_posts: usize, comments_per_post: usize) {
        self.fill(10, "user", "username, email", "'user' || i, 'mail' || i")
            .await;
        self.fill(10, "profile", "bio, user_id", "'bio' || i, i")
            .await;
        let parent = "CASE WHEN i > 10 THEN i - 10 END";
        let category = format!("'category' || i, 'slug' || i, {parent}");
        self.fill(20, "category", "name, slug, parent_id", &category)
            .await;
        self.fill(10, "tag", "name", "'tag' || i").await;
        let columns = "title, content, author_id, category_id";
        let post = "'post' || i, 'text', i % 10 + 1, i % 10 + 11";
        self.fill(n_posts, "post", columns, post).await;
        self.fill(n_posts, "post_tag", "post_id, tag_id", "i, i % 10 + 1")
            .await;
        let comment = format!("'reader', 'comment' || i, (i - 1) % {n_posts} + 1");
        let n_comments = n_posts * comments_per_post;
        self.fill(n_comments, "comment", "author, text, post_id", &comment)
            .await;
    }

    /// Inserts a row for each number `i` from 1 to `n`.
    ///
    /// # Panics
    ///
    /// If a database refuses them.
    pub async fn fill(&self, n: usize, table: &str, columns: &str, values: &str) {
        let numbers = numbers(n);
        self.sql(&format!(
            "INSERT INTO \"{table}\" ({columns}) SELECT {values} FROM {numbers} ORDER BY i"
        ))
        .await;
    }
}
