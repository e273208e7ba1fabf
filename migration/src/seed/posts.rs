//! Posts, their tags, and what readers write below them.

use sea_orm_migration::{
    sea_orm::DbErr,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Progress,
    dice::{Deck, Dice},
    people::id_at,
    rows::Sink,
    subjects::draw_shelf,
    timeline::{self, DAY, POSTING},
    words::{comments, essays, names, tags::TAGS, topics::TOPICS},
};

pub(super) const POST: &str = "post";
pub(super) const POST_TAG: &str = "post_tag";
pub(super) const COMMENT: &str = "comment";

/// Posts that are dealt together: eight are drafts, the others get 400 comments in all.
const FATES: [Fate; 40] = {
    const COMMENTS: [usize; 32] = [
        25, 24, 23, 22, 21, 19, 18, 18, 17, 16, 16, 15, 15, 14, 14, 13, 12, 12, 11, 11, 10, 9, 9,
        8, 7, 6, 5, 4, 3, 2, 1, 0,
    ];
    let mut fates = [Fate::Draft; 40];
    let mut idx = 0;
    while idx < COMMENTS.len() {
        fates[idx] = Fate::Published {
            n_comments: COMMENTS[idx],
        };
        idx += 1;
    }
    fates
};

/// Tags on the posts that are dealt together: 120 in all.
const TAGS_OF_POSTS: [usize; 40] = [
    0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4,
    4, 5, 5, 5, 5, 5, 6, 6,
];

/// What the tables around a post need to know about it.
pub(super) struct Written {
    topic: usize,
    subject: &'static str,
    published_at: i64,
    n_comments: usize,
}

#[derive(Clone, Copy)]
enum Fate {
    Draft,
    Published { n_comments: usize },
}

/// Writes the posts, each by a user who had joined by then.
pub(super) async fn write_posts<F: Fn(Progress)>(
    sink: &mut Sink<'_, F>,
    n_posts: i64,
    joined: &[i64],
) -> Result<Vec<Written>, DbErr> {
    let mut dice = Dice::for_table(POST);
    let mut fates = Deck::new(FATES);
    let mut subjects = Deck::new(subjects_of_topics());
    let mut written = Vec::new();
    let columns = [
        "id",
        "title",
        "content",
        "status",
        "created_at",
        "published_at",
        "author_id",
        "category_id",
    ];
    let mut rows = sink.rows(POST, columns, n_posts);
    for id in 1..=n_posts {
        let (topic_idx, subject) = subjects.draw(&mut dice);
        let topic = &TOPICS[topic_idx];
        let created_at = POSTING.moment(id, n_posts, &mut dice);
        let published_at = created_at + 60 + timeline::delay(&mut dice, 4);
        let (status, n_comments) = match fates.draw(&mut dice) {
            Fate::Draft => ("DRAFT", None),
            Fate::Published { n_comments } => ("PUBLISHED", Some(n_comments)),
        };
        let n_joined = joined.partition_point(|joined| *joined <= created_at);
        rows.push([
            Expr::val(id),
            Expr::val(essays::draw_title(&mut dice, subject)),
            Expr::val(essays::draw_content(&mut dice, topic, subject)),
            Expr::val(status).as_enum("post_status"),
            Expr::val(timeline::timestamp(created_at)),
            Expr::val(n_comments.map(|_| timeline::timestamp(published_at))),
            Expr::val(draw_author(&mut dice, n_joined)),
            Expr::val(draw_shelf(&mut dice, topic.category)),
        ])
        .await?;
        written.push(Written {
            topic: topic_idx,
            subject,
            published_at,
            n_comments: n_comments.unwrap_or_default(),
        });
    }
    rows.finish().await?;
    Ok(written)
}

/// Writes three tags a post on average, general ones and those of its topic.
pub(super) async fn write_post_tags<F: Fn(Progress)>(
    sink: &mut Sink<'_, F>,
    posts: &[Written],
    n_tags: usize,
) -> Result<(), DbErr> {
    let mut dice = Dice::for_table(POST_TAG);
    let mut counts = Deck::new(TAGS_OF_POSTS);
    let total = 3 * (id_at(posts.len()) - 1);
    let mut rows = sink.rows(POST_TAG, ["post_id", "tag_id"], total);
    for (idx, post) in posts.iter().enumerate() {
        let fitting: Vec<i64> = (0..n_tags)
            .filter(|tag| TAGS[*tag].topic.is_none_or(|topic| topic == post.topic))
            .map(id_at)
            .collect();
        let count = counts.draw(&mut dice);
        let mut chosen = dice.pick_distinct(&fitting, count);
        chosen.sort_unstable();
        for tag in chosen {
            rows.push([Expr::val(id_at(idx)), Expr::val(tag)]).await?;
        }
    }
    rows.finish().await
}

/// Writes the comments; those on neighboring posts are interleaved by time, so that the
/// comments on one post do not lie side by side.
pub(super) async fn write_comments<F: Fn(Progress)>(
    sink: &mut Sink<'_, F>,
    posts: &[Written],
) -> Result<(), DbErr> {
    let mut dice = Dice::for_table(COMMENT);
    let mut voices = comments::Voices::default();
    let mut id = 0_i64;
    let mut post_id = 0_i64;
    let total = 10 * (id_at(posts.len()) - 1);
    let columns = ["id", "author", "text", "created_at", "post_id"];
    let mut rows = sink.rows(COMMENT, columns, total);
    for neighbors in posts.chunks(FATES.len()) {
        let mut moments = Vec::new();
        for post in neighbors {
            post_id += 1;
            for _ in 0..post.n_comments {
                let moment = post.published_at + DAY / 48 + timeline::delay(&mut dice, 90);
                moments.push((moment, post_id, post.subject));
            }
        }
        moments.sort_unstable();
        for (moment, post_id, subject) in moments {
            id += 1;
            rows.push([
                Expr::val(id),
                Expr::val(names::draw_signature(&mut dice)),
                Expr::val(voices.draw(&mut dice, subject)),
                Expr::val(timeline::timestamp(moment)),
                Expr::val(post_id),
            ])
            .await?;
        }
    }
    rows.finish().await
}

/// One of the first `n_joined` users; every tenth of them only reads.
fn draw_author(dice: &mut Dice, n_joined: usize) -> i64 {
    let author = id_at(dice.below(n_joined));
    if author % 10 == 0 { author - 1 } else { author }
}

/// All subjects, each with the place of its topic.
fn subjects_of_topics() -> Vec<(usize, &'static str)> {
    let mut subjects = Vec::new();
    for (idx, topic) in TOPICS.iter().enumerate() {
        subjects.extend(topic.subjects.iter().map(|subject| (idx, *subject)));
    }
    subjects
}
