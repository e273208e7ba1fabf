//! Users, their profiles, and who follows whom.

use std::collections::HashMap;

use sea_orm_migration::{sea_orm::DbErr, sea_query::Expr};

use super::{
    Progress,
    dice::{Deck, Dice},
    rows::Sink,
    timeline::{self, JOINING},
    words::{fill, names},
};

pub(super) const USER: &str = "user";
pub(super) const PROFILE: &str = "profile";
pub(super) const FOLLOW: &str = "follow";

/// Writes the users; gives the moments at which they joined, in order.
pub(super) async fn write_users<F: Fn(Progress)>(
    sink: &mut Sink<'_, F>,
    n_users: i64,
) -> Result<Vec<i64>, DbErr> {
    let mut dice = Dice::for_table(USER);
    let mut handles = Handles::default();
    let mut joined = Vec::new();
    let mut rows = sink.rows(USER, ["id", "username", "email", "joined_at"], n_users);
    for id in 1..=n_users {
        let username = handles.claim(&names::draw_person(&mut dice));
        let email = format!("{username}@{}", dice.pick(names::MAIL_HOSTS));
        let moment = JOINING.moment(id, n_users, &mut dice);
        joined.push(moment);
        rows.push([
            Expr::val(id),
            Expr::val(username),
            Expr::val(email),
            Expr::val(timeline::timestamp(moment)),
        ])
        .await?;
    }
    rows.finish().await?;
    Ok(joined)
}

/// Writes profiles for eight users of ten.
pub(super) async fn write_profiles<F: Fn(Progress)>(
    sink: &mut Sink<'_, F>,
    joined: &[i64],
) -> Result<(), DbErr> {
    let mut dice = Dice::for_table(PROFILE);
    let mut has_one = Deck::new((0..10).map(|nth| nth < 8));
    let mut id = 0;
    let total = count(joined) * 8 / 10;
    let mut rows = sink.rows(PROFILE, ["id", "bio", "photo", "user_id"], total);
    for user_id in 1..=count(joined) {
        if !has_one.draw(&mut dice) {
            continue;
        }
        id += 1;
        let photo = dice
            .chance(60)
            .then(|| format!("https://images.example.org/portraits/{user_id}.jpg"));
        rows.push([
            Expr::val(id),
            Expr::val(draw_bio(&mut dice)),
            Expr::val(photo),
            Expr::val(user_id),
        ])
        .await?;
    }
    rows.finish().await
}

/// Writes links from users to others; those who joined early have more followers.
pub(super) async fn write_follows<F: Fn(Progress)>(
    sink: &mut Sink<'_, F>,
    joined: &[i64],
) -> Result<(), DbErr> {
    let mut dice = Dice::for_table(FOLLOW);
    let mut n_followed = Deck::new([0, 1, 2, 2, 3, 3, 4, 4, 5, 6]);
    let mut id = 0_i64;
    let total = count(joined) * 3;
    let columns = ["id", "follower_id", "followed_id", "since"];
    let mut rows = sink.rows(FOLLOW, columns, total);
    for follower in 0..joined.len() {
        let mut followed = Vec::new();
        let wanted = n_followed.draw(&mut dice);
        while followed.len() < wanted {
            let other = dice.below(joined.len()).min(dice.below(joined.len()));
            if other != follower && !followed.contains(&other) {
                followed.push(other);
            }
        }
        for other in followed {
            id += 1;
            let both_there = joined[follower].max(joined[other]);
            let since = both_there + timeline::delay(&mut dice, 300);
            rows.push([
                Expr::val(id),
                Expr::val(id_at(follower)),
                Expr::val(id_at(other)),
                Expr::val(timeline::date(since)),
            ])
            .await?;
        }
    }
    rows.finish().await
}

/// Gives each person a name for addresses that nobody else has.
#[derive(Default)]
pub(super) struct Handles {
    taken: HashMap<String, u32>,
}

impl Handles {
    /// `ada.brandt`, or `ada.brandt2` for the second of that name.
    pub(super) fn claim(&mut self, person: &names::Person) -> String {
        let base = person.handle();
        let n_same = self.taken.entry(base.clone()).or_default();
        *n_same += 1;
        match *n_same {
            1 => base,
            nth => format!("{base}{nth}"),
        }
    }
}

/// The id of the row at `idx`, which counts from 0.
pub(super) fn id_at(idx: usize) -> i64 {
    i64::try_from(idx + 1).unwrap_or(i64::MAX)
}

fn count<T>(items: &[T]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

fn draw_bio(dice: &mut Dice) -> String {
    let city = dice.pick(names::CITIES);
    let mut bio = fill(dice.pick(names::TRADES), "", city, 0);
    let n_habits = 1 + dice.below(2_usize);
    for habit in dice.pick_distinct(names::HABITS, n_habits) {
        bio.push(' ');
        bio.push_str(habit);
    }
    bio
}
