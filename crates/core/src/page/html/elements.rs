//! What the HTML standard says of elements by name.
//!
//! Terms are those of the standard's chapter on tree construction.

use html5ever::{LocalName, local_name};

/// Traits of an element that matter to the nesting of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Traits(u8);

impl Traits {
    /// An end tag of an ordinary element does not reach over it.
    pub(super) const SPECIAL: Self = Self(1);
    /// Nothing inside it closes what is outside ("scope").
    pub(super) const SCOPE: Self = Self(2);
    /// Its start tag closes an open paragraph.
    pub(super) const CLOSES_PARAGRAPH: Self = Self(4);
    /// It goes on in the blocks that follow until it is closed ("formatting").
    pub(super) const FORMATTING: Self = Self(8);
    /// It never has content.
    pub(super) const VOID: Self = Self(16);
    /// It stands in a table only.
    pub(super) const OF_TABLE: Self = Self(32);
    /// It does not break a line.
    pub(super) const INLINE: Self = Self(64);
    /// Its content is no text of the page.
    pub(super) const SKIPPED: Self = Self(128);

    const NONE: Self = Self(0);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it has all traits of `other`.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The traits of the element of that name.
    pub(super) fn of(name: &LocalName) -> Self {
        const BLOCK: Traits = Traits::SPECIAL.and(Traits::CLOSES_PARAGRAPH);
        const CELL: Traits = Traits::SPECIAL.and(Traits::SCOPE).and(Traits::OF_TABLE);
        const ROW: Traits = Traits::SPECIAL.and(Traits::OF_TABLE);
        const EMPTY: Traits = Traits::SPECIAL.and(Traits::VOID);
        const SKIPPED: Traits = Traits::SPECIAL.and(Traits::SKIPPED);
        match *name {
            local_name!("address")
            | local_name!("article")
            | local_name!("aside")
            | local_name!("blockquote")
            | local_name!("center")
            | local_name!("details")
            | local_name!("dialog")
            | local_name!("dir")
            | local_name!("div")
            | local_name!("dl")
            | local_name!("dd")
            | local_name!("dt")
            | local_name!("fieldset")
            | local_name!("figcaption")
            | local_name!("figure")
            | local_name!("footer")
            | local_name!("form")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6")
            | local_name!("header")
            | local_name!("hgroup")
            | local_name!("li")
            | local_name!("listing")
            | local_name!("main")
            | local_name!("menu")
            | local_name!("nav")
            | local_name!("ol")
            | local_name!("p")
            | local_name!("plaintext")
            | local_name!("pre")
            | local_name!("section")
            | local_name!("summary")
            | local_name!("ul")
            | local_name!("xmp") => BLOCK,
            local_name!("table") => BLOCK.and(Self::SCOPE),
            local_name!("caption") | local_name!("td") | local_name!("th") => CELL,
            local_name!("colgroup")
            | local_name!("tbody")
            | local_name!("tfoot")
            | local_name!("thead")
            | local_name!("tr") => ROW,
            local_name!("col") => EMPTY.and(Self::OF_TABLE),
            local_name!("hr") => EMPTY.and(Self::CLOSES_PARAGRAPH),
            local_name!("area")
            | local_name!("base")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("br")
            | local_name!("embed")
            | local_name!("frame")
            | local_name!("image")
            | local_name!("img")
            | local_name!("input")
            | local_name!("keygen")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr") => EMPTY,
            local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u") => Self::FORMATTING.and(Self::INLINE),
            local_name!("abbr")
            | local_name!("acronym")
            | local_name!("bdi")
            | local_name!("bdo")
            | local_name!("cite")
            | local_name!("data")
            | local_name!("del")
            | local_name!("dfn")
            | local_name!("ins")
            | local_name!("kbd")
            | local_name!("label")
            | local_name!("mark")
            | local_name!("output")
            | local_name!("picture")
            | local_name!("q")
            | local_name!("samp")
            | local_name!("span")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("time")
            | local_name!("var") => Self::INLINE,
            local_name!("audio")
            | local_name!("button")
            | local_name!("canvas")
            | local_name!("datalist")
            | local_name!("iframe")
            | local_name!("map")
            | local_name!("math")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("noscript")
            | local_name!("object")
            | local_name!("optgroup")
            | local_name!("option")
            | local_name!("script")
            | local_name!("select")
            | local_name!("style")
            | local_name!("svg")
            | local_name!("template")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("video") => SKIPPED,
            // Word processors write it.
            _ if &**name == "o:p" => Self::INLINE,
            _ => Self::NONE,
        }
    }
}

/// Whether it is a heading, `h1` to `h6`: its level.
pub(super) fn heading_level(name: &LocalName) -> Option<u8> {
    Some(match *name {
        local_name!("h1") => 1,
        local_name!("h2") => 2,
        local_name!("h3") => 3,
        local_name!("h4") => 4,
        local_name!("h5") => 5,
        local_name!("h6") => 6,
        _ => return None,
    })
}

/// Whether the elements of a list of blocks make a group of their own.
pub(super) fn is_group(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("div")
            | local_name!("section")
            | local_name!("article")
            | local_name!("ul")
            | local_name!("ol")
            | local_name!("table")
            | local_name!("form")
            | local_name!("aside")
            | local_name!("nav")
            | local_name!("main")
            | local_name!("dl")
    )
}

/// Whether an element inside a drawing or formula ends it: the standard's list of HTML elements
/// that do not belong there.
pub(super) fn leaves_foreign(name: &LocalName) -> bool {
    let traits = Traits::of(name);
    heading_level(name).is_some()
        || matches!(
            *name,
            local_name!("blockquote")
                | local_name!("body")
                | local_name!("br")
                | local_name!("center")
                | local_name!("dd")
                | local_name!("div")
                | local_name!("dl")
                | local_name!("dt")
                | local_name!("head")
                | local_name!("hr")
                | local_name!("img")
                | local_name!("li")
                | local_name!("menu")
                | local_name!("meta")
                | local_name!("ol")
                | local_name!("p")
                | local_name!("pre")
                | local_name!("span")
                | local_name!("sub")
                | local_name!("sup")
                | local_name!("table")
                | local_name!("ul")
        )
        || traits.has(Traits::FORMATTING) && *name != local_name!("a")
}
