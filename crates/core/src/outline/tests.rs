//! Whole postings through the outline.

use crate::posting::SectionKind::{
    self, Apply, Benefits, Company, Preferred, Required, Responsibilities,
};
use crate::{Options, Posting};

/// The section of each line, in order.
fn sections(text: &str) -> Vec<(SectionKind, String)> {
    let posting = Posting::parse(text.as_bytes(), &Options::default()).unwrap();
    let sections = posting.sections.into_iter();
    sections
        .flat_map(|section| {
            let kind = section.kind;
            section.items.into_iter().map(move |item| (kind, item.text))
        })
        .collect()
}

/// The section of the line that holds `words`.
fn section_of(text: &str, words: &str) -> Option<SectionKind> {
    let line = sections(text)
        .into_iter()
        .find(|(_, line)| line.contains(words));
    line.map(|(kind, _)| kind)
}

#[test]
fn a_posting_without_headings_comes_apart() {
    let text = "Night Baker
Crumb & Daughters has baked for the harbour since 1911 and employs forty people in three shops.
- Mix and shape the doughs for the morning
- Load the ovens and watch the bake
- Teach apprentices how to fold croissants
- At least two years of experience in a bakery
- A certificate in food hygiene
- You can lift 25 kg
- Experience with rye sourdough is a plus
- Thirty days of holiday and a pension scheme
- Free bread and discounts in our shops
Please send your application with a CV to Ada Crumb.";
    let of = |words: &str| section_of(text, words);
    assert_eq!(of("since 1911"), Some(Company));
    assert_eq!(of("Mix and shape"), Some(Responsibilities));
    assert_eq!(of("Teach apprentices"), Some(Responsibilities));
    assert_eq!(of("two years"), Some(Required));
    assert_eq!(of("certificate"), Some(Required));
    assert_eq!(of("rye"), Some(Preferred));
    assert_eq!(of("Thirty days"), Some(Benefits));
    assert_eq!(of("Ada Crumb"), Some(Apply));
}

#[test]
fn playful_headings_hide_nothing() {
    let text = "Night Baker

Rise and shine
- Mix and shape the doughs for the morning
- Load the ovens and watch the bake

Flour power
- At least two years of experience in a bakery
- A certificate in food hygiene

Butter on top
- Thirty days of paid holiday
- A pension scheme and free bread";
    let of = |words: &str| section_of(text, words);
    assert_eq!(of("Mix and shape"), Some(Responsibilities));
    assert_eq!(of("two years"), Some(Required));
    assert_eq!(of("pension"), Some(Benefits));
}

#[test]
fn content_overrules_its_heading() {
    let text = "Night Baker

About you
- At least two years of experience in a bakery
- A certificate in food hygiene
- We offer you thirty days of paid holiday, a pension scheme and free bread

Nice to have
- Experience with rye sourdough
- A driving licence is a must";
    assert_eq!(section_of(text, "two years"), Some(Required));
    assert_eq!(section_of(text, "thirty days"), Some(Benefits));
    assert_eq!(section_of(text, "rye"), Some(Preferred));
    assert_eq!(section_of(text, "driving licence"), Some(Required));
}

/// A wish inside a list of musts, in every language: heading, must, wish.
const WISHES: [(&str, &str, &str, &str); 13] = [
    (
        "en",
        "Requirements",
        "Two years of experience in a bakery and care for the guests",
        "A driving licence is a plus",
    ),
    (
        "de",
        "Anforderungen",
        "Eine abgeschlossene Ausbildung und Freude an der Arbeit mit Gästen",
        "Ein Führerschein ist von Vorteil",
    ),
    (
        "fr",
        "Profil recherché",
        "Vous avez une expérience en boulangerie et le sens de l'accueil",
        "Le permis de conduire serait un plus",
    ),
    (
        "es",
        "Requisitos",
        "Dos años de experiencia en una panadería y trato amable con los clientes",
        "Se valorará carné de conducir",
    ),
    (
        "it",
        "Requisiti",
        "Due anni di esperienza in un panificio e cortesia con i clienti",
        "La patente di guida costituisce titolo preferenziale",
    ),
    (
        "nl",
        "Functie-eisen",
        "Twee jaar ervaring in een bakkerij en je bent vriendelijk voor de gasten",
        "Een rijbewijs is een pré",
    ),
    (
        "pt",
        "Requisitos",
        "Dois anos de experiência numa padaria e simpatia com os clientes",
        "Carta de condução é um diferencial",
    ),
    (
        "pl",
        "Wymagania",
        "Dwa lata doświadczenia w piekarni oraz uprzejmość wobec gości",
        "Mile widziane prawo jazdy",
    ),
    (
        "cs",
        "Požadujeme",
        "Dva roky praxe v pekárně a milé vystupování na hosty",
        "Řidičský průkaz výhodou",
    ),
    (
        "sv",
        "Kvalifikationer",
        "Två års erfarenhet från ett bageri och du är vänlig mot gästerna",
        "Körkort är meriterande",
    ),
    (
        "no",
        "Kvalifikasjoner",
        "To års erfaring fra et bakeri og du er hyggelig mot gjestene",
        "Førerkort er en fordel",
    ),
    (
        "da",
        "Kvalifikationer",
        "To års erfaring fra et bageri og du er venlig mod gæsterne",
        "Kørekort er en fordel",
    ),
    (
        "fi",
        "Vaatimukset",
        "Kahden vuoden kokemus leipomosta ja ystävällinen asenne vieraita kohtaan",
        "Ajokortti katsotaan eduksi",
    ),
];

#[test]
fn a_wish_among_musts_is_told_in_every_language() {
    for (code, heading, must, wish) in WISHES {
        let text = format!("{heading}\n- {must}\n- {wish}");
        let options = Options {
            language: Some(code.to_owned()),
            ..Options::default()
        };
        let posting = Posting::parse(text.as_bytes(), &options).unwrap();
        let kinds: Vec<SectionKind> = posting
            .sections
            .iter()
            .flat_map(|section| section.items.iter().map(|_| section.kind))
            .collect();
        assert_eq!(kinds, [Required, Preferred], "{code}: {wish}");
    }
}

#[test]
fn the_reason_names_rules_and_model() {
    let options = Options {
        blocks: true,
        ..Options::default()
    };
    let text = "Baker\n\nRequirements\n- Two years of experience in a bakery\n- A driving licence";
    let posting = Posting::parse(text.as_bytes(), &options).unwrap();
    let blocks = posting.blocks.unwrap();
    let why = &blocks
        .iter()
        .find(|block| block.text.contains("Two years"))
        .unwrap()
        .why;
    assert!(why.starts_with("required: by rules and model, +"), "{why}");
}
