//! Currencies: their signs and codes, and the size of their units.

/// Signs, the longer before those they end with. A sign of one currency only is given its
/// ISO 4217 code; "$", "kr" and "¥" belong to several and are settled by the place of the job.
const SIGNS: [(&str, &str); 38] = [
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("MX$", "MXN"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("$", "$"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "¥"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("₴", "UAH"),
    ("₱", "PHP"),
    ("₫", "VND"),
    ("฿", "THB"),
    ("₦", "NGN"),
    ("₡", "CRC"),
    ("zł", "PLN"),
    ("ZŁ", "PLN"),
    ("Kč", "CZK"),
    ("kč", "CZK"),
    ("KČ", "CZK"),
    ("kr", "kr"),
    ("Kr", "kr"),
    ("Ft", "HUF"),
    ("Rs.", "INR"),
    ("Rs", "INR"),
    ("lei", "RON"),
    ("лв", "BGN"),
    ("Fr.", "CHF"),
];

/// ISO 4217 codes that postings write out.
const CODES: [&str; 54] = [
    "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF",
    "RON", "BGN", "INR", "JPY", "CNY", "HKD", "SGD", "BRL", "MXN", "ZAR", "AED", "SAR", "QAR",
    "ILS", "TRY", "UAH", "RUB", "THB", "PHP", "IDR", "MYR", "VND", "KRW", "TWD", "NGN", "KES",
    "EGP", "PKR", "LKR", "BDT", "ARS", "CLP", "COP", "PEN", "AMD", "GEL", "KZT", "RSD", "ISK",
    "KWD", "GHS",
];

/// How many units of a currency are about as much pay as one dollar where it is used: what is a
/// wage by the hour in one currency is one by the month in another.
const SIZES: [(&str, f64); 37] = [
    ("INR", 30.0),
    ("PKR", 60.0),
    ("LKR", 100.0),
    ("BDT", 40.0),
    ("NPR", 40.0),
    ("CZK", 20.0),
    ("PLN", 3.5),
    ("HUF", 250.0),
    ("RON", 4.0),
    ("BGN", 1.5),
    ("SEK", 9.0),
    ("NOK", 10.0),
    ("DKK", 7.0),
    ("kr", 9.0),
    ("ISK", 120.0),
    ("JPY", 110.0),
    ("¥", 50.0),
    ("CNY", 6.0),
    ("TWD", 20.0),
    ("KRW", 1000.0),
    ("HKD", 7.0),
    ("PHP", 25.0),
    ("THB", 20.0),
    ("VND", 10_000.0),
    ("IDR", 6000.0),
    ("RUB", 40.0),
    ("TRY", 20.0),
    ("UAH", 20.0),
    ("MXN", 9.0),
    ("BRL", 3.0),
    ("COP", 1000.0),
    ("CLP", 400.0),
    ("ARS", 500.0),
    ("ZAR", 8.0),
    ("NGN", 300.0),
    ("KES", 50.0),
    ("AMD", 200.0),
];

/// The currency written right behind `text`'s beginning (a space may stand before it): its code
/// or ambiguous sign, and the length in bytes with the space.
pub(super) fn leading(text: &str) -> Option<(&'static str, usize)> {
    let body = text.strip_prefix(' ').unwrap_or(text);
    let space = text.len() - body.len();
    for (sign, code) in SIGNS {
        if let Some(rest) = body.strip_prefix(sign) {
            let joined =
                sign.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic);
            if !joined {
                return Some((code, space + sign.len()));
            }
        }
    }
    let word_len = body.bytes().take_while(u8::is_ascii_alphabetic).count();
    if word_len != 3 || body[3..].starts_with(char::is_alphabetic) {
        return None;
    }
    Some((code_of(&body[..3])?, space + 3))
}

/// The currency written right before `text`'s end (a space may stand behind it).
pub(super) fn trailing(text: &str) -> Option<(&'static str, usize)> {
    let body = text.strip_suffix(' ').unwrap_or(text);
    let space = text.len() - body.len();
    for (sign, code) in SIGNS {
        if let Some(rest) = body.strip_suffix(sign) {
            let joined =
                sign.starts_with(char::is_alphabetic) && rest.ends_with(char::is_alphabetic);
            if !joined {
                return Some(with_code(code, rest, space + sign.len()));
            }
        }
    }
    let word_len = body
        .bytes()
        .rev()
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let start = body.len().checked_sub(3)?;
    if word_len != 3 || body[..start].ends_with(char::is_alphabetic) {
        return None;
    }
    Some((code_of(&body[start..])?, space + 3))
}

/// A sign before a figure, with the code that may stand before the sign ("USD $").
fn with_code(sign: &'static str, before: &str, len: usize) -> (&'static str, usize) {
    match trailing(before) {
        Some((code, more)) if sign == "$" && code != "$" => (code, len + more),
        _ => (sign, len),
    }
}

/// The code that a word is: in capitals, or a common one in any case ("try" is a word).
fn code_of(word: &str) -> Option<&'static str> {
    CODES
        .iter()
        .enumerate()
        .find(|(at, code)| **code == word || *at < 4 && code.eq_ignore_ascii_case(word))
        .map(|(_, code)| *code)
}

