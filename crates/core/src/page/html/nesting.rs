//! Which elements are open: tags to well-nested elements, without a tree.
//!
//! Follows the tree construction of the HTML standard as far as it decides where a block of text
//! begins and ends. What it leaves out moves text that stands in a table outside its cells before
//! the table, and splits formatting elements that overlap; neither changes a block.

use html5ever::{LocalName, local_name};

use super::elements::{Traits, heading_level};
use super::tokens::Tag;
use super::walker::{Styled, Walker};

/// Formatting elements that are open at once at most; older ones are forgotten. The standard
/// allows three of a kind.
const MOST_FORMATTING: usize = 64;
/// So many open elements are looked at for all end tags of a page together; then end tags that do
/// not fit the innermost element are passed over.
const MOST_STEPS: usize = 40_000_000;

/// An open element.
#[derive(Debug)]
struct Open {
    name: LocalName,
    traits: Traits,
    styled: Styled,
    /// Formatting elements that were open before it.
    formatting: usize,
    /// Its end tag came while others were open inside it.
    ended: bool,
}

/// An open formatting element.
#[derive(Debug)]
struct Formatting {
    name: LocalName,
    styled: Styled,
}

/// The open elements of a page, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    open: Vec<Open>,
    formatting: Vec<Formatting>,
    steps: usize,
}

impl Nesting {
    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// A start tag of an element that can have content; ends what it ends.
    pub(super) fn start(&mut self, tag: &Tag<'_>, walker: &mut Walker<'_>) {
        let traits = Traits::of(&tag.name);
        if traits.has(Traits::FORMATTING) {
            if tag.name == local_name!("a") {
                self.end_formatting(&tag.name, walker);
            }
            self.formatting.push(Formatting {
                name: tag.name.clone(),
                styled: walker.open_inline(tag),
            });
            if self.formatting.len() > MOST_FORMATTING {
                let oldest = self.formatting.remove(0);
                walker.close_inline(oldest.styled);
            }
            return;
        }
        if !self.make_room(&tag.name, traits, walker) {
            return;
        }
        let styled = if traits.has(Traits::INLINE) {
            walker.open_inline(tag)
        } else {
            walker.open_block(tag)
        };
        self.open.push(Open {
            name: tag.name.clone(),
            traits,
            styled,
            formatting: self.formatting.len(),
            ended: false,
        });
    }

    /// Ends the elements that a start tag ends; whether the element has a place here at all.
    pub(super) fn make_room(
        &mut self,
        name: &LocalName,
        traits: Traits,
        walker: &mut Walker<'_>,
    ) -> bool {
        if traits.has(Traits::OF_TABLE) {
            return self.make_room_in_table(name, walker);
        }
        match *name {
            local_name!("li") => self.end_item(|name| *name == local_name!("li"), walker),
            local_name!("dd") | local_name!("dt") => self.end_item(
                |name| matches!(*name, local_name!("dd") | local_name!("dt")),
                walker,
            ),
            local_name!("form") if self.holds(&local_name!("form")) => return false,
            local_name!("table") => {
                // A table right inside a table, in none of its cells, follows it.
                let top = self.open.last();
                if top.is_some_and(|top| {
                    top.name == local_name!("table")
                        || top.traits.has(Traits::OF_TABLE) && !top.traits.has(Traits::SCOPE)
                }) {
                    self.end(&local_name!("table"), walker);
                }
            }
            _ => {}
        }
        if traits.has(Traits::CLOSES_PARAGRAPH) {
            self.end_in_scope(|name| *name == local_name!("p"), walker);
            let heading = |open: &Open| heading_level(&open.name).is_some();
            if heading_level(name).is_some() && self.open.last().is_some_and(heading) {
                self.pop(walker);
            }
        }
        true
    }

    /// Parts of tables end the parts before them; outside a table they are nothing.
    fn make_room_in_table(&mut self, name: &LocalName, walker: &mut Walker<'_>) -> bool {
        let Some(table) = self
            .open
            .iter()
            .rposition(|open| open.name == local_name!("table"))
        else {
            return false;
        };
        let ends = |open: &LocalName| match *name {
            local_name!("td") | local_name!("th") => {
                matches!(
                    *open,
                    local_name!("td") | local_name!("th") | local_name!("caption")
                )
            }
            local_name!("tr") => matches!(*open, local_name!("tr") | local_name!("caption")),
            _ => true,
        };
        let inside = &self.open[table + 1..];
        if let Some(at) = inside
            .iter()
            .position(|open| open.traits.has(Traits::OF_TABLE) && ends(&open.name))
        {
            self.pop_to(table + 1 + at, walker);
        }
        true
    }

    fn holds(&self, name: &LocalName) -> bool {
        self.open
            .iter()
            .any(|open| open.name == *name && !open.ended)
    }

