//! Items that a page's elements spell out: a `JobPosting` in microdata or RDFa, as the object that
//! JSON-LD would write.

mod microdata;
mod rdfa;
#[cfg(test)]
mod tests;

use memchr::memmem;
use scraper::{ElementRef, Html};
use serde_json::{Map, Value};

use super::jsonld;
use super::structured::Structured;
use super::values::Object;
use crate::posting::EvidenceSource;

/// Items nested deeper than this are not read.
const MAX_DEPTH: usize = 40;
/// More properties than this on one page are not read.
const MAX_PROPERTIES: usize = 20_000;
/// A posting's description is longer than this, in bytes; a card of a list has none.
const DESCRIBED: usize = 200;

/// The attributes in which a syntax writes its items.
struct Syntax {
    /// The attribute that opens an item and names its type.
    kind: &'static str,
    /// The attribute that names a property.
    property: &'static str,
}

/// The postings that a page's elements spell out, in order. Of several, the only one with a
/// description is the page's own; the others are cards of further jobs.
pub(super) fn read(html: &str) -> Vec<Structured> {
    let syntaxes = [microdata::SYNTAX, rdfa::SYNTAX];
    let Some(syntax) = syntaxes.into_iter().find(|syntax| is_used(html, syntax)) else {
        return Vec::new();
    };
    let tree = Html::parse_document(html);
    let mut reader = Reader {
        syntax,
        left: MAX_PROPERTIES,
        postings: Vec::new(),
    };
    reader.search(tree.root_element(), 0);
    let mut jobs: Vec<Structured> = reader
        .postings
        .iter()
        .map(|object| Structured {
            source: Some(EvidenceSource::Microdata),
            ..jsonld::posting(object)
        })
        .collect();
    let described = |job: &Structured| {
        job.description
            .as_ref()
            .is_some_and(|text| text.len() > DESCRIBED)
    };
    if jobs.iter().filter(|job| described(job)).count() == 1 {
        jobs.retain(described);
    }
    jobs
}

/// Whether an attribute of the syntax names the type; the page is parsed again only then.
fn is_used(html: &str, syntax: &Syntax) -> bool {
    memmem::find_iter(html.as_bytes(), syntax.kind).any(|at| {
        let value = html[at + syntax.kind.len()..].trim_start();
        value.strip_prefix('=').is_some_and(|value| {
            let end = value.bytes().position(|byte| byte == b'>');
            names_posting(&value[..end.unwrap_or(value.len())])
        })
    })
}

fn names_posting(text: &str) -> bool {
    const NAME: &[u8] = b"jobposting";
    text.as_bytes()
        .windows(NAME.len())
        .any(|window| window.eq_ignore_ascii_case(NAME))
}

struct Reader {
    syntax: Syntax,
    /// Properties that may still be read.
    left: usize,
    postings: Vec<Object>,
}

impl Reader {
    /// Finds the items that are postings.
    fn search(&mut self, element: ElementRef<'_>, depth: usize) {
        let is_posting = element
            .attr(self.syntax.kind)
            .is_some_and(|kinds| kinds.split_whitespace().any(names_posting));
        if is_posting {
            let item = self.item(element, 0);
            self.postings.push(item);
        } else if depth < 4 * MAX_DEPTH {
            for child in element.child_elements() {
                self.search(child, depth + 1);
            }
        }
    }

    /// An item with its properties.
    fn item(&mut self, element: ElementRef<'_>, depth: usize) -> Object {
        let mut object = Map::new();
        let kind = element.attr(self.syntax.kind).unwrap_or_default();
        object.insert("@type".to_owned(), Value::from(kind.trim()));
        self.properties(element, &mut object, depth);
        object
    }

    /// Adds the properties that stand below an element.
    fn properties(&mut self, element: ElementRef<'_>, object: &mut Object, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        for child in element.child_elements() {
            let names = child.attr(self.syntax.property).unwrap_or_default();
            let opens = child.attr(self.syntax.kind).is_some();
            for name in names.split_whitespace().take(8) {
                if self.left == 0 {
                    return;
                }
                self.left -= 1;
                let value = if opens {
                    Value::Object(self.item(child, depth + 1))
                } else {
                    Value::from(value_of(child, name))
                };
                add(object, name, value);
            }
            // What an item holds that is nobody's property belongs to nobody.
            if !opens {
                self.properties(child, object, depth + 1);
            }
        }
    }
}

/// Adds a property; one that is there already becomes a list.
fn add(object: &mut Object, name: &str, value: Value) {
    match object.get_mut(name) {
        None => {
            object.insert(name.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(before) => {
            let first = before.take();
            *before = Value::Array(vec![first, value]);
        }
    }
}

/// The value of a property that is no item.
fn value_of(element: ElementRef<'_>, name: &str) -> String {
    let attribute = |name: &str| element.attr(name).map(str::trim).filter(|v| !v.is_empty());
    if let Some(value) = attribute("content").or_else(|| attribute("datetime")) {
        return value.to_owned();
    }
    let bare = name.rsplit(['/', ':']).next().unwrap_or(name);
    if jsonld::is_body(bare) {
        return element.inner_html();
    }
    let text: Vec<&str> = element.text().flat_map(str::split_whitespace).collect();
    let link = || {
        ["href", "src", "resource", "value", "data"]
            .into_iter()
            .find_map(attribute)
    };
    if (text.is_empty() || bare == "url")
        && let Some(link) = link()
    {
        return link.to_owned();
    }
    text.join(" ")
}