/// The ISO 4217 code of a code or sign as structured data writes it; `None` for an unknown one.
pub(super) fn of_data(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    CODES
        .iter()
        .find(|code| **code == upper)
        .copied()
        .or_else(|| SIGNS.iter().find(|(sign, _)| *sign == text).map(|s| s.1))
}

/// How many units are about as much pay as a dollar.
pub(super) fn size(currency: Option<&str>) -> f64 {
    SIZES
        .iter()
        .find(|(code, _)| Some(*code) == currency)
        .map_or(1.0, |(_, size)| *size)
}

/// The currency that an ambiguous sign stands for in a country (ISO 3166-1 alpha-2); `None` where
/// the country does not use the sign.
pub(super) fn in_country(sign: &str, country: &str) -> Option<&'static str> {
    const PLACES: [(&str, &str, &str); 19] = [
        ("$", "US", "USD"),
        ("$", "CA", "CAD"),
        ("$", "AU", "AUD"),
        ("$", "NZ", "NZD"),
        ("$", "SG", "SGD"),
        ("$", "HK", "HKD"),
        ("$", "MX", "MXN"),
        ("$", "AR", "ARS"),
        ("$", "CL", "CLP"),
        ("$", "CO", "COP"),
        ("$", "UY", "UYU"),
        ("kr", "NO", "NOK"),
        ("kr", "SE", "SEK"),
        ("kr", "DK", "DKK"),
        ("kr", "IS", "ISK"),
        ("kr", "FO", "DKK"),
        ("¥", "JP", "JPY"),
        ("¥", "CN", "CNY"),
        ("¥", "HK", "CNY"),
    ];
    PLACES
        .iter()
        .find(|(s, c, _)| *s == sign && c.eq_ignore_ascii_case(country))
        .map(|(_, _, code)| *code)
}

/// The currency of a country (ISO 3166-1 alpha-2), for figures without a sign.
pub(super) fn of_country(country: &str) -> Option<&'static str> {
    const EURO: [&str; 20] = [
        "AT", "BE", "HR", "CY", "EE", "FI", "FR", "DE", "GR", "IE", "IT", "LV", "LT", "LU", "MT",
        "NL", "PT", "SK", "SI", "ES",
    ];
    const OTHER: [(&str, &str); 26] = [
        ("US", "USD"),
        ("GB", "GBP"),
        ("CH", "CHF"),
        ("CA", "CAD"),
        ("AU", "AUD"),
        ("NZ", "NZD"),
        ("SE", "SEK"),
        ("NO", "NOK"),
        ("DK", "DKK"),
        ("PL", "PLN"),
        ("CZ", "CZK"),
        ("HU", "HUF"),
        ("RO", "RON"),
        ("BG", "BGN"),
        ("IN", "INR"),
        ("JP", "JPY"),
        ("CN", "CNY"),
        ("HK", "HKD"),
        ("SG", "SGD"),
        ("BR", "BRL"),
        ("MX", "MXN"),
        ("ZA", "ZAR"),
        ("AE", "AED"),
        ("IL", "ILS"),
        ("TR", "TRY"),
        ("IS", "ISK"),
    ];
    let country = country.to_ascii_uppercase();
    if EURO.contains(&country.as_str()) {
        return Some("EUR");
    }
    OTHER
        .iter()
        .find(|(code, _)| *code == country)
        .map(|(_, currency)| *currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_codes_on_either_side() {
        assert_eq!(leading(" € brutto"), Some(("EUR", 4)));
        assert_eq!(leading("kr per time"), Some(("kr", 2)));
        assert_eq!(leading("krone"), None);
        assert_eq!(leading(" EUR/h"), Some(("EUR", 4)));
        assert_eq!(leading(" try it"), None);
        assert_eq!(trailing("pay: US$"), Some(("USD", 3)));
        assert_eq!(trailing("NZ$ "), Some(("NZD", 4)));
        assert_eq!(trailing("CHF "), Some(("CHF", 4)));
        assert_eq!(trailing("é"), None);
        assert_eq!(trailing("from USD $"), Some(("USD", 5)));
    }
}
