//! What readers write below posts.

use super::super::dice::{Deck, Dice};
use super::{fill, names::CITIES};

/// What there is to say; a thing said comes again only when all others have been said.
pub(in crate::seed) struct Voices {
    reactions: Deck<&'static str>,
    remarks: Deck<&'static str>,
}

impl Default for Voices {
    fn default() -> Self {
        Self {
            reactions: Deck::new(REACTIONS.iter().copied()),
            remarks: Deck::new(REMARKS.iter().copied()),
        }
    }
}

impl Voices {
    /// A comment on a post about `subject`: a reaction, one or two remarks, a farewell, or
    /// some of them.
    pub(in crate::seed) fn draw(&mut self, dice: &mut Dice, subject: &str) -> String {
        let shape = dice.below(20_u64);
        let mut sentences = Vec::new();
        if matches!(shape, 0..=10) {
            sentences.push(self.reactions.draw(dice));
        }
        if matches!(shape, 3..=19) {
            sentences.push(self.remarks.draw(dice));
        }
        if matches!(shape, 10..=13) {
            sentences.push(self.remarks.draw(dice));
        }
        if matches!(shape, 8..=10 | 18..=19) {
            sentences.push(dice.pick(FAREWELLS));
        }
        fill(&sentences.join(" "), subject, dice.pick(CITIES), 0)
    }
}

const REACTIONS: &[&str] = &[
    "Thank you for this.",
    "I laughed out loud at the second paragraph.",
    "This is exactly what I needed today.",
    "Lovely piece.",
    "I disagree, but politely.",
    "Finally somebody says it.",
    "Saved for the weekend.",
    "I had to read it twice.",
    "Not sure I agree.",
    "Beautifully written.",
    "Well, that explains a lot.",
    "Greetings from {city}.",
    "I have been waiting for this one.",
    "Good read, as always.",
    "My sister sent me this.",
    "First comment here after years of reading.",
    "Oh, I know this feeling.",
    "Late to the party.",
    "So true.",
    "Interesting, though a little short.",
    "What a nice surprise this morning.",
    "Strong opening, stronger end.",
    "You made me look at it again.",
    "I printed it out for my father.",
    "Reading this on the bus in {city}.",
    "No complaints at all.",
    "Wonderful, thank you.",
    "This made my morning.",
    "A bit harsh, but fair.",
    "Now I am hungry for more.",
];

const REMARKS: &[&str] = &[
    "I tried something similar and gave up after a week.",
    "We had the same problem in {city} and solved it with patience and tape.",
    "Could you say more about how long it took?",
    "I grew up with {s}, and this brought a lot of it back.",
    "The part about the first attempt could have been about me.",
    "My experience with {s} was rather different: it took two years and a good teacher.",
    "In my opinion the order of the steps matters more than the steps.",
    "I would add that {s} are easier in company.",
    "What did you do when it rained?",
    "There is a good chapter on {s} in an old book whose title I have forgotten, of course.",
    "I keep coming back to the last paragraph.",
    "Is there a follow-up planned?",
    "The comparison in the middle does not quite work for me.",
    "We talked about {s} all through dinner because of this.",
    "I am a beginner, and this is the first text on {s} that did not make me feel stupid.",
    "The numbers would interest me; do you have them somewhere?",
    "One small correction: it was a Tuesday.",
    "Please write more often.",
    "I did it the other way round and it worked, mostly.",
    "After reading this I went and started over.",
    "You forgot to mention the cost.",
    "My neighbor swears by the opposite, and his results are good too.",
    "It took me ten years to arrive at the same conclusion.",
    "I would not have believed it without the example.",
    "Do you still do it the same way today?",
    "That sentence about waiting should be on a poster.",
    "I wonder how much of this is luck.",
    "I have shared it with the whole team.",
    "The older I get, the more I value {s}.",
    "Somebody should translate this.",
    "I live in {city}, and nobody here talks about it.",
    "Honestly, {s} never did anything for me, but I enjoyed the read.",
    "You had me until the third sentence.",
    "What would you recommend to someone with half an hour a week?",
    "I did not know that {s} could be so interesting.",
    "It reminds me of a long summer in {city}.",
    "We need more of this and less of everything else.",
    "My only complaint is that it ends.",
    "I tried it last night, and the cat was not impressed.",
    "There must be an easier way, but I have not found it either.",
    "The second half is the best thing you have written.",
    "A small thing: the link at the end is broken for me.",
    "I teach this, and I will steal your example.",
    "People in {city} have known this about {s} for a hundred years.",
];

const FAREWELLS: &[&str] = &[
    "Thanks again!",
    "Keep going.",
    "Looking forward to the next one.",
    "Warm regards.",
    "Just my two cents.",
    "Anyway, well done.",
    "Will try again on Sunday.",
    "More of this, please.",
    "See you at the next meeting.",
    "I will report back.",
    "Take care.",
    "Back to work now.",
    "No hurry with the answer.",
    "Cheers from {city}.",
    "And sorry for the long comment.",
    "That is all.",
];
