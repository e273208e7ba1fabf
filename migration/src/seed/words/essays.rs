//! Titles and texts of posts.

use super::super::dice::Dice;
use super::{fill, names::CITIES, topics::Topic};

/// A title about `subject`, one in three with an addition.
pub(in crate::seed) fn draw_title(dice: &mut Dice, subject: &str) -> String {
    let mut title = dice.pick(TITLES).to_owned();
    if dice.chance(33) {
        title.push_str(dice.pick(ADDITIONS));
    }
    fill(&title, subject, dice.pick(CITIES), 0)
}

/// Two to four paragraphs about `subject`.
pub(in crate::seed) fn draw_content(dice: &mut Dice, topic: &Topic, subject: &str) -> String {
    let n_paragraphs = 2 + dice.below(3_usize);
    let mut facts = dice
        .pick_distinct(topic.sentences, 3 * n_paragraphs)
        .into_iter();
    let mut asides = dice.pick_distinct(ASIDES, n_paragraphs).into_iter();
    let mut paragraphs = Vec::new();
    for nth in 1..=n_paragraphs {
        let mut sentences = Vec::new();
        if nth == 1 {
            sentences.push(dice.pick(OPENINGS));
        }
        sentences.extend(facts.by_ref().take(2 + dice.below(2_usize)));
        if dice.chance(40) {
            sentences.extend(asides.next());
        }
        if nth == n_paragraphs {
            sentences.push(dice.pick(CLOSINGS));
        }
        paragraphs.push(sentences.join(" "));
    }
    fill(&paragraphs.join("\n\n"), subject, "", 0)
}

const TITLES: &[&str] = &[
    "What {s} taught me",
    "A year with {s}",
    "{S}, explained slowly",
    "Notes on {s}",
    "In praise of {s}",
    "The trouble with {s}",
    "{S} for the impatient",
    "Everything I got wrong about {s}",
    "Why I changed my mind about {s}",
    "How we learned to live with {s}",
    "A beginner's guide to {s}",
    "Seven questions about {s}",
    "{S}: a field report",
    "Before you give up on {s}",
    "The quiet return of {s}",
    "Thinking twice about {s}",
    "Letters about {s}",
    "The case for {s}",
    "The case against {s}",
    "My first hundred days with {s}",
    "A short history of {s}",
    "{S} without tears",
    "What nobody tells you about {s}",
    "Small lessons from {s}",
    "Starting over with {s}",
    "{S}, ten years later",
    "Looking closely at {s}",
    "How I stopped worrying about {s}",
    "The art of noticing {s}",
    "Questions I still have about {s}",
    "{S}, the second attempt",
    "A love letter to {s}",
    "Where {s} come from",
    "Living with {s}",
    "A pocket guide to {s}",
    "Three mornings and {s}",
];

const ADDITIONS: &[&str] = &[
    ", revisited",
    ", part two",
    " (a small update)",
    ", in pictures",
    ", with a postscript",
    " (and a correction)",
    " – a letter from {city}",
    " – notes from {city}",
    " – what my readers in {city} said",
    " – after a week in {city}",
    " – a talk given in {city}",
    " – on the road to {city}",
];

const OPENINGS: &[&str] = &[
    "I did not plan to write about {s}.",
    "For a long time I avoided {s}.",
    "It began with a question that I could not answer: why {s}?",
    "Three people asked me about {s} this month, so here is the long answer.",
    "This is the post about {s} that I wanted to read last year.",
    "Every spring I return to {s}, and every spring I learn something I had forgotten.",
    "There are two kinds of texts about {s}: those that sell something and those that stop too early.",
    "Last winter I promised to take {s} seriously for a hundred days.",
    "I have been wrong about {s} in public at least twice.",
    "Some notes on {s}, mostly for myself.",
    "Nobody warned me about {s}.",
    "My notebook has eleven pages on {s}; these are the three that survived.",
    "You can go a long way without thinking about {s}.",
    "What follows is an honest account of a year with {s}.",
    "The short version: I like {s} more than I used to.",
    "A reader wrote to ask what I think of {s} these days.",
];

const ASIDES: &[&str] = &[
    "The numbers are at the end, for those who scroll.",
    "I kept a list, as one should.",
    "None of this is new, but it was new to me.",
    "It would be easy to stop here.",
    "Then the second week came.",
    "I may change my mind about this part.",
    "This is the step that everybody skips, myself included.",
    "The obvious answer was wrong, and so was the second one.",
    "A friend read the draft and crossed out half of it.",
    "Take it slowly the first time.",
    "I have since heard from people who do it the other way round, and they are happy too.",
    "What I left out could fill another post.",
];

const CLOSINGS: &[&str] = &[
    "If you try it, tell me how it went.",
    "More on this when the season is over.",
    "That is all I know, and it is enough to begin.",
    "Next time: the mistakes I have not made yet.",
    "Write to me if you think I am wrong; several of you have been right before.",
    "I will keep the list going and report back in spring.",
    "Until then, be patient with {s} and with each other.",
    "The comments are open, and I read all of them.",
    "I would do it again, with better shoes.",
    "Start small. Then start again.",
    "It is not much of a conclusion, but it is a true one.",
    "Thanks to everyone who answered my letters about it.",
];