    /// An end tag.
    pub(super) fn end(&mut self, name: &LocalName, walker: &mut Walker<'_>) {
        let traits = Traits::of(name);
        if traits.has(Traits::FORMATTING) {
            self.end_formatting(name, walker);
        } else if *name == local_name!("p") {
            if !self.end_in_scope(|open| *open == local_name!("p"), walker) {
                walker.end_block(true);
            }
        } else if heading_level(name).is_some() {
            self.end_in_scope(|open| heading_level(open).is_some(), walker);
        } else if *name == local_name!("form") {
            self.end_form(walker);
        } else if *name == local_name!("li") {
            self.end_until(
                |open| open.name == local_name!("li"),
                |open| {
                    open.traits.has(Traits::SCOPE)
                        || matches!(open.name, local_name!("ul") | local_name!("ol"))
                },
                walker,
            );
        } else if traits.has(Traits::OF_TABLE) || *name == local_name!("table") {
            self.end_until(
                |open| open.name == *name,
                |open| open.name == local_name!("table"),
                walker,
            );
        } else if traits.has(Traits::SPECIAL) {
            self.end_in_scope(|open| open == name, walker);
        } else {
            self.end_until(
                |open| open.name == *name,
                |open| open.traits.has(Traits::SPECIAL),
                walker,
            );
        }
    }

    /// Whether an end tag of that name would end an element that is open.
    pub(super) fn is_in_scope(&self, name: &LocalName) -> bool {
        for open in self.open.iter().rev() {
            if open.name == *name {
                return true;
            }
            if open.traits.has(Traits::SCOPE) {
                return false;
            }
        }
        false
    }

    fn end_in_scope(
        &mut self,
        wanted: impl Fn(&LocalName) -> bool,
        walker: &mut Walker<'_>,
    ) -> bool {
        self.end_until(
            |open| wanted(&open.name),
            |open| open.traits.has(Traits::SCOPE),
            walker,
        )
    }

    /// An item before the next of the same list: blocks other than these keep it open.
    fn end_item(&mut self, wanted: impl Fn(&LocalName) -> bool, walker: &mut Walker<'_>) {
        self.end_until(
            |open| wanted(&open.name),
            |open| {
                open.traits.has(Traits::SPECIAL)
                    && !matches!(
                        open.name,
                        local_name!("address") | local_name!("div") | local_name!("p")
                    )
            },
            walker,
        );
    }

    /// Ends the innermost wanted element and all inside it, unless a barrier stands before it.
    fn end_until(
        &mut self,
        wanted: impl Fn(&Open) -> bool,
        barrier: impl Fn(&Open) -> bool,
        walker: &mut Walker<'_>,
    ) -> bool {
        for at in (0..self.open.len()).rev() {
            if wanted(&self.open[at]) {
                self.pop_to(at, walker);
                return true;
            }
            self.steps += 1;
            if barrier(&self.open[at]) || self.steps > MOST_STEPS {
                return false;
            }
        }
        false
    }

    /// A form is over; elements that were opened in it and not closed stay open.
    fn end_form(&mut self, walker: &mut Walker<'_>) {
        let form = self
            .open
            .iter()
            .rposition(|open| open.name == local_name!("form") && !open.ended);
        let Some(form) = form else { return };
        let loose = |open: &Open| {
            matches!(
                open.name,
                local_name!("p") | local_name!("li") | local_name!("dd") | local_name!("dt")
            ) || !open.traits.has(Traits::SPECIAL)
        };
        if self.open[form + 1..].iter().all(loose) {
            self.pop_to(form, walker);
        } else {
            self.open[form].ended = true;
        }
    }

    fn end_formatting(&mut self, name: &LocalName, walker: &mut Walker<'_>) {
        // Formatting of the cell around does not end inside it.
        let marker = self
            .open
            .iter()
            .rfind(|open| open.traits.has(Traits::SCOPE))
            .map_or(0, |open| open.formatting);
        let first = marker.min(self.formatting.len());
        let at = self.formatting[first..]
            .iter()
            .rposition(|formatting| formatting.name == *name);
        if let Some(at) = at {
            let ended = self.formatting.remove(first + at);
            walker.close_inline(ended.styled);
        }
    }

    /// Ends the element at a place and all inside it.
    fn pop_to(&mut self, at: usize, walker: &mut Walker<'_>) {
        while self.open.len() > at {
            self.pop(walker);
        }
        while self.open.last().is_some_and(|open| open.ended) {
            self.pop(walker);
        }
    }

    fn pop(&mut self, walker: &mut Walker<'_>) {
        let Some(open) = self.open.pop() else { return };
        if open.traits.has(Traits::INLINE) {
            walker.close_inline(open.styled);
            return;
        }
        walker.close_block(open.styled);
        if open.traits.has(Traits::SCOPE) {
            for formatting in self
                .formatting
                .drain(open.formatting.min(self.formatting.len())..)
            {
                walker.close_inline(formatting.styled);
            }
        }
    }
}
