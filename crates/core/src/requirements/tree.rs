//! The tree of alternatives: a recursive descent over the connectors between what is named.
//!
//! A group (the line, or the inside of parentheses) is a run of lists; a list is a run of things
//! with nothing but connectors between. Inside a list a slash binds tightest, then "or", then
//! "and" and the comma; a list of commas takes the connector of its last step. Between lists "or"
//! binds tighter than "and".

mod list;

use crate::posting::Expr;

use super::pieces::{Leaf, Piece};
use list::{Join, List, Word, all_of, any_of, flat_all};

/// How deep parentheses are followed.
const MAX_DEPTH: usize = 8;

/// Parses the pieces of a requirement; `None` where nothing is named.
pub(super) fn parse(pieces: &[Piece], leaves: &[Leaf]) -> Option<Expr> {
    let mut parser = Parser {
        pieces,
        leaves,
        at: 0,
    };
    let mut groups = Vec::new();
    while parser.at < pieces.len() {
        groups.extend(parser.group(0));
        // A closing parenthesis without an opening one parts nothing.
        parser.at += 1;
    }
    all_of(groups)
}

/// Something to add to a list.
struct Item {
    expr: Expr,
    generic: bool,
    vague: bool,
}

impl From<&Leaf> for Item {
    fn from(leaf: &Leaf) -> Self {
        Self {
            expr: leaf.expr.clone(),
            generic: leaf.generic,
            vague: leaf.vague,
        }
    }
}

impl From<Expr> for Item {
    fn from(expr: Expr) -> Self {
        Self {
            expr,
            generic: false,
            vague: false,
        }
    }
}

struct Parser<'p> {
    pieces: &'p [Piece],
    leaves: &'p [Leaf],
    at: usize,
}

impl Parser<'_> {
    /// Parses up to a closing parenthesis or the end; leaves the parenthesis to the caller.
    fn group(&mut self, depth: usize) -> Option<Expr> {
        let mut lists: Vec<List> = Vec::new();
        let mut join = Join::default();
        let mut next = List::default();
        while let Some(piece) = self.pieces.get(self.at).copied() {
            match piece {
                Piece::Right => break,
                Piece::Leaf(leaf) => {
                    if let Some(leaf) = self.leaves.get(leaf) {
                        add(&mut lists, &mut next, &mut join, leaf.into());
                    }
                }
                Piece::Left => {
                    self.at += 1;
                    self.parentheses(depth, &mut lists, &mut next, &mut join);
                }
                Piece::Years(number) => years(&mut lists, &mut next, &join, number),
                Piece::AtLeast(count) => {
                    let is_time = matches!(
                        self.pieces.get(self.at + 1),
                        Some(Piece::Unit | Piece::Years(_))
                    );
                    next.at_least = (!is_time).then_some(count);
                    join.loose = true;
                }
                Piece::Examples => next.examples = true,
                Piece::OpenEnd => {
                    if let Some(list) = lists.last_mut() {
                        list.open_end = true;
                    }
                }
                piece => note(&mut join, piece),
            }
            self.at += 1;
        }
        combine(lists)
    }

    /// Parses parentheses: examples of what stands before them, or a thing by themselves.
    fn parentheses(
        &mut self,
        depth: usize,
        lists: &mut Vec<List>,
        next: &mut List,
        join: &mut Join,
    ) {
        let open_only = self.is_open_remark();
        let inside = if depth < MAX_DEPTH {
            self.group(depth + 1)
        } else {
            None
        };
        let Some(inside) = inside else {
            if open_only && let Some(list) = lists.last_mut() {
                list.open_end = true;
            }
            return;
        };
        match lists.last_mut() {
            Some(list) if *join == Join::default() || list.is_headed_by(join, &inside) => {
                let heads = list.generic || list.is_headed_by(join, &inside);
                if !heads {
                    list.vague = 0;
                }
                let (head, before) = list.drop_headings();
                let merged = match head {
                    Some(head) if head != inside && !heads => flat_all(vec![head, inside]),
                    _ => inside,
                };
                list.items.push(merged);
                list.joins.extend(before);
                list.generic = false;
                *join = Join::default();
            }
            _ => add(lists, next, join, inside.into()),
        }
    }

    /// Whether the parentheses that begin here hold nothing but "or equivalent".
    fn is_open_remark(&self) -> bool {
        let inside = self.pieces[self.at..]
            .iter()
            .take_while(|piece| **piece != Piece::Right);
        inside.clone().any(|piece| *piece == Piece::OpenEnd)
            && !inside.clone().any(|piece| matches!(piece, Piece::Leaf(_)))
    }
}

