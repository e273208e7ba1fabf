//! People and places.

use super::super::dice::Dice;

/// A person, by name.
pub(in crate::seed) struct Person {
    pub(in crate::seed) first: &'static str,
    pub(in crate::seed) last: &'static str,
}

impl Person {
    /// The name for addresses: `zoe.nowak` for Zoë Nowak.
    pub(in crate::seed) fn handle(&self) -> String {
        format!("{}.{}", self.first, self.last)
            .chars()
            .filter_map(plain)
            .collect()
    }
}

pub(in crate::seed) fn draw_person(dice: &mut Dice) -> Person {
    Person {
        first: dice.pick(FIRST_NAMES),
        last: dice.pick(LAST_NAMES),
    }
}

/// A name as readers put it below a comment.
pub(in crate::seed) fn draw_signature(dice: &mut Dice) -> String {
    let Person { first, last } = draw_person(dice);
    match dice.below(10_u64) {
        0 | 1 => first.to_owned(),
        2 | 3 => last
            .chars()
            .next()
            .map_or_else(|| first.to_owned(), |initial| format!("{first} {initial}.")),
        _ => format!("{first} {last}"),
    }
}

/// The letter without its marks, in lower case; nothing for what addresses do not have.
fn plain(letter: char) -> Option<char> {
    Some(match letter.to_lowercase().next()? {
        'á' | 'ä' | 'ã' | 'å' | 'â' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'é' | 'ë' | 'è' => 'e',
        'í' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ó' | 'ö' | 'ø' => 'o',
        'ş' | 'š' | 'ś' => 's',
        'ü' | 'ú' => 'u',
        'ž' => 'z',
        plain @ ('a'..='z' | '.') => plain,
        _ => return None,
    })
}

/// Hosts that are reserved for examples.
pub(in crate::seed) const MAIL_HOSTS: &[&str] = &[
    "example.com",
    "example.net",
    "example.org",
    "mail.example",
    "post.example",
];

#[rustfmt::skip]
const FIRST_NAMES: &[&str] = &[
    "Ada", "Agnes", "Aisha", "Alma", "Amara", "Anton", "Arjun", "Astrid", "Beatriz", "Bela",
    "Bilal", "Bruno", "Carmen", "Chidi", "Clara", "Daria", "Dimitri", "Edith", "Elias", "Emre",
    "Esther", "Farah", "Felix", "Fiona", "Gabriel", "Greta", "Hana", "Hugo", "Ida", "Ines",
    "Ingrid", "Ivan", "Jamal", "Jana", "Jonas", "José", "Judith", "Kaito", "Karim", "Katarina",
    "Kofi", "Lars", "Leila", "Lena", "Liam", "Linh", "Lucia", "Łukasz", "Magnus", "Malik",
    "Margot", "Mateo", "Mei", "Mila", "Miriam", "Nadia", "Niamh", "Nils", "Noor", "Olga",
    "Omar", "Oskar", "Paula", "Pavel", "Priya", "Rafael", "Renée", "Rosa", "Samir", "Saoirse",
    "Selma", "Sofia", "Søren", "Tariq", "Teresa", "Thabo", "Tomas", "Vera", "Viktor", "Wanda",
    "Yara", "Yuki", "Zeynep", "Zoë",
];

#[rustfmt::skip]
const LAST_NAMES: &[&str] = &[
    "Abara", "Achterberg", "Aguilar", "Andersson", "Bauer", "Becker", "Bellini", "Bergström",
    "Blum", "Boateng", "Brandt", "Campbell", "Castro", "Çelik", "Chaudhry", "Cohen", "Costa",
    "Dahl", "Delgado", "Dubois", "Eklund", "Endo", "Ferrari", "Fischer", "Fonseca", "Garrido",
    "Gonçalves", "Haddad", "Hansen", "Hayashi", "Hoffmann", "Horvat", "Ibrahim", "Ito",
    "Jankowski", "Jansen", "Kaya", "Keller", "Kimani", "Kovač", "Kowalska", "Kruger", "Laurent",
    "Lehtonen", "Lindqvist", "Marino", "Mbeki", "Mendes", "Moreau", "Müller", "Murphy",
    "Nakamura", "Ngata", "Novak", "Nowak", "Núñez", "O'Brien", "Okafor", "Olsen", "Ortega",
    "Özdemir", "Papadopoulos", "Park", "Pereira", "Petrov", "Quinn", "Rahman", "Ricci", "Rossi",
    "Sato", "Schneider", "Sharma", "Silva", "Sørensen", "Suzuki", "Tanaka", "Teixeira", "Tran",
    "Varga", "Verhoeven", "Virtanen", "Walsh", "Weiss", "Yıldız", "Zielińska", "Zimmermann",
];

/// Towns by the sea, because some headlines need a harbor.
#[rustfmt::skip]
pub(in crate::seed) const CITIES: &[&str] = &[
    "Aarhus", "Bari", "Bergen", "Brest", "Bristol", "Busan", "Cádiz", "Cork", "Da Nang",
    "Dunedin", "Durban", "Galway", "Gdańsk", "Genoa", "Haifa", "Halifax", "Hobart", "Izmir",
    "Kochi", "Lisbon", "Malmö", "Mombasa", "Monterey", "Nantes", "Osaka", "Penang", "Piraeus",
    "Plymouth", "Porto", "Recife", "Reykjavík", "Rostock", "Savannah", "Split", "Tallinn",
    "Trieste", "Tromsø", "Turku", "Valparaíso", "Varna",
];

#[rustfmt::skip]
pub(in crate::seed) const TRADES: &[&str] = &[
    "Librarian in {city}.", "Night nurse from {city}.", "Retired ship's engineer, {city}.",
    "Data engineer by day, baker by night.", "Teaches physics at a school in {city}.",
    "Gardener and occasional translator.", "Train driver on the line to {city}.",
    "Software developer who grew up in {city}.", "Carpenter, reader, father of three.",
    "Studies marine biology in {city}.", "Runs a small bookshop near the harbor of {city}.",
    "Former chef, now writing about it.", "Database administrator since before it was a word.",
    "Bicycle mechanic from {city}.", "Amateur astronomer with a very patient family.",
    "Editor at a magazine nobody has heard of.", "Works for the water board of {city}.",
    "Illustrator living between {city} and the next ferry.", "Postwoman and bird watcher.",
    "Doctor on leave, learning to cook.", "Keeps the archive of a theater in {city}.",
    "Builds furniture and, sometimes, websites.", "Meteorologist, skeptical of forecasts.",
    "Music teacher from {city}, mostly piano.", "Lighthouse volunteer outside {city}.",
];

#[rustfmt::skip]
pub(in crate::seed) const HABITS: &[&str] = &[
    "Writes before breakfast.", "Keeps bees and a list of unread books.", "Answers letters.",
    "Learning the cello, slowly.", "Never without a notebook.", "Prefers trains to planes.",
    "Believes in long lunches.", "Collects maps of places that changed their names.",
    "Has strong opinions about tea.", "Swims in cold water and talks about it.",
    "Repairs what others throw away.", "Walks the same path every morning.",
    "Still prints photographs.", "Owns too many pans.", "Reads the last page first.",
    "Plays chess by mail.", "Grows tomatoes on a balcony that faces north.",
    "Counts birds on Sundays.", "Bakes when it rains.", "Takes the stairs.",
    "Speaks four languages, all with an accent.", "Sings in a choir of eleven.",
    "Cannot pass a second-hand bookshop.", "Draws every day and shows nobody.",
    "Sleeps badly at full moon and uses the time.", "Mends old radios.",
];
