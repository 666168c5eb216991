//! A record of which the tests know every value that they ask for.

use std::collections::BTreeMap;

use jobgist::{
    EngagementDuration, Evidence, EvidenceSource, Expr, LanguageDemand, Location, Options,
    PayPeriod, Posting, Priority, PriorityBasis, Requirement, RequirementKind, Salary, SectionKind,
    Stated, Travel,
};

/// A posting by a maker of kites.
pub(crate) fn posting() -> Posting {
    let page = "# Kite Maker\n\n## What you do\n\n- Sew tails\n- Mend what the wind returns\n";
    let mut posting = Posting::parse(page.as_bytes(), &Options::default()).unwrap();
    posting.locations = ["Aarhus", "Ribe"].map(place).to_vec();
    posting.duration = Some(EngagementDuration {
        permanent: true,
        ..EngagementDuration::default()
    });
    posting.salary = Some(Salary {
        min: Some(31_000.0),
        max: None,
        currency: Some("DKK".to_owned()),
        period: Some(PayPeriod::Month),
        gross: Some(true),
    });
    posting.travel = Some(Travel {
        percent_min: None,
        percent_max: Some(12.5),
    });
    posting.languages = vec![
        language("da", Some("B2"), true),
        language("de", None, false),
    ];
    posting.requirements = vec![requirement()];
    posting.evidence = BTreeMap::from([
        ("salary".to_owned(), vec![quote("31.000 kr.", None)]),
        (
            "languages".to_owned(),
            vec![
                quote("Danish (B2)", Some("da")),
                quote("German is a plus", Some("de")),
            ],
        ),
        ("hours".to_owned(), vec![quote("by arrangement", None)]),
    ]);
    posting
}

fn place(city: &str) -> Location {
    Location {
        city: Some(city.to_owned()),
        region: None,
        country: Some("DK".to_owned()),
        text: format!("in {city}"),
    }
}

fn language(code: &str, level: Option<&str>, required: bool) -> LanguageDemand {
    LanguageDemand {
        code: code.to_owned(),
        level: level.map(str::to_owned),
        required,
    }
}

fn requirement() -> Requirement {
    let skill = |skill: &str| Expr::Skill {
        skill: skill.to_owned(),
    };
    Requirement {
        rank: 1,
        score: 0.75,
        text: "2 years with looms or needles".to_owned(),
        block: 9,
        section: SectionKind::Required,
        priority: Priority::Preferred,
        priority_basis: PriorityBasis::Clause,
        kind: RequirementKind::Skill,
        expr: Some(Expr::AnyOf {
            any_of: vec![skill("Looms"), skill("Needles")],
            open: true,
        }),
        min_years: Some(2.0),
        max_years: None,
        years_subject: None,
        negated: false,
        skills: vec!["Looms".to_owned(), "Needles".to_owned()],
        why: Vec::new(),
    }
}

fn quote(text: &str, value: Option<&str>) -> Evidence {
    Evidence {
        text: text.to_owned(),
        block: Some(4),
        start: Some(0),
        end: Some(text.len()),
        source: EvidenceSource::Body,
        rule: "a rule".to_owned(),
        stated: Stated::Vague,
        value: value.map(str::to_owned),
    }
}