/// Notes a connector or a word before the next thing named.
fn note(join: &mut Join, piece: Piece) {
    match piece {
        Piece::And | Piece::Or => {
            let word = if piece == Piece::And {
                Word::And
            } else {
                Word::Or
            };
            join.word = Some(word);
            join.late = join.loose;
        }
        Piece::Comma => join.comma = true,
        Piece::Slash => join.slash = true,
        Piece::Break => join.ends = true,
        Piece::Word | Piece::Unit => join.loose = true,
        _ => {}
    }
}

/// Adds a thing to the list that is open, or begins a new list with it.
fn add(lists: &mut Vec<List>, next: &mut List, join: &mut Join, item: Item) {
    let before = std::mem::take(join);
    let breaks = before.loose || before.ends || next.examples || next.at_least.is_some();
    if let Some(list) = lists.last_mut()
        && !breaks
        && !list.open_end
        && before != Join::default()
    {
        list.items.push(item.expr);
        list.joins.push(before);
        list.generic = item.generic;
        let runs_on = before.slash || before.word == Some(Word::Or);
        list.vague = match (item.vague, runs_on) {
            (true, true) => list.vague + 1,
            (vague, _) => usize::from(vague),
        };
        return;
    }
    let mut list = std::mem::take(next);
    // Examples after a thing that only names their sort take its place.
    let adjoins = !before.ends && before.word.is_none() && !before.comma;
    if list.examples
        && adjoins
        && let Some(last) = lists.last_mut()
        && (last.generic && !before.loose || last.vague > 0)
    {
        let (_, join) = last.drop_headings();
        if last.items.is_empty() {
            let emptied = lists.pop().unwrap_or_default();
            list.before = emptied.before;
            list.at_least = list.at_least.or(emptied.at_least);
        } else {
            list.before = join.unwrap_or_default();
        }
    } else {
        list.before = before;
    }
    list.items.push(item.expr);
    list.generic = item.generic;
    list.vague = usize::from(item.vague);
    lists.push(list);
}

/// Puts years in the place of a degree: "a degree or four years".
fn years(lists: &mut [List], next: &mut List, join: &Join, number: f64) {
    if lists.is_empty() {
        next.years = Some(number);
    } else if join.word == Some(Word::Or) && !join.ends {
        lists
            .iter_mut()
            .rev()
            .any(|list| set_years(&mut list.items, number));
    }
}

/// Gives the last degree among `items` its years.
fn set_years(items: &mut [Expr], number: f64) -> bool {
    items.iter_mut().rev().any(|item| match item {
        Expr::Degree { or_years, .. } if or_years.is_none() => {
            *or_years = Some(number);
            true
        }
        Expr::AllOf { all_of: inner } | Expr::AnyOf { any_of: inner, .. } => {
            set_years(inner, number)
        }
        _ => false,
    })
}

/// Joins the lists of a group.
fn combine(mut lists: Vec<List>) -> Option<Expr> {
    // A list of commas takes the connector that its last step has, though words follow it.
    for at in 1..lists.len() {
        let before = lists[at].before;
        let list = &mut lists[at - 1];
        let is_bare = !list.joins.is_empty()
            && list
                .joins
                .iter()
                .all(|join| join.word.is_none() && !join.slash);
        if is_bare && !before.late && !before.ends && before.word == Some(Word::Or) {
            for join in &mut list.joins {
                join.word = Some(Word::Or);
            }
        }
    }
    let mut out: Vec<Expr> = Vec::new();
    let mut alternatives: Vec<Expr> = Vec::new();
    for mut list in lists {
        let before = list.before;
        if let Some(number) = list.years
            && before.word == Some(Word::Or)
            && alternatives.is_empty()
        {
            set_years(&mut list.items, number);
        }
        let Some(expr) = list.expr() else { continue };
        if before.word == Some(Word::Or) && !before.ends {
            alternatives.push(expr);
        } else {
            out.extend(any_of(std::mem::take(&mut alternatives)));
            alternatives.push(expr);
        }
    }
    out.extend(any_of(alternatives));
    all_of(out)
}

#[cfg(test)]
mod tests;
