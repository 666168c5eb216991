//! The address of a page without what does not matter.

/// Where a page stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The host's name in lower case.
    pub(super) host: String,
    /// Host, path and query; the same for addresses of the same page.
    pub(super) text: String,
}

/// Parameters that say how a reader came to the page.
const TRACKING: [&str; 10] = [
    "gclid",
    "fbclid",
    "msclkid",
    "dclid",
    "yclid",
    "referrer",
    "trk",
    "trackingid",
    "gh_src",
    "lever-source",
];

/// Parameters that say so in a word, and the number of a job in digits.
const TRACKING_IN_WORDS: [&str; 4] = ["ref", "refid", "source", "src"];

/// The address in a URL; `None` when it is not one of the web.
pub(super) fn of(url: &str) -> Option<Address> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    if !["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
    {
        return None;
    }
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = place.split_once('/').unwrap_or((place, ""));
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.trim_end_matches(":443").trim_end_matches(":80");
    let host = host.trim_end_matches('.').to_lowercase();
    if host.is_empty() {
        return None;
    }
    let mut text = format!("{host}/{}", path.trim_end_matches('/'));
    let mut parameters: Vec<&str> = query
        .split('&')
        .filter(|parameter| !parameter.is_empty() && !is_tracking(parameter))
        .collect();
    parameters.sort_unstable();
    if !parameters.is_empty() {
        text = format!("{text}?{}", parameters.join("&"));
    }
    // Pages that are one program in the browser have their address behind the '#'.
    if fragment.starts_with(['/', '!']) {
        text = format!("{text}#{fragment}");
    }
    Some(Address { host, text })
}

fn is_tracking(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let name = name.to_ascii_lowercase();
    let is_number = value.bytes().any(|byte| byte.is_ascii_digit());
    name.starts_with("utm_")
        || TRACKING.contains(&name.as_str())
        || TRACKING_IN_WORDS.contains(&name.as_str()) && !is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(url: &str) -> Option<String> {
        of(url).map(|address| address.text)
    }

    #[test]
    fn a_number_may_be_the_job() {
        let one = text("https://co.example/view?ref=1201");
        assert_ne!(one, text("https://co.example/view?ref=1202"));
        assert_eq!(
            text("https://co.example/view?ref=feed"),
            text("https://co.example/view")
        );
    }

    #[test]
    fn what_does_not_matter_is_left_out() {
        let plain = text("https://jobs.example/baker/7?id=3&lang=en");
        assert_eq!(plain.as_deref(), Some("jobs.example/baker/7?id=3&lang=en"));
        for same in [
            "http://jobs.example/baker/7?id=3&lang=en",
            "https://Jobs.Example:443/baker/7/?lang=en&id=3",
            "https://me:secret@jobs.example./baker/7?id=3&utm_source=mail&lang=en&gclid=9",
            " https://jobs.example/baker/7?ref=feed&id=3&lang=en&Source=x#apply ",
        ] {
            assert_eq!(text(same), plain, "{same}");
        }
    }

    #[test]
    fn other_pages_have_other_addresses() {
        let plain = text("https://jobs.example/baker/7");
        for other in [
            "https://jobs.example/baker/8",
            "https://jobs.example/Baker/7",
            "https://jobs.example/baker/7?id=3",
            "https://jobs.example/baker/7#/openings/3",
            "https://jobs.example:8443/baker/7",
            "https://example/baker/7",
        ] {
            assert!(text(other).is_some());
            assert_ne!(text(other), plain, "{other}");
        }
    }

    #[test]
    fn what_is_not_of_the_web_has_none() {
        for none in [
            "",
            "file:///home/me/baker.html",
            "jobs.example/7",
            "https://",
            "mailto:a@b",
        ] {
            assert_eq!(text(none), None, "{none}");
        }
    }
}
