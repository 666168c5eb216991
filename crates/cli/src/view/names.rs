//! Names of what the record has codes for.

use jobgist::{EmploymentType, Seniority, Workplace};

/// A country's short English name. The standard's list has official ones: "Korea (the Republic
/// of)" and the like are cut to what people say.
pub(super) fn country(code: &str) -> &str {
    match code {
        "GB" => return "United Kingdom",
        "US" => return "United States",
        "KR" => return "South Korea",
        "KP" => return "North Korea",
        "CD" => return "DR Congo",
        "TW" => return "Taiwan",
        _ => {}
    }
    rust_iso3166::from_alpha2(code).map_or(code, |country| {
        country
            .name
            .split([',', '('])
            .next()
            .map_or(country.name, str::trim)
    })
}

/// Where the work is done.
pub(super) fn workplace(workplace: Workplace) -> &'static str {
    match workplace {
        Workplace::Onsite => "on site",
        Workplace::Hybrid => "hybrid",
        Workplace::Remote => "remote",
    }
}

/// A type of employment.
pub(super) fn employment(kind: EmploymentType) -> &'static str {
    match kind {
        EmploymentType::FullTime => "full time",
        EmploymentType::PartTime => "part time",
        EmploymentType::Contractor => "contract",
        EmploymentType::Temporary => "temporary",
        EmploymentType::Intern => "internship",
        EmploymentType::Volunteer => "volunteer work",
        EmploymentType::PerDiem => "by the day",
    }
}

/// A level of seniority.
pub(super) fn seniority(seniority: Seniority) -> &'static str {
    match seniority {
        Seniority::Intern => "intern",
        Seniority::Entry => "entry",
        Seniority::Mid => "mid",
        Seniority::Senior => "senior",
        Seniority::Lead => "lead",
        Seniority::Manager => "manager",
        Seniority::Director => "director",
        Seniority::Executive => "executive",
    }
}

/// English name of a language that postings often ask for.
pub(super) fn language(code: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 34] = [
        ("ar", "Arabic"),
        ("bg", "Bulgarian"),
        ("ca", "Catalan"),
        ("cs", "Czech"),
        ("da", "Danish"),
        ("de", "German"),
        ("el", "Greek"),
        ("en", "English"),
        ("es", "Spanish"),
        ("et", "Estonian"),
        ("fi", "Finnish"),
        ("fr", "French"),
        ("he", "Hebrew"),
        ("hi", "Hindi"),
        ("hr", "Croatian"),
        ("hu", "Hungarian"),
        ("it", "Italian"),
        ("ja", "Japanese"),
        ("ko", "Korean"),
        ("lt", "Lithuanian"),
        ("lv", "Latvian"),
        ("nl", "Dutch"),
        ("no", "Norwegian"),
        ("pl", "Polish"),
        ("pt", "Portuguese"),
        ("ro", "Romanian"),
        ("ru", "Russian"),
        ("sk", "Slovak"),
        ("sl", "Slovenian"),
        ("sv", "Swedish"),
        ("tr", "Turkish"),
        ("uk", "Ukrainian"),
        ("vi", "Vietnamese"),
        ("zh", "Chinese"),
    ];
    NAMES
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_people_say() {
        assert_eq!(country("NL"), "Netherlands");
        assert_eq!(country("GB"), "United Kingdom");
        assert_eq!(country("BO"), "Bolivia");
        assert_eq!(country("??"), "??");
        assert_eq!(language("pt"), Some("Portuguese"));
        assert_eq!(language("xx"), None);
    }
}
