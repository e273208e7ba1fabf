//! Reporters, articles, and who worked on which.

use sea_orm_migration::{
    sea_orm::DbErr,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Progress,
    dice::{Deck, Dice},
    people::Handles,
    rows::Sink,
    subjects::draw_shelf,
    timeline::{self, DAY, PRINTING},
    words::{fill, names, topics::TOPICS},
};

pub(super) const REPORTER: &str = "reporter";
pub(super) const ARTICLE: &str = "article";
pub(super) const CONTRIBUTION: &str = "contribution";

/// Contributors to the articles that are dealt together: 48 in all.
const CONTRIBUTORS: [usize; 24] = [
    0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4,
];

/// What the contributions need to know about an article.
pub(super) struct Printed {
    moment: i64,
    reporter_id: i64,
}

pub(super) async fn write_reporters<F: Fn(Progress)>(
    sink: &mut Sink<'_, F>,
    n_reporters: i64,
) -> Result<(), DbErr> {
    let mut dice = Dice::for_table(REPORTER);
    let mut handles = Handles::default();
    let columns = ["id", "first_name", "last_name", "email"];
    let mut rows = sink.rows(REPORTER, columns, n_reporters);
    for id in 1..=n_reporters {
        let person = names::draw_person(&mut dice);
        let email = format!("{}@gazette.example", handles.claim(&person));
        rows.push([
            Expr::val(id),
            Expr::val(person.first),
            Expr::val(person.last),
            Expr::val(email),
        ])
        .await?;
    }
    rows.finish().await
}

pub(super) async fn write_articles<F: Fn(Progress)>(
    sink: &mut Sink<'_, F>,
    n_articles: i64,
    n_reporters: i64,
) -> Result<Vec<Printed>, DbErr> {
    let mut dice = Dice::for_table(ARTICLE);
    let mut headlines = Deck::new(headlines_of_topics());
    let mut printed = Vec::new();
    let columns = ["id", "headline", "pub_date", "reporter_id", "category_id"];
    let mut rows = sink.rows(ARTICLE, columns, n_articles);
    for id in 1..=n_articles {
        let (category, headline) = headlines.draw(&mut dice);
        let city = dice.pick(names::CITIES);
        let number = 11 + dice.below(80_u64);
        let moment = PRINTING.moment(id, n_articles, &mut dice);
        let reporter_id = 1 + dice.below(n_reporters);
        rows.push([
            Expr::val(id),
            Expr::val(fill(headline, "", city, number)),
            Expr::val(timeline::date(moment)),
            Expr::val(reporter_id),
            Expr::val(draw_shelf(&mut dice, category)),
        ])
        .await?;
        printed.push(Printed {
            moment,
            reporter_id,
        });
    }
    rows.finish().await?;
    Ok(printed)
}

/// Writes two contributors an article on average; the reporter who answers for it is often
/// its writer.
pub(super) async fn write_contributions<F: Fn(Progress)>(
    sink: &mut Sink<'_, F>,
    articles: &[Printed],
    n_reporters: i64,
) -> Result<(), DbErr> {
    let mut dice = Dice::for_table(CONTRIBUTION);
    let mut counts = Deck::new(CONTRIBUTORS);
    let mut id = 0_i64;
    let mut article_id = 0_i64;
    let columns = ["id", "article_id", "reporter_id", "role", "since"];
    let total = i64::try_from(2 * articles.len()).unwrap_or(i64::MAX);
    let mut rows = sink.rows(CONTRIBUTION, columns, total);
    for article in articles {
        article_id += 1;
        for (reporter_id, role) in draw_crew(&mut dice, article, &mut counts, n_reporters) {
            id += 1;
            let since = article.moment - timeline::delay(&mut dice, 45) / DAY * DAY;
            rows.push([
                Expr::val(id),
                Expr::val(article_id),
                Expr::val(reporter_id),
                Expr::val(role).as_enum("contribution_role"),
                Expr::val(timeline::date(since)),
            ])
            .await?;
        }
    }
    rows.finish().await
}

/// Reporters with their roles, nobody twice.
fn draw_crew(
    dice: &mut Dice,
    article: &Printed,
    counts: &mut Deck<usize>,
    n_reporters: i64,
) -> Vec<(i64, &'static str)> {
    let wanted = counts.draw(dice);
    let mut crew: Vec<(i64, &'static str)> = Vec::new();
    if wanted > 0 && dice.chance(60) {
        crew.push((article.reporter_id, "WRITER"));
    }
    while crew.len() < wanted {
        let reporter_id = 1 + dice.below(n_reporters);
        if crew.iter().all(|(present, _)| *present != reporter_id) {
            let role = match crew.len() {
                0 => "WRITER",
                _ => dice.pick(&["EDITOR", "PHOTOGRAPHER", "WRITER"]),
            };
            crew.push((reporter_id, role));
        }
    }
    crew
}

/// All headlines, each with the category that it fits.
fn headlines_of_topics() -> Vec<(i64, &'static str)> {
    let mut headlines = Vec::new();
    for topic in TOPICS {
        headlines.extend(topic.headlines.iter().map(|text| (topic.category, *text)));
    }
    headlines
}
